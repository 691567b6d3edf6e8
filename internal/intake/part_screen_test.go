package intake_test

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/testkit"
)

// TestDivorceOnItsPages goes with a family that has places in the quota, a dwelling and a plan through the divorce: bad input
// says what is missing and loses nothing, the preview comes before the saving, each thing goes where it was said, and the codes
// of each side open the own case alone.
func TestDivorceOnItsPages(t *testing.T) {
	s := testkit.Run(t)
	s.CommitsTwice(t)
	c := s.As(t, "ainur")
	var number, name string
	var id, head, spouse, child, offer int64
	if err := s.Owner.QueryRow(`select c.number, c.id, h.id, m.id, k.id, o.id, n.written from case_file c join account a on a.id = c.owner_id join member h on h.id = c.head_member_id
		join member m on m.case_id = c.id and m.relation = 'spouse' join member k on k.case_id = c.id and k.ord = 2 join offer o on o.case_id = c.id and o.state = 'accepted'
		join person p on p.id = m.person_id join attested_name n on n.id = p.chosen_name_id
		where a.login = 'ainur' and c.status = 'in_progress' and m.quota_standing = 'included' order by c.id limit 1`).
		Scan(&number, &id, &head, &spouse, &child, &offer, &name); err != nil {
		t.Fatal(err)
	}
	one := func(query string, args ...any) (n int64) {
		t.Helper()
		if err := s.Owner.QueryRow(query, args...).Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	code := func(of, member int64) map[string]string {
		issue, person := one("update member set strip_issue = greatest(strip_issue, 1) where id = $1 returning strip_issue", member), one("select person_id from member where id = $1", member)
		var no string
		if err := s.Owner.QueryRow("select number from case_file where id = $1", of).Scan(&no); err != nil {
			t.Fatal(err)
		}
		return map[string]string{"number": no, "code": casefile.Code(s.App.DB.Keys.Portal, of, person, int(issue))}
	}
	his, hers := code(id, head), code(id, spouse)
	family := s.Visitor(t)
	if p := family.Follow(family.Submit("/status", hers)); p.Status != http.StatusOK {
		t.Fatalf("her code: %d", p.Status)
	}

	form := "/cases/" + number + "/household/" + strconv.FormatInt(spouse, 10) + "/divorce"
	if p := c.Get("/cases/" + number + "/household/" + strconv.FormatInt(child, 10) + "/divorce"); p.Status != http.StatusNotFound {
		t.Errorf("a child divorces: %d", p.Status)
	}
	p := c.Submit(form, map[string]string{"number": "17", "why": "Kept", "issued_day": "30", "issued_month": "2", "issued_year": "2026"})
	if p.Status != http.StatusUnprocessableEntity || p.Value("number") != "17" || !strings.Contains(p.Text(".govuk-error-summary"), "does not exist") {
		t.Fatalf("%d %s", p.Status, p.Text("main"))
	}
	p = c.Submit(form, map[string]string{"number": "17", "why": "Kept"})
	for _, w := range []string{
		"Choose the paper.", "Give the day of the paper.", "heard apart, or why not", "Say whether the code is in its owner’s hands alone.", "Choose: stays or goes.",
	} {
		if p.Status != http.StatusUnprocessableEntity || !strings.Contains(p.Text(".govuk-error-summary"), w) {
			t.Errorf("%q is not said: %d %s", w, p.Status, p.Text(".govuk-error-summary"))
		}
	}

	// what is said more than once says where, in the order of the page
	links := map[string]bool{}
	for _, text := range p.Texts(".govuk-error-summary li a") {
		if links[text] {
			t.Errorf("two problems read %q", text)
		}
		links[text] = true
	}
	if summary := p.Text(".govuk-error-summary"); strings.Index(summary, "Each adult heard apart") > strings.Index(summary, "Choose: stays or goes.") {
		t.Errorf("the summary does not go down the page: %s", summary)
	}

	// every line and thing of the page is answered: what is not named stays
	answers := map[string]string{
		"paper": "divorce_certificate", "number": "17-Н", "issued_day": "1", "issued_month": "1", "issued_year": "2026", "codes": "yes", "again": "no", "why": "Each lives alone",
		"left_day": "", "left_month": "", "left_year": "",
	}
	fields := c.Get(form).Form(form)
	for _, d := range []string{"left_day", "left_month", "left_year"} {
		answers[d] = fields.Get(d)
	}
	lines, things := 0, 0
	for k := range fields {
		var i int
		if n, _ := fmt.Sscanf(k, "lines[%d].member", &i); n == 1 && strings.HasSuffix(k, ".member") {
			at := k[:len(k)-len("member")]
			switch member := fields.Get(k); member {
			case strconv.FormatInt(head, 10), strconv.FormatInt(spouse, 10):
			default:
				answers[at+"side"], answers[at+"relation"], answers[at+"seat"] = "goes", "child", "goes"
				lines++
			}
		}
		if n, _ := fmt.Sscanf(k, "heard[%d].member", &i); n == 1 && strings.HasSuffix(k, ".member") {
			answers[k[:len(k)-len("member")]+"why"] = "Abroad at work"
		}
		if n, _ := fmt.Sscanf(k, "things[%d].kind", &i); n == 1 && strings.HasSuffix(k, ".kind") {
			answers[k[:len(k)-len("kind")]+"side"] = "goes"
			things++
		}
	}
	if lines == 0 || things < 2 {
		t.Fatalf("%d lines, %d things", lines, things)
	}
	p = c.Submit(form, answers)
	if p.Status != http.StatusUnprocessableEntity || !strings.Contains(p.Text(".govuk-error-summary"), "nothing is saved yet") {
		t.Fatalf("saved before it was seen: %d %s", p.Status, p.Text(".govuk-error-summary"))
	}
	if !strings.Contains(p.Text("main"), fmt.Sprintf("in the new case: %d", lines+1)) {
		t.Errorf("the preview: %s", p.Text("main"))
	}
	answers["shown"] = p.Value("shown")
	p = c.Follow(c.Submit(form, answers))
	if p.Status != http.StatusOK || !strings.Contains(p.Text("main"), "The divorce is recorded") || !strings.Contains(p.Text("main"), name) {
		t.Fatalf("%d %s", p.Status, p.Text("main"))
	}
	to := one("select max(id) from case_file")
	if one("select case_id from offer where id = $1", offer) != to || one("select count(*) from goal where case_id = $1 and member_id is null", to) == 0 {
		t.Error("the dwelling or the goals did not go along")
	}
	if one(`select count(*) from task where case_id = $1 and key = 'sign_contract' and state = 'done'`, to) != 1 || one(`select count(*) from task where case_id = $1 and key = 'decide_quota' and state = 'done'`, to) != 1 {
		t.Error("what was done for them is to be done again")
	}
	if one(`select count(*) from task where case_id = $1 and key = 'assess_housing_needs' and state = 'open'`, id) != 1 {
		t.Error("who stays without a dwelling is not looked after")
	}
	if v := family.Get("/status"); v.Status != http.StatusSeeOther {
		t.Errorf("she still reads the old case: %d", v.Status)
	}
	for what, try := range map[string]map[string]string{"her old code": hers, "her new code on the old number": {"number": number, "code": code(to, one("select head_member_id from case_file where id = $1", to))["code"]}} {
		if v := s.Visitor(t).Submit("/status", try); v.Status != http.StatusUnprocessableEntity {
			t.Errorf("%s opens something: %d", what, v.Status)
		}
	}
	for what, try := range map[string]map[string]string{"his code": his, "her new code": code(to, one("select head_member_id from case_file where id = $1", to))} {
		v := s.Visitor(t)
		q := v.Follow(v.Submit("/status", try))
		other := number
		if try["number"] == number {
			other = "NK-26-" + strconv.FormatInt(to, 10)
		}
		if q.Status != http.StatusOK || !strings.Contains(q.Text("main"), try["number"]) || strings.Contains(q.Text("main"), other) {
			t.Errorf("%s: %d %s", what, q.Status, q.Text("main"))
		}
	}
	if h := c.Get("/cases/" + number + "/history").Text("main"); !strings.Contains(h, "The household became two") || !strings.Contains(h, "Divorce certificate") || !strings.Contains(h, "Abroad at work") {
		t.Errorf("the history: %.1500s", h)
	}
}
