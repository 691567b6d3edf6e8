package internal_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// levels of the rooms: a room may import only what stands on a lower level (architecture.md §1).
var levels = map[string]int{
	"platform": 0, "accounts": 1, "identity": 2, "casefile": 3,
	"eligibility": 4, "quota": 4, "papers": 4, "money": 4, "messages": 4,
	"intake": 5, "housing": 5, "employment": 5, "integration": 5,
	"desk": 6, "board": 6, "duplicates": 6, "reports": 6, "portal": 6, "public": 6,
	"programme": 7, "seed": 7, "journey": 9, "demo": 8, "generate": 8, "testkit": 9,
}

type source struct {
	path, room string
	file       *ast.File
	imports    []string
}

func sources(t *testing.T) (*token.FileSet, []source) {
	t.Helper()
	set := token.NewFileSet()
	var out []source
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		f, err := parser.ParseFile(set, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		s := source{path: path, room: strings.Split(filepath.ToSlash(path), "/")[0], file: f}
		for _, i := range f.Imports {
			p, _ := strconv.Unquote(i.Path.Value)
			s.imports = append(s.imports, p)
		}
		out = append(out, s)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return set, out
}

func TestArchArrowsPointOneWay(t *testing.T) {
	_, files := sources(t)
	for _, s := range files {
		level, known := levels[s.room]
		if !known {
			t.Errorf("%s: the room %s has no level", s.path, s.room)
			continue
		}
		for _, i := range s.imports {
			rest, ours := strings.CutPrefix(i, "nurlykosh/internal/")
			if !ours {
				continue
			}
			other := strings.Split(rest, "/")[0]
			if other != s.room && levels[other] >= level {
				t.Errorf("%s imports %s, which stands no lower", s.path, i)
			}
		}
	}
}

// A file without a suffix holds nouns and rules: no database, no requests, no clock, no context.
func TestArchPureFilesStayPure(t *testing.T) {
	_, files := sources(t)
	for _, s := range files {
		if s.room == "platform" || levels[s.room] > 6 || !pure(s.path) {
			continue
		}
		for _, i := range s.imports {
			if slices.Contains([]string{"net/http", "database/sql", "os", "context", "nurlykosh/internal/platform/web", "nurlykosh/internal/platform/db"}, i) || strings.HasPrefix(i, "nurlykosh/templates") {
				t.Errorf("%s is a file of rules and imports %s", s.path, i)
			}
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			if sel, ok := n.(*ast.SelectorExpr); ok {
				if x, ok := sel.X.(*ast.Ident); ok && x.Name == "time" && sel.Sel.Name == "Now" {
					t.Errorf("%s asks the clock", s.path)
				}
			}
			return true
		})
	}
}

func pure(path string) bool {
	base := strings.TrimSuffix(filepath.Base(path), ".go")
	if base == "room" || base == "cli" {
		return false
	}
	for _, suffix := range []string{"_work", "_store", "_screen", "_form", "store"} {
		if strings.HasSuffix(base, suffix) {
			return false
		}
	}
	return true
}

// Plain writes outside Change are for sessions, throttle, view log, rescue drafts, job claims, search tokens and
// demo data; nobody else.
func TestArchPlainIsForTheListed(t *testing.T) {
	may := []string{"platform/session", "platform/web", "platform/db", "platform/jobs", "accounts", "desk/search_screen.go", "portal", "demo", "testkit"}
	_, files := sources(t)
	for _, s := range files {
		ast.Inspect(s.file, func(n ast.Node) bool {
			if sel, ok := n.(*ast.SelectorExpr); ok && sel.Sel.Name == "Plain" {
				if !slices.ContainsFunc(may, func(m string) bool { return strings.HasPrefix(filepath.ToSlash(s.path), m) }) {
					t.Errorf("%s runs plain statements", s.path)
				}
			}
			return true
		})
	}
}

// Echo's own readers of forms read the query as well; only c.Form is used. Raw markup lives in platform/view.
func TestArchForbiddenCalls(t *testing.T) {
	_, files := sources(t)
	for _, s := range files {
		ast.Inspect(s.file, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			switch sel.Sel.Name {
			case "FormValue", "FormParams", "Bind":
				t.Errorf("%s calls %s", s.path, sel.Sel.Name)
			case "Raw":
				if x, ok := sel.X.(*ast.Ident); ok && x.Name == "templ" && !strings.HasPrefix(filepath.ToSlash(s.path), "platform/view") {
					t.Errorf("%s writes raw markup", s.path)
				}
			}
			return true
		})
	}
}

// Files stay short: split beyond 400 lines of Go, 150 of a template.
func TestArchFilesStayShort(t *testing.T) {
	for dir, most := range map[string]int{".": 400, "../templates": 160, "../cmd": 400} {
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || strings.HasSuffix(path, "_templ.go") || !(strings.HasSuffix(path, ".go") || strings.HasSuffix(path, ".templ")) {
				return err
			}
			raw, err := os.ReadFile(path)
			if n := strings.Count(string(raw), "\n"); n > most {
				t.Errorf("%s has %d lines", path, n)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
