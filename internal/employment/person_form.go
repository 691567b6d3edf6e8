package employment

import (
	"strconv"

	"github.com/a-h/templ"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
	"nurlykosh/internal/platform/view"
	"nurlykosh/internal/platform/web"
	"nurlykosh/templates/formview"
)

// opened is a case opened for one of the room's forms.
type opened struct {
	*casefile.View
	part      Part
	member    casefile.Member
	referral  Referral
	vacancies []Vacancy // only where a choice is to be made
}

// open gives the case, the member and the referral of an address to somebody who may write.
func (s *screen) open(c *web.Ctx) (*opened, error) {
	o := &opened{}
	var err error
	o.View, err = s.frame.Look(c, func(r *db.Rd, v *casefile.View) error {
		if err := access.Check(c.Actor, access.Write, v.Matter()); err != nil {
			return err
		}
		if o.part, err = PartOf(r, v.ID); err != nil {
			return err
		}
		if err := o.find(c, v); err != nil || c.Param("referral") != "" {
			return err
		}
		x, _ := o.part.Profile(o.member.ID)
		o.vacancies, err = offered(r, v.Region, x.Occupation)
		return err
	})
	return o, err
}

func (o *opened) find(c *web.Ctx, v *casefile.View) error {
	var member int64
	if c.Param("referral") != "" {
		id, err := c.ID("referral")
		if err != nil {
			return err
		}
		r, ok := o.part.Referral(id)
		if !ok {
			return fault.Missing()
		}
		o.referral, member = *r, r.MemberID
	} else {
		id, err := c.ID("member")
		if err != nil {
			return err
		}
		member = id
	}
	for _, m := range v.Members {
		if m.ID == member && (c.Param("referral") != "" || m.Current(v.Today)) {
			o.member = m
			return nil
		}
	}
	return fault.Missing()
}

func number(c *web.Ctx) string {
	n, _ := casefile.ParseNumber(c.Param("number"))
	return string(n)
}

