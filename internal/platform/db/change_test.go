package db_test

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"sync"
	"testing"

	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
	"nurlykosh/internal/testkit"
)

func TestMain(m *testing.M) { testkit.Main(m) }

// begin makes a stream to record in.
func begin(t *testing.T, d *testkit.Database, id int64) audit.Stream {
	t.Helper()
	s := audit.Stream{Kind: "test", ID: id}
	_, err := d.DB.Change(t.Context(), op("begin"), func(tx *db.Tx) (db.Result, error) {
		if _, err := tx.Begin(s); err != nil {
			return db.Result{}, err
		}
		tx.Record(audit.Event{Stream: s, Kind: "began"})
		return db.Result{}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func op(name string) db.Op {
	return db.Op{ID: db.NewID(), Name: name, Actor: access.Programme, Form: []byte("form")}
}

func note(s audit.Stream, text string) func(*db.Tx) (db.Result, error) {
	return func(tx *db.Tx) (db.Result, error) {
		tx.Record(audit.Event{Stream: s, Kind: "noted", Body: map[string]string{"text": text}})
		return db.Result{To: "/" + text, Said: "saved"}, nil
	}
}

func count(t *testing.T, d *testkit.Database, query string) int {
	t.Helper()
	var n int
	if err := d.Owner.QueryRow(query).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestSameOperationHundredTimesHasOneEffect(t *testing.T) {
	d := testkit.Fresh(t)
	s := begin(t, d, 1)
	o := op("note")
	var wg sync.WaitGroup
	results := make([]db.Result, 100)
	errs := make([]error, 100)
	for i := range results {
		wg.Go(func() { results[i], errs[i] = d.DB.Change(context.Background(), o, note(s, "one")) })
	}
	wg.Wait()
	for i := range results {
		if errs[i] != nil && !fault.Is(errs[i], fault.Unavailable) {
			t.Fatalf("copy %d: %v", i, errs[i])
		}
		if errs[i] == nil && results[i].To != "/one" {
			t.Errorf("copy %d got %+v", i, results[i])
		}
	}
	if n := count(t, d, "select count(*) from event where kind = 'noted'"); n != 1 {
		t.Errorf("%d events, want 1", n)
	}
}

func TestOperationOfAnotherPersonIsNotFound(t *testing.T) {
	d := testkit.Fresh(t)
	s := begin(t, d, 1)
	o := op("note")
	if _, err := d.DB.Change(t.Context(), o, note(s, "one")); err != nil {
		t.Fatal(err)
	}
	o.Actor = access.Actor{ID: 99, Role: access.Migrant}
	if _, err := d.DB.Change(t.Context(), o, note(s, "one")); !fault.Is(err, fault.NotFound) {
		t.Errorf("got %v, want not found", err)
	}
}

func TestSameOperationWithAnotherFormIsRefused(t *testing.T) {
	d := testkit.Fresh(t)
	s := begin(t, d, 1)
	o := op("note")
	if _, err := d.DB.Change(t.Context(), o, note(s, "one")); err != nil {
		t.Fatal(err)
	}
	o.Form = []byte("another")
	if _, err := d.DB.Change(t.Context(), o, note(s, "two")); fault.Of(err).Key != "fault.operation_reused" {
		t.Errorf("got %v, want fault.operation_reused", err)
	}
}

// The same words sent to another address under the same id are another form.
func TestSameOperationAtAnotherAddressIsRefused(t *testing.T) {
	d := testkit.Fresh(t)
	s := begin(t, d, 1)
	typed := url.Values{"text": {"one"}, "op": {"x"}}
	o := op("note")
	o.Form = db.FormDigest("/cases/NK-26-000001-A/note", typed, "op")
	if _, err := d.DB.Change(t.Context(), o, note(s, "one")); err != nil {
		t.Fatal(err)
	}
	o.Form = db.FormDigest("/cases/NK-26-000002-C/note", typed, "op")
	if _, err := d.DB.Change(t.Context(), o, note(s, "one")); fault.Of(err).Key != "fault.operation_reused" {
		t.Errorf("got %v, want fault.operation_reused", err)
	}
}

// A form that names the version it was made from is saved by a verb that asks for it, and by no other.
func TestVersionOfTheFormIsAskedFor(t *testing.T) {
	d := testkit.Fresh(t)
	s := begin(t, d, 1)
	for name, c := range map[string]struct {
		ask  string
		rev  int
		want string
	}{
		"never asked": {"", 0, "fault.internal"}, "asked for another thing": {"task", 3, "fault.internal"}, "older": {"case", 4, db.Stale}, "today's": {"case", 3, ""},
	} {
		o := op("change")
		o.Made = db.Version{Of: "case", Rev: 3}
		_, err := d.DB.Change(t.Context(), o, func(tx *db.Tx) (db.Result, error) {
			if c.ask != "" {
				if err := tx.Fresh(c.ask, c.rev); err != nil {
					return db.Result{}, err
				}
			}
			tx.Record(audit.Event{Stream: s, Kind: "note_added"})
			return db.Result{To: "/"}, nil
		})
		if c.want == "" && err != nil || c.want != "" && fault.Of(err).Key != c.want {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestNoEventNoChange(t *testing.T) {
	d := testkit.Fresh(t)
	o := op("silent")
	_, err := d.DB.Change(t.Context(), o, func(tx *db.Tx) (db.Result, error) { return db.Result{}, nil })
	if err == nil {
		t.Fatal("a change without an event was saved")
	}
	if n := count(t, d, "select count(*) from operation"); n != 0 {
		t.Errorf("%d operations, want 0", n)
	}
}

func TestFailedChangeLeavesTheOperationFree(t *testing.T) {
	d := testkit.Fresh(t)
	s := begin(t, d, 1)
	o := op("note")
	no := fault.Refuse("form.required", nil)
	if _, err := d.DB.Change(t.Context(), o, func(*db.Tx) (db.Result, error) { return db.Result{}, no }); !errors.Is(err, no) {
		t.Fatalf("got %v", err)
	}
	if _, err := d.DB.Change(t.Context(), o, note(s, "mended")); err != nil {
		t.Fatalf("the corrected form was refused: %v", err)
	}
}

func TestChangeGoesOnWhenTheClientLeaves(t *testing.T) {
	d := testkit.Fresh(t)
	s := begin(t, d, 1)
	ctx, cancel := context.WithCancel(t.Context())
	_, err := d.DB.Change(ctx, op("note"), func(tx *db.Tx) (db.Result, error) {
		cancel()
		return note(s, "left")(tx)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestLostReplyToCommitIsResolved(t *testing.T) {
	d := testkit.Fresh(t)
	s := begin(t, d, 1)
	// The server ends the session during the commit: a deferred trigger terminates the back-end that commits,
	// once. The client sees a lost connection and cannot know; the operation's id tells.
	must(t, d, `create table once (n int); grant all on once to nk_app;
		create function die() returns trigger language plpgsql security definer as $$
		begin perform pg_terminate_backend(pg_backend_pid()); return null; end $$;
		create constraint trigger die after insert on once deferrable initially deferred for each row execute function die()`)
	tries := 0
	res, err := d.DB.Change(t.Context(), op("note"), func(tx *db.Tx) (db.Result, error) {
		tries++
		if tries == 1 {
			if err := tx.RawForTest("insert into once values (1)"); err != nil {
				return db.Result{}, err
			}
		}
		return note(s, "resolved")(tx)
	})
	if err != nil || res.To != "/resolved" {
		t.Fatalf("got %+v, %v", res, err)
	}
	if n := count(t, d, "select count(*) from event where kind = 'noted'"); n != 1 {
		t.Errorf("%d events, want 1", n)
	}
}

func TestManyWritersOfOneStreamKeepTheChain(t *testing.T) {
	d := testkit.Fresh(t)
	s := begin(t, d, 1)
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			for j := range 25 {
				if _, err := d.DB.Change(context.Background(), op("note"), note(s, fmt.Sprintf("%d-%d", i, j))); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	w, broken, err := audit.Verify(t.Context(), d.Owner)
	if err != nil || len(broken) > 0 || w.Events < 201 {
		t.Errorf("verified %+v, broken %v, %v", w, broken, err)
	}
}

func must(t *testing.T, d *testkit.Database, sql string) {
	t.Helper()
	if _, err := d.Owner.Exec(sql); err != nil {
		t.Fatal(err)
	}
}
