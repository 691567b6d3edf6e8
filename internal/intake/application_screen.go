package intake

import (
	"net/url"
	"strconv"

	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
	"nurlykosh/internal/platform/form"
	"nurlykosh/internal/platform/view"
	"nurlykosh/internal/platform/web"
	intakeview "nurlykosh/templates/intake"
)

// applications lists the office's unfinished intakes: one's own first, those of colleagues with when they may be taken over.
func (s *screen) applications(c *web.Ctx) error {
	var rows []Application
	err := c.App.DB.Read(c.Ctx(), c.Actor, func(r *db.Rd) error {
		return r.Select(&rows, "applications_of_office", db.Args{"office_id": c.Actor.OfficeID, "actor_id": c.Actor.ID})
	})
	if err != nil {
		return err
	}
	p := intakeview.ApplicationsPage{Page: c.In("my_day").Page(c.T.T("unfinished.list"))}
	for _, a := range rows {
		a.OfficeID = c.Actor.OfficeID
		row := intakeview.ApplicationRow{ID: strconv.FormatInt(a.ID, 10), By: a.Name, Saved: c.T.Time(a.Saved)}
		if a.Mine(c.Actor) {
			row.Open = &view.Link{Href: "/intake/applications/" + row.ID, Text: c.T.T("unfinished.open")}
			if a.By != c.Actor.ID {
				row.Open.Text = c.T.T("unfinished.take_over")
			}
		}
		p.Rows = append(p.Rows, row)
	}
	return c.Show(200, intakeview.Applications(p))
}

// resume opens an unfinished intake: what was typed stands in the form of quick registration again.
func (s *screen) resume() web.Form[registerForm] {
	f := s.register()
	f.Name = "intake.resume"
	f.Load = func(c *web.Ctx) (out registerForm, err error) {
		id, err := c.ID("application")
		if err != nil {
			return out, err
		}
		err = c.App.DB.Read(c.Ctx(), c.Actor, func(r *db.Rd) error {
			var a Application
			if r.Get(&a, "application_read", db.Args{"id": id}) != nil || !a.Mine(c.Actor) {
				return fault.Missing()
			}
			box, err := r.Box(applicationStream(id))
			if err != nil {
				return err
			}
			text, err := box.Open("application.body", a.Body)
			if err != nil {
				return err
			}
			typed, err := url.ParseQuery(text)
			if err == nil {
				_ = form.Decode(typed, &out) // what is wrong with it is said when it is sent
			}
			return err
		})
		return out, err
	}
	return f
}

// dropApplication throws an unfinished intake away.
func (s *screen) dropApplication(c *web.Ctx) error {
	op := c.Op("intake.drop_application")
	id, err := c.ID("application")
	if err != nil {
		return err
	}
	res, err := s.work.DropApplication(c.Ctx(), op, id)
	if err != nil {
		return err
	}
	return c.Done(op, res)
}

// applicationID is the unfinished intake of an address; 0 for a new one.
func applicationID(c *web.Ctx) int64 {
	if c.Param("application") == "" {
		return 0
	}
	id, err := c.ID("application")
	if err != nil {
		return -1
	}
	return id
}
