package generate

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/sealed"
)

// Work makes families in a database of which it has the owner's connection.
type Work struct {
	Owner *sql.DB
	Keys  *sealed.Keyring
	Book  *casefile.Book
	Bar   *Bar
}

// batch is how many cases go into one COPY of each table.
const batch = 500

// Cases makes n cases of a seed: all of them, or none. Afterwards the tables are vacuumed and analysed.
func (w *Work) Cases(ctx context.Context, n int, seed uint64) (err error) {
	tx, err := w.Owner.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = tx.Rollback()
		}
	}()
	p := &plan{seed: seed, keys: w.Keys, calendar: w.Book.Calendar}
	if err := tx.QueryRowContext(ctx, "select nk_today()").Scan(&p.today); err != nil {
		return err
	}
	if p.templates, p.versions, err = templates(ctx, tx); err != nil {
		return err
	}
	if p.places, err = places(ctx, tx, w.Keys, n); err != nil { // before the trigger of the chain is gone
		return err
	}
	defs, err := lighten(ctx, tx)
	if err != nil {
		return err
	}
	if p.ids, err = reserve(ctx, tx, n); err != nil {
		return err
	}
	if err := w.fill(ctx, tx, p, n); err != nil {
		return err
	}
	w.Bar.Begin("indexes and checks", len(defs))
	if err := restore(ctx, tx, defs, w.Bar.At); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	w.Bar.Begin("vacuum and analyze", len(tables))
	for i, t := range tables {
		if _, err := w.Owner.ExecContext(ctx, "vacuum analyze "+t.name); err != nil {
			return err
		}
		w.Bar.At(i + 1)
	}
	w.Bar.End()
	return nil
}

// fill builds cases on all cores and copies them in order of arrival.
func (w *Work) fill(ctx context.Context, tx *sql.Tx, p *plan, n int) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	made := make(chan map[string][][]any, 2)
	var next sync.Mutex
	from := 0
	take := func() (int, int) {
		next.Lock()
		defer next.Unlock()
		at := from
		from = min(from+batch, n)
		return at, from
	}
	var hands sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		hands.Go(func() {
			for {
				a, z := take()
				if a == z {
					return
				}
				b := &builder{plan: p, rows: map[string][][]any{}}
				for i := a; i < z; i++ {
					b.build(i)
				}
				select {
				case made <- b.rows:
				case <-ctx.Done():
					return
				}
			}
		})
	}
	go func() {
		hands.Wait()
		close(made)
	}()
	w.Bar.Begin("cases", n)
	done := 0
	for rows := range made {
		if err := copyRows(ctx, tx, rows); err != nil {
			return err
		}
		done += len(rows["case_file"])
		w.Bar.At(done)
	}
	if done != n {
		return errors.Join(fmt.Errorf("%d of %d cases were made", done, n), ctx.Err())
	}
	return nil
}

// templates reads the tasks of every version of every track.
func templates(ctx context.Context, tx *sql.Tx) (map[casefile.Track]map[civil.Date][]casefile.Task, map[casefile.Track][]civil.Date, error) {
	rows, err := tx.QueryContext(ctx, `select id, track, version_from, task_key, step, ord, role, condition, due_amount, due_unit, counted_from, pausable, decision_kind, legal_basis
		from step_template order by track, version_from, ord`)
	if err != nil {
		return nil, nil, err
	}
	defer rows.Close()
	of, versions := map[casefile.Track]map[civil.Date][]casefile.Task{}, map[casefile.Track][]civil.Date{}
	for rows.Next() {
		var track casefile.Track
		var v civil.Date
		t := casefile.Task{State: casefile.Later}
		if err := rows.Scan(&t.TemplateID, &track, &v, &t.Key, &t.Step, &t.Ord, &t.Role, &t.Condition, &t.Amount, &t.Unit, &t.From, &t.Pausable, &t.Decision, &t.Basis); err != nil {
			return nil, nil, err
		}
		if of[track] == nil {
			of[track] = map[civil.Date][]casefile.Task{}
		}
		if of[track][v] == nil {
			versions[track] = append(versions[track], v)
		}
		of[track][v] = append(of[track][v], t)
	}
	for _, vs := range versions {
		slices.Reverse(vs)
	}
	return of, versions, rows.Err()
}
