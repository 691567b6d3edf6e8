package programme_test

import (
	"net/http"
	"sync"
	"testing"

	"nurlykosh/internal/testkit"
)

// A form that changes the sender's own account, sent ten times at once: one effect, ten equal answers. Copies that wait
// for the first must hold nothing it wants to change.
func TestOwnAccountChangedTenTimesAtOnce(t *testing.T) {
	s := testkit.Run(t)
	c := s.As(t, "ainur")
	for round := range 5 {
		form := c.Get("/account").Form("/account")
		form.Set("language", []string{"ru", "en"}[round%2])
		before := count(t, s, "select count(*) from event where kind = 'choices_changed'")
		pages := make([]*testkit.Page, 10)
		var wg sync.WaitGroup
		for i := range pages {
			wg.Go(func() { pages[i] = c.Post("/account", form) })
		}
		wg.Wait()
		for i, p := range pages {
			if p.Status != http.StatusSeeOther || p.To != pages[0].To {
				t.Errorf("round %d, copy %d: %d %s", round, i, p.Status, p.To)
			}
		}
		if n := count(t, s, "select count(*) from event where kind = 'choices_changed'"); n != before+1 {
			t.Errorf("round %d: %d effects", round, n-before)
		}
	}
}

// The words of a note, sent under the same id to another case, are another form: refused, and nothing is said of the
// first case.
func TestFormOfAnotherCaseIsAnotherForm(t *testing.T) {
	s := testkit.Run(t)
	first, worker, _ := held(t, s, "c.owner_id is not null")
	var second string
	if err := s.Owner.QueryRow(`select c.number from case_file c join account a on a.id = c.owner_id where a.login = $1 and c.status = 'in_progress' and c.number <> $2
		order by c.id limit 1`, worker, first).Scan(&second); err != nil {
		t.Fatal(err)
	}
	c := s.As(t, worker)
	form := c.Get("/cases/" + first + "/note").Form("/cases/" + first + "/note")
	form.Set("text", "meant for one case")
	if p := c.Post("/cases/"+first+"/note", form); p.Status != http.StatusSeeOther {
		t.Fatalf("the note: %d", p.Status)
	}
	if p := c.Post("/cases/"+second+"/note", form); p.Status != http.StatusUnprocessableEntity {
		t.Errorf("the same form at another case: %d %s", p.Status, p.To)
	}
}
