package db

import (
	"context"
	"crypto/subtle"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"nurlykosh/internal/platform/sealed"
)

// State compares the schema with the program's, as the application sees it.
func (d *DB) State(ctx context.Context) (State, error) {
	var have []int64
	err := d.Plain(ctx).Select(&have, "schema_versions", nil)
	return stateOf(have, err)
}

// CheckSchema refuses a schema that is not the program's own.
func (d *DB) CheckSchema(ctx context.Context) error {
	state, err := d.State(ctx)
	if err != nil {
		return err
	}
	return state.Err()
}

// CheckKey refuses a master key that is not the one the database's texts were sealed with: pages would fail one by
// one, and new texts would be sealed with a key that nobody expects.
func (d *DB) CheckKey(ctx context.Context) error {
	var bound string
	if err := d.Plain(ctx).Get(&bound, "installation_key", nil); err != nil {
		return err
	}
	if bound == "" {
		return errors.New("the database does not know its master key yet: run nurlykosh migrate with NK_KEYS set")
	}
	return sameKey(bound, d.Keys)
}

func sameKey(bound string, keys *sealed.Keyring) error {
	if subtle.ConstantTimeCompare([]byte(bound), []byte(keys.Fingerprint())) == 1 {
		return nil
	}
	return fmt.Errorf("the master key is not this database's (its fingerprint is %s, not %s): set NK_KEYS to the file the database was filled with", keys.Fingerprint(), bound)
}

// BindKey notes the fingerprint of the master key in a database that knows none, and refuses another one. What was
// sealed before fingerprints were kept must open with it.
func BindKey(ctx context.Context, owner *sql.DB, keys *sealed.Keyring) error {
	var bound, kind string
	var id int64
	var wrapped []byte
	if err := owner.QueryRowContext(ctx, "select key_fingerprint from installation").Scan(&bound); err != nil {
		return err
	}
	if bound != "" {
		return sameKey(bound, keys)
	}
	err := owner.QueryRowContext(ctx, "select kind, id, wrapped_key from stream order by kind, id limit 1").Scan(&kind, &id, &wrapped)
	if err == nil {
		if _, err := keys.Unwrap(fmt.Sprintf("%s/%d", kind, id), wrapped); err != nil {
			return errors.New("the master key does not open what this database has sealed: set NK_KEYS to the file it was filled with")
		}
	} else if !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	_, err = owner.ExecContext(ctx, "update installation set key_fingerprint = $1 where key_fingerprint = ''", keys.Fingerprint())
	return err
}

// fitness is what the application can see of its role, its server and its clock.
type fitness struct {
	Role       string    `db:"role"`
	Super      bool      `db:"super"`
	Bypass     bool      `db:"bypass"`
	Strong     bool      `db:"strong"`
	Owns       bool      `db:"owns"`
	Makes      bool      `db:"makes"`
	Version    int       `db:"version"`
	Encoding   string    `db:"encoding"`
	Fsync      string    `db:"fsync"`
	FullPages  string    `db:"full_page_writes"`
	Commit     string    `db:"synchronous_commit"`
	Checksums  string    `db:"data_checksums"`
	Trigram    bool      `db:"trigram"`
	Gist       bool      `db:"gist"`
	ServerTime time.Time `db:"server_time"`
}

func (d *DB) fitness(ctx context.Context) (f fitness, err error) {
	err = d.Plain(ctx).Get(&f, "fit_server", nil)
	return f, err
}

// CheckDurable refuses a server that may lose what it acknowledged (trust.md R-20); tests alone may do without.
func (d *DB) CheckDurable(ctx context.Context) error {
	f, err := d.fitness(ctx)
	if err != nil {
		return err
	}
	return f.durable()
}

