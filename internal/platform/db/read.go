package db

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"nurlykosh/internal/platform/access"
)

// Read runs fn in a read-only transaction that knows who reads: row-level security can follow without
// touching a query. One snapshot for the whole page.
func (d *DB) Read(ctx context.Context, actor access.Actor, fn func(*Rd) error) error {
	for try := 0; ; try++ {
		err := d.readOnce(ctx, actor, fn)
		if try < 20 && errors.Is(err, errNoConnection) && !errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil {
			continue // stale connections of a database that was restarted
		}
		return asFault(err)
	}
}

func (d *DB) readOnce(ctx context.Context, actor access.Actor, fn func(*Rd) error) (err error) {
	wait, cancel := context.WithTimeout(ctx, poolWait)
	conn, err := d.pool.Connx(wait)
	cancel()
	if err != nil {
		return fmt.Errorf("%w: %w", errNoConnection, err)
	}
	defer conn.Close()
	tx, err := conn.BeginTxx(ctx, &sql.TxOptions{ReadOnly: true, Isolation: sql.LevelRepeatableRead})
	if err != nil {
		return fmt.Errorf("%w: %w", errNoConnection, err)
	}
	defer func() { _ = tx.Rollback() }()
	r := &Rd{ctx: ctx, db: d, tx: tx, Actor: actor}
	var now time.Time
	if err := r.Get(&now, "reader_begin", Args{"guc": fmt.Sprint(actor.ID)}); err != nil {
		if lost(err) {
			return fmt.Errorf("%w: %w", errNoConnection, err)
		}
		return err
	}
	r.setNow(now)
	if err := fn(r); err != nil {
		return err
	}
	return tx.Commit()
}

// Done gives the result of an operation to the person who did it; an empty one to anybody else.
func (d *DB) Done(ctx context.Context, actor access.Actor, id string) (Result, error) {
	var raw []byte
	err := d.Read(ctx, actor, func(r *Rd) error {
		return r.Get(&raw, "operation_result", Args{"id": id, "actor_id": actor.ID})
	})
	if err != nil {
		return Result{}, err
	}
	var res Result
	return res, json.Unmarshal(raw, &res)
}
