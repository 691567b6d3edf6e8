package intake

import (
	"slices"

	"github.com/a-h/templ"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
	"nurlykosh/internal/platform/view"
	"nurlykosh/internal/platform/web"
	intakeview "nurlykosh/templates/intake"
)

// chosenName is the name that a member goes by: another chosen form takes its place.
func chosenName(c *web.Ctx, v *casefile.View) string {
	for _, m := range v.Members {
		if m.ID == memberPath(c) {
			return m.Name
		}
	}
	return ""
}

// named is the case as what a new name changes: it rests on the name that the person goes by.
func (s *screen) named() web.Thing {
	thing := s.frame.Changes(chosenName)
	now := thing.Now
	thing.Now = func(c *web.Ctx) (web.Standing, error) {
		out, err := now(c)
		out.Label = c.T.T("household.name_stands")
		return out, err
	}
	return thing
}

func (s *screen) addName() web.Form[nameForm] {
	return web.Form[nameForm]{
		Name:    "intake.add_name",
		Changes: s.named(),
		Load:    func(c *web.Ctx) (nameForm, error) { _, _, err := s.forWork(c, nil); return nameForm{}, err },
		Show: func(c *web.Ctx, p view.Page, f nameForm) (templ.Component, error) {
			page, _, _, err := s.questions(c, p, "household.name_title")
			if err != nil {
				return nil, err
			}
			t := c.T
			x := s.person(c, "", personForm{Name: f.Name, Script: f.Script, Paper: f.Paper, Number: f.Number, ReadBy: f.ReadBy}, false)
			x.ReadBy.Hint = t.T("names.read_by_hint")
			page.Lead = t.T("household.name_lead")
			page.Items = []intakeview.FormItem{
				{Input: &x.Name},
				{Select: &x.Script},
				{Select: &x.Paper},
				{Input: &x.Number},
				{Date: &view.DateField{Name: "issued", Label: c.T.T("paper.issued"), Day: f.IssuedDay, Month: f.IssuedMonth, Year: f.IssuedYear, Optional: true}},
				{Date: &view.DateField{Name: "expires", Label: c.T.T("paper.expires"), Day: f.ExpiresDay, Month: f.ExpiresMonth, Year: f.ExpiresYear, Optional: true}},
				{Input: &x.ReadBy},
				check("chosen", c.T.T("household.name_chosen"), f.Chosen),
			}
			return intakeview.Questions(page), nil
		},
		Do: func(c *web.Ctx, op db.Op, f nameForm) (db.Result, error) {
			a, err := f.read()
			if err != nil {
				return db.Result{}, err
			}
			if slices.Contains(readByOthers, a.Script) && a.ReadBy == "" {
				return db.Result{}, fault.OnField("read_by", "names.read_by_missing", nil)
			}
			return s.work.AddName(c.Ctx(), op, caseNumber(c), memberPath(c), a, f.Chosen == "yes")
		},
	}
}

// readByOthers are scripts that a clerk may not read: who read the name is asked for.
var readByOthers = []string{"kk-Arab", "fa", "Hans"}
