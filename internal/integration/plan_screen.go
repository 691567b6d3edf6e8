package integration

import (
	"strings"

	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
	"nurlykosh/internal/platform/view"
	"nurlykosh/internal/platform/web"
	"nurlykosh/templates/formview"
)

type needsForm struct {
	Language     string `form:"need_language" validate:"omitempty,oneof=yes no"`
	School       string `form:"need_school" validate:"omitempty,oneof=yes no"`
	Kindergarten string `form:"need_kindergarten" validate:"omitempty,oneof=yes no"`
	Health       string `form:"need_health" validate:"omitempty,oneof=yes no"`
	Documents    string `form:"need_documents" validate:"omitempty,oneof=yes no"`
	Training     string `form:"need_training" validate:"omitempty,oneof=yes no"`
	Legal        string `form:"need_legal" validate:"omitempty,oneof=yes no"`
	Social       string `form:"need_social" validate:"omitempty,oneof=yes no"`
}

// answers are the eight inputs by their need.
func (f *needsForm) answers() map[string]*string {
	return map[string]*string{
		"language": &f.Language, "school": &f.School, "kindergarten": &f.Kindergarten, "health": &f.Health,
		"documents": &f.Documents, "training": &f.Training, "legal": &f.Legal, "social": &f.Social,
	}
}

func (s *screen) needs() web.Form[needsForm] {
	return sheet[needsForm]{
		name: "integration.answer_needs", title: "plan.needs_title",
		load: func(o *opened) (f needsForm) {
			for n, v := range f.answers() {
				if yes, ok := o.Plan.Needs[n]; ok {
					*v = map[bool]string{true: "yes", false: "no"}[yes]
				}
			}
			return f
		},
		fill: func(c *web.Ctx, o *opened, f needsForm, p *formview.Page) {
			t := c.T
			if !o.Plan.Signed.IsZero() {
				p.Notes = []string{t.T("plan.needs_reopen", "date", t.Date(o.Plan.Signed))}
			}
			for _, n := range Needs {
				p.Inputs = append(p.Inputs, radio(view.Field{
					Name: "need_" + n, Label: t.T("need.ask." + n), Value: *f.answers()[n], Small: true,
					Options: []view.Option{{Value: "yes", Text: t.T("yes")}, {Value: "no", Text: t.T("no")}},
				}))
			}
		},
		do: func(c *web.Ctx, op db.Op, number string, _ *opened, f needsForm) (db.Result, error) {
			needs := map[string]bool{}
			for n, v := range f.answers() {
				if *v == "yes" || *v == "no" {
					needs[n] = *v == "yes"
				}
			}
			return s.work.AnswerNeeds(c.Ctx(), op, number, needs)
		},
	}.form(s)
}

type agreeForm struct {
	Language string `form:"language" validate:"max=10"`
	Day      string `form:"signed_day" validate:"max=4"`
	Month    string `form:"signed_month" validate:"max=4"`
	Year     string `form:"signed_year" validate:"max=6"`
}

func (s *screen) agree() web.Form[agreeForm] {
	return sheet[agreeForm]{
		name: "integration.agree_plan", title: "plan.agree_title",
		rest: func(c *web.Ctx, o *opened) string {
			var out []string
			for _, g := range o.Goals {
				if g.Dropped.IsZero() {
					out = append(out, c.T.T("goal.kind."+g.Kind))
				}
			}
			return strings.Join(out, ", ")
		},
		load: func(o *opened) (f agreeForm) {
			f.Day, f.Month, f.Year = parts(o.Today)
			f.Language = o.Plan.Language
			return f
		},
		fill: func(c *web.Ctx, o *opened, f agreeForm, p *formview.Page) {
			t := c.T
			switch {
			case !o.Plan.Asked():
				p.Closed = t.T("plan.needs_missing")
				p.Links = []view.Link{{Href: base(o) + "/needs", Text: t.T("plan.needs_title")}}
			case len(o.Unmet()) > 0:
				p.Closed = t.T("plan.unmet", "need", t.T("need."+o.Unmet()[0]))
				p.Links = []view.Link{{Href: base(o) + "/goals/new?kind=" + o.Unmet()[0], Text: t.T("plan.goal_add")}}
			}
			for _, g := range o.Goals {
				if g.Dropped.IsZero() {
					p.Facts = append(p.Facts, view.Fact{Name: t.T("goal.kind." + g.Kind), Value: o.memberOf(g.MemberID).Name, Note: g.Service})
				}
			}
			p.Inputs = []formview.Input{
				sel(view.Field{Name: "language", Label: t.T("plan.language"), Value: f.Language, Options: s.languages(c)}),
				date(view.DateField{Name: "signed", Label: t.T("plan.signed_on"), Day: f.Day, Month: f.Month, Year: f.Year}),
			}
			p.Button = t.T("plan.agree")
		},
		do: func(c *web.Ctx, op db.Op, number string, _ *opened, f agreeForm) (db.Result, error) {
			var p fault.Problems
			on := day(&p, "signed", f.Day, f.Month, f.Year)
			if err := p.Err(); err != nil {
				return db.Result{}, err
			}
			return s.work.Agree(c.Ctx(), op, number, on, f.Language)
		},
	}.form(s)
}

