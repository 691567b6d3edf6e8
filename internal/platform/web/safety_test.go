package web_test

import (
	"bufio"
	"bytes"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"

	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/form"
	"nurlykosh/internal/testkit"
)

// filled gives a route's address with a case, its first open task and first things.
func filled(t *testing.T, s *testkit.Site) func(string) string {
	t.Helper()
	number, task := family(t, s), ""
	if err := s.Owner.QueryRow(`select t.id from task t join case_file c on c.id = t.case_id where c.number = $1 and t.state = 'open' order by t.id limit 1`, number).Scan(&task); err != nil {
		t.Fatal(err)
	}
	return func(path string) string {
		return strings.NewReplacer(":number", number, ":task", task, ":id", "1", ":member", "1", ":pair", "1", ":merge", "1", ":referral", "1", ":goal", "1", ":kind", "foreign_passport", "*", "x").Replace(path)
	}
}

// raw sends a request over a connection of its own: nothing cleans its address on the way.
func raw(t *testing.T, s *testkit.Site, method, path string, header map[string]string, body url.Values, cookies []*http.Cookie) *http.Response {
	t.Helper()
	host := strings.TrimPrefix(s.Server.URL, "http://")
	conn, err := net.Dial("tcp", host)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	text := body.Encode()
	fmt.Fprintf(conn, "%s %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\nContent-Length: %d\r\n", method, path, host, len(text))
	for k, v := range header {
		fmt.Fprintf(conn, "%s: %s\r\n", k, v)
	}
	for _, k := range cookies {
		fmt.Fprintf(conn, "Cookie: %s=%s\r\n", k.Name, k.Value)
	}
	fmt.Fprintf(conn, "\r\n%s", text)
	res, err := http.ReadResponse(bufio.NewReader(conn), &http.Request{Method: method})
	if err != nil {
		t.Fatalf("%s %s: %v", method, path, err)
	}
	t.Cleanup(func() { _ = res.Body.Close() })
	return res
}

// Every answer carries the headers, also those of errors, redirects, assets and paths that do not exist (S-41, S-42).
func TestEveryAnswerCarriesItsHeaders(t *testing.T) {
	s := testkit.Run(t)
	fill := filled(t, s)
	c := s.As(t, "ainur")
	want := map[string]string{
		"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cross-Origin-Opener-Policy": "same-origin",
		"Cross-Origin-Resource-Policy": "same-origin", "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
	}
	look := func(path string, h http.Header) {
		for k, v := range want {
			if h.Get(k) != v {
				t.Errorf("%s: %s is %q", path, k, h.Get(k))
			}
		}
		csp := h.Get("Content-Security-Policy")
		if !strings.HasPrefix(csp, "default-src 'none'; ") || strings.Contains(csp, "unsafe") || !strings.Contains(csp, "frame-ancestors 'none'; report-uri /csp-report") {
			t.Errorf("%s: %q", path, csp)
		}
		if !strings.HasPrefix(path, "/static/") && h.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: may be kept: %q", path, h.Get("Cache-Control"))
		}
	}
	for _, r := range s.App.Routes() {
		path := fill(r.Path)
		if r.Method == http.MethodPost {
			look(path, c.Post(path, url.Values{}).Header)
			continue
		}
		look(path, c.Get(path).Header)
		look(path, s.Visitor(t).Get(path).Header)
	}
	for _, path := range []string{"/no/such/page", "/static/no-such-file", "/cases/NK-26-000000-A", "/cases/%ff"} {
		look(path, c.Get(path).Header)
	}
	for _, method := range []string{http.MethodPut, http.MethodDelete, http.MethodTrace, http.MethodPatch} {
		look(method, raw(t, s, method, "/account", nil, nil, nil).Header)
	}
}

