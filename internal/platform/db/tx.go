package db

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/fault"
	"nurlykosh/internal/platform/jobs"
	"nurlykosh/internal/platform/sealed"
)

// Rd is a reading transaction for one actor.
type Rd struct {
	ctx   context.Context
	db    *DB
	tx    *sqlx.Tx
	now   time.Time
	boxes map[audit.Stream]sealed.Box
	Actor access.Actor
}

// Tx is a writing transaction: a reading one that also saves and records.
type Tx struct {
	Rd
	Op     Op
	events []audit.Event
	jobs   []jobs.Job
	fresh  bool // the version of the form was asked for
}

// Get reads exactly one row; no row is sql.ErrNoRows.
func (r *Rd) Get(dst any, query string, args Args) error {
	s, vals, err := r.prepare(query, args)
	if err != nil {
		return err
	}
	return r.named(query, s.GetContext(r.ctx, dst, vals...))
}

// Select reads rows into a slice.
func (r *Rd) Select(dst any, query string, args Args) error {
	s, vals, err := r.prepare(query, args)
	if err != nil {
		return err
	}
	return r.named(query, s.SelectContext(r.ctx, dst, vals...))
}

// Exec changes rows and says how many.
func (t *Tx) Exec(query string, args Args) (int64, error) {
	s, vals, err := t.prepare(query, args)
	if err != nil {
		return 0, err
	}
	res, err := s.ExecContext(t.ctx, vals...)
	if err != nil {
		return 0, t.named(query, err)
	}
	return res.RowsAffected()
}

func (r *Rd) prepare(query string, args Args) (*sqlx.Stmt, []any, error) {
	s, q, err := r.db.stmt(query)
	if err != nil {
		return nil, nil, err
	}
	vals, err := q.bind(args)
	if err != nil {
		return nil, nil, err
	}
	if s != nil {
		return r.tx.StmtxContext(r.ctx, s), vals, nil
	}
	s, err = r.tx.PreparexContext(r.ctx, q.Text) // closed with the transaction
	return s, vals, r.named(query, err)
}

func (r *Rd) named(query string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", query, err)
}

// Context is the transaction's context.
func (r *Rd) Context() context.Context { return r.ctx }

// Keys is the keyring, for look-ups.
func (r *Rd) Keys() *sealed.Keyring { return r.db.Keys }

// Now is the one instant of this transaction, on the programme's clock.
func (r *Rd) Now() time.Time { return r.now }

// Today is the civil day of this transaction in Asia/Almaty.
func (r *Rd) Today() civil.Date { return civil.In(r.now) }

func (r *Rd) setNow(t time.Time) { r.now = t }

// Box opens the data key of a stream that exists.
func (r *Rd) Box(s audit.Stream) (sealed.Box, error) {
	if b, ok := r.boxes[s]; ok {
		return b, nil
	}
	var wrapped []byte
	if err := r.Get(&wrapped, "stream_key", Args{"kind": s.Kind, "id": s.ID}); err != nil {
		return sealed.Box{}, err
	}
	b, err := r.db.Keys.Unwrap(s.String(), wrapped)
	if err == nil {
		r.keep(s, b)
	}
	return b, err
}

// Unwrap opens a key that a query has already brought along, and keeps it.
func (r *Rd) Unwrap(s audit.Stream, wrapped []byte) (sealed.Box, error) {
	b, err := r.db.Keys.Unwrap(s.String(), wrapped)
	if err == nil {
		r.keep(s, b)
	}
	return b, err
}

func (r *Rd) keep(s audit.Stream, b sealed.Box) {
	if r.boxes == nil {
		r.boxes = map[audit.Stream]sealed.Box{}
	}
	r.boxes[s] = b
}

// Begin starts a stream: its key is made here and stored at once, since events refer to it.
func (t *Tx) Begin(s audit.Stream) (sealed.Box, error) {
	wrapped, box := t.db.Keys.NewKey(s.String())
	if _, err := t.Exec("stream_begin", Args{"kind": s.Kind, "id": s.ID, "wrapped_key": wrapped}); err != nil {
		return sealed.Box{}, err
	}
	t.keep(s, box)
	return box, nil
}

