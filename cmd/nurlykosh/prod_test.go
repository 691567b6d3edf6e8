package main_test

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/hex"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/pgserver"
	"nurlykosh/internal/testkit"
)

func TestMain(m *testing.M) { testkit.Main(m) }

// production is an empty database on a server that keeps what it acknowledges, and the settings for it.
type production struct {
	*program
	owner          *sql.DB
	ownerURL, app  string
	key            string
	t              *testing.T
	withOwner, env []string
}

func produce(t *testing.T) *production {
	t.Helper()
	p := &production{program: build(t), t: t}
	s, err := pgserver.Start(t.Context(), pgserver.Options{Dir: filepath.Join(p.dir, "pg"), Packages: filepath.Join(testkit.Root(), "static", "node_modules"), Fsync: true, Say: func(string) {}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Stop(); err != nil {
			t.Error(err)
		}
	})
	if p.owner, err = db.OpenOwner(s.OwnerURL()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.owner.Close() })
	p.ownerURL, p.app = s.OwnerURL(), s.AppURL()
	p.key = p.keyFile("key", randomKey())
	p.env = []string{
		"NK_ENV=prod", "NK_BASE_URL=https://kosh.example", "NK_ADDR=" + strings.TrimPrefix(p.base, "http://"), "NK_VAR=" + filepath.Join(p.dir, "var"),
		"NK_DATABASE_URL=" + p.app, "NK_OWNER_URL=", "NK_KEYS=" + p.key,
	}
	p.withOwner = append(append([]string{}, p.env...), "NK_OWNER_URL="+p.ownerURL)
	return p
}

func randomKey() string {
	master := make([]byte, 32)
	rand.Read(master)
	return hex.EncodeToString(master)
}

func (p *production) keyFile(name, text string) string {
	path := filepath.Join(p.dir, name)
	if err := os.WriteFile(path, []byte(text+"\n"), 0o600); err != nil {
		p.t.Fatal(err)
	}
	return path
}

// do runs a command to its end and gives what it printed.
func (p *program) do(env []string, in string, args ...string) (string, error) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	cmd := exec.CommandContext(ctx, p.bin, args...)
	cmd.Env = append(os.Environ(), env...)
	cmd.Stdin = strings.NewReader(in)
	out, err := cmd.CombinedOutput()
	return string(out), err
}

func (p *production) must(env []string, in string, args ...string) string {
	p.t.Helper()
	out, err := p.do(env, in, args...)
	if err != nil {
		p.t.Fatalf("%v: %v\n%s", args, err, out)
	}
	return out
}

// flatJar sends every cookie back: the program believes that it stands behind https.
type flatJar struct {
	mu   sync.Mutex
	kept map[string]*http.Cookie
}

func (j *flatJar) SetCookies(_ *url.URL, cookies []*http.Cookie) {
	j.mu.Lock()
	defer j.mu.Unlock()
	for _, c := range cookies {
		j.kept[c.Name] = &http.Cookie{Name: c.Name, Value: c.Value}
	}
}

func (j *flatJar) Cookies(*url.URL) (out []*http.Cookie) {
	j.mu.Lock()
	defer j.mu.Unlock()
	for _, c := range j.kept {
		out = append(out, c)
	}
	return out
}