// What is sent from elsewhere, or without its token, changes nothing (S-40).
func TestForeignFormsChangeNothing(t *testing.T) {
	s := testkit.Run(t)
	number := family(t, s)
	path := "/cases/" + number + "/note"
	c := s.As(t, "ainur")
	good := note(c, path)
	form := map[string]string{"Content-Type": "application/x-www-form-urlencoded"}
	with := func(pairs ...string) map[string]string {
		h := map[string]string{}
		for k, v := range form {
			h[k] = v
		}
		for i := 0; i < len(pairs); i += 2 {
			h[pairs[i]] = pairs[i+1]
		}
		return h
	}
	without := func(name, value string) url.Values {
		f := url.Values{}
		for k, v := range good {
			f[k] = v
		}
		if f.Del(name); value != "" {
			f.Set(name, value)
		}
		return f
	}
	other := s.As(t, "bolat").Get("/account").Value("csrf")
	before := count(t, s, "event")
	for name, x := range map[string]struct {
		header map[string]string
		body   url.Values
	}{
		"from another site":              {with("Sec-Fetch-Site", "cross-site"), good},
		"from a neighbour":               {with("Sec-Fetch-Site", "same-site"), good},
		"another origin":                 {with("Origin", "https://evil.example"), good},
		"origin null":                    {with("Origin", "null"), good},
		"no token":                       {with("Sec-Fetch-Site", "same-origin"), without("csrf", "")},
		"somebody else's token":          {with("Sec-Fetch-Site", "same-origin"), without("csrf", other)},
		"the token in a header":          {with("Sec-Fetch-Site", "same-origin", "X-CSRF-Token", good.Get("csrf")), without("csrf", "")},
		"no word of the browser's":       {form, without("csrf", "")},
		"as text":                        {with("Sec-Fetch-Site", "same-origin", "Content-Type", "text/plain"), good},
		"as multipart":                   {with("Sec-Fetch-Site", "same-origin", "Content-Type", "multipart/form-data; boundary=x"), good},
		"as JSON":                        {with("Sec-Fetch-Site", "same-origin", "Content-Type", "application/json"), good},
		"another method in a header":     {with("Sec-Fetch-Site", "same-origin", "X-HTTP-Method-Override", "POST"), without("csrf", "")},
		"a token without its first part": {with("Sec-Fetch-Site", "same-origin"), without("csrf", "."+strings.SplitN(good.Get("csrf"), ".", 2)[1])},
	} {
		if res := raw(t, s, http.MethodPost, path, x.header, x.body, c.Cookies()); res.StatusCode < 400 || res.StatusCode >= 500 {
			t.Errorf("%s: %d", name, res.StatusCode)
		}
	}
	if res := raw(t, s, http.MethodGet, path+"?"+good.Encode(), nil, nil, c.Cookies()); res.StatusCode != http.StatusOK {
		t.Errorf("a form in the address: %d", res.StatusCode)
	}
	if n := count(t, s, "event"); n != before {
		t.Fatalf("%d events were recorded", n-before)
	}
	if res := raw(t, s, http.MethodPost, path, with("Sec-Fetch-Site", "same-origin"), good, c.Cookies()); res.StatusCode != http.StatusSeeOther {
		t.Errorf("the good form itself: %d", res.StatusCode)
	}
}

