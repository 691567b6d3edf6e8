package intake_test

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/testkit"
)

// TestDeathOfTheHeadOnItsPages goes through the pages of a head's death, the naming of a head and the taking back, with
// bad input on each; the status page of the dead is shut, the widow's goes on.
func TestDeathOfTheHeadOnItsPages(t *testing.T) {
	s := testkit.Run(t)
	s.CommitsTwice(t)
	c := s.As(t, "ainur")
	var number string
	var head, spouse, child int64
	err := s.Owner.QueryRow(`select c.number, h.id, m.id, k.id from case_file c join account a on a.id = c.owner_id join member h on h.id = c.head_member_id
		join member m on m.case_id = c.id and m.relation = 'spouse' join member k on k.case_id = c.id and k.relation = 'child' and k.left_on is null
		join person p on p.id = k.person_id and p.birth_year > 2012
		where a.login = 'ainur' and c.status = 'in_progress' order by c.id limit 1`).Scan(&number, &head, &spouse, &child)
	if err != nil {
		t.Fatal(err)
	}
	id := func(n int64) string { return strconv.FormatInt(n, 10) }
	base := "/cases/" + number + "/household"
	leave := base + "/" + id(head) + "/leave"
	bad := func(p *testkit.Page, words ...string) {
		t.Helper()
		if p.Status != http.StatusUnprocessableEntity {
			t.Fatalf("%d %s", p.Status, p.Text("main"))
		}
		for _, w := range words {
			if !strings.Contains(p.Text(".govuk-error-summary"), w) {
				t.Errorf("the summary does not say %q: %s", w, p.Text(".govuk-error-summary"))
			}
		}
	}
	has := func(p *testkit.Page, words ...string) {
		t.Helper()
		for _, w := range words {
			if !strings.Contains(p.Text("main"), w) {
				t.Errorf("%q is not said: %s", w, p.Text("main"))
			}
		}
	}
	p := c.Get(base)
	if len(p.All(`a[href="`+leave+`"]`)) != 1 || len(p.All(`a[href="`+base+`/head"]`)) != 1 {
		t.Fatalf("no way to it: %s", p.Text("main"))
	}
	p = c.Get(leave)
	persons := len(c.Get(base).All(`a[href$="/leave"]`))
	has(p, strconv.Itoa(persons)+" → "+strconv.Itoa(persons-1), "within 10 working days a head is to be named", "Who speaks for the family for now")
	bad(c.Submit(leave, map[string]string{"left_day": "31", "left_month": "2"}), "does not exist")
	bad(c.Submit(leave, map[string]string{"left_day": "1", "left_month": "1", "left_year": "2099", "contact": id(child)}), "This day has not come yet", "Choose who speaks for the family")
	bad(c.Submit(leave, map[string]string{"reason": "divorce", "contact": id(spouse), "left_year": "1999"}), "The divorce of a couple has a page of its own")
	if p = c.Get(base); len(p.All(`a[href="`+leave+`"]`)) != 1 {
		t.Fatal("something was saved")
	}
	dead, survivor := s.Visitor(t), s.Visitor(t)
	code := func(member int64) map[string]string {
		t.Helper()
		var caseID, person int64
		issue := 0
		if err := s.Owner.QueryRow("update member set strip_issue = greatest(strip_issue, 1) where id = $1 returning case_id, person_id, strip_issue", member).Scan(&caseID, &person, &issue); err != nil {
			t.Fatal(err)
		}
		return map[string]string{"number": number, "code": casefile.Code(s.App.DB.Keys.Portal, caseID, person, issue)}
	}
	for v, member := range map[*testkit.Client]int64{dead: head, survivor: spouse} {
		if p := v.Follow(v.Submit("/status", code(member))); p.Status != http.StatusOK || !strings.Contains(p.Text("main"), number) {
			t.Fatalf("the code does not open the case: %d %s", p.Status, p.Text("main"))
		}
	}
	lead := s.As(t, "gulnar")
	late := lead.Get(leave)
	p = c.Follow(c.Submit(leave, map[string]string{"reason": "death", "contact": id(spouse)}))
	typed := url.Values{"reason": {"left_country"}, "text": {"went back to the sister"}, "contact": {id(spouse)}}
	for _, hidden := range []string{"csrf", "op", "rev", "was", "left_day", "left_month", "left_year"} {
		typed.Set(hidden, late.Value(hidden))
	}
	if late = lead.Post(leave, typed); late.Status != http.StatusConflict {
		t.Errorf("a late form of leaving: %d", late.Status)
	}
	has(late, "left this household on", "Death", "went back to the sister")
	if v := dead.Get("/status"); v.Status != http.StatusSeeOther {
		t.Errorf("whoever came with the code of the dead still reads the case: %d", v.Status)
	}
	if v := s.Visitor(t).Submit("/status", code(head)); v.Status != http.StatusUnprocessableEntity {
		t.Errorf("the code of the dead opens the case: %d", v.Status)
	}
	if v := survivor.Get("/status"); v.Status != http.StatusOK || !strings.Contains(v.Text("main"), number) {
		t.Errorf("the code of another is dead, too: %d %s", v.Status, v.Text("main"))
	}
	has(p, "Our condolences", "acting contact", "Earlier members", "Name the head of the household")
	has(c.Get(leave), "left this household on")
	if c.Get(leave).Status != http.StatusNotFound || c.Get(base+"/"+id(head)).Status != http.StatusNotFound {
		t.Error("the forms of a member who left are still there")
	}
	var widow string
	if err := s.Owner.QueryRow(`select n.written from member m join person p on p.id = m.person_id join attested_name n on n.id = p.chosen_name_id where m.id = $1`, spouse).Scan(&widow); err != nil {
		t.Fatal(err)
	}
	if p = c.Get("/cases/" + number); !strings.Contains(p.Text("h1"), widow) && !strings.Contains(p.Text("main"), widow) {
		t.Errorf("the case is not named after the widow: %s", p.Text("main"))
	}
	has(c.Get("/cases/"+number), "Name the head of the household")
	if p = c.Get("/cases/" + number + "/history"); strings.Contains(p.Body, "⟦") || !strings.Contains(p.Text("main"), "A member left the household") || !strings.Contains(p.Text("main"), "Death") {
		t.Errorf("the history: %s", p.Text("main"))
	}
	if p = c.Get("/cases/" + number + "/slip"); p.Status != http.StatusOK || len(p.All(`input[name="member"][value="`+id(head)+`"]`)) != 0 {
		t.Error("a code is offered to somebody who died")
	}

	var gone string
	if err := s.Owner.QueryRow(`select n.written from member m join person p on p.id = m.person_id join attested_name n on n.id = p.chosen_name_id where m.id = $1`, head).Scan(&gone); err != nil {
		t.Fatal(err)
	}
	field := c.Get("/search")
	c.Post("/search", url.Values{"csrf": {field.Value("csrf")}, "op": {field.Value("op")}, "q": {gone}})
	has(c.Get("/search"), "died ", number) // under the own name, in the case of the family
	if p = c.Get(base + "/add"); strings.Contains(p.Text("main"), gone) {
		t.Error("the dead stand in a form")
	}

	name := base + "/head"
	if p = c.Get(name); p.Status != http.StatusOK || len(p.All(`input[name="head"][value="`+id(child)+`"]`)) != 0 {
		t.Fatalf("%d %s", p.Status, p.Text("main"))
	}
	bad(c.Submit(name, nil), "Choose the relation.")
	relations := map[string]string{"head": id(spouse)}
	for i := range persons {
		relations["members["+strconv.Itoa(i)+"].relation"] = "parent"
	}
	delete(relations, "members["+strconv.Itoa(persons-1)+"].relation")
	bad(c.Submit(name, relations), "a child would be older than a parent")

	back := base + "/" + id(head) + "/back"
	has(c.Get(back), "Death", "is the head of the household again")
	bad(c.Submit(back, nil), "Write what was wrong.")
	p = c.Follow(c.Submit(back, map[string]string{"text": "A namesake died"}))
	has(p, "The leaving is taken back")
	if len(p.All(`a[href="`+leave+`"]`)) != 1 || strings.Contains(p.Text("main"), "acting contact") {
		t.Errorf("not back: %s", p.Text("main"))
	}
	if c.Get(back).Status != http.StatusNotFound {
		t.Error("it can be taken back twice")
	}
	if p = s.As(t, "marat").Get(leave); p.Status != http.StatusNotFound {
		t.Errorf("another office: %d", p.Status)
	}
	if p = s.As(t, "ruslan").Get(leave); p.Status == http.StatusOK {
		t.Error("the auditor may write")
	}
}