// Stale is the key of the fault that a form was made from another version than today's.
const Stale = "fault.changed_meanwhile"

// Fresh refuses a form that was made from another version of what the verb changes, which is locked and has this one. A
// form that names a version is never saved by a verb that does not ask.
func (t *Tx) Fresh(of string, rev int) error {
	if t.Op.Made.Of != of {
		return nil
	}
	t.fresh = true
	if t.Op.Made.Rev != rev {
		return fault.Clash(Stale, nil)
	}
	return nil
}

// Record notes events; they are written with the result, just before the commit.
func (t *Tx) Record(events ...audit.Event) { t.events = append(t.events, events...) }

// Enqueue notes jobs; they are written with the events.
func (t *Tx) Enqueue(js ...jobs.Job) { t.jobs = append(t.jobs, js...) }

type eventRow struct {
	StreamKind  string `json:"stream_kind"`
	StreamID    int64  `json:"stream_id"`
	Kind        string `json:"kind"`
	Audience    string `json:"audience"`
	HappenedOn  string `json:"happened_on"`
	Code        string `json:"code"`
	Reason      string `json:"reason"`
	SubjectKind string `json:"subject_kind"`
	SubjectID   int64  `json:"subject_id"`
	Body        []byte `json:"body"`
}

type jobRow struct {
	Kind  string          `json:"kind"`
	Key   string          `json:"key"`
	Args  json.RawMessage `json:"args"`
	RunAt *time.Time      `json:"run_at"`
}

// finish writes events, jobs and the operation's result in one statement. No event, no change:
// a verb that records nothing is a defect.
func (t *Tx) finish(res Result) error {
	if len(t.events) == 0 {
		return fmt.Errorf("operation %s recorded no event", t.Op.Name)
	}
	if t.Op.Made.Of != "" && !t.fresh {
		return fmt.Errorf("operation %s never asked for the version of the %s", t.Op.Name, t.Op.Made.Of)
	}
	events, err := t.eventRows()
	if err != nil {
		return err
	}
	js := make([]jobRow, 0, len(t.jobs))
	for _, j := range t.jobs {
		args, err := json.Marshal(j.Args)
		if err != nil {
			return err
		}
		row := jobRow{Kind: j.Kind, Key: j.Key, Args: args}
		if !j.At.IsZero() {
			row.RunAt = &j.At
		}
		js = append(js, row)
	}
	jobsJSON, err := json.Marshal(js)
	if err != nil {
		return err
	}
	_, err = t.Exec("operation_finish", Args{
		"id": t.Op.ID, "result": res.json(), "events": events, "jobs": jobsJSON,
		"actor_id": t.Actor.ID, "actor_role": string(t.Actor.Role), "recorded_at": t.now,
	})
	return err
}

func (t *Tx) eventRows() ([]byte, error) {
	rows := make([]eventRow, 0, len(t.events))
	for _, e := range t.events {
		row := eventRow{
			StreamKind: e.Stream.Kind, StreamID: e.Stream.ID, Kind: e.Kind, Audience: string(e.Audience),
			Code: e.Code, Reason: e.Reason, SubjectKind: e.Subject.Kind, SubjectID: e.Subject.ID,
		}
		if row.Audience == "" {
			row.Audience = string(audit.Staff)
		}
		on := e.Happened
		if on.IsZero() {
			on = t.Today()
		}
		row.HappenedOn = on.String()
		if e.Body != nil {
			box, err := t.Box(e.Stream)
			if err != nil {
				return nil, err
			}
			text, err := json.Marshal(e.Body)
			if err != nil {
				return nil, err
			}
			row.Body = box.Seal("event.body", string(text))
		}
		rows = append(rows, row)
	}
	return json.Marshal(rows)
}

// NewKey wraps a fresh data key for a stream that may have one already.
func (t *Tx) NewKey(s audit.Stream) []byte {
	wrapped, _ := t.db.Keys.NewKey(s.String())
	return wrapped
}
