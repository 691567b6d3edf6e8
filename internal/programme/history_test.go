package programme_test

import (
	"strings"
	"testing"

	"nurlykosh/internal/testkit"
)

// The history of a case says up to where it was checked, and which entry is broken once somebody has changed the rows
// behind the program's back.
func TestHistorySaysWhetherItIsWhole(t *testing.T) {
	s := testkit.Run(t)
	ainur := s.As(t, "ainur")
	var number string
	var id int64
	if err := s.Owner.QueryRow("select c.number, c.id from case_file c join account a on a.id = c.owner_id where a.login = 'ainur' order by c.id limit 1").Scan(&number, &id); err != nil {
		t.Fatal(err)
	}
	path := "/cases/" + number + "/history"
	if text := ainur.Get(path).Text("main"); !strings.Contains(text, "History verified up to") {
		t.Errorf("a whole history: %s", text)
	}
	for _, x := range []struct{ how, entry string }{
		{"update event set code = code || 'x' where stream_kind = 'case' and stream_id = $1 and seq = 2", "Entry 2 "},
		{"delete from event where stream_kind = 'case' and stream_id = $1 and seq = 1", "Entry 1 "},
	} {
		tx, err := s.Owner.Begin()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := tx.Exec("alter table event disable trigger user"); err != nil {
			t.Fatal(err)
		}
		if _, err := tx.Exec(x.how, id); err != nil {
			t.Fatal(err)
		}
		if _, err := tx.Exec("alter table event enable trigger user"); err != nil {
			t.Fatal(err)
		}
		if err := tx.Commit(); err != nil {
			t.Fatal(err)
		}
		if text := ainur.Get(path).Text("main"); strings.Contains(text, "verified up to") || !strings.Contains(text, x.entry) {
			t.Errorf("after %s: %s", x.how, text)
		}
	}
}
