package web

import (
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/fault"
	"nurlykosh/internal/platform/i18n"
	"nurlykosh/internal/platform/session"
)

// Limits of a posted form (trust.md S-54).
const (
	maxBody = 1 << 20
	maxKeys = 1000
)

// headers sets what every answer carries (trust.md S-41, S-42).
func (a *App) headers(next echo.HandlerFunc) echo.HandlerFunc {
	secure := a.Settings.Secure()
	return func(c echo.Context) error {
		h := c.Response().Header()
		h.Set("Content-Security-Policy", csp)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
		h.Set("Cache-Control", "no-store")
		if secure {
			h.Set("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
		}
		return next(c)
	}
}

// recover turns a panic into a fault with a reference.
func (a *App) recover(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) (err error) {
		defer func() {
			if v := recover(); v != nil {
				if v == http.ErrAbortHandler {
					panic(v)
				}
				err = a.answer(c, &fault.Error{Kind: fault.Internal, Key: "fault.internal", Err: fmt.Errorf("panic: %v", v)})
			}
		}()
		return next(c)
	}
}

// limitBody bounds what a form may weigh before anything reads it.
func (a *App) limitBody(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		r := c.Request()
		if r.Body != nil {
			r.Body = http.MaxBytesReader(c.Response(), r.Body, maxBody)
		}
		return next(c)
	}
}

// context finds out who asks and in which language.
func (a *App) context(next echo.HandlerFunc) echo.HandlerFunc {
	return func(ec echo.Context) error {
		c := &Ctx{Context: ec, App: a, Actor: access.Actor{Role: access.None}}
		c.T = a.Words.Reader(c.language())
		if strings.HasPrefix(c.Request().URL.Path, "/static/") || c.Request().URL.Path == "/healthz" || isReport(c) {
			return c.finish(next(c))
		}
		ses, err := a.Sessions.Get(c.Request(), a.Sessions.Name)
		if err == nil {
			c.Session, c.sessionOK = ses, true
			c.Row = session.RowOf(ses)
			c.Actor = c.Row.Actor()
			c.T = a.Words.Reader(c.language())
		} else {
			a.Log.Warn("session", "error", err.Error())
		}
		return c.finish(next(c))
	}
}

// finish turns an error into a page while it is still known who asks.
func (c *Ctx) finish(err error) error {
	if err == nil {
		return nil
	}
	return c.App.answer(c, err)
}

// language: the link just pressed, then the choice kept in a cookie, then the browser's wish; Kazakh otherwise.
// The Arabic script is for the migrant's and public pages.
func (c *Ctx) language() i18n.Lang {
	if l, ok := i18n.ParseLang(c.QueryParam("lang")); ok {
		c.SetCookie(&http.Cookie{
			Name: "nk-lang", Value: string(l), Path: "/", MaxAge: int(365 * 24 * time.Hour / time.Second),
			HttpOnly: true, Secure: c.App.Settings.Secure(), SameSite: http.SameSiteLaxMode,
		})
		return c.fit(l)
	}
	if k, err := c.Cookie("nk-lang"); err == nil {
		if l, ok := i18n.ParseLang(k.Value); ok {
			return c.fit(l)
		}
	}
	if c.Row != nil && c.Row.Language.Valid {
		if l, ok := i18n.ParseLang(c.Row.Language.String); ok {
			return l
		}
	}
	return i18n.Match(c.Request().Header.Get("Accept-Language"))
}

func (c *Ctx) fit(l i18n.Lang) i18n.Lang {
	if l == i18n.KKArab && c.Actor.SignedIn() {
		return i18n.KK
	}
	return l
}

// protect parses a posted form once and demands both the browser's word that it comes from here and the
// token bound to the session (architecture.md §5.11, trust.md S-40).
func (a *App) protect(next echo.HandlerFunc) echo.HandlerFunc {
	cross := http.NewCrossOriginProtection()
	if u, err := url.Parse(a.Settings.BaseURL); err == nil {
		_ = cross.AddTrustedOrigin(u.Scheme + "://" + u.Host)
	}
	return func(ec echo.Context) error {
		c := ec.(*Ctx)
		r := c.Request()
		switch r.Method {
		case http.MethodGet, http.MethodHead, http.MethodOptions:
			return next(c)
		}
		if err := cross.Check(r); err != nil {
			return &fault.Error{Kind: fault.Forbidden, Key: "fault.forbidden", Err: err}
		}
		if isReport(c) {
			return next(c)
		}
		c.parseForm()
		if c.formErr != nil {
			return c.formErr
		}
		if !c.sessionOK { // the database is away: say so, and carry the typed form
			return fault.New(fault.Unavailable, "fault.unavailable", nil)
		}
		c.outdated = !c.csrfOK(c.form.Get("csrf")) // told by the route, which knows how to keep what was typed
		return next(c)
	}
}

// admit is the first ring: may this role enter this route at all?
func (c *Ctx) admit(p access.Policy) error {
	if p.Lets(c.Actor.Role) {
		if c.Actor.SignedIn() && c.Row.MustSet.Bool && !p.Open() && c.Path() != passwordPath && c.Path() != "/sign-out" {
			return errRedirect{to: passwordPath}
		}
		return nil
	}
	if !c.sessionOK {
		return fault.New(fault.Unavailable, "fault.unavailable", nil)
	}
	if c.Actor.Role == access.None && !p.ForApplicants() {
		return c.toSignIn()
	}
	if p.ForApplicants() && c.Actor.Role == access.None {
		return errRedirect{to: "/status"}
	}
	return fault.Missing()
}

// passwordPath is the one page that a first password opens.
const passwordPath = "/account/password"

// errRedirect is a redirect returned as an error.
type errRedirect struct{ to string }

func (e errRedirect) Error() string { return "redirect to " + e.to }

// ipExtractor trusts X-Forwarded-For only from the listed proxies.
func ipExtractor(proxies string) echo.IPExtractor {
	direct := echo.ExtractIPDirect()
	trusted := map[string]bool{}
	for p := range strings.SplitSeq(proxies, ",") {
		if p = strings.TrimSpace(p); p != "" {
			trusted[p] = true
		}
	}
	if len(trusted) == 0 {
		return direct
	}
	return func(r *http.Request) string {
		from := direct(r)
		if !trusted[from] {
			return from
		}
		hops := strings.Split(r.Header.Get("X-Forwarded-For"), ",")
		for i := len(hops) - 1; i >= 0; i-- {
			if ip := strings.TrimSpace(hops[i]); net.ParseIP(ip) != nil && !trusted[ip] {
				return ip
			}
		}
		return from
	}
}

// GoTo is a redirect to a page of ours, returned as an error by a form that cannot be shown yet.
func GoTo(path string) error { return errRedirect{to: path} }
