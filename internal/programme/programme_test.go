package programme_test

import (
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/testkit"
)

func TestMain(m *testing.M) { testkit.Main(m) }

// sample fills a route's parameters with the first demo case and one of its tasks.
func sample(t *testing.T, s *testkit.Site) func(path string) string {
	t.Helper()
	var number, task string
	err := s.Owner.QueryRow(`select c.number, t.id from case_file c join task t on t.case_id = c.id
		join account a on a.id = c.owner_id where a.login = 'ainur' and t.state = 'open' and t.key not like 'decide%' order by c.id, t.id limit 1`).Scan(&number, &task)
	if err != nil {
		t.Fatal(err)
	}
	return func(path string) string {
		return strings.NewReplacer(":number", number, ":task", task, ":id", "1", ":member", "1", ":pair", "1", ":merge", "1", ":referral", "1", ":kind", "foreign_passport", "*", "x").Replace(path)
	}
}

var logins = map[access.Role]string{
	access.Caseworker: "ainur", access.Supervisor: "dana", access.Finance: "igor", access.Protection: "asel", access.Auditor: "ruslan", access.Administrator: "zhanna",
}

func TestEveryRouteHasAPolicyAndItsDocument(t *testing.T) {
	s := testkit.Run(t)
	var b strings.Builder
	b.WriteString("# Routes\n\nWritten by a test from the routes as they are registered; `make docs` writes it again.\n\n| method | path | who may enter |\n|---|---|---|\n")
	for _, r := range s.App.Routes() {
		if r.Policy.Empty() {
			t.Errorf("%s %s has no policy", r.Method, r.Path)
		}
		b.WriteString("| " + r.Method + " | `" + r.Path + "` | " + r.Policy.Name + " |\n")
	}
	for _, r := range s.App.Echo.Routes() {
		known := r.Method == http.MethodHead || r.Method == "echo_route_not_found"
		for _, k := range s.App.Routes() {
			known = known || k.Method == r.Method && k.Path == r.Path
		}
		if !known {
			t.Errorf("%s %s was registered past the policies", r.Method, r.Path)
		}
	}
	document(t, "ROUTES.md", b.String())
}

func TestPermissionsAreDocumented(t *testing.T) {
	var b strings.Builder
	b.WriteString("# Permissions\n\nWritten by a test from `internal/platform/access`; `make docs` writes it again.\n\n| role | relation to the case |")
	for _, r := range access.Rights {
		b.WriteString(" " + string(r) + " |")
	}
	b.WriteString("\n|---|---|" + strings.Repeat("---|", len(access.Rights)) + "\n")
	relations := []struct {
		name string
		m    access.Matter
	}{
		{"own", access.Matter{OfficeID: 1, Region: "55", OwnerID: 7, CaseID: 1}},
		{"unassigned", access.Matter{OfficeID: 1, Region: "55", CaseID: 1}},
		{"colleague's", access.Matter{OfficeID: 1, Region: "55", OwnerID: 8, CaseID: 1}},
		{"other office", access.Matter{OfficeID: 2, Region: "55", OwnerID: 8, CaseID: 1}},
		{"other region", access.Matter{OfficeID: 3, Region: "61", OwnerID: 8, CaseID: 1}},
		{"declared conflict", access.Matter{OfficeID: 1, Region: "55", OwnerID: 8, Conflict: true, CaseID: 1}},
		{"sealed", access.Matter{OfficeID: 1, Region: "55", OwnerID: 8, Sealed: true, CaseID: 1}},
		{"of no case", access.Matter{OfficeID: 1, Region: "55"}},
	}
	for _, role := range access.StaffRoles {
		for _, level := range []access.Level{access.District, access.Region, access.Ministry} {
			if role == access.Caseworker && level != access.District {
				continue
			}
			for _, rel := range relations {
				a := access.Actor{ID: 7, Role: role, OfficeID: 1, Region: "55", Level: level}
				b.WriteString("| " + string(role) + ", " + string(level) + " | " + rel.name + " |")
				for _, right := range access.Rights {
					mark := ""
					if access.May(a, right, rel.m) {
						mark = "yes"
					}
					b.WriteString(" " + mark + " |")
				}
				b.WriteString("\n")
			}
		}
	}
	document(t, "PERMISSIONS.md", b.String())
}

