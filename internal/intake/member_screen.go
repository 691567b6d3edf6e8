package intake

import (
	"strconv"

	"github.com/a-h/templ"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/view"
	"nurlykosh/internal/platform/web"
	intakeview "nurlykosh/templates/intake"
)

func (s *screen) addMember() web.Form[joinForm] {
	return web.Form[joinForm]{
		Name:    "intake.add_member",
		Changes: s.frame.Changes(),
		Load: func(c *web.Ctx) (joinForm, error) {
			v, _, err := s.forWork(c, nil)
			if err != nil {
				return joinForm{}, err
			}
			var f joinForm
			f.Day, f.Month, f.Year = dayParts(v.Today)
			return f, nil
		},
		Show: func(c *web.Ctx, p view.Page, f joinForm) (templ.Component, error) {
			page, v, _, err := s.questions(c, p, "household.add")
			if err != nil {
				return nil, err
			}
			page.Read = preview(c.T, v, append(v.Members.On(v.Today), casefile.Member{Abroad: f.Person.Abroad == "yes"}), nil)
			x := s.person(c, "person.", f.Person, true)
			page.Items = []intakeview.FormItem{
				{Select: &view.Field{Name: "reason", Label: c.T.T("household.join_reason"), Value: f.Reason, Options: s.book.Options(c.T, "household_join")}},
				{Input: s.book.Explained(c.T, f.Text, "household_join")},
				{Date: &view.DateField{Name: "joined", Label: c.T.T("household.joined"), Hint: c.T.T("household.joined_hint"), Day: f.Day, Month: f.Month, Year: f.Year}},
				{Input: &x.Name},
				{Select: &x.Script},
				{Select: &x.Relation},
				{Select: &x.Sex},
				{Date: &x.Birth},
				{Select: &x.Paper},
				{Input: &x.Number},
				{Input: &x.ReadBy},
				{Input: &x.IIN},
				check("person.iin_override", c.T.T("person.iin_override"), f.Person.Override),
				check("person.abroad", c.T.T("person.abroad"), f.Person.Abroad),
			}
			page.Button = c.T.T("household.add")
			if alikeAsked(p, f.alikeForm) {
				j, _ := f.read()
				if page.Alike, err = s.showAlike(c, f.alikeForm, v.ID, "", []newcomerAt{{j.Newcomer, "person."}}); err != nil {
					return nil, err
				}
			}
			return intakeview.Questions(page), nil
		},
		Do: func(c *web.Ctx, op db.Op, f joinForm) (db.Result, error) {
			j, err := f.read()
			if err != nil {
				return db.Result{}, err
			}
			return s.work.AddMember(c.Ctx(), op, caseNumber(c), j)
		},
	}
}

func check(name, label, value string) intakeview.FormItem {
	return intakeview.FormItem{Check: &view.Field{Name: name, Label: label, Value: value}}
}

func (s *screen) correctMember() web.Form[correctForm] {
	return web.Form[correctForm]{
		Name:    "intake.correct_member",
		Changes: s.frame.Changes(),
		Load: func(c *web.Ctx) (correctForm, error) {
			_, m, err := s.forWork(c, nil)
			if err != nil {
				return correctForm{}, err
			}
			f := correctForm{
				Relation: m.Relation, Sex: m.Sex, Country: m.Country, IINState: m.IINState, Where: "here", StayBasis: m.StayBasis,
			}
			if f.Day, f.Month, f.Year = dayParts(m.Birth); m.Birth.IsZero() && m.BirthYear != 0 {
				f.Year = strconv.Itoa(m.BirthYear)
			}
			if m.Abroad {
				f.Where = "abroad"
			}
			f.StayDay, f.StayMonth, f.StayYear = dayParts(m.StayUntil)
			return f, nil
		},
		Show: s.showCorrect,
		Do: func(c *web.Ctx, op db.Op, f correctForm) (db.Result, error) {
			x, err := f.read()
			if err != nil {
				return db.Result{}, err
			}
			return s.work.CorrectMember(c.Ctx(), op, caseNumber(c), memberPath(c), x)
		},
	}
}

func (s *screen) showCorrect(c *web.Ctx, p view.Page, f correctForm) (templ.Component, error) {
	page, _, m, err := s.questions(c, p, "household.correct")
	if err != nil {
		return nil, err
	}
	page.Items = s.correctItems(c, m, f)
	return intakeview.Questions(page), nil
}

func (s *screen) correctItems(c *web.Ctx, m *casefile.Member, f correctForm) (items []intakeview.FormItem) {
	t := c.T
	typed := s.person(c, "", personForm{Relation: f.Relation, Sex: f.Sex, Day: f.Day, Month: f.Month, Year: f.Year, IIN: f.IIN}, true)
	if m.IINState == "known" {
		typed.IIN.Hint = t.T("household.iin_stays")
	}
	if m.Relation != "head" {
		items = append(items, intakeview.FormItem{Select: &typed.Relation})
	}
	country := view.Field{Name: "citizenship", Label: t.T("household.citizenship"), Value: f.Country, Options: s.book.CountryOptions(t, t.T("word.not_known"))}
	items = append(items, intakeview.FormItem{Select: &typed.Sex}, intakeview.FormItem{Date: &typed.Birth}, intakeview.FormItem{Select: &country}, intakeview.FormItem{Input: &typed.IIN})
	if m.IINState != "known" {
		state := view.Field{Name: "iin_state", Label: t.T("household.iin_state"), Value: f.IINState}
		for _, k := range []string{"none", "requested"} {
			state.Options = append(state.Options, view.Option{Value: k, Text: t.T("iin.state." + k)})
		}
		items = append(items, intakeview.FormItem{Radios: &state})
	}
	items = append(items, check("iin_override", t.T("person.iin_override"), f.Override))
	where := view.Field{Name: "where", Label: t.T("household.where"), Value: f.Where}
	if m.Abroad {
		where.Hint = t.T("arrive.own_form")
	}
	for _, k := range []string{"here", "abroad"} {
		where.Options = append(where.Options, view.Option{Value: k, Text: t.T("household.place." + k)})
	}
	items = append(items, intakeview.FormItem{Radios: &where})
	items = append(
		items,
		intakeview.FormItem{Date: &view.DateField{Name: "stay", Label: t.T("household.stay"), Day: f.StayDay, Month: f.StayMonth, Year: f.StayYear, Optional: true}},
		intakeview.FormItem{Select: stayBasis(t, f.StayBasis, true)},
	)
	return items
}
