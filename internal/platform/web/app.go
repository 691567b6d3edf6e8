package web

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"sort"
	"strings"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/form"
	"nurlykosh/internal/platform/i18n"
	"nurlykosh/internal/platform/session"
	"nurlykosh/internal/platform/settings"
	"nurlykosh/internal/platform/view"
)

// App is what every room registers its routes with.
type App struct {
	Echo     *echo.Echo
	DB       *db.DB
	Sessions *session.Store
	Words    *i18n.Catalogue
	Settings settings.Settings
	Log      *slog.Logger
	Version  string

	// ErrorPage is the page for a fault; wired in cmd, so that platform knows no template.
	ErrorPage func(p view.Page, e ErrorView) templ.Component
	// VersionsPage is the page of two versions of a form; wired like ErrorPage.
	VersionsPage func(p view.Page, v VersionsView) templ.Component
	// Counts gives the numbers beside the navigation for a person; nil shows none.
	Counts func(ctx context.Context, a access.Actor) map[string]view.Count
	// SignIn shows the sign-in page with a form that is to come back afterwards; set by the room of accounts.
	SignIn func(c *Ctx, next, kept string) error

	seen   *seen
	nav    []navEntry
	routes []Route
}

// ErrorView is what an error page tells.
type ErrorView struct {
	Status    int
	Title     string
	Text      string
	Reference string      // to name when calling for help; only for defects of ours
	Again     string      // address to send the typed form to once more, "" if there is none
	Typed     []TypedPair // the typed form, carried as hidden fields
}

// TypedPair is one value of a form that could not be saved.
type TypedPair struct{ Name, Value string }

// Route is one line of ROUTES.md.
type Route struct {
	Method string
	Path   string
	Policy access.Policy
	Made   bool     // a form that carries the version of what it changes
	Fields []string // what a form or a button sends
}

// Handler answers one request; an error becomes a page in one place.
type Handler func(*Ctx) error

type navEntry struct {
	key, href string
	policy    access.Policy
}

// New makes an application without routes.
func New(a App) *App {
	a.Echo = echo.New()
	a.Echo.HideBanner, a.Echo.HidePort = true, true
	app := &a
	app.seen = &seen{}
	app.Echo.HTTPErrorHandler = app.handleError
	app.Echo.IPExtractor = ipExtractor(a.Settings.Proxies)
	app.Echo.Use(app.recover, app.headers, app.limitBody, app.context, app.protect)
	app.takeReports()
	return app
}

// GET registers a page; HEAD comes with it.
func (a *App) GET(path string, p access.Policy, h Handler) {
	a.register(http.MethodGet, path, p, h)
	a.register(http.MethodHead, path, p, h)
}

// POST registers a change. A form with a stale token never reaches h.
func (a *App) POST(path string, p access.Policy, h Handler) {
	a.register(http.MethodPost, path, p, func(c *Ctx) error {
		if c.outdated {
			return c.stale()
		}
		return h(c)
	})
}

// Press registers a change that is a button, with the few fields that it may send.
func (a *App) Press(path string, p access.Policy, h Handler, fields ...string) {
	a.POST(path, p, func(c *Ctx) error {
		if err := form.Only(c.Form(), fields...); err != nil {
			return err
		}
		return h(c)
	})
	a.routes[len(a.routes)-1].Fields = fields
}

func (a *App) register(method, path string, p access.Policy, h Handler) {
	if p.Empty() {
		panic(fmt.Sprintf("%s %s has no policy", method, path))
	}
	if method != http.MethodHead {
		a.routes = append(a.routes, Route{Method: method, Path: path, Policy: p})
	}
	a.Echo.Add(method, path, func(ec echo.Context) error {
		c := ec.(*Ctx)
		c.policy = p
		if err := c.admit(p); err != nil {
			if c.outdated && c.Actor.Role != access.None {
				return c.stale()
			}
			return err
		}
		return h(c)
	})
}

// Routes lists the routes by path, for ROUTES.md and the walk.
func (a *App) Routes() []Route {
	out := append([]Route(nil), a.routes...)
	sort.Slice(out, func(i, j int) bool {
		if out[i].Path != out[j].Path {
			return out[i].Path < out[j].Path
		}
		return out[i].Method < out[j].Method
	})
	return out
}

// Nav adds an entry to the main navigation; the word is the message "nav.<key>".
func (a *App) Nav(key, href string, p access.Policy) {
	a.nav = append(a.nav, navEntry{key: key, href: href, policy: p})
}

func (a *App) navFor(c *Ctx) []view.NavItem {
	if !c.Actor.SignedIn() {
		return nil
	}
	var counts map[string]view.Count
	if a.Counts != nil {
		counts = a.Counts(c.Request().Context(), c.Actor)
	}
	items := make([]view.NavItem, 0, len(a.nav))
	for _, n := range a.nav {
		if !n.policy.Lets(c.Actor.Role) {
			continue
		}
		items = append(items, view.NavItem{
			Href: n.href, Text: c.T.T("nav." + n.key), Count: counts[n.key].N, Late: counts[n.key].Late,
			Current: c.section == n.key || c.section == "" && (c.Path() == n.href || strings.HasPrefix(c.Path(), n.href+"/")),
		})
	}
	return items
}
