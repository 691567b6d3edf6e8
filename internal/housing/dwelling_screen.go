package housing

import (
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
	"nurlykosh/internal/platform/view"
	"nurlykosh/internal/platform/web"
	"nurlykosh/templates/formview"
)

var toStock = "/dwellings"

func (s *screen) add() web.Form[dwellingForm] {
	return web.Form[dwellingForm]{
		Name:  "housing.add_dwelling",
		Alone: true,
		Load: func(c *web.Ctx) (dwellingForm, error) {
			d := c.Today()
			return dwellingForm{Day: strconv.Itoa(d.Day()), Month: strconv.Itoa(d.Month()), Year: strconv.Itoa(d.Year())}, s.mayAdd(c)
		},
		Show: func(c *web.Ctx, p view.Page, f dwellingForm) (templ.Component, error) {
			if err := s.mayAdd(c); err != nil {
				return nil, err
			}
			p.Title = c.T.T("dwelling.add")
			page := formview.Page{Page: p, Back: view.Link{Href: toStock, Text: c.T.T("page.dwellings")}, Action: toStock + "/new", Button: c.T.T("button.save")}
			page.Inputs = s.dwellingItems(c, f)
			return formview.Form(page), nil
		},
		Do: func(c *web.Ctx, op db.Op, f dwellingForm) (db.Result, error) {
			x, err := f.read()
			if err != nil {
				return db.Result{}, err
			}
			return s.work.AddDwelling(c.Ctx(), op, x)
		},
	}
}

func (s *screen) mayAdd(c *web.Ctx) error {
	return access.Check(c.Actor, access.Stock, access.Matter{OfficeID: c.Actor.OfficeID, Region: c.Actor.Region})
}

// seen is a dwelling opened by a reader of its region.
type seen struct {
	*Dwelling
	Address string
	Held    string
	Offers  []Offer
	May     bool // may change it
}

// look opens a dwelling: everybody who uses the stock of the region may read it.
func (s *screen) look(c *web.Ctx) (*seen, error) {
	id, err := c.ID("id")
	if err != nil {
		return nil, err
	}
	x := &seen{}
	err = c.App.DB.Read(c.Ctx(), c.Actor, func(r *db.Rd) error {
		var err error
		if x.Dwelling, err = readDwelling(r, id); err != nil {
			return err
		}
		if c.Actor.Region != "" && c.Actor.Region != x.Region {
			return fault.Missing()
		}
		if x.Address, err = addressOf(r, x.Dwelling); err != nil {
			return err
		}
		if x.Held, err = heldState(r, id); err != nil {
			return err
		}
		return r.Select(&x.Offers, "dwelling_offers", db.Args{"id": id})
	})
	if err != nil {
		return nil, err
	}
	x.May = access.May(c.Actor, access.Stock, x.Matter())
	return x, nil
}

// theDwelling is the dwelling of an address as what a form changes.
func (s *screen) theDwelling() web.Thing {
	return web.Thing{Of: "dwelling", Now: func(c *web.Ctx) (web.Standing, error) {
		x, err := s.look(c)
		if err != nil {
			return web.Standing{}, err
		}
		return web.Standing{Rev: x.Rev, Stream: Stream(x.ID)}, nil
	}}
}

func (s *screen) change() web.Form[dwellingForm] {
	return web.Form[dwellingForm]{
		Name:    "housing.change_dwelling",
		Changes: s.theDwelling(),
		Load: func(c *web.Ctx) (dwellingForm, error) {
			x, err := s.look(c)
			if err != nil {
				return dwellingForm{}, err
			}
			return formOf(x.Dwelling, x.Address), nil
		},
		Show: s.showDwelling,
		Do: func(c *web.Ctx, op db.Op, f dwellingForm) (db.Result, error) {
			x, err := s.look(c)
			if err != nil {
				return db.Result{}, err
			}
			if !x.May {
				return db.Result{}, fault.Missing()
			}
			details, err := f.read()
			if err != nil {
				return db.Result{}, err
			}
			return s.work.ChangeDwelling(c.Ctx(), op, x.ID, details)
		},
	}
}

func (s *screen) showDwelling(c *web.Ctx, p view.Page, f dwellingForm) (templ.Component, error) {
	x, err := s.look(c)
	if err != nil {
		return nil, err
	}
	t := c.T
	p.Title = s.name(t, x.Dwelling)
	page := formview.Page{Page: p, Back: view.Link{Href: toStock, Text: t.T("page.dwellings")}, Action: dwellingPath(x.ID), Button: t.T("button.save")}
	page.Facts = []view.Fact{{Name: t.T("dwelling.col_state"), Value: t.T("dwelling.state." + stateOf(x, c))}}
	if !x.TitleOn.IsZero() {
		page.Facts = append(page.Facts, view.Fact{Name: t.T("dwelling.title_checked"), Value: t.DateShort(x.TitleOn, c.Today())})
	}
	for _, o := range x.Offers { // without the families: their files are their own
		page.Facts = append(page.Facts, view.Fact{Name: t.T("offer.col_day") + ": " + t.DateShort(o.Offered, c.Today()), Value: t.T("offer.state." + o.StateOn(c.Today())), Note: t.T("tenure." + o.Tenure)})
	}
	switch {
	case !x.Withdrawn.IsZero():
		page.Closed = t.T("dwelling.withdrawn_since", "date", t.Date(x.Withdrawn))
	case !x.May:
		page.Closed = t.T("dwelling.other_office")
	default:
		page.Inputs = s.dwellingItems(c, f)
		if x.Held == "" {
			page.Links = []view.Link{{Href: dwellingPath(x.ID) + "/withdraw", Text: t.T("dwelling.withdraw")}}
		} else {
			page.Texts = []string{t.T("dwelling.held_terms")}
		}
	}
	return formview.Form(page), nil
}

