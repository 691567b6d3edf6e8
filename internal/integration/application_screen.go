package integration

import (
	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
	"nurlykosh/internal/platform/view"
	"nurlykosh/internal/platform/web"
	"nurlykosh/templates/formview"
)

type applyForm struct {
	Number string `form:"number" validate:"max=60"`
	Day    string `form:"on_day" validate:"max=4"`
	Month  string `form:"on_month" validate:"max=4"`
	Year   string `form:"on_year" validate:"max=6"`
}

func (s *screen) apply() web.Form[applyForm] {
	return sheet[applyForm]{
		name: "integration.apply", title: "application.title",
		load: func(o *opened) (f applyForm) {
			f.Day, f.Month, f.Year = parts(o.Today)
			return f
		},
		fill: func(c *web.Ctx, o *opened, f applyForm, p *formview.Page) {
			t := c.T
			p.Notes = []string{t.T("application." + o.app.Kind), t.T("application.note")}
			if !o.app.Applied.IsZero() && !(o.app.Answer == Refused && o.police.State == casefile.Done) && len(p.Problems) == 0 {
				p.Closed = t.T("application.made")
			}
			p.Inputs = []formview.Input{
				date(view.DateField{Name: "on", Label: t.T("application.applied_on"), Day: f.Day, Month: f.Month, Year: f.Year}),
				text(view.Field{Name: "number", Label: t.T("application.number"), Value: f.Number, Optional: true, LTR: true}),
			}
		},
		do: func(c *web.Ctx, op db.Op, number string, o *opened, f applyForm) (db.Result, error) {
			var p fault.Problems
			on := day(&p, "on", f.Day, f.Month, f.Year)
			if err := p.Err(); err != nil {
				return db.Result{}, err
			}
			return s.work.Apply(c.Ctx(), op, number, o.app.Kind, f.Number, on)
		},
	}.form(s)
}

type answerForm struct {
	Answer string `form:"answer" validate:"max=20"`
	Day    string `form:"on_day" validate:"max=4"`
	Month  string `form:"on_month" validate:"max=4"`
	Year   string `form:"on_year" validate:"max=6"`
	UDay   string `form:"until_day" validate:"max=4"`
	UMonth string `form:"until_month" validate:"max=4"`
	UYear  string `form:"until_year" validate:"max=6"`
}

func (s *screen) answer() web.Form[answerForm] {
	return sheet[answerForm]{
		name: "integration.record_answer", title: "application.answer_title",
		load: func(o *opened) (f answerForm) {
			f.Answer = o.app.Answer
			if f.Day, f.Month, f.Year = parts(o.app.Decided); o.app.Decided.IsZero() {
				f.Day, f.Month, f.Year = parts(o.Today)
			}
			f.UDay, f.UMonth, f.UYear = parts(o.app.Until)
			return f
		},
		fill: func(c *web.Ctx, o *opened, f answerForm, p *formview.Page) {
			t := c.T
			p.Notes = []string{t.T("application." + o.app.Kind)}
			switch {
			case o.app.Applied.IsZero():
				p.Closed = t.T("application.none")
				p.Links = []view.Link{{Href: base(o) + "/police/" + o.app.Kind, Text: t.T("application.title")}}
			case o.police.State.Over() || o.police.State == casefile.Proposed:
				p.Closed = t.T("application.decided")
			default:
				p.Facts = []view.Fact{{Name: t.T("application.applied_on"), Value: t.Date(o.app.Applied), Note: o.app.Number}}
			}
			p.Inputs = []formview.Input{
				radio(view.Field{Name: "answer", Label: t.T("application.what"), Value: f.Answer, Options: options(c, []string{Granted, Refused}, "application.answer.")}),
				date(view.DateField{Name: "on", Label: t.T("application.answered_on"), Day: f.Day, Month: f.Month, Year: f.Year}),
			}
			if o.app.Kind == Residence {
				p.Inputs = append(p.Inputs, date(view.DateField{Name: "until", Label: t.T("application.until"), Hint: t.T("application.until_hint"), Day: f.UDay, Month: f.UMonth, Year: f.UYear, Optional: true}))
			}
		},
		do: func(c *web.Ctx, op db.Op, number string, o *opened, f answerForm) (db.Result, error) {
			var p fault.Problems
			x := Answering{Answer: f.Answer, On: day(&p, "on", f.Day, f.Month, f.Year), Until: day(&p, "until", f.UDay, f.UMonth, f.UYear)}
			if err := p.Err(); err != nil {
				return db.Result{}, err
			}
			return s.work.RecordAnswer(c.Ctx(), op, number, o.app.Kind, x)
		},
	}.form(s)
}

type dutyForm struct {
	Answer string `form:"answer" validate:"max=20"`
	Day    string `form:"on_day" validate:"max=4"`
	Month  string `form:"on_month" validate:"max=4"`
	Year   string `form:"on_year" validate:"max=6"`
	Reason string `form:"reason" validate:"max=60"`
	Text   string `form:"text" validate:"max=1000"`
}

func (s *screen) duty() web.Form[dutyForm] {
	return sheet[dutyForm]{
		name: "integration.check_duty", title: "duty.title",
		load: func(o *opened) (f dutyForm) {
			f.Day, f.Month, f.Year = parts(o.Today)
			return f
		},
		fill: func(c *web.Ctx, o *opened, f dutyForm, p *formview.Page) {
			t := c.T
			switch k := o.task(dutyTask); {
			case k == nil:
				p.Closed = t.T("duty.none")
			case k.State != casefile.Open:
				p.Closed = t.T("task.not_open")
			default:
				p.Facts = []view.Fact{{Name: t.T("duty.due"), Value: t.Date(k.Due), Note: t.T("duty.note", "years", DutyYears)}}
			}
			p.Inputs = []formview.Input{
				radio(view.Field{Name: "answer", Label: t.T("duty.question"), Value: f.Answer, Options: options(c, DutyAnswers, "duty.answer.")}),
				date(view.DateField{Name: "on", Label: t.T("duty.on"), Day: f.Day, Month: f.Month, Year: f.Year}),
				sel(view.Field{Name: "reason", Label: t.T("duty.why_left"), Hint: t.T("duty.why_left_hint"), Value: f.Reason, Options: s.book.Options(t, "leave_region")}),
				area(view.Field{Name: "text", Label: t.T("arrival.text"), Hint: s.book.Needing(c.T, "leave_region"), Value: f.Text, Bidi: true}),
			}
		},
		do: func(c *web.Ctx, op db.Op, number string, _ *opened, f dutyForm) (db.Result, error) {
			var p fault.Problems
			x := Duty{Answer: f.Answer, On: day(&p, "on", f.Day, f.Month, f.Year), Reason: f.Reason, Text: f.Text}
			if err := p.Err(); err != nil {
				return db.Result{}, err
			}
			return s.work.CheckDuty(c.Ctx(), op, number, x)
		},
	}.form(s)
}
