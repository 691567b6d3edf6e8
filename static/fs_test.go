package static

import (
	"bytes"
	"compress/gzip"
	"io/fs"
	"strings"
	"testing"
)

func TestURLOfUnknownNameStaysPlain(t *testing.T) {
	if got, want := URL("no-such.css"), "/static/no-such.css"; got != want {
		t.Errorf("URL = %q, want %q", got, want)
	}
}

func TestEveryNameOfTheManifestIsThere(t *testing.T) {
	if err := Built(); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"staff.css", "migrant.css", "migrant.rtl.css", "staff.js", "migrant.js", "favicon.svg"} {
		if manifest()[name] == "" {
			t.Errorf("%s was not built", name)
		}
	}
	for name := range manifest() {
		hashed := strings.TrimPrefix(URL(name), "/static/")
		if hashed == name {
			t.Errorf("%s has no hash in its name, yet browsers keep it for a year", name)
		}
		if info, err := fs.Stat(Files(), hashed); err != nil || info.Size() == 0 {
			t.Errorf("%s: missing or empty: %v", hashed, err)
		}
	}
}

func TestMigrantPagesLoadNoFontAndNothingIsCrown(t *testing.T) {
	if err := Built(); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"staff.css", "migrant.css", "migrant.rtl.css"} {
		raw, err := fs.ReadFile(Files(), manifest()[name])
		if err != nil {
			t.Fatal(err)
		}
		css := string(raw)
		for _, no := range []string{"GDS Transport", "crest", "crown", "url(http", "url(//", "@import"} {
			if strings.Contains(css, no) {
				t.Errorf("%s contains %q", name, no)
			}
		}
		if strings.HasPrefix(name, "migrant") && strings.Contains(css, "@font-face") {
			t.Errorf("%s loads a web font", name)
		}
	}
}

// Budgets of look.md §3, compressed, as phones on a slow line get them. Fonts are apart: the migrant's pages load none.
func TestWeightsStayWithinTheirBudgets(t *testing.T) {
	if err := Built(); err != nil {
		t.Fatal(err)
	}
	for name, kilobytes := range map[string]float64{
		"staff.css": 17, "migrant.css": 11, "migrant.rtl.css": 11, "staff.js": 2, "migrant.js": 1,
	} {
		raw, err := fs.ReadFile(Files(), manifest()[name])
		if err != nil {
			t.Fatal(err)
		}
		var zipped bytes.Buffer
		w := gzip.NewWriter(&zipped)
		if _, err := w.Write(raw); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		got := float64(zipped.Len()) / 1000
		t.Logf("%s: %d bytes, %.1f kB compressed", name, len(raw), got)
		if got > kilobytes {
			t.Errorf("%s weighs %.1f kB compressed, its budget is %.0f", name, got, kilobytes)
		}
	}
}

// The content policy allows files of our own only: no made code, no styles written by scripts, no other host.
func TestScriptsKeepThePolicy(t *testing.T) {
	if err := Built(); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"staff.js", "migrant.js"} {
		raw, err := fs.ReadFile(Files(), manifest()[name])
		if err != nil {
			t.Fatal(err)
		}
		for _, no := range []string{"eval(", "Function(", "innerHTML", ".style", "document.write", "http"} {
			if strings.Contains(string(raw), no) {
				t.Errorf("%s contains %q", name, no)
			}
		}
	}
}
