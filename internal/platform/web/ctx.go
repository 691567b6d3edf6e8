package web

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/a-h/templ"
	"github.com/gorilla/sessions"
	"github.com/labstack/echo/v4"

	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
	"nurlykosh/internal/platform/i18n"
	"nurlykosh/internal/platform/session"
	"nurlykosh/internal/platform/view"
)

// Ctx is one request: who asks, in which language, and the page they get.
type Ctx struct {
	echo.Context
	App     *App
	Actor   access.Actor
	T       i18n.Reader
	Session *sessions.Session // nil only while the database is away
	Row     *session.Row      // nil for visitors

	policy    access.Policy
	section   string
	opID      string
	sessionOK bool
	form      url.Values
	names     []string // of the posted fields, in the order of the page
	formErr   error
	outdated  bool // the posted token does not fit this session
}

// Ctx is the request's context with its actor.
func (c *Ctx) Ctx() context.Context { return access.With(c.Request().Context(), c.Actor) }

// In names the navigation entry that this page belongs to.
func (c *Ctx) In(section string) *Ctx { c.section = section; return c }

// Today is the civil day of this request on the programme's clock.
func (c *Ctx) Today() civil.Date {
	if c.Row != nil && !c.Row.Now.IsZero() {
		return civil.In(c.Row.Now)
	}
	var today civil.Date
	err := c.App.DB.Read(c.Ctx(), c.Actor, func(r *db.Rd) error { today = r.Today(); return nil })
	if err != nil {
		return civil.Date{}
	}
	return today
}

// ID reads a numeric path parameter; anything else is not found.
func (c *Ctx) ID(name string) (int64, error) {
	id, err := strconv.ParseInt(c.Param(name), 10, 64)
	if err != nil || id <= 0 {
		return 0, fault.Missing()
	}
	return id, nil
}

// OpID is the id of the form being shown or posted.
func (c *Ctx) OpID() string {
	if c.opID == "" {
		if c.opID = c.Form().Get("op"); !db.ValidID(c.opID) {
			c.opID = db.NewID()
		}
	}
	return c.opID
}

// Op is the operation this form asks for; name is the verb. The same contents at another address are another form.
func (c *Ctx) Op(name string) db.Op {
	return db.Op{
		ID: c.Form().Get("op"), Name: name, Actor: c.Actor,
		Form: db.FormDigest(c.Request().URL.Path, c.Form(), "csrf", "op"),
	}
}

// LanguageOnly reports whether a form was sent by one of its language links: it is shown again in that language with
// what was typed; nothing is checked or stored.
func (c *Ctx) LanguageOnly() bool {
	_, ok := i18n.ParseLang(c.QueryParam("lang"))
	return ok && c.Request().Method == http.MethodPost
}

// Page begins the page of this request.
func (c *Ctx) Page(title string) view.Page {
	p := view.Page{
		T: c.T, Title: title, Path: c.languagePath(), CSRF: c.csrf(), Op: c.OpID(),
		Dev: !c.App.Settings.Prod(), Version: c.App.Version, Keys: true, Shell: view.Public,
	}
	if c.Actor.SignedIn() {
		p.Shell = view.Staff
		p.User = &view.User{
			Name: c.Actor.Name, Role: c.T.T("role." + string(c.Actor.Role)),
			Office: c.T.Pick(c.Row.OfficeKK.String, c.Row.OfficeRU.String, c.Row.OfficeEN.String),
			Finds:  access.CaseReader.Lets(c.Actor.Role),
		}
		p.Keys = c.Row.KeysOn.Bool
		p.Nav = c.App.navFor(c)
		p.Printed = c.T.T("layout.printed", "name", c.Actor.Name, "time", c.T.Time(c.Row.Now))
	} else if c.policy.ForApplicants() || strings.HasPrefix(c.Path(), "/status") {
		p.Shell = view.Migrant
	}
	p.Banner = c.doneBanner()
	return p
}

// doneBanner tells what the operation named in the address did: only to the person who did it.
func (c *Ctx) doneBanner() *view.Banner {
	id := c.QueryParam("done")
	if !db.ValidID(id) || c.Request().Method == http.MethodPost {
		return nil
	}
	res, err := c.App.DB.Done(c.Ctx(), c.Actor, id)
	if err != nil || res.Said == "" {
		return nil
	}
	b := &view.Banner{Kind: view.OK, Title: c.T.T(res.Said, fault.Args(res.Args))}
	if sub := res.Said + ".then"; c.T.Has(sub) {
		b.Lines = []string{c.T.T(sub, fault.Args(res.Args))}
	}
	return b
}

// Show writes a page.
func (c *Ctx) Show(status int, page templ.Component) error {
	c.head(status)
	if c.Request().Method == http.MethodHead {
		return nil
	}
	return page.Render(c.Request().Context(), c.Response())
}

// write sends a page that is ready.
func (c *Ctx) write(status int, html string) error {
	c.head(status)
	if c.Request().Method == http.MethodHead {
		return nil
	}
	_, err := c.Response().Write([]byte(html))
	return err
}

func (c *Ctx) head(status int) {
	c.Response().Header().Set(echo.HeaderContentType, "text/html; charset=utf-8")
	c.Response().WriteHeader(status)
}

// Done answers a change: on to the next page, which tells what was done.
func (c *Ctx) Done(op db.Op, r db.Result) error {
	to := r.To
	if r.Said != "" {
		sep := "?"
		if strings.Contains(to, "?") {
			sep = "&"
		}
		to += sep + "done=" + op.ID
	}
	return c.Redirect(http.StatusSeeOther, to)
}

// languagePath is the address with its query, for the language links.
func (c *Ctx) languagePath() string {
	u := *c.Request().URL
	q := u.Query()
	q.Del("lang")
	q.Del("done")
	u.RawQuery = q.Encode()
	uri := u.RequestURI()
	if strings.HasPrefix(uri, "//") || !strings.HasPrefix(uri, "/") { // would name another host, or none of our pages
		return "/"
	}
	return uri
}

// Saw notes that the person opened a case, once an hour, before the page is sent. Visitors and migrants are
// not noted here.
func (c *Ctx) Saw(caseID int64) error {
	if !c.Actor.SignedIn() || c.App.seen.has(c.Actor.ID, caseID) {
		return nil
	}
	var written bool
	err := c.App.DB.Plain(c.Request().Context()).Get(&written, "view_record", db.Args{"case_id": caseID, "account_id": c.Actor.ID})
	if err != nil {
		return db.AsFault(err)
	}
	c.App.seen.add(c.Actor.ID, caseID)
	return nil
}
