package main_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/lib/pq"

	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/testkit"
)

// writer is somebody signed in who sends one real form again and again.
type writer struct {
	client *testkit.Client
	path   string
	typed  string // the field that takes free text
	event  string // what each form that is saved leaves behind, once
	fields func(n int) map[string]string
}

// outage is what the writers keep between them.
type outage struct {
	sync.Mutex
	saved map[string]*writer // by operation
	said  int                // honest pages
	wrong []string
	more  *sync.Cond
}

func (o *outage) note(f func()) {
	o.Lock()
	defer o.Unlock()
	f()
	o.more.Broadcast()
}

func (o *outage) ofWrong() []string {
	o.Lock()
	defer o.Unlock()
	return o.wrong
}

// until waits for something to have happened.
func (o *outage) until(done func() bool) {
	o.Lock()
	defer o.Unlock()
	for !done() {
		o.more.Wait()
	}
}

// PostgreSQL is killed under nineteen people who send six different forms, and comes back by itself, three times. Every answer is
// the next page or a page with 503 that carries the whole form; each form pressed again until it is saved, and once more
// afterwards, has one effect (trust.md ).
func TestDatabaseKilledUnderWriters(t *testing.T) {
	const kills, between = 3, 60
	p := build(t)
	p.start()
	writers := p.writers(19)
	o := &outage{saved: map[string]*writer{}}
	o.more = sync.NewCond(o)
	ctx, cancel := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	for i, w := range writers {
		wg.Go(func() {
			for n := 0; ctx.Err() == nil; n++ {
				w.send(o, fmt.Sprintf("%s, person %d, form %d", w.path, i, n), n)
			}
		})
	}
	for range kills {
		var saved, said int
		o.note(func() { saved, said = len(o.saved), o.said })
		o.until(func() bool { return len(o.saved) >= saved+between || len(o.wrong) > 0 })
		if len(o.ofWrong()) == 0 {
			p.killDatabase()
		}
		o.until(func() bool { return o.said > said || len(o.wrong) > 0 })
	}
	var saved int
	o.note(func() { saved = len(o.saved) })
	o.until(func() bool { return len(o.saved) >= saved+between || len(o.wrong) > 0 })
	cancel()
	wg.Wait()
	for _, x := range o.wrong[:min(len(o.wrong), 5)] {
		t.Error(x)
	}
	if status, body := p.get("/readyz"); status != http.StatusOK {
		t.Errorf("afterwards: %d %s", status, body)
	}
	p.stop()
	p.compare(o)
}

