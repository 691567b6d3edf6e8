package employment

import (
	"strconv"

	"github.com/a-h/templ"

	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
	"nurlykosh/internal/platform/view"
	"nurlykosh/internal/platform/web"
	"nurlykosh/templates/formview"
)

// mayStock lets in who works with the stock of some region.
func mayStock(c *web.Ctx) error {
	c.In("vacancies")
	return access.Check(c.Actor, access.Stock, matter(c.Actor, c.Actor.Region))
}

// day reads a date of three inputs; a mistake stands at its first.
func day(p *fault.Problems, name, d, m, y string) civil.Date {
	on, err := civil.FromParts(d, m, y)
	p.AddFault(name+"_day", err)
	return on
}

func text(f view.Field) formview.Input  { return formview.Input{Text: &f} }
func sel(f view.Field) formview.Input   { return formview.Input{Select: &f} }
func radio(f view.Field) formview.Input { return formview.Input{Radios: &f} }
func area(f view.Field) formview.Input  { return formview.Input{Area: &f} }
func tick(f view.Field) formview.Input  { return formview.Input{Check: &f} }
func date(f view.DateField) formview.Input {
	return formview.Input{Date: &f}
}

type employerForm struct {
	BIN    string `form:"bin" validate:"required,max=40"`
	Name   string `form:"name" validate:"required,max=200"`
	Phone  string `form:"phone" validate:"max=40"`
	Region string `form:"region" validate:"max=2"`
}

func (s *screen) newEmployer() web.Form[employerForm] {
	return web.Form[employerForm]{
		Name:  "employment.add_employer",
		Alone: true,
		Load:  func(c *web.Ctx) (employerForm, error) { return employerForm{}, mayStock(c) },
		Show: func(c *web.Ctx, p view.Page, f employerForm) (templ.Component, error) {
			p.Title = c.T.T("employer.add")
			page := formview.Page{Page: p, Back: s.backToList(c), Action: "/employers/new", Button: c.T.T("button.save")}
			page.Inputs = []formview.Input{
				text(view.Field{Name: "bin", Label: c.T.T("word.bin"), Hint: c.T.T("employer.bin_hint"), Value: f.BIN, Mode: "numeric", Width: "20"}),
				text(view.Field{Name: "name", Label: c.T.T("employer.name"), Value: f.Name, Bidi: true}),
				text(view.Field{Name: "phone", Label: c.T.T("field.phone"), Value: f.Phone, Width: "20", Type: "tel", Optional: true}),
			}
			if c.Actor.Region == "" {
				regions := view.Field{Name: "region", Label: c.T.T("word.region"), Value: f.Region, Options: s.book.RegionOptions(c.T, c.T.T("choose"))}
				page.Inputs = append(page.Inputs, sel(regions))
			}
			return formview.Form(page), nil
		},
		Do: func(c *web.Ctx, op db.Op, f employerForm) (db.Result, error) {
			return s.work.AddEmployer(c.Ctx(), op, Employer{BIN: squeeze(f.BIN), Name: f.Name, Phone: f.Phone, Region: f.Region})
		},
	}
}

func (s *screen) backToList(c *web.Ctx) view.Link {
	return view.Link{Href: "/vacancies", Text: c.T.T("page.vacancies")}
}

type vacancyForm struct {
	BIN        string `form:"bin" validate:"max=40"`
	Title      string `form:"title" validate:"required,max=200"`
	Occupation string `form:"occupation" validate:"required,max=20"`
	Places     string `form:"places" validate:"required,max=6"`
	Wage       string `form:"wage" validate:"required,max=20"`
	Settlement string `form:"settlement" validate:"max=18"`
	FromDay    string `form:"from_day" validate:"max=4"`
	FromMonth  string `form:"from_month" validate:"max=4"`
	FromYear   string `form:"from_year" validate:"max=6"`
	UntilDay   string `form:"until_day" validate:"max=4"`
	UntilMonth string `form:"until_month" validate:"max=4"`
	UntilYear  string `form:"until_year" validate:"max=6"`
}

