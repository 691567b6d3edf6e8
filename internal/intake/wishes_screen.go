package intake

import (
	"strconv"

	"github.com/a-h/templ"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/i18n"
	"nurlykosh/internal/platform/view"
	"nurlykosh/internal/platform/web"
	intakeview "nurlykosh/templates/intake"
)

func (s *screen) wishes() web.Form[wishForm] {
	return web.Form[wishForm]{
		Name:    "intake.set_wishes",
		Changes: s.frame.Changes(),
		Load: func(c *web.Ctx) (wishForm, error) {
			var circumstances, wishes string
			v, _, err := s.forWork(c, func(r *db.Rd, v *casefile.View) error {
				box, err := r.Box(v.Stream())
				if err != nil {
					return err
				}
				circumstances, wishes, err = wordsOf(r, box, v.ID)
				return err
			})
			if err != nil {
				return wishForm{}, err
			}
			x := v.Facts
			return wishForm{
				Relatives: string(x.Relatives), Circumstances: circumstances, Wishes: wishes, AsksQuota: string(x.AsksQuota), Citizenship: string(x.Citizenship), Language: string(x.Language),
				Divorced36: string(x.Divorced36), ProofPaper: string(x.ProofPaper), BedTonight: string(x.BedTonight),
			}, nil
		},
		Show: func(c *web.Ctx, p view.Page, f wishForm) (templ.Component, error) {
			page, v, _, err := s.questions(c, p, "household.facts")
			if err != nil {
				return nil, err
			}
			for _, q := range wishesOf(v.Track) {
				x := view.Field{Name: q.field, Label: c.T.T("facts." + q.field), Value: f.value(q.field)}
				x.Options = []view.Option{{Value: "yes", Text: c.T.T("yes")}, {Value: "no", Text: c.T.T("no")}, {Text: c.T.T("word.not_known")}}
				page.Items = append(page.Items, intakeview.FormItem{Radios: &x})
			}
			page.Items = append(page.Items,
				intakeview.FormItem{Area: &view.Field{Name: "circumstances", Label: c.T.T("facts.circumstances"), Hint: c.T.T("facts.circumstances_hint"), Value: f.Circumstances, Bidi: true, Optional: true}},
				intakeview.FormItem{Area: &view.Field{Name: "wishes", Label: c.T.T("facts.wishes"), Hint: c.T.T("facts.wishes_hint"), Value: f.Wishes, Bidi: true, Optional: true}})
			return intakeview.Questions(page), nil
		},
		Do: func(c *web.Ctx, op db.Op, f wishForm) (db.Result, error) {
			return s.work.SetWishes(c.Ctx(), op, caseNumber(c), f.read())
		},
	}
}

func (s *screen) consent() web.Form[consentForm] {
	return web.Form[consentForm]{
		Name:    "intake.give_consent",
		Changes: s.frame.Changes(),
		Load: func(c *web.Ctx) (consentForm, error) {
			v, _, err := s.forWork(c, nil)
			if err != nil {
				return consentForm{}, err
			}
			f := consentForm{Language: "kk"}
			f.Day, f.Month, f.Year = dayParts(v.Today)
			return f, nil
		},
		Show: func(c *web.Ctx, p view.Page, f consentForm) (templ.Component, error) {
			page, v, _, err := s.questions(c, p, "consent.title")
			if err != nil {
				return nil, err
			}
			t := c.T
			page.Lead = t.T("consent.lead")
			who := view.Field{Name: "member", Label: t.T("consent.member"), Value: f.Member, Options: []view.Option{{Text: t.T("choose")}}}
			for _, m := range v.Members.On(v.Today) {
				if _, most := m.Age(v.Today); most < 0 || most >= casefile.Adult {
					who.Options = append(who.Options, view.Option{Value: strconv.FormatInt(m.ID, 10), Text: m.Name})
				}
			}
			what := view.Field{Name: "purposes", Label: t.T("consent.purposes")}
			for _, k := range Purposes {
				page.Read = append(page.Read, view.Fact{Name: t.T("consent." + k), Value: t.T("consent.text_" + k)})
				what.Options = append(what.Options, view.Option{Value: k, Text: t.T("consent." + k), Selected: contained(f.Purposes, k)})
			}
			lang := view.Field{Name: "language", Label: t.T("consent.language"), Value: f.Language, Options: []view.Option{{Text: t.T("choose")}}}
			for _, l := range s.book.Languages {
				lang.Options = append(lang.Options, view.Option{Value: l.Code, Text: t.Pick(l.KK, l.RU, l.EN)})
			}
			page.Items = []intakeview.FormItem{
				{Select: &who},
				{Boxes: &what},
				check("aloud", t.T("consent.aloud"), f.Aloud),
				{Select: &lang},
				{Date: &view.DateField{Name: "on", Label: t.T("consent.day"), Day: f.Day, Month: f.Month, Year: f.Year}},
			}
			return intakeview.Questions(page), nil
		},
		Do: func(c *web.Ctx, op db.Op, f consentForm) (db.Result, error) {
			x, err := f.read()
			if err != nil {
				return db.Result{}, err
			}
			return s.work.GiveConsent(c.Ctx(), op, caseNumber(c), x)
		},
	}
}

// nothing is the form of a bare button.
type nothing struct{}

// complete finishes the task; what is missing is named on the household's page.
func (s *screen) complete() web.Form[nothing] {
	return web.Form[nothing]{
		Name:  "intake.complete_household",
		Alone: true, // the verb looks at the household itself
		Load:  func(c *web.Ctx) (nothing, error) { _, _, err := s.forWork(c, nil); return nothing{}, err },
		Show: func(c *web.Ctx, p view.Page, _ nothing) (templ.Component, error) {
			return s.householdPage(c, p)
		},
		Do: func(c *web.Ctx, op db.Op, _ nothing) (db.Result, error) {
			return s.work.CompleteHousehold(c.In("cases").Ctx(), op, caseNumber(c))
		},
	}
}

// shortDay is a day, or nothing when it is not known.
func shortDay(t i18n.Reader, d civil.Date) string {
	if d.IsZero() {
		return ""
	}
	return t.Date(d)
}
