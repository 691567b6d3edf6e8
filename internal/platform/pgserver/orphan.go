package pgserver

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// stopOrphan ends a server that was left behind on this folder. A process is touched only when it is a postgres
// on these very data; a stale file whose number belongs to somebody else is left to PostgreSQL.
func (s *Server) stopOrphan() error {
	raw, err := os.ReadFile(filepath.Join(s.data, "postmaster.pid"))
	if err != nil {
		return nil
	}
	lines := strings.Split(string(raw), "\n")
	pid, err := strconv.Atoi(strings.TrimSpace(lines[0]))
	if err != nil || pid <= 1 || !isServer(pid, s.data) {
		return nil
	}
	s.o.Say("database: stopping a server left behind")
	for _, sig := range []syscall.Signal{syscall.SIGINT, syscall.SIGQUIT, syscall.SIGKILL} {
		_ = syscall.Kill(pid, sig)
		for range 200 {
			if !isServer(pid, s.data) {
				return nil
			}
			time.Sleep(50 * time.Millisecond)
		}
	}
	return errors.New("a server left behind on " + s.data + " does not stop: end it by hand")
}

// isServer reports whether a process is a postgres that was started on these data.
func isServer(pid int, data string) bool {
	cmdline, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/cmdline")
	if err != nil {
		out, err := exec.Command("ps", "-o", "command=", "-p", strconv.Itoa(pid)).Output()
		if err != nil {
			return false
		}
		cmdline = out
	}
	text := strings.ReplaceAll(string(cmdline), "\x00", " ")
	program, _, _ := strings.Cut(strings.TrimSpace(text), " ")
	return filepath.Base(program) == "postgres" && strings.Contains(text, data)
}