// vacancy reads the form; what cannot be read stands in the problems.
func (f vacancyForm) vacancy() (v Vacancy, err error) {
	var p fault.Problems
	v = Vacancy{BIN: squeeze(f.BIN), Title: f.Title}
	v.Occupation, err = Occupation(f.Occupation)
	p.AddFault("occupation", err)
	v.Wage, err = Wage(f.Wage)
	p.AddFault("wage", err)
	if v.Places, err = strconv.Atoi(civil.Digits(f.Places)); err != nil {
		p.Add("places", "form.range", fault.Args{"min": placesLeast, "max": placesMost})
	}
	if v.SettlementID, err = strconv.ParseInt(f.Settlement, 10, 64); err != nil && f.Settlement != "" {
		p.Add("settlement", "form.not_a_choice", nil)
	}
	v.From = day(&p, "from", f.FromDay, f.FromMonth, f.FromYear)
	v.Until = day(&p, "until", f.UntilDay, f.UntilMonth, f.UntilYear)
	return v, p.Err()
}

func (s *screen) vacancyInputs(c *web.Ctx, f vacancyForm, region string) []formview.Input {
	in := []formview.Input{
		text(view.Field{Name: "title", Label: c.T.T("vacancy.title"), Hint: c.T.T("vacancy.title_hint"), Value: f.Title, Bidi: true}),
		text(view.Field{Name: "occupation", Label: c.T.T("vacancy.occupation"), Hint: c.T.T("vacancy.occupation_hint"), Value: f.Occupation, Width: "10"}),
		text(view.Field{Name: "places", Label: c.T.T("vacancy.places"), Value: f.Places, Mode: "numeric", Width: "4"}),
		text(view.Field{Name: "wage", Label: c.T.T("vacancy.wage_month"), Hint: c.T.T("vacancy.wage_hint"), Value: f.Wage, Mode: "decimal", Width: "10"}),
	}
	where := view.Field{Name: "settlement", Label: c.T.T("word.settlement"), Value: f.Settlement, Optional: true, Options: []view.Option{{Text: c.T.T("vacancy.anywhere")}}}
	for _, x := range s.book.Settlements {
		if x.Region == region {
			where.Options = append(where.Options, view.Option{Value: strconv.FormatInt(x.ID, 10), Text: c.T.Pick(x.KK, x.RU, x.EN)})
		}
	}
	if len(where.Options) > 1 {
		in = append(in, sel(where))
	}
	return append(in,
		date(view.DateField{Name: "from", Label: c.T.T("vacancy.open_from"), Day: f.FromDay, Month: f.FromMonth, Year: f.FromYear}),
		date(view.DateField{Name: "until", Label: c.T.T("vacancy.open_until"), Day: f.UntilDay, Month: f.UntilMonth, Year: f.UntilYear}),
	)
}

func (s *screen) newVacancy() web.Form[vacancyForm] {
	return web.Form[vacancyForm]{
		Name:  "employment.add_vacancy",
		Alone: true,
		Load: func(c *web.Ctx) (vacancyForm, error) {
			f := vacancyForm{BIN: c.QueryParam("bin")}
			f.FromDay, f.FromMonth, f.FromYear = parts(c.Today())
			return f, mayStock(c)
		},
		Show: func(c *web.Ctx, p view.Page, f vacancyForm) (templ.Component, error) {
			p.Title = c.T.T("vacancy.add")
			page := formview.Page{Page: p, Back: s.backToList(c), Action: "/vacancies/new", Button: c.T.T("button.save")}
			page.Inputs = append([]formview.Input{
				text(view.Field{Name: "bin", Label: c.T.T("vacancy.bin"), Hint: c.T.T("vacancy.bin_hint"), Value: f.BIN, Mode: "numeric", Width: "20"}),
			}, s.vacancyInputs(c, f, c.Actor.Region)...)
			page.Links = []view.Link{{Href: "/employers/new", Text: c.T.T("employer.add")}}
			return formview.Form(page), nil
		},
		Do: func(c *web.Ctx, op db.Op, f vacancyForm) (db.Result, error) {
			v, err := f.vacancy()
			if err != nil {
				return db.Result{}, err
			}
			return s.work.AddVacancy(c.Ctx(), op, v)
		},
	}
}

// vacancy reads the vacancy of an address for somebody who may work with it.
func (s *screen) vacancy(c *web.Ctx) (v Vacancy, err error) {
	id, err := c.ID("id")
	if err != nil {
		return v, err
	}
	err = s.db.Read(c.Ctx(), c.Actor, func(r *db.Rd) error {
		if err := r.Get(&v, "vacancy_read", db.Args{"id": id}); err != nil {
			return err
		}
		return access.Check(r.Actor, access.Stock, matter(r.Actor, v.Region))
	})
	return v, err
}

// theVacancy is the vacancy of an address as what a form changes.
func (s *screen) theVacancy() web.Thing {
	return web.Thing{Of: "vacancy", Now: func(c *web.Ctx) (web.Standing, error) {
		v, err := s.vacancy(c)
		return web.Standing{Rev: v.Rev, Stream: v.Stream()}, err
	}}
}

