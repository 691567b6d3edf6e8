package db

import (
	"context"
	"fmt"
)

// Plain runs single statements outside Change: only for what architecture.md §2 lists (sessions, throttle,
// view log, rescue drafts, job claims); the arch test holds the list of callers. Each statement runs in its
// own explicit transaction, since a lost reply would otherwise be run twice silently (trust.md M1).
type Plain struct {
	ctx context.Context
	db  *DB
}

// Plain gives the statements' runner.
func (d *DB) Plain(ctx context.Context) Plain { return Plain{ctx: ctx, db: d} }

// Get reads one row.
func (p Plain) Get(dst any, query string, args Args) error {
	return p.run(func(r *Rd) error { return r.Get(dst, query, args) })
}

// Select reads rows.
func (p Plain) Select(dst any, query string, args Args) error {
	return p.run(func(r *Rd) error { return r.Select(dst, query, args) })
}

// Exec changes rows and says how many.
func (p Plain) Exec(query string, args Args) (n int64, err error) {
	err = p.run(func(r *Rd) error {
		n, err = (&Tx{Rd: *r}).Exec(query, args)
		return err
	})
	return n, err
}

func (p Plain) run(fn func(*Rd) error) error {
	for try := 0; ; try++ {
		err := p.once(fn)
		if err != nil && lost(err) && try < 20 && p.ctx.Err() == nil && !timedOut(err) {
			continue // a stale connection: nothing was saved, or saving it twice is the same
		}
		return err
	}
}

func (p Plain) once(fn func(*Rd) error) error {
	wait, cancel := context.WithTimeout(p.ctx, poolWait)
	conn, err := p.db.pool.Connx(wait)
	cancel()
	if err != nil {
		return fmt.Errorf("%w: %w", errNoConnection, err)
	}
	defer conn.Close()
	tx, err := conn.BeginTxx(p.ctx, nil)
	if err != nil {
		return fmt.Errorf("%w: %w", errNoConnection, err)
	}
	defer func() { _ = tx.Rollback() }()
	if err := fn(&Rd{ctx: p.ctx, db: p.db, tx: tx}); err != nil {
		return err
	}
	return tx.Commit()
}
