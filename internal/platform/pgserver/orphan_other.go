//go:build unix && !linux

package pgserver

import (
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
)

// isServer reports whether a process is a postgres that was started on these data, by what ps tells.
func isServer(pid int, data string) bool {
	out, err := exec.Command("ps", "-o", "command=", "-p", strconv.Itoa(pid)).Output()
	if err != nil {
		return false
	}
	text := strings.TrimSpace(string(out))
	program, _, _ := strings.Cut(text, " -D ")
	return filepath.Base(program) == "postgres" && strings.Contains(text+" ", " -D "+data+" ")
}
