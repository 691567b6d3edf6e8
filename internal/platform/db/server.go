package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

var errBlind = errors.New("the database's LC_CTYPE makes pg_trgm blind to Cyrillic: create the database with a UTF-8 locale, for example LC_CTYPE C.UTF-8")

// CheckServer refuses, before the first migration, a database on which the programme would be silently wrong.
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
		return errBlind
	}
	return nil
}
