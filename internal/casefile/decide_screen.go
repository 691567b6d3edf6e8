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

type decideScreen struct {
	screen
	decide *DecideWork
}

// DecideRoom wires the routes of decisions.
func DecideRoom(a *web.App, w *DecideWork, f *Frame) {
	s := &decideScreen{screen: screen{frame: f}, decide: w}
	a.Nav("decisions", "/decisions", access.Decider)
	a.GET("/decisions", access.Decider, s.list)
	web.AddForm(a, "/decisions/:id", access.Decider, s.verdict())
	web.AddForm(a, "/cases/:number/tasks/:task/propose", access.CaseWriter, s.propose())
	web.AddForm(a, "/cases/:number/tasks/:task/not-required", access.CaseWriter, s.waive())
	web.AddForm(a, "/cases/:number/refuse", access.CaseWriter, s.refuse())
}

type proposeForm struct {
	Wanted  string `form:"wanted" validate:"max=10"`
	Minutes string `form:"minutes" validate:"max=60"`
	Day     string `form:"minutes_on_day" validate:"max=4"`
	Month   string `form:"minutes_on_month" validate:"max=4"`
	Year    string `form:"minutes_on_year" validate:"max=6"`
	Reason  string `form:"reason" validate:"max=60"`
	Text    string `form:"text" validate:"max=4000"`
}

func (s *decideScreen) propose() web.Form[proposeForm] {
	return web.Form[proposeForm]{
		Name:    "casefile.propose",
		Changes: s.frame.Changes(),
		Load: func(c *web.Ctx) (proposeForm, error) {
			_, _, err := s.open(c)
			return proposeForm{}, err
		},
		Show: func(c *web.Ctx, p view.Page, f proposeForm) (templ.Component, error) {
			page, v, t, err := s.form(c, p, "decision.propose_title")
			if err != nil {
				return nil, err
			}
			kind := DecisionOf(t)
			if kind == "" {
				return nil, fault.Missing()
			}
			shut(&page, t.State != Open && t.State != Returned, c.T.T("task.state."+string(t.State)))
			page.Text = c.T.T("decision.propose_text")
			if t.State == Returned {
				if page.Text, err = s.returned(c, v, t); err != nil {
					return nil, err
				}
			}
			rules, told, err := s.check(c, v, t)
			if err != nil {
				return nil, err
			}
			page.Rules, page.Facts = rules, told
			page.Radios = &view.Field{Name: "wanted", Label: c.T.T("decision.wanted"), Value: f.Wanted, Options: []view.Option{
				{Value: "grant", Text: c.T.T("decision.grant")}, {Value: "refuse", Text: c.T.T("decision.refuse")},
			}}
			if kind.OneSided() {
				page.Radios.Options = []view.Option{{Value: "grant", Text: c.T.T("decision.do_" + string(kind))}}
			}
			if t.Asked("minutes") {
				page.Fields = append(page.Fields, view.Field{Name: "minutes", Label: c.T.T("task.minutes"), Value: f.Minutes, Width: "20"})
				page.Date = &view.DateField{Name: "minutes_on", Label: c.T.T("decision.minutes_on"), Day: f.Day, Month: f.Month, Year: f.Year}
			}
			if g := s.decide.groupOf(kind); g != "" {
				page.Fields = append(page.Fields, view.Field{Name: "reason", Label: c.T.T("decision.refusal_reason"), Value: f.Reason, Options: s.frame.Book.OptionsFor(c.T, g, v.Track)})
			}
			page.Area = &view.Field{Name: "text", Label: c.T.T("decision.reasons"), Value: f.Text, Optional: true, Bidi: true}
			page.Button = c.T.T("decision.send")
			page.Links = append(page.Links, view.Link{Href: "/cases/" + v.Number + "/tasks/" + strconv.FormatInt(t.ID, 10) + "/not-required", Text: c.T.T("button.not_required")})
			return casefileview.Form(page), nil
		},
		Do: func(c *web.Ctx, op db.Op, f proposeForm) (db.Result, error) {
			on, err := civil.FromParts(f.Day, f.Month, f.Year)
			if err != nil {
				x := fault.Of(err)
				return db.Result{}, fault.OnField("minutes_on_day", x.Key, x.Args)
			}
			_, t, err := s.open(c)
			if err != nil {
				return db.Result{}, err
			}
			if f.Wanted == "grant" {
				f.Reason = ""
			}
			return s.decide.Propose(c.Ctx(), op, number(c), Proposal{
				Kind: DecisionOf(t), TaskID: t.ID, Wanted: f.Wanted, MinutesNo: f.Minutes, MinutesOn: on, Reason: f.Reason, Text: f.Text,
			})
		},
	}
}

