package integration

import (
	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
	"nurlykosh/internal/platform/view"
	"nurlykosh/internal/platform/web"
	"nurlykosh/templates/formview"
)

type enrolForm struct {
	Kind   string `form:"kind" validate:"max=20"`
	Place  string `form:"place" validate:"max=200"`
	Day    string `form:"on_day" validate:"max=4"`
	Month  string `form:"on_month" validate:"max=4"`
	Year   string `form:"on_year" validate:"max=6"`
	Reason string `form:"reason" validate:"max=60"`
	Text   string `form:"text" validate:"max=1000"`
}

func (s *screen) enrol() web.Form[enrolForm] {
	return sheet[enrolForm]{
		name: "integration.enrol", title: "arrival.enrol",
		load: func(o *opened) (f enrolForm) {
			if least, _ := o.member.Age(o.Today); least >= SchoolFrom {
				f.Kind = "school"
			}
			f.Day, f.Month, f.Year = parts(o.Today)
			return f
		},
		fill: func(c *web.Ctx, o *opened, f enrolForm, p *formview.Page) {
			t := c.T
			p.About = nameOf(o.member)
			p.Notes = []string{t.Birth(o.member.Birth, o.member.BirthYear)}
			if len(Learners(casefile.Household{o.member}, o.Today)) == 0 {
				p.Closed = t.T("arrival.no_learner")
			}
			p.Inputs = []formview.Input{
				radio(view.Field{Name: "kind", Label: t.T("arrival.where_to"), Value: f.Kind, Options: options(c, []string{"school", "kindergarten", "none"}, "arrival.kind.")}),
				text(view.Field{Name: "place", Label: t.T("arrival.place"), Hint: t.T("arrival.place_hint"), Value: f.Place, Bidi: true}),
				date(view.DateField{Name: "on", Label: t.T("arrival.enrolled_on"), Day: f.Day, Month: f.Month, Year: f.Year}),
				sel(view.Field{Name: "reason", Label: t.T("arrival.why_none"), Hint: t.T("arrival.why_none_hint"), Value: f.Reason, Options: s.book.Options(t, "waiver")}),
				area(view.Field{Name: "text", Label: t.T("arrival.text"), Hint: s.book.Needing(c.T, "waiver"), Value: f.Text, Bidi: true}),
			}
		},
		do: func(c *web.Ctx, op db.Op, number string, o *opened, f enrolForm) (db.Result, error) {
			var p fault.Problems
			x := Enrolling{MemberID: o.member.ID, Kind: f.Kind, Place: f.Place, On: day(&p, "on", f.Day, f.Month, f.Year), Reason: f.Reason, Text: f.Text}
			if err := p.Err(); err != nil {
				return db.Result{}, err
			}
			return s.work.Enrol(c.Ctx(), op, number, x)
		},
	}.form(s)
}

type clinicForm struct {
	Clinic string `form:"clinic" validate:"max=200"`
	Day    string `form:"on_day" validate:"max=4"`
	Month  string `form:"on_month" validate:"max=4"`
	Year   string `form:"on_year" validate:"max=6"`
}

func (s *screen) clinic() web.Form[clinicForm] {
	return sheet[clinicForm]{
		name: "integration.register_clinic", title: "arrival.clinic_title",
		load: func(o *opened) (f clinicForm) {
			f.Day, f.Month, f.Year = parts(o.Today)
			return f
		},
		fill: func(c *web.Ctx, o *opened, f clinicForm, p *formview.Page) {
			t := c.T
			p.Inputs = []formview.Input{
				text(view.Field{Name: "clinic", Label: t.T("arrival.clinic"), Hint: t.T("arrival.clinic_hint"), Value: f.Clinic, Bidi: true}),
				date(view.DateField{Name: "on", Label: t.T("arrival.clinic_on"), Day: f.Day, Month: f.Month, Year: f.Year}),
			}
		},
		do: func(c *web.Ctx, op db.Op, number string, _ *opened, f clinicForm) (db.Result, error) {
			var p fault.Problems
			on := day(&p, "on", f.Day, f.Month, f.Year)
			if err := p.Err(); err != nil {
				return db.Result{}, err
			}
			return s.work.RegisterClinic(c.Ctx(), op, number, f.Clinic, on)
		},
	}.form(s)
}

