package housing

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/i18n"
	"nurlykosh/internal/platform/view"
	"nurlykosh/internal/platform/web"
	housingview "nurlykosh/templates/housing"
)

const perPage = 50

// stock lists the dwellings of the reader's region (at the ministry: of all), by village; filters are in the address.
func (s *screen) stock(c *web.Ctx) error {
	q := c.QueryParams()
	state := q.Get("state")
	if !slices.Contains(States, state) {
		state = "all"
	}
	tenure := q.Get("tenure")
	if !slices.Contains(StockTenures, tenure) {
		tenure = ""
	}
	village, _ := strconv.ParseInt(q.Get("village"), 10, 64)
	rooms, _ := strconv.Atoi(q.Get("rooms"))
	rooms = min(max(rooms, 0), roomsMost)
	p := housingview.StockPage{Page: c.Page(c.T.T("page.dwellings")), State: state}
	at, id, ok := cursor(q.Get("after"))
	if !ok {
		p.Banner = &view.Banner{Kind: view.Info, Title: c.T.T("list.bad_cursor")}
	}
	var rows []Dwelling
	err := c.App.DB.Read(c.Ctx(), c.Actor, func(r *db.Rd) error {
		return r.Select(&rows, "dwelling_rows", db.Args{
			"region": c.Actor.Region, "village": max(village, 0), "rooms": rooms, "tenure": tenure, "state": state, "after_village": at, "after_id": id,
		})
	})
	if err != nil {
		return err
	}
	keep := url.Values{}
	for name, v := range map[string]string{"tenure": tenure, "village": number(village), "rooms": number(int64(rooms))} {
		if v != "" {
			keep.Set(name, v)
		}
	}
	for _, x := range States {
		keep.Set("state", x)
		p.States = append(p.States, view.Tab{Href: "/dwellings?" + keep.Encode(), Text: c.T.T("dwelling.state." + x), Current: x == state})
	}
	keep.Set("state", state)
	if len(rows) > perPage {
		rows = rows[:perPage]
		last := rows[perPage-1]
		keep.Set("after", number(last.Settlement)+"."+number(last.ID))
		p.More = &view.Link{Href: "/dwellings?" + keep.Encode(), Text: c.T.T("list.next_page")}
	}
	if access.May(c.Actor, access.Stock, access.Matter{OfficeID: c.Actor.OfficeID, Region: c.Actor.Region}) {
		p.Add = &view.Link{Href: "/dwellings/new", Text: c.T.T("dwelling.add")}
	}
	p.Filters = s.filters(c, number(village), tenure, number(int64(rooms)))
	for i := range rows {
		p.Rows = append(p.Rows, s.row(c, &rows[i]))
	}
	return c.Show(200, housingview.Stock(p))
}

func (s *screen) filters(c *web.Ctx, village, tenure, rooms string) []view.Field {
	t := c.T
	f := []view.Field{
		{Name: "village", Label: t.T("dwelling.settlement"), Value: village, Options: s.settlements(c, c.Actor.Region, "dwelling.any")},
		{Name: "tenure", Label: t.T("word.tenure"), Value: tenure, Options: []view.Option{{Text: t.T("dwelling.any")}}},
		{Name: "rooms", Label: t.T("dwelling.rooms_least"), Value: rooms, Options: []view.Option{{Text: t.T("dwelling.any")}}},
	}
	for _, x := range StockTenures {
		f[1].Options = append(f[1].Options, view.Option{Value: x, Text: t.T("tenure." + x)})
	}
	for n := 2; n <= 6; n++ {
		f[2].Options = append(f[2].Options, view.Option{Value: strconv.Itoa(n), Text: strconv.Itoa(n)})
	}
	return f
}

func (s *screen) row(c *web.Ctx, d *Dwelling) housingview.StockRow {
	t := c.T
	r := housingview.StockRow{
		Link: view.Link{Href: dwellingPath(d.ID), Text: s.name(t, d)}, Village: s.village(t, d.Settlement), Kind: t.T("dwelling.kind." + d.Kind),
		Rooms: strconv.Itoa(d.Rooms), Area: typed(int64(d.Area)), Tenures: tenureWords(t, d.Tenures), Money: money(t, d),
		State: view.Tag{Kind: tagOf[d.State], Text: t.T("dwelling.state." + d.State)},
	}
	if d.StepFree {
		r.Step = " · " + t.T("dwelling.step_free")
	}
	if d.State == "later" {
		r.Since = t.DateShort(d.FreeFrom, c.Today())
	}
	return r
}

var tagOf = map[string]string{
	"free": "green", "offered": "gold", "occupied": "sky", "later": "line", "withdrawn": "line",
	"open": "gold", "accepted": "green", "declined": "line", "expired": "line", "not_suitable": "red", "left": "line",
}

// name is what a dwelling is called in lists: its hint, or village and rooms. Never the address.
func (s *screen) name(t i18n.Reader, d *Dwelling) string {
	if d.Hint != "" {
		return d.Hint
	}
	return s.village(t, d.Settlement) + ", " + t.N("dwelling.rooms_n", d.Rooms)
}

func (s *screen) village(t i18n.Reader, id int64) string {
	x, ok := s.work.settlement(id)
	if !ok {
		return "–"
	}
	return t.Pick(x.KK, x.RU, x.EN)
}

// settlements lists those of a region, of all regions without one; the first is the word for none.
func (s *screen) settlements(c *web.Ctx, region, none string) []view.Option {
	out := []view.Option{{Text: c.T.T(none)}}
	for _, x := range s.work.Book.Settlements {
		if region == "" || x.Region == region {
			out = append(out, view.Option{Value: number(x.ID), Text: settlementName(c.T, x)})
		}
	}
	return out
}

func settlementName(t i18n.Reader, x casefile.Settlement) string {
	name := t.Pick(x.KK, x.RU, x.EN)
	if d := t.Pick(x.DistrictKK, x.DistrictRU, x.DistrictEN); d != "" {
		name += ", " + d
	}
	return name
}

func tenureWords(t i18n.Reader, tenures []string) string {
	var words []string
	for _, x := range tenures {
		words = append(words, t.T("tenure."+x))
	}
	return strings.Join(words, ", ")
}

// money is price and rent in words.
func money(t i18n.Reader, d *Dwelling) string {
	var out []string
	if d.Price > 0 {
		out = append(out, t.Money(d.Price))
	}
	if d.Rent > 0 {
		out = append(out, t.T("dwelling.rent_amount", "amount", t.Money(d.Rent)))
	}
	return strings.Join(out, " · ")
}

// number writes an id for an address; 0 is empty.
func number(n int64) string {
	if n <= 0 {
		return ""
	}
	return strconv.FormatInt(n, 10)
}

func cursor(s string) (village, id int64, ok bool) {
	if s == "" {
		return 0, 0, true
	}
	a, b, found := strings.Cut(s, ".")
	village, err1 := strconv.ParseInt(a, 10, 64)
	id, err2 := strconv.ParseInt(b, 10, 64)
	if !found || err1 != nil || err2 != nil {
		return 0, 0, false
	}
	return village, id, true
}
