//go:build unix

package pgserver

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// StartOrJoin joins the server that another program runs on the same folder, or starts one: for commands that look
// while the program serves. Stop of a joined server leaves it running.
func StartOrJoin(ctx context.Context, o Options) (*Server, error) {
	s, err := Start(ctx, o)
	if e := (*Error)(nil); !errors.As(err, &e) || e.Problem != InUse {
		return s, err
	}
	if s, joinErr := join(ctx, o); joinErr == nil {
		return s, nil
	}
	return nil, err
}

// join finds socket and passwords of a server that runs; the other program may be starting it just now.
func join(ctx context.Context, o Options) (*Server, error) {
	s := &Server{o: o, pass: map[string]string{}, joined: true, died: make(chan struct{})}
	var err error
	if s.o.Dir, err = realFolder(o.Dir); err != nil {
		return nil, err
	}
	s.socket = socketPath(s.o.Dir)
	ctx, cancel := context.WithTimeout(ctx, joinWithin)
	defer cancel()
	for {
		if err = s.greet(ctx); err == nil {
			return s, nil
		}
		select {
		case <-ctx.Done():
			return nil, err
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// joinWithin is how long a server that another program is starting may take.
const joinWithin = 10 * time.Second

// greet reads the passwords and asks whether the server answers.
func (s *Server) greet(ctx context.Context) error {
	for _, role := range []string{roleOwner, roleApp} {
		raw, err := os.ReadFile(filepath.Join(s.o.Dir, role+".password"))
		if err != nil {
			return err
		}
		s.pass[role] = strings.TrimSpace(string(raw))
	}
	db, err := sql.Open("postgres", s.AppURL())
	if err != nil {
		return err
	}
	defer db.Close()
	return db.PingContext(ctx)
}

// Joined reports whether another program runs the server.
func (s *Server) Joined() bool { return s.joined }

// FreeBytes is the space left for this user on the disk of a folder.
func FreeBytes(dir string) (uint64, error) {
	var st syscall.Statfs_t
	if err := syscall.Statfs(dir, &st); err != nil {
		return 0, err
	}
	return st.Bavail * uint64(st.Bsize), nil
}