func (p *production) browser() {
	p.client = &http.Client{Jar: &flatJar{kept: map[string]*http.Cookie{}}, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

func (p *production) signIn(login, password string) int {
	_, page := p.get("/sign-in?lang=en")
	f := url.Values{"login": {login}, "password": {password}}
	for _, m := range hidden.FindAllStringSubmatch(page, -1) {
		f.Set(m[1], m[2])
	}
	status, _ := p.post("/sign-in", f)
	return status
}

// Production is set up by three commands on an empty database, and serves without the owner's address. Whoever
// forgot the password gets another one, and old sessions end.
func TestProductionIsSetUpByCommands(t *testing.T) {
	p := produce(t)
	if out, err := p.do(p.env, "", "migrate"); err == nil || !strings.Contains(out, "NK_OWNER_URL is not set") {
		t.Errorf("migrate without the owner's address: %v %s", err, out)
	}
	if out, err := p.do(p.env, "", "serve"); err == nil || !strings.Contains(out, "run nurlykosh migrate") {
		t.Errorf("serve on an empty database: %v %s", err, out)
	}
	p.must(p.withOwner, "", "migrate")
	if out := p.must(p.withOwner, "", "migrate"); strings.Contains(out, "00001") {
		t.Errorf("the second migrate: %s", out)
	}
	if out, err := p.do(p.env, "a long enough password\n", "user", "add", "first", "administrator", "ministry", "Aigul Administrator"); err == nil || !strings.Contains(out, "office add") {
		t.Errorf("a person without an office: %v %s", err, out)
	}
	p.must(p.env, "", "office", "add", "ministry", "-", "-", "+7 7172 000000", "Министрлік", "Министерство", "Ministry")
	p.must(p.env, "", "office", "add", "pavlodar", "ministry", "55", "+7 7182 000000", "Павлодар облысы", "Павлодарская область", "Pavlodar region")
	p.must(p.env, "", "office", "add", "ekibastuz", "pavlodar", "55", "+7 7187 000000", "Екібастұз", "Экибастуз", "Ekibastuz")
	if out, err := p.do(p.env, "", "office", "add", "ekibastuz", "pavlodar", "55", "1", "а", "б", "c"); err == nil || strings.Contains(out, "pq:") {
		t.Errorf("an office twice: %v %s", err, out)
	}
	p.must(p.env, "a long enough password\n", "user", "add", "first", "administrator", "ministry", "Aigul", "Administrator")
	p.startWith(p.env)
	defer p.stop()
	p.browser()
	if status, body := p.get("/readyz"); status != http.StatusOK || body != "ready\n" {
		t.Errorf("readyz: %d %s", status, body)
	}
	if _, page := p.get("/sign-in"); strings.Contains(page, "/sign-in/demo") {
		t.Error("production offers demo accounts")
	}
	if status := p.signIn("first", "a long enough password"); status != http.StatusSeeOther {
		t.Fatalf("the first administrator signs in: %d", status)
	}
	if status, _ := p.get("/account"); status != http.StatusOK {
		t.Errorf("the account's page: %d", status)
	}
	if out, err := p.do(p.env, "another long password\n", "user", "reset", "nobody"); err == nil || !strings.Contains(out, "nobody signs in") {
		t.Errorf("reset of nobody: %v %s", err, out)
	}
	if out, err := p.do(p.env, "short\n", "user", "reset", "first"); err == nil || strings.Contains(out, "⟦") {
		t.Errorf("reset to a short password: %v %s", err, out)
	}
	p.must(p.env, "another long password\n", "user", "reset", "first")
	if status, _ := p.get("/account"); status != http.StatusSeeOther {
		t.Errorf("the old session lives: %d", status)
	}
	p.browser()
	if status := p.signIn("first", "a long enough password"); status == http.StatusSeeOther {
		t.Error("the old password still opens")
	}
	if status := p.signIn("first", "another long password"); status != http.StatusSeeOther {
		t.Errorf("the new password: %d", status)
	}
	out := p.must(p.env, "", "doctor")
	for _, name := range []string{"settings", "space", "database", "schema", "key", "extensions", "durability", "checksums", "role", "clocks", "accounts", "jobs"} {
		if !strings.Contains(out, name+": fine") {
			t.Errorf("doctor does not find %s fine: %s", name, out)
		}
	}
	if _, err := p.owner.Exec("insert into job (kind, key, tries, parked_at, last_error) values ('tell', '7', 8, clock_timestamp(), 'unavailable fault.busy')"); err != nil {
		t.Fatal(err)
	}
	out, err := p.do(p.env, "", "doctor")
	id := regexp.MustCompile(`job (\d+) \(tell 7\) is parked after 8 tries: unavailable fault.busy`).FindStringSubmatch(out)
	if err == nil || id == nil {
		t.Fatalf("doctor does not show the parked job: %v %s", err, out)
	}
	p.must(p.env, "", "job", "retry", id[1])
	p.must(p.env, "", "doctor")
	if out := p.must(p.withOwner, "", "audit", "verify"); !strings.Contains(out, "verified: ") {
		t.Errorf("audit verify: %s", out)
	}
}

// A start on a database that is the program's own reads and writes nothing: the database is closed to every write, and
// the program says that it is ready.
func TestSecondStartWritesNothing(t *testing.T) {
	p := produce(t)
	env := append(p.dev(), "NK_DATABASE_URL="+p.app, "NK_OWNER_URL="+p.ownerURL)
	t.Logf("first start, on an empty database: %s", p.startWith(env).Round(10*time.Millisecond))
	p.stop()
	if _, err := p.owner.Exec("alter database nurlykosh set default_transaction_read_only = on"); err != nil {
		t.Fatal(err)
	}
	t.Logf("second start: %s (the goal is 5 s)", p.startWith(env).Round(10*time.Millisecond))
	p.stop()
	for _, word := range []string{"schema:", "demo:"} {
		if strings.Contains(p.said, word) {
			t.Errorf("the second start says: %s", p.said)
		}
	}
}

// Whatever is unsafe stops production with one sentence that says what to set.
func TestProductionRefusesAnUnsafeDatabase(t *testing.T) {
	p := produce(t)
	p.must(p.withOwner, "", "migrate")
	exec := func(q string) {
		t.Helper()
		if _, err := p.owner.Exec(q); err != nil {
			t.Fatalf("%s: %v", q, err)
		}
	}
	as := func(role string) string {
		u, err := url.Parse(p.app)
		if err != nil {
			t.Fatal(err)
		}
		u.User = url.UserPassword(role, "a password of its own")
		return "NK_DATABASE_URL=" + u.String()
	}
	exec("create role nk_super login superuser password 'a password of its own'")
	exec("create role nk_member login password 'a password of its own' in role nk_owner")
	exec("insert into office (key, level, name_kk, name_ru, name_en, phone) values ('ministry', 'ministry', 'м', 'м', 'm', '1')")
	for _, x := range []struct{ name, wrong, right, env, want string }{
		{"superuser", "", "", as("nk_super"), "set NK_DATABASE_URL to a role without any rights"},
		{"member of the owner", "", "", as("nk_member"), "owns tables"},
		{"owner of a table", "create table own (n int); alter table own owner to nk_app", "drop table own", "", "owns tables"},
		{"past row security", "alter role nk_app bypassrls", "alter role nk_app nobypassrls", "", "bypasses row-level security"},
		{"maker of databases", "alter role nk_app createdb", "alter role nk_app nocreatedb", "", "make roles or databases"},
		{"maker of tables", "grant create on schema public to nk_app", "revoke create on schema public from nk_app", "", "make tables or schemas"},
		{"shifted clock", "update clock_shift set shift = '1 day'", "update clock_shift set shift = '0'", "", "update clock_shift set shift"},
		{"newer schema", "insert into goose_db_version (version_id, is_applied) values (99999, true)", "delete from goose_db_version where version_id = 99999", "", "use the newer program"},
		{"older schema", "update goose_db_version set is_applied = false where version_id = 7", "update goose_db_version set is_applied = true where version_id = 7", "", "run nurlykosh migrate"},
		{"no schema for this role", "revoke select on goose_db_version from nk_app", "grant select on goose_db_version to nk_app", "", "run nurlykosh migrate"},
		{"another key", "", "", "NK_KEYS=" + p.keyFile("other", randomKey()), "set NK_KEYS"},
		{"a key of zeros", "", "", "NK_KEYS=" + p.keyFile("zeros", strings.Repeat("0", 64)), "openssl rand -hex 32"},
		{"a counted key", "", "", "NK_KEYS=" + p.keyFile("counted", "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"), "openssl rand -hex 32"},
		{"asynchronous commit", "alter role nk_app set synchronous_commit = off", "alter role nk_app reset synchronous_commit", "", "set synchronous_commit=on"},
		{"no fsync", "", "", "NK_DATABASE_URL=" + loose(t, p), "set fsync=on"},
		{
			"demo accounts", "insert into account (login, password_hash, name, role, office_id, demo) select 'd', 'x', 'd', 'caseworker', id, true from office",
			"delete from account", "", "demo accounts",
		},
		{"development for everybody", "", "", "NK_ENV=dev\nNK_ADDR=0.0.0.0:8080", "NK_ADDR=127.0.0.1:8080"},
		{"development on all addresses", "", "", "NK_ENV=dev\nNK_ADDR=:8080", "NK_ADDR=127.0.0.1:8080"},
	} {
		t.Run(x.name, func(t *testing.T) {
			if x.wrong != "" {
				exec(x.wrong)
				defer exec(x.right)
			}
			env := p.env
			if x.env != "" {
				env = append(append([]string{}, p.env...), strings.Split(x.env, "\n")...)
			}
			out, err := p.do(env, "", "serve")
			if err == nil || !strings.Contains(out, x.want) || strings.Count(strings.TrimSpace(out), "\n") > 0 {
				t.Errorf("%v: %q, want %q", err, out, x.want)
			}
		})
	}
	if out, err := p.do(p.env, "", "routes"); err != nil {
		t.Errorf("all mended: %v %s", err, out)
	}
}

// loose is a migrated database on a server that does not sync.
func loose(t *testing.T, p *production) string {
	t.Helper()
	d := testkit.Fresh(t)
	if out, err := p.do(append(append([]string{}, p.env...), "NK_DATABASE_URL="+d.AppURL, "NK_OWNER_URL="+d.OwnerURL), "", "migrate"); err != nil {
		t.Fatalf("%v %s", err, out)
	}
	return d.AppURL
}
