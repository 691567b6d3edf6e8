package db_test

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"strings"
	"testing"
	"time"

	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
	"nurlykosh/internal/platform/jobs"
	"nurlykosh/internal/testkit"
)

func runner(d *testkit.Database) *jobs.Runner {
	return jobs.NewRunner(db.Queue{DB: d.DB}, slog.New(slog.NewTextHandler(io.Discard, nil)))
}

func enqueue(s func(*db.Tx) (db.Result, error), js ...jobs.Job) func(*db.Tx) (db.Result, error) {
	return func(tx *db.Tx) (db.Result, error) { tx.Enqueue(js...); return s(tx) }
}

// due makes every job due now, as if its time had come and every lease had run out.
func due(t *testing.T, d *testkit.Database) {
	t.Helper()
	must(t, d, "update job set run_at = clock_timestamp() - interval '1 second', locked_until = null")
}

// A job stands or falls with its change, and is done once.
func TestJobIsDoneWithItsChange(t *testing.T) {
	d := testkit.Fresh(t)
	s := begin(t, d, 1)
	no := errors.New("no")
	_, _ = d.DB.Change(t.Context(), op("note"), enqueue(func(*db.Tx) (db.Result, error) { return db.Result{}, no }, jobs.Job{Kind: "tell", Key: "never"}))
	if _, err := d.DB.Change(t.Context(), op("note"), enqueue(note(s, "x"), jobs.Job{Kind: "tell", Key: "1", Args: map[string]int{"case": 7}}, jobs.Job{Kind: "unknown", Key: "1"})); err != nil {
		t.Fatal(err)
	}
	var seen []string
	r := runner(d)
	r.Handle("tell", func(_ context.Context, c jobs.Claimed) error {
		seen = append(seen, c.Key+string(c.Args))
		return nil
	})
	for range 2 {
		if _, err := r.Work(t.Context()); err != nil {
			t.Fatal(err)
		}
		due(t, d)
	}
	if len(seen) != 1 || seen[0] != `1{"case": 7}` {
		t.Errorf("done: %v", seen)
	}
	if n := count(t, d, "select count(*) from job where kind = 'unknown' and tries = 0"); n != 1 {
		t.Error("a job of a kind this program does not know was taken")
	}
}

