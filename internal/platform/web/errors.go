package web

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"log/slog"
	"net/http"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/fault"
	"nurlykosh/internal/platform/form"
	"nurlykosh/internal/platform/view"
)

var statusOf = map[fault.Kind]int{
	fault.NotFound: http.StatusNotFound, fault.Forbidden: http.StatusForbidden,
	fault.Invalid: http.StatusUnprocessableEntity, fault.Conflict: http.StatusConflict,
	fault.Unavailable: http.StatusServiceUnavailable, fault.Unknown: http.StatusServiceUnavailable,
	fault.TooMany: http.StatusTooManyRequests, fault.Internal: http.StatusInternalServerError,
}

// handleError is the one place where a fault becomes an answer.
func (a *App) handleError(err error, ec echo.Context) {
	if e := a.answer(ec, err); e != nil {
		a.Log.Error("error page", "error", e.Error())
	}
}

func (a *App) answer(ec echo.Context, err error) error {
	if ec.Response().Committed {
		a.Log.Warn("answer broken off", "route", ec.Path(), "error", err.Error())
		return nil
	}
	c, ok := ec.(*Ctx)
	if !ok {
		c = &Ctx{Context: ec, App: a, Actor: access.Actor{Role: access.None}}
		c.T = a.Words.Reader(c.language())
	}
	var away errRedirect
	if errors.As(err, &away) {
		return c.Redirect(http.StatusSeeOther, away.to)
	}
	var in errSignIn
	if errors.As(err, &in) {
		return a.SignIn(c, in.next, in.kept)
	}
	f := c.faultOf(err)
	v := ErrorView{Status: statusOf[f.Kind], Title: c.T.T("error." + f.Kind.String() + ".title"), Text: c.T.T(f.Key, f.Args)}
	level := slog.LevelInfo
	switch f.Kind {
	case fault.Internal:
		level = slog.LevelError
		v.Reference = reference()
	case fault.Unavailable, fault.Unknown:
		level = slog.LevelWarn
		c.Response().Header().Set("Retry-After", "5")
		c.carryForm(&v)
	case fault.TooMany:
		c.RetryAfter(f)
	}
	if f.Key == sendAgain {
		c.carryForm(&v)
	}
	attrs := []any{"kind", f.Kind.String(), "route", c.Path(), "method", c.Request().Method, "actor", c.Actor.ID, "reference", v.Reference}
	if f.Kind == fault.Internal || f.Kind == fault.Unavailable || f.Kind == fault.Unknown {
		attrs = append(attrs, "cause", cause(f))
	}
	a.Log.Log(c.Request().Context(), level, "fault", attrs...)
	p := c.errorPage(v.Title)
	if v.Again == "" {
		p.Typed = c.lost("")
	}
	return c.Show(v.Status, a.ErrorPage(p, v))
}

// errorPage is a page that needs no database, and the same for everybody who may not know more.
func (c *Ctx) errorPage(title string) view.Page {
	p := view.Page{T: c.T, Title: title, Path: "/", Shell: view.Public, Version: c.App.Version, Dev: !c.App.Settings.Prod()}
	if c.Request().Method == http.MethodGet {
		p.Path = c.languagePath()
	}
	if c.sessionOK {
		p.CSRF = c.csrf()
		p.Op = c.OpID()
	}
	if c.Actor.SignedIn() {
		p.Shell = view.Staff
		p.User = &view.User{
			Name: c.Actor.Name, Role: c.T.T("role." + string(c.Actor.Role)),
			Office: c.T.Pick(c.Row.OfficeKK.String, c.Row.OfficeRU.String, c.Row.OfficeEN.String),
			Finds:  access.CaseReader.Lets(c.Actor.Role),
		}
		p.Nav = c.App.navFor(c)
		p.Keys = c.Row.KeysOn.Bool
	}
	return p
}

// carryForm puts the typed form into the page, to be sent again with the same operation id and a token that fits.
func (c *Ctx) carryForm(v *ErrorView) {
	if c.Request().Method != http.MethodPost || c.form == nil {
		return
	}
	v.Again = c.Request().URL.Path
	for k, vals := range c.form {
		if form.Secret(k) || k == "csrf" && c.sessionOK {
			continue
		}
		for _, s := range vals {
			v.Typed = append(v.Typed, TypedPair{Name: k, Value: s})
		}
	}
	if c.sessionOK {
		v.Typed = append(v.Typed, TypedPair{Name: "csrf", Value: c.csrf()})
	}
	sort.Slice(v.Typed, func(i, j int) bool { return v.Typed[i].Name < v.Typed[j].Name })
}

// lost is what was typed and stands nowhere on the page that answers: it is shown there to be copied, so that
// nobody's typing is lost whatever became of the form (product.md §4.3). Choices are codes and not shown. Without a page
// it is all of it.
func (c *Ctx) lost(page string) []string {
	var out []string
	for _, k := range c.names {
		if !form.Typed(k) {
			continue
		}
		for _, v := range c.form[k] {
			v = form.Tidy(v)
			if v == "" || v == "yes" || v == "no" || slices.Contains(out, v) || strings.Contains(page, templ.EscapeString(v)) {
				continue
			}
			out = append(out, v)
		}
	}
	return out
}

// RetryAfter tells a browser how many seconds a fault asks it to wait.
func (c *Ctx) RetryAfter(f *fault.Error) {
	seconds, ok := f.Args["seconds"].(int)
	if !ok {
		seconds = 60
	}
	c.Response().Header().Set("Retry-After", strconv.Itoa(seconds))
}

// faultOf reads the router's own errors as faults, too.
func (c *Ctx) faultOf(err error) *fault.Error {
	var he *echo.HTTPError
	var tooBig *http.MaxBytesError
	var f *fault.Error
	switch {
	case errors.As(err, &f):
		return f
	case errors.As(err, &tooBig):
		return fault.Refuse("fault.too_big", nil)
	case errors.As(err, &he) && (he.Code == http.StatusNotFound || he.Code == http.StatusMethodNotAllowed):
		return fault.Missing()
	}
	return fault.Of(err)
}

func cause(f *fault.Error) string {
	if f.Err == nil {
		return ""
	}
	return f.Err.Error()
}

func reference() string {
	b := make([]byte, 4)
	rand.Read(b)
	return hex.EncodeToString(b)
}
