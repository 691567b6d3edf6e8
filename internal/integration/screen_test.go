package integration_test

import (
	"net/http"
	"strings"
	"testing"

	"nurlykosh/internal/integration"
	"nurlykosh/internal/testkit"
)

// What is missing on a page of many questions is called by its name; no text is called optional that a reason needs.
func TestMissingAnswersAreNamed(t *testing.T) {
	s := testkit.Run(t)
	c := s.As(t, "ainur")
	var number string
	if err := s.Owner.QueryRow(`select c.number from case_file c join account a on a.id = c.owner_id where a.login = 'ainur' and c.status = 'in_progress' and c.stage = 'housing' order by c.id limit 1`).Scan(&number); err != nil {
		t.Fatal(err)
	}
	base := "/cases/" + number + "/integration"
	form := map[string]string{}
	for _, n := range integration.Needs {
		form["need_"+n] = ""
	}
	p := c.Submit(base+"/needs", form)
	said := p.Text(".govuk-error-summary")
	if p.Status != http.StatusUnprocessableEntity || strings.Count(said, "Choose: ") != len(integration.Needs) || strings.Contains(said, "Choose one of the options") {
		t.Errorf("the needs: %d %s", p.Status, said)
	}
	p = c.Submit(base+"/goals/new", map[string]string{"kind": "health"})
	for _, want := range []string{"Write what is to be reached", "Write who helps", "Write the day"} {
		if p.Status != http.StatusUnprocessableEntity || !strings.Contains(p.Text(".govuk-error-summary"), want) {
			t.Errorf("a bare goal: %d %s", p.Status, p.Text(".govuk-error-summary"))
		}
	}
	if p := c.Get(base + "/goals/new"); strings.Contains(p.Text("main"), "(optional)") {
		t.Errorf("a goal is optional: %s", p.Text("main"))
	}
}

// Every form of the room, sent ten times at once, has one effect and one answer.
func TestEveryFormTenTimesAtOnce(t *testing.T) {
	s := testkit.Run(t)
	s.CommitsTwice(t)
	c := s.As(t, "ainur")
	var number, id, head string
	if err := s.Owner.QueryRow(`select c.number, c.id, c.head_member_id from case_file c join account a on a.id = c.owner_id
		where a.login = 'ainur' and c.track = 'ethnic_return' and c.status = 'in_progress' and c.stage = 'intake' and c.arrived_on is not null and c.persons >= 4 order by c.id limit 1`).Scan(&number, &id, &head); err != nil {
		t.Fatal(err)
	}
	base := "/cases/" + number + "/integration"
	if _, err := s.Owner.Exec(`update task set state = 'open', done_on = null, counted_from = nk_today() - 3, due_on = nk_today() + 20
		where case_id = $1 and key in ('enrol_children', 'register_clinic', 'start_language', 'explain_safety', 'agree_plan', 'decide_residence', 'check_residence_duty')`, id); err != nil {
		t.Fatal(err)
	}
	send := func(path string, fields map[string]string) {
		t.Helper()
		if p := c.TenTimes(base+path, fields); p.Status != http.StatusSeeOther {
			t.Errorf("%s: %d %s", path, p.Status, p.Text("main"))
		}
	}
	one := func(query string) (out string) {
		t.Helper()
		if err := s.Owner.QueryRow(query, id).Scan(&out); err != nil {
			t.Fatalf("%s: %v", query, err)
		}
		return out
	}
	child := one(`select m.id from member m join person p on p.id = m.person_id where m.case_id = $1 and m.relation = 'child' and p.birth_year > 2010 and not m.abroad order by m.ord limit 1`)
	send("/enrol/"+child, map[string]string{"kind": "school", "place": "№ 12"})
	send("/clinic", map[string]string{"clinic": "№ 4"})
	send("/course", map[string]string{"member": head, "course": "Қазақ тілі"})
	send("/safety", map[string]string{"members": head, "language": "kk"})
	needs := map[string]string{}
	for _, n := range integration.Needs {
		needs["need_"+n] = map[bool]string{true: "yes", false: "no"}[n == "documents"]
	}
	send("/needs", needs)
	send("/goals/new", map[string]string{"kind": "documents", "text": "ЖСН алу", "service": "ХҚКО", "due_day": "1", "due_month": "6", "due_year": "2040"})
	goal := one(`select max(id) from goal where case_id = $1 and kind = 'documents'`)
	send("/agree", map[string]string{"language": "kk"})
	send("/goals/"+goal, map[string]string{"what": "started"})
	send("/police/residence", map[string]string{"number": "17"})
	answer := c.Get(base + "/police/residence/answer")
	if answer.Value("on_day") == "" || answer.Value("on_year") == "" {
		t.Errorf("the day of the answer is empty: %s", answer.Text("main"))
	}
	send("/police/residence/answer", map[string]string{"answer": "granted"})
	send("/duty", map[string]string{"answer": "lives_here"})
	s.OneEffectEach(t, "/cases/:number/integration")
	if n := one(`select count(*) from goal where case_id = $1 and kind in ('school', 'health', 'language', 'documents')`); n != "4" {
		t.Errorf("%s goals, want 4", n)
	}
}
