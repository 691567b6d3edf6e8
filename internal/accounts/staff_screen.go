package accounts

import (
	"context"
	"strconv"

	"github.com/a-h/templ"

	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
	"nurlykosh/internal/platform/view"
	"nurlykosh/internal/platform/web"
	accountsview "nurlykosh/templates/accounts"
	"nurlykosh/templates/formview"
)

// staffRows is how many people a page of the list shows.
const staffRows = 50

// staffRoutes are the administrator's pages of the people who sign in.
func (s *screen) staffRoutes(a *web.App) {
	a.Nav("accounts", "/accounts", access.Admin)
	a.GET("/accounts", access.Admin, s.staff)
	web.AddForm(a, "/accounts/new", access.Admin, s.enrol())
	web.AddForm(a, "/accounts/:id", access.Admin, s.move())
	web.AddForm(a, "/accounts/:id/disable", access.Admin, s.act("disable", s.work.Disable))
	web.AddForm(a, "/accounts/:id/enable", access.Admin, s.act("enable", s.work.Enable))
	web.AddForm(a, "/accounts/:id/reissue", access.Admin, s.act("reissue", s.work.Reissue))
}

func (s *screen) staff(c *web.Ctx) error {
	state, after := c.QueryParam("state"), c.QueryParam("after")
	if state != "disabled" && state != "all" {
		state = "enabled"
	}
	if CheckLogin(after) != nil {
		after = ""
	}
	var rows []staffRow
	err := c.App.DB.Read(c.Ctx(), c.Actor, func(r *db.Rd) error {
		return r.Select(&rows, "account_page", db.Args{"after": after, "state": state, "most": staffRows + 1})
	})
	if err != nil {
		return err
	}
	t := c.T
	p := accountsview.StaffPage{Page: c.Page(t.T("staff.title"))}
	for _, k := range []string{"enabled", "disabled", "all"} {
		p.States = append(p.States, view.Tab{Href: "/accounts?state=" + k, Text: t.T("staff.list_" + k), Current: k == state})
	}
	if len(rows) > staffRows {
		rows = rows[:staffRows]
		p.More = &view.Link{Href: "/accounts?state=" + state + "&after=" + rows[staffRows-1].Login, Text: t.T("list.next_page")}
	}
	for _, r := range rows {
		x := accountsview.StaffRow{
			Link: view.Link{Href: accountPath(r.ID), Text: r.Name}, Login: r.Login, Role: t.T("role." + string(r.Role)),
			Office: t.Pick(r.KK, r.RU, r.EN), State: view.Tag{Kind: "green", Text: t.T("staff.enabled")},
		}
		switch {
		case r.Disabled:
			x.State = view.Tag{Kind: "line", Text: t.T("staff.disabled")}
		case r.First:
			x.State = view.Tag{Kind: "gold", Text: t.T("staff.first")}
		}
		p.Rows = append(p.Rows, x)
	}
	return c.Show(200, accountsview.Staff(p))
}

type enrolForm struct {
	Login  string `form:"login" validate:"required,max=40"`
	Name   string `form:"name" validate:"required,max=200"`
	Role   string `form:"role" validate:"required,max=20"`
	Office string `form:"office" validate:"required,numeric,max=18"`
}

func (s *screen) enrol() web.Form[enrolForm] {
	return web.Form[enrolForm]{
		Name:  "accounts.enrol",
		Alone: true,
		Load:  func(*web.Ctx) (enrolForm, error) { return enrolForm{}, nil },
		Show: func(c *web.Ctx, p view.Page, f enrolForm) (templ.Component, error) {
			place, err := s.placeInputs(c, placeForm{Name: f.Name, Role: f.Role, Office: f.Office})
			if err != nil {
				return nil, err
			}
			p.Title = c.T.T("staff.add")
			login := view.Field{Name: "login", Label: c.T.T("sign_in.login"), Hint: c.T.T("staff.login_hint"), Value: f.Login, Width: "20"}
			return formview.Form(formview.Page{
				Page: p, Back: backToStaff(c), Action: "/accounts/new", Button: c.T.T("staff.add"), Texts: []string{c.T.T("staff.first_text")},
				Inputs: append([]formview.Input{{Text: &login}}, place...),
			}), nil
		},
		Do: func(c *web.Ctx, op db.Op, f enrolForm) (db.Result, error) {
			return s.work.Enrol(c.Ctx(), op, f.Login, placeForm{Name: f.Name, Role: f.Role, Office: f.Office}.read())
		},
	}
}

type placeForm struct {
	Name   string `form:"name" validate:"required,max=200"`
	Role   string `form:"role" validate:"required,max=20"`
	Office string `form:"office" validate:"required,numeric,max=18"`
}

func (f placeForm) read() Place {
	p := Place{Name: f.Name, Role: access.Role(f.Role)}
	p.OfficeID, _ = strconv.ParseInt(f.Office, 10, 64)
	return p
}

func (s *screen) placeInputs(c *web.Ctx, f placeForm) ([]formview.Input, error) {
	t := c.T
	name := view.Field{Name: "name", Label: t.T("account.name"), Value: f.Name, Bidi: true}
	role := view.Field{Name: "role", Label: t.T("sign_in.role"), Value: f.Role, Options: []view.Option{{Text: t.T("choose")}}}
	for _, r := range access.StaffRoles {
		role.Options = append(role.Options, view.Option{Value: string(r), Text: t.T("role." + string(r))})
	}
	office := view.Field{Name: "office", Label: t.T("word.office"), Value: f.Office, Options: []view.Option{{Text: t.T("choose")}}}
	var all []choice
	err := c.App.DB.Read(c.Ctx(), c.Actor, func(r *db.Rd) (err error) { all, err = choices(r); return err })
	for _, o := range all {
		office.Options = append(office.Options, view.Option{Value: strconv.FormatInt(o.ID, 10), Text: t.Pick(o.KK, o.RU, o.EN)})
	}
	return []formview.Input{{Text: &name}, {Select: &role}, {Select: &office}}, err
}

