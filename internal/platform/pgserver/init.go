//go:build unix

package pgserver

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// setUp reads or makes the roles' passwords and, the first time, the data. They are made beside and moved in place
// when they are whole: a set-up that was broken off leaves nothing, and existing data are never touched.
func (s *Server) setUp(ctx context.Context) (err error) {
	made := exists(filepath.Join(s.data, "PG_VERSION"))
	s.pass = map[string]string{}
	for _, role := range []string{roleOwner, roleApp} {
		if s.pass[role], err = s.password(role, !made || role == roleApp); err != nil {
			return err
		}
	}
	if made {
		return nil
	}
	if exists(s.data) {
		return problem(OtherVersion, nil, "%s is not a folder of PostgreSQL's: move it away and start again", s.data)
	}
	s.say("database: setting up PostgreSQL %s in %s", s.bin.version, s.o.Dir)
	half, _ := filepath.Glob(s.data + ".new-*")
	for _, dir := range half {
		if err := os.RemoveAll(dir); err != nil {
			return explain(err, dir)
		}
	}
	fresh, err := os.MkdirTemp(s.o.Dir, "data.new-")
	if err != nil {
		return explain(err, s.o.Dir)
	}
	if err := errors.Join(s.who.give(fresh), s.initdb(ctx, fresh)); err != nil {
		return errors.Join(err, os.RemoveAll(fresh))
	}
	if err := s.write("made-by", s.bin.from); err != nil {
		return err
	}
	if err := os.Rename(fresh, s.data); err != nil {
		return explain(err, s.data)
	}
	return syncFolder(s.o.Dir)
}

// initdb makes the data. The locale must be a UTF-8 one, or pg_trgm is blind to Cyrillic; the order of the alphabet
// is the Kazakh one.
func (s *Server) initdb(ctx context.Context, data string) error {
	pw, err := os.CreateTemp(s.o.Dir, "pw-")
	if err != nil {
		return explain(err, s.o.Dir)
	}
	defer os.Remove(pw.Name())
	_, err = fmt.Fprintln(pw, s.pass[roleOwner])
	if err := errors.Join(err, pw.Close(), s.who.give(pw.Name())); err != nil {
		return explain(err, s.o.Dir)
	}
	args := []string{
		"-D", data, "-U", roleOwner, "--pwfile=" + pw.Name(), "--auth=scram-sha-256", "--data-checksums", "--encoding=UTF8",
		"--locale=" + utf8Locale, "--locale-provider=icu", "--icu-locale=kk-KZ", "--no-instructions",
	}
	if !s.o.Fsync {
		args = append(args, "--no-sync")
	}
	out, err := s.who.run(ctx, filepath.Join(s.bin.dir, "initdb"), args...)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		cause := explainOutput(out, err, s.o.Dir)
		if e := (*Error)(nil); errors.As(cause, &e) {
			return e
		}
		return problem(NotStarted, cause, "PostgreSQL cannot be set up in %s: %v", s.o.Dir, cause)
	}
	return nil
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

func syncFolder(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
