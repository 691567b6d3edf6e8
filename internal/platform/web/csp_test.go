package web_test

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"nurlykosh/internal/testkit"
)

// Reports of what the policy kept a browser from: any body is answered, a line of the log names no person, and more than a few
// are not even read (S-41, S-70).
func TestReportsOfThePolicy(t *testing.T) {
	d := testkit.Run(t)
	var log bytes.Buffer
	d.App.Log = slog.New(slog.NewTextHandler(&log, nil))
	send := func(body, kind string) *httptest.ResponseRecorder {
		r := httptest.NewRequest(http.MethodPost, "/csp-report", strings.NewReader(body))
		r.Header.Set("Content-Type", kind)
		r.Header.Set("Sec-Fetch-Site", "same-origin")
		rec := httptest.NewRecorder()
		d.App.Echo.ServeHTTP(rec, r)
		return rec
	}
	const kind = "application/csp-report"
	good := `{"csp-report":{"document-uri":"http://127.0.0.1/cases/NK-26-000001-E/household?q=CANARY","blocked-uri":"https://evil.example/CANARY?x","violated-directive":"script-src-elem 'self'","effective-directive":"script-src-elem","script-sample":"CANARY"}}`
	for _, x := range []struct{ body, kind, said string }{
		{good, kind, "readable=true directive=script-src-elem blocked=https://evil.example page=/cases"},
		{`{"csp-report":{"document-uri":"http://x/sign-in","blocked-uri":"inline","violated-directive":"style-src-attr 'self'"}}`, kind, "directive=style-src-attr blocked=inline page=/sign-in"},
		{`{"csp-report":{"document-uri":"http://x/CANARY\ny","blocked-uri":"data:CANARY","effective-directive":"x\nlevel=ERROR"}}`, kind, `directive="" blocked="" page=""`},
		{"", kind, "readable=false"},
		{"\x00\xff{[", "text/plain", "readable=false"},
		{"[1,2]", "application/reports+json", "readable=false"},
		{strings.Repeat("[", 10_000), kind, "readable=false"},
		{`{"csp-report":{"document-uri":"` + strings.Repeat("a", 40_000) + `"}}`, kind, "readable=false"},
	} {
		log.Reset()
		if rec := send(x.body, x.kind); rec.Code != http.StatusNoContent || rec.Body.Len() > 0 || rec.Header().Get("Set-Cookie") != "" {
			t.Errorf("%.60q: %d %s", x.body, rec.Code, rec.Body)
		}
		if line := log.String(); strings.Count(line, "\n") != 1 || !strings.Contains(line, x.said) || strings.Contains(line, "CANARY") || strings.Contains(line, "NK-") || len(line) > 400 {
			t.Errorf("%.60q leaves %q, want %s", x.body, line, x.said)
		}
	}
	log.Reset()
	shed := 0
	for range 40 {
		if rec := send(good, kind); rec.Code == http.StatusTooManyRequests {
			shed++
			if rec.Header().Get("Retry-After") == "" {
				t.Error("a report too many is not told when to come back")
			}
		}
	}
	if lines := strings.Count(log.String(), "msg=csp"); shed < 20 || lines != 40-shed {
		t.Errorf("of 40 reports %d were shed, %d written down", shed, lines)
	}
	r := httptest.NewRequest(http.MethodPost, "/csp-report", strings.NewReader(good))
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	rec := httptest.NewRecorder()
	d.App.Echo.ServeHTTP(rec, r)
	if rec.Code != http.StatusForbidden {
		t.Errorf("a report from elsewhere: %d", rec.Code)
	}
}