type goalForm struct {
	Kind    string `form:"kind" validate:"max=20"`
	Member  string `form:"member" validate:"max=18"`
	Text    string `form:"text" validate:"max=500"`
	Service string `form:"service" validate:"max=200"`
	Day     string `form:"due_day" validate:"max=4"`
	Month   string `form:"due_month" validate:"max=4"`
	Year    string `form:"due_year" validate:"max=6"`
}

func (s *screen) newGoal() web.Form[goalForm] {
	return sheet[goalForm]{
		name: "integration.add_goal", title: "plan.goal_add",
		load: func(o *opened) (f goalForm) {
			if u := o.Unmet(); len(u) > 0 {
				f.Kind = u[0]
			}
			return f
		},
		fill: func(c *web.Ctx, o *opened, f goalForm, p *formview.Page) {
			t := c.T
			who := view.Field{Name: "member", Label: t.T("plan.who"), Value: f.Member, Options: []view.Option{{Text: t.T("plan.whole_family")}}}
			for _, m := range o.Members.On(o.Today) {
				who.Options = append(who.Options, view.Option{Value: number(m.ID), Text: m.Name})
			}
			p.Inputs = []formview.Input{
				sel(view.Field{Name: "kind", Label: t.T("plan.about"), Value: f.Kind, Options: append([]view.Option{{Text: t.T("choose")}}, options(c, Kinds, "goal.kind.")...)}),
				sel(who),
				area(view.Field{Name: "text", Label: t.T("plan.text"), Hint: t.T("plan.text_hint"), Value: f.Text, Bidi: true}),
				text(view.Field{Name: "service", Label: t.T("plan.service"), Hint: t.T("plan.service_hint"), Value: f.Service, Bidi: true}),
				date(view.DateField{Name: "due", Label: t.T("plan.due"), Day: f.Day, Month: f.Month, Year: f.Year}),
			}
		},
		do: func(c *web.Ctx, op db.Op, number string, _ *opened, f goalForm) (db.Result, error) {
			var p fault.Problems
			g := Goal{Kind: f.Kind, MemberID: chosen(f.Member), Text: f.Text, Service: f.Service, Due: day(&p, "due", f.Day, f.Month, f.Year)}
			if f.Member != "" && g.MemberID == 0 {
				p.Add("member", "form.not_a_choice", nil)
			}
			if err := p.Err(); err != nil {
				return db.Result{}, err
			}
			return s.work.AddGoal(c.Ctx(), op, number, g)
		},
	}.form(s)
}

type progressForm struct {
	What    string `form:"what" validate:"max=20"`
	Service string `form:"service" validate:"max=200"`
	Day     string `form:"on_day" validate:"max=4"`
	Month   string `form:"on_month" validate:"max=4"`
	Year    string `form:"on_year" validate:"max=6"`
	Reason  string `form:"reason" validate:"max=60"`
	Text    string `form:"text" validate:"max=1000"`
}

func (s *screen) moveGoal() web.Form[progressForm] {
	return sheet[progressForm]{
		name: "integration.move_goal", title: "plan.move_title",
		rest: func(c *web.Ctx, o *opened) string {
			if o.goal.Begun() {
				return c.T.T("goal.progress.started") + ": " + c.T.Date(o.goal.Started)
			}
			return ""
		},
		load: func(o *opened) (f progressForm) {
			f.Service = o.goal.Service
			if o.goal.Begun() {
				f.What = "reached"
			}
			f.Day, f.Month, f.Year = parts(o.Today)
			return f
		},
		fill: func(c *web.Ctx, o *opened, f progressForm, p *formview.Page) {
			t := c.T
			p.About = nameOf(o.member)
			p.Facts = []view.Fact{{Name: t.T("plan.goal"), Value: t.T("goal.kind." + o.goal.Kind), Note: o.goal.Text}}
			if o.goal.Over() {
				p.Closed = t.T("plan.goal_over")
			}
			p.Inputs = []formview.Input{
				radio(view.Field{Name: "what", Label: t.T("plan.what"), Value: f.What, Options: options(c, Steps, "goal.progress.")}),
				text(view.Field{Name: "service", Label: t.T("plan.service"), Hint: t.T("plan.service_hint"), Value: f.Service, Bidi: true}),
				date(view.DateField{Name: "on", Label: t.T("plan.on"), Day: f.Day, Month: f.Month, Year: f.Year}),
				sel(view.Field{Name: "reason", Label: t.T("plan.why_dropped"), Hint: t.T("plan.why_dropped_hint"), Value: f.Reason, Options: s.book.Options(t, "waiver")}),
				area(view.Field{Name: "text", Label: t.T("arrival.text"), Hint: s.book.Needing(c.T, "waiver"), Value: f.Text, Bidi: true}),
			}
		},
		do: func(c *web.Ctx, op db.Op, number string, o *opened, f progressForm) (db.Result, error) {
			var p fault.Problems
			x := Progress{What: f.What, Service: f.Service, Reason: f.Reason, Text: f.Text, On: day(&p, "on", f.Day, f.Month, f.Year)}
			if err := p.Err(); err != nil {
				return db.Result{}, err
			}
			return s.work.MoveGoal(c.Ctx(), op, number, o.goal.ID, x)
		},
	}.form(s)
}