// The last member, and the last adult before a guardian is recorded: the page says what to do, and takes a death.
func TestWhoMayNotLeaveIsToldWhatToDo(t *testing.T) {
	s := testkit.Run(t)
	lead := s.As(t, "gulnar")
	find := func(where string) (number string, member int64) {
		t.Helper()
		if err := s.Owner.QueryRow(`select c.number, c.head_member_id from case_file c join office o on o.id = c.office_id
			where c.status = 'in_progress' and `+where+` order by c.id limit 1`).Scan(&number, &member); err != nil {
			t.Fatal(err)
		}
		return number, member
	}
	for where, words := range map[string]string{
		"c.persons = 1": "This is the only member of the household.",
		`not exists (select 1 from member m join person p on p.id = m.person_id where m.case_id = c.id and m.id <> c.head_member_id and p.birth_year < 2010) and c.persons > 1`: "A death is recorded at once",
	} {
		number, member := find(where)
		path := "/cases/" + number + "/household/" + strconv.FormatInt(member, 10) + "/leave"
		seen := false
		for _, who := range []*testkit.Client{s.As(t, "ainur"), s.As(t, "bolat"), s.As(t, "marat"), s.As(t, "erzhan"), lead} {
			if p := who.Get(path); p.Status == http.StatusOK {
				if seen = true; !strings.Contains(p.Text("main"), words) || len(p.All(`form[action="`+path+`"]`)) != 1 || len(p.All(`main a[href*="/cases/"]`)) < 2 {
					t.Errorf("%q is not said, or the form is not as it should: %s", words, p.Text("main"))
				}
				break
			}
		}
		if !seen {
			t.Errorf("nobody may look at %s", path)
		}
	}
}
