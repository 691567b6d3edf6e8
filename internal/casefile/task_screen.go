package casefile

import (
	"strconv"

	"github.com/a-h/templ"

	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
	"nurlykosh/internal/platform/view"
	"nurlykosh/internal/platform/web"
	casefileview "nurlykosh/templates/casefile"
)

type screen struct {
	work  *Work
	frame *Frame
}

// Room wires the room's routes.
func Room(a *web.App, w *Work, f *Frame) {
	s := &screen{work: w, frame: f}
	a.GET("/cases/:number/tasks", access.CaseReader, s.tasks)
	a.GET("/cases/:number/history", access.CaseReader, s.history)
	a.Press("/cases/:number/take-over", access.CaseWriter, s.takeOver)
	web.AddForm(a, "/cases/:number/tasks/:task", access.CaseWriter, s.finish())
	web.AddForm(a, "/cases/:number/tasks/:task/pause", access.CaseWriter, s.pause())
	web.AddForm(a, "/cases/:number/tasks/:task/resume", access.CaseWriter, s.resume())
	web.AddForm(a, "/cases/:number/tasks/:task/extend", access.CaseWriter, s.extend())
	web.AddForm(a, "/cases/:number/note", access.CaseWriter, s.note())
	web.AddForm(a, "/cases/:number/reassign", access.Decider, s.assign())
	web.AddForm(a, "/cases/:number/conflict", access.CaseReader, s.conflict())
	web.AddForm(a, "/cases/:number/close", access.CaseWriter, s.close())
	web.AddForm(a, "/cases/:number/reopen", access.Decider, s.reopen())
	web.AddForm(a, "/cases/:number/protection", access.CaseReader, s.protect())
	a.GET("/cases/:number/notice", access.CaseReader, s.notice)
}

// open gives the case and the task of an address to somebody who may write.
func (s *screen) open(c *web.Ctx) (*View, *Task, error) {
	v, err := s.frame.Look(c, nil)
	if err != nil {
		return nil, nil, err
	}
	if !access.May(c.Actor, access.Write, v.Matter()) {
		return nil, nil, fault.Missing()
	}
	if c.Param("task") == "" {
		return v, nil, nil
	}
	id, err := c.ID("task")
	if err != nil {
		return nil, nil, err
	}
	for i := range v.Tasks {
		if v.Tasks[i].ID == id {
			return v, &v.Tasks[i], nil
		}
	}
	return nil, nil, fault.Missing()
}

func number(c *web.Ctx) string {
	n, _ := ParseNumber(c.Param("number"))
	return string(n)
}

func taskID(c *web.Ctx) int64 {
	id, _ := c.ID("task")
	return id
}

// about begins the page of a form about a case: its title, the way back, the family.
func about(c *web.Ctx, p view.Page, v *View, title string) casefileview.FormPage {
	p.Title = c.T.T(title)
	return casefileview.FormPage{
		Page: p, Case: view.Link{Href: "/cases/" + v.Number, Text: v.Number}, Family: view.Name{Text: v.HeadName, Lang: v.HeadLang}, Action: c.Request().URL.Path,
	}
}

// form begins the page of a form about one task.
func (s *screen) form(c *web.Ctx, p view.Page, title string) (casefileview.FormPage, *View, *Task, error) {
	v, t, err := s.open(c)
	if err != nil {
		return casefileview.FormPage{}, nil, nil, err
	}
	out := about(c, p, v, title)
	shut(&out, !v.Status.Open(), c.T.T("case.closed", "number", v.Number))
	if t != nil {
		out.Task = TitleOf(c.T, *t)
		out.Due = DueWords(c.T, s.frame.Book.Calendar, t.State, t.Due, t.PausedOn, v.Today, true)
		out.Basis = BasisWords(c.T, t.Basis)
		if !t.Verified && t.Basis != ownRule {
			out.Unverified = c.T.T("word.unverified")
		}
	}
	return out, v, t, nil
}

