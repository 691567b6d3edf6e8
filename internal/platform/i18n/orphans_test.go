package i18n_test

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"nurlykosh/internal/platform/i18n"
)

var literal = regexp.MustCompile(`"@?([a-z][A-Za-z0-9_]*(?:\.[A-Za-z0-9_:-]+)*\.?)"`)

// literals are the strings in sources that look like message keys, or like the beginning of some.
func literals(t *testing.T) map[string]bool {
	t.Helper()
	found := map[string]bool{}
	for _, dir := range []string{"internal", "templates", "cmd"} {
		err := filepath.WalkDir(filepath.Join("..", "..", "..", dir), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || strings.HasSuffix(path, "_templ.go") || strings.HasSuffix(path, "_test.go") || !(strings.HasSuffix(path, ".go") || strings.HasSuffix(path, ".templ")) {
				return err
			}
			raw, err := os.ReadFile(path)
			for _, m := range literal.FindAllStringSubmatch(string(raw), -1) {
				found[m[1]] = true
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return found
}

// dynamic reads dynamic.txt: keys, or beginnings of keys, that no source spells out, each with its reason.
func dynamic(t *testing.T) map[string]string {
	t.Helper()
	raw, err := os.ReadFile("dynamic.txt")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, line := range strings.Split(string(raw), "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		beginning, reason, _ := strings.Cut(line, " ")
		if reason = strings.TrimSpace(reason); reason == "" {
			t.Errorf("dynamic.txt gives no reason for %s", beginning)
		}
		out[beginning] = reason
	}
	return out
}

func TestCatalogueHasNoOrphans(t *testing.T) {
	c, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	found, listed := literals(t), dynamic(t)
	needed := map[string]bool{"words.json": true}
	words := keysOf(t, "words.json")
	for _, k := range c.Keys(i18n.EN) {
		if found[k] || words[k] || hangsOn(k, found) || begun(k, found) {
			continue
		}
		if line := lineOf(k, listed); line != "" {
			needed[line] = true
		} else {
			t.Errorf("nothing uses %s; if a source makes it up from parts, say so in dynamic.txt", k)
		}
	}
	for line := range listed {
		if !needed[line] {
			t.Errorf("dynamic.txt lists %s without need", line)
		}
	}
}

// begun: a source joins the beginning of the key, up to a full stop or a low line, with a value.
func begun(k string, found map[string]bool) bool {
	for i := range k {
		if (k[i] == '.' || k[i] == '_') && found[k[:i+1]] {
			return true
		}
	}
	return false
}

func lineOf(k string, listed map[string]string) string {
	for line := range listed {
		if line == k || strings.HasSuffix(line, ".") && strings.HasPrefix(k, line) {
			return line
		}
	}
	return ""
}

func keysOf(t *testing.T, file string) map[string]bool {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("locales", "en", file))
	if err != nil {
		t.Fatal(err)
	}
	var texts map[string]any
	if err := json.Unmarshal(raw, &texts); err != nil {
		t.Fatal(err)
	}
	out := map[string]bool{}
	for k := range texts {
		out[k] = true
	}
	return out
}

// hangsOn: "registration.done.then" follows "registration.done", "rule.places_left.met" is a fact of
// "rule.places_left", "due.left_full" is "due.left" said in full.
func hangsOn(k string, found map[string]bool) bool {
	if short, full := strings.CutSuffix(k, "_full"); full && found[short] {
		return true
	}
	i := strings.LastIndexByte(k, '.')
	return i > 0 && strings.Contains(k[:i], ".") && found[k[:i]]
}
