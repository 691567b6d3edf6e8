package duplicates

import (
	"strings"

	"github.com/a-h/templ"

	"nurlykosh/internal/identity"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/view"
	"nurlykosh/internal/platform/web"
	"nurlykosh/templates/formview"
)

type otherForm struct {
	Text string `form:"text" validate:"max=2000"`
}

func (s *screen) notSame() web.Form[otherForm] {
	return web.Form[otherForm]{
		Name: "duplicates.not_same",
		Changes: web.Thing{Of: PairOf, Now: func(c *web.Ctx) (web.Standing, error) {
			x, err := s.look(c)
			if err != nil {
				return web.Standing{}, err
			}
			return web.Standing{Rev: x.Rev, Stream: identity.Stream(x.A), Stands: x.State, Words: func(st string) string { return c.T.T("duplicate.state." + st) }}, nil
		}},
		Load: func(c *web.Ctx) (otherForm, error) { _, err := s.look(c); return otherForm{}, err },
		Show: func(c *web.Ctx, p view.Page, f otherForm) (templ.Component, error) {
			x, err := s.look(c)
			if err != nil {
				return nil, err
			}
			p.Title = c.T.T("duplicate.not_same")
			page := formview.Page{
				Page: p, Back: view.Link{Href: x.address(), Text: c.T.T("duplicate.title")}, Notes: []string{x.NumberA, x.NumberB}, Action: c.Request().URL.Path,
				Texts: []string{c.T.T("duplicate.not_same_text", "one", x.sides[0].Member.Name, "other", x.sides[1].Member.Name)}, Button: c.T.T("duplicate.not_same"),
				Inputs: []formview.Input{{Area: &view.Field{Name: "text", Label: c.T.T("alike.why"), Hint: c.T.T("alike.why_hint"), Value: f.Text, Bidi: true}}},
			}
			if x.State != "open" {
				page.Closed = c.T.T("duplicate.not_open")
			}
			return formview.Form(page), nil
		},
		Do: func(c *web.Ctx, op db.Op, f otherForm) (db.Result, error) {
			id, err := c.ID("pair")
			if err != nil {
				return db.Result{}, err
			}
			return s.work.NotSame(c.Ctx(), op, id, strings.TrimSpace(f.Text))
		},
	}
}
