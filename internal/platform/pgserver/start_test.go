package pgserver_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"nurlykosh/internal/platform/pgserver"
)

func TestAFirstStartSetsEverythingUpAndTheSecondFindsIt(t *testing.T) {
	dir := folder(t, 0o755)
	begun := time.Now()
	s, err := pgserver.Start(t.Context(), pgserver.Options{Dir: dir, Packages: packages(t), Fsync: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("first start: %s", time.Since(begun).Round(10*time.Millisecond))
	owner := open(t, s.OwnerURL())
	for query, want := range map[string]string{
		"select split_part(current_setting('server_version'), '.', 1)": "18", // the packages' own, whatever else is installed
		"show fsync":                               "on",
		"show full_page_writes":                    "on",
		"show synchronous_commit":                  "on",
		"show data_checksums":                      "on",
		"show listen_addresses":                    "",
		"show jit":                                 "off",
		"show log_statement":                       "none",
		"show log_parameter_max_length_on_error":   "0",
		"show log_error_verbosity":                 "terse",
		"show max_connections":                     "60",
		"show idle_in_transaction_session_timeout": "1min",
		"select current_database()":                "nurlykosh",
		"select string_agg(x, '' order by x) from unnest(array['І','Ә','Я','А','Қ','К','Ұ']) as x": "АӘКҚҰІЯ",
	} {
		if got := one(t, owner, query); got != want {
			t.Errorf("%s: %q, want %q", query, got, want)
		}
	}
	if _, err := owner.Exec("create table kept as select 1 as id"); err != nil {
		t.Fatal(err)
	}
	begun = time.Now()
	stop(t, s)
	t.Logf("shutdown: %s", time.Since(begun).Round(10*time.Millisecond))
	stop(t, s) // a second time is no harm

	begun = time.Now()
	s, err = pgserver.Start(t.Context(), pgserver.Options{Dir: dir, Packages: packages(t), Fsync: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("second start: %s", time.Since(begun).Round(10*time.Millisecond))
	defer stop(t, s)
	if got := one(t, open(t, s.OwnerURL()), "select count(*) from kept"); got != "1" {
		t.Errorf("the second start finds %s rows", got)
	}
}

func TestTheApplicationsRoleMaySignInAndNothingElse(t *testing.T) {
	dir := folder(t, 0o755)
	s, _ := start(t, dir)
	app := open(t, s.AppURL())
	rights := one(t, app, "select concat_ws(' ', rolcanlogin, rolsuper, rolcreatedb, rolcreaterole, rolbypassrls) from pg_roles where rolname = current_user")
	if rights != "t f f f f" {
		t.Errorf("rights of the application's role: %s", rights)
	}
	if _, err := app.Exec("create table forbidden (id int)"); err == nil {
		t.Error("the application's role can make tables")
	}
	for _, name := range []string{"nk_owner.password", "nk_app.password", "owner.lock", "postgres.log"} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v; want mode 0600", name, info.Mode(), err)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "pw-*")); len(left) > 0 {
		t.Errorf("a password is left in %v", left)
	}
}

func TestALostApplicationPasswordIsMadeAnew(t *testing.T) {
	dir := folder(t, 0o755)
	s, _ := start(t, dir)
	stop(t, s)
	if err := os.Remove(filepath.Join(dir, "nk_app.password")); err != nil {
		t.Fatal(err)
	}
	s, _ = start(t, dir)
	if got := one(t, open(t, s.AppURL()), "select current_user"); got != "nk_app" {
		t.Errorf("signed in as %s", got)
	}
}

func TestTrigramsSeeKazakhLetters(t *testing.T) {
	s, _ := start(t, folder(t, 0o755))
	owner := open(t, s.OwnerURL())
	if _, err := owner.Exec("create extension pg_trgm"); err != nil {
		t.Fatal(err)
	}
	if got := one(t, owner, "select show_trgm('Қ') <> '{}'"); got != "true" {
		t.Error("pg_trgm is blind to Cyrillic")
	}
}

func TestASecondInstanceIsRefused(t *testing.T) {
	dir := folder(t, 0o755)
	s, _ := start(t, dir)
	link := filepath.Join(folder(t, 0o755), "link")
	if err := os.Symlink(dir, link); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{dir, link} {
		_, _, err := tryStart(t, path)
		wantProblem(t, err, pgserver.InUse, "stop it first")
	}
	if got := one(t, open(t, s.OwnerURL()), "select 1"); got != "1" {
		t.Error("the first instance is disturbed")
	}
}

func TestALongOrOddPathGetsAShortSocket(t *testing.T) {
	for _, sub := range []string{strings.Repeat("жол/", 40), "a, b"} {
		s, _ := start(t, filepath.Join(folder(t, 0o755), sub))
		if got := one(t, open(t, s.OwnerURL()), "select 1"); got != "1" {
			t.Error("no answer")
		}
		stop(t, s)
		if _, err := os.Stat(socketOf(s)); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("the socket's folder %s stays behind: %v", socketOf(s), err)
		}
	}
}

func TestASocketFolderOfSomebodyElseIsRefused(t *testing.T) {
	dir := filepath.Join(folder(t, 0o755), "a, b")
	s, _ := start(t, dir)
	stop(t, s)
	trap := folder(t, 0o755)
	if err := os.Symlink(trap, socketOf(s)); err != nil {
		t.Fatal(err)
	}
	defer os.Remove(socketOf(s))
	_, _, err := tryStart(t, dir)
	wantProblem(t, err, pgserver.NotWritable, "remove it")
}

func wantProblem(t *testing.T, err error, want pgserver.Problem, advice string) {
	t.Helper()
	var e *pgserver.Error
	if !errors.As(err, &e) || e.Problem != want {
		t.Fatalf("got %v, want problem %d", err, want)
	}
	if !strings.Contains(e.Sentence, advice) || strings.Contains(e.Sentence, "\n") {
		t.Errorf("the sentence says not %q: %s", advice, e.Sentence)
	}
	t.Log(e.Sentence)
}
