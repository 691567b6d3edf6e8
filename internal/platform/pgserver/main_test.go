package pgserver_test

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"nurlykosh/internal/platform/pgserver"
)

// TestMain runs the tests, or, started again by one of them, a program with a server of its own.
func TestMain(m *testing.M) {
	if dir := os.Getenv("NK_PGSERVER_CHILD"); dir != "" {
		if err := child(dir); err != nil {
			fmt.Println("error:", err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// child writes rows and names each once it is acknowledged, until it is killed.
func child(dir string) error {
	ctx := context.Background()
	s, err := pgserver.Start(ctx, pgserver.Options{Dir: dir, Packages: os.Getenv("NK_PGSERVER_PACKAGES"), Fsync: true})
	if err != nil {
		return err
	}
	db, err := sql.Open("postgres", s.OwnerURL())
	if err != nil {
		return err
	}
	if _, err := db.ExecContext(ctx, "create table if not exists kept (id bigint primary key)"); err != nil {
		return err
	}
	for id := time.Now().UnixNano(); ; id++ {
		if _, err := db.ExecContext(ctx, "insert into kept values ($1)", id); err != nil {
			return err
		}
		fmt.Println(id)
	}
}

// folder is an empty folder, open to every user or closed to all but its owner.
func folder(t *testing.T, mode os.FileMode) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "nk-pg-")
	if err == nil {
		err = os.Chmod(dir, mode)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	return dir
}

func packages(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs("../../../static/node_modules")
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// heard keeps what a server says, and passes it on.
type heard struct {
	mu    sync.Mutex
	lines []string
	also  []func(line string)
}

func (h *heard) say(line string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.lines = append(h.lines, line)
	for _, fn := range h.also {
		fn(line)
	}
}

func (h *heard) has(part string) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return strings.Contains(strings.Join(h.lines, "\n"), part)
}

func (h *heard) times(part string) int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return strings.Count(strings.Join(h.lines, "\n"), part)
}

func start(t *testing.T, dir string, also ...func(line string)) (*pgserver.Server, *heard) {
	t.Helper()
	s, h, err := tryStart(t, dir, also...)
	if err != nil {
		t.Fatalf("start: %v", err)
	}
	return s, h
}

func tryStart(t *testing.T, dir string, also ...func(line string)) (*pgserver.Server, *heard, error) {
	t.Helper()
	h := &heard{also: also}
	s, err := pgserver.Start(t.Context(), pgserver.Options{Dir: dir, Packages: packages(t), Say: h.say})
	if err == nil {
		t.Cleanup(func() { stop(t, s) })
	}
	return s, h, err
}

func stop(t *testing.T, s *pgserver.Server) {
	t.Helper()
	if err := s.Stop(); err != nil {
		t.Errorf("stop: %v", err)
	}
}

func open(t *testing.T, url string) *sql.DB {
	t.Helper()
	db, err := sql.Open("postgres", url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func one(t *testing.T, db *sql.DB, query string) string {
	t.Helper()
	var v string
	if err := db.QueryRowContext(t.Context(), query).Scan(&v); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return v
}

// postmaster is the number of the server's process.
func postmaster(t *testing.T, dir string) int {
	t.Helper()
	pid := pgserver.ReadPID(filepath.Join(dir, "data", "postmaster.pid"))
	if pid == 0 {
		t.Fatal("no server runs in " + dir)
	}
	return pid
}

// within asks again and again until yes, or fails.
func within(t *testing.T, d time.Duration, what string, yes func() bool) time.Duration {
	t.Helper()
	begun := time.Now()
	for !yes() {
		if time.Since(begun) > d {
			t.Fatalf("%s: not within %s", what, d)
		}
		<-time.After(10 * time.Millisecond)
	}
	return time.Since(begun).Round(10 * time.Millisecond)
}
