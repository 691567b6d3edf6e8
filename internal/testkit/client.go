package testkit

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"

	"nurlykosh/internal/demo"
	"nurlykosh/internal/platform/settings"
	"nurlykosh/internal/platform/web"
	"nurlykosh/internal/programme"
)

// Site is the whole application on a database with demo data, served on loopback.
type Site struct {
	*Database
	App    *web.App
	Server *httptest.Server
}

// Run serves the application on a fresh database filled with demo data.
func Run(t testing.TB) *Site {
	t.Helper()
	return Serve(t, fresh(t, demoTemplateName(func(d *Database) error {
		return demo.Fill(context.Background(), d.DB, d.Owner, func(string) {})
	})))
}

// Serve serves the application on a database.
func Serve(t testing.TB, d *Database) *Site {
	t.Helper()
	log := slog.New(slog.NewTextHandler(io.Discard, nil))
	if os.Getenv("NK_TEST_LOG") != "" {
		log = slog.New(slog.NewTextHandler(os.Stderr, nil))
	}
	set := settings.Settings{Env: "dev", BaseURL: "http://127.0.0.1"}
	app, err := programme.New(context.Background(), programme.Ground{DB: d.DB, Owner: d.Owner, Settings: set, Log: log, Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	if err := d.DB.Warm(context.Background(), 2); err != nil {
		t.Fatal(err)
	}
	s := &Site{Database: d, App: app, Server: httptest.NewServer(app.Echo)}
	t.Cleanup(s.Server.Close)
	return s
}

// Client is a browser without scripts: cookies, forms, no automatic redirects.
type Client struct {
	t    testing.TB
	site *Site
	http *http.Client
	Lang string
}

// Visitor is a browser that nobody has signed in with.
func (s *Site) Visitor(t testing.TB) *Client {
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &Client{t: t, site: s, Lang: "en", http: &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

// As is a browser signed in as the demo account of a login.
func (s *Site) As(t testing.TB, login string) *Client {
	t.Helper()
	c := s.Visitor(t)
	var id string
	if err := s.Owner.QueryRow("select id from account where login = $1", login).Scan(&id); err != nil {
		t.Fatalf("no demo account %s: %v", login, err)
	}
	c.SignIn(id)
	return c
}

// At is a site that runs elsewhere: only its pages can be asked for.
func At(base string) *Site { return &Site{Server: &httptest.Server{URL: base}} }

// SignIn signs in as the demo account of an id.
func (c *Client) SignIn(id string) {
	c.t.Helper()
	p := c.Get("/sign-in?lang=en")
	if r := c.Post("/sign-in/demo", url.Values{"csrf": {p.Value("csrf")}, "op": {p.Value("op")}, "account": {id}}); r.Status != http.StatusSeeOther {
		c.t.Fatalf("sign-in of account %s: %d %s", id, r.Status, r.Text("main"))
	}
}

// Page is an answer.
type Page struct {
	t      testing.TB
	Status int
	To     string // of a redirect
	Body   string
	Header http.Header
	doc    *html.Node
}

// Get opens a page.
func (c *Client) Get(path string) *Page { return c.send(http.MethodGet, path, nil) }

// Post sends a form as it is.
func (c *Client) Post(path string, form url.Values) *Page { return c.send(http.MethodPost, path, form) }

// Submit opens a form's page, fills the fields given and sends it with its token and operation id.
func (c *Client) Submit(path string, fields map[string]string) *Page {
	c.t.Helper()
	p := c.Get(path)
	if p.Status != http.StatusOK {
		return p
	}
	form := p.Form(path)
	for k, v := range fields {
		form.Set(k, v)
	}
	return c.Post(path, form)
}

// Follow goes where a redirect leads.
func (c *Client) Follow(p *Page) *Page {
	c.t.Helper()
	if p.Status != http.StatusSeeOther {
		c.t.Fatalf("no redirect but %d: %s", p.Status, p.Text("main"))
	}
	return c.Get(p.To)
}

// Cookies are what the browser holds now; SetCookies puts them back, as somebody who copied them would.
func (c *Client) Cookies() []*http.Cookie {
	u, _ := url.Parse(c.site.Server.URL)
	return c.http.Jar.Cookies(u)
}

// SetCookies replays cookies.
func (c *Client) SetCookies(cookies []*http.Cookie) {
	u, _ := url.Parse(c.site.Server.URL)
	c.http.Jar.SetCookies(u, cookies)
}

func (c *Client) send(method, path string, form url.Values) *Page {
	c.t.Helper()
	var body io.Reader
	if form != nil {
		body = strings.NewReader(form.Encode())
	}
	req, err := http.NewRequest(method, c.site.Server.URL+path, body)
	if err != nil {
		c.t.Fatal(err)
	}
	if form != nil {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	req.Header.Set("Accept-Language", c.Lang)
	res, err := c.http.Do(req)
	if err != nil {
		c.t.Fatalf("%s %s: %v", method, path, err)
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	return &Page{t: c.t, Status: res.StatusCode, To: res.Header.Get("Location"), Body: string(raw), Header: res.Header}
}

func (p *Page) node() *html.Node {
	if p.doc == nil {
		doc, err := html.Parse(strings.NewReader(p.Body))
		if err != nil {
			p.t.Fatal(err)
		}
		p.doc = doc
	}
	return p.doc
}

// All gives the elements of a selector.
func (p *Page) All(selector string) []*html.Node {
	return cascadia.QueryAll(p.node(), cascadia.MustCompile(selector))
}

// Text is the text of the first element of a selector, spaces squeezed; empty if there is none.
func (p *Page) Text(selector string) string {
	if all := p.Texts(selector); len(all) > 0 {
		return all[0]
	}
	return ""
}

// Texts are the texts of all elements of a selector, spaces squeezed.
func (p *Page) Texts(selector string) (out []string) {
	for _, n := range p.All(selector) {
		out = append(out, textOf(n))
	}
	return out
}

func textOf(n *html.Node) string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			b.WriteString(n.Data + " ")
		}
		for k := n.FirstChild; k != nil; k = k.NextSibling {
			walk(k)
		}
	}
	walk(n)
	return strings.Join(strings.Fields(b.String()), " ")
}

// Value is the value of the first input of a name.
func (p *Page) Value(name string) string {
	for _, n := range p.All(`input[name="` + name + `"]`) {
		return Attr(n, "value")
	}
	return ""
}

// Form gives the values with which a browser would send the form of an action.
func (p *Page) Form(action string) url.Values {
	p.t.Helper()
	forms := p.All(`form[action="` + action + `"]`)
	if len(forms) == 0 {
		p.t.Fatalf("no form goes to %s", action)
	}
	v := url.Values{}
	for _, n := range cascadia.QueryAll(forms[0], cascadia.MustCompile("input, textarea, select")) {
		name := Attr(n, "name")
		kind := Attr(n, "type")
		switch {
		case name == "" || (kind == "radio" || kind == "checkbox") && !has(n, "checked"):
		case n.Data == "select":
			for _, o := range cascadia.QueryAll(n, cascadia.MustCompile("option[selected]")) {
				v.Set(name, Attr(o, "value"))
			}
			if !v.Has(name) {
				v.Set(name, "")
			}
		case n.Data == "textarea":
			if n.FirstChild != nil {
				v.Set(name, n.FirstChild.Data)
			} else {
				v.Set(name, "")
			}
		default:
			v.Add(name, Attr(n, "value"))
		}
	}
	return v
}

// FormAction is the address of the form that the page is.
func (p *Page) FormAction() string {
	p.t.Helper()
	forms := p.All(`main form[method="post"]`)
	if len(forms) == 0 {
		p.t.Fatalf("no form on the page: %d %s", p.Status, p.Text("main"))
	}
	return Attr(forms[0], "action")
}

// Attr is an attribute's value.
func Attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}
