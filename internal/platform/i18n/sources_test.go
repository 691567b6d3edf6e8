package i18n_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"nurlykosh/internal/platform/i18n"
)

// keyAt says which argument of a call is a message key.
var keyAt = map[string]int{
	"T": 0, "N": 0, "Refuse": 0, "Clash": 0, // T.T(key), T.N(key, n), fault.Refuse(key, …), fault.Clash(key, …)
	"OnField": 1, "Add": 1, // fault.OnField(name, key, …), problems.Add(name, key, …)
}

var templKey = regexp.MustCompile(`\.T\.[TN]\("([^"]+)"(\s*\+)?`)

// asked lists the message keys that sources ask for, with the place of each; a key that is joined with a value
// (asked for as its beginning) ends in a full stop.
func asked(t *testing.T) map[string]string {
	t.Helper()
	keys := map[string]string{}
	for _, dir := range []string{"internal", "templates", "cmd"} {
		err := filepath.WalkDir(filepath.Join("..", "..", "..", dir), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			switch {
			case strings.HasSuffix(path, "_templ.go") || strings.HasSuffix(path, "_test.go"):
			case strings.HasSuffix(path, ".templ"):
				raw, err := os.ReadFile(path)
				for _, m := range templKey.FindAllStringSubmatch(string(raw), -1) {
					keys[m[1]] = path
				}
				return err
			case strings.HasSuffix(path, ".go"):
				return askedByGo(path, keys)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return keys
}

func askedByGo(path string, keys map[string]string) error {
	set := token.NewFileSet()
	f, err := parser.ParseFile(set, path, nil, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	ast.Inspect(f, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		sel, ok := call.Fun.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		at, ok := keyAt[sel.Sel.Name]
		if !ok || len(call.Args) <= at {
			return true
		}
		if lit, ok := call.Args[at].(*ast.BasicLit); ok && lit.Kind == token.STRING {
			if key, err := strconv.Unquote(lit.Value); err == nil && isKey.MatchString(key) {
				keys[key] = set.Position(lit.Pos()).String()
			}
		}
		return true
	})
	return nil
}

var isKey = regexp.MustCompile(`^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*\.?$`)

func TestSourcesAskForNoMissingKey(t *testing.T) {
	c, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	have := c.Keys(i18n.EN)
	places := asked(t)
	if len(places) < 100 {
		t.Fatalf("only %d keys were found in the sources: the search is broken", len(places))
	}
	for key, place := range places {
		if strings.HasSuffix(key, ".") {
			if !slices.ContainsFunc(have, func(k string) bool { return strings.HasPrefix(k, key) }) {
				t.Errorf("%s: no message begins with %s", place, key)
			}
		} else if !slices.Contains(have, key) {
			t.Errorf("%s: there is no message %s", place, key)
		}
	}
}

func TestMissingKeysAreShownAndCounted(t *testing.T) {
	c, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range i18n.Langs {
		r := c.Reader(l)
		if got := r.T("no.such"); got != "⟦no.such⟧" {
			t.Errorf("%s: %q", l, got)
		}
		if got := r.N("no.such_either", 2); got != "⟦no.such_either⟧" {
			t.Errorf("%s: %q", l, got)
		}
	}
	if got := c.Missing(); !slices.Equal(got, []string{"no.such", "no.such_either"}) {
		t.Errorf("counted %v", got)
	}
}
