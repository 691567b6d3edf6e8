package static

import (
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