// compare holds the ledger of what was acknowledged against what the database kept.
func (p *program) compare(o *outage) {
	t := p.t
	owner := p.database()
	want, ops := map[string]int{}, []string{}
	for op, w := range o.saved {
		want[w.event]++
		ops = append(ops, op)
	}
	var lost, stray, doubled int
	for to, query := range map[*int]string{
		&lost:    `select count(*) from unnest(cast($1 as uuid[])) as x (id) where not exists (select 1 from operation o where o.id = x.id) or not exists (select 1 from event e where e.op_id = cast(x.id as text))`,
		&stray:   `select count(*) from operation where not id = any(cast($1 as uuid[])) and name in (select name from operation where id = any(cast($1 as uuid[]))) and recorded_at > (select min(recorded_at) from operation where id = any(cast($1 as uuid[])))`,
		&doubled: `select count(*) from (select 1 from event where op_id = any(cast($1 as text[])) group by op_id, stream_kind, stream_id, kind, code, subject_kind, subject_id having count(*) > 1) x`,
	} {
		if err := owner.QueryRow(query, pq.Array(ops)).Scan(to); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d forms saved %v, %d honest pages in between: %d lost, %d stored without an answer, %d doubled", len(o.saved), want, o.said, lost, stray, doubled)
	if lost+stray+doubled > 0 || o.said == 0 {
		t.Errorf("lost %d, stray %d, doubled %d, honest pages %d", lost, stray, doubled, o.said)
	}
	for event, n := range want {
		var have int
		if err := owner.QueryRow(`select count(*) from event where kind = $1 and op_id = any(cast($2 as text[]))`, event, pq.Array(ops)).Scan(&have); err != nil || have != n {
			t.Errorf("%s: %d acknowledged, %d happened, %v", event, n, have, err)
		}
	}
	if _, broken, err := audit.Verify(t.Context(), owner); err != nil || len(broken) > 0 {
		t.Errorf("chains: %v %v", broken, err)
	}
}

// send opens the form, fills it and presses its button, and presses again on every page that says it was not saved. Then it
// presses once more, as somebody does who is not sure.
func (w *writer) send(o *outage, text string, n int) {
	page := w.client.Get(w.path)
	if page.Status != http.StatusOK {
		w.honest(o, page)
		return
	}
	form := page.Form(w.path)
	for k, v := range w.fields(n) {
		form.Set(k, v)
	}
	form.Set(w.typed, text)
	op := form.Get("op")
	to := w.press(o, form)
	if again := w.press(o, form); to != "" && again != "" && again != to {
		o.note(func() { o.wrong = append(o.wrong, w.path+": pressed once more leads to "+again+", not to "+to) })
	}
	if to != "" {
		o.note(func() { o.saved[op] = w })
	}
}

// press sends a form until it is saved; it gives where that leads, nothing if an answer was wrong.
func (w *writer) press(o *outage, form url.Values) string {
	for {
		page := w.client.Post(w.path, form)
		if page.Status == http.StatusSeeOther && !strings.HasPrefix(page.To, "/sign-in") {
			return page.To
		}
		if !w.honest(o, page) {
			return ""
		}
		carried := page.Form(w.path)
		for k, v := range form {
			if k != "csrf" && !slices.Equal(carried[k], v) {
				o.note(func() {
					o.wrong = append(o.wrong, fmt.Sprintf("%s: the page carries %q as %q, typed %q", w.path, k, carried[k], v))
				})
				return ""
			}
		}
		form = carried
	}
}

// honest wants a page that says 503 in words, and when to come back.
func (w *writer) honest(o *outage, page *testkit.Page) bool {
	ok := page.Status == http.StatusServiceUnavailable && page.Text("h1") != "" && page.Text("main p") != "" && page.Header.Get("Retry-After") != "" &&
		!strings.Contains(page.Body, "pq:") && !strings.Contains(page.Body, "goroutine")
	o.note(func() {
		if o.said++; !ok {
			o.wrong = append(o.wrong, fmt.Sprintf("%s: %d %s %.600s", w.path, page.Status, page.To, page.Text("body")))
		}
	})
	return ok
}

// kinds are the forms that are sent: to a case, to the stock, and of an intake.
var kinds = []func(w *writer, number, village string, i int){
	func(w *writer, number, _ string, _ int) {
		w.path, w.typed, w.event = "/cases/"+number+"/note", "text", "note_added"
		w.fields = func(int) map[string]string { return map[string]string{"kind": "note"} }
	},
	func(w *writer, _, village string, i int) {
		w.path, w.typed, w.event = "/dwellings/new", "address", "dwelling_added"
		w.fields = func(n int) map[string]string {
			return map[string]string{"settlement": village, "kind": "house", "title": fmt.Sprintf("t-%d-%d", i, n), "rooms": "3", "area": "78,5", "price": "9 800 000", "tenures": "buy_out"}
		}
	},
	func(w *writer, number, _ string, i int) {
		w.path, w.typed, w.event = "/cases/"+number+"/household/contact", "phone_whose", "phone_added"
		w.fields = func(n int) map[string]string {
			return map[string]string{"phone": fmt.Sprintf("+7 701 %03d %04d", i, n), "phone_relation": "neighbour", "bed_tonight": "no"}
		}
	},
	func(w *writer, _, _ string, _ int) {
		w.path, w.typed, w.event = "/intake/new", "origin_place", "application_saved"
		w.fields = func(int) map[string]string { return map[string]string{"do": "later"} }
	},
	func(w *writer, number, _ string, _ int) {
		w.path, w.typed, w.event = "/cases/"+number+"/integration/goals/new", "text", "goal_added"
		w.fields = func(int) map[string]string {
			return map[string]string{"kind": "documents", "service": "ХҚКО", "due_day": "1", "due_month": "6", "due_year": "2040"}
		}
	},
	func(w *writer, _, _ string, _ int) {
		w.path, w.typed, w.event = "/vacancies/new", "title", "vacancy_added"
		w.fields = func(int) map[string]string {
			return map[string]string{"bin": bin, "occupation": "7112-2", "places": "1", "wage": "280 000", "until_day": "1", "until_month": "6", "until_year": "2040"}
		}
	},
}

const bin = "210740000078" // no demo employer's

// writers signs people in, three browsers each, every one with a form and, where it goes to a case, a case of its own.
func (p *program) writers(n int) []*writer {
	p.t.Helper()
	accounts := []string{"1", "2", "3", "4", "5", "11", "6"} // who writes cases
	site, used := testkit.At(p.base), map[string]bool{}
	out := make([]*writer, n)
	for i := range out {
		w := &writer{client: site.Visitor(p.t)}
		out[i] = w
		w.client.SignIn(accounts[i/3])
		if i == 0 {
			if a := w.client.Submit("/employers/new", map[string]string{"bin": bin, "name": "«Ертіс» ЖШС"}); a.Status != http.StatusSeeOther {
				p.t.Fatalf("an employer: %d %s", a.Status, a.Text("main"))
			}
		}
		w.client.Submit("/search", map[string]string{"q": "Кенже"}) // nobody is taken in who was not searched for
		village := ""
		if all := w.client.Get("/dwellings/new").All("select[name=settlement] option:not([value=''])"); len(all) > 0 {
			village = testkit.Attr(all[0], "value")
		}
		for _, number := range caseNumber.FindAllString(w.client.Get("/cases").Body, -1) {
			if kinds[i%len(kinds)](w, number, village, i); !used[number] && w.client.Get(w.path).Status == http.StatusOK {
				used[number] = true
				break
			}
		}
		if a := w.client.Get(w.path); a.Status != http.StatusOK {
			p.t.Fatalf("account %s: %s: %d %s", accounts[i/3], w.path, a.Status, a.Text("main"))
		}
	}
	return out
}

var caseNumber = regexp.MustCompile(`NK-\d\d-\d+-[A-Z]`)

// killDatabase kills the server and everybody it has started: a backend that outlives its postmaster could still save.
func (p *program) killDatabase() {
	p.t.Helper()
	raw, err := os.ReadFile(filepath.Join(p.dir, "var", "pg", "data", "postmaster.pid"))
	if err != nil {
		p.t.Fatal(err)
	}
	pid, err := strconv.Atoi(strings.SplitN(string(raw), "\n", 2)[0])
	if err != nil {
		p.t.Fatal(err)
	}
	for _, v := range append(childrenOf(p.t, pid), pid) {
		_ = syscall.Kill(v, syscall.SIGKILL)
	}
}

// childrenOf lists the processes that a process has started.
func childrenOf(t *testing.T, parent int) []int {
	t.Helper()
	stats, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil {
		t.Fatal(err)
	}
	var out []int
	for _, s := range stats {
		raw, err := os.ReadFile(s)
		if err != nil {
			continue // it has ended
		}
		_, after, _ := strings.Cut(string(raw), ") ") // state, then the parent's number
		if f := strings.Fields(after); len(f) > 1 && f[1] == strconv.Itoa(parent) {
			pid, _ := strconv.Atoi(strings.Split(s, "/")[2])
			out = append(out, pid)
		}
	}
	return out
}