// page begins the page of a form about one person of a case.
func (s *screen) page(c *web.Ctx, p view.Page, o *opened, title, button string) formview.Page {
	p.Title = c.T.T(title)
	out := formview.Page{
		Page: p, Back: view.Link{Href: s.base(o.View), Text: o.Number + " · " + c.T.T("tab.employment")}, About: nameOf(o.member),
		Action: c.Request().URL.Path, Button: c.T.T(button),
	}
	if o.referral.ID != 0 {
		what, sub := whereTo(c, o.referral)
		out.Facts = []view.Fact{
			{Name: c.T.T("work.where"), Value: what, Note: sub},
			{Name: c.T.T("work.sent"), Value: c.T.Date(o.referral.Sent)},
		}
		if !o.referral.HiredOn.IsZero() {
			out.Facts = append(out.Facts, view.Fact{Name: c.T.T("work.begun"), Value: c.T.Date(o.referral.HiredOn)})
		}
	}
	return out
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

type profileForm struct {
	Looks      string `form:"looks" validate:"oneof=yes no"`
	WhyNot     string `form:"why_not" validate:"max=40"`
	Business   string `form:"business" validate:"omitempty,oneof=yes"`
	Trade      string `form:"trade" validate:"max=200"`
	Occupation string `form:"occupation" validate:"max=20"`
	Years      string `form:"years" validate:"max=4"`
	Education  string `form:"education" validate:"max=40"`
	Licences   string `form:"licences" validate:"max=300"`
	Wishes     string `form:"wishes" validate:"max=1000"`
}

func (f profileForm) profile(member int64) (x Profile, err error) {
	var p fault.Problems
	x = Profile{
		MemberID: member, Looks: f.Looks == "yes", WhyNot: f.WhyNot, WantsBusiness: f.Business == "yes", Trade: f.Trade,
		Education: f.Education, Licences: f.Licences, Wishes: f.Wishes,
	}
	if f.Occupation != "" {
		x.Occupation, err = Occupation(f.Occupation)
		p.AddFault("occupation", err)
	}
	if f.Years != "" {
		if x.Years, err = strconv.Atoi(civil.Digits(f.Years)); err != nil {
			p.Add("years", "form.range", fault.Args{"min": 0, "max": yearsMost})
		}
	}
	if err := p.Err(); err != nil {
		return x, err
	}
	return x, x.Check()
}

func (s *screen) profile() web.Form[profileForm] {
	return web.Form[profileForm]{
		Name:    "employment.profile",
		Changes: s.frame.Changes(),
		Load: func(c *web.Ctx) (profileForm, error) {
			o, err := s.open(c)
			if err != nil {
				return profileForm{}, err
			}
			x, ok := o.part.Profile(o.member.ID)
			if !ok {
				return profileForm{}, nil
			}
			f := profileForm{
				Looks: yesNo(x.Looks), WhyNot: x.WhyNot, Trade: x.Trade, Occupation: x.Occupation, Years: strconv.Itoa(x.Years),
				Education: x.Education, Licences: x.Licences, Wishes: x.Wishes,
			}
			if x.WantsBusiness {
				f.Business = "yes"
			}
			return f, nil
		},
		Show: func(c *web.Ctx, p view.Page, f profileForm) (templ.Component, error) {
			o, err := s.open(c)
			if err != nil {
				return nil, err
			}
			t := c.T
			page := s.page(c, p, o, "work.profile", "button.save")
			why := view.Field{Name: "why_not", Label: t.T("work.why_label"), Hint: t.T("work.why_hint"), Value: f.WhyNot, Options: []view.Option{{Text: t.T("choose")}}}
			for _, w := range NoWorkReasons {
				why.Options = append(why.Options, view.Option{Value: w, Text: t.T("work.why." + w)})
			}
			education := view.Field{Name: "education", Label: t.T("work.education_label"), Value: f.Education, Optional: true, Options: []view.Option{{Text: t.T("choose")}}}
			for _, e := range Educations {
				education.Options = append(education.Options, view.Option{Value: e, Text: t.T("work.education." + e)})
			}
			page.Inputs = []formview.Input{
				radio(view.Field{Name: "looks", Label: t.T("work.looks_question"), Value: f.Looks, Options: []view.Option{{Value: "yes", Text: t.T("yes")}, {Value: "no", Text: t.T("no")}}}),
				sel(why),
				tick(view.Field{Name: "business", Label: t.T("work.business_question"), Value: f.Business}),
				text(view.Field{Name: "trade", Label: t.T("work.trade"), Hint: t.T("work.trade_hint"), Value: f.Trade, Bidi: true}),
				text(view.Field{Name: "occupation", Label: t.T("vacancy.occupation"), Hint: t.T("vacancy.occupation_hint"), Value: f.Occupation, Width: "10", Optional: true}),
				text(view.Field{Name: "years", Label: t.T("work.years"), Value: f.Years, Mode: "numeric", Width: "4", Optional: true}),
				sel(education),
				text(view.Field{Name: "licences", Label: t.T("work.licences"), Hint: t.T("work.licences_hint"), Value: f.Licences, Bidi: true, Optional: true}),
				area(view.Field{Name: "wishes", Label: t.T("work.wishes"), Hint: t.T("work.wishes_hint"), Value: f.Wishes, Bidi: true, Optional: true, Rows: 3}),
			}
			return formview.Form(page), nil
		},
		Do: func(c *web.Ctx, op db.Op, f profileForm) (db.Result, error) {
			o, err := s.open(c)
			if err != nil {
				return db.Result{}, err
			}
			x, err := f.profile(o.member.ID)
			if err != nil {
				return db.Result{}, err
			}
			return s.work.Profile(c.Ctx(), op, number(c), x)
		},
	}
}

type referForm struct {
	Kind    string `form:"kind" validate:"oneof=vacancy training business"`
	Vacancy string `form:"vacancy" validate:"max=18"`
	To      string `form:"to" validate:"max=200"`
	Day     string `form:"sent_day" validate:"max=4"`
	Month   string `form:"sent_month" validate:"max=4"`
	Year    string `form:"sent_year" validate:"max=6"`
}

func (s *screen) refer() web.Form[referForm] {
	return web.Form[referForm]{
		Name:    "employment.refer",
		Changes: s.frame.Changes(),
		Load: func(c *web.Ctx) (f referForm, err error) {
			o, err := s.open(c)
			if err == nil {
				f.Day, f.Month, f.Year = parts(o.Today)
			}
			return f, err
		},
		Show: func(c *web.Ctx, p view.Page, f referForm) (templ.Component, error) {
			o, err := s.open(c)
			if err != nil {
				return nil, err
			}
			t := c.T
			page := s.page(c, p, o, "work.refer", "work.refer")
			switch x, ok := o.part.Profile(o.member.ID); {
			case !ok:
				page.Closed = t.T("work.profile_first")
			case !x.Wants():
				page.Closed = t.T("work.not_looking")
			}
			if page.Closed != "" {
				page.Links = []view.Link{{Href: s.base(o.View) + "/profile/" + strconv.FormatInt(o.member.ID, 10), Text: t.T("work.profile")}}
			}
			kind := view.Field{Name: "kind", Label: t.T("work.where"), Value: f.Kind}
			for _, k := range ReferralKinds {
				kind.Options = append(kind.Options, view.Option{Value: k, Text: t.T("work.kind." + k)})
			}
			page.Inputs = []formview.Input{
				radio(kind), sel(vacancyField(c, o, f.Vacancy)),
				text(view.Field{Name: "to", Label: t.T("work.to"), Hint: t.T("work.to_hint"), Value: f.To, Bidi: true}),
				date(view.DateField{Name: "sent", Label: t.T("work.sent"), Day: f.Day, Month: f.Month, Year: f.Year}),
			}
			return formview.Form(page), nil
		},
		Do: func(c *web.Ctx, op db.Op, f referForm) (db.Result, error) {
			o, err := s.open(c)
			if err != nil {
				return db.Result{}, err
			}
			var p fault.Problems
			g := Sending{MemberID: o.member.ID, Kind: f.Kind, To: f.To, On: day(&p, "sent", f.Day, f.Month, f.Year)}
			if g.VacancyID, err = strconv.ParseInt(f.Vacancy, 10, 64); err != nil && f.Vacancy != "" {
				p.Add("vacancy", "form.not_a_choice", nil)
			}
			if err := p.Err(); err != nil {
				return db.Result{}, err
			}
			return s.work.Refer(c.Ctx(), op, number(c), g)
		},
	}
}

// vacancyField offers the open vacancies with free places; those of the person's own occupation stand first and say so.
func vacancyField(c *web.Ctx, o *opened, chosen string) view.Field {
	t := c.T
	x, _ := o.part.Profile(o.member.ID)
	out := view.Field{Name: "vacancy", Label: t.T("word.vacancy"), Hint: t.T("work.vacancy_hint"), Value: chosen, Options: []view.Option{{Text: t.T("choose")}}}
	if len(o.vacancies) == 0 {
		out.Hint = t.T("work.no_vacancy")
	}
	for _, v := range o.vacancies {
		words := v.Title + " · " + v.Employer + " · " + t.Money(v.Wage) + " · " + t.T("vacancy.free_of", "free", v.Free(), "all", v.Places)
		if len(x.Occupation) >= 4 && x.Occupation[:4] == v.Occupation[:4] {
			words += " · " + t.T("work.own_trade")
		}
		out.Options = append(out.Options, view.Option{Value: strconv.FormatInt(v.ID, 10), Text: words})
	}
	return out
}