func (s *screen) changeVacancy() web.Form[vacancyForm] {
	return web.Form[vacancyForm]{
		Name:    "employment.change_vacancy",
		Changes: s.theVacancy(),
		Load: func(c *web.Ctx) (vacancyForm, error) {
			v, err := s.vacancy(c)
			f := vacancyForm{
				Title: v.Title, Occupation: v.Occupation, Places: strconv.Itoa(v.Places), Wage: tenge(v.Wage),
			}
			if v.SettlementID != 0 {
				f.Settlement = strconv.FormatInt(v.SettlementID, 10)
			}
			f.FromDay, f.FromMonth, f.FromYear = parts(v.From)
			f.UntilDay, f.UntilMonth, f.UntilYear = parts(v.Until)
			return f, err
		},
		Show: func(c *web.Ctx, p view.Page, f vacancyForm) (templ.Component, error) {
			v, err := s.vacancy(c)
			if err != nil {
				return nil, err
			}
			page := s.aboutVacancy(c, p, v)
			page.Inputs = s.vacancyInputs(c, f, v.Region)
			page.Button = c.T.T("button.save")
			if !v.Until.Before(c.Today()) {
				page.Links = []view.Link{{Href: page.Action + "/close", Text: c.T.T("vacancy.close")}}
			}
			return formview.Form(page), nil
		},
		Do: func(c *web.Ctx, op db.Op, f vacancyForm) (db.Result, error) {
			id, err := c.ID("id")
			if err != nil {
				return db.Result{}, err
			}
			if _, err := s.vacancy(c); err != nil {
				return db.Result{}, err
			}
			if f.BIN != "" { // places stay with their employer
				return db.Result{}, fault.Refuse("form.unknown_field", nil)
			}
			v, err := f.vacancy()
			if err != nil {
				return db.Result{}, err
			}
			v.ID = id
			return s.work.ChangeVacancy(c.Ctx(), op, v)
		},
	}
}

func (s *screen) aboutVacancy(c *web.Ctx, p view.Page, v Vacancy) formview.Page {
	p.Title = v.Title
	return formview.Page{
		Page: p, Back: s.backToList(c), Action: "/vacancies/" + strconv.FormatInt(v.ID, 10),
		Facts: []view.Fact{
			{Name: c.T.T("vacancy.employer"), Value: v.Employer, Note: c.T.T("vacancy.bin_is", "bin", v.BIN)},
			{Name: c.T.T("vacancy.places_free"), Value: c.T.T("vacancy.free_of", "free", v.Free(), "all", v.Places)},
			{Name: c.T.T("vacancy.wage"), Value: c.T.Money(v.Wage)},
			{Name: c.T.T("vacancy.state"), Value: stateTag(c, v, c.Today()).Text},
			{Name: c.T.T("word.region"), Value: s.regionName(c, v.Region)},
		},
	}
}

type closeForm struct {
	Reason string `form:"reason" validate:"required,max=20"`
}

func (s *screen) closeVacancy() web.Form[closeForm] {
	return web.Form[closeForm]{
		Name:    "employment.close_vacancy",
		Changes: s.theVacancy(),
		Load:    func(c *web.Ctx) (closeForm, error) { _, err := s.vacancy(c); return closeForm{}, err },
		Show: func(c *web.Ctx, p view.Page, f closeForm) (templ.Component, error) {
			v, err := s.vacancy(c)
			if err != nil {
				return nil, err
			}
			page := s.aboutVacancy(c, p, v)
			page.Back = view.Link{Href: page.Action, Text: v.Title}
			page.Action += "/close"
			page.Title = c.T.T("vacancy.close")
			page.Notes = []string{c.T.T("vacancy.close_text")}
			why := view.Field{Name: "reason", Label: c.T.T("word.reason"), Value: f.Reason}
			for _, r := range CloseReasons {
				why.Options = append(why.Options, view.Option{Value: r, Text: c.T.T("vacancy.closed." + r)})
			}
			page.Inputs, page.Button = []formview.Input{radio(why)}, c.T.T("vacancy.close")
			return formview.Form(page), nil
		},
		Do: func(c *web.Ctx, op db.Op, f closeForm) (db.Result, error) {
			id, err := c.ID("id")
			if err != nil {
				return db.Result{}, err
			}
			return s.work.CloseVacancy(c.Ctx(), op, id, f.Reason)
		},
	}
}