// No redirect and no link leads to another host, whatever the address says (S-43).
func TestNothingLeadsElsewhere(t *testing.T) {
	s := testkit.Run(t)
	for _, path := range []string{"//evil.example/x", "///evil.example", "/\\evil.example", "/%2f/evil.example", "//evil.example/%2e%2e?lang=ru"} {
		res := raw(t, s, http.MethodGet, path, nil, nil, nil)
		var b bytes.Buffer
		_, _ = b.ReadFrom(res.Body)
		if strings.Contains(b.String(), `="//`) || strings.Contains(b.String(), `="/\`) || res.Header.Get("Location") != "" {
			t.Errorf("%s: %s %s", path, res.Header.Get("Location"), b.String())
		}
	}
	for _, next := range []string{"https://evil.example", "//evil.example", "/\\evil.example", "/sign-out", "/nowhere", "javascript:1", "/account?x", "/status", "/account%0d%0aX", "/account/../status"} {
		c := s.Visitor(t)
		f := c.Get("/sign-in?next=" + url.QueryEscape(next)).Form("/sign-in/demo")
		f.Set("account", "1")
		f.Set("next", next)
		if p := c.Post("/sign-in/demo", f); p.To != "/my-day" {
			t.Errorf("next %q leads to %q", next, p.To)
		}
	}
}

// Other spellings of an address give no more than the plain one (S-24).
func TestOtherSpellingsGiveNoMore(t *testing.T) {
	s := testkit.Run(t)
	number := family(t, s)
	c := s.As(t, "erzhan") // of another region
	plain := "/cases/" + number + "/household"
	for _, path := range []string{
		plain, plain + "/", "/" + plain, "/cases//" + number + "/household", "/cases/./" + number + "/household", "/x/../cases/" + number + "/household",
		"/cases%2F" + number + "%2Fhousehold", "/cases%5C" + number, "/CASES/" + number, plain + ";x=1", plain + "%00", plain + "%20", plain + "?x", plain + "#x",
		"/%63ases/" + number + "/household", "/%2563ases/" + number + "/household", "/cases/" + strings.ToLower(number) + "/household", "/cases/" + strings.TrimPrefix(number, "NK-") + "/household",
		"/static/..%2fcases/" + number, "/accounts/../cases/" + number, "/status/..;/cases/" + number,
	} {
		for _, method := range []string{http.MethodGet, http.MethodHead} {
			if res := raw(t, s, method, path, map[string]string{"X-HTTP-Method-Override": "GET", "X-Original-URL": plain, "X-Rewrite-URL": plain}, nil, c.Cookies()); res.StatusCode != http.StatusNotFound {
				t.Errorf("%s %s: %d %s", method, path, res.StatusCode, res.Header.Get("Location"))
			}
		}
		if res := raw(t, s, http.MethodGet, path, nil, nil, nil); res.StatusCode != http.StatusNotFound && res.StatusCode != http.StatusSeeOther {
			t.Errorf("a visitor %s: %d", path, res.StatusCode)
		}
	}
}

// Every change refuses fields that it does not know, and a field sent twice (S-28).
func TestEveryFormRefusesWhatItDoesNotKnow(t *testing.T) {
	s := testkit.Run(t)
	fill := filled(t, s)
	before := count(t, s, "event")
	for _, login := range []string{"ainur", "dana", "zhanna"} {
		c := s.As(t, login)
		before = count(t, s, "event")
		token := c.Get("/account").Value("csrf")
		for _, r := range s.App.Routes() {
			if r.Method != http.MethodPost || strings.HasPrefix(r.Path, "/sign-in") || r.Path == "/csp-report" {
				continue
			}
			for name, f := range map[string]url.Values{
				"unknown": {"owner_id": {"2"}, "sealed": {"true"}}, "twice": {"op": {db.NewID(), db.NewID()}},
			} {
				f.Set("csrf", token)
				if !f.Has("op") {
					f.Set("op", db.NewID())
				}
				if p := c.Post(fill(r.Path), f); p.Status < 400 || p.Status >= 500 {
					t.Errorf("%s: %s with %s fields: %d %s", login, r.Path, name, p.Status, p.To)
				}
			}
		}
	}
	if n := count(t, s, "event"); n != before {
		t.Errorf("%d events were recorded", n-before)
	}
}

// Passwords and codes are in no page, no draft and no carried form; every field of that kind is on the list (S-65).
func TestSecretsAreNeverEchoed(t *testing.T) {
	s := testkit.Run(t)
	fill := filled(t, s)
	c := s.As(t, "zhanna")
	for _, r := range s.App.Routes() {
		if r.Method != http.MethodGet {
			continue
		}
		for _, p := range []*testkit.Page{c.Get(fill(r.Path)), s.Visitor(t).Get(fill(r.Path))} {
			for _, n := range p.All(`input[type="password"]`) {
				if !form.Secret(testkit.Attr(n, "name")) || testkit.Attr(n, "value") != "" {
					t.Errorf("%s: %s is no secret", r.Path, testkit.Attr(n, "name"))
				}
			}
		}
	}
	const secret = "CNRY-secret-of-somebody"
	f := c.Get("/account/password").Form("/account/password")
	for _, k := range []string{"old_password", "new_password", "again_password"} {
		f.Set(k, secret+k)
	}
	if p := c.Post("/account/password", f); strings.Contains(p.Body, secret) {
		t.Error("a refused password is on the page")
	}
	f.Set("csrf", "x")
	if p := c.Post("/account/password", f); strings.Contains(p.Body, secret) {
		t.Error("a password is on the page of a stale form")
	}
	do(t, s, `update session set expires_at = clock_timestamp() - interval '1 minute'`)
	f = c.Get("/sign-in").Form("/sign-in")
	f.Set("login", "x")
	f.Set("password", secret)
	if p := c.Post("/account/password", f); strings.Contains(p.Body, secret) {
		t.Error("a password is carried by the sign-in page")
	}
	v := s.Visitor(t)
	f = v.Get("/status").Form("/status")
	f.Set("number", "NK-26-000001-E")
	f.Set("code", secret)
	if p := v.Post("/status", f); strings.Contains(p.Body, secret) {
		t.Error("a code is on the page")
	}
	kept := count(t, s, "rescue_draft")
	for _, lang := range []string{"ru", "kk", "kk-Arab", "en"} {
		p := v.Post("/status?lang="+lang, f)
		if p.Status != http.StatusOK || p.Value("number") != f.Get("number") || p.Value("code") != secret || len(p.All(".govuk-error-summary")) > 0 {
			t.Errorf("the form in %s: %d %q %q", lang, p.Status, p.Value("number"), p.Value("code"))
		}
		if len(p.All(`.nk-langs button[form="this-form"][formaction^="/status?lang="]`)) < 3 || strings.Contains(p.To, secret) {
			t.Errorf("the language buttons in %s", lang)
		}
	}
	if n := count(t, s, "rescue_draft"); n != kept {
		t.Error("a code is in a draft")
	}
}

// No personal value reaches the log: not from addresses, forms, searches, sign-ins or faults (S-65).
func TestLogsHoldNothingPersonal(t *testing.T) {
	s := testkit.Run(t)
	var log safeBuffer
	s.App.Log = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	fill := filled(t, s)
	number := family(t, s)
	c := s.As(t, "ainur")
	var name string
	if err := s.Owner.QueryRow(`select head_name from case_file where number = $1`, number).Scan(&name); err != nil {
		t.Fatal(err)
	}
	const canary = "CNRY-personal"
	token := c.Get("/account").Value("csrf")
	for _, r := range s.App.Routes() {
		path := fill(r.Path)
		if r.Method == http.MethodGet {
			c.Get(path + "?q=" + canary + "&after=" + canary)
			continue
		}
		if r.Path == "/sign-out" {
			continue
		}
		for _, field := range []string{"text", "q", "head.name", "login", "password", "number", "code", "name"} {
			c.Post(path, url.Values{"csrf": {token}, "op": {db.NewID()}, field: {canary}})
		}
		c.Post(path, url.Values{"csrf": {"old"}, "text": {canary}})
	}
	c.Get("/" + canary)
	c.Get("/cases/" + canary)
	if text := log.String(); strings.Contains(text, canary) || strings.Contains(text, name) || strings.Contains(text, number) {
		for line := range strings.SplitSeq(text, "\n") {
			if strings.Contains(line, canary) || strings.Contains(line, name) || strings.Contains(line, number) {
				t.Error(line)
			}
		}
	}
	if !strings.Contains(log.String(), "not_found") {
		t.Error("the log is empty: nothing was tested")
	}
}

type safeBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *safeBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *safeBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}
