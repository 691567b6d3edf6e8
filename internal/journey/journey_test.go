package journey_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"nurlykosh/internal/testkit"
)

func TestMain(m *testing.M) { testkit.Main(m) }

// run lets a script drive the browser against a site of its own.
func run(t *testing.T, script string, args ...string) *testkit.Site {
	t.Helper()
	t.Parallel()
	s := testkit.Run(t)
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
	return s
}

// Every form of the way is sent ten times at once: every copy gets the same page, and none has an effect of its own.
func TestWholeWayTenTimesAtOnce(t *testing.T) {
	s := run(t, "whole.mjs", "ten", "internal")
	rows, err := s.Owner.Query(`select kind, code, count(*) from event where op_id is not null group by op_id, stream_kind, stream_id, kind, code, subject_kind, subject_id having count(*) > 1`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var kind, code string
		var n int
		if err := rows.Scan(&kind, &code, &n); err != nil {
			t.Fatal(err)
		}
		t.Errorf("%s %s happened %d times in one operation", kind, code, n)
	}
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
func TestKeyboardAlone(t *testing.T)               { run(t, "keyboard.mjs") }
func TestAxeFindsNothing(t *testing.T)             { run(t, "axe.mjs") }
