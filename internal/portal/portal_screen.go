package portal

import (
	"net/http"
	"strings"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
	"nurlykosh/internal/platform/form"
	"nurlykosh/internal/platform/session"
	"nurlykosh/internal/platform/view"
	"nurlykosh/internal/platform/web"
	portalview "nurlykosh/templates/portal"
)

type screen struct{ work *Work }

// pairForm is what the form of number and code posts.
type pairForm struct {
	Number string `form:"number" validate:"max=60"`
	Code   string `form:"code" validate:"max=100"`
}

// lacks says which of the two is not typed.
func (f pairForm) lacks() error {
	var p fault.Problems
	if f.Number == "" {
		p.Add("number", "status.number_missing", nil)
	}
	if f.Code == "" {
		p.Add("code", "status.code_missing", nil)
	}
	return p.Err()
}

// Room wires the room's routes.
func Room(a *web.App, w *Work) {
	s := &screen{work: w}
	a.GET("/status", access.Everyone, s.status)
	a.POST("/status", access.Everyone, s.enter)
	a.Press("/status/leave", access.Applicant, s.leave)
	a.GET("/check", access.Everyone, s.check)
}

// status is the page of the case for a migrant, and the form for everybody else.
func (s *screen) status(c *web.Ctx) error {
	if c.Actor.Role != access.Migrant {
		return s.showForm(c, http.StatusOK, pairForm{}, nil)
	}
	st, err := s.work.Standing(c.Ctx(), c.Actor)
	if fault.Is(err, fault.NotFound) { // left the household, or the code was revoked meanwhile
		if err := end(c); err != nil {
			return err
		}
		return c.Redirect(http.StatusSeeOther, "/status")
	}
	if err != nil {
		return err
	}
	return c.Show(http.StatusOK, portalview.Status(s.page(c, st)))
}

func (s *screen) showForm(c *web.Ctx, status int, f pairForm, problem error) error {
	p := portalview.EnterPage{Page: c.Page(c.T.T("status.title"))}
	p.Shell, p.Here = view.Migrant, "/status"
	c.Tell(&p.Page, problem)
	p.Number = view.Field{Name: "number", Label: c.T.T("status.number"), Hint: c.T.T("status.number_hint"), Value: f.Number, Width: "20"}
	p.Code = view.Field{Name: "code", Label: c.T.T("status.code"), Hint: c.T.T("status.code_hint"), Mode: "numeric", Width: "20"}
	if c.LanguageOnly() { // nothing is tried, and nothing kept: the browser gets back what it holds
		p.Code.Value = f.Code
	}
	return c.Show(status, portalview.Enter(p))
}

func (s *screen) enter(c *web.Ctx) error {
	var f pairForm
	err := form.Decode(c.Form(), &f)
	if c.LanguageOnly() {
		return s.showForm(c, http.StatusOK, f, nil)
	}
	if err == nil {
		err = f.lacks()
	}
	if err != nil {
		return s.showForm(c, http.StatusUnprocessableEntity, f, err)
	}
	who, err := s.work.Match(c.Ctx(), f.Number, f.Code, c.RealIP())
	switch {
	case fault.Is(err, fault.Invalid):
		return s.showForm(c, http.StatusUnprocessableEntity, f, err)
	case fault.Is(err, fault.TooMany):
		c.Response().Header().Set("Retry-After", "60")
		return s.showForm(c, http.StatusTooManyRequests, f, err)
	case err != nil:
		return err
	}
	err = c.App.Sessions.Begin(c.Response(), c.Request(), session.For{CaseID: who.CaseID, PersonID: who.PersonID})
	if err != nil {
		return db.AsFault(err)
	}
	return c.Redirect(http.StatusSeeOther, "/status")
}

func (s *screen) leave(c *web.Ctx) error {
	if err := end(c); err != nil {
		return err
	}
	c.Response().Header().Set("Clear-Site-Data", `"cache", "storage"`)
	return c.Redirect(http.StatusSeeOther, "/")
}

func end(c *web.Ctx) error {
	c.Session.Options.MaxAge = -1
	return db.AsFault(c.App.Sessions.Save(c.Request(), c.Response(), c.Session))
}

// page puts a standing into words.
func (s *screen) page(c *web.Ctx, st Standing) portalview.StatusPage {
	p := portalview.StatusPage{Page: c.Page(c.T.T("status.title")), Sealed: st.Sealed}
	p.Shell = view.Migrant
	if st.Sealed {
		return p
	}
	w := words{casefile.FamilyWords{T: c.T, Book: s.work.Book, Today: st.Today, Bring: st.Papers}, st}
	p.Number = st.Number
	now := st.now()
	p.Now = w.now(now)
	p.Last = w.last()
	if st.Status.Open() {
		p.Needs, p.Papers = w.needs(), w.Papers()
		p.Open = true
		p.Next, p.Plan = w.next(now)
	}
	p.Steps = w.steps()
	p.Office = portalview.Office{
		Name: c.T.Pick(st.OfficeKK, st.OfficeRU, st.OfficeEN), Phone: st.Phone, Tel: tel(st.Phone),
		Hours: c.T.Pick(st.HoursKK, st.HoursRU, st.HoursEN),
	}
	return p
}

// words says a standing in the reader's language.
type words struct {
	casefile.FamilyWords
	st Standing
}