func stateOf(x *seen, c *web.Ctx) string {
	switch {
	case !x.Withdrawn.IsZero():
		return "withdrawn"
	case x.Held == "occupied":
		return "occupied"
	case x.Held != "":
		return "offered"
	case x.FreeFrom.After(c.Today()):
		return "later"
	}
	return "free"
}

type withdrawForm struct {
	Reason string `form:"reason" validate:"max=60"`
	Text   string `form:"text" validate:"max=2000"`
}

func (s *screen) withdraw() web.Form[withdrawForm] {
	open := func(c *web.Ctx) (*seen, error) {
		x, err := s.look(c)
		if err == nil && !x.May {
			err = fault.Missing()
		}
		return x, err
	}
	return web.Form[withdrawForm]{
		Name:    "housing.withdraw_dwelling",
		Changes: s.theDwelling(),
		Load:    func(c *web.Ctx) (withdrawForm, error) { _, err := open(c); return withdrawForm{}, err },
		Show: func(c *web.Ctx, p view.Page, f withdrawForm) (templ.Component, error) {
			x, err := open(c)
			if err != nil {
				return nil, err
			}
			t := c.T
			p.Title = t.T("dwelling.withdraw")
			page := formview.Page{Page: p, Back: view.Link{Href: dwellingPath(x.ID), Text: s.name(t, x.Dwelling)}, Action: dwellingPath(x.ID) + "/withdraw", Button: t.T("dwelling.withdraw")}
			page.Texts = []string{t.T("dwelling.withdraw_text")}
			if x.Held != "" {
				page.Closed = t.T("dwelling.held")
			}
			page.Inputs = []formview.Input{
				{Select: &view.Field{Name: "reason", Label: t.T("word.reason"), Value: f.Reason, Options: s.work.Book.Options(t, WithdrawGroup)}},
				{Area: &view.Field{Name: "text", Label: t.T("reason.text"), Hint: s.work.Book.Needing(t, WithdrawGroup), Value: f.Text, Bidi: true}},
			}
			return formview.Form(page), nil
		},
		Do: func(c *web.Ctx, op db.Op, f withdrawForm) (db.Result, error) {
			x, err := open(c)
			if err != nil {
				return db.Result{}, err
			}
			return s.work.WithdrawDwelling(c.Ctx(), op, x.ID, f.Reason, f.Text)
		},
	}
}

func (s *screen) dwellingItems(c *web.Ctx, f dwellingForm) []formview.Input {
	t := c.T
	kind := view.Field{Name: "kind", Label: t.T("dwelling.kind"), Value: f.Kind}
	for _, k := range Kinds {
		kind.Options = append(kind.Options, view.Option{Value: k, Text: t.T("dwelling.kind." + k)})
	}
	tenures := view.Field{Name: "tenures", Label: t.T("dwelling.tenures")}
	for _, k := range StockTenures {
		tenures.Options = append(tenures.Options, view.Option{Value: k, Text: t.T("tenure." + k), Selected: slices.Contains(f.Tenures, k)})
	}
	return []formview.Input{
		{Select: &view.Field{Name: "settlement", Label: t.T("dwelling.settlement"), Value: f.Settlement, Options: s.settlements(c, c.Actor.Region, "choose")}},
		{Radios: &kind},
		{Text: &view.Field{Name: "address", Label: t.T("field.address"), Hint: t.T("dwelling.address_hint"), Value: f.Address, Bidi: true}},
		{Text: &view.Field{Name: "hint", Label: t.T("dwelling.hint"), Hint: t.T("dwelling.hint_hint"), Value: f.Hint, Optional: true, Bidi: true}},
		{Text: &view.Field{Name: "title", Label: t.T("dwelling.title"), Hint: t.T("dwelling.title_hint"), Value: f.Title, Optional: true, Bidi: true, Width: "20"}},
		{Text: &view.Field{Name: "rooms", Label: t.T("dwelling.rooms"), Value: f.Rooms, Mode: "numeric", Width: "4"}},
		{Text: &view.Field{Name: "area", Label: t.T("dwelling.area"), Value: f.Area, Mode: "decimal", Width: "5"}},
		{Boxes: &tenures},
		{Text: &view.Field{Name: "price", Label: t.T("dwelling.price"), Hint: t.T("dwelling.price_hint"), Value: f.Price, Mode: "decimal", Width: "20"}},
		{Text: &view.Field{Name: "rent", Label: t.T("dwelling.rent"), Hint: t.T("dwelling.rent_hint"), Value: f.Rent, Mode: "decimal", Width: "20"}},
		{Check: &view.Field{Name: "step_free", Label: t.T("dwelling.step_free_full"), Value: f.StepFree}},
		{Date: &view.DateField{Name: "free_from", Label: t.T("dwelling.free_from"), Day: f.Day, Month: f.Month, Year: f.Year}},
	}
}
