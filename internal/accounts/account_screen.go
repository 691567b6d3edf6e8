package accounts

import (
	"net/http"
	"time"

	"github.com/a-h/templ"

	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
	"nurlykosh/internal/platform/form"
	"nurlykosh/internal/platform/i18n"
	"nurlykosh/internal/platform/session"
	"nurlykosh/internal/platform/view"
	"nurlykosh/internal/platform/web"
	accountsview "nurlykosh/templates/accounts"
)

type choicesForm struct {
	Language string `form:"language" validate:"oneof=kk ru en"`
	Keys     string `form:"keys" validate:"omitempty,oneof=yes"`
}

type sessionRow struct {
	Began   time.Time `db:"created_at"`
	Seen    time.Time `db:"seen_at"`
	Device  string    `db:"device"`
	Current bool      `db:"current"`
	Handle  string    `db:"handle"`
}

func (s *screen) choices() web.Form[choicesForm] {
	return web.Form[choicesForm]{
		Name:  "accounts.choose",
		Alone: true,
		Load: func(c *web.Ctx) (choicesForm, error) {
			f := choicesForm{Language: c.Row.Language.String}
			if c.Row.KeysOn.Bool {
				f.Keys = "yes"
			}
			return f, nil
		},
		Show: s.showAccount,
		Do: func(c *web.Ctx, op db.Op, f choicesForm) (db.Result, error) {
			res, err := s.work.Choose(c.Ctx(), op, f.Language, f.Keys == "yes")
			if err == nil {
				c.SetCookie(&http.Cookie{Name: "nk-lang", Value: f.Language, Path: "/", HttpOnly: true, Secure: c.App.Settings.Secure(), SameSite: http.SameSiteLaxMode, MaxAge: 31536000})
			}
			return res, err
		},
	}
}

func (s *screen) showAccount(c *web.Ctx, p view.Page, f choicesForm) (templ.Component, error) {
	var rows []sessionRow
	err := c.App.DB.Read(c.Ctx(), c.Actor, func(r *db.Rd) error {
		return r.Select(&rows, "session_list", db.Args{"account_id": c.Actor.ID, "current": session.Digest(c.Session)})
	})
	if err != nil {
		return nil, err
	}
	p.Title = c.T.T("account.title")
	page := accountsview.AccountPage{Page: p, KeysOn: f.Keys == "yes"}
	page.Facts = []view.Fact{
		{Name: c.T.T("account.name"), Value: c.Actor.Name, Lang: "kk"},
		{Name: c.T.T("sign_in.role"), Value: c.T.T("role." + string(c.Actor.Role))},
		{Name: c.T.T("word.office"), Value: c.T.Pick(c.Row.OfficeKK.String, c.Row.OfficeRU.String, c.Row.OfficeEN.String)},
		{Name: c.T.T("field.password"), Value: "••••••••", Links: []view.Link{{Href: "/account/password", Text: c.T.T("button.change"), Hidden: c.T.T("field.password")}}},
	}
	page.Language = view.Field{Name: "language", Label: c.T.T("layout.language"), Value: f.Language, Options: []view.Option{
		{Value: string(i18n.KK), Text: "Қазақша"}, {Value: string(i18n.RU), Text: "Русский"}, {Value: string(i18n.EN), Text: "English"},
	}}
	for _, r := range rows {
		page.Sessions = append(page.Sessions, accountsview.SessionRow{
			Handle: r.Handle, Device: r.Device, Began: c.T.Time(r.Began), Seen: c.T.Time(r.Seen), Current: r.Current,
		})
	}
	return accountsview.Account(page), nil
}

type sessionForm struct {
	Session string `form:"session" validate:"required,max=16"`
}

func (s *screen) endSession(c *web.Ctx) error {
	var f sessionForm
	if err := form.Decode(c.Form(), &f); err != nil {
		return err
	}
	_, err := c.App.DB.Plain(c.Ctx()).Exec("session_end_one", db.Args{"account_id": c.Actor.ID, "handle": f.Session})
	if err != nil {
		return db.AsFault(err)
	}
	return c.Redirect(http.StatusSeeOther, "/account")
}

type passwordForm struct {
	Old   string `form:"old_password" validate:"required,max=400"`
	New   string `form:"new_password" validate:"required,max=400"`
	Again string `form:"again_password" validate:"required,max=400"`
}

func (s *screen) password() web.Form[passwordForm] {
	return web.Form[passwordForm]{
		Name:  "accounts.change_password",
		Alone: true,
		Load:  func(*web.Ctx) (passwordForm, error) { return passwordForm{}, nil },
		Show: func(c *web.Ctx, p view.Page, _ passwordForm) (templ.Component, error) {
			p.Title = c.T.T("password.title")
			if c.Row.MustSet.Bool && p.Banner == nil {
				p.Banner = &view.Banner{Kind: view.Info, Title: c.T.T("password.must")}
			}
			field := func(name, key, auto string) view.Field {
				return view.Field{Name: name, Label: c.T.T(key), Type: "password", Auto: auto, Width: "20"}
			}
			return accountsview.Password(accountsview.PasswordPage{
				Page: p, Old: field("old_password", "password.old", "current-password"),
				New: field("new_password", "password.new", "new-password"), Again: field("again_password", "password.again", "new-password"),
			}), nil
		},
		Do: func(c *web.Ctx, op db.Op, f passwordForm) (db.Result, error) {
			if f.New != f.Again {
				return db.Result{}, fault.OnField("again_password", "password.differ", nil)
			}
			return s.work.ChangePassword(c.Ctx(), op, f.Old, f.New, session.Digest(c.Session))
		},
	}
}

// Room wires the room's routes.
func Room(a *web.App, w *Work, demoCase func(*web.Ctx) (string, string)) {
	s := &screen{work: w, demoCase: demoCase}
	a.SignIn = s.signInWith
	a.GET("/sign-in", access.Everyone, s.signInPage)
	a.POST("/sign-in", access.Everyone, s.signIn)
	if !a.Settings.Prod() {
		a.POST("/sign-in/demo", access.Everyone, s.demoSignIn)
	}
	a.Press("/sign-out", access.AnyStaff, s.signOut)
	web.AddForm(a, "/account", access.AnyStaff, s.choices())
	a.POST("/account/sessions", access.AnyStaff, s.endSession)
	web.AddForm(a, "/account/password", access.AnyStaff, s.password())
	s.staffRoutes(a)
}
