package pgserver

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"

	_ "github.com/lib/pq" // the server is asked over its socket whether it is ready
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
	bin    string
	data   string
	socket string
	who    owner
	pass   map[string]string // by role
	lock   *os.File

	mu       sync.Mutex
	proc     *process
	stopping bool
	died     chan struct{}
}

const database = "nurlykosh"

// Start brings the server up, setting it up first if need be. A second instance on the same folder is refused.
func Start(ctx context.Context, o Options) (*Server, error) {
	dir, err := filepath.Abs(o.Dir)
	if err != nil {
		return nil, err
	}
	o.Dir = dir
	s := &Server{o: o, data: filepath.Join(dir, "data"), died: make(chan struct{})}
	if s.bin, err = findBinaries(o.Packages); err != nil {
		return nil, err
	}
	if s.bin, err = filepath.Abs(s.bin); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, explain(err, dir)
	}
	if s.lock, err = lockFolder(dir); err != nil {
		return nil, err
	}
	if s.who, err = chooseOwner(s.data, s.bin, dir); err != nil {
		return nil, errors.Join(err, s.lock.Close())
	}
	if s.socket, err = s.socketFolder(); err != nil {
		return nil, errors.Join(err, s.lock.Close())
	}
	if err := s.bringUp(ctx); err != nil {
		_ = s.halt()
		return nil, errors.Join(err, s.lock.Close())
	}
	go s.watch()
	return s, nil
}

func (s *Server) bringUp(ctx context.Context) error {
	fresh, err := s.setUp(ctx)
	if err != nil {
		return err
	}
	if err := s.checkVersion(); err != nil {
		return err
	}
	if err := s.stopOrphan(); err != nil {
		return err
	}
	if err := s.run(ctx); err != nil {
		return err
	}
	if fresh {
		return s.makeDatabase(ctx)
	}
	return nil
}

// OwnerURL is the address for the owner of the tables.
func (s *Server) OwnerURL() string { return s.url("nk_owner", database) }

// AppURL is the address for the application's role.
func (s *Server) AppURL() string { return s.url("nk_app", database) }

// Died is closed when the server has gone and could not be brought back.
func (s *Server) Died() <-chan struct{} { return s.died }

func (s *Server) url(role, db string) string {
	u := url.URL{
		Scheme: "postgres", User: url.UserPassword(role, s.pass[role]), Host: ":5432", Path: "/" + db,
		RawQuery: url.Values{"host": {s.socket}, "sslmode": {"disable"}}.Encode(),
	}
	return u.String()
}

// run starts the postmaster and waits until it answers.
func (s *Server) run(ctx context.Context) error {
	onOff := map[bool]string{true: "on", false: "off"}[s.o.Fsync]
	args := []string{"-D", s.data, "-k", s.socket, "-p", "5432"}
	for _, set := range []string{
		"listen_addresses=", "fsync=" + onOff, "full_page_writes=" + onOff, "synchronous_commit=" + onOff, "wal_compression=on", "jit=off",
		"max_connections=80", "log_parameter_max_length_on_error=0", "log_error_verbosity=terse", "log_statement=none", "log_min_error_statement=panic",
		"unix_socket_permissions=0700", "shared_buffers=128MB", "logging_collector=off",
	} {
		args = append(args, "-c", set)
	}
	log, err := os.OpenFile(filepath.Join(s.o.Dir, "postgres.log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return explain(err, s.o.Dir)
	}
	defer log.Close()
	p, err := s.who.start(filepath.Join(s.bin, "postgres"), args, log)
	if err != nil {
		return fmt.Errorf("PostgreSQL cannot be started: %w", err)
	}
	s.mu.Lock()
	s.proc = p
	s.mu.Unlock()
	return s.waitReady(ctx, p)
}

func (s *Server) waitReady(ctx context.Context, p *process) error {
	db, err := sql.Open("postgres", s.url("nk_owner", "postgres"))
	if err != nil {
		return err
	}
	defer db.Close()
	deadline := time.Now().Add(60 * time.Second)
	for {
		ping, cancel := context.WithTimeout(ctx, 2*time.Second)
		err := db.PingContext(ping)
		cancel()
		if err == nil {
			return nil
		}
		select {
		case <-p.done:
			return fmt.Errorf("PostgreSQL ended while starting: %s", s.lastLog())
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(20 * time.Millisecond):
		}
		if time.Now().After(deadline) {
			return fmt.Errorf("PostgreSQL does not answer after a minute: %w; see %s", err, filepath.Join(s.o.Dir, "postgres.log"))
		}
	}
}

// lastLog gives the end of the server's log; a full disk is named plainly.
func (s *Server) lastLog() string {
	raw, err := os.ReadFile(filepath.Join(s.o.Dir, "postgres.log"))
	if err != nil {
		return "no log"
	}
	text := string(raw[max(0, len(raw)-600):])
	if strings.Contains(text, "No space left") {
		return "no space is left on the disk; free some and start again"
	}
	return strings.TrimSpace(text)
}

// watch brings the server back when it ends by itself, a few times a minute at most.
func (s *Server) watch() {
	defer close(s.died)
	var recent []time.Time
	for {
		s.mu.Lock()
		p := s.proc
		s.mu.Unlock()
		<-p.done
		s.mu.Lock()
		stopping := s.stopping
		s.mu.Unlock()
		if stopping {
			return
		}
		recent = append(recent, time.Now())
		if len(recent) > 20 && time.Since(recent[len(recent)-20]) < time.Minute {
			s.o.Say("database: it ends again and again; see " + filepath.Join(s.o.Dir, "postgres.log"))
			return
		}
		s.o.Say("database: it ended unexpectedly and is started again")
		for try := 0; ; try++ {
			err := s.stopOrphan()
			if err == nil {
				err = s.run(context.Background())
			}
			if err == nil {
				break
			}
			if try == 20 {
				s.o.Say("database: " + err.Error())
				return
			}
			time.Sleep(250 * time.Millisecond)
		}
	}
}

// Stop ends the server: a fast shutdown, then the hard way.
func (s *Server) Stop() error {
	err := s.halt()
	<-s.died
	return errors.Join(err, s.lock.Close())
}

func (s *Server) halt() error {
	s.mu.Lock()
	s.stopping = true
	p := s.proc
	s.mu.Unlock()
	if p == nil {
		return nil
	}
	for _, how := range []struct {
		signal syscall.Signal
		wait   time.Duration
	}{{syscall.SIGINT, 20 * time.Second}, {syscall.SIGQUIT, 5 * time.Second}, {syscall.SIGKILL, 5 * time.Second}} {
		_ = p.cmd.Process.Signal(how.signal)
		select {
		case <-p.done:
			return nil
		case <-time.After(how.wait):
		}
	}
	return errors.New("PostgreSQL did not stop")
}