func backToStaff(c *web.Ctx) view.Link {
	return view.Link{Href: "/accounts", Text: c.T.T("staff.title")}
}

// person is the account of an address.
func (s *screen) person(c *web.Ctx) (acc Account, held int, err error) {
	id, err := c.ID("id")
	if err != nil {
		return acc, 0, err
	}
	err = c.App.DB.Read(c.Ctx(), c.Actor, func(r *db.Rd) error {
		if err := access.Check(c.Actor, access.ManageStaff, access.Matter{}); err != nil {
			return err
		}
		if err := r.Get(&acc, "account_by_id", db.Args{"id": id}); err != nil {
			return err
		}
		return r.Get(&held, "account_open_cases", db.Args{"id": id})
	})
	return acc, held, err
}

// account is the account of an address as what a form changes.
func (s *screen) account(rest ...func(Account) string) web.Thing {
	return web.Thing{Of: "account", Now: func(c *web.Ctx) (web.Standing, error) {
		acc, _, err := s.person(c)
		out := web.Standing{Rev: acc.Rev, Stream: acc.Stream()}
		for _, x := range rest {
			out.Stands = x(acc)
		}
		return out, err
	}}
}

func (s *screen) move() web.Form[placeForm] {
	return web.Form[placeForm]{
		Name:    "accounts.move",
		Changes: s.account(),
		Load: func(c *web.Ctx) (placeForm, error) {
			acc, _, err := s.person(c)
			return placeForm{Name: acc.Name, Role: string(acc.Role), Office: strconv.FormatInt(acc.OfficeID, 10)}, err
		},
		Show: s.showPerson,
		Do: func(c *web.Ctx, op db.Op, f placeForm) (db.Result, error) {
			id, err := c.ID("id")
			if err != nil {
				return db.Result{}, err
			}
			return s.work.Move(c.Ctx(), op, id, f.read())
		},
	}
}

func (s *screen) showPerson(c *web.Ctx, p view.Page, f placeForm) (templ.Component, error) {
	acc, held, err := s.person(c)
	if err != nil {
		return nil, err
	}
	t := c.T
	p.Title = acc.Name
	page := formview.Page{Page: p, Back: backToStaff(c), Action: accountPath(acc.ID), Button: t.T("button.save")}
	page.Facts = []view.Fact{
		{Name: t.T("sign_in.login"), Value: acc.Login},
		{Name: t.T("staff.state"), Value: t.T("staff.enabled")},
		{Name: t.T("staff.held"), Value: strconv.Itoa(held)},
	}
	if page.Inputs, err = s.placeInputs(c, f); err != nil {
		return nil, err
	}
	if acc.First && acc.FirstBy == c.QueryParam("done") && p.Banner != nil { // the banner is shown to who did it only
		page.Facts = append(page.Facts, view.Fact{Name: t.T("staff.first_password"), Value: s.work.FirstPassword(acc.FirstBy, acc.Login), Note: t.T("staff.first_hint")})
	}
	if acc.ID == c.Actor.ID {
		page.Closed = t.T("staff.not_yourself")
		return formview.Form(page), nil
	}
	if acc.Disabled != nil {
		page.Facts[1].Value = t.T("staff.disabled")
		page.Links = []view.Link{{Href: accountPath(acc.ID) + "/enable", Text: t.T("staff.enable")}}
	} else {
		page.Links = []view.Link{
			{Href: accountPath(acc.ID) + "/reissue", Text: t.T("staff.reissue")}, {Href: accountPath(acc.ID) + "/disable", Text: t.T("staff.disable")},
		}
	}
	return formview.Form(page), nil
}

type pressForm struct{}

// act is a page that asks once more before something is done to an account.
func (s *screen) act(what string, verb func(context.Context, db.Op, int64) (db.Result, error)) web.Form[pressForm] {
	return web.Form[pressForm]{
		Name:    "accounts." + what,
		Changes: s.account(func(acc Account) string { return strconv.Itoa(acc.Rev) }), // every change of it counts
		Load:    func(c *web.Ctx) (pressForm, error) { _, _, err := s.person(c); return pressForm{}, err },
		Show: func(c *web.Ctx, p view.Page, _ pressForm) (templ.Component, error) {
			acc, held, err := s.person(c)
			if err != nil {
				return nil, err
			}
			t := c.T
			p.Title = t.T("staff." + what)
			page := formview.Page{
				Page: p, Back: view.Link{Href: accountPath(acc.ID), Text: acc.Name}, About: view.Name{Text: acc.Name, Lang: "kk"},
				Action: accountPath(acc.ID) + "/" + what, Button: t.T("staff." + what), Texts: []string{t.T("staff." + what + "_text")},
			}
			if what == "disable" && held > 0 {
				page.Texts = append(page.Texts, t.N("staff.holds_cases", held))
			}
			return formview.Form(page), nil
		},
		Do: func(c *web.Ctx, op db.Op, _ pressForm) (db.Result, error) {
			id, err := c.ID("id")
			if err != nil {
				return db.Result{}, fault.Missing()
			}
			return verb(c.Ctx(), op, id)
		},
	}
}
