package pgserver_test

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"nurlykosh/internal/platform/pgserver"
)

func TestAKilledServerComesBackByItself(t *testing.T) {
	dir := folder(t, 0o755)
	s, h := start(t, dir)
	db := open(t, s.AppURL())
	for round := range 3 {
		before := postmaster(t, dir)
		if err := syscall.Kill(before, syscall.SIGKILL); err != nil {
			t.Fatal(err)
		}
		took := within(t, 30*time.Second, "back by itself", func() bool {
			return db.Ping() == nil && pgserver.ReadPID(filepath.Join(dir, "data", "postmaster.pid")) != before
		})
		within(t, 30*time.Second, "told that it is back", func() bool { return h.times("is back after") > round }) // it answers before it is known to
		t.Logf("round %d: back after %s", round, took)
	}
	select {
	case <-s.Died():
		t.Error("the server counts as gone, though it is back")
	default:
	}
	if !h.has("ended by itself (signal: killed) and is started again") {
		t.Errorf("it does not say so: %q", h.lines)
	}
}

func TestAServerThatCannotComeBackCountsAsGone(t *testing.T) {
	defer pgserver.TryFor(2 * time.Second)()
	dir := folder(t, 0o755)
	s, h := start(t, dir)
	if err := os.WriteFile(filepath.Join(dir, "data", "postgresql.conf"), []byte("nonsense\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Kill(postmaster(t, dir), syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	select {
	case <-s.Died():
	case <-time.After(2 * time.Minute):
		t.Fatal("nobody learns that the server has gone")
	}
	if !h.has("cannot be brought back") {
		t.Errorf("it does not say so: %q", h.lines)
	}
}

func TestStoppingWhileTheServerIsBroughtBack(t *testing.T) {
	dir := folder(t, 0o755)
	s, _ := start(t, dir)
	pid := postmaster(t, dir)
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	stopped := make(chan error, 1)
	go func() { stopped <- s.Stop() }()
	select {
	case err := <-stopped:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(30 * time.Second):
		t.Fatal("Stop hangs")
	}
	start(t, dir)
}

func TestAfterAKilledProgramNothingAcknowledgedIsLost(t *testing.T) {
	for _, both := range []bool{false, true} {
		t.Run(fmt.Sprintf("server killed too: %v", both), func(t *testing.T) {
			dir := folder(t, 0o755)
			acknowledged := killedProgram(t, dir, func(program *os.Process) {
				pid := postmaster(t, dir)
				_ = program.Kill()
				if both {
					_ = syscall.Kill(pid, syscall.SIGKILL)
				}
			})
			begun := time.Now()
			s, h := start(t, dir)
			t.Logf("start after the kill: %s; it said %q", time.Since(begun).Round(10*time.Millisecond), h.lines)
			db := open(t, s.OwnerURL())
			for _, id := range acknowledged {
				if one(t, db, "select count(*) from kept where id = "+id) != "1" {
					t.Errorf("row %s was acknowledged and is lost", id)
				}
			}
			t.Logf("%d acknowledged rows are there", len(acknowledged))
		})
	}
}

// killedProgram runs a program with a server until some rows are in, kills it, and gives what was acknowledged.
func killedProgram(t *testing.T, dir string, kill func(*os.Process)) (acknowledged []string) {
	t.Helper()
	program := exec.Command(os.Args[0], "-test.run=^$")
	program.Env = append(os.Environ(), "NK_PGSERVER_CHILD="+dir, "NK_PGSERVER_PACKAGES="+packages(t))
	out, err := program.StdoutPipe()
	if err == nil {
		err = program.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewReader(out)
	for n := 0; ; n++ {
		line, err := lines.ReadString('\n')
		if err == io.EOF {
			break
		}
		if err != nil || strings.HasPrefix(line, "error") {
			t.Fatal(line, err)
		}
		acknowledged = append(acknowledged, strings.TrimSpace(line))
		if n == 200 {
			kill(program.Process)
		}
	}
	_ = program.Wait()
	return acknowledged
}

// A server that outlives its program, as on macOS, where the kernel sends no signal: it sleeps through the death.
func TestASleepingOrphanIsStopped(t *testing.T) {
	dir := folder(t, 0o755)
	var pid int
	killedProgram(t, dir, func(program *os.Process) {
		pid = postmaster(t, dir)
		_ = syscall.Kill(pid, syscall.SIGSTOP)
		_ = program.Kill()
	})
	// It wakes when it is seen: by the clock it could wake, notice the death by itself and be gone before anybody looks.
	s, h := start(t, dir, func(line string) {
		if strings.Contains(line, "stopping a server left behind") {
			_ = syscall.Kill(pid, syscall.SIGCONT)
		}
	})
	if !h.has("stopping a server left behind") || postmaster(t, dir) == pid {
		t.Errorf("the server left behind was not stopped: %q", h.lines)
	}
	one(t, open(t, s.OwnerURL()), "select count(*) from kept")
}

// A worker of a killed server that still holds the data must keep the new server waiting.
func TestNoServerStartsBesideAWorkerOfADeadOne(t *testing.T) {
	dir := folder(t, 0o755)
	var worker int
	killedProgram(t, dir, func(program *os.Process) {
		password, err := os.ReadFile(filepath.Join(dir, "nk_owner.password"))
		if err != nil {
			t.Error(err)
		}
		db := open(t, "host="+filepath.Join(dir, "sock")+" user=nk_owner dbname=nurlykosh sslmode=disable password="+strings.TrimSpace(string(password)))
		worker, err = strconv.Atoi(one(t, db, "select pid from pg_stat_activity where backend_type = 'checkpointer'"))
		if err != nil {
			t.Error(err)
		}
		server := postmaster(t, dir)
		for _, p := range []int{worker, server} {
			_ = syscall.Kill(p, syscall.SIGSTOP)
		}
		_ = program.Kill()
		_ = syscall.Kill(server, syscall.SIGKILL)
	})
	const asleep = time.Second
	time.AfterFunc(asleep, func() { _ = syscall.Kill(worker, syscall.SIGCONT) })
	begun := time.Now()
	start(t, dir)
	if took := time.Since(begun); took < asleep {
		t.Errorf("it started after %s beside a living worker", took)
	}
}

func TestAStaleMarkWithAForeignNumberLeavesThatProcessAlone(t *testing.T) {
	for name, mode := range map[string]os.FileMode{"another user's": 0o755, "the same user's": 0o700} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(folder(t, mode), "pg")
			s, _, err := tryStart(t, dir)
			if err != nil {
				wantProblem(t, err, pgserver.NoUser, "run the program as an ordinary user") // where namespaces are forbidden
				return
			}
			raw, err := os.ReadFile(filepath.Join(dir, "data", "postmaster.pid"))
			if err != nil {
				t.Fatal(err)
			}
			stop(t, s)
			foreign := exec.Command("sleep", "600")
			if err := foreign.Start(); err != nil {
				t.Fatal(err)
			}
			defer func() { _ = foreign.Process.Kill(); _ = foreign.Wait() }()
			_, rest, _ := strings.Cut(string(raw), "\n")
			mark := fmt.Sprintf("%d\n%s", foreign.Process.Pid, rest)
			for _, path := range []string{filepath.Join(dir, "data", "postmaster.pid"), filepath.Join(socketOf(s), ".s.PGSQL.5432.lock")} {
				if err := os.WriteFile(path, []byte(mark), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			s, h := start(t, dir)
			if one(t, open(t, s.OwnerURL()), "select 1") != "1" || !h.has("clearing the mark of a server that has gone") {
				t.Errorf("it said %q", h.lines)
			}
			if err := foreign.Process.Signal(syscall.Signal(0)); err != nil {
				t.Errorf("the foreign process is gone: %v", err)
			}
		})
	}
}

func TestAnotherServerOfTheMachineIsNoOrphan(t *testing.T) {
	here, there := folder(t, 0o755), folder(t, 0o755)
	other, _ := start(t, there)
	s, _ := start(t, here)
	stop(t, s)
	mark := fmt.Sprintf("%d\n%s\n", postmaster(t, there), filepath.Join(here, "data"))
	if err := os.WriteFile(filepath.Join(here, "data", "postmaster.pid"), []byte(mark), 0o600); err != nil {
		t.Fatal(err)
	}
	start(t, here)
	if one(t, open(t, other.OwnerURL()), "select 1") != "1" {
		t.Error("the other server was stopped")
	}
}

func socketOf(s *pgserver.Server) string {
	_, host, _ := strings.Cut(s.OwnerURL(), "host=")
	host, _, _ = strings.Cut(host, "&")
	return strings.ReplaceAll(host, "%2F", "/")
}
