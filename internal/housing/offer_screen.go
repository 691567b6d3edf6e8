package housing

import (
	"net/http"
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

// page begins the page of a form about a case's housing.
func (s *screen) page(c *web.Ctx, p view.Page, x *opened, title, path, button string) formview.Page {
	p.Title = c.T.T(title)
	base := "/cases/" + x.Number + "/housing"
	return formview.Page{
		Page: p, Back: view.Link{Href: base, Text: x.Number + " · " + c.T.T("tab.housing")}, About: view.Name{Text: x.HeadName, Lang: x.HeadLang},
		Action: base + path, Button: c.T.T(button),
	}
}

func caseNumber(c *web.Ctx) string {
	n, _ := casefile.ParseNumber(c.Param("number"))
	return string(n)
}

// dated reads the day of a form; what is wrong with it is a problem at the field.
func dated(field, day, month, year string) (civil.Date, error) {
	d, err := civil.FromParts(day, month, year)
	if err != nil {
		f := fault.Of(err)
		return d, fault.OnField(field+"_day", f.Key, f.Args)
	}
	return d, nil
}

type needsForm struct {
	Tenure     string `form:"tenure" validate:"max=20"`
	Rooms      string `form:"rooms" validate:"max=4"`
	StepFree   string `form:"step_free" validate:"omitempty,oneof=yes no"`
	NearSchool string `form:"near_school" validate:"omitempty,oneof=yes no"`
	NearWork   string `form:"near_work" validate:"omitempty,oneof=yes no"`
	Settlement string `form:"settlement" validate:"max=20"`
}

func ticked(b bool) string {
	if b {
		return "yes"
	}
	return ""
}

func (s *screen) needs() web.Form[needsForm] {
	return web.Form[needsForm]{
		Name:    "housing.agree_needs",
		Changes: s.frame.Changes(),
		Load: func(c *web.Ctx) (needsForm, error) {
			x, err := s.open(c, access.Write)
			if err != nil {
				return needsForm{}, err
			}
			if n := x.Stand.Need; n != nil {
				return needsForm{n.Tenure, strconv.Itoa(n.Rooms), ticked(n.StepFree), ticked(n.NearSchool), ticked(n.NearWork), number(n.Settlement)}, nil
			}
			return needsForm{Rooms: strconv.Itoa(x.Members.RoomsNeeded(x.Today))}, nil
		},
		Show: func(c *web.Ctx, p view.Page, f needsForm) (templ.Component, error) {
			x, err := s.open(c, access.Write)
			if err != nil {
				return nil, err
			}
			page := s.page(c, p, x, "housing.needs_title", "/needs", "button.save")
			page.Inputs = s.needsInputs(c, x, f)
			return formview.Form(page), nil
		},
		Do: func(c *web.Ctx, op db.Op, f needsForm) (db.Result, error) {
			n := Need{Tenure: f.Tenure, StepFree: f.StepFree == "yes", NearSchool: f.NearSchool == "yes", NearWork: f.NearWork == "yes"}
			n.Rooms, _ = strconv.Atoi(civil.Digits(f.Rooms)) // what is no number is out of range
			if id, err := strconv.ParseInt(f.Settlement, 10, 64); err == nil {
				n.Settlement = id
			} else if f.Settlement != "" {
				n.Settlement = -1 // is in no list
			}
			return s.work.AgreeNeeds(c.Ctx(), op, caseNumber(c), n)
		},
	}
}

func (s *screen) needsInputs(c *web.Ctx, x *opened, f needsForm) []formview.Input {
	t := c.T
	tenure := view.Field{Name: "tenure", Label: t.T("word.tenure"), Value: f.Tenure}
	for _, k := range Tenures {
		tenure.Options = append(tenure.Options, view.Option{Value: k, Text: t.T("tenure." + k), Hint: t.T("tenure_hint." + k)})
	}
	return []formview.Input{
		{Radios: &tenure},
		{Text: &view.Field{Name: "rooms", Label: t.T("dwelling.rooms"), Hint: t.T("housing.rooms_advice", "n", x.Members.RoomsNeeded(x.Today)), Value: f.Rooms, Mode: "numeric", Width: "4"}},
		{Check: &view.Field{Name: "step_free", Label: t.T("housing.step_free"), Value: f.StepFree}},
		{Check: &view.Field{Name: "near_school", Label: t.T("housing.near_school"), Value: f.NearSchool}},
		{Check: &view.Field{Name: "near_work", Label: t.T("housing.near_work"), Value: f.NearWork}},
		{Select: &view.Field{Name: "settlement", Label: t.T("housing.wished_village"), Value: f.Settlement, Optional: true, Options: s.settlements(c, x.Region, "dwelling.any")}},
	}
}

type offerForm struct {
	Dwelling string `form:"dwelling" validate:"max=20"`
	Small    string `form:"small_reason" validate:"max=30"`
	Day      string `form:"expires_day" validate:"max=4"`
	Month    string `form:"expires_month" validate:"max=4"`
	Year     string `form:"expires_year" validate:"max=6"`
}

func (s *screen) offer() web.Form[offerForm] {
	return web.Form[offerForm]{
		Name:    "housing.offer_dwelling",
		Changes: s.frame.Changes(),
		Load: func(c *web.Ctx) (offerForm, error) {
			x, err := s.open(c, access.Write)
			if err != nil {
				return offerForm{}, err
			}
			showing := c.Request().Method == http.MethodGet // a form that was sent is told what is wrong with it
			if o := x.Offers.Live(x.Today); showing && o != nil && o.State == "open" {
				return offerForm{}, web.GoTo("/cases/" + x.Number + "/housing/answer")
			}
			if showing && x.Stand.Need == nil {
				return offerForm{}, web.GoTo("/cases/" + x.Number + "/housing/needs")
			}
			d := s.work.Book.Calendar.Due(x.Today, OfferDays, casefile.WorkingDay)
			return offerForm{Day: strconv.Itoa(d.Day()), Month: strconv.Itoa(d.Month()), Year: strconv.Itoa(d.Year())}, nil
		},
		Show: s.showOffer,
		Do: func(c *web.Ctx, op db.Op, f offerForm) (db.Result, error) {
			on, err := dated("expires", f.Day, f.Month, f.Year)
			if err != nil {
				return db.Result{}, err
			}
			id, _ := strconv.ParseInt(f.Dwelling, 10, 64)
			return s.work.OfferDwelling(c.Ctx(), op, caseNumber(c), Offering{DwellingID: id, Expires: on, SmallReason: f.Small})
		},
	}
}

func (s *screen) showOffer(c *web.Ctx, p view.Page, f offerForm) (templ.Component, error) {
	x, err := s.open(c, access.Write)
	if err != nil {
		return nil, err
	}
	t := c.T
	page := s.page(c, p, x, "offer.title", "/offer", "offer.button")
	n := x.Stand.Need
	switch {
	case n == nil:
		page.Closed = t.T("offer.needs_first")
		return formview.Form(page), nil
	case !StateMoney(n.Tenure):
		page.Closed = t.T("offer.not_for_tenure")
		return formview.Form(page), nil
	case x.Offers.Live(x.Today) != nil:
		page.Closed = t.T("offer.one_at_a_time")
		return formview.Form(page), nil
	}
	page.Facts = s.need(t, x)
	var rows []Dwelling
	err = c.App.DB.Read(c.Ctx(), c.Actor, func(r *db.Rd) error {
		return r.Select(&rows, "dwellings_that_fit", db.Args{"region": x.Region, "tenure": n.Tenure, "step_free": n.StepFree, "rooms": n.Rooms, "village": n.Settlement})
	})
	if err != nil {
		return nil, err
	}
	choice := view.Field{Name: "dwelling", Label: t.T("offer.which"), Value: f.Dwelling}
	for i := range rows {
		d := &rows[i]
		hint := s.village(t, d.Settlement) + " · " + t.T("dwelling.kind."+d.Kind) + " · " + t.N("dwelling.rooms_n", d.Rooms) + " · " + t.T("dwelling.area_amount", "area", typed(int64(d.Area)))
		if m := money(t, d); m != "" {
			hint += " · " + m
		}
		if d.Rooms < n.Rooms {
			hint += " · " + t.T("offer.too_small")
		}
		choice.Options = append(choice.Options, view.Option{Value: number(d.ID), Text: s.name(t, d), Hint: hint})
	}
	page.Links = []view.Link{{Href: toStock + "?state=free", Text: t.T("offer.see_stock")}}
	if len(rows) == 0 {
		page.Closed = t.T("offer.none_fits")
		return formview.Form(page), nil
	}
	small := view.Field{Name: "small_reason", Label: t.T("offer.small_reason"), Hint: t.T("offer.small_reason_hint"), Value: f.Small, Options: []view.Option{{Text: t.T("choose")}}}
	for _, k := range SmallReasons {
		small.Options = append(small.Options, view.Option{Value: k, Text: t.T("small_reason." + k)})
	}
	page.Inputs = []formview.Input{
		{Radios: &choice},
		{Select: &small},
		{Date: &view.DateField{Name: "expires", Label: t.T("offer.expires"), Hint: t.T("offer.expires_hint", "n", OfferDays), Day: f.Day, Month: f.Month, Year: f.Year}},
	}
	return formview.Form(page), nil
}

type answerForm struct {
	Answer string `form:"answer" validate:"oneof=accepted declined"`
	Reason string `form:"reason" validate:"max=60"`
	Text   string `form:"text" validate:"max=2000"`
}

func (s *screen) answer() web.Form[answerForm] {
	return web.Form[answerForm]{
		Name:    "housing.answer_offer",
		Changes: s.frame.Changes(),
		Load:    func(c *web.Ctx) (answerForm, error) { _, err := s.open(c, access.Write); return answerForm{}, err },
		Show: func(c *web.Ctx, p view.Page, f answerForm) (templ.Component, error) {
			x, err := s.open(c, access.Write)
			if err != nil {
				return nil, err
			}
			t := c.T
			page := s.page(c, p, x, "answer.title", "/answer", "answer.button")
			o := x.Offers.Live(x.Today)
			switch {
			case o == nil && x.Offers.Stale(x.Today) != nil:
				page.Closed = t.T("offer.is_expired")
				page.Links = []view.Link{{Href: "/cases/" + x.Number + "/housing/offer", Text: t.T("housing.do.offer")}}
				return formview.Form(page), nil
			case o == nil || o.State != "open":
				page.Closed = t.T("offer.none_open")
				return formview.Form(page), nil
			}
			page.Facts = append(s.home(t, x), view.Fact{Name: t.T("offer.expires"), Value: t.DateShort(o.Expires, x.Today)})
			page.Texts = []string{t.T("answer.consequence")}
			page.Inputs = []formview.Input{
				{Radios: &view.Field{Name: "answer", Label: t.T("answer.what"), Value: f.Answer, Options: []view.Option{
					{Value: "accepted", Text: t.T("answer.accepted")}, {Value: "declined", Text: t.T("answer.declined")},
				}}},
				{Select: &view.Field{Name: "reason", Label: t.T("answer.reason"), Hint: t.T("answer.reason_hint"), Value: f.Reason, Options: s.work.Book.Options(t, "offer_decline")}},
				{Area: &view.Field{Name: "text", Label: t.T("reason.text"), Hint: s.work.Book.Needing(t, "offer_decline"), Value: f.Text, Bidi: true}},
			}
			return formview.Form(page), nil
		},
		Do: func(c *web.Ctx, op db.Op, f answerForm) (db.Result, error) {
			return s.work.AnswerOffer(c.Ctx(), op, caseNumber(c), Answer{Accept: f.Answer == "accepted", Reason: f.Reason, Text: f.Text})
		},
	}
}
