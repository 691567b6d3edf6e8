package generate

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/lib/pq"
)

// copyRows writes the rows of one batch, table by table.
func copyRows(ctx context.Context, tx *sql.Tx, rows map[string][][]any) (err error) {
	for _, t := range tables {
		if len(rows[t.name]) == 0 {
			continue
		}
		if err := copyTable(ctx, tx, t.name, t.columns, rows[t.name]); err != nil {
			return fmt.Errorf("copying into %s: %w", t.name, err)
		}
	}
	return nil
}

func copyTable(ctx context.Context, tx *sql.Tx, table string, columns []string, rows [][]any) (err error) {
	s, err := tx.PrepareContext(ctx, pq.CopyIn(table, columns...))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	for _, r := range rows {
		if _, err := s.ExecContext(ctx, r...); err != nil {
			return err
		}
	}
	_, err = s.ExecContext(ctx)
	return err
}

// definition is an index or a constraint that is taken away while the rows come, and how it is made again.
type definition struct{ name, drop, make string }

// lighten takes away what would be checked or kept row by row: indexes that hold no key, foreign keys, exclusions, and the
// trigger that chains events, whose hashes come with the rows. Everything is within the transaction: if it is broken off,
// nothing has changed.
func lighten(ctx context.Context, tx *sql.Tx) ([]definition, error) {
	names := make([]string, len(tables))
	for i, t := range tables {
		names[i] = t.name
	}
	const which = `
		select c.conname, format('alter table %I drop constraint %I', t.relname, c.conname), format('alter table %I add constraint %I %s', t.relname, c.conname, pg_get_constraintdef(c.oid))
		from pg_constraint c join pg_class t on t.oid = c.conrelid where t.relnamespace = cast('public' as regnamespace) and t.relname = any($1) and c.contype in ('f', 'x')
		union all select i.relname, format('drop index %I', i.relname), pg_get_indexdef(i.oid)
		from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
		where t.relnamespace = cast('public' as regnamespace) and t.relname = any($1) and not exists (select 1 from pg_constraint c where c.conindid = i.oid)`
	rows, err := tx.QueryContext(ctx, which, pq.Array(names))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var defs []definition
	for rows.Next() {
		var d definition
		if err := rows.Scan(&d.name, &d.drop, &d.make); err != nil {
			return nil, err
		}
		defs = append(defs, d)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	for _, d := range defs {
		if _, err := tx.ExecContext(ctx, d.drop); err != nil {
			return nil, err
		}
	}
	_, err = tx.ExecContext(ctx, "alter table event disable trigger event_chain; set local maintenance_work_mem = '512MB'")
	return defs, err
}

// restore makes everything again and so checks all rows.
func restore(ctx context.Context, tx *sql.Tx, defs []definition, told func(done int)) error {
	for i, d := range defs {
		if _, err := tx.ExecContext(ctx, d.make); err != nil {
			return fmt.Errorf("making %s again: %w", d.name, err)
		}
		told(i + 1)
	}
	_, err := tx.ExecContext(ctx, "alter table event enable trigger event_chain")
	return err
}

// reserve takes blocks of ids from the sequences; nobody else can be given one of them.
func reserve(ctx context.Context, tx *sql.Tx, cases int) (start, error) {
	var s start
	n := int64(cases)
	for _, x := range []struct {
		seq  string
		many int64
		into *int64
	}{
		{"person", n * personsBlock, &s.person},
		{"attested_name", n * namesBlock, &s.name},
		{"phone", n, &s.phone},
		{"case_file", n, &s.file},
		{"member", n * personsBlock, &s.member},
		{"task", n * tasksBlock, &s.task},
		{"decision", n * decisionsBlock, &s.decision},
		{"event", n * eventsBlock, &s.event},
		{"", n, &s.serial},
	} {
		seq := "case_serial"
		if x.seq != "" {
			seq = x.seq + "_id_seq"
		}
		if err := tx.QueryRowContext(ctx, "select setval(cast($1 as regclass), nextval(cast($1 as regclass)) + $2) - $2", seq, x.many).Scan(x.into); err != nil {
			return s, err
		}
	}
	return s, nil
}
