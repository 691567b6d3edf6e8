package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"nurlykosh/internal/testkit"
)

func TestMain(m *testing.M) { testkit.Main(m) }

const typed = "Олар ертең келеді: <ақсу> & \"үй\""

// family is the number of a case of ainur's, with several persons.
func family(t *testing.T, s *testkit.Site) string {
	t.Helper()
	var number string
	err := s.Owner.QueryRow(`select c.number from case_file c join account a on a.id = c.owner_id
		where a.login = 'ainur' and c.persons > 2 and c.status not in ('closed','refused','withdrawn') order by c.id limit 1`).Scan(&number)
	if err != nil {
		t.Fatal(err)
	}
	return number
}

// note opens the note form of a case and types into it.
func note(c *testkit.Client, path string) url.Values {
	f := c.Get(path).Form(path)
	f.Set("kind", "note")
	f.Set("text", typed)
	return f
}

func area(p *testkit.Page) string { return p.Form(p.FormAction()).Get("text") }

// Every way to lose a session while a form is open: the form comes back with every letter, to the same person only.
func TestTypingOutlivesItsSession(t *testing.T) {
	s := testkit.Run(t)
	path := "/cases/" + family(t, s) + "/note"
	for name, lose := range map[string]func(*testing.T, *testkit.Client){
		"ran out": func(t *testing.T, _ *testkit.Client) {
			do(t, s, `update session set expires_at = clock_timestamp() - interval '1 minute'`)
		},
		"signed out in another tab": func(t *testing.T, c *testkit.Client) {
			p := c.Get("/account")
			c.Post("/sign-out", url.Values{"csrf": {p.Value("csrf")}, "op": {p.Value("op")}})
		},
		"ended from elsewhere": func(t *testing.T, _ *testkit.Client) {
			do(t, s, `update session set revoked_at = clock_timestamp()`)
		},
		"swept away": func(t *testing.T, _ *testkit.Client) { do(t, s, `delete from session`) },
	} {
		t.Run(name, func(t *testing.T) {
			c := s.As(t, "ainur")
			f := note(c, path)
			lose(t, c)
			p := c.Post(path, f)
			if strings.Contains(p.Body, "ақсу") {
				t.Errorf("the sign-in page shows what was typed: %s", p.Text("main"))
			}
			if p.Status == http.StatusSeeOther {
				p = c.Follow(p)
			}
			if p.Status != http.StatusOK && p.Status != http.StatusForbidden || len(p.All(`form[action="/sign-in/demo"]`)) == 0 {
				t.Fatalf("no sign-in: %d %s", p.Status, p.Text("main"))
			}
			kept := p.Form("/sign-in/demo")
			kept.Set("account", "1")
			if p = c.Post("/sign-in/demo", kept); p.To != path {
				t.Fatalf("after signing in: %d %q", p.Status, p.To)
			}
			p = c.Follow(p)
			if area(p) != typed || !strings.Contains(p.Text("main"), "What you had typed is back") {
				t.Fatalf("the form after signing in: %s", p.Text("main"))
			}
			if p = c.Post(path, p.Form(path)); p.Status != http.StatusSeeOther {
				t.Errorf("saving it: %d %s", p.Status, p.Text("main"))
			}
			if p = c.Get(path); area(p) != "" {
				t.Errorf("the draft stays after saving")
			}
		})
	}
}

func TestKeptFormIsForItsOwnerOnly(t *testing.T) {
	s := testkit.Run(t)
	path := "/cases/" + family(t, s) + "/note"
	c := s.As(t, "ainur")
	f := note(c, path)
	out := c.Get("/account")
	c.Post("/sign-out", url.Values{"csrf": {out.Value("csrf")}, "op": {out.Value("op")}})
	kept := c.Post(path, f).Form("/sign-in/demo")
	kept.Set("account", "2") // bolat
	p := c.Post("/sign-in/demo", kept)
	if n := count(t, s, "rescue_draft"); p.Status != http.StatusSeeOther || n != 0 {
		t.Errorf("somebody else got the form: %d, %d drafts", p.Status, n)
	}
	if p := c.Post(path, f); p.Status != http.StatusForbidden || len(p.All(`form[action="`+path+`"]`)) > 0 || !strings.Contains(p.Text("main"), typed) {
		t.Errorf("a form of ainur's sent by bolat: %d %s", p.Status, p.Text("main"))
	}
}