type courseForm struct {
	Member string `form:"member" validate:"max=18"`
	Course string `form:"course" validate:"max=200"`
	Day    string `form:"on_day" validate:"max=4"`
	Month  string `form:"on_month" validate:"max=4"`
	Year   string `form:"on_year" validate:"max=6"`
}

func (s *screen) course() web.Form[courseForm] {
	return sheet[courseForm]{
		name: "integration.start_course", title: "arrival.course_title",
		load: func(o *opened) (f courseForm) {
			f.Day, f.Month, f.Year = parts(o.Today)
			return f
		},
		fill: func(c *web.Ctx, o *opened, f courseForm, p *formview.Page) {
			t := c.T
			who := view.Field{Name: "member", Label: t.T("plan.who"), Value: f.Member}
			for _, m := range o.Members.On(o.Today).Here().Adults(o.Today) {
				who.Options = append(who.Options, view.Option{Value: number(m.ID), Text: m.Name})
			}
			p.Inputs = []formview.Input{
				radio(who),
				text(view.Field{Name: "course", Label: t.T("arrival.course"), Hint: t.T("arrival.course_hint"), Value: f.Course, Bidi: true}),
				date(view.DateField{Name: "on", Label: t.T("arrival.first_lesson"), Day: f.Day, Month: f.Month, Year: f.Year}),
			}
		},
		do: func(c *web.Ctx, op db.Op, number string, _ *opened, f courseForm) (db.Result, error) {
			var p fault.Problems
			on := day(&p, "on", f.Day, f.Month, f.Year)
			if err := p.Err(); err != nil {
				return db.Result{}, err
			}
			return s.work.StartCourse(c.Ctx(), op, number, chosen(f.Member), f.Course, on)
		},
	}.form(s)
}

type safetyForm struct {
	Members  []string `form:"members" validate:"max=60,dive,max=18"`
	Language string   `form:"language" validate:"max=10"`
	Day      string   `form:"on_day" validate:"max=4"`
	Month    string   `form:"on_month" validate:"max=4"`
	Year     string   `form:"on_year" validate:"max=6"`
}

func (s *screen) safety() web.Form[safetyForm] {
	return sheet[safetyForm]{
		name: "integration.explain_safety", title: "arrival.safety_title",
		load: func(o *opened) (f safetyForm) {
			f.Day, f.Month, f.Year = parts(o.Today)
			return f
		},
		fill: func(c *web.Ctx, o *opened, f safetyForm, p *formview.Page) {
			t := c.T
			p.Notes = []string{t.T("arrival.safety_note")}
			who := view.Field{Name: "members", Label: t.T("arrival.told"), Hint: t.T("arrival.told_hint")}
			for _, m := range o.Untold(o.Members, o.Today) {
				o := view.Option{Value: number(m.ID), Text: m.Name}
				for _, k := range f.Members {
					o.Selected = o.Selected || k == o.Value
				}
				who.Options = append(who.Options, o)
			}
			if len(who.Options) == 0 {
				p.Closed = t.T("arrival.all_told")
			}
			p.Inputs = []formview.Input{
				boxes(who),
				sel(view.Field{Name: "language", Label: t.T("arrival.talk_language"), Value: f.Language, Options: s.languages(c)}),
				date(view.DateField{Name: "on", Label: t.T("arrival.talk_on"), Day: f.Day, Month: f.Month, Year: f.Year}),
			}
		},
		do: func(c *web.Ctx, op db.Op, number string, _ *opened, f safetyForm) (db.Result, error) {
			var p fault.Problems
			on := day(&p, "on", f.Day, f.Month, f.Year)
			if err := p.Err(); err != nil {
				return db.Result{}, err
			}
			var members []int64
			for _, m := range f.Members {
				members = append(members, chosen(m)) // what is no number is nobody
			}
			return s.work.Explain(c.Ctx(), op, number, members, on, f.Language)
		},
	}.form(s)
}
