package employment

import (
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
	"nurlykosh/internal/platform/view"
	"nurlykosh/internal/platform/web"
	"nurlykosh/templates/formview"
)

type answerForm struct {
	How    string `form:"how" validate:"oneof=hired started refused_by_employer refused_by_person"`
	Day    string `form:"on_day" validate:"max=4"`
	Month  string `form:"on_month" validate:"max=4"`
	Year   string `form:"on_year" validate:"max=6"`
	Reason string `form:"reason" validate:"max=80"` // who refused and why: "refused_by_person.wage_low"
	Text   string `form:"text" validate:"max=2000"`
}

func (s *screen) answer() web.Form[answerForm] {
	return web.Form[answerForm]{
		Name:    "employment.answer",
		Changes: s.frame.Changes(),
		Load: func(c *web.Ctx) (f answerForm, err error) {
			o, err := s.open(c)
			if err == nil {
				f.Day, f.Month, f.Year = parts(o.Today)
			}
			return f, err
		},
		Show: func(c *web.Ctx, p view.Page, f answerForm) (templ.Component, error) {
			o, err := s.open(c)
			if err != nil {
				return nil, err
			}
			t := c.T
			page := s.page(c, p, o, "work.answer_title", "work.answer_add")
			if o.referral.State != Open {
				page.Closed = t.T("work.state." + o.referral.State)
			}
			how := view.Field{Name: "how", Label: t.T("work.outcome"), Value: f.How}
			why := view.Field{Name: "reason", Label: t.T("word.reason"), Hint: t.T("work.refusal_hint"), Value: f.Reason, Options: []view.Option{{Text: t.T("choose")}}}
			var texts []string
			for _, a := range answersOf(o.referral.Kind) {
				how.Options = append(how.Options, view.Option{Value: a, Text: t.T("work.answer." + a)})
				for _, r := range s.book.ReasonsOf(reasonGroup[a]) {
					word := t.Pick(r.KK, r.RU, r.EN)
					why.Options = append(why.Options, view.Option{Value: a + "." + r.Code, Text: t.T("work.answer."+a) + ": " + word})
					if r.NeedsText && !slices.Contains(texts, word) {
						texts = append(texts, word)
					}
				}
			}
			page.Inputs = []formview.Input{
				radio(how), date(view.DateField{Name: "on", Label: t.T("work.answered_on"), Hint: t.T("work.answered_hint"), Day: f.Day, Month: f.Month, Year: f.Year}),
				sel(why), area(view.Field{Name: "text", Label: t.T("reason.text"), Hint: t.T("reason.text_for", "reasons", strings.Join(texts, "; ")), Value: f.Text, Bidi: true}),
			}
			return formview.Form(page), nil
		},
		Do: func(c *web.Ctx, op db.Op, f answerForm) (db.Result, error) {
			id, err := c.ID("referral")
			if err != nil {
				return db.Result{}, err
			}
			var p fault.Problems
			a := Answering{How: f.How, Text: f.Text, On: day(&p, "on", f.Day, f.Month, f.Year)}
			if err := p.Err(); err != nil {
				return db.Result{}, err
			}
			if who, code, ok := strings.Cut(f.Reason, "."); ok && who == f.How {
				a.Reason = code
			}
			return s.work.Answer(c.Ctx(), op, number(c), id, a)
		},
	}
}

type contractForm struct {
	Contract string `form:"contract" validate:"omitempty,oneof=yes"`
	Pension  string `form:"pension" validate:"omitempty,oneof=yes"`
	Social   string `form:"social" validate:"omitempty,oneof=yes"`
	Health   string `form:"health" validate:"omitempty,oneof=yes"`
}

func (s *screen) contract() web.Form[contractForm] {
	box := func(on bool) string {
		if on {
			return "yes"
		}
		return ""
	}
	return web.Form[contractForm]{
		Name:    "employment.confirm",
		Changes: s.frame.Changes(),
		Load: func(c *web.Ctx) (contractForm, error) {
			o, err := s.open(c)
			if err != nil {
				return contractForm{}, err
			}
			r := o.referral
			return contractForm{Contract: box(r.Contract), Pension: box(r.Pension), Social: box(r.Social), Health: box(r.Health)}, nil
		},
		Show: func(c *web.Ctx, p view.Page, f contractForm) (templ.Component, error) {
			o, err := s.open(c)
			if err != nil {
				return nil, err
			}
			page := s.page(c, p, o, "work.contract_title", "button.save")
			if !o.referral.Confirmable() {
				page.Closed = c.T.T("work.not_begun")
			}
			contract := "work.contract"
			if o.referral.Kind == ToBusiness {
				contract = "work.business_registered"
			}
			page.Inputs = []formview.Input{
				tick(view.Field{Name: "contract", Label: c.T.T(contract), Value: f.Contract}),
				tick(view.Field{Name: "pension", Label: c.T.T("work.pension"), Value: f.Pension}),
				tick(view.Field{Name: "social", Label: c.T.T("work.social"), Value: f.Social}),
				tick(view.Field{Name: "health", Label: c.T.T("work.health"), Value: f.Health}),
			}
			return formview.Form(page), nil
		},
		Do: func(c *web.Ctx, op db.Op, f contractForm) (db.Result, error) {
			id, err := c.ID("referral")
			if err != nil {
				return db.Result{}, err
			}
			return s.work.Confirm(c.Ctx(), op, number(c), id, Seeing{f.Contract == "yes", f.Pension == "yes", f.Social == "yes", f.Health == "yes"})
		},
	}
}

