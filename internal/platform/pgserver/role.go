//go:build unix

package pgserver

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/lib/pq"
)

// password reads a role's password, kept in a file that only this user may read, or makes one.
func (s *Server) password(role string, mayMake bool) (string, error) {
	path := filepath.Join(s.o.Dir, role+".password")
	raw, err := os.ReadFile(path)
	if p := strings.TrimSpace(string(raw)); err == nil && len(p) >= 32 {
		return p, nil
	}
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return "", explain(err, path)
	}
	if !mayMake {
		return "", lostPassword(path, err)
	}
	secret := make([]byte, 24)
	rand.Read(secret)
	p := hex.EncodeToString(secret)
	return p, s.write(role+".password", p)
}

func lostPassword(path string, err error) error {
	return problem(LostPassword, err, "the password in %s is lost or does not fit the data: bring the file back, or move its folder away to begin anew", path)
}

// write puts one line into a private file of the folder, whole or not at all, even when the power goes.
func (s *Server) write(name, line string) error {
	path := filepath.Join(s.o.Dir, name)
	f, err := os.OpenFile(path+".new", os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return explain(err, path)
	}
	_, err = f.WriteString(line + "\n")
	if err := errors.Join(err, f.Sync(), f.Close(), leave(path+".new")); err != nil {
		return explain(err, path)
	}
	return explain(os.Rename(path+".new", path), path)
}

// makeDatabase makes the application's role and the database where they are missing, as they are after a first
// start that was broken off.
func (s *Server) makeDatabase(ctx context.Context) error {
	db, err := sql.Open("postgres", s.url(roleOwner, "postgres"))
	if err != nil {
		return err
	}
	defer db.Close()
	var there bool
	err = db.QueryRowContext(ctx, "select exists (select 1 from pg_database where datname = $1)", database).Scan(&there)
	if err == nil {
		err = s.makeRole(ctx, db)
	}
	if err == nil && !there {
		_, err = db.ExecContext(ctx, "create database "+database)
	}
	if err != nil {
		return fmt.Errorf("the database cannot be made: %w", err)
	}
	return nil
}

// makeRole gives the application's role the right to sign in and nothing else. The password is set only where it
// does not work yet: every change of a role is a write.
func (s *Server) makeRole(ctx context.Context, db *sql.DB) error {
	app, err := sql.Open("postgres", s.url(roleApp, "postgres"))
	if err != nil {
		return err
	}
	defer app.Close()
	err = app.PingContext(ctx)
	if e := (*pq.Error)(nil); err == nil || !errors.As(err, &e) || e.Code != wrongPassword {
		return err
	}
	var there bool
	if err := db.QueryRowContext(ctx, "select exists (select 1 from pg_roles where rolname = $1)", roleApp).Scan(&there); err != nil {
		return err
	}
	verb := map[bool]string{false: "create", true: "alter"}[there]
	_, err = db.ExecContext(ctx, verb+" role "+roleApp+" login nosuperuser nocreatedb nocreaterole password '"+s.pass[roleApp]+"'")
	return err
}

const wrongPassword = "28P01" // also given for a role that does not exist
