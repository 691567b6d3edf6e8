package pgserver

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// isServer reports whether a process is a postgres on these data: its program is called so, and it lives in the
// data folder, as every server does. A process that has ended but is not yet waited for is none.
func isServer(pid int, data string) bool {
	proc := "/proc/" + strconv.Itoa(pid)
	program, err := os.Readlink(proc + "/exe")
	if err != nil || filepath.Base(strings.TrimSuffix(program, " (deleted)")) != "postgres" {
		return false
	}
	home, err := os.Readlink(proc + "/cwd")
	return err == nil && home == data
}
