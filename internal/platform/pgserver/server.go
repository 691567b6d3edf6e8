package pgserver

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// Options say where the server lives.
type Options struct {
	Dir      string       // its folder: data, socket, log, passwords
	Packages string       // front-end packages, where the binaries are
	Fsync    bool         // off in tests only
	Say      func(string) // one line for each thing done
}

// Server is a running PostgreSQL.
type Server struct {
	o      Options
	bin    binaries
	data   string
	socket string
	who    owner
	pass   map[string]string // by role
	lock   *os.File
	joined bool // another program runs it

	stop    chan struct{} // closed by Stop
	ended   chan struct{} // closed when nothing runs any more
	died    chan struct{} // closed when the server has gone for good by itself
	stopErr error         // of the shutdown; read after ended
	once    sync.Once
}

const (
	database  = "nurlykosh"
	roleOwner = "nk_owner"
	roleApp   = "nk_app"
)

// Start brings the server up, setting it up first if need be. A second instance on the same folder is refused.
// The context bounds the start alone. An *Error says in one sentence what stops the start and what to do.
func Start(ctx context.Context, o Options) (*Server, error) {
	s := &Server{o: o, stop: make(chan struct{}), ended: make(chan struct{}), died: make(chan struct{})}
	if err := s.prepare(ctx); err != nil {
		if s.lock != nil {
			_ = s.lock.Close()
		}
		return nil, err
	}
	begun := time.Now()
	p, err := s.launch(ctx)
	if err == nil {
		if err = s.makeDatabase(ctx); err != nil {
			_ = p.shutDown()
		}
	}
	if err != nil {
		return nil, errors.Join(err, s.lock.Close())
	}
	s.say("database: PostgreSQL %s is up after %s", s.bin.version, round(time.Since(begun)))
	go s.watch(p)
	return s, nil
}

// prepare does all that comes before the server process: folder, lock, binaries, user, socket, data.
func (s *Server) prepare(ctx context.Context) (err error) {
	if s.o.Dir, err = realFolder(s.o.Dir); err != nil {
		return err
	}
	s.data = filepath.Join(s.o.Dir, "data")
	if real, err := filepath.EvalSymlinks(s.data); err == nil {
		s.data = real // the kernel knows a process's folder by its real path
	}
	if s.lock, err = lockFolder(s.o.Dir); err != nil {
		return err
	}
	if s.bin, err = s.findBinaries(); err != nil {
		return err
	}
	if s.who, err = chooseOwner(s.data, s.o.Dir, s.bin.dir); err != nil {
		return err
	}
	if s.socket, err = s.who.socketFolder(s.o.Dir); err != nil {
		return err
	}
	return s.setUp(ctx)
}

// OwnerURL is the address for the owner of the tables.
func (s *Server) OwnerURL() string { return s.url(roleOwner, database) }

// AppURL is the address for the application's role.
func (s *Server) AppURL() string { return s.url(roleApp, database) }

// Died is closed when the server has gone by itself and could not be brought back.
func (s *Server) Died() <-chan struct{} { return s.died }

// Stop ends the server: a fast shutdown, then the hard way. It may be called more than once.
func (s *Server) Stop() error {
	if s.joined {
		return nil
	}
	s.once.Do(func() {
		close(s.stop)
		<-s.ended
		if filepath.Dir(s.socket) != s.o.Dir {
			_ = os.RemoveAll(s.socket) // the short folder among the temporary files
		}
		s.stopErr = errors.Join(s.stopErr, s.lock.Close())
	})
	return s.stopErr
}

func (s *Server) url(role, db string) string {
	u := url.URL{
		Scheme: "postgres", User: url.UserPassword(role, s.pass[role]), Host: ":5432", Path: "/" + db,
		RawQuery: url.Values{"host": {s.socket}, "sslmode": {"disable"}}.Encode(),
	}
	return u.String()
}

func (s *Server) say(format string, args ...any) {
	if s.o.Say != nil {
		s.o.Say(fmt.Sprintf(format, args...))
	}
}

func round(d time.Duration) time.Duration { return d.Round(10 * time.Millisecond) }