// shut leaves the reason on a page in the place of its form.
func shut(page *casefileview.FormPage, when bool, why string) {
	if when && !page.Closed {
		page.Closed, page.State = true, why
	}
}

type finishForm struct {
	Day     string `form:"on_day" validate:"max=4"`
	Month   string `form:"on_month" validate:"max=4"`
	Year    string `form:"on_year" validate:"max=6"`
	Minutes string `form:"minutes" validate:"max=60"`
	Text    string `form:"text" validate:"max=2000"`
}

func (s *screen) finish() web.Form[finishForm] {
	return web.Form[finishForm]{
		Name:    "casefile.finish_task",
		Changes: s.frame.Changes(),
		Load: func(c *web.Ctx) (finishForm, error) {
			v, _, err := s.open(c)
			if err != nil {
				return finishForm{}, err
			}
			return finishForm{Day: strconv.Itoa(v.Today.Day()), Month: strconv.Itoa(v.Today.Month()), Year: strconv.Itoa(v.Today.Year())}, nil
		},
		Show: func(c *web.Ctx, p view.Page, f finishForm) (templ.Component, error) {
			page, v, t, err := s.form(c, p, "task.finish_title")
			if err != nil {
				return nil, err
			}
			shut(&page, t.State != Open && t.State != Returned, c.T.T("task.state."+string(t.State)))
			if _, own := s.work.Links[t.Key]; own && !page.Closed {
				shut(&page, true, c.T.T("task.own_form"))
				page.Links = append(page.Links, view.Link{Href: s.work.Links.To(v.Number, t.ID, t.Key), Text: c.T.T("task.do_it")})
			}
			for _, k := range t.Kinds() {
				page.Needs = append(page.Needs, needWords(c, s.frame.Book, k))
			}
			page.Date = &view.DateField{Name: "on", Label: c.T.T("task.on"), Day: f.Day, Month: f.Month, Year: f.Year}
			if t.Asked("minutes") {
				page.Fields = append(page.Fields, view.Field{Name: "minutes", Label: c.T.T("task.minutes"), Value: f.Minutes, Width: "20"})
			}
			page.Area = &view.Field{Name: "text", Label: c.T.T("task.text"), Hint: c.T.T("task.text_hint"), Value: f.Text}
			page.Button = c.T.T("button.finish")
			base := "/cases/" + v.Number + "/tasks/" + strconv.FormatInt(t.ID, 10)
			if t.State == Open || t.State == Returned {
				page.Links = append(page.Links, view.Link{Href: base + "/extend", Text: c.T.T("task.extend")})
				if t.Pausable {
					page.Links = append(page.Links, view.Link{Href: base + "/pause", Text: c.T.T("task.pause")})
				}
			}
			if t.State == Paused {
				page.Links = append(page.Links, view.Link{Href: base + "/resume", Text: c.T.T("button.resume")})
			}
			return casefileview.Form(page), nil
		},
		Do: func(c *web.Ctx, op db.Op, f finishForm) (db.Result, error) {
			on, err := civil.FromParts(f.Day, f.Month, f.Year)
			if err != nil {
				x := fault.Of(err)
				return db.Result{}, fault.OnField("on_day", x.Key, x.Args)
			}
			return s.work.FinishTask(c.Ctx(), op, number(c), taskID(c), Finishing{On: on, Minutes: f.Minutes, Text: f.Text})
		},
	}
}

// needWords names a kind of evidence: a paper by its title, anything else from the catalogue.
func needWords(c *web.Ctx, b *Book, kind string) string {
	if len(kind) > 6 && kind[:6] == "paper:" {
		if p, ok := b.Paper(kind[6:]); ok {
			return c.T.Pick(p.KK, p.RU, p.EN)
		}
	}
	return c.T.T("evidence." + kind)
}

