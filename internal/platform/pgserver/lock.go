//go:build unix

package pgserver

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// realFolder makes the folder and gives its real path, under which the kernel knows it, too.
func realFolder(dir string) (string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", explain(err, dir)
	}
	if dir, err = filepath.EvalSymlinks(dir); err != nil {
		return "", explain(err, dir)
	}
	// The user the server is given to must be able to walk through; what is secret inside is closed one by one.
	if uid, _, ok := ownedBy(dir); ok && uid == 0 && os.Geteuid() == 0 {
		if info, err := os.Stat(dir); err == nil && info.Mode()&0o011 != 0o011 {
			_ = os.Chmod(dir, info.Mode().Perm()|0o011) // whether it helped, the probe tells
		}
	}
	return dir, nil
}

// lockFolder keeps a second program off the folder; the kernel frees the lock when this one ends, however it ends.
func lockFolder(dir string) (*os.File, error) {
	path := filepath.Join(dir, "owner.lock")
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, explain(err, dir)
	}
	err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		pid, _ := os.ReadFile(path)
		_ = f.Close()
		return nil, problem(InUse, err, "another program (process %s) is using the database in %s: stop it first, or set NK_VAR to another folder", strings.TrimSpace(string(pid)), dir)
	}
	if err != nil {
		_ = f.Close()
		return nil, problem(NotWritable, err, "%s cannot be locked (%v): set NK_VAR to a folder on a disk of this machine", path, err)
	}
	err = f.Truncate(0)
	if err == nil {
		_, err = fmt.Fprintln(f, os.Getpid())
	}
	if err == nil {
		err = leave(path)
	}
	if err != nil {
		_ = f.Close()
		return nil, explain(err, dir)
	}
	return f, nil
}
