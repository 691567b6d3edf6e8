package intake

import (
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
	"nurlykosh/internal/platform/i18n"
	"nurlykosh/internal/platform/view"
	"nurlykosh/internal/platform/web"
	"nurlykosh/templates/formview"
	intakeview "nurlykosh/templates/intake"
)

func (s *screen) represent() web.Form[representForm] {
	return web.Form[representForm]{
		Name:    "intake.set_representative",
		Changes: s.frame.Changes(),
		Load:    func(c *web.Ctx) (representForm, error) { _, _, err := s.forWork(c, nil); return representForm{}, err },
		Show: func(c *web.Ctx, p view.Page, f representForm) (templ.Component, error) {
			page, v, m, err := s.questions(c, p, "representative.title")
			if err != nil {
				return nil, err
			}
			t := c.T
			kind := view.Field{Name: "kind", Label: t.T("representative.kind"), Value: f.Kind}
			for _, k := range RepresentativeKinds {
				kind.Options = append(kind.Options, view.Option{Value: k, Text: t.T("representative." + k)})
			}
			by := view.Field{Name: "by", Label: t.T("representative.by"), Value: f.By, Options: []view.Option{{Text: t.T("representative.somebody_else")}}}
			for _, o := range v.Members.On(v.Today).Adults(v.Today) {
				if o.ID != m.ID {
					by.Options = append(by.Options, view.Option{Value: strconv.FormatInt(o.ID, 10), Text: o.Name})
				}
			}
			paper := view.Field{Name: "paper", Label: t.T("representative.paper"), Value: f.Paper, Options: []view.Option{{Text: t.T("choose")}}}
			for _, k := range RepresentativeKinds {
				for _, x := range representativePapers[k] {
					paper.Options = append(paper.Options, view.Option{Value: x, Text: s.paperTitle(t, x, x)})
				}
			}
			page.Items = []intakeview.FormItem{
				{Radios: &kind},
				{Select: &by},
				{Input: &view.Field{Name: "name", Label: t.T("representative.name"), Value: f.Name, Optional: true, Bidi: true}},
				{Select: &paper},
				{Date: &view.DateField{Name: "from", Label: t.T("representative.from"), Day: f.FromDay, Month: f.FromMonth, Year: f.FromYear}},
				{Date: &view.DateField{Name: "until", Label: t.T("representative.until"), Hint: t.T("representative.until_hint"), Day: f.UntilDay, Month: f.UntilMonth, Year: f.UntilYear, Optional: true}},
			}
			return intakeview.Questions(page), nil
		},
		Do: func(c *web.Ctx, op db.Op, f representForm) (db.Result, error) {
			x, err := f.read()
			if err != nil {
				return db.Result{}, err
			}
			return s.work.SetRepresentative(c.Ctx(), op, caseNumber(c), memberPath(c), x)
		},
	}
}

// endRepresentative asks from when somebody does not act for a member any more, or why it was never so.
func (s *screen) endRepresentative() web.Form[endRightForm] {
	return web.Form[endRightForm]{
		Name:    "intake.end_representative",
		Changes: s.frame.Changes(),
		Load:    func(c *web.Ctx) (endRightForm, error) { _, _, _, err := s.represented(c); return endRightForm{}, err },
		Show: func(c *web.Ctx, p view.Page, f endRightForm) (templ.Component, error) {
			v, m, r, err := s.represented(c)
			if err != nil {
				return nil, err
			}
			t := c.T
			page := s.personForm(c, p, v, *m, "representative.end_title")
			if line := s.representative(t, v, *r); line != nil {
				page.Facts = []view.Fact{{Name: t.T("representative.word"), Value: line.Text, Note: line.Detail}}
			}
			if !r.counts(v.Today) {
				page.Closed = t.T("representative.ended_already")
				return formview.Form(page), nil
			}
			reason := view.Field{Name: "reason", Label: t.T("word.reason"), Value: f.Reason}
			for _, k := range endReasons {
				reason.Options = append(reason.Options, view.Option{Value: k, Text: t.T("representative.end." + k)})
			}
			page.Inputs = []formview.Input{
				{Radios: &reason},
				{Date: &view.DateField{Name: "ended", Label: t.T("representative.end_day"), Hint: t.T("representative.end_day_hint"), Day: f.Day, Month: f.Month, Year: f.Year, Optional: true}},
				{Area: &view.Field{Name: "text", Label: t.T("representative.end_text"), Value: f.Text, Optional: true, Bidi: true}},
			}
			page.Button = t.T("button.save")
			return formview.Form(page), nil
		},
		Do: func(c *web.Ctx, op db.Op, f endRightForm) (db.Result, error) {
			x, err := f.read()
			if err != nil {
				return db.Result{}, err
			}
			id, err := c.ID("representative")
			if err != nil {
				return db.Result{}, err
			}
			return s.work.EndRepresentative(c.Ctx(), op, caseNumber(c), memberPath(c), id, x)
		},
	}
}

// represented opens the case of an address for somebody who may write, with the member and the representative it names.
func (s *screen) represented(c *web.Ctx) (*casefile.View, *casefile.Member, *Represented, error) {
	id, err := c.ID("representative")
	if err != nil {
		return nil, nil, nil, err
	}
	var all []Represented
	v, m, err := s.forWork(c, func(r *db.Rd, v *casefile.View) (err error) { all, err = representatives(r, v.ID); return err })
	if err != nil {
		return nil, nil, nil, err
	}
	i := slices.IndexFunc(all, func(r Represented) bool { return r.ID == id && m != nil && r.MemberID == m.ID })
	if i < 0 {
		return nil, nil, nil, fault.Missing()
	}
	return v, m, &all[i], nil
}

// representative is who acts for a member, by what and how long; nil for what was entered by mistake.
func (s *screen) representative(t i18n.Reader, v *casefile.View, r Represented) *intakeview.CardLine {
	if r.Why == mistaken {
		return nil
	}
	who := r.Name
	if r.By != 0 {
		who = v.Members.Name(r.By)
	}
	line := &intakeview.CardLine{Text: who + " (" + t.T("representative."+r.Kind) + ")", Detail: t.T("household.from", "date", t.Date(r.From))}
	switch {
	case !r.Ended.IsZero():
		line.Detail = t.T("representative.ended", "from", t.Date(r.From), "until", t.Date(r.Ended))
	case !r.Until.IsZero():
		if line.Detail = t.Date(r.From) + " – " + t.Date(r.Until); !r.counts(v.Today) {
			line.Detail += " · " + t.T("representative.run_out")
		}
	}
	if r.Paper != "" {
		line.Detail += " · " + s.paperTitle(t, r.Paper, r.Paper)
	}
	if v.MayWork && r.counts(v.Today) {
		line.More = &view.Link{
			Href: "/cases/" + v.Number + "/household/" + strconv.FormatInt(r.MemberID, 10) + "/representative/" + strconv.FormatInt(r.ID, 10),
			Text: t.T("representative.end_link"), Hidden: who,
		}
	}
	return line
}
