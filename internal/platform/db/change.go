package db

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/fault"
)

// Change makes one change: fn loads and locks, checks authority, decides, saves and records. Everything
// happens in one transaction that the client's leaving does not cancel.
//
// A used operation id answers with the first result, whatever fn would do now; the same id with another
// form is Invalid, with another actor NotFound. Deadlocks and lost connections before the commit are tried
// again as a whole; a lost answer to the commit is resolved by running into the operation's own id, and so is a copy
// of a form that is being saved at the same time. While it is open whether a commit took place, whatever goes wrong
// is Unknown, never "not saved": the same form may be sent again.
func (d *DB) Change(ctx context.Context, op Op, fn func(*Tx) (Result, error)) (Result, error) {
	if !ValidID(op.ID) {
		return Result{}, fault.Refuse("fault.stale_form", nil)
	}
	ctx = context.WithoutCancel(ctx)
	deadline := time.Now().Add(resolveWithin)
	unsure := false
	for try := 0; ; try++ {
		res, err := d.attempt(ctx, op, fn, &unsure)
		if err == nil {
			return res, nil
		}
		if !again(err) || time.Now().After(deadline) {
			if f := (*fault.Error)(nil); unsure && !errors.As(err, &f) {
				return Result{}, &fault.Error{Kind: fault.Unknown, Key: "fault.unknown", Err: err}
			}
			return Result{}, asFault(err)
		}
		// the server is starting again, or another transaction is in the way: a little longer each time, up to the deadline
		time.Sleep(time.Duration(10+20*try) * time.Millisecond)
	}
}

// attempt runs the transaction once. It sets unsure while somebody's commit of this operation is open, and clears it
// when the database shows that there was none.
func (d *DB) attempt(ctx context.Context, op Op, fn func(*Tx) (Result, error), unsure *bool) (res Result, err error) {
	wait, cancel := context.WithTimeout(ctx, poolWait)
	conn, err := d.pool.Connx(wait)
	cancel()
	if err != nil {
		return res, fmt.Errorf("%w: %w", errNoConnection, err)
	}
	defer conn.Close()
	sqltx, err := conn.BeginTxx(ctx, nil)
	if err != nil {
		return res, fmt.Errorf("%w: %w", errNoConnection, err)
	}
	done := false
	defer func() {
		if !done { // an error or a panic in fn
			_ = sqltx.Rollback()
		}
	}()
	tx := &Tx{Rd: Rd{ctx: ctx, db: d, tx: sqltx, Actor: op.Actor}, Op: op}
	first, err := tx.begin()
	if held(err) { // the first copy of this form is being saved, or the actor's account is
		*unsure = true
		return res, fmt.Errorf("%w: %w", errHeld, err)
	}
	if err != nil {
		return res, err
	}
	if first != nil {
		return d.replay(op, *first)
	}
	*unsure = false // the operation is ours alone: no earlier try of it was committed
	if res, err = fn(tx); err != nil {
		return res, err
	}
	if err = tx.finish(res); err != nil {
		return res, err
	}
	err = sqltx.Commit()
	done = true
	if err != nil {
		err = commitError(err)
		*unsure = errors.Is(err, errUnsure)
		return res, err
	}
	if d.doubted(conn) {
		return res, &fault.Error{Kind: fault.Unknown, Key: "fault.unknown", Err: errors.New("the standby did not confirm")}
	}
	return res, nil
}

// doubted asks whether the connection got the notice that a commit went on without its standby.
func (d *DB) doubted(conn *sqlx.Conn) bool {
	doubt := false
	_ = conn.Raw(func(dc any) error {
		_, doubt = d.doubts.LoadAndDelete(dc)
		return nil
	})
	return doubt
}

// firstUse is the row of an operation that exists already.
type firstUse struct {
	Name     string `db:"name"`
	ActorID  int64  `db:"actor_id"`
	Role     string `db:"actor_role"`
	FormHash []byte `db:"form_hash"`
	Result   []byte `db:"result"`
}

// replay answers a repeated operation.
func (d *DB) replay(op Op, f firstUse) (Result, error) {
	if f.ActorID != op.Actor.ID || f.Role != string(op.Actor.Role) {
		return Result{}, fault.Missing()
	}
	if f.Name != op.Name || !bytes.Equal(f.FormHash, op.Form) {
		return Result{}, fault.Refuse("fault.operation_reused", nil)
	}
	var r Result
	if err := json.Unmarshal(f.Result, &r); err != nil {
		return r, fault.Wrap(fmt.Errorf("operation %s has no result: %w", op.ID, err))
	}
	return r, nil
}

// begin notes the operation, reads the actor's authority under a share lock, and tells the database who acts.
// A nil firstUse means: the operation is new.
func (t *Tx) begin() (*firstUse, error) {
	var now struct {
		Fresh    bool           `db:"fresh"`
		Now      time.Time      `db:"now"`
		Role     sql.NullString `db:"role"`
		OfficeID sql.NullInt64  `db:"office_id"`
		Level    sql.NullString `db:"level"`
		Region   sql.NullString `db:"region"`
		Name     sql.NullString `db:"name"`
		GUC      string         `db:"guc"`
	}
	a := t.Op.Actor
	err := t.Get(&now, "operation_begin", Args{
		"id": t.Op.ID, "name": t.Op.Name, "actor_id": a.ID, "actor_role": string(a.Role), "form_hash": t.Op.Form,
		"guc": fmt.Sprint(a.ID), "own": t.Op.Own,
	})
	if err != nil {
		return nil, err
	}
	if !now.Fresh {
		var f firstUse
		if err := t.Get(&f, "operation_first", Args{"id": t.Op.ID}); err != nil {
			return nil, err
		}
		return &f, nil
	}
	if a.Role.Staff() {
		if !now.Role.Valid { // disabled meanwhile
			return nil, fault.New(fault.Forbidden, "fault.forbidden", nil)
		}
		t.Actor.Role, t.Actor.OfficeID = access.Role(now.Role.String), now.OfficeID.Int64
		t.Actor.Level, t.Actor.Region = access.Level(now.Level.String), now.Region.String
		t.Actor.Name = now.Name.String
	}
	t.setNow(now.Now)
	return nil, nil
}
