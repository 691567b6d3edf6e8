package intake_test

import (
	"net/http"
	"strings"
	"testing"

	"nurlykosh/internal/testkit"
)

// How a family is reached stands on the case's first page, is changed there, and the history tells before and after.
func TestContactAndItsHistory(t *testing.T) {
	s := testkit.Run(t)
	s.CommitsTwice(t)
	c := s.As(t, "ainur")
	var number, head, phone string
	if err := s.Owner.QueryRow(`select c.number, c.head_member_id, p.id from case_file c join account a on a.id = c.owner_id join member m on m.id = c.head_member_id
		join phone p on p.person_id = m.person_id where a.login = 'ainur' and c.status = 'in_progress' order by c.id limit 1`).Scan(&number, &head, &phone); err != nil {
		t.Fatal(err)
	}
	path := "/cases/" + number
	if p := c.Submit(path+"/household/contact", map[string]string{"phone": "12", "phone_relation": "own"}); p.Status != http.StatusUnprocessableEntity || p.Value("phone") != "12" {
		t.Errorf("a short number: %d, the field holds %q", p.Status, p.Value("phone"))
	}
	if p := c.Submit(path+"/household/contact", map[string]string{"gone": "999999"}); p.Status != http.StatusNotFound {
		t.Errorf("a number of other people: %d", p.Status)
	}
	p := c.Submit(path+"/household/contact", map[string]string{
		"phone": "+7 701 555 44 33", "phone_relation": "neighbour", "phone_whose": "Canary Neighbour", "gone": phone, "bed_tonight": "no", "urgent": "medicine",
	})
	if p.Status != http.StatusSeeOther {
		t.Fatalf("%d %s", p.Status, p.Text("main"))
	}
	text := c.Get(path).Text("main")
	for _, w := range []string{"+7 701 555 44 33", "a neighbour’s: Canary Neighbour", "medicine"} {
		if !strings.Contains(text, w) {
			t.Errorf("the case does not show %q: %s", w, text)
		}
	}
	var left int
	if err := s.Owner.QueryRow("select count(*) from phone where id = $1 and withdrawn_at is null", phone).Scan(&left); err != nil || left != 0 {
		t.Errorf("the old number still counts: %v", err)
	}
	edit := path + "/household/" + head
	form := c.Get(edit).Form(edit)
	was := form.Get("citizenship")
	if p := c.Submit(edit, map[string]string{"citizenship": "UZB", "stay_basis": ""}); p.Status != http.StatusSeeOther {
		t.Fatalf("correcting: %d %s", p.Status, p.Text(".govuk-error-summary"))
	}
	history := c.Get(path + "/history").Text("main")
	for _, w := range []string{"Citizenship: ", "→ Uzbekistan", "yes → no", "– → medicine"} {
		if !strings.Contains(history, w) {
			t.Errorf("was %s; the history lacks %q: %.900s", was, w, history)
		}
	}
}
