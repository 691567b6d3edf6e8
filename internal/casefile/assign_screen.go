package casefile

import (
	"strconv"

	"github.com/a-h/templ"

	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
	"nurlykosh/internal/platform/view"
	"nurlykosh/internal/platform/web"
	casefileview "nurlykosh/templates/casefile"
)

type assignForm struct {
	To string `form:"account" validate:"max=20"`
}

func (s *screen) assign() web.Form[assignForm] {
	load := func(c *web.Ctx) ([]Candidate, error) {
		var list []Candidate
		_, err := s.frame.Look(c, func(r *db.Rd, v *View) error {
			if !access.May(c.Actor, access.Assign, v.Matter()) {
				return fault.Missing()
			}
			var err error
			list, err = Candidates(r, v.Case)
			return err
		})
		return list, err
	}
	return web.Form[assignForm]{
		Name:    "casefile.reassign",
		Changes: s.frame.Changes(func(_ *web.Ctx, v *View) string { return v.Owner }),
		Load:    func(c *web.Ctx) (assignForm, error) { _, err := load(c); return assignForm{}, err },
		Show: func(c *web.Ctx, p view.Page, f assignForm) (templ.Component, error) {
			list, err := load(c)
			if err != nil {
				return nil, err
			}
			page, _, _, err := s.form(c, p, "button.reassign")
			if err != nil {
				return nil, err
			}
			to := view.Field{Name: "account", Label: c.T.T("assign.to"), Value: f.To}
			for _, k := range list {
				to.Options = append(to.Options, view.Option{Value: strconv.FormatInt(k.ID, 10), Text: k.Name, Hint: c.T.T("assign.load", "n", k.Families, "limit", k.Limit)})
			}
			page.Radios, page.Button = &to, c.T.T("button.reassign")
			return casefileview.Form(page), nil
		},
		Do: func(c *web.Ctx, op db.Op, f assignForm) (db.Result, error) {
			id, err := strconv.ParseInt(f.To, 10, 64)
			if err != nil {
				return db.Result{}, fault.OnField("account", "assign.to_missing", nil)
			}
			return s.work.Reassign(c.Ctx(), op, number(c), id)
		},
	}
}

func (s *screen) conflict() web.Form[noForm] {
	look := func(c *web.Ctx) (noForm, error) { _, err := s.frame.Look(c, nil); return noForm{}, err }
	return web.Form[noForm]{
		Name:    "casefile.declare_conflict",
		Changes: s.frame.Changes(),
		Load:    look,
		Show: func(c *web.Ctx, p view.Page, _ noForm) (templ.Component, error) {
			v, err := s.frame.Look(c, nil)
			if err != nil {
				return nil, err
			}
			page := about(c, p, v, "button.i_know_family")
			page.Text, page.Button = c.T.T("assign.conflict_text"), page.Title
			return casefileview.Form(page), nil
		},
		Do: func(c *web.Ctx, op db.Op, _ noForm) (db.Result, error) {
			return s.work.DeclareConflict(c.Ctx(), op, number(c))
		},
	}
}