func (f fitness) durable() error {
	for _, s := range []struct{ name, value string }{{"fsync", f.Fsync}, {"full_page_writes", f.FullPages}, {"synchronous_commit", f.Commit}} {
		if s.value == "off" {
			return fmt.Errorf("the database runs with %s=off and may lose what it has acknowledged: set %s=on in postgresql.conf and on role and database", s.name, s.name)
		}
	}
	return nil
}

// CheckChecksums refuses a server that would not notice a rotten disk (trust.md R-20).
func (d *DB) CheckChecksums(ctx context.Context) error {
	f, err := d.fitness(ctx)
	if err == nil && f.Checksums == "off" {
		err = errors.New("the database has no data checksums and would not notice a rotten disk: stop it and run pg_checksums --enable")
	}
	return err
}

// CheckRole refuses an application role that may do more than its queries need.
func (d *DB) CheckRole(ctx context.Context) error {
	f, err := d.fitness(ctx)
	if err != nil {
		return err
	}
	const instead = ": set NK_DATABASE_URL to a role without any rights of its own and run nurlykosh migrate"
	switch {
	case f.Super:
		return fmt.Errorf("the application's role %s is a superuser%s", f.Role, instead)
	case f.Bypass:
		return fmt.Errorf("the application's role %s bypasses row-level security%s", f.Role, instead)
	case f.Strong:
		return fmt.Errorf("the application's role %s may make roles or databases, or replicate%s", f.Role, instead)
	case f.Owns:
		return fmt.Errorf("the application's role %s owns tables, or belongs to the role that does%s", f.Role, instead)
	case f.Makes:
		return fmt.Errorf("the application's role %s may make tables or schemas%s", f.Role, instead)
	}
	return nil
}

// CheckExtensions refuses a server that the searches and the guards cannot work on.
func (d *DB) CheckExtensions(ctx context.Context) error {
	f, err := d.fitness(ctx)
	switch {
	case err != nil:
		return err
	case f.Version < 150000:
		return fmt.Errorf("PostgreSQL %d is too old: use 15 or newer", f.Version/10000)
	case f.Encoding != "UTF8":
		return fmt.Errorf("the database is encoded in %s: create it with encoding UTF8", f.Encoding)
	case !f.Trigram || !f.Gist:
		return errors.New("the extensions pg_trgm and btree_gist are not there: install PostgreSQL's contrib package and run nurlykosh migrate")
	}
	var sees bool
	if err := d.Plain(ctx).Get(&sees, "fit_trigrams", nil); err != nil {
		return err
	}
	if !sees {
		return errBlind
	}
	return nil
}

// maxDrift is how far the clocks of this machine and the database may stand apart.
const maxDrift = 30 * time.Second

// CheckClock refuses a programme clock that is shifted, which only tests and the demo may have, and a machine whose
// clock is far from the database's.
func (d *DB) CheckClock(ctx context.Context) error {
	var shifted bool
	if err := d.Plain(ctx).Get(&shifted, "fit_clock", nil); err != nil {
		return err
	}
	if shifted {
		return errors.New("the programme's clock is shifted: as the owner, run update clock_shift set shift = interval '0'")
	}
	return d.CheckDrift(ctx)
}

// CheckDrift compares the clock of this machine with the database's.
func (d *DB) CheckDrift(ctx context.Context) error {
	f, err := d.fitness(ctx)
	if err != nil {
		return err
	}
	if drift := time.Since(f.ServerTime).Abs(); drift > maxDrift {
		return fmt.Errorf("the clock of this machine and the database's are %s apart: set both by the same time server", drift.Round(time.Second))
	}
	return nil
}

// CheckPeople refuses a database that holds demo accounts, whose password everybody can read.
func (d *DB) CheckPeople(ctx context.Context) error {
	var demo bool
	if err := d.Plain(ctx).Get(&demo, "fit_people", nil); err != nil {
		return err
	}
	if demo {
		return errors.New("the database holds demo accounts, whose password is public: set NK_DATABASE_URL to a database that was never filled with demo data")
	}
	return nil
}
