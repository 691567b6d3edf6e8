package desk

import (
	"strings"
	"testing"

	"nurlykosh/internal/identity"
)

// The order of names: who was born when it was typed, then by the way they were found, then as the matcher says; each person
// once, and none that have only keys in common.
func TestNamesAreRanked(t *testing.T) {
	q, err := ReadQuery("Серік 1970")
	if err != nil {
		t.Fatal(err)
	}
	row := func(id, person int64, written, via string, near bool) candidate {
		return candidate{ID: id, PersonID: person, Written: written, Fold: identity.Fold(written), Via: via, Near: near}
	}
	var got []string
	for _, x := range q.rank([]candidate{
		row(1, 1, "Сериков Марат", "sound", false),
		row(2, 2, "SAILIKE", "sound", false),
		row(3, 3, "Серик", "letters", false),
		row(4, 4, "Серік", "letters", false),
		row(5, 5, "سەرىك", "sound", true),
		row(6, 6, "Асан Серік", "letters", false),
		row(7, 7, "Самат", "sound", false),
		row(8, 8, "Срек", "alike", false),
		row(9, 4, "SERIK", "sound", false),
		row(10, 9, "Wolfgang", "alike", false),
	}) {
		got = append(got, x.Written+"/"+x.why)
	}
	want := "سەرىك/sound Серік/name Серик/fold Асан Серік/word SAILIKE/sound Сериков Марат/fold" // a father's name after who bears it
	if s := strings.Join(got, " "); !strings.HasPrefix(s, want) || strings.Contains(s, "SERIK") || strings.Contains(s, "Wolfgang") || strings.Contains(s, "Самат") {
		t.Errorf("%s", s)
	}
}
