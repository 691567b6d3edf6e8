package journey_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/demo"
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/testkit"
)

func TestMain(m *testing.M) { testkit.Main(m) }

// run lets a script drive the browser against a site of its own.
func run(t *testing.T, script string, args ...string) *testkit.Site {
	t.Helper()
	t.Parallel()
	s := testkit.Run(t)
	if slices.Contains(args, "ten") {
		s.CommitsTwice(t)
	}
	drive(t, s, script, args...)
	return s
}

func drive(t *testing.T, s *testkit.Site, script string, args ...string) {
	t.Helper()
	chromium, err := exec.LookPath("chromium")
	if err != nil {
		t.Fatal("chromium is missing: run .ci/chromium")
	}
	profile := t.TempDir()
	clock := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { moveClock(t, s, w, r) }))
	defer clock.Close()
	cmd := exec.Command("node", append([]string{filepath.Join("testdata", script), s.Server.URL, chromium, filepath.Join(testkit.Root(), "static")}, append(args, clock.URL)...)...)
	cmd.Env = append(os.Environ(), "TMPDIR="+profile)
	out, err := cmd.CombinedOutput()
	for line := range strings.Lines(string(out)) {
		t.Log(strings.TrimRight(line, "\n"))
	}
	if err != nil {
		t.Fatalf("%s: %v", script, err)
	}
}

// Every form of the way is sent ten times at once, over a database on which every second commit fails: every copy gets the same
// page, and none has an effect of its own.
func TestWholeWayTenTimesAtOnce(t *testing.T) {
	s := run(t, "whole.mjs", "ten", "internal")
	s.OneEffectEach(t)
}

// moveClock moves the programme's clock by days, and says the day it is now: day, month, year.
func moveClock(t *testing.T, s *testkit.Site, w http.ResponseWriter, r *http.Request) {
	days, _ := strconv.Atoi(r.URL.Query().Get("days"))
	var day string
	err := s.Owner.QueryRow("update clock_shift set shift = shift + make_interval(days => $1::int) returning to_char(nk_today() + $1::int, 'FMDD FMMM YYYY')", days).Scan(&day)
	if err != nil {
		t.Error(err)
	}
	_ = json.NewEncoder(w).Encode(strings.Fields(day))
}

func TestWholeWayFromChina(t *testing.T)           { run(t, "whole.mjs", "scripts", "china") }
func TestWholeWayWithoutScripts(t *testing.T)      { run(t, "whole.mjs", "plain", "china") }
func TestWholeWayByKeyboard(t *testing.T)          { run(t, "whole.mjs", "keys", "china") }
func TestWholeWayOfFormerCitizen(t *testing.T)     { run(t, "whole.mjs", "scripts", "russia") }
func TestWholeWayOfInternalMover(t *testing.T)     { run(t, "whole.mjs", "plain", "internal") }
func TestFamilyArrivesWithScripts(t *testing.T)    { run(t, "family.mjs", "scripts") }
func TestFamilyArrivesWithoutScripts(t *testing.T) { run(t, "family.mjs", "plain") }

// Axe looks at every page that has an address.
func TestAxeFindsNothing(t *testing.T) { overAll(t, "axe.mjs") }

// Every page is read at 200 % and with wider text.
func TestZoomAndTextSpacing(t *testing.T) { overAll(t, "zoom.mjs") }

// overAll gives a script every page with an address: each route that reads, for the first role that it lets in, and the
// family's pages.
func overAll(t *testing.T, script string) {
	t.Helper()
	t.Parallel()
	s := testkit.Run(t)
	p := s.Rich(t)
	people := []*reader{{Name: "Айнұр", role: access.Caseworker}, {Name: "Дана", role: access.Supervisor}, {Name: "Жанна", role: access.Administrator}}
	for _, r := range s.App.Routes() {
		if r.Method != http.MethodGet || r.Policy.Open() || strings.HasSuffix(r.Path, "/notice") || strings.HasSuffix(r.Path, "/reopen") {
			continue // the last two are of a case that has ended
		}
		for _, x := range people {
			if r.Policy.Lets(x.role) {
				if c := s.As(t, x.login()); c.Get(p.Fill(r.Path)).Status == http.StatusOK {
					x.Paths = append(x.Paths, p.Fill(r.Path))
				}
				break
			}
		}
	}
	var back string // the form of somebody who belonged to a household once
	if err := s.Owner.QueryRow(`select '/cases/' || c.number || '/household/' || m.id || '/back' from member m join case_file c on c.id = m.case_id
		join account a on a.id = c.owner_id where m.left_on is not null and a.login = 'ainur' limit 1`).Scan(&back); err != nil {
		t.Fatal(err)
	}
	people[0].Paths = append(people[0].Paths, back)
	ended := endedCase(t, s)
	people[1].Paths = append(people[1].Paths, "/cases/"+ended, "/cases/"+ended+"/notice", "/cases/"+ended+"/reopen")
	drive(t, s, script, "scripts", told(t, map[string]any{
		"people": people, "family": familyOf(t, s, p),
		"slip": "/check?number=" + p.Number + "&slip=" + casefile.SlipToken(s.Keys.Slip, p.ID, int(number(t, s, "select slip_issue from case_file where id = $1", p.ID))),
	}))
}

func endedCase(t *testing.T, s *testkit.Site) (number string) {
	t.Helper()
	if err := s.Owner.QueryRow("select number from case_file where status = 'withdrawn' order by id limit 1").Scan(&number); err != nil {
		t.Fatal(err)
	}
	return number
}

// What is handed over on paper has the size and the pages it is meant to have.
func TestPrintedPages(t *testing.T) {
	t.Parallel()
	s := testkit.Run(t)
	drive(t, s, "print.mjs", "scripts", told(t, map[string]string{"number": s.Rich(t).Number, "ended": endedCase(t, s)}))
}

func TestKeyboardAlone(t *testing.T) {
	t.Parallel()
	s := testkit.Run(t)
	what := familyOf(t, s, s.Rich(t))
	what["login"], what["password"] = "ainur", demo.Password
	drive(t, s, "keyboard.mjs", "keys", told(t, what))
}

// familyOf is the number and the code with which the head of a case reads the status page.
func familyOf(t *testing.T, s *testkit.Site, p testkit.Place) map[string]string {
	t.Helper()
	person, issue := number(t, s, "select person_id from member where id = $1", p.Member), number(t, s, "select strip_issue from member where id = $1", p.Member)
	return map[string]string{"number": p.Number, "code": casefile.Code(s.Keys.Portal, p.ID, person, int(issue))}
}

func number(t *testing.T, s *testkit.Site, query string, args ...any) (n int64) {
	t.Helper()
	if err := s.Owner.QueryRow(query, args...).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// told is what a script is told, as JSON.
func told(t *testing.T, what any) string {
	t.Helper()
	raw, err := json.Marshal(what)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// reader is somebody who opens pages.
type reader struct {
	Name  string   `json:"name"`
	Paths []string `json:"paths"`
	role  access.Role
}

func (r reader) login() string {
	return map[access.Role]string{access.Caseworker: "ainur", access.Supervisor: "dana", access.Administrator: "zhanna"}[r.role]
}
