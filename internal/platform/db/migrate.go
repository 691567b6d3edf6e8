package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
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

// Migrate brings the database to the current schema, forward only, and gives the application role its rights:
// no definition of tables, no change of what was recorded. It says each step.
func Migrate(ctx context.Context, owner *sql.DB, appRole string, say func(string)) error {
	files, err := fs.Sub(nksql.Migrations, "migrations")
	if err != nil {
		return err
	}
	p, err := goose.NewProvider(goose.DialectPostgres, owner, files, goose.WithLogger(goose.NopLogger()))
	if err != nil {
		return err
	}
	have, want, err := p.GetVersions(ctx)
	if err != nil {
		return err
	}
	if have > want {
		return fmt.Errorf("the database is of version %d, this program knows %d: use the newer program", have, want)
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

// Current reports whether the schema is the program's own.
func Current(ctx context.Context, owner *sql.DB) (bool, error) {
	files, err := fs.Sub(nksql.Migrations, "migrations")
	if err != nil {
		return false, err
	}
	entries, err := fs.Glob(files, "*.sql")
	if err != nil {
		return false, err
	}
	var have int64
	err = owner.QueryRowContext(ctx, "select coalesce(max(version_id), 0) from goose_db_version where is_applied").Scan(&have)
	return int(have) == len(entries), err
}

// Tables that the application may only add to, or only read.
var (
	appendOnly = []string{"event", "view_log", "quota_version"}
	readOnly   = []string{
		"clock_shift", "region", "region_successor", "country", "holiday", "mci", "entitlement_rule", "settlement",
		"step_template", "paper_kind", "reason_code", "language", "counter_balance", "quota_total", "goose_db_version",
	}
)

func grant(ctx context.Context, owner *sql.DB, role string) (err error) {
	r := pq.QuoteIdentifier(role)
	q := []string{
		"revoke create on schema public from public",
		"grant usage on schema public to " + r,
		"grant select, insert, update, delete on all tables in schema public to " + r,
		"grant usage, select on all sequences in schema public to " + r,
		"revoke update, delete, truncate on " + strings.Join(appendOnly, ", ") + " from " + r,
		"revoke insert, update, delete, truncate on " + strings.Join(readOnly, ", ") + " from " + r,
		"revoke insert on view_log from " + r, // only through record_view
		"revoke update on stream from " + r,   // the head moves only by the trigger
		"revoke delete on stream, operation, case_file, person, member, decision, task from " + r,
	}
	tx, err := owner.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, tx.Rollback())
		}
	}()
	for _, s := range q {
		if _, err = tx.ExecContext(ctx, s); err != nil {
			return fmt.Errorf("%s: %w", s, err)
		}
	}
	return tx.Commit()
}

// CheckServer refuses a database on which the programme would be silently wrong; each sentence says what to do.
func CheckServer(ctx context.Context, owner *sql.DB) error {
	var version int
	var trigrams, encoding string
	err := owner.QueryRowContext(ctx, `select cast(current_setting('server_version_num') as int), pg_encoding_to_char(encoding)
		from pg_database where datname = current_database()`).Scan(&version, &encoding)
	if err != nil {
		return err
	}
	if version < 150000 {
		return fmt.Errorf("PostgreSQL %d is too old: use 15 or newer", version/10000)
	}
	if encoding != "UTF8" {
		return fmt.Errorf("the database is encoded in %s: create it with encoding UTF8", encoding)
	}
	if _, err := owner.ExecContext(ctx, "create extension if not exists pg_trgm"); err != nil {
		return fmt.Errorf("the extension pg_trgm cannot be created: install PostgreSQL's contrib package: %w", err)
	}
	if err := owner.QueryRowContext(ctx, "select cast(show_trgm('Қ') as text)").Scan(&trigrams); err != nil {
		return err
	}
	if trigrams == "{}" {
		return errors.New("the database's LC_CTYPE makes pg_trgm blind to Cyrillic: create the database with a UTF-8 locale, for example LC_CTYPE C.UTF-8")
	}
	return nil
}

// CheckDurable refuses a server that may lose what it acknowledged (trust.md R-20); tests alone may do without.
func CheckDurable(ctx context.Context, owner *sql.DB) error {
	for _, name := range []string{"fsync", "full_page_writes", "synchronous_commit"} {
		var v string
		if err := owner.QueryRowContext(ctx, "select current_setting('"+name+"')").Scan(&v); err != nil {
			return err
		}
		if v == "off" {
			return fmt.Errorf("the database runs with %s=off and may lose what it has acknowledged: switch it on", name)
		}
	}
	return nil
}

// CheckClock refuses a shifted programme clock, which only tests and the demo may have.
func CheckClock(ctx context.Context, owner *sql.DB) error {
	var shifted bool
	if err := owner.QueryRowContext(ctx, "select shift <> interval '0' from clock_shift").Scan(&shifted); err != nil {
		return err
	}
	if shifted {
		return errors.New("the programme's clock is shifted: set clock_shift.shift to 0 before production")
	}
	return nil
}