// Signed in anew in another tab: the form of the old tab is shown with a token that fits.
func TestStaleTokenShowsTheFormAgain(t *testing.T) {
	s := testkit.Run(t)
	number := family(t, s)
	path := "/cases/" + number + "/note"
	c := s.As(t, "ainur")
	f := note(c, path)
	in := func() {
		p := c.Get("/account")
		c.Post("/sign-out", url.Values{"csrf": {p.Value("csrf")}, "op": {p.Value("op")}})
		x := c.Get("/sign-in").Form("/sign-in/demo")
		x.Set("account", "1")
		c.Post("/sign-in/demo", x)
	}
	in()
	p := c.Post(path, f)
	if p.Status != http.StatusForbidden || area(p) != typed || !strings.Contains(p.Text("main"), "nothing is lost") {
		t.Fatalf("the form again: %d %s", p.Status, p.Text("main"))
	}
	if p = c.Post(path, p.Form(path)); p.Status != http.StatusSeeOther {
		t.Errorf("sent again: %d %s", p.Status, p.Text("main"))
	}
	in()
	q := c.Get("/search").Form("/search") // a change that is no form of ours carries its fields
	q.Set("q", "Нұрлан")
	in()
	p = c.Post("/search", q)
	again := url.Values{}
	for _, n := range p.All(`main form[action="/search"] input`) {
		again.Add(testkit.Attr(n, "name"), testkit.Attr(n, "value"))
	}
	if p.Status != http.StatusForbidden || again.Get("q") != "Нұрлан" {
		t.Fatalf("the search again: %d %s", p.Status, p.Text("main"))
	}
	if p = c.Post("/search", again); p.Status != http.StatusSeeOther {
		t.Errorf("the search sent again: %d %s", p.Status, p.Text("main"))
	}
}

func TestLanguageLinksKeepWhatWasTyped(t *testing.T) {
	s := testkit.Run(t)
	path := "/cases/" + family(t, s) + "/note"
	c := s.As(t, "ainur")
	p := c.Get(path)
	if n := len(p.All(`.nk-langs button[form="this-form"][formaction^="` + path + `?lang="]`)); n != 3 {
		t.Fatalf("%d language buttons", n)
	}
	first := p.All(`button[form="this-form"], #this-form button`)[0]
	if testkit.Attr(first, "formaction") != "" {
		t.Error("the Enter key would change the language")
	}
	f := note(c, path)
	before := count(t, s, "event")
	p = c.Post(path+"?lang=ru", f)
	if p.Status != http.StatusOK || area(p) != typed || len(p.All(".govuk-error-summary")) > 0 || testkit.Attr(p.All("html")[0], "lang") != "ru" {
		t.Errorf("in Russian: %d %s", p.Status, p.Text("main"))
	}
	if count(t, s, "event") != before {
		t.Error("a language link stored something")
	}
	if p = c.Post(path, p.Form(path)); p.Status != http.StatusSeeOther {
		t.Errorf("saving it afterwards: %d", p.Status)
	}
	v := s.Visitor(t)
	in := v.Get("/sign-in").Form("/sign-in")
	in.Set("login", "ainur")
	in.Set("password", "CNRY-secret")
	if p = v.Post("/sign-in?lang=kk", in); p.Status != http.StatusOK || p.Value("login") != "ainur" || strings.Contains(p.Body, "CNRY") {
		t.Errorf("the sign-in page in Kazakh: %d %q", p.Status, p.Value("login"))
	}
	if p = c.Get("/cases"); len(p.All(".nk-langs a[hreflang]")) != 3 {
		t.Error("a page without a form has no language links")
	}
}

// The same operation with other contents: one more press saves it.
func TestUsedOperationIsNoDeadEnd(t *testing.T) {
	s := testkit.Run(t)
	path := "/cases/" + family(t, s) + "/note"
	c := s.As(t, "ainur")
	f := note(c, path)
	if p := c.Post(path, f); p.Status != http.StatusSeeOther {
		t.Fatalf("%d %s", p.Status, p.Text("main"))
	}
	f.Set("text", "second "+typed)
	p := c.Post(path, f)
	if p.Status != http.StatusUnprocessableEntity || area(p) != "second "+typed || p.Value("op") == f.Get("op") {
		t.Fatalf("other contents: %d %s", p.Status, p.Text("main"))
	}
	if p = c.Post(path, p.Form(path)); p.Status != http.StatusSeeOther {
		t.Errorf("pressed once more: %d %s", p.Status, p.Text("main"))
	}
}

// Refused, gone, over meanwhile: the page of the answer holds what was typed.
func TestRefusedFormKeepsItsText(t *testing.T) {
	s := testkit.Run(t)
	number := family(t, s)
	path := "/cases/" + number + "/note"
	c := s.As(t, "ainur")
	f := note(c, path)
	do(t, s, `update case_file set sealed = true, owner_id = (select id from account where login = 'bolat') where number = '`+number+`'`)
	if p := c.Post(path, f); p.Status != http.StatusNotFound || !strings.Contains(p.Text("main"), typed) {
		t.Errorf("given away and sealed meanwhile: %d %s", p.Status, p.Text("main"))
	}
	do(t, s, `update case_file set sealed = false, owner_id = (select id from account where login = 'ainur') where number = '`+number+`'`)
	var task string
	if err := s.Owner.QueryRow(`select t.id from task t join case_file c on c.id = t.case_id where c.number = $1 and t.state = 'open' and t.key not like 'decide%' order by t.id limit 1`, number).Scan(&task); err != nil {
		t.Fatal(err)
	}
	pause := "/cases/" + number + "/tasks/" + task + "/pause"
	f = c.Get(pause).Form(pause)
	f.Set("text", typed)
	do(t, s, `update task set state = 'done', done_on = nk_today(), version = version + 1 where id = `+task)
	if p := c.Post(pause, f); p.Status < 400 || p.Status >= 500 || !strings.Contains(p.Text("main"), typed) && area(p) != typed {
		t.Errorf("over meanwhile: %d %s", p.Status, p.Text("main"))
	}
	f = note(c, path)
	do(t, s, `update case_file set status = 'closed_early', close_reason = 'moved_away' where number = '`+number+`'`)
	if p := c.Post(path, f); p.Status < 400 || p.Status >= 500 || !strings.Contains(p.Text("main"), typed) && area(p) != typed {
		t.Errorf("closed meanwhile: %d %s", p.Status, p.Text("main"))
	}
}

