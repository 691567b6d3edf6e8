package casefile

import (
	"encoding/json"
	"sort"
	"strconv"
	"strings"

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

type verdictForm struct {
	Choice string `form:"choice" validate:"max=10"`
	Reason string `form:"reason" validate:"max=80"`
	Text   string `form:"text" validate:"max=4000"`
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

// proposal is what a verdict is about; the second person decides on all of it, so that every change of it counts.
func (s *decideScreen) proposal() web.Thing {
	return web.Thing{Of: "decision", Now: func(c *web.Ctx) (web.Standing, error) {
		d, v, err := s.look(c)
		if err != nil {
			return web.Standing{}, err
		}
		return web.Standing{Rev: d.Rev, Stream: v.Stream(), Stands: strconv.Itoa(d.Rev)}, nil
	}}
}

func (s *decideScreen) verdict() web.Form[verdictForm] {
	return web.Form[verdictForm]{
		Name:    "casefile.decide",
		Changes: s.proposal(),
		Load: func(c *web.Ctx) (verdictForm, error) {
			_, _, err := s.look(c)
			return verdictForm{}, err
		},
		Show: s.showVerdict,
		Do: func(c *web.Ctx, op db.Op, f verdictForm) (db.Result, error) {
			id, err := c.ID("id")
			if err != nil {
				return db.Result{}, err
			}
			return s.decide.Decide(c.Ctx(), op, id, Verdict(f))
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
		Persons: t.N("persons", v.Persons), Track: t.T("track." + string(v.Track)), Open: d.State == "proposed", Action: c.Request().URL.Path,
	}
	var names []struct {
		ID   int64  `db:"id"`
		Name string `db:"name"`
	}
	var text string
	var rules []Rule
	var told []Told
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
		rules, told, err = s.decide.look(r, v, d)
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
	out.MayGrant = MayGrant(rules) || d.Kind == KindRefusal || d.Kind == KindWaiver
	if !d.Kind.OneSided() {
		out.Facts = append(out.Facts, view.Fact{Name: t.T("decision.wanted"), Value: t.T("decision." + d.Wanted)})
	}
	if d.Basis != "" {
		out.Facts = append(out.Facts, view.Fact{Name: t.T("word.legal_basis"), Value: BasisWords(t, d.Basis)})
	}
	out.Facts = append(out.Facts, toldRows(t, told)...)
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
	s.choices(t, v, d, &out)
	out.Choice.Value, out.Reason.Value = f.Choice, f.Reason
	out.Text = view.Field{Name: "text", Label: t.T("reason.text"), Value: f.Text, Optional: true, Bidi: true}
	return casefileview.Verdict(out), nil
}

// choices are what the second person may do, each with its own reasons: a proposal to refuse the application or to
// leave a task out is confirmed or returned.
func (s *decideScreen) choices(t i18n.Reader, v *View, d *Decision, out *casefileview.VerdictPage) {
	grant := map[Kind]string{KindRefusal: "decision.do_refuse_application", KindWaiver: "decision.do_waive", KindQuotaReturn: "decision.do_quota_return"}[d.Kind]
	if grant == "" {
		grant = "decision.do_grant"
	}
	out.Choice = view.Field{Name: "choice", Label: t.T("decision.yours")}
	if out.MayGrant {
		out.Choice.Options = append(out.Choice.Options, view.Option{Value: "grant", Text: t.T(grant)})
	}
	out.Choice.Options = append(out.Choice.Options, view.Option{Value: "return", Text: t.T("decision.do_return")})
	out.Reason = view.Field{Name: "reason", Label: t.T("decision.reason_from_list"), Hint: t.T("decision.reason_hint"), Options: []view.Option{{Text: t.T("choose")}}}
	add := func(do, group string) {
		for _, o := range s.frame.Book.OptionsFor(t, group, v.Track)[1:] {
			o.Text = t.T(do) + ": " + o.Text
			out.Reason.Options = append(out.Reason.Options, o)
		}
	}
	add("decision.do_return", "return_for_correction")
	if !d.Kind.OneSided() {
		out.Choice.Options = append(out.Choice.Options, view.Option{Value: "refuse", Text: t.T("decision.do_refuse")})
		if g := s.decide.groupOf(d.Kind); g != "" {
			add("decision.do_refuse", g)
		}
	}
}

// toldRows put what a decision is about into words.
func toldRows(t i18n.Reader, told []Told) []view.Fact {
	var out []view.Fact
	for _, x := range told {
		f := view.Fact{Name: t.T(x.Name), Value: x.Value}
		switch {
		case x.Text != "":
			args := fault.Args{}
			for k, v := range x.Args {
				switch v := v.(type) {
				case civil.Date:
					args[k] = t.Date(v)
				case Texts:
					args[k] = t.Pick(v.KK, v.RU, v.EN)
				default:
					args[k] = v
				}
			}
			f.Value = t.T(x.Text, args)
		case x.Money != 0:
			f.Value = t.Money(x.Money)
		case strings.HasPrefix(x.Value, "@"):
			f.Value = t.T(x.Value[1:])
		}
		out = append(out, f)
	}
	return out
}

// ruleRows puts rules into words, what stands against a grant first, with the task that would change it.
func (s *decideScreen) ruleRows(t i18n.Reader, v *View, rules []Rule) []view.Rule {
	order := map[string]int{"not": 0, "unk": 1, "wai": 2, "met": 3}
	out := make([]view.Rule, 0, len(rules))
	for _, r := range rules {
		row := view.Rule{Kind: r.Kind, Word: t.T("rules." + r.Kind), Text: t.T(r.Key), Fact: t.T(r.Fact, fault.Args(r.Args)), Basis: BasisWords(t, r.Basis)}
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

// look gives the rules as they stand now, and what the decision is about; for a decision already made, the rules as
// they stood then.
func (w *DecideWork) look(r *db.Rd, v *View, d *Decision) (rules []Rule, told []Told, err error) {
	if d.State != "proposed" {
		return rules, nil, json.Unmarshal(d.Facts, &rules)
	}
	e := &Edit{Tx: &db.Tx{Rd: *r}, Case: v.Case, Tasks: v.Tasks, Members: v.Members, Book: w.Book, touched: map[int64]bool{}}
	if rules, err = w.rules(e, d); err != nil {
		return rules, nil, err
	}
	if tell := w.Deciders[d.Kind].Tell; tell != nil {
		if told, err = tell(e, d); err != nil {
			return rules, nil, err
		}
	}
	if d.Kind == KindWaiver || d.Kind == KindRefusal {
		return rules, told, nil
	}
	twice, err := askedTwice(e)
	return rules, append(told, twice...), err
}

// askedTwice is what was answered after a divorce of the last months: whoever decides what a family gets reads it.
func askedTwice(e *Edit) ([]Told, error) {
	if e.Case.Facts.Divorced36 != Yes {
		return nil, nil
	}
	var bodies [][]byte
	if err := e.Select(&bodies, "case_divorce_asked", db.Args{"case_id": e.Case.ID}); err != nil || len(bodies) == 0 {
		return nil, err
	}
	body, err := e.Box().Open("event.body", bodies[0])
	if err != nil {
		return nil, err
	}
	var said struct {
		After struct {
			Twice Tri `json:"asks_twice"`
		} `json:"after"`
		Text string `json:"text"`
	}
	if err := json.Unmarshal([]byte(body), &said); err != nil || said.After.Twice == NotKnown {
		return nil, nil // an entry of another shape tells nothing
	}
	return []Told{{Name: "told.asks_twice", Text: "told.asks_twice_" + string(said.After.Twice), Args: map[string]any{"text": said.Text}}}, nil
}
