package intake

import (
	"slices"

	"github.com/a-h/templ"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
	"nurlykosh/internal/platform/view"
	"nurlykosh/internal/platform/web"
	"nurlykosh/templates/formview"
)

// arriveForm is an arrival as typed.
type arriveForm struct {
	Day       string `form:"arrived_day" validate:"max=4"`
	Month     string `form:"arrived_month" validate:"max=4"`
	Year      string `form:"arrived_year" validate:"max=6"`
	Paper     string `form:"paper" validate:"max=60"`
	Number    string `form:"number" validate:"max=60"`
	StayBasis string `form:"stay_basis" validate:"max=30"`
	StayDay   string `form:"stay_day" validate:"max=4"`
	StayMonth string `form:"stay_month" validate:"max=4"`
	StayYear  string `form:"stay_year" validate:"max=6"`
	Status    string `form:"status" validate:"max=20"`
	Quota     string `form:"quota" validate:"max=20"`
	Text      string `form:"text" validate:"max=2000"`
}

func (f arriveForm) read() (Arriving, error) {
	p := &fault.Problems{}
	x := Arriving{Paper: f.Paper, Number: f.Number, StayBasis: f.StayBasis, Status: f.Status, Quota: f.Quota, Text: f.Text}
	x.On = readDay(p, "arrived_day", f.Day, f.Month, f.Year)
	x.StayUntil = readDay(p, "stay_day", f.StayDay, f.StayMonth, f.StayYear)
	return x, p.Err()
}

// arrive asks how a member who was still abroad has come, and what the person asks for apart from the family.
func (s *screen) arrive() web.Form[arriveForm] {
	return web.Form[arriveForm]{
		Name:    "intake.arrive",
		Changes: s.frame.Changes(),
		Load: func(c *web.Ctx) (f arriveForm, err error) {
			v, _, err := s.coming(c)
			if err == nil {
				f.Day, f.Month, f.Year = dayParts(v.Today)
			}
			return f, err
		},
		Show: s.showArrive,
		Do: func(c *web.Ctx, op db.Op, f arriveForm) (db.Result, error) {
			x, err := f.read()
			if err != nil {
				return db.Result{}, err
			}
			return s.work.Arrive(c.Ctx(), op, caseNumber(c), memberPath(c), x)
		},
	}
}

// coming opens the case of an address with a member who is still abroad.
func (s *screen) coming(c *web.Ctx) (*casefile.View, *casefile.Member, error) {
	v, m, err := s.forWork(c, nil)
	if err == nil && !m.Abroad {
		err = fault.Missing()
	}
	return v, m, err
}

func (s *screen) showArrive(c *web.Ctx, p view.Page, f arriveForm) (templ.Component, error) {
	v, m, err := s.coming(c)
	if err != nil {
		return nil, err
	}
	t := c.T
	page := s.personForm(c, p, v, *m, "arrive.title")
	after := slices.Clone(v.Members.On(v.Today))
	for i := range after {
		if after[i].ID == m.ID {
			after[i].Abroad = false
			if f.Quota == "applied" {
				after[i].Quota = "applied"
			}
		}
	}
	page.Facts = preview(t, v, after, nil)
	if v.Facts.Included == casefile.Yes {
		page.Facts[len(page.Facts)-1].Note = t.T("arrive.quota_note")
	}
	page.Texts = []string{t.T("arrive.lead")}
	papers := slices.DeleteFunc(slices.Clone(arrivalPapers), func(kind string) bool {
		k, _ := s.book.Paper(kind)
		return !listedIn(k.Tracks, string(v.Track))
	})
	page.Inputs = []formview.Input{
		{Date: &view.DateField{Name: "arrived", Label: t.T("household.arrived"), Day: f.Day, Month: f.Month, Year: f.Year}},
		{Select: s.paperField(t, "paper", t.T("arrive.paper"), f.Paper, t.T("choose"), papers)},
		{Text: &view.Field{Name: "number", Label: t.T("part.number"), Value: f.Number, Bidi: true, Width: "20"}},
		{Select: stayBasis(t, f.StayBasis, !foreign(v.Case, *m))},
		{Date: &view.DateField{Name: "stay", Label: t.T("household.stay"), Day: f.StayDay, Month: f.StayMonth, Year: f.StayYear, Optional: true}},
	}
	for _, x := range []struct {
		asked       bool
		name, value string
	}{{asksStatus(v.Case, *m), "status", f.Status}, {asksQuota(v.Case), "quota", f.Quota}} {
		if !x.asked {
			continue
		}
		own := view.Field{Name: x.name, Label: t.T("arrive." + x.name), Hint: t.T("arrive." + x.name + "_hint"), Value: x.value}
		for _, k := range standings {
			own.Options = append(own.Options, view.Option{Value: k, Text: t.T("arrive." + k)})
		}
		page.Inputs = append(page.Inputs, formview.Input{Radios: &own})
	}
	if !asksQuota(v.Case) {
		page.Texts = append(page.Texts, t.T("arrive.family_has_not_asked"))
	}
	page.Inputs = append(page.Inputs, formview.Input{Area: &view.Field{Name: "text", Label: t.T("reason.text"), Value: f.Text, Optional: true}})
	page.Button = t.T("arrive.button")
	return formview.Form(page), nil
}

