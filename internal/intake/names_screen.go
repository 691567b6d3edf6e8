package intake

import (
	"slices"

	"github.com/a-h/templ"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/identity"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/view"
	"nurlykosh/internal/platform/web"
	intakeview "nurlykosh/templates/intake"
)

// chooseName shows every form of a member's name, those of papers first, then the spellings that the rules propose, and
// takes the one that the person wants.
func (s *screen) chooseName() web.Form[chooseForm] {
	read := func(c *web.Ctx) (forms []nameChoice, err error) {
		_, m, err := s.forWork(c, nil)
		if err != nil {
			return nil, err
		}
		err = s.work.DB.Read(c.Ctx(), c.Actor, func(r *db.Rd) error {
			have, err := namesOf(r, casefile.Household{*m})
			forms = formsOf(have)
			return err
		})
		return forms, err
	}
	return web.Form[chooseForm]{
		Name:    "intake.choose_name",
		Changes: s.named(),
		Load: func(c *web.Ctx) (chooseForm, error) {
			forms, err := read(c)
			for _, f := range forms {
				if f.Chosen {
					return chooseForm{Name: f.value}, err
				}
			}
			return chooseForm{}, err
		},
		Show: func(c *web.Ctx, p view.Page, f chooseForm) (templ.Component, error) {
			page, _, _, err := s.questions(c, p, "names.choose_title")
			if err != nil {
				return nil, err
			}
			forms, err := read(c)
			if err != nil {
				return nil, err
			}
			t := c.T
			page.Lead = t.T("names.choose_lead")
			page.Button = t.T("names.choose_button")
			which := view.Field{Name: "spelling", Label: t.T("names.choose_which"), Value: f.Name}
			for _, x := range forms {
				o := view.Option{Value: x.value, Text: x.Written, Lang: identity.LangOf(x.Script)}
				if x.ID != 0 {
					o.Hint = t.T("script."+x.Script) + " · " + s.paperTitle(t, x.PaperKind, t.T("name.said"))
				} else {
					o.Hint = t.T("names.proposed", "how", t.T("names.by."+x.by), "name", "\u2068"+x.from+"\u2069") // its own direction
				}
				which.Options = append(which.Options, o)
			}
			if !slices.ContainsFunc(forms, func(x nameChoice) bool { return x.ID == 0 }) {
				page.Lead += " " + t.T("names.none_proposed")
			}
			page.Items = []intakeview.FormItem{{Radios: &which}}
			return intakeview.Questions(page), nil
		},
		Do: func(c *web.Ctx, op db.Op, f chooseForm) (db.Result, error) {
			return s.work.ChooseName(c.Ctx(), op, caseNumber(c), memberPath(c), f.Name)
		},
	}
}
