//go:build unix

package pgserver

import (
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// clear puts out of the way what an earlier server left: itself, its mark, and its socket with the socket's mark,
// which PostgreSQL would honour, too, if its number belonged to a living process by now.
func (s *Server) clear() error {
	if err := s.stopOrphan(); err != nil {
		return err
	}
	for _, name := range []string{".s.PGSQL.5432", ".s.PGSQL.5432.lock"} {
		if err := os.Remove(filepath.Join(s.socket, name)); err != nil && !errors.Is(err, os.ErrNotExist) {
			return explain(err, s.socket)
		}
	}
	return nil
}

// stopOrphan ends a server that was left behind on this folder. A process is touched only when it is a postgres
// on these very data. When the number in the file belongs to somebody else, the file goes and the process stays:
// PostgreSQL itself would refuse to start beside a living process of the same user. The folder's lock is held.
func (s *Server) stopOrphan() error {
	file := filepath.Join(s.data, "postmaster.pid")
	pid := readPID(file)
	if pid <= 1 {
		return nil
	}
	// Found before it is looked at: on Linux this holds on to the process, and the number cannot pass to another.
	p, err := os.FindProcess(pid)
	if err != nil {
		return nil
	}
	defer func() { _ = p.Release() }()
	if !isServer(pid, s.data) {
		if err := syscall.Kill(pid, 0); err == nil || err == syscall.EPERM {
			s.say("database: clearing the mark of a server that has gone (process %d)", pid)
			return explain(os.Remove(file), file)
		}
		return nil // PostgreSQL clears it
	}
	s.say("database: stopping a server left behind (process %d)", pid)
	for _, how := range hardening {
		_ = p.Signal(how.signal)
		// it is no child of ours, so nothing tells when it has gone: look until its time is over
		for end := time.Now().Add(how.wait); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
			if !isServer(pid, s.data) {
				return nil
			}
		}
	}
	return problem(InUse, nil, "a server left behind on %s (process %d) does not stop: end it by hand", s.data, pid)
}

// hardening is how a server is asked to end: fast, at once, by force.
var hardening = []struct {
	signal syscall.Signal
	wait   time.Duration
}{{syscall.SIGINT, 20 * time.Second}, {syscall.SIGQUIT, 5 * time.Second}, {syscall.SIGKILL, 5 * time.Second}}

func readPID(file string) int {
	raw, err := os.ReadFile(file)
	if err != nil {
		return 0
	}
	first, _, _ := strings.Cut(string(raw), "\n")
	pid, err := strconv.Atoi(strings.TrimSpace(first))
	if err != nil {
		return 0
	}
	return pid
}