func (s *decideScreen) waive() web.Form[reasonForm] {
	return web.Form[reasonForm]{
		Name:    "casefile.propose_not_required",
		Changes: s.frame.Changes(),
		Load:    func(c *web.Ctx) (reasonForm, error) { _, _, err := s.open(c); return reasonForm{}, err },
		Show: func(c *web.Ctx, p view.Page, f reasonForm) (templ.Component, error) {
			page, _, t, err := s.form(c, p, "decision.waive_title")
			if err != nil {
				return nil, err
			}
			shut(&page, t.State != Open && t.State != Returned, c.T.T("task.state."+string(t.State)))
			page.Text = c.T.T("decision.waive_text")
			page.Fields = []view.Field{{Name: "reason", Label: c.T.T("word.reason"), Value: f.Reason, Options: s.frame.Book.Options(c.T, "waiver")}}
			page.Area = s.frame.Book.Explained(c.T, f.Text, "waiver")
			page.Button = c.T.T("decision.send")
			return casefileview.Form(page), nil
		},
		Do: func(c *web.Ctx, op db.Op, f reasonForm) (db.Result, error) {
			return s.decide.Propose(c.Ctx(), op, number(c), Proposal{Kind: KindWaiver, TaskID: taskID(c), Wanted: "grant", Reason: f.Reason, Text: f.Text})
		},
	}
}

// returned says why the proposal came back, with what the decider wrote.
func (s *decideScreen) returned(c *web.Ctx, v *View, t *Task) (string, error) {
	said := ""
	if r, ok := s.frame.Book.Reason("return_for_correction", t.ReturnWhy); ok {
		said = c.T.T("task.returned_because", "reason", c.T.Pick(r.KK, r.RU, r.EN)) + ". "
	}
	text, err := s.frame.ReturnedText(c, v, t)
	if text != "" {
		said += c.T.T("task.returned_text") + ": «" + text + "»"
	}
	return said, err
}

// check gives the rules that stand behind a decision on a task as they are now, before anybody proposes it.
func (s *decideScreen) check(c *web.Ctx, v *View, t *Task) (rows []view.Rule, facts []view.Fact, err error) {
	err = c.App.DB.Read(c.Ctx(), c.Actor, func(r *db.Rd) error {
		d := &Decision{CaseID: v.ID, TaskID: t.ID, Kind: DecisionOf(t), State: "proposed", Wanted: "grant", Basis: t.Basis}
		if _, err := r.Unwrap(v.Stream(), v.Key); err != nil {
			return err
		}
		rules, told, err := s.decide.look(r, v, d)
		rows, facts = s.ruleRows(c.T, v, rules), toldRows(c.T, told)
		return err
	})
	return rows, facts, err
}

type decisionRow struct {
	ID       int64      `db:"id"`
	Kind     string     `db:"kind"`
	At       anyTime    `db:"proposed_at"`
	Number   string     `db:"number"`
	Track    string     `db:"track"`
	Head     string     `db:"head_name"`
	Lang     string     `db:"head_lang"`
	Persons  int        `db:"persons"`
	Proposer string     `db:"proposer"`
	Due      civil.Date `db:"due_on"`
}

// list is what waits for the reader's decision.
func (s *decideScreen) list(c *web.Ctx) error {
	var rows []decisionRow
	err := c.App.DB.Read(c.Ctx(), c.Actor, func(r *db.Rd) error { return r.Select(&rows, "decision_rows", access.Scope(c.Actor)) })
	if err != nil {
		return err
	}
	p := casefileview.DecisionsPage{Page: c.Page(c.T.T("page.decisions"))}
	today := c.Today()
	for _, r := range rows {
		p.Rows = append(p.Rows, casefileview.DecisionRow{
			Link: view.Link{Href: "/decisions/" + strconv.FormatInt(r.ID, 10), Text: c.T.T("decision.kind." + r.Kind)}, Number: r.Number,
			Family: view.Name{Text: r.Head, Lang: r.Lang}, Persons: c.T.N("persons", r.Persons), Proposer: r.Proposer, At: c.T.Time(r.At.Time),
			Due: DueWords(c.T, s.frame.Book.Calendar, Open, r.Due, civil.Date{}, today, false),
		})
	}
	return c.Show(200, casefileview.Decisions(p))
}