// document compares a generated document with the one beside its source; NK_WRITE_DOCS=1 writes it.
func document(t *testing.T, name, text string) {
	t.Helper()
	path := filepath.Join(testkit.Root(), "internal", "programme", name)
	if os.Getenv("NK_WRITE_DOCS") != "" {
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	have, err := os.ReadFile(path)
	if err != nil || string(have) != text {
		t.Errorf("%s is not current: run `make docs` and look at the difference", name)
	}
}

func TestNoRouteLetsAnyRoleFurtherThanItsPolicy(t *testing.T) {
	s := testkit.Run(t)
	fill := sample(t, s)
	visitor := s.Visitor(t)
	for _, r := range s.App.Routes() {
		if r.Method != http.MethodGet || r.Policy.Open() {
			continue
		}
		if p := visitor.Get(fill(r.Path)); p.Status != http.StatusSeeOther {
			t.Errorf("visitor: %s gives %d", r.Path, p.Status)
		}
	}
	for role, login := range logins {
		c := s.As(t, login)
		missing := c.Get("/no/such/page")
		for _, r := range s.App.Routes() {
			if r.Policy.Open() || r.Policy.Lets(role) {
				continue
			}
			var p *testkit.Page
			if r.Method == http.MethodGet {
				p = c.Get(fill(r.Path))
			} else {
				p = c.Post(fill(r.Path), url.Values{"csrf": {missing.Value("csrf")}, "op": {missing.Value("op")}})
			}
			if p.Status != http.StatusNotFound {
				t.Errorf("%s: %s %s gives %d, want the answer for what does not exist", role, r.Method, r.Path, p.Status)
			}
		}
	}
}

// A case of another office is named to caseworkers by its office and public phone alone; a sealed one is as if there were
// none, and to other roles every one is.
func TestForeignCaseIsTheSameAsNone(t *testing.T) {
	s := testkit.Run(t)
	fill := sample(t, s)
	paths := []string{"/cases/:number", "/cases/:number/household", "/cases/:number/history", "/cases/:number/slip"}
	for _, sealed := range []bool{false, true} {
		if _, err := s.Owner.Exec("update case_file set sealed = $1 where number = $2", sealed, strings.TrimPrefix(fill("/cases/:number"), "/cases/")); err != nil {
			t.Fatal(err)
		}
		for _, login := range []string{"marat", "erzhan"} { // another office, another region
			c := s.As(t, login)
			none := c.Get("/cases/" + string(casefile.NumberOf(2026, 999999)))
			for _, path := range paths {
				foreign := c.Get(fill(path))
				if none.Status != http.StatusNotFound || foreign.Status != http.StatusNotFound {
					t.Fatalf("%s %s: none %d, foreign %d", login, path, none.Status, foreign.Status)
				}
				same := none.Text("main") == foreign.Text("main")
				if sealed != same || !sealed && !strings.Contains(foreign.Text("main"), "8 7182 00-00-00") {
					t.Errorf("%s %s, sealed %t: %s", login, path, sealed, foreign.Text("main"))
				}
			}
		}
	}
}

func TestEveryPageInEveryLanguage(t *testing.T) {
	s := testkit.Run(t)
	fill := sample(t, s)
	for _, lang := range []string{"kk", "ru", "en"} {
		for _, login := range []string{"ainur", "dana"} {
			c := s.As(t, login)
			c.Get("/?lang=" + lang)
			searched := c.Get("/search")
			c.Post("/search", url.Values{"csrf": {searched.Value("csrf")}, "op": {searched.Value("op")}, "q": {"Нұрлан"}})
			c.Get("/search")
			for _, r := range s.App.Routes() {
				if r.Method != http.MethodGet || strings.HasPrefix(r.Path, "/static") {
					continue
				}
				p := c.Get(fill(r.Path))
				if p.Status >= 500 {
					t.Errorf("%s %s %s gives %d: %s", lang, login, r.Path, p.Status, p.Text("main"))
				}
				if i := strings.Index(p.Body, "⟦"); i >= 0 {
					t.Errorf("%s %s: a word is missing: %s", lang, r.Path, p.Body[i:min(len(p.Body), i+60)])
				}
				if p.Status == http.StatusOK && strings.HasPrefix(p.Header.Get("Content-Type"), "text/html") {
					soundPage(t, lang+" "+r.Path, p)
				}
			}
		}
	}
}

// soundPage checks what every page must have: one h1, single ids, named inputs, nothing inline, a bounded weight.
func soundPage(t *testing.T, name string, p *testkit.Page) {
	t.Helper()
	if n := len(p.All("h1")); n != 1 {
		t.Errorf("%s has %d h1", name, n)
	}
	ids := map[string]bool{}
	for _, n := range p.All("[id]") {
		id := testkit.Attr(n, "id")
		if ids[id] {
			t.Errorf("%s has the id %s twice", name, id)
		}
		ids[id] = true
	}
	for _, n := range p.All("label[for]") {
		if !ids[testkit.Attr(n, "for")] {
			t.Errorf("%s: a label points to %s", name, testkit.Attr(n, "for"))
		}
	}
	if len(p.All("style, [style], script:not([src])")) > 0 {
		t.Errorf("%s has something inline", name)
	}
	if len(p.Body) > 60_000 || strings.Count(name, "/") == 2 && strings.Contains(name, "/cases/") && len(p.Body) > 25_000 {
		t.Errorf("%s weighs %d bytes", name, len(p.Body))
	}
}

func TestEveryFormBearsBadInput(t *testing.T) {
	s := testkit.Run(t)
	fill := sample(t, s)
	long := strings.Repeat("ұ", 10_000)
	before := events(t, s)
	for _, login := range []string{"ainur", "dana"} {
		c := s.As(t, login)
		c.Post("/search", url.Values{"csrf": {c.Get("/account").Value("csrf")}, "op": {c.Get("/account").Value("op")}, "q": {"Нұрлан"}})
		c.Get("/search")
		before = events(t, s)
		token := c.Get("/account").Value("csrf")
		for _, r := range s.App.Routes() {
			if r.Method != http.MethodPost || r.Path == "/sign-out" || r.Path == "/csp-report" || strings.HasPrefix(r.Path, "/sign-in") || strings.HasSuffix(r.Path, "/take-over") || strings.HasSuffix(r.Path, "/strips") || strings.HasSuffix(r.Path, "/resume") || strings.HasSuffix(r.Path, "/conflict") {
				continue
			}
			path := fill(r.Path)
			for what, form := range map[string]url.Values{
				"nothing": {}, "long": {"text": {long}, "reason": {long}, "head.name": {long}, "q": {long}, "language": {long}},
				"foreign field": {"wrapped_key": {"1"}, "owner_id": {"1"}}, "NUL": {"text": {"a\x00b"}, "q": {"a\x00b"}, "head.name": {"\x00"}},
				"not UTF-8": {"text": {"\xff\xfe"}, "q": {"\xff\xfe"}, "head.name": {"\xc3\x28"}}, "rows": {"persons[59999].name": {"x"}, "persons[x].name": {"x"}},
			} {
				form.Set("csrf", token)
				form.Set("op", "6ba7b810-9dad-41d1-80b4-00c04fd430c8")
				if p := c.Post(path, form); p.Status < 400 || p.Status >= 500 {
					if p.Status == http.StatusSeeOther && strings.HasPrefix(path, "/search") {
						continue
					}
					t.Errorf("%s %s with %s: %d %s", login, r.Path, what, p.Status, p.To)
				}
			}
			if p := c.Post(path, url.Values{"op": {"6ba7b810-9dad-41d1-80b4-00c04fd430c8"}}); p.Status != http.StatusForbidden {
				t.Errorf("%s without its token: %d", r.Path, p.Status)
			}
		}
	}
	if after := events(t, s); after != before {
		t.Errorf("%d events were recorded by forms that were refused", after-before)
	}
}

func events(t *testing.T, s *testkit.Site) int {
	t.Helper()
	var n int
	if err := s.Owner.QueryRow("select count(*) from event").Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestReadingChangesNothing(t *testing.T) {
	s := testkit.Run(t)
	fill := sample(t, s)
	c := s.As(t, "ainur")
	counted := func() (out string) {
		rows, err := s.Owner.Query(`select relname, n from (select c.relname, (xpath('/row/c/text()', query_to_xml('select count(*) as c from ' || quote_ident(c.relname), false, true, '')))[1]::text as n
			from pg_class c join pg_namespace ns on ns.oid = c.relnamespace where ns.nspname = 'public' and c.relkind = 'r' and c.relname not in ('session','view_log','throttle','rescue_draft','known_device','stream')) x order by 1`)
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		for rows.Next() {
			var a, b string
			if err := rows.Scan(&a, &b); err != nil {
				t.Fatal(err)
			}
			out += a + "=" + b + " "
		}
		return out
	}
	before := counted()
	for _, r := range s.App.Routes() {
		if r.Method == http.MethodGet {
			c.Get(fill(r.Path))
		}
	}
	if after := counted(); after != before {
		t.Errorf("a page changed something:\n%s\n%s", before, after)
	}
	if _, broken, err := audit.Verify(t.Context(), s.Owner); err != nil || len(broken) > 0 {
		t.Errorf("chains: %v %v", broken, err)
	}
}