// A registration whose session ran out comes back by itself, and can be saved.
func TestRegistrationComesBackByItself(t *testing.T) {
	s := testkit.Run(t)
	c := s.As(t, "ainur")
	q := c.Get("/search").Form("/search")
	q.Set("q", "Жаңа отбасы")
	c.Follow(c.Post("/search", q))
	f := c.Get("/intake/new").Form("/intake/new")
	f.Set("head.name", "Жаңа Адам")
	do(t, s, `update session set expires_at = clock_timestamp() - interval '1 minute'`)
	p := c.Follow(c.Post("/intake/new", f))
	in := p.Form("/sign-in/demo")
	in.Set("account", "1")
	p = c.Follow(c.Post("/sign-in/demo", in))
	if p.Value("head.name") != "Жаңа Адам" {
		t.Fatalf("after signing in: %d %s", p.Status, p.Text("main"))
	}
	p = c.Post("/intake/new", p.Form("/intake/new"))
	if p.Status != http.StatusUnprocessableEntity || p.Value("head.name") != "Жаңа Адам" || strings.Contains(p.Text(".govuk-error-summary"), "search") {
		t.Errorf("sent: %d %s", p.Status, p.Text(".govuk-error-summary"))
	}
}

// What was brought back can be thrown away by its person; the form stands as it would without it.
func TestWhatCameBackCanBeThrownAway(t *testing.T) {
	s := testkit.Run(t)
	path := "/cases/" + family(t, s) + "/note"
	c := s.As(t, "ainur")
	f := note(c, path)
	do(t, s, `update session set expires_at = clock_timestamp() - interval '1 minute'`)
	in := c.Follow(c.Post(path, f)).Form("/sign-in/demo")
	in.Set("account", "1")
	p := c.Follow(c.Post("/sign-in/demo", in))
	if area(p) != typed || count(t, s, "rescue_draft") != 1 || !strings.Contains(p.Text(`button[value="drop"]`), "Discard what I had typed") {
		t.Fatalf("brought back: %s", p.Text("main"))
	}
	drop := url.Values{"csrf": {p.Value("csrf")}, "op": {p.Value("op")}, "do": {"drop"}}
	if p = c.Post(path, drop); p.Status != http.StatusSeeOther || p.To != path || count(t, s, "rescue_draft") != 0 {
		t.Fatalf("thrown away: %d %q", p.Status, p.To)
	}
	if p = c.Follow(p); area(p) != "" || len(p.All(`button[value="drop"]`)) != 0 {
		t.Errorf("the form afterwards: %s", p.Text("main"))
	}
}

// A search typed after the session had ended is shown after signing in; its words are in no address.
func TestSearchOutlivesItsSession(t *testing.T) {
	s := testkit.Run(t)
	for name, lose := range map[string]string{
		"ran out": `update session set expires_at = clock_timestamp() - interval '1 minute'`, "swept away": `delete from session`,
	} {
		c := s.As(t, "ainur")
		q := c.Get("/search").Form("/search")
		q.Set("q", "Нұрлан")
		do(t, s, lose)
		p := c.Post("/search", q)
		if strings.Contains(p.To, "q=") || strings.Contains(p.Body, "Нұрлан") {
			t.Errorf("%s: the words are on the way: %q", name, p.To)
		}
		if p.Status == http.StatusSeeOther {
			p = c.Follow(p)
		}
		in := p.Form("/sign-in/demo")
		in.Set("account", "1")
		for p = c.Post("/sign-in/demo", in); p.Status == http.StatusSeeOther; p = c.Follow(p) {
			if p.To != "/search" {
				t.Fatalf("%s: after signing in: %q", name, p.To)
			}
		}
		if p.Status != http.StatusOK || p.Value("q") != "Нұрлан" || !strings.Contains(p.Text("h1"), "Нұрлан") || count(t, s, "rescue_draft") != 0 {
			t.Errorf("%s: %d %q %s", name, p.Status, p.Value("q"), p.Text("main"))
		}
	}
}

func do(t *testing.T, s *testkit.Site, statement string) {
	t.Helper()
	if _, err := s.Owner.Exec(statement); err != nil {
		t.Fatal(err)
	}
}

func count(t *testing.T, s *testkit.Site, table string) (n int) {
	t.Helper()
	if err := s.Owner.QueryRow("select count(*) from " + table).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}
