package housing

import (
	"slices"
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

// dayItem is the day on which something happened; every form here has it.
func dayItem(label, day, month, year string) formview.Input {
	return formview.Input{Date: &view.DateField{Name: "on", Label: label, Day: day, Month: month, Year: year}}
}

func parts(d civil.Date) (day, month, year string) {
	return strconv.Itoa(d.Day()), strconv.Itoa(d.Month()), strconv.Itoa(d.Year())
}

type inspectForm struct {
	Day       string `form:"on_day" validate:"max=4"`
	Month     string `form:"on_month" validate:"max=4"`
	Year      string `form:"on_year" validate:"max=6"`
	Suitable  string `form:"suitable" validate:"omitempty,oneof=yes no"`
	Reason    string `form:"reason" validate:"max=60"`
	Text      string `form:"text" validate:"max=2000"`
	Valuation string `form:"valuation" validate:"max=24"`
	Title     string `form:"title" validate:"omitempty,oneof=yes no"`
}

func (s *screen) inspect() web.Form[inspectForm] {
	return web.Form[inspectForm]{
		Name:    "housing.inspect_dwelling",
		Changes: s.frame.Changes(),
		Load: func(c *web.Ctx) (inspectForm, error) {
			x, err := s.open(c, access.Stock)
			if err != nil {
				return inspectForm{}, err
			}
			var f inspectForm
			f.Day, f.Month, f.Year = parts(x.Today)
			return f, nil
		},
		Show: func(c *web.Ctx, p view.Page, f inspectForm) (templ.Component, error) {
			x, err := s.open(c, access.Stock)
			if err != nil {
				return nil, err
			}
			t := c.T
			page := s.page(c, p, x, "inspection.title", "/inspect", "button.save")
			o := x.Offers.Accepted()
			switch {
			case o == nil:
				page.Closed = t.T("inspection.nothing_accepted")
				if step := x.Next(x.Case, x.Members, x.Today); x.MayWork && (step == "needs" || step == "offer" || step == "answer") {
					page.Links = []view.Link{{Href: page.Back.Href + "/" + step, Text: t.T("housing.do." + step)}}
				}
			case o.OfferedBy == c.Actor.ID:
				page.Closed = t.T("inspection.own_offer")
			case !o.InspectedOn.IsZero():
				page.Closed = t.T("inspection.done_already")
			}
			if page.Closed != "" {
				return formview.Form(page), nil
			}
			d := x.Homes[o.DwellingID]
			page.Facts = append(s.home(t, x), view.Fact{Name: t.T("dwelling.title"), Value: d.Title})
			page.Inputs = []formview.Input{
				dayItem(t.T("inspection.day"), f.Day, f.Month, f.Year),
				{Radios: &view.Field{Name: "suitable", Label: t.T("inspection.suitable"), Value: f.Suitable, Options: []view.Option{
					{Value: "yes", Text: t.T("inspection.yes")}, {Value: "no", Text: t.T("inspection.no")},
				}}},
				{Select: &view.Field{Name: "reason", Label: t.T("inspection.reason"), Hint: t.T("inspection.reason_hint"), Value: f.Reason, Options: s.work.Book.Options(t, "offer_not_suitable")}},
				{Text: &view.Field{Name: "valuation", Label: t.T("inspection.valuation"), Hint: t.T("inspection.valuation_hint"), Value: f.Valuation, Optional: !bought(o.Tenure), Mode: "decimal", Width: "20"}},
			}
			if d.Kind != "centre_place" {
				page.Inputs = append(page.Inputs, formview.Input{Check: &view.Field{Name: "title", Label: t.T("inspection.title_seen"), Value: f.Title}})
			}
			page.Inputs = append(page.Inputs, formview.Input{Area: &view.Field{Name: "text", Label: t.T("inspection.text"), Hint: s.work.Book.Needing(t, "offer_not_suitable"), Value: f.Text, Bidi: true}})
			return formview.Form(page), nil
		},
		Do: func(c *web.Ctx, op db.Op, f inspectForm) (db.Result, error) {
			on, err := dated("on", f.Day, f.Month, f.Year)
			if err != nil {
				return db.Result{}, err
			}
			value, err := hundredths(f.Valuation)
			if err != nil {
				return db.Result{}, fault.OnField("valuation", fault.Of(err).Key, nil)
			}
			return s.work.InspectDwelling(c.Ctx(), op, caseNumber(c), Inspection{On: on, Suitable: f.Suitable, Reason: f.Reason, Text: f.Text, Valuation: value, Title: f.Title == "yes"})
		},
	}
}

type contractForm struct {
	Day      string `form:"on_day" validate:"max=4"`
	Month    string `form:"on_month" validate:"max=4"`
	Year     string `form:"on_year" validate:"max=6"`
	Language string `form:"language" validate:"max=20"`
	Read     string `form:"read" validate:"omitempty,oneof=yes no"`
}

func (s *screen) contract() web.Form[contractForm] {
	return web.Form[contractForm]{
		Name:    "housing.sign_contract",
		Changes: s.frame.Changes(),
		Load: func(c *web.Ctx) (contractForm, error) {
			x, err := s.open(c, access.Write)
			if err != nil {
				return contractForm{}, err
			}
			var f contractForm
			f.Day, f.Month, f.Year = parts(x.Today)
			return f, nil
		},
		Show: func(c *web.Ctx, p view.Page, f contractForm) (templ.Component, error) {
			x, err := s.open(c, access.Write)
			if err != nil {
				return nil, err
			}
			t := c.T
			page := s.page(c, p, x, "contract.title", "/contract", "button.save")
			o := x.Offers.Accepted()
			switch {
			case o == nil:
				page.Closed = t.T("contract.nothing_accepted")
			case x.Facts.HousingDecided.IsZero():
				page.Closed = t.T("contract.decision_first")
			case !o.ContractOn.IsZero():
				page.Closed = t.T("contract.signed_already")
			}
			if page.Closed != "" {
				return formview.Form(page), nil
			}
			if page.Lacks, err = s.frame.Lacks(c, x.View, "sign_contract"); err != nil {
				return nil, err
			}
			page.Facts = s.home(t, x)
			page.Texts = []string{t.T("tenure_hint." + o.Tenure), t.T("contract.sheet_text")}
			page.Links = []view.Link{{Href: page.Back.Href + "/sheet", Text: t.T("sheet.print")}}
			language := view.Field{Name: "language", Label: t.T("contract.language"), Value: f.Language, Options: []view.Option{{Text: t.T("choose")}}}
			for _, l := range s.work.Book.Languages {
				language.Options = append(language.Options, view.Option{Value: l.Code, Text: t.Pick(l.KK, l.RU, l.EN)})
			}
			page.Inputs = []formview.Input{
				dayItem(t.T("contract.day"), f.Day, f.Month, f.Year), {Select: &language}, {Check: &view.Field{Name: "read", Label: t.T("contract.read"), Value: f.Read}},
			}
			return formview.Form(page), nil
		},
		Do: func(c *web.Ctx, op db.Op, f contractForm) (db.Result, error) {
			on, err := dated("on", f.Day, f.Month, f.Year)
			if err != nil {
				return db.Result{}, err
			}
			return s.work.SignContract(c.Ctx(), op, caseNumber(c), Contract{On: on, Language: f.Language, Read: f.Read == "yes"})
		},
	}
}

type moveInForm struct {
	Day     string `form:"on_day" validate:"max=4"`
	Month   string `form:"on_month" validate:"max=4"`
	Year    string `form:"on_year" validate:"max=6"`
	Address string `form:"address" validate:"max=300"`
	Text    string `form:"text" validate:"max=2000"`
}

func (s *screen) moveIn() web.Form[moveInForm] {
	return web.Form[moveInForm]{
		Name:    "housing.move_in",
		Changes: s.frame.Changes(),
		Load: func(c *web.Ctx) (moveInForm, error) {
			x, err := s.open(c, access.Write)
			if err != nil {
				return moveInForm{}, err
			}
			var f moveInForm
			f.Day, f.Month, f.Year = parts(x.Today)
			return f, nil
		},
		Show: func(c *web.Ctx, p view.Page, f moveInForm) (templ.Component, error) {
			x, err := s.open(c, access.Write)
			if err != nil {
				return nil, err
			}
			t := c.T
			page := s.page(c, p, x, "move_in.title", "/move-in", "button.save")
			n, o := x.Stand.Need, x.Offers.Accepted()
			switch {
			case n == nil:
				page.Closed = t.T("offer.needs_first")
			case !x.Facts.MovedIn.IsZero():
				page.Closed = t.T("move_in.done_already")
			case StateMoney(n.Tenure) && o == nil:
				page.Closed = t.T("contract.nothing_accepted")
			case StateMoney(n.Tenure) && o.ContractOn.IsZero():
				page.Closed = t.T("move_in.contract_first")
			}
			if page.Closed != "" {
				return formview.Form(page), nil
			}
			page.Facts = s.home(t, x)
			page.Texts = []string{t.T("move_in.text")}
			page.Inputs = []formview.Input{dayItem(t.T("housing.moved_in"), f.Day, f.Month, f.Year)}
			if !StateMoney(n.Tenure) {
				page.Inputs = append(page.Inputs, formview.Input{Text: &view.Field{Name: "address", Label: t.T("field.address"), Hint: t.T("dwelling.address_hint"), Value: f.Address, Bidi: true}})
			}
			page.Inputs = append(page.Inputs, formview.Input{Area: &view.Field{Name: "text", Label: t.T("move_in.seen"), Hint: t.T("move_in.seen_hint"), Value: f.Text, Bidi: true}})
			return formview.Form(page), nil
		},
		Do: func(c *web.Ctx, op db.Op, f moveInForm) (db.Result, error) {
			on, err := dated("on", f.Day, f.Month, f.Year)
			if err != nil {
				return db.Result{}, err
			}
			return s.work.ConfirmMoveIn(c.Ctx(), op, caseNumber(c), MoveIn{On: on, Text: f.Text, Address: f.Address})
		},
	}
}

type registrationForm struct {
	Day     string   `form:"on_day" validate:"max=4"`
	Month   string   `form:"on_month" validate:"max=4"`
	Year    string   `form:"on_year" validate:"max=6"`
	Members []string `form:"members"`
}

func (s *screen) registration() web.Form[registrationForm] {
	return web.Form[registrationForm]{
		Name:    "housing.register_residence",
		Changes: s.frame.Changes(),
		Load: func(c *web.Ctx) (registrationForm, error) {
			x, err := s.open(c, access.Write)
			if err != nil {
				return registrationForm{}, err
			}
			var f registrationForm
			f.Day, f.Month, f.Year = parts(x.Today)
			return f, nil
		},
		Show: func(c *web.Ctx, p view.Page, f registrationForm) (templ.Component, error) {
			x, err := s.open(c, access.Write)
			if err != nil {
				return nil, err
			}
			t := c.T
			page := s.page(c, p, x, "residence.title", "/registration", "button.save")
			who := view.Field{Name: "members", Label: t.T("residence.who")}
			for _, m := range x.Unregistered(x.Members, x.Today) {
				id := number(m.ID)
				who.Options = append(who.Options, view.Option{Value: id, Text: m.Name, Selected: slices.Contains(f.Members, id)})
			}
			switch {
			case x.Facts.MovedIn.IsZero():
				page.Closed = t.T("residence.move_in_first")
			case len(who.Options) == 0:
				page.Closed = t.T("residence.all_done")
			}
			page.Inputs = []formview.Input{{Boxes: &who}, dayItem(t.T("residence.day"), f.Day, f.Month, f.Year)}
			return formview.Form(page), nil
		},
		Do: func(c *web.Ctx, op db.Op, f registrationForm) (db.Result, error) {
			on, err := dated("on", f.Day, f.Month, f.Year)
			if err != nil {
				return db.Result{}, err
			}
			members, err := ids(f.Members)
			if err != nil {
				return db.Result{}, err
			}
			return s.work.RegisterResidence(c.Ctx(), op, caseNumber(c), members, on)
		},
	}
}
