package housing

import (
	"strconv"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/identity"
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
	"nurlykosh/internal/platform/i18n"
	"nurlykosh/internal/platform/view"
	"nurlykosh/internal/platform/web"
	housingview "nurlykosh/templates/housing"
)

// opened is a case with what is known of its housing, read at once.
type opened struct {
	*casefile.View
	Stand
	Homes      map[int64]*Dwelling // the dwellings of its offers
	Own        *Own
	OwnAddress string
	Address    string // of the dwelling that is held for the family
}

// open gives a case to a reader who has the right.
func (s *screen) open(c *web.Ctx, right access.Right) (*opened, error) {
	x := &opened{Homes: map[int64]*Dwelling{}}
	var err error
	x.View, err = s.frame.Look(c, func(r *db.Rd, v *casefile.View) error {
		if x.Stand, err = StandOf(r, v.ID); err != nil {
			return err
		}
		for i := range x.Offers {
			id := x.Offers[i].DwellingID
			if x.Homes[id], err = readDwelling(r, id); err != nil {
				return err
			}
		}
		if o := x.Offers.Live(v.Today); o != nil {
			if x.Address, err = addressOf(r, x.Homes[o.DwellingID]); err != nil {
				return err
			}
		}
		if x.Own, err = ownOf(r, v.ID); err != nil || x.Own == nil {
			return err
		}
		box, err := r.Box(v.Stream())
		if err != nil {
			return err
		}
		x.OwnAddress, err = box.Open("own_dwelling.address", x.Own.Address)
		return err
	})
	if err != nil {
		return nil, err
	}
	if !access.May(c.Actor, right, x.Matter()) {
		return nil, fault.Missing()
	}
	return x, nil
}

// part is the housing part of a case.
func (s *screen) part(c *web.Ctx) error {
	x, err := s.open(c, access.Read)
	if err != nil {
		return err
	}
	p := housingview.CasePage{Frame: s.frame.Fill(c, c.In("cases").Page(""), x.View, "housing")}
	s.next(c, x, &p)
	p.Need = s.need(c.T, x)
	p.Home, p.HomeTitle = s.home(c.T, x), c.T.T("housing.home."+x.homeState())
	for i := range x.Offers {
		p.Offers = append(p.Offers, s.offerRow(c.T, x, &x.Offers[i]))
	}
	if !x.Facts.MovedIn.IsZero() {
		for _, m := range x.Members.On(x.Today).Here() {
			f := view.Fact{Name: m.RelationWord(c.T), Value: m.Name, Lang: identity.LangOf(m.NameScript), Note: c.T.T("residence.not_yet")}
			if on, done := x.Registered[m.ID]; done {
				f.Note = c.T.DateShort(on, x.Today)
			}
			p.Residence = append(p.Residence, f)
		}
	}
	return c.Show(200, housingview.Case(p))
}

// next names the form that comes next, and links it for who may fill it in.
func (s *screen) next(c *web.Ctx, x *opened, p *housingview.CasePage) {
	if !x.Status.Open() {
		return
	}
	base := "/cases/" + x.Number + "/housing/"
	step := x.Next(x.Case, x.Members, x.Today)
	may := x.MayWork
	if step == "inspect" {
		o := x.Offers.Accepted()
		may = access.May(c.Actor, access.Stock, x.Matter()) && o != nil && o.OfferedBy != c.Actor.ID
	}
	if step == "" {
		p.NextText = c.T.T("housing.next.done")
		return
	}
	p.NextText = c.T.T("housing.next." + step)
	if step == "decide" {
		for _, k := range x.Tasks {
			if k.Key == "decide_housing" && (k.State == casefile.Open || k.State == casefile.Returned) && may {
				p.NextForm = &view.Link{Href: "/cases/" + x.Number + "/tasks/" + strconv.FormatInt(k.ID, 10) + "/propose", Text: c.T.T("housing.do.decide")}
			}
			if k.Key == "decide_housing" && k.State == casefile.Proposed {
				p.NextText = c.T.T("due.proposed")
			}
		}
	} else if may {
		p.NextForm = &view.Link{Href: base + step, Text: c.T.T("housing.do." + step)}
	}
	if x.MayWork && x.Stand.Need != nil {
		p.Links = append(p.Links, view.Link{Href: base + "needs", Text: c.T.T("housing.change_needs")})
	}
	if StateMoney(x.tenure()) {
		p.Links = append(p.Links, view.Link{Href: base + "sheet", Text: c.T.T("sheet.print")})
	}
}