// A job that fails is tried again and then parked, where doctor shows it; its cause is kept without values.
func TestFailingJobIsParkedAndShown(t *testing.T) {
	d := testkit.Fresh(t)
	s := begin(t, d, 1)
	if _, err := d.DB.Change(t.Context(), op("note"), enqueue(note(s, "x"), jobs.Job{Kind: "tell", Key: "1"})); err != nil {
		t.Fatal(err)
	}
	tries, mended := 0, false
	r := runner(d)
	r.Handle("tell", func(context.Context, jobs.Claimed) error {
		if mended {
			return nil
		}
		if tries++; tries == 3 {
			panic("a defect")
		}
		return &fault.Error{Kind: fault.Unavailable, Key: "fault.busy", Err: errors.New("Aigul 900101300017")}
	})
	for range jobs.MaxTries + 3 {
		if _, err := r.Work(t.Context()); err != nil {
			t.Fatal(err)
		}
		due(t, d)
	}
	troubles, err := db.Queue{DB: d.DB}.Troubles(t.Context())
	if err != nil || len(troubles) != 1 || !troubles[0].Parked || tries != jobs.MaxTries || strings.Contains(troubles[0].Cause, "Aigul") {
		t.Fatalf("%d tries, %+v, %v", tries, troubles, err)
	}
	mended = true
	if there, err := (db.Queue{DB: d.DB}).Retry(t.Context(), troubles[0].ID); err != nil || !there {
		t.Fatal(there, err)
	}
	if _, err := r.Work(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n := count(t, d, "select count(*) from job where done_at is not null"); n != 1 {
		t.Error("the mended job was not done")
	}
}

// A runner that dies in the middle loses the job to another; one that dies each time has it parked.
func TestDroppedJobIsDoneAgain(t *testing.T) {
	d := testkit.Fresh(t)
	s := begin(t, d, 1)
	if _, err := d.DB.Change(t.Context(), op("note"), enqueue(note(s, "x"), jobs.Job{Kind: "tell", Key: "1"}, jobs.Job{Kind: "kill", Key: "1"})); err != nil {
		t.Fatal(err)
	}
	q := db.Queue{DB: d.DB}
	first, err := q.Claim(t.Context(), []string{"tell"}, jobs.Lease)
	if err != nil || first == nil {
		t.Fatal(first, err)
	}
	if again, err := q.Claim(t.Context(), []string{"tell"}, jobs.Lease); err != nil || again != nil {
		t.Fatalf("leased twice: %v %v", again, err)
	}
	due(t, d)
	second, err := q.Claim(t.Context(), []string{"tell"}, jobs.Lease)
	if err != nil || second == nil || second.Tries != 2 {
		t.Fatal(second, err)
	}
	if err := q.Done(t.Context(), *first); err != nil { // it was not dead, only slow
		t.Fatal(err)
	}
	if n := count(t, d, "select count(*) from job where kind = 'tell' and done_at is null"); n != 1 {
		t.Error("the runner that lost the job ended it")
	}
	for range jobs.MaxTries {
		if c, err := q.Claim(t.Context(), []string{"kill"}, jobs.Lease); err != nil || c == nil {
			t.Fatal(c, err)
		}
		due(t, d)
	}
	r := runner(d)
	r.Handle("kill", func(context.Context, jobs.Claimed) error {
		t.Error("a job that kills its runner was tried once more")
		return nil
	})
	if _, err := r.Work(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n := count(t, d, "select count(*) from job where kind = 'kill' and parked_at is not null"); n != 1 {
		t.Error("it is not parked")
	}
}

// When the program stops, the job at hand is finished and noted; none is begun.
func TestStopFinishesTheJobAtHand(t *testing.T) {
	d := testkit.Fresh(t)
	s := begin(t, d, 1)
	if _, err := d.DB.Change(t.Context(), op("note"), enqueue(note(s, "x"), jobs.Job{Kind: "tell", Key: "1"}, jobs.Job{Kind: "tell", Key: "2"})); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	r := runner(d)
	r.Handle("tell", func(ctx context.Context, _ jobs.Claimed) error {
		stop()
		return ctx.Err()
	})
	r.Run(ctx)
	if done, tried := count(t, d, "select count(*) from job where done_at is not null"), count(t, d, "select count(*) from job where tries > 0"); done != 1 || tried != 1 {
		t.Errorf("%d done, %d tried, want 1 and 1", done, tried)
	}
}

// What is over is removed by jobs that come again and again: ended sessions after a day, drafts and unfinished intakes
// after thirty, tries after two, proofs of search after two.
func TestSweepsRemoveWhatIsOver(t *testing.T) {
	d := testkit.Fresh(t)
	must(t, d, `insert into office (key, level, name_kk, name_ru, name_en, phone) values ('ministry', 'ministry', 'м', 'м', 'm', '1');
		insert into account (login, password_hash, name, role, office_id) select 'self', 'x', 'Self', 'caseworker', id from office;
		insert into session (token_hash, expires_at) values ('old', clock_timestamp() - interval '25 hours'), ('dead', clock_timestamp() - interval '23 hours');
		insert into rescue_draft (account_id, form, body, saved_at) select id, f, 'x', clock_timestamp() - b from account, (values ('old', interval '31 days'), ('new', interval '29 days')) v (f, b);
		insert into application (office_id, account_id, body, saved_at) select office_id, id, 'x', nk_now() - b from account, (values (interval '31 days'), (interval '29 days')) v (b);
		insert into throttle (key, first_at) values ('old', clock_timestamp() - interval '3 days'), ('new', clock_timestamp() - interval '1 day');
		insert into search_token (token, account_id, searched_at, hits) select t, id, nk_now() - b, 0 from account, (values ('old', interval '3 days'), ('new', interval '1 hour')) v (t, b);
		insert into job (kind, key, done_at) values ('x', 'old', clock_timestamp() - interval '31 days'), ('x', 'new', clock_timestamp())`)
	r := runner(d)
	db.AddSweeps(r, d.DB)
	ctx, stop := context.WithTimeout(t.Context(), 20*time.Second)
	defer stop()
	r.Every("last", time.Hour, func(context.Context, jobs.Claimed) error { stop(); return nil })
	for range 2 { // the second run notes nothing twice
		r.Run(ctx)
	}
	if _, err := r.Work(t.Context()); err != nil {
		t.Fatal(err)
	}
	for table, want := range map[string]int{"session": 1, "rescue_draft": 1, "application": 1, "throttle": 1, "search_token": 1, "job where kind = 'x'": 1, "job where every is not null": 7} {
		if n := count(t, d, "select count(*) from "+table); n != want {
			t.Errorf("%s: %d rows, want %d", table, n, want)
		}
	}
	if n := count(t, d, "select count(*) from job where every is not null and (run_at < clock_timestamp() or tries > 0)"); n != 0 {
		t.Errorf("%d sweeps do not come again", n)
	}
}
