package housing

import (
	"nurlykosh/internal/identity"
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/i18n"
	"nurlykosh/internal/platform/view"
	"nurlykosh/internal/platform/web"
	housingview "nurlykosh/templates/housing"
)

// sheetParts are what the sheet explains about a kind of housing, in their order; words as "sheet.<part>.<tenure>".
var sheetParts = []string{"what", "owner", "paid", "unpaid"}

// tenure is the kind of housing that is agreed or offered; empty before.
func (x *opened) tenure() string {
	if o := x.Offers.Live(x.Today); o != nil {
		return o.Tenure
	}
	if x.Stand.Need != nil {
		return x.Stand.Need.Tenure
	}
	return ""
}

// sheet is the page to print that explains the kind of housing in the family's language; the contract certifies that it
// was read (domain.md §6: people took a rented house for a gift). It is asked for by a language: ?in=kk.
func (s *screen) sheet(c *web.Ctx) error {
	x, err := s.open(c, access.Read)
	if err != nil {
		return err
	}
	in, known := i18n.ParseLang(c.QueryParam("in"))
	if !known {
		if in, known = i18n.ParseLang(x.HeadLang); !known {
			in = c.T.Lang()
		}
	}
	t := c.App.Words.Reader(in)
	base := "/cases/" + x.Number + "/housing"
	p := housingview.SheetPage{
		Page: c.Page(c.T.T("sheet.title")), Back: view.Link{Href: base, Text: x.Number + " · " + c.T.T("tab.housing")}, Number: x.Number,
		Lang: string(in), Dir: t.Dir(), In: t, Family: view.Name{Text: x.HeadName, Lang: x.HeadLang},
	}
	for _, l := range i18n.Langs {
		p.Languages = append(p.Languages, view.Tab{Href: base + "/sheet?in=" + string(l), Text: c.T.T("sheet.in." + string(l)), Current: l == in})
	}
	tenure := x.tenure()
	if !StateMoney(tenure) {
		p.Closed = c.T.T("sheet.none")
		return c.Show(200, housingview.Sheet(p))
	}
	p.Heading = t.T("sheet.heading", "tenure", t.T("tenure."+tenure))
	for _, part := range sheetParts {
		p.Parts = append(p.Parts, view.Fact{Name: t.T("sheet." + part), Value: t.T("sheet." + part + "." + tenure)})
	}
	if o := x.Offers.Live(x.Today); o != nil {
		d := x.Homes[o.DwellingID]
		p.Facts = append(p.Facts, view.Fact{Name: t.T("dwelling.settlement"), Value: s.village(t, d.Settlement)}, view.Fact{Name: t.T("field.address"), Value: x.Address})
		if m := money(t, d); m != "" {
			p.Facts = append(p.Facts, view.Fact{Name: t.T("housing.money"), Value: m})
		}
	}
	p.Ask, p.Phone = t.T("sheet.ask", "office", t.Pick(x.Office.KK, x.Office.RU, x.Office.EN)), x.Office.Phone
	for _, m := range x.Members.On(x.Today).Here().Adults(x.Today) {
		p.Adults = append(p.Adults, view.Name{Text: m.Name, Lang: identity.LangOf(m.NameScript)})
	}
	return c.Show(200, housingview.Sheet(p))
}
