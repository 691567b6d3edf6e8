package casefile

import (
	"github.com/a-h/templ"

	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
	"nurlykosh/internal/platform/view"
	"nurlykosh/internal/platform/web"
	casefileview "nurlykosh/templates/casefile"
)

type protectForm struct {
	Text string `form:"text" validate:"max=2000"`
}

// protect is the page of a danger sign: the protection officer takes it over, everybody else who works on the case sees
// for whom it waits.
func (s *screen) protect() web.Form[protectForm] {
	look := func(c *web.Ctx) (*View, *Task, error) {
		v, err := s.frame.Look(c, nil)
		if err != nil {
			return nil, nil, err
		}
		for i := range v.Tasks {
			if t := &v.Tasks[i]; t.Key == handOver && (t.State.Live() || t.State == Done) && c.Actor.Role != access.Finance {
				return v, t, nil
			}
		}
		return nil, nil, fault.Missing()
	}
	return web.Form[protectForm]{
		Name:    "casefile.take_over_protection",
		Changes: s.frame.Changes(),
		Load:    func(c *web.Ctx) (protectForm, error) { _, _, err := look(c); return protectForm{}, err },
		Show: func(c *web.Ctx, p view.Page, f protectForm) (templ.Component, error) {
			v, t, err := look(c)
			if err != nil {
				return nil, err
			}
			page := about(c, p, v, "protection.title")
			page.Text, page.Due = c.T.T("protection.text"), DueWords(c.T, s.frame.Book.Calendar, t.State, t.Due, t.PausedOn, v.Today, true)
			shut(&page, !t.State.Live(), c.T.T("task.state."+string(t.State)))
			shut(&page, c.Actor.Role != access.Protection, c.T.T("protection.waits"))
			page.Area = &view.Field{Name: "text", Label: c.T.T("protection.done"), Hint: c.T.T("note.staff_only"), Value: f.Text, Bidi: true}
			page.Button = c.T.T("protection.button")
			return casefileview.Form(page), nil
		},
		Do: func(c *web.Ctx, op db.Op, f protectForm) (db.Result, error) {
			return s.work.TakeOverProtection(c.Ctx(), op, number(c), f.Text)
		},
	}
}
