package programme_test

import (
	"net/http"
	"strings"
	"testing"

	"nurlykosh/internal/testkit"
)

// Whoever of the office takes a call records it, also on a colleague's case; the task to call back is the holder's.
func TestColleagueRecordsACallForWhoIsAway(t *testing.T) {
	s := testkit.Run(t)
	var number string
	if err := s.Owner.QueryRow(`select c.number from case_file c join account a on a.id = c.owner_id where a.login = 'ainur' and c.status = 'in_progress' order by c.id limit 1`).Scan(&number); err != nil {
		t.Fatal(err)
	}
	path := "/cases/" + number + "/note"
	bolat := s.As(t, "bolat")
	if p := bolat.Get("/cases/" + number); len(p.All(`a[href="`+path+`"]`)) != 1 || len(p.All(`a[href$="/close"]`)) != 0 {
		t.Errorf("the colleague is offered: %s", p.Text("main"))
	}
	form := bolat.Get(path).Form(path)
	form.Set("kind", "call_back")
	form.Set("text", "the family rang")
	if p := bolat.Post(path, form); p.Status != http.StatusUnprocessableEntity {
		t.Errorf("a call back without a day: %d", p.Status)
	}
	for k, v := range map[string]string{"back_day": "1", "back_month": "2", "back_year": "2099"} {
		form.Set(k, v)
	}
	if p := bolat.Post(path, form); p.Status != http.StatusSeeOther {
		t.Fatalf("the call: %d %s", p.Status, p.Text("main"))
	}
	ainur := s.As(t, "ainur")
	if text := ainur.Get("/cases/" + number + "/history").Text("main"); !strings.Contains(text, "the family rang") {
		t.Errorf("the holder does not read of it: %s", text)
	}
	if text := ainur.Get("/cases/" + number + "/tasks").Text("main"); !strings.Contains(text, "Call back") {
		t.Errorf("the holder has no task of it: %s", text)
	}
	for login, want := range map[string]int{"marat": http.StatusNotFound, "igor": http.StatusNotFound, "ruslan": http.StatusNotFound, "gulnar": http.StatusOK} {
		if got := s.As(t, login).Get(path).Status; got != want {
			t.Errorf("%s: %d, want %d", login, got, want)
		}
	}
	if _, err := s.Owner.Exec(`update case_file set sealed = true where number = $1`, number); err != nil {
		t.Fatal(err)
	}
	if got := bolat.Get(path).Status; got != http.StatusNotFound {
		t.Errorf("a sealed case: %d", got)
	}
}
