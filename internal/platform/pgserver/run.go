//go:build unix

package pgserver

import (
	"context"
	"database/sql"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/lib/pq"
)

const (
	startWithin = 5 * time.Minute  // replaying the log after a crash may take long
	freeWithin  = 30 * time.Second // until what a killed server left has gone
)

// launch starts the server and waits until it answers. After a kill its workers need a moment to notice; as long as
// they hold the old memory, PostgreSQL refuses, and is asked again.
func (s *Server) launch(ctx context.Context) (*process, error) {
	for begun := time.Now(); ; {
		if err := s.clear(); err != nil {
			return nil, err
		}
		p, log, err := s.startServer()
		if err != nil {
			return nil, err
		}
		if err = s.waitReady(ctx, p); err == nil {
			return p, nil
		}
		if stopErr := p.shutDown(); stopErr != nil {
			return nil, errors.Join(err, stopErr)
		}
		said := s.logSince(log)
		if !held(said) || time.Since(begun) > freeWithin {
			return nil, s.whyNot(err, said)
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// held reports whether the log of a failed start says that another server's remains are in the way.
func held(said string) bool {
	return strings.Contains(said, "shared memory block") || strings.Contains(said, `lock file "postmaster.pid"`)
}

func (s *Server) whyNot(err error, said string) error {
	if e := (*Error)(nil); errors.As(err, &e) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	cause := explainOutput(said, err, s.o.Dir)
	if e := (*Error)(nil); errors.As(cause, &e) {
		return e
	}
	return problem(NotStarted, err, "PostgreSQL does not start: %v; its log is %s", cause, s.logFile())
}

// startServer starts the process and gives where its part of the log begins.
func (s *Server) startServer() (*process, int64, error) {
	if info, err := os.Stat(s.logFile()); err == nil && info.Size() > 5<<20 {
		_ = os.Rename(s.logFile(), s.logFile()+".1")
	}
	log, err := os.OpenFile(s.logFile(), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, 0, explain(err, s.o.Dir)
	}
	defer log.Close()
	at, err := log.Seek(0, io.SeekEnd)
	if err := errors.Join(err, leave(s.logFile())); err != nil {
		return nil, 0, err
	}
	cmd := s.who.command(filepath.Join(s.bin.dir, "postgres"), s.arguments()...)
	cmd.Dir = s.data
	cmd.Stdout, cmd.Stderr = log, log
	p, err := start(cmd)
	if err != nil {
		return nil, 0, problem(NotStarted, err, "PostgreSQL cannot be started: %v", err)
	}
	return p, at, nil
}

// waitReady waits until the owner can sign in, or the server has ended.
func (s *Server) waitReady(ctx context.Context, p *process) error {
	db, err := sql.Open("postgres", s.url(roleOwner, "postgres"))
	if err != nil {
		return err
	}
	defer db.Close()
	begun, told := time.Now(), false
	for {
		ping, cancel := context.WithTimeout(ctx, 2*time.Second)
		err := db.PingContext(ping)
		cancel()
		if e := (*pq.Error)(nil); errors.As(err, &e) && e.Code == wrongPassword {
			return lostPassword(filepath.Join(s.o.Dir, roleOwner+".password"), err)
		}
		if err == nil {
			return nil
		}
		select {
		case <-p.done:
			return p.err
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(10 * time.Millisecond):
		}
		if waited := time.Since(begun); waited > startWithin {
			return err
		} else if waited > 3*time.Second && !told {
			s.say("database: still starting; after a crash it replays its log")
			told = true
		}
	}
}

func (s *Server) logFile() string { return filepath.Join(s.o.Dir, "postgres.log") }

func (s *Server) logSince(at int64) string {
	raw, err := os.ReadFile(s.logFile())
	if err != nil || at > int64(len(raw)) {
		return ""
	}
	return string(raw[at:])
}
