//go:build unix

package pgserver

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"strings"
)

// A socket's path may have 107 bytes on Linux and 103 on macOS, and PostgreSQL adds 15 to the folder's.
const longestSocketFolder = 88

// socketPath is the folder for the socket: in dir, or where that path does not do a short one among the temporary
// files, named by a hash of the full path.
func socketPath(dir string) string {
	sock := filepath.Join(dir, "sock")
	if !fits(sock) {
		sum := sha256.Sum256([]byte(dir))
		name := "nk-" + hex.EncodeToString(sum[:8])
		if sock = filepath.Join(os.TempDir(), name); !fits(sock) {
			sock = filepath.Join("/tmp", name)
		}
	}
	return sock
}

// socketFolder makes the socket's folder, private to the server's owner.
func (o owner) socketFolder(dir string) (string, error) {
	sock := socketPath(dir)
	err := os.Mkdir(sock, 0o700)
	if err == nil {
		return sock, explain(o.give(sock), sock)
	}
	if !errors.Is(err, os.ErrExist) {
		return "", explain(err, sock)
	}
	// Anybody could have made a folder among the temporary files: it must be a real one, ours, and closed to others.
	info, err := os.Lstat(sock)
	if err != nil {
		return "", explain(err, sock)
	}
	uid, _, known := ownedBy(sock)
	if !info.IsDir() || !known || uid != o.hostUID() && uid != os.Geteuid() {
		return "", problem(NotWritable, nil, "%s is not ours, and the database's socket belongs there: remove it", sock)
	}
	if err := errors.Join(os.Chmod(sock, 0o700), o.give(sock)); err != nil {
		return "", explain(err, sock)
	}
	return sock, nil
}

// fits reports whether a socket can lie there; PostgreSQL takes a list of folders and splits it at commas.
func fits(dir string) bool { return len(dir) <= longestSocketFolder && !strings.ContainsAny(dir, `,"`) }

// hostUID is the user number by which the system at large knows the owner.
func (o owner) hostUID() int {
	if o.drop {
		return o.uid
	}
	return os.Geteuid()
}
