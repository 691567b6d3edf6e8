package accounts

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
	"nurlykosh/internal/platform/form"
	"nurlykosh/internal/platform/session"
	"nurlykosh/internal/platform/view"
	"nurlykosh/internal/platform/web"
	accountsview "nurlykosh/templates/accounts"
)

type screen struct {
	work *Work
	// demoCase gives the number and code of a demo migrant; nil without.
	demoCase func(*web.Ctx) (number, code string)
}

// signInForm is what the sign-in page posts.
type signInForm struct {
	Login    string `form:"login" validate:"required,max=100"`
	Password string `form:"password" validate:"required,max=400"`
	Next     string `form:"next" validate:"max=300"`
	Kept     string `form:"kept"`
}

type demoForm struct {
	Account string `form:"account" validate:"required,numeric"`
	Next    string `form:"next" validate:"max=300"`
	Kept    string `form:"kept"`
}

func (s *screen) signInPage(c *web.Ctx) error {
	if c.Actor.SignedIn() {
		return c.Redirect(http.StatusSeeOther, home(c.Actor.Role))
	}
	return s.showSignIn(c, http.StatusOK, signInForm{Next: c.App.SafeNext(c.QueryParam("next"))}, nil)
}

// signInWith is the answer to a form whose session is gone: the page carries it, and it comes back after signing in.
func (s *screen) signInWith(c *web.Ctx, next, kept string) error {
	return s.showSignIn(c, http.StatusForbidden, signInForm{Next: next, Kept: kept}, nil)
}

func (s *screen) showSignIn(c *web.Ctx, status int, f signInForm, problem error) error {
	p := accountsview.SignInPage{Page: c.Page(c.T.T("sign_in.title")), Next: f.Next, Kept: f.Kept}
	p.Shell, p.Here = view.Staff, "/sign-in"
	if p.Path = "/sign-in"; f.Next != "" && f.Kept == "" {
		p.Path += "?next=" + url.QueryEscape(f.Next)
	}
	c.Tell(&p.Page, problem)
	p.Login = view.Field{Name: "login", Label: c.T.T("sign_in.login"), Value: f.Login, Auto: "username", Width: "20"}
	p.Pass = view.Field{Name: "password", Label: c.T.T("field.password"), Type: "password", Auto: "current-password", Width: "20"}
	if f.Next != "" && problem == nil {
		p.Banner = &view.Banner{Kind: view.Info, Title: c.T.T("sign_in.go_on")}
		if f.Kept != "" {
			p.Banner.Title = c.T.T("sign_in.kept")
		}
	}
	if !c.App.Settings.Prod() {
		var err error
		if p.Demo, err = s.demoAccounts(c); err != nil {
			return err
		}
		if s.demoCase != nil && len(p.Demo) > 0 {
			p.DemoNumber, p.DemoCode = s.demoCase(c)
		}
	}
	return c.Show(status, accountsview.SignIn(p))
}

type demoRow struct {
	ID    int64       `db:"id"`
	Login string      `db:"login"`
	Name  string      `db:"name"`
	Role  access.Role `db:"role"`
	KK    string      `db:"office_kk"`
	RU    string      `db:"office_ru"`
	EN    string      `db:"office_en"`
}

func (s *screen) demoAccounts(c *web.Ctx) ([]accountsview.DemoAccount, error) {
	var rows []demoRow
	err := c.App.DB.Read(c.Ctx(), c.Actor, func(r *db.Rd) error { return r.Select(&rows, "account_demo_list", nil) })
	out := make([]accountsview.DemoAccount, 0, len(rows))
	for _, r := range rows {
		out = append(out, accountsview.DemoAccount{
			ID: strconv.FormatInt(r.ID, 10), Name: r.Name, Office: c.T.Pick(r.KK, r.RU, r.EN), Role: c.T.T("role." + string(r.Role)),
		})
	}
	return out, err
}

func (s *screen) signIn(c *web.Ctx) error {
	var f signInForm
	err := form.Decode(c.Form(), &f)
	if c.LanguageOnly() {
		return s.showSignIn(c, http.StatusOK, f, nil)
	}
	if err != nil {
		return s.showSignIn(c, http.StatusUnprocessableEntity, f, err)
	}
	acc, err := s.work.SignIn(c.Ctx(), c.Op("accounts.sign_in"), Attempt{
		Login: f.Login, Password: f.Password, Device: deviceOf(c), Network: c.RealIP(), Agent: c.Request().UserAgent(),
	})
	if fault.Is(err, fault.Invalid) {
		return s.showSignIn(c, http.StatusUnprocessableEntity, f, err)
	}
	if fault.Is(err, fault.TooMany) {
		c.RetryAfter(fault.Of(err))
		return s.showSignIn(c, http.StatusTooManyRequests, f, err)
	}
	if err != nil {
		return err
	}
	return s.begin(c, acc, f.Next, f.Kept)
}

// demoSignIn signs in as a demo account with one press; the route does not exist in production.
func (s *screen) demoSignIn(c *web.Ctx) error {
	var f demoForm
	if err := form.Decode(c.Form(), &f); err != nil {
		return err
	}
	id, err := strconv.ParseInt(f.Account, 10, 64)
	if err != nil {
		return fault.Missing()
	}
	acc, err := s.work.DemoSignIn(c.Ctx(), c.Op("accounts.sign_in"), id)
	if err != nil {
		return err
	}
	return s.begin(c, acc, f.Next, f.Kept)
}

func (s *screen) begin(c *web.Ctx, acc Account, next, kept string) error {
	if err := c.Rescue(kept, acc.ID); err != nil {
		return err
	}
	err := c.App.Sessions.Begin(c.Response(), c.Request(), session.For{AccountID: acc.ID, Device: agent(c.Request().UserAgent())})
	if err != nil {
		return db.AsFault(err)
	}
	to := c.App.SafeNext(next)
	if to == "" {
		to = home(acc.Role)
	}
	return c.Redirect(http.StatusSeeOther, to)
}

func (s *screen) signOut(c *web.Ctx) error {
	c.Session.Options.MaxAge = -1
	if err := c.App.Sessions.Save(c.Request(), c.Response(), c.Session); err != nil {
		return db.AsFault(err)
	}
	c.Response().Header().Set("Clear-Site-Data", `"cache", "storage"`)
	return c.Redirect(http.StatusSeeOther, "/")
}

// home is the first page of a role.
func home(r access.Role) string {
	switch r {
	case access.Caseworker, access.Finance, access.Protection:
		return "/my-day"
	case access.Supervisor, access.Auditor:
		return "/board"
	case access.Administrator:
		return "/accounts"
	}
	return "/cases"
}

const deviceCookie = "nk-device"

// deviceOf gives the digest of the browser's long-lived cookie; a browser never seen gets one now.
func deviceOf(c *web.Ctx) []byte {
	if k, err := c.Cookie(deviceCookie); err == nil && len(k.Value) == 43 {
		h := sha256.Sum256([]byte(k.Value))
		return h[:]
	}
	b := make([]byte, 32)
	rand.Read(b)
	v := base64.RawURLEncoding.EncodeToString(b)
	c.SetCookie(&http.Cookie{
		Name: deviceCookie, Value: v, Path: "/sign-in", HttpOnly: true, Secure: c.App.Settings.Secure(),
		SameSite: http.SameSiteLaxMode, MaxAge: int(180 * 24 * time.Hour / time.Second),
	})
	h := sha256.Sum256([]byte(v))
	return h[:]
}
