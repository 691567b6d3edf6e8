package duplicates_test

import (
	"testing"

	"nurlykosh/internal/identity"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
)

// alarms are the ids of those in a state, oldest first.
func (w *world) alarms(state string) string {
	w.t.Helper()
	return w.text("select coalesce(string_agg(kind || case when again then ' again' else '' end, ', ' order by id), '') from alarm where state = $1", state)
}

// One personal document in two households is noted where it is typed, and told to supervisors alone; a family booklet that
// many hold is not. What was explained is asked again only when one more household holds it.
func TestOneDocumentInTwoHouseholds(t *testing.T) {
	w := newWorld(t)
	with := func(name, kind, number string, year int) string {
		x := somebody(name, "Latn", "head", "female", civil.Must(year, 3, 14))
		x.Name.PaperKind, x.Name.Number = kind, number
		return w.family(x)
	}
	with("DAMELI SEYTKAN", "household_register_cn", "A1", 1961)
	with("OLGA PETROVA", "household_register_cn", "A1", 1985)
	if got := w.alarms("open"); got != "" {
		t.Errorf("one booklet for many is an alarm: %s", got)
	}
	with("DAMELI SEYTKAN", "divorce_certificate", "17-N", 1961)
	with("OLGA PETROVA", "divorce_certificate", "17-N", 1985)
	if got := w.alarms("open"); got != "" {
		t.Errorf("the paper of a divorce is held by two: %s", got)
	}
	with("DAMELI SEYTKAN", "foreign_passport", "E 123 456", 1961)
	if got := w.alarms("open"); got != "" {
		t.Errorf("one household with a document: %s", got)
	}
	with("OLGA PETROVA", "foreign_passport", "e123456", 1985)
	if got := w.alarms("open"); got != "document" {
		t.Fatalf("one document in two households: %q", got)
	}
	id := w.count("select id from alarm")
	ctx := t.Context()
	_, err := w.work.Explain(ctx, op(w.own), id, "mine")
	wants(t, err, "fault.not_found")
	_, err = w.work.Explain(ctx, op(w.lead), id, " ")
	wants(t, err, "alarm.text_missing")
	_, err = w.work.Explain(ctx, op(w.lead), id, "the clerk mistook one letter")
	wants(t, err)
	_, err = w.work.Explain(ctx, op(w.lead), id, "once more")
	wants(t, err, "duplicate.not_open")
	if got := w.alarms("explained"); got != "document" {
		t.Errorf("explained: %q", got)
	}
	third := with("GULSIM AKHMET", "foreign_passport", "E123456", 1999)
	if got := w.alarms("open"); got != "document again" {
		t.Errorf("a third household: %q", got)
	}
	w.exec("update case_file set sealed = true where number = $1", third)
	if _, err := w.work.Explain(ctx, op(w.lead), id, "two typing errors"); err != nil {
		t.Errorf("a sealed household is in the way: %v", err)
	}
	if n := w.count("select cardinality(cases) from alarm"); n != 2 {
		t.Errorf("explained for %d households, the sealed one among them", n)
	}
}

// Many people at one address are noted from a number of households, or of people, on; who left is not counted.
func TestManyAtOneAddress(t *testing.T) {
	w := newWorld(t)
	note := func() string {
		_, err := w.DB.Change(t.Context(), op(w.own), func(tx *db.Tx) (db.Result, error) {
			tx.Record(audit.Event{Stream: audit.Stream{Kind: "case", ID: w.count("select min(id) from case_file")}, Kind: "note"}) // whoever saves saves something
			return db.Result{}, identity.NoteShared(tx, identity.SharedAddress, 3, 7, []byte("here"))
		})
		wants(t, err)
		return w.alarms("open")
	}
	home := func(n string) {
		w.exec("insert into own_dwelling (case_id, address_sealed, address_lookup, whose) select id, '', 'here', '' from case_file where number = $1", n)
	}
	one, two, _ := w.twice()
	home(one)
	home(two)
	if got := note(); got != "" {
		t.Errorf("five people of two households: %q", got)
	}
	three := w.family(somebody("OLGA PETROVA", "Latn", "head", "female", civil.Must(1985, 3, 14)))
	home(three)
	w.exec("update member set left_on = joined_on, leave_reason = 'moved' where case_id = (select id from case_file where number = $1)", three)
	if got := note(); got != "" {
		t.Errorf("whoever left is counted: %q", got)
	}
	w.exec("update member set left_on = null, leave_reason = '' where case_id = (select id from case_file where number = $1)", three)
	if got := note(); got != "address" {
		t.Errorf("three households: %q", got)
	}
	if _, err := w.work.Explain(t.Context(), op(w.lead), w.count("select id from alarm"), "the house of a brother"); err != nil {
		t.Fatal(err)
	}
	if got := note(); got != "" {
		t.Errorf("asked again with the same households: %q", got)
	}
}
