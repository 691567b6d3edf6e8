package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/lib/pq"
	"github.com/pressly/goose/v3"

	nksql "nurlykosh/sql"
)

// OpenOwner connects as the owner of the tables: migrations, seed, the programme's clock. No time limits.
func OpenOwner(dsn string) (*sql.DB, error) {
	cfg, err := pq.NewConfig(dsn)
	if err != nil {
		return nil, fmt.Errorf("the database address cannot be read: %w", err)
	}
	if cfg.Runtime == nil {
		cfg.Runtime = map[string]string{}
	}
	cfg.Runtime["timezone"] = "UTC"
	c, err := pq.NewConnectorConfig(cfg)
	if err != nil {
		return nil, err
	}
	o := openDB(noting{Connector: c, doubts: &sync.Map{}})
	o.SetMaxOpenConns(8)
	return o, nil
}

// Migrate brings the database to the current schema, forward only, and gives the application role exactly the
// rights that the migrations list. It says each step. Migrations are written by several people at a time: one of a
// lower number that came later is applied, too.
func Migrate(ctx context.Context, owner *sql.DB, appRole string, say func(string)) error {
	state, err := StateOf(ctx, owner)
	if err != nil {
		return err
	}
	if len(state.Unknown) > 0 {
		return state.Err()
	}
	files, err := fs.Sub(nksql.Migrations, "migrations")
	if err != nil {
		return err
	}
	p, err := goose.NewProvider(goose.DialectPostgres, owner, files, goose.WithLogger(goose.NopLogger()), goose.WithAllowOutofOrder(true))
	if err != nil {
		return err
	}
	done, err := p.Up(ctx)
	for _, m := range done {
		say(fmt.Sprintf("schema: %s (%s)", strings.TrimSuffix(m.Source.Path, ".sql"), m.Duration.Round(time.Millisecond)))
	}
	if err != nil {
		return err
	}
	return grant(ctx, owner, appRole)
}

// State compares the migrations that a database has had with those the program knows.
type State struct{ Missing, Unknown []int64 }

// Current reports whether the schema is the program's own.
func (s State) Current() bool { return len(s.Missing) == 0 && len(s.Unknown) == 0 }

// Err says what to do about a schema that is not the program's own.
func (s State) Err() error {
	switch {
	case len(s.Unknown) > 0:
		return fmt.Errorf("the database is of version %d, this program knows %d: use the newer program", slices.Max(s.Unknown), slices.Max(versions()))
	case len(s.Missing) > 0:
		return fmt.Errorf("the database lacks version %d of the schema: run nurlykosh migrate", s.Missing[0])
	}
	return nil
}

// StateOf reads the versions as the owner; an empty database lacks all of them.
func StateOf(ctx context.Context, owner *sql.DB) (State, error) {
	rows, err := owner.QueryContext(ctx, "select version_id from goose_db_version where is_applied")
	if err != nil {
		return stateOf(nil, err)
	}
	defer rows.Close()
	var have []int64
	for rows.Next() {
		var v int64
		if err := rows.Scan(&v); err != nil {
			return State{}, err
		}
		have = append(have, v)
	}
	return stateOf(have, rows.Err())
}

func stateOf(have []int64, err error) (s State, _ error) {
	if pe := pgError(err); pe != nil && (pe.Code == "42P01" || pe.Code == "42501") { // never migrated, or not for this role
		have, err = nil, nil
	}
	if err != nil {
		return s, err
	}
	want := versions()
	for _, v := range want {
		if !slices.Contains(have, v) {
			s.Missing = append(s.Missing, v)
		}
	}
	for _, v := range have {
		if v != 0 && !slices.Contains(want, v) {
			s.Unknown = append(s.Unknown, v)
		}
	}
	return s, nil
}

// versions are the numbers of the program's migrations, in their order.
func versions() []int64 {
	files, _ := fs.Glob(nksql.Migrations, "migrations/*.sql") // the pattern is right
	out := make([]int64, 0, len(files))
	for _, f := range files {
		number, _, _ := strings.Cut(path.Base(f), "_")
		if v, err := strconv.ParseInt(number, 10, 64); err == nil {
			out = append(out, v)
		}
	}
	return out
}

// grant takes every right from the application's role and gives those that the migrations list: no definition of
// tables, no change of what was recorded, nothing that no query uses.
func grant(ctx context.Context, owner *sql.DB, role string) (err error) {
	tx, err := owner.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, tx.Rollback())
		}
	}()
	if _, err = tx.ExecContext(ctx, "select pg_advisory_xact_lock(hashtext('nurlykosh rights'))"); err != nil { // one at a time
		return err
	}
	var there bool
	if err = tx.QueryRowContext(ctx, "select exists (select 1 from pg_roles where rolname = $1)", role).Scan(&there); err != nil {
		return err
	}
	if !there {
		return fmt.Errorf("the role %s that NK_DATABASE_URL names does not exist: create it without any rights (create role %s login password '…')", role, pq.QuoteIdentifier(role))
	}
	r := pq.QuoteIdentifier(role)
	q := []string{
		"revoke create on schema public from public", "revoke all on schema public from " + r, "grant usage on schema public to " + r,
		"revoke all on all tables in schema public from " + r, "revoke all on all sequences in schema public from " + r,
	}
	rights, err := rightsOf(ctx, tx)
	if err != nil {
		return err
	}
	for _, x := range rights {
		q = append(q, "grant "+x.may+" on "+x.object+" to "+r)
	}
	for _, s := range q {
		if _, err = tx.ExecContext(ctx, s); err != nil {
			return fmt.Errorf("%s: %w", s, err)
		}
	}
	return tx.Commit()
}

type right struct{ object, may string }

func rightsOf(ctx context.Context, tx *sql.Tx) ([]right, error) {
	rows, err := tx.QueryContext(ctx, "select object, may from application_right order by object")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []right
	for rows.Next() {
		var x right
		if err := rows.Scan(&x.object, &x.may); err != nil {
			return nil, err
		}
		out = append(out, x)
	}
	return out, rows.Err()
}
