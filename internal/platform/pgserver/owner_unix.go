//go:build unix

package pgserver

import (
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
)

// owner is the user the server runs as: PostgreSQL refuses to run as root.
type owner struct {
	name      string
	uid, gid  int
	drop      bool // become uid and gid
	namespace bool // stay, but look like an ordinary user inside a user namespace
}

// chooseOwner takes the present user; for root the owner of the data, else postgres or nobody if they can reach
// the binaries and the folder, else a user namespace.
func chooseOwner(data, bin, dir string) (owner, error) {
	if os.Geteuid() != 0 {
		return owner{name: "this user"}, nil
	}
	program := filepath.Join(bin, "postgres")
	var tried []owner
	if info, err := os.Stat(data); err == nil {
		if st, ok := info.Sys().(*syscall.Stat_t); ok && st.Uid != 0 {
			tried = append(tried, owner{name: "the data's owner", uid: int(st.Uid), gid: int(st.Gid), drop: true})
		} else if ok {
			tried = append(tried, owner{name: "a user namespace", namespace: true})
		}
	}
	if len(tried) == 0 {
		for _, name := range []string{"postgres", "nobody"} {
			if u, err := user.Lookup(name); err == nil {
				uid, _ := strconv.Atoi(u.Uid)
				gid, _ := strconv.Atoi(u.Gid)
				tried = append(tried, owner{name: name, uid: uid, gid: gid, drop: true})
			}
		}
		tried = append(tried, owner{name: "a user namespace", namespace: true})
	}
	var last error
	for _, o := range tried {
		if last = o.probe(program, dir); last == nil {
			return o, nil
		}
	}
	return owner{}, fmt.Errorf("PostgreSQL does not run as root, and no other user can be used here (%w): run the program as an ordinary user, or set NK_VAR to a folder that everybody may enter", last)
}

// give makes a file or folder the owner's.
func (o owner) give(path string) error {
	if !o.drop {
		return nil
	}
	return os.Chown(path, o.uid, o.gid)
}

// prepare sets under whom a command runs; with tie it ends when the program does.
func (o owner) prepare(cmd *exec.Cmd, tie bool) {
	attr := &syscall.SysProcAttr{Setpgid: true}
	if o.drop {
		attr.Credential = &syscall.Credential{Uid: uint32(o.uid), Gid: uint32(o.gid)}
	}
	o.platform(attr, tie)
	cmd.SysProcAttr = attr
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "LC_ALL=C.UTF-8", "HOME=/", "TZ=UTC"}
}

// lockFolder keeps a second program off the folder; the kernel frees the lock when this one ends, however it ends.
func lockFolder(dir string) (*os.File, error) {
	path := filepath.Join(dir, "owner.lock")
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, explain(err, dir)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		_ = f.Close()
		return nil, fmt.Errorf("another program is using the database in %s: stop it first, or set NK_VAR to another folder", dir)
	}
	return f, nil
}
