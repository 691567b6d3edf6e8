package intake

import (
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/identity"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
	"nurlykosh/internal/platform/view"
	"nurlykosh/internal/platform/web"
	"nurlykosh/templates/formview"
)

type anotherForm struct {
	Names []string `form:"names"`
	Text  string   `form:"text" validate:"max=2000"`
}

// another asks which names are the member's own, when the record that was chosen at intake is somebody else's.
func (s *screen) another() web.Form[anotherForm] {
	return web.Form[anotherForm]{
		Name:    "intake.detach",
		Changes: s.frame.Changes(),
		Load:    func(c *web.Ctx) (anotherForm, error) { _, _, err := s.forWork(c, nil); return anotherForm{}, err },
		Show: func(c *web.Ctx, p view.Page, f anotherForm) (templ.Component, error) {
			var names []identity.Attested
			var elsewhere []int64
			v, m, err := s.forWork(c, func(r *db.Rd, v *casefile.View) (err error) {
				if elsewhere, err = recordedElsewhere(r, v.ID); err == nil {
					names, err = namesOf(r, v.Members.On(v.Today))
				}
				return err
			})
			if err != nil {
				return nil, err
			}
			t := c.T
			page := s.personForm(c, p, v, *m, "another.title")
			if !slices.Contains(elsewhere, m.PersonID) {
				page.Closed = t.T("another.nowhere_else")
				return formview.Form(page), nil
			}
			boxes := view.Field{Name: "names", Label: t.T("another.names"), Hint: t.T("another.names_hint")}
			for _, n := range names {
				if id := strconv.FormatInt(n.ID, 10); n.PersonID == m.PersonID {
					boxes.Options = append(boxes.Options, view.Option{
						Value: id, Text: n.Written, Lang: identity.LangOf(n.Script), Selected: slices.Contains(f.Names, id),
						Hint: s.paperTitle(t, n.PaperKind, t.T("name.said")) + " · " + nameDetail(t, n),
					})
				}
			}
			page.Texts = []string{t.T("another.text"), t.T("another.asked_again")}
			page.Inputs = []formview.Input{{Boxes: &boxes}, {Area: &view.Field{Name: "text", Label: t.T("another.why"), Value: f.Text, Bidi: true}}}
			page.Button = t.T("another.button")
			return formview.Form(page), nil
		},
		Do: func(c *web.Ctx, op db.Op, f anotherForm) (db.Result, error) {
			x := Detaching{Text: f.Text}
			for _, n := range f.Names {
				id, err := strconv.ParseInt(n, 10, 64)
				if err != nil {
					return db.Result{}, fault.OnField("names", "form.not_a_choice", nil)
				}
				x.Names = append(x.Names, id)
			}
			return s.work.Detach(c.Ctx(), op, caseNumber(c), memberPath(c), x)
		},
	}
}
