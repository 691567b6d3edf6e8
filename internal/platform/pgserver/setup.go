package pgserver

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
)

// setUp makes the data folder the first time, and reads the roles' passwords.
func (s *Server) setUp(ctx context.Context) (fresh bool, err error) {
	s.pass = map[string]string{}
	for _, role := range []string{"nk_owner", "nk_app"} {
		if s.pass[role], err = password(filepath.Join(s.o.Dir, role+".password")); err != nil {
			return false, explain(err, s.o.Dir)
		}
	}
	marker := filepath.Join(s.o.Dir, "ready")
	if _, err := os.Stat(marker); err == nil {
		return false, nil
	}
	s.o.Say("database: setting up PostgreSQL in " + s.o.Dir)
	if err := os.RemoveAll(s.data); err != nil { // a set-up that was broken off
		return false, explain(err, s.data)
	}
	if err := os.MkdirAll(s.data, 0o700); err != nil {
		return false, explain(err, s.data)
	}
	if err := s.who.give(s.data); err != nil {
		return false, err
	}
	pw, err := os.CreateTemp("", "nk-pw-")
	if err != nil {
		return false, explain(err, os.TempDir())
	}
	defer os.Remove(pw.Name())
	if _, err := pw.WriteString(s.pass["nk_owner"]); err != nil {
		return false, err
	}
	if err := errors.Join(pw.Close(), s.who.give(pw.Name())); err != nil {
		return false, err
	}
	out, err := s.who.output(filepath.Join(s.bin, "initdb"), "-D", s.data, "-U", "nk_owner", "--pwfile="+pw.Name(), "--auth=scram-sha-256",
		"--data-checksums", "--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=kk-KZ")
	if err != nil {
		return false, fmt.Errorf("PostgreSQL cannot be set up: %s", short(out, err))
	}
	return true, nil
}

// makeDatabase makes the application's role and database in a new server.
func (s *Server) makeDatabase(ctx context.Context) error {
	db, err := sql.Open("postgres", s.url("nk_owner", "postgres"))
	if err != nil {
		return err
	}
	defer db.Close()
	for _, q := range []string{
		"do $$ begin if not exists (select 1 from pg_roles where rolname = 'nk_app') then create role nk_app login; end if; end $$",
		"alter role nk_app password '" + s.pass["nk_app"] + "'", // hexadecimal digits only
		"create database " + database,
	} {
		if _, err := db.ExecContext(ctx, q); err != nil {
			return fmt.Errorf("the database cannot be made: %w", err)
		}
	}
	return os.WriteFile(filepath.Join(s.o.Dir, "ready"), []byte("1\n"), 0o600)
}

func password(path string) (string, error) {
	raw, err := os.ReadFile(path)
	if err == nil && len(strings.TrimSpace(string(raw))) >= 32 {
		return strings.TrimSpace(string(raw)), nil
	}
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return "", err
	}
	b := make([]byte, 24)
	rand.Read(b)
	p := hex.EncodeToString(b)
	return p, os.WriteFile(path, []byte(p+"\n"), 0o600)
}

// socketFolder is a private folder with a path short enough for a socket (about 100 bytes).
func (s *Server) socketFolder() (string, error) {
	dir := filepath.Join(s.o.Dir, "sock")
	if len(dir) > 80 {
		sum := sha256.Sum256([]byte(s.o.Dir))
		dir = filepath.Join(os.TempDir(), "nk-"+hex.EncodeToString(sum[:8]))
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", explain(err, dir)
	}
	if info, err := os.Lstat(dir); err != nil || !info.IsDir() {
		return "", fmt.Errorf("%s is no folder of ours: remove it", dir)
	}
	return dir, s.who.give(dir)
}

// checkVersion refuses a data folder of another major version.
func (s *Server) checkVersion() error {
	raw, err := os.ReadFile(filepath.Join(s.data, "PG_VERSION"))
	if err != nil {
		return explain(err, s.data)
	}
	out, err := exec.Command(filepath.Join(s.bin, "postgres"), "--version").CombinedOutput()
	if err != nil {
		return fmt.Errorf("PostgreSQL's program does not run: %s", short(string(out), err))
	}
	have := strings.TrimSpace(string(raw))
	fields := strings.Fields(string(out))
	want, _, _ := strings.Cut(fields[min(2, len(fields)-1)], ".")
	if have != want {
		return fmt.Errorf("the data in %s belong to PostgreSQL %s, this is %s: use the other version, or move the folder away to begin anew", s.data, have, want)
	}
	return nil
}

// explain turns what the system says of a folder into a sentence with what to do.
func explain(err error, path string) error {
	switch {
	case errors.Is(err, os.ErrPermission), errors.Is(err, syscall.EROFS):
		return fmt.Errorf("%s cannot be written: give this user the right to write there, or set NK_VAR to another folder", path)
	case errors.Is(err, syscall.ENOSPC):
		return fmt.Errorf("no space is left for %s: free some and start again", path)
	}
	return err
}

func short(out string, err error) string {
	if strings.Contains(out, "No space left") {
		return "no space is left on the disk; free some and start again"
	}
	if out = strings.TrimSpace(out); out != "" {
		return out[max(0, len(out)-400):]
	}
	return err.Error()
}