// now is the answer on top: the step, what is done in it, and the day.
func (w words) now(t *casefile.Task) portalview.Answer {
	switch w.st.Status {
	case casefile.InProgress, casefile.FollowUp, casefile.Concluded:
	default:
		return w.closed()
	}
	settled := w.st.Status == casefile.FollowUp || w.st.Status == casefile.Concluded
	if t == nil || settled {
		a := portalview.Answer{Title: w.T.T("status.nothing_open"), Lines: []string{w.T.T("status.nothing_open_text")}}
		if settled {
			a.Title = w.T.T("status.settled", "date", w.T.Date(w.st.Settled))
			a.Lines = nil
			if w.st.Status == casefile.FollowUp {
				a.Lines = []string{w.T.T("status.settled_text")}
			}
		}
		return a
	}
	a := portalview.Answer{Title: w.T.T("status.now", "step", w.T.T("status.step."+string(w.st.stage())))}
	key := "status.we_do"
	switch {
	case t.State == casefile.Paused:
		key = "status.stands_still"
	case t.State == casefile.Proposed:
		key = "status.in_decision"
	case t.Role == string(access.Migrant):
		key = "status.your_turn"
	}
	a.Lines = []string{w.T.T(key, "what", w.Doing(t))}
	if r, ok := w.Book.Reason("pause", t.PauseWhy); ok && t.State == casefile.Paused {
		a.Lines = append(a.Lines, w.T.T("status.because", "reason", w.T.Pick(r.KK, r.RU, r.EN)))
	}
	a.When = w.When(t)
	return a
}

// closed is the answer of a case that has ended.
func (w words) closed() portalview.Answer {
	a := portalview.Answer{Title: w.T.T("status.closed", "date", w.T.Date(w.st.Closed))}
	group := map[casefile.Status]string{
		casefile.Refused: "refusal_eligibility", casefile.Withdrawn: "withdrawal", casefile.ClosedEarly: "early_close",
	}[w.st.Status]
	key := "status.closed." + string(w.st.Status)
	if w.T.Has(key) {
		a.Lines = append(a.Lines, w.T.T(key))
	}
	if r, ok := w.Book.Reason(group, w.st.Reason); ok {
		a.Lines = append(a.Lines, w.T.T("status.because", "reason", w.T.Pick(r.KK, r.RU, r.EN)))
	}
	a.Lines = append(a.Lines, w.T.T("status.closed_text"))
	return a
}

// last is what was done last, nothing without an event.
func (w words) last() string {
	e := w.st.Last
	if e.Kind == "" {
		return ""
	}
	key, what := "status.event."+e.Kind, ""
	if t, ok := w.Book.TaskTitle(e.Code); ok {
		if what = w.T.Pick(t.KK, t.RU, t.EN); w.T.Has("status.doing." + e.Code) {
			what = w.T.T("status.doing." + e.Code)
		}
	}
	if kind := "decision.kind." + e.Code; what == "" && w.T.Has(kind) {
		what = w.T.T(kind)
	}
	if !w.T.Has(key) || strings.HasPrefix(e.Kind, "task_") && what == "" {
		key = "status.event.other"
	}
	return w.T.T("status.on_day", "date", w.T.Date(e.Happened), "what", w.T.T(key, "what", what))
}

func (w words) needs() []portalview.Need {
	var out []portalview.Need
	for _, t := range casefile.FamilysTurn(w.st.Tasks) {
		out = append(out, portalview.Need{Text: w.Need(&t), When: w.When(&t)})
	}
	return out
}

// next is what follows, and the day by which the present work is planned.
func (w words) next(now *casefile.Task) (next, plan string) {
	if t := w.st.after(now); t != nil {
		next = w.T.T("status.then", "what", w.Doing(t))
	}
	switch {
	case now == nil || w.st.Status == casefile.FollowUp:
	case now.State == casefile.Paused:
		plan = w.T.T("status.plan_stands")
	case now.Due.IsZero():
		plan = w.T.T("status.plan_none")
	case now.Due.Before(w.st.Today):
		plan = w.T.T("status.plan_passed")
	default:
		plan = w.T.T("status.plan", "date", w.T.Date(now.Due))
	}
	return next, plan
}

// steps is the path of four in plain words.
func (w words) steps() []view.Step {
	path := casefile.Path(w.T, w.Book.Calendar, w.st.Tasks, w.st.Today)
	for i, step := range casefile.Steps {
		p := &path[i]
		p.Word, p.StateWord = w.Begin(w.T.T("status.step."+string(step))), w.T.T("status.path."+p.State)
		p.Sub = w.T.T("status.ahead." + string(step))
		if w.st.Status.Ended() && p.State != "done" {
			p.State, p.StateWord, p.Sub = "todo", w.T.T("path.stopped"), w.T.T("path.stopped")
			continue
		}
		switch p.State {
		case "done":
			p.Sub = w.T.T("status.path_finished", "date", w.T.Date(w.st.finished(step)))
			if w.st.finished(step).IsZero() {
				p.Sub = w.T.T("status.path_nothing")
			}
		case "now":
			if t := w.st.first(step); t != nil && w.st.Status.Open() {
				p.Sub = w.Begin(w.Doing(t)) + "."
			}
		}
	}
	return path
}

// tel is a phone number as a link dials it: 8 7182 00-00-00 → +77182000000.
func tel(phone string) string {
	d := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r == '+' {
			return r
		}
		return -1
	}, phone)
	if len(d) == 11 && d[0] == '8' {
		return "+7" + d[1:]
	}
	return d
}