type reasonForm struct {
	Days   string `form:"days" validate:"max=4"`
	Reason string `form:"reason" validate:"max=60"`
	Text   string `form:"text" validate:"max=2000"`
}

func (s *screen) pause() web.Form[reasonForm] {
	return web.Form[reasonForm]{
		Name:    "casefile.pause_task",
		Changes: s.frame.Changes(),
		Load:    func(c *web.Ctx) (reasonForm, error) { _, _, err := s.open(c); return reasonForm{}, err },
		Show: func(c *web.Ctx, p view.Page, f reasonForm) (templ.Component, error) {
			page, v, t, err := s.form(c, p, "task.pause")
			if err != nil {
				return nil, err
			}
			s.shutClock(c, &page, v, t, false)
			shut(&page, !t.Pausable, c.T.T("clock.not_pausable"))
			page.Text = c.T.T("task.pause_text")
			page.Fields = []view.Field{{Name: "reason", Label: c.T.T("word.reason"), Value: f.Reason, Options: s.frame.Book.Options(c.T, "pause")}}
			page.Area = s.frame.Book.Explained(c.T, f.Text, "pause")
			page.Button = c.T.T("task.pause")
			return casefileview.Form(page), nil
		},
		Do: func(c *web.Ctx, op db.Op, f reasonForm) (db.Result, error) {
			return s.work.PauseTask(c.Ctx(), op, number(c), taskID(c), f.Reason, f.Text)
		},
	}
}

type noForm struct{}

func (s *screen) resume() web.Form[noForm] {
	return web.Form[noForm]{
		Name:    "casefile.resume_task",
		Changes: s.frame.Changes(),
		Load:    func(c *web.Ctx) (noForm, error) { _, _, err := s.open(c); return noForm{}, err },
		Show: func(c *web.Ctx, p view.Page, _ noForm) (templ.Component, error) {
			page, v, t, err := s.form(c, p, "task.resume_title")
			if err != nil {
				return nil, err
			}
			s.shutClock(c, &page, v, t, true)
			page.Text = c.T.T("task.resume_text")
			page.Button = c.T.T("button.resume")
			return casefileview.Form(page), nil
		},
		Do: func(c *web.Ctx, op db.Op, _ noForm) (db.Result, error) {
			return s.work.ResumeTask(c.Ctx(), op, number(c), taskID(c))
		},
	}
}

func (s *screen) extend() web.Form[reasonForm] {
	return web.Form[reasonForm]{
		Name:    "casefile.extend_task",
		Changes: s.frame.extending(),
		Load:    func(c *web.Ctx) (reasonForm, error) { _, _, err := s.open(c); return reasonForm{}, err },
		Show: func(c *web.Ctx, p view.Page, f reasonForm) (templ.Component, error) {
			page, v, t, err := s.form(c, p, "task.extend")
			if err != nil {
				return nil, err
			}
			s.shutClock(c, &page, v, t, false)
			shut(&page, t.Due.IsZero(), c.T.T("clock.no_limit"))
			page.Text = added(c.T, *t)
			page.Fields = []view.Field{
				{Name: "days", Label: c.T.T("task.days"), Value: f.Days, Mode: "numeric", Width: "4"},
				{Name: "reason", Label: c.T.T("word.reason"), Value: f.Reason, Options: s.frame.Book.Options(c.T, "extension")},
			}
			page.Area = s.frame.Book.Explained(c.T, f.Text, "extension")
			page.Button = c.T.T("task.extend")
			return casefileview.Form(page), nil
		},
		Do: func(c *web.Ctx, op db.Op, f reasonForm) (db.Result, error) {
			days, err := strconv.Atoi(civil.Digits(f.Days))
			if err != nil {
				return db.Result{}, fault.OnField("days", "clock.extension_range", fault.Args{"min": ExtendLeast, "max": ExtendMost})
			}
			return s.work.ExtendTask(c.Ctx(), op, number(c), taskID(c), days, f.Reason, f.Text)
		},
	}
}