type checkForm struct {
	Check  string `form:"day" validate:"oneof=90 180 365"`
	Answer string `form:"answer" validate:"oneof=works other_job no_work not_known"`
	Day    string `form:"checked_day" validate:"max=4"`
	Month  string `form:"checked_month" validate:"max=4"`
	Year   string `form:"checked_year" validate:"max=6"`
	Text   string `form:"text" validate:"max=2000"`
}

func (s *screen) check() web.Form[checkForm] {
	return web.Form[checkForm]{
		Name:    "employment.check",
		Changes: s.frame.Changes(),
		Load: func(c *web.Ctx) (f checkForm, err error) {
			o, err := s.open(c)
			if err != nil {
				return f, err
			}
			f.Day, f.Month, f.Year = parts(o.Today)
			f.Check = o.nextCheck()
			return f, nil
		},
		Show: func(c *web.Ctx, p view.Page, f checkForm) (templ.Component, error) {
			o, err := s.open(c)
			if err != nil {
				return nil, err
			}
			t := c.T
			page := s.page(c, p, o, "work.check_title", "button.save")
			if !o.referral.Job() {
				page.Closed = t.T("work.not_begun")
			}
			which := view.Field{Name: "day", Label: t.T("work.check_which"), Value: f.Check}
			for _, d := range CheckDays {
				o := view.Option{Value: strconv.Itoa(d), Text: t.T("work.check_from", "day", d, "date", t.Date(o.referral.HiredOn.AddDays(d)))}
				which.Options = append(which.Options, o)
			}
			answer := view.Field{Name: "answer", Label: t.T("work.check_answer"), Value: f.Answer}
			for _, a := range CheckAnswers {
				answer.Options = append(answer.Options, view.Option{Value: a, Text: t.T("code.job_" + a)})
			}
			page.Inputs = []formview.Input{
				radio(which), radio(answer), date(view.DateField{Name: "checked", Label: t.T("work.checked_on"), Day: f.Day, Month: f.Month, Year: f.Year}),
				area(view.Field{Name: "text", Label: t.T("note.text"), Value: f.Text, Bidi: true, Optional: true, Rows: 3}),
			}
			return formview.Form(page), nil
		},
		Do: func(c *web.Ctx, op db.Op, f checkForm) (db.Result, error) {
			id, err := c.ID("referral")
			if err != nil {
				return db.Result{}, err
			}
			var p fault.Problems
			k := Checking{Answer: f.Answer, Text: f.Text, On: day(&p, "checked", f.Day, f.Month, f.Year)}
			if err := p.Err(); err != nil {
				return db.Result{}, err
			}
			k.Day, _ = strconv.Atoi(civil.Digits(f.Check))
			return s.work.Check(c.Ctx(), op, number(c), id, k)
		},
	}
}

// nextCheck is the first check that is due and without an answer.
func (o *opened) nextCheck() string {
	for _, d := range CheckDays {
		k, ok := o.part.Check(o.referral.ID, d)
		if (!ok || k.Answer == "not_known") && !o.referral.HiredOn.AddDays(d).After(o.Today) {
			return strconv.Itoa(d)
		}
	}
	return ""
}

type leaveForm struct {
	Day   string `form:"ended_day" validate:"max=4"`
	Month string `form:"ended_month" validate:"max=4"`
	Year  string `form:"ended_year" validate:"max=6"`
	Text  string `form:"text" validate:"max=2000"`
}

func (s *screen) leave() web.Form[leaveForm] {
	return web.Form[leaveForm]{
		Name:    "employment.leave",
		Changes: s.frame.Changes(),
		Load:    func(c *web.Ctx) (leaveForm, error) { _, err := s.open(c); return leaveForm{}, err },
		Show: func(c *web.Ctx, p view.Page, f leaveForm) (templ.Component, error) {
			o, err := s.open(c)
			if err != nil {
				return nil, err
			}
			page := s.page(c, p, o, "work.leave_title", "work.leave_add")
			if o.referral.State != Hired && o.referral.State != Started {
				page.Closed = c.T.T("work.not_begun")
			}
			page.Inputs = []formview.Input{
				date(view.DateField{Name: "ended", Label: c.T.T("work.ended_on"), Hint: c.T.T("work.ended_hint"), Day: f.Day, Month: f.Month, Year: f.Year}),
				area(view.Field{Name: "text", Label: c.T.T("note.text"), Value: f.Text, Bidi: true, Optional: true, Rows: 3}),
			}
			return formview.Form(page), nil
		},
		Do: func(c *web.Ctx, op db.Op, f leaveForm) (db.Result, error) {
			id, err := c.ID("referral")
			if err != nil {
				return db.Result{}, err
			}
			var p fault.Problems
			on := day(&p, "ended", f.Day, f.Month, f.Year)
			if err := p.Err(); err != nil {
				return db.Result{}, err
			}
			return s.work.Leave(c.Ctx(), op, number(c), id, on, f.Text)
		},
	}
}
