package pgserver_test

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"nurlykosh/internal/platform/pgserver"
)

// The tests run as root in a container and as an ordinary user at home; as root they look at all three ways.

func TestRootIsNeverTheServersUser(t *testing.T) {
	for name, mode := range map[string]os.FileMode{"open folder": 0o755, "closed folder": 0o700} {
		t.Run(name, func(t *testing.T) {
			over := folder(t, mode)
			dir := filepath.Join(over, "pg")
			s, _, err := tryStart(t, dir)
			if err != nil {
				wantProblem(t, err, pgserver.NoUser, "run the program as an ordinary user") // where namespaces are forbidden
				return
			}
			before := ownerOf(t, filepath.Join(dir, "data"))
			t.Logf("the data belong to user %d", before)
			if os.Geteuid() == 0 && mode == 0o755 && before == 0 {
				t.Error("the server did not leave root where another user could reach the folder")
			}
			stop(t, s)
			if err := os.Chmod(over, 0o755); err != nil {
				t.Fatal(err)
			}
			start(t, dir)
			if after := ownerOf(t, filepath.Join(dir, "data")); after != before {
				t.Errorf("the data went from user %d to user %d", before, after)
			}
		})
	}
}

// TestAnOrdinaryUserNeedsNoRoot runs a program as nobody, in a folder of nobody's; root may then go on with it.
func TestAnOrdinaryUserNeedsNoRoot(t *testing.T) {
	nobody, uid := ordinary(t)
	dir := folder(t, 0o700)
	if err := os.Chown(dir, uid, -1); err != nil {
		t.Fatal(err)
	}
	line := runAs(t, nobody, dir)
	if _, err := strconv.ParseInt(line, 10, 64); err != nil {
		t.Fatalf("the program as an ordinary user: %s", line)
	}
	s, _ := start(t, dir)
	if one(t, open(t, s.OwnerURL()), "select count(*) > 0 from kept") != "true" {
		t.Error("the rows are not there")
	}
	stop(t, s)
	if line := runAs(t, nobody, dir); strings.HasPrefix(line, "error") {
		t.Errorf("after root the user cannot go on: %s", line)
	}
}

func TestAFolderThatCannotBeWrittenIsNamed(t *testing.T) {
	nobody, _ := ordinary(t)
	line := runAs(t, nobody, filepath.Join(folder(t, 0o555), "pg"))
	if !strings.Contains(line, "cannot be written: give this user the right to write there, or set NK_VAR") {
		t.Error(line)
	}
	file := filepath.Join(folder(t, 0o755), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := pgserver.Start(t.Context(), pgserver.Options{Dir: filepath.Join(file, "pg"), Packages: packages(t)})
	wantProblem(t, err, pgserver.NotWritable, "set NK_VAR to another folder")
}

// ordinary is a user without rights: nobody, or whoever runs the tests.
func ordinary(t *testing.T) (attr *syscall.SysProcAttr, uid int) {
	t.Helper()
	if os.Geteuid() != 0 {
		return nil, os.Geteuid()
	}
	u, err := user.Lookup("nobody")
	if err != nil {
		t.Fatal(err)
	}
	uid, _ = strconv.Atoi(u.Uid)
	gid, _ := strconv.Atoi(u.Gid)
	return &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}, uid
}

// runAs starts this test's program as a user, from a copy that everybody can reach, gives its first line and kills it.
func runAs(t *testing.T, attr *syscall.SysProcAttr, dir string) string {
	t.Helper()
	raw, err := os.ReadFile(os.Args[0])
	if err != nil {
		t.Fatal(err)
	}
	copied := filepath.Join(folder(t, 0o755), "program")
	if err := os.WriteFile(copied, raw, 0o755); err != nil {
		t.Fatal(err)
	}
	program := exec.Command(copied, "-test.run=^$")
	program.Dir = "/"
	program.Env = append(os.Environ(), "NK_PGSERVER_CHILD="+dir, "NK_PGSERVER_PACKAGES="+packages(t))
	program.SysProcAttr = attr
	out, err := program.StdoutPipe()
	if err == nil {
		err = program.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	_ = program.Process.Kill()
	_ = program.Wait()
	if err != nil {
		return fmt.Sprint("error: it said nothing: ", err)
	}
	within(t, 30*time.Second, "the killed program's server ends, too", func() bool {
		return pgserver.ReadPID(filepath.Join(dir, "data", "postmaster.pid")) == 0
	})
	return strings.TrimSpace(line)
}

func ownerOf(t *testing.T, path string) int {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	return int(info.Sys().(*syscall.Stat_t).Uid)
}
