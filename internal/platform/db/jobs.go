package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/lib/pq"

	"nurlykosh/internal/platform/fault"
	"nurlykosh/internal/platform/jobs"
)

// Queue is the jobs of the database: claims are single statements, the work itself goes through Change.
type Queue struct{ DB *DB }

// Claim leases the job that has waited longest; nil when none is due.
func (q Queue) Claim(ctx context.Context, kinds []string, lease time.Duration) (*jobs.Claimed, error) {
	var c jobs.Claimed
	err := q.DB.Plain(ctx).Get(&c, "job_claim", Args{"kinds": pq.Array(kinds), "lease": lease.Seconds()})
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return &c, err
}

// Done notes that a job was done.
func (q Queue) Done(ctx context.Context, c jobs.Claimed) error {
	_, err := q.DB.Plain(ctx).Exec("job_done", Args{"id": c.ID, "tries": c.Tries})
	return err
}

// Failed notes why a job was not done, and when it is tried again; parked, it waits for a person.
func (q Queue) Failed(ctx context.Context, c jobs.Claimed, cause error, wait time.Duration, park bool) error {
	_, err := q.DB.Plain(ctx).Exec("job_failed", Args{
		"id": c.ID, "tries": c.Tries, "cause": plainCause(cause), "wait": wait.Seconds(), "park": park,
	})
	return err
}

// Periodic makes sure that a job of a kind comes again and again.
func (q Queue) Periodic(ctx context.Context, kind string, every time.Duration) error {
	_, err := q.DB.Plain(ctx).Exec("job_periodic", Args{"kind": kind, "every": every.Seconds()})
	return err
}

// Trouble is a job that a person must look at.
type Trouble struct {
	ID     int64  `db:"id"`
	Kind   string `db:"kind"`
	Key    string `db:"key"`
	Tries  int    `db:"tries"`
	Cause  string `db:"last_error"`
	Parked bool   `db:"parked"`
}

// Troubles lists parked jobs and those that fail again and again.
func (q Queue) Troubles(ctx context.Context) (out []Trouble, err error) {
	return out, q.DB.Plain(ctx).Select(&out, "job_troubles", nil)
}

// Retry lets a parked job run again; false if there is no such job.
func (q Queue) Retry(ctx context.Context, id int64) (bool, error) {
	n, err := q.DB.Plain(ctx).Exec("job_retry", Args{"id": id})
	return n > 0, err
}

// plainCause names an error without the values it may carry: causes are kept and shown.
func plainCause(err error) string {
	if pe := pgError(err); pe != nil {
		return fmt.Sprintf("SQLSTATE %s %s", pe.Code, pe.Constraint)
	}
	if f := (*fault.Error)(nil); errors.As(err, &f) {
		return f.Kind.String() + " " + f.Key
	}
	text := []rune(err.Error())
	return string(text[:min(len(text), 200)])
}

// sweeps are the statements that remove what is over, and how often.
var sweeps = []struct {
	query string
	every time.Duration
}{
	{"session_sweep", time.Hour},
	{"draft_sweep", 6 * time.Hour},
	{"application_sweep", 6 * time.Hour},
	{"throttle_sweep", time.Hour},
	{"search_token_sweep", time.Hour},
	{"job_sweep", 24 * time.Hour},
}

// AddSweeps gives the runner the jobs that remove ended sessions, old drafts, tries and proofs of search.
func AddSweeps(r *jobs.Runner, d *DB) {
	for _, s := range sweeps {
		r.Every(s.query, s.every, func(ctx context.Context, _ jobs.Claimed) error {
			_, err := d.Plain(ctx).Exec(s.query, nil)
			return err
		})
	}
}
