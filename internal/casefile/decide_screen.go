package casefile

import (
	"encoding/json"
	"sort"
	"strconv"

	"github.com/a-h/templ"

	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
	"nurlykosh/internal/platform/i18n"
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
		Name: "casefile.propose",
		Load: func(c *web.Ctx) (proposeForm, error) {
			_, _, err := s.open(c)
			return proposeForm{Wanted: "grant"}, err
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
			if page.Rules, err = s.check(c, v, t); err != nil {
				return nil, err
			}
			page.Radios = &view.Field{Name: "wanted", Label: c.T.T("decision.wanted"), Value: f.Wanted, Options: []view.Option{
				{Value: "grant", Text: c.T.T("decision.grant")}, {Value: "refuse", Text: c.T.T("decision.refuse")},
			}}
			if t.Asked("minutes") {
				page.Fields = append(page.Fields, view.Field{Name: "minutes", Label: c.T.T("task.minutes"), Value: f.Minutes, Width: "20"})
				page.Date = &view.DateField{Name: "minutes_on", Label: c.T.T("decision.minutes_on"), Day: f.Day, Month: f.Month, Year: f.Year}
			}
			if g := s.decide.groupOf(kind); g != "" {
				page.Fields = append(page.Fields, view.Field{Name: "reason", Label: c.T.T("decision.refusal_reason"), Value: f.Reason, Options: s.frame.Book.Options(c.T, g)})
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
		Name: "casefile.propose_not_required",
		Load: func(c *web.Ctx) (reasonForm, error) { _, _, err := s.open(c); return reasonForm{}, err },
		Show: func(c *web.Ctx, p view.Page, f reasonForm) (templ.Component, error) {
			page, _, t, err := s.form(c, p, "decision.waive_title")
			if err != nil {
				return nil, err
			}
			shut(&page, t.State != Open && t.State != Returned, c.T.T("task.state."+string(t.State)))
			page.Text = c.T.T("decision.waive_text")
			page.Fields = []view.Field{{Name: "reason", Label: c.T.T("word.reason"), Value: f.Reason, Options: s.frame.Book.Options(c.T, "waiver")}}
			page.Area = &view.Field{Name: "text", Label: c.T.T("reason.text"), Value: f.Text, Optional: true, Bidi: true}
			page.Button = c.T.T("decision.send")
			return casefileview.Form(page), nil
		},
		Do: func(c *web.Ctx, op db.Op, f reasonForm) (db.Result, error) {
			return s.decide.Propose(c.Ctx(), op, number(c), Proposal{Kind: KindWaiver, TaskID: taskID(c), Wanted: "grant", Reason: f.Reason, Text: f.Text})
		},
	}
}

// check gives the rules that stand behind a decision on a task as they are now, before anybody proposes it.
func (s *decideScreen) check(c *web.Ctx, v *View, t *Task) (rows []view.Rule, err error) {
	err = c.App.DB.Read(c.Ctx(), c.Actor, func(r *db.Rd) error {
		d := &Decision{CaseID: v.ID, TaskID: t.ID, Kind: DecisionOf(t), State: "proposed", Wanted: "grant", Basis: t.Basis}
		if _, err := r.Unwrap(v.Stream(), v.Key); err != nil {
			return err
		}
		rules, err := s.decide.look(r, v, d)
		rows = s.ruleRows(c.T, v, rules)
		return err
	})
	return rows, err
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

type verdictForm struct {
	Choice string `form:"choice" validate:"max=10"`
	Reason string `form:"reason" validate:"max=80"`
	Text   string `form:"text" validate:"max=4000"`
	Rev    string `form:"rev" validate:"max=9"`
}

// look opens a decision for the second person: the case must be theirs to decide, and not their own proposal.
func (s *decideScreen) look(c *web.Ctx) (*Decision, *View, error) {
	id, err := c.ID("id")
	if err != nil {
		return nil, nil, err
	}
	var d Decision
	var no string
	err = c.App.DB.Read(c.Ctx(), c.Actor, func(r *db.Rd) error {
		if err := r.Get(&d, "decision_read", db.Args{"id": id}); err != nil {
			return err
		}
		return r.Get(&no, "case_number_of", db.Args{"id": d.CaseID})
	})
	if err != nil {
		return nil, nil, err
	}
	c.SetParamNames("id", "number")
	c.SetParamValues(c.Param("id"), no)
	v, err := s.frame.Look(c, nil)
	if err != nil {
		return nil, nil, err
	}
	if !access.May(c.Actor, access.Decide, v.Matter()) {
		return nil, nil, fault.Missing()
	}
	return &d, v, nil
}

func (s *decideScreen) verdict() web.Form[verdictForm] {
	return web.Form[verdictForm]{
		Name: "casefile.decide",
		Load: func(c *web.Ctx) (verdictForm, error) {
			d, _, err := s.look(c)
			if err != nil {
				return verdictForm{}, err
			}
			return verdictForm{Rev: strconv.Itoa(d.Rev)}, nil
		},
		Show: s.showVerdict,
		Do: func(c *web.Ctx, op db.Op, f verdictForm) (db.Result, error) {
			id, err := c.ID("id")
			if err != nil {
				return db.Result{}, err
			}
			rev, err := strconv.Atoi(f.Rev)
			if err != nil {
				return db.Result{}, fault.Refuse("fault.stale_form", nil)
			}
			return s.decide.Decide(c.Ctx(), op, id, Verdict{Choice: f.Choice, Reason: f.Reason, Text: f.Text, Rev: rev})
		},
	}
}

func (s *decideScreen) showVerdict(c *web.Ctx, p view.Page, f verdictForm) (templ.Component, error) {
	d, v, err := s.look(c)
	if err != nil {
		return nil, err
	}
	t := c.T
	p.Title = t.T("decision.kind." + string(d.Kind))
	out := casefileview.VerdictPage{
		Page: p, Case: view.Link{Href: "/cases/" + v.Number, Text: v.Number}, Family: view.Name{Text: v.HeadName, Lang: v.HeadLang},
		Persons: t.N("persons", v.Persons), Track: t.T("track." + string(v.Track)), Rev: f.Rev, Open: d.State == "proposed", Action: c.Request().URL.Path,
	}
	var names []struct {
		ID   int64  `db:"id"`
		Name string `db:"name"`
	}
	var text string
	var rules []Rule
	err = c.App.DB.Read(c.Ctx(), c.Actor, func(r *db.Rd) error {
		if err := r.Select(&names, "account_names", db.Args{"ids": idList(d.ProposedBy, d.DecidedBy)}); err != nil {
			return err
		}
		box, err := r.Box(v.Stream())
		if err != nil {
			return err
		}
		if text, err = box.Open("decision.text", d.Text); err != nil {
			return err
		}
		rules, err = s.decide.look(r, v, d)
		return err
	})
	if err != nil {
		return nil, err
	}
	who := map[int64]string{}
	for _, n := range names {
		who[n.ID] = n.Name
	}
	out.Own = d.ProposedBy == c.Actor.ID
	out.TwoPersons = t.T("decision.two_persons", "name", who[d.ProposedBy], "time", t.Time(d.ProposedAt))
	if out.Own {
		out.TwoPersons = t.T("decision.own_proposal")
	}
	out.Rules = s.ruleRows(t, v, rules)
	out.MayGrant = MayGrant(rules) || d.Kind == KindWaiver || d.Kind == KindRefusal
	out.Facts = []view.Fact{{Name: t.T("decision.wanted"), Value: t.T("decision." + d.Wanted)}, {Name: t.T("word.legal_basis"), Value: d.Basis}}
	if d.TaskID != 0 && d.Kind == KindWaiver {
		for _, k := range v.Tasks {
			if k.ID == d.TaskID {
				out.Facts = append(out.Facts, view.Fact{Name: t.T("word.task"), Value: TitleOf(t, k)})
			}
		}
	}
	if d.MinutesNo != "" {
		out.Facts = append(out.Facts, view.Fact{Name: t.T("word.minutes"), Value: d.MinutesNo, Note: t.DateShort(d.MinutesOn, civil.Date{})})
	}
	if r, ok := s.frame.Book.Reason(s.decide.groupOf(d.Kind), d.Reason); ok {
		out.Facts = append(out.Facts, view.Fact{Name: t.T("word.reason"), Value: t.Pick(r.KK, r.RU, r.EN)})
	}
	if text != "" {
		out.Facts = append(out.Facts, view.Fact{Name: t.T("reason.text"), Value: text})
	}
	if d.Places > 0 {
		out.Facts = append(out.Facts, view.Fact{Name: t.T("decision.places"), Value: strconv.Itoa(d.Places)})
	}
	if d.State != "proposed" {
		out.State = t.T("decision."+d.State) + " · " + t.Date(d.DecidedOn) + " · " + who[d.DecidedBy]
	}
	out.Choice = view.Field{Name: "choice", Label: t.T("decision.yours"), Value: f.Choice}
	if out.MayGrant {
		out.Choice.Options = append(out.Choice.Options, view.Option{Value: "grant", Text: t.T("decision.do_grant")})
	}
	out.Choice.Options = append(out.Choice.Options, view.Option{Value: "return", Text: t.T("decision.do_return")}, view.Option{Value: "refuse", Text: t.T("decision.do_refuse")})
	out.Reason = view.Field{Name: "reason", Label: t.T("decision.reason_from_list"), Hint: t.T("decision.reason_hint"), Value: f.Reason, Options: []view.Option{{Text: t.T("choose")}}}
	groups := []string{"return_for_correction"}
	if g := s.decide.groupOf(d.Kind); g != "" && d.Kind != KindWaiver && d.Kind != KindRefusal {
		groups = append(groups, g)
	}
	for i, g := range groups {
		prefix := t.T("decision.do_return")
		if i > 0 {
			prefix = t.T("decision.do_refuse")
		}
		for _, o := range s.frame.Book.Options(t, g)[1:] {
			o.Text = prefix + ": " + o.Text
			out.Reason.Options = append(out.Reason.Options, o)
		}
	}
	out.Text = view.Field{Name: "text", Label: t.T("reason.text"), Value: f.Text, Optional: true, Bidi: true}
	return casefileview.Verdict(out), nil
}

// ruleRows puts rules into words, what stands against a grant first, with the task that would change it.
func (s *decideScreen) ruleRows(t i18n.Reader, v *View, rules []Rule) []view.Rule {
	order := map[string]int{"not": 0, "unk": 1, "wai": 2, "met": 3}
	out := make([]view.Rule, 0, len(rules))
	for _, r := range rules {
		row := view.Rule{Kind: r.Kind, Word: t.T("rules." + r.Kind), Text: t.T(r.Key), Fact: t.T(r.Fact), Basis: r.Basis}
		for _, k := range v.Tasks {
			if k.Key == r.Task && k.State.Live() && v.MayWork {
				row.Todo = &view.Link{Href: s.frame.Links.To(v.Number, k.ID, k.Key), Text: TitleOf(t, k)}
			}
		}
		if r.Part != "" && v.MayWork {
			row.Todo = &view.Link{Href: "/cases/" + v.Number + "/" + r.Part, Text: t.T("tab." + r.Part)}
		}
		out = append(out, row)
	}
	sort.SliceStable(out, func(i, j int) bool { return order[out[i].Kind] < order[out[j].Kind] })
	return out
}

// look gives the rules as they stand now; for a decision already made, as they stood then.
func (w *DecideWork) look(r *db.Rd, v *View, d *Decision) ([]Rule, error) {
	if d.State != "proposed" {
		var then []Rule
		return then, json.Unmarshal(d.Facts, &then)
	}
	e := &Edit{Tx: &db.Tx{Rd: *r}, Case: v.Case, Tasks: v.Tasks, Members: v.Members, Book: w.Book, touched: map[int64]bool{}}
	return w.rules(e, d)
}