// returnForm is a coming back as typed.
type returnForm struct {
	Day      string `form:"joined_day" validate:"max=4"`
	Month    string `form:"joined_month" validate:"max=4"`
	Year     string `form:"joined_year" validate:"max=6"`
	Relation string `form:"relation" validate:"max=20"`
	Text     string `form:"text" validate:"max=2000"`
}

// comeBack asks from when an earlier member belongs to the household again.
func (s *screen) comeBack() web.Form[returnForm] {
	return web.Form[returnForm]{
		Name:    "intake.return",
		Changes: s.frame.Changes(),
		Load: func(c *web.Ctx) (f returnForm, err error) {
			v, m, _, err := s.gone(c)
			if err == nil {
				f.Day, f.Month, f.Year = dayParts(v.Today)
			}
			if f.Relation = m.Relation; m.Relation == "head" {
				f.Relation = ""
			}
			return f, err
		},
		Show: s.showReturn,
		Do: func(c *web.Ctx, op db.Op, f returnForm) (db.Result, error) {
			p := &fault.Problems{}
			x := Returning{On: readDay(p, "joined_day", f.Day, f.Month, f.Year), Relation: f.Relation, Text: f.Text}
			if err := p.Err(); err != nil {
				return db.Result{}, err
			}
			return s.work.Return(c.Ctx(), op, caseNumber(c), memberPath(c), x)
		},
	}
}

func (s *screen) showReturn(c *web.Ctx, p view.Page, f returnForm) (templ.Component, error) {
	v, m, _, err := s.gone(c)
	if err != nil {
		return nil, err
	}
	t := c.T
	page := s.personForm(c, p, v, m, "return.title")
	err = c.App.DB.Read(c.Ctx(), c.Actor, func(r *db.Rd) error {
		if err := mayReturn(v.Members, m); err != nil {
			return err
		}
		return freeOn(r, m, civil.Date{})
	})
	if x := fault.Of(err); err != nil && x.Kind == fault.Invalid {
		page.Closed = t.T(x.Key, x.Args)
		return formview.Form(page), nil
	} else if err != nil {
		return nil, err
	}
	row := s.earlier(t, v, m)
	page.Facts = append([]view.Fact{{Name: t.T("household.belonged"), Value: row.From + " – " + row.Until, Note: row.Why}},
		preview(t, v, append(v.Members.On(v.Today), m), nil)...)
	page.Texts = []string{t.T("return.lead")}
	page.Inputs = []formview.Input{
		{Date: &view.DateField{Name: "joined", Label: t.T("return.day"), Day: f.Day, Month: f.Month, Year: f.Year}},
		{Select: relationField(t, "relation", t.T("head.relation"), f.Relation)},
		{Area: &view.Field{Name: "text", Label: t.T("reason.text"), Value: f.Text, Optional: true}},
	}
	page.Button = t.T("return.button")
	return formview.Form(page), nil
}
