package web

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/labstack/echo/v4"
	"golang.org/x/time/rate"

	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/fault"
)

// reportPath is where browsers tell what the policy kept them from doing.
const reportPath = "/csp-report"

const csp = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
	"connect-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; report-uri " + reportPath

// Limits of reports: anybody can send them, so they never cost more than a few lines of the log.
const (
	maxReport     = 16 << 10
	reportsBurst  = 20
	reportsPerMin = 20
)

// cspReport is what a browser posts (report-uri of CSP 2).
type cspReport struct {
	Report struct {
		Document  string `json:"document-uri"`
		Blocked   string `json:"blocked-uri"`
		Directive string `json:"effective-directive"`
		Violated  string `json:"violated-directive"`
	} `json:"csp-report"`
}

// takeReports registers the address of reports. They carry no token and no session, change nothing, and leave one line that
// names no person: of an address only its first part, of what was blocked only its origin.
func (a *App) takeReports() {
	limit := rate.NewLimiter(rate.Limit(reportsPerMin)/60, reportsBurst)
	a.register(http.MethodPost, reportPath, access.Everyone, func(c *Ctx) error {
		if !limit.Allow() {
			return fault.New(fault.TooMany, "fault.busy", fault.Args{"seconds": int(time.Minute / time.Second)})
		}
		raw, err := io.ReadAll(http.MaxBytesReader(c.Response(), c.Request().Body, maxReport))
		var r cspReport
		if err == nil {
			err = json.Unmarshal(raw, &r)
		}
		directive := r.Report.Directive
		if directive == "" {
			directive, _, _ = strings.Cut(r.Report.Violated, " ")
		}
		a.Log.Warn("csp", "readable", err == nil, "directive", word(directive), "blocked", originOf(r.Report.Blocked), "page", firstPart(r.Report.Document))
		return c.NoContent(http.StatusNoContent)
	})
}

// isReport reports whether a request is one: it has no form to be protected, and needs no session.
func isReport(c echo.Context) bool {
	return c.Request().Method == http.MethodPost && c.Path() == reportPath
}

var plainWord = regexp.MustCompile(`^[a-z][a-z-]{0,39}$`)

// word gives a text back if it is one plain word.
func word(s string) string {
	if plainWord.MatchString(s) {
		return s
	}
	return ""
}

// originOf is the scheme and host of an address, or the word that stands for one (inline, eval, data).
func originOf(s string) string {
	if u, err := url.Parse(s); err == nil && u.Host != "" && len(u.Host) < 100 {
		return u.Scheme + "://" + u.Host
	}
	return word(s)
}

// firstPart is the room that a page belongs to; what follows names a case.
func firstPart(s string) string {
	u, err := url.Parse(s)
	if err != nil {
		return ""
	}
	part, _, _ := strings.Cut(strings.TrimPrefix(u.Path, "/"), "/")
	return "/" + word(part)
}