func (s *screen) need(t i18n.Reader, x *opened) []view.Fact {
	n := x.Stand.Need
	if n == nil {
		return nil
	}
	out := []view.Fact{
		{Name: t.T("word.tenure"), Value: t.T("tenure." + n.Tenure)}, {Name: t.T("dwelling.rooms"), Value: strconv.Itoa(n.Rooms)},
	}
	if n.Settlement != 0 {
		out = append(out, view.Fact{Name: t.T("dwelling.settlement"), Value: s.village(t, n.Settlement)})
	}
	for _, w := range []struct {
		on  bool
		key string
	}{{n.StepFree, "housing.step_free"}, {n.NearSchool, "housing.near_school"}, {n.NearWork, "housing.near_work"}} {
		if w.on {
			out = append(out, view.Fact{Name: t.T(w.key), Value: t.T("yes")})
		}
	}
	return append(out, view.Fact{Name: t.T("housing.agreed"), Value: t.DateShort(n.Agreed, x.Today)})
}

// homeState is how the family stands to the dwelling that home shows: lived in only after it has moved in.
func (x *opened) homeState() string {
	o := x.Offers.Live(x.Today)
	switch {
	case x.Own != nil, o != nil && o.State == "occupied":
		return "lived_in"
	case o == nil:
		return "none"
	}
	return o.State // open: offered; accepted
}

// home is the dwelling that is offered to the family, that it has taken or lives in, with contract and move-in.
func (s *screen) home(t i18n.Reader, x *opened) []view.Fact {
	var out []view.Fact
	day := func(name string, d civil.Date) {
		if !d.IsZero() {
			out = append(out, view.Fact{Name: t.T(name), Value: t.DateShort(d, x.Today)})
		}
	}
	if x.Own != nil {
		out = append(out, view.Fact{Name: t.T("word.tenure"), Value: t.T("tenure." + x.Own.Whose)}, view.Fact{Name: t.T("field.address"), Value: x.OwnAddress})
		day("housing.moved_in", x.Own.MovedIn)
		return out
	}
	o := x.Offers.Live(x.Today)
	if o == nil {
		return nil
	}
	d := x.Homes[o.DwellingID]
	out = append(out, view.Fact{Name: t.T("word.dwelling"), Value: s.name(t, d)}, view.Fact{Name: t.T("field.address"), Value: x.Address},
		view.Fact{Name: t.T("dwelling.rooms"), Value: strconv.Itoa(d.Rooms)}, view.Fact{Name: t.T("dwelling.area"), Value: typed(int64(d.Area))})
	if m := money(t, d); m != "" {
		out = append(out, view.Fact{Name: t.T("housing.money"), Value: m})
	}
	if !o.InspectedOn.IsZero() {
		f := view.Fact{Name: t.T("inspection.day"), Value: t.DateShort(o.InspectedOn, x.Today)}
		if o.Valuation > 0 {
			f.Note = t.T("inspection.valued", "amount", t.Money(o.Valuation))
		}
		out = append(out, f)
	}
	day("dwelling.title_checked", d.TitleOn)
	day("housing.decided", x.Facts.HousingDecided)
	if !o.ContractOn.IsZero() {
		f := view.Fact{Name: t.T("contract.day"), Value: t.DateShort(o.ContractOn, x.Today)}
		for _, l := range s.work.Book.Languages {
			if l.Code == o.Language {
				f.Note = t.T("contract.sheet_in", "language", t.Pick(l.KK, l.RU, l.EN))
			}
		}
		out = append(out, f)
	}
	day("housing.moved_in", o.MovedIn)
	return out
}

func (s *screen) offerRow(t i18n.Reader, x *opened, o *Offer) housingview.OfferRow {
	state := o.StateOn(x.Today)
	r := housingview.OfferRow{
		Dwelling: s.name(t, x.Homes[o.DwellingID]), Sub: t.T("tenure." + o.Tenure), Offered: t.DateShort(o.Offered, x.Today),
		State: t.T("offer.state." + state), Tag: tagOf[state],
	}
	if o.SmallReason != "" {
		r.Sub += " · " + t.T("small_reason."+o.SmallReason)
	}
	if state == "open" {
		r.Why = t.T("offer.until", "date", t.DateShort(o.Expires, x.Today))
	}
	for _, g := range []string{"offer_decline", "offer_not_suitable"} {
		if k, ok := s.work.Book.Reason(g, o.Reason); ok && (g == "offer_decline") == (state == "declined") {
			r.Why = t.Pick(k.KK, k.RU, k.EN)
		}
	}
	return r
}
