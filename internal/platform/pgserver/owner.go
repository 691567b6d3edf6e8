//go:build unix

package pgserver

import (
	"os"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// owner is the user the server runs as: PostgreSQL refuses to run as root.
type owner struct {
	name      string
	uid, gid  int
	drop      bool // become uid and gid
	namespace bool // stay, but look like an ordinary user inside a user namespace
}

// chooseOwner takes the present user. Root takes the owner the data already have, else the folder's, else postgres
// or nobody if they can reach binaries and folder, else a user namespace.
func chooseOwner(data, dir, bin string) (owner, error) {
	if os.Geteuid() != 0 {
		if uid, _, ok := ownedBy(data); ok && uid != os.Geteuid() {
			return owner{}, problem(NotWritable, nil, "the data in %s belong to the user %s: run the program as that user or as root, or set NK_VAR to another folder", data, userName(uid))
		}
		return owner{name: "this user", uid: os.Geteuid(), gid: os.Getegid()}, nil
	}
	var reasons []string
	for _, o := range possibleOwners(data, dir) {
		if err := o.probe(bin, dir); err != nil {
			reasons = append(reasons, o.name+": "+err.Error())
			continue
		}
		return o, nil
	}
	return owner{}, problem(NoUser, nil, "PostgreSQL does not run as root, and no other user can be used here (%s): run the program as an ordinary user, or put the project or NK_VAR in a folder that everybody may enter", strings.Join(reasons, "; "))
}

func possibleOwners(data, dir string) []owner {
	namespace := owner{name: "a user namespace", namespace: true}
	if uid, gid, ok := ownedBy(data); ok {
		if uid == 0 {
			return []owner{namespace}
		}
		return []owner{dropTo(uid, gid)}
	}
	var all []owner
	if uid, gid, ok := ownedBy(dir); ok && uid != 0 {
		all = append(all, dropTo(uid, gid))
	}
	for _, name := range []string{"postgres", "nobody"} {
		if u, err := user.Lookup(name); err == nil {
			uid, _ := strconv.Atoi(u.Uid)
			gid, _ := strconv.Atoi(u.Gid)
			all = append(all, dropTo(uid, gid))
		}
	}
	return append(all, namespace)
}

func dropTo(uid, gid int) owner { return owner{name: userName(uid), uid: uid, gid: gid, drop: true} }

func userName(uid int) string {
	if u, err := user.LookupId(strconv.Itoa(uid)); err == nil {
		return u.Username
	}
	return strconv.Itoa(uid)
}

func ownedBy(path string) (uid, gid int, ok bool) {
	info, err := os.Lstat(path)
	if err != nil {
		return 0, 0, false
	}
	st, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return 0, 0, false
	}
	return int(st.Uid), int(st.Gid), true
}

// leave makes a file that root has made the folder's owner's: a folder that was used as root once stays usable for
// the person whose it is.
func leave(path string) error {
	uid, gid, ok := ownedBy(filepath.Dir(path))
	if os.Geteuid() != 0 || !ok {
		return nil
	}
	return os.Chown(path, uid, gid)
}

// give makes a file or folder the owner's.
func (o owner) give(path string) error {
	if !o.drop {
		return nil
	}
	return os.Chown(path, o.uid, o.gid)
}

// probe asks whether this owner can run the server and enter the folder.
func (o owner) probe(bin, dir string) error {
	if out, err := o.output(filepath.Join(bin, "postgres"), "--version"); err != nil {
		return explainOutput(out, err, bin)
	}
	if out, err := o.output("/bin/sh", "-c", `cd "$1"`, "sh", dir); err != nil {
		return explainOutput(out, err, dir)
	}
	return nil
}
