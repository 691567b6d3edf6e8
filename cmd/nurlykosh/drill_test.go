package main_test

import (
	"bufio"
	"context"
	"database/sql"
	"html"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/i18n"
	"nurlykosh/internal/platform/pgserver"
	"nurlykosh/internal/testkit"
)

// program is the built binary with a folder and an address of its own.
type program struct {
	t      *testing.T
	bin    string
	dir    string
	base   string
	cmd    *exec.Cmd
	client *http.Client
	said   string // what the last start said
}

func build(t *testing.T) *program {
	t.Helper()
	dir, err := os.MkdirTemp("", "nk-drill-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	p := &program{t: t, bin: filepath.Join(dir, "nurlykosh"), dir: dir, client: http.DefaultClient}
	out, err := exec.Command("go", "build", "-o", p.bin, ".").CombinedOutput()
	if err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p.base = "http://" + l.Addr().String()
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	return p
}

// start runs the program until it says that it is ready; it gives how long that took.
func (p *program) start() time.Duration {
	p.t.Helper()
	return p.startWith(p.dev())
}

// dev are the settings of development, with a database of the program's own.
func (p *program) dev() []string {
	return []string{
		"NK_ADDR=" + strings.TrimPrefix(p.base, "http://"), "NK_BASE_URL=" + p.base, "NK_VAR=" + filepath.Join(p.dir, "var"),
		"NK_PACKAGES=" + filepath.Join(testkit.Root(), "static", "node_modules"), "NK_DATABASE_URL=", "NK_OWNER_URL=", "NK_KEYS=", "NK_ENV=dev",
	}
}

func (p *program) startWith(env []string) time.Duration {
	p.t.Helper()
	begun := time.Now()
	p.cmd = exec.Command(p.bin, "serve")
	p.cmd.Env = append(os.Environ(), env...)
	p.cmd.Stderr = io.Discard
	stdout, err := p.cmd.StdoutPipe()
	if err != nil {
		p.t.Fatal(err)
	}
	if err := p.cmd.Start(); err != nil {
		p.t.Fatal(err)
	}
	lines := bufio.NewScanner(stdout)
	said := ""
	for lines.Scan() {
		said += lines.Text() + "\n"
		p.said = said
		if strings.Contains(lines.Text(), "is ready") {
			go func() { _, _ = io.Copy(io.Discard, stdout) }()
			return time.Since(begun)
		}
	}
	p.t.Fatalf("the program ended: %s", said)
	return 0
}

func (p *program) kill() {
	_ = p.cmd.Process.Signal(syscall.SIGKILL)
	_ = p.cmd.Wait()
}

func (p *program) stop() {
	_ = p.cmd.Process.Signal(syscall.SIGTERM)
	_ = p.cmd.Wait()
}

// database opens what the program left, for looking at it; the program has to be stopped.
func (p *program) database() *sql.DB {
	p.t.Helper()
	s, err := pgserver.Start(p.t.Context(), pgserver.Options{Dir: filepath.Join(p.dir, "var", "pg"), Packages: filepath.Join(testkit.Root(), "static", "node_modules"), Fsync: true, Say: func(string) {}})
	if err != nil {
		p.t.Fatal(err)
	}
	p.t.Cleanup(func() {
		if err := s.Stop(); err != nil {
			p.t.Error(err)
		}
	})
	owner, err := db.OpenOwner(s.OwnerURL())
	if err != nil {
		p.t.Fatal(err)
	}
	p.t.Cleanup(func() { _ = owner.Close() })
	return owner
}

var hidden = regexp.MustCompile(`name="(csrf|op)" value="([^"]+)"`)

func (p *program) get(path string) (int, string) {
	res, err := p.client.Get(p.base + path)
	if err != nil {
		return 0, ""
	}
	defer res.Body.Close()
	body, _ := io.ReadAll(res.Body)
	return res.StatusCode, string(body)
}

func (p *program) post(path string, form url.Values) (int, string) {
	res, err := p.client.PostForm(p.base+path, form)
	if err != nil {
		return 0, ""
	}
	defer res.Body.Close()
	body, _ := io.ReadAll(res.Body)
	return res.StatusCode, string(body)
}

// signIn signs in as the first demo account and gives the number of one of its cases, and the token of its forms.
func (p *program) signIn() (number, token string) {
	p.t.Helper()
	jar, _ := cookiejar.New(nil)
	p.client = &http.Client{Jar: jar, Timeout: 15 * time.Second, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	_, page := p.get("/sign-in")
	f := url.Values{"account": {"1"}}
	for _, m := range hidden.FindAllStringSubmatch(page, -1) {
		f.Set(m[1], m[2])
	}
	if status, _ := p.post("/sign-in/demo", f); status != http.StatusSeeOther {
		p.t.Fatalf("sign-in: %d", status)
	}
	_, page = p.get("/my-day")
	number = regexp.MustCompile(`NK-\d\d-\d+-[A-Z]`).FindString(page)
	for _, m := range hidden.FindAllStringSubmatch(page, -1) {
		if m[1] == "csrf" {
			token = m[2]
		}
	}
	if number == "" || token == "" {
		p.t.Fatal("no case on My day")
	}
	return number, token
}

// kill -9 of the program in the middle of 50 writers, ten times: every acknowledged write is there once, the chains
// hold, and the program is back each time (trust.md R-01, reduced rounds).
func TestKilledInTheMiddleOfFiftyWriters(t *testing.T) { killDrill(t, 10) }

func killDrill(t *testing.T, rounds int) {
	p := build(t)
	t.Logf("first start: %s", p.start().Round(10*time.Millisecond))
	number, token := p.signIn()
	var mu sync.Mutex
	words, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	notSaved := []string{words.Reader(i18n.KK).T("fault.busy"), words.Reader(i18n.KK).T("fault.unavailable")}
	acknowledged, refused := map[string]bool{}, map[string]bool{}
	sent := 0
	for round := range rounds {
		var wg sync.WaitGroup
		ctx, cancel := context.WithCancel(t.Context())
		enough, before := make(chan struct{}), len(acknowledged)
		var once sync.Once
		for range 50 {
			wg.Go(func() {
				for ctx.Err() == nil {
					op := db.NewID()
					status, page := p.post("/cases/"+number+"/note", url.Values{"csrf": {token}, "op": {op}, "kind": {"note"}, "text": {op}})
					mu.Lock()
					sent++
					if status == http.StatusSeeOther {
						acknowledged[op] = true
						if len(acknowledged) >= before+12+round%10 {
							once.Do(func() { close(enough) })
						}
					}
					if slices.ContainsFunc(notSaved, func(words string) bool { return strings.Contains(page, html.EscapeString(words)) }) {
						refused[op] = true
					}
					mu.Unlock()
				}
			})
		}
		<-enough // a machine that is busy takes longer to come into the middle
		p.kill()
		cancel()
		wg.Wait()
		again := p.start()
		if round == 0 {
			t.Logf("start after kill -9: %s", again.Round(10*time.Millisecond))
		}
	}
	p.stop()
	owner := p.database()
	rows, err := owner.Query("select op_id, count(*) from event where kind = 'note_added' group by op_id")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	stored := map[string]int{}
	for rows.Next() {
		var op string
		var n int
		if err := rows.Scan(&op, &n); err != nil {
			t.Fatal(err)
		}
		stored[op] = n
	}
	lost, doubled, denied := 0, 0, 0
	for op := range acknowledged {
		if stored[op] == 0 {
			lost++
		}
	}
	for op := range refused { // the page said that nothing was saved
		denied += stored[op]
	}
	for _, n := range stored {
		if n > 1 {
			doubled++
		}
	}
	t.Logf("%d kills: %d sent, %d acknowledged, %d told that nothing was saved, %d stored: %d lost, %d doubled, %d stored all the same", rounds, sent, len(acknowledged), len(refused), len(stored), lost, doubled, denied)
	if lost > 0 || doubled > 0 || denied > 0 || len(acknowledged) < 100 {
		t.Errorf("lost %d, doubled %d, stored all the same %d, acknowledged %d", lost, doubled, denied, len(acknowledged))
	}
	if _, broken, err := audit.Verify(t.Context(), owner); err != nil || len(broken) > 0 {
		t.Errorf("chains: %v %v", broken, err)
	}
}

// Unsafe settings of production stop the start with a sentence that says what to set.
func TestProductionRefusesUnsafeSettings(t *testing.T) {
	p := build(t)
	for _, env := range [][]string{
		{"NK_ENV=prod"},
		{"NK_ENV=prod", "NK_BASE_URL=http://kosh.example"},
		{"NK_ENV=production"},
		{"NK_ENV=prod", "NK_BASE_URL=https://kosh.example", "NK_DATABASE_URL=postgres://postgres:x@db/nk?sslmode=disable", "NK_KEYS=/nowhere"},
		{"NK_ENV=prod", "NK_BASE_URL=https://kosh.example", "NK_KEYS=/nowhere", "NK_DATABASE_URL=postgres://app:short@db/nk?sslmode=verify-full"},
	} {
		cmd := exec.Command(p.bin, "serve")
		cmd.Env = append(os.Environ(), append([]string{"NK_DATABASE_URL=", "NK_OWNER_URL=", "NK_KEYS=", "NK_BASE_URL="}, env...)...)
		out, err := cmd.CombinedOutput()
		if err == nil || !strings.Contains(string(out), "NK_") {
			t.Errorf("%v: %v %s", env, err, out)
		}
	}
}

// A port in use is one clear sentence.
func TestPortInUse(t *testing.T) {
	p := build(t)
	l, err := net.Listen("tcp", strings.TrimPrefix(p.base, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	cmd := exec.Command(p.bin, "serve")
	cmd.Env = append(os.Environ(), "NK_ADDR="+l.Addr().String(), "NK_VAR="+filepath.Join(p.dir, "var"), "NK_PACKAGES="+filepath.Join(testkit.Root(), "static", "node_modules"), "NK_DATABASE_URL=")
	out, err := cmd.CombinedOutput()
	if err == nil || !strings.Contains(string(out), "is in use") {
		t.Errorf("%v: %s", err, out)
	}
}

// Commands that look or make accounts join the program that serves, and leave it running; a second serve is refused.
func TestCommandsWorkWhileTheProgramServes(t *testing.T) {
	p := build(t)
	p.start()
	defer p.stop()
	for command, want := range map[string]string{"doctor": "jobs: fine", "routes": "/cases/:number", "audit verify": "verified: ", "migrate": "schema: current"} {
		if out, err := p.do(p.dev(), "", strings.Fields(command)...); err != nil || !strings.Contains(out, want) {
			t.Errorf("%s: %v %s", command, err, out)
		}
	}
	if out, err := p.do(p.dev(), "another long password\n", "user", "reset", "ainur"); err != nil || !strings.Contains(out, "new password") {
		t.Errorf("user reset: %v %s", err, out)
	}
	if out, err := p.do(p.dev(), "", "serve"); err == nil || !strings.Contains(out, "stop it first") {
		t.Errorf("a second serve: %v %s", err, out)
	}
	if status, body := p.get("/readyz"); status != http.StatusOK {
		t.Errorf("readyz afterwards: %d %s", status, body)
	}
}
