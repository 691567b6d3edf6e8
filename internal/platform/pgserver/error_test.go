package pgserver_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"nurlykosh/internal/platform/pgserver"
)

func TestDataOfAnotherVersionAreRefused(t *testing.T) {
	dir := folder(t, 0o755)
	s, _ := start(t, dir)
	stop(t, s)
	version := filepath.Join(dir, "data", "PG_VERSION")
	if err := os.WriteFile(version, []byte("99\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, _, err := tryStart(t, dir)
	wantProblem(t, err, pgserver.OtherVersion, "or move the folder away to begin anew")
}

func TestALostOwnerPasswordIsNamedAndTheDataStay(t *testing.T) {
	dir := folder(t, 0o755)
	s, _ := start(t, dir)
	stop(t, s)
	file := filepath.Join(dir, "nk_owner.password")
	right, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	_, _, err = tryStart(t, dir)
	wantProblem(t, err, pgserver.LostPassword, "bring the file back")
	if err := os.WriteFile(file, []byte(strings.Repeat("0", 48)), 0o600); err != nil {
		t.Fatal(err)
	}
	_, _, err = tryStart(t, dir)
	wantProblem(t, err, pgserver.LostPassword, "does not fit the data")
	if err := os.WriteFile(file, right, 0o600); err != nil {
		t.Fatal(err)
	}
	start(t, dir)
}

func TestAFolderThatIsNotPostgreSQLsIsLeftAlone(t *testing.T) {
	dir := folder(t, 0o755)
	own := filepath.Join(dir, "data", "thesis.txt")
	if err := errors.Join(os.Mkdir(filepath.Dir(own), 0o755), os.WriteFile(own, []byte("three years"), 0o600)); err != nil {
		t.Fatal(err)
	}
	_, _, err := tryStart(t, dir)
	wantProblem(t, err, pgserver.OtherVersion, "move it away")
	if _, err := os.Stat(own); err != nil {
		t.Error(err)
	}
}

// Without packages the machine's own server serves; where there is none, the sentence says what to do.
func TestWithoutPackagesTheMachinesServerServes(t *testing.T) {
	dir := folder(t, 0o755)
	s, err := pgserver.Start(t.Context(), pgserver.Options{Dir: dir, Packages: folder(t, 0o755), Say: func(l string) { t.Log(l) }})
	if err != nil {
		wantProblem(t, err, pgserver.NoBinaries, "run `make build`")
		return
	}
	if one(t, open(t, s.OwnerURL()), "select 1") != "1" {
		t.Error("no answer")
	}
	stop(t, s)
	if _, err := os.Stat(packages(t)); err != nil {
		return
	}
	start(t, dir) // it stays with the machine's server, though the packages are here now
}

func TestABrokenOffStartLeavesNothingBehind(t *testing.T) {
	dir := folder(t, 0o755)
	for _, after := range []time.Duration{0, 100 * time.Millisecond, 400 * time.Millisecond, 900 * time.Millisecond} {
		ctx, cancel := context.WithTimeout(t.Context(), after)
		s, err := pgserver.Start(ctx, pgserver.Options{Dir: dir, Packages: packages(t)})
		cancel()
		if err == nil {
			stop(t, s)
		}
	}
	start(t, dir)
	if left, _ := filepath.Glob(filepath.Join(dir, "*-*")); len(left) > 1 { // made-by
		t.Errorf("left behind: %v", left)
	}
}

func TestAFullDiskIsNamed(t *testing.T) {
	for _, out := range []string{
		"initdb: error: could not write file \"x\": No space left on device",
		"2026-11-23 PANIC:  could not write to file \"pg_wal/xlogtemp.1\": No space left on device",
	} {
		wantProblem(t, pgserver.ExplainOutput(out, errors.New("exit status 1"), "var/pg"), pgserver.NoSpace, "free some and start again")
	}
	shm := "FATAL:  could not resize shared memory segment \"/PostgreSQL.1\" to 4096 bytes: No space left on device"
	wantProblem(t, pgserver.ExplainOutput(shm, errors.New("exit status 1"), "var/pg"), pgserver.NoSpace, "--shm-size")
}
