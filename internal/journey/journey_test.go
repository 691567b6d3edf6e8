package journey_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"nurlykosh/internal/testkit"
)

func TestMain(m *testing.M) { testkit.Main(m) }

// run lets a script drive the browser against a site of its own.
func run(t *testing.T, script string, args ...string) {
	t.Helper()
	s := testkit.Run(t)
	chromium, err := exec.LookPath("chromium")
	if err != nil {
		t.Fatal("chromium is missing: run .ci/chromium")
	}
	profile := t.TempDir()
	cmd := exec.Command("node", append([]string{filepath.Join("testdata", script), s.Server.URL, chromium, filepath.Join(testkit.Root(), "static")}, args...)...)
	cmd.Env = append(os.Environ(), "TMPDIR="+profile)
	out, err := cmd.CombinedOutput()
	for line := range strings.Lines(string(out)) {
		t.Log(strings.TrimRight(line, "\n"))
	}
	if err != nil {
		t.Fatalf("%s: %v", script, err)
	}
}

func TestFamilyArrivesWithScripts(t *testing.T)    { run(t, "family.mjs", "scripts") }
func TestFamilyArrivesWithoutScripts(t *testing.T) { run(t, "family.mjs", "plain") }
func TestKeyboardAlone(t *testing.T)               { run(t, "keyboard.mjs") }
func TestAxeFindsNothing(t *testing.T)             { run(t, "axe.mjs") }
