package intake

import (
	"strconv"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/identity"
	"nurlykosh/internal/platform/i18n"
	"nurlykosh/internal/platform/view"
	"nurlykosh/internal/platform/web"
	"nurlykosh/templates/formview"
)

// familyForm begins the page of a form about a household.
func (s *screen) familyForm(c *web.Ctx, p view.Page, v *casefile.View, title string) formview.Page {
	p.Title = c.T.T(title)
	return formview.Page{
		Page: p, Back: view.Link{Href: "/cases/" + v.Number + "/household", Text: c.T.T("page.household")},
		About: view.Name{Text: v.HeadName, Lang: v.HeadLang}, Notes: []string{v.Number}, Action: c.Request().URL.Path,
	}
}

// personForm begins the page of a form about one person of the household.
func (s *screen) personForm(c *web.Ctx, p view.Page, v *casefile.View, m casefile.Member, title string) formview.Page {
	page := s.familyForm(c, p, v, title)
	page.About = view.Name{Text: m.Name, Lang: identity.LangOf(m.NameScript)}
	page.Notes = append(page.Notes, m.RelationWord(c.T))
	return page
}

// membersOf offers the members of a household, each with the relation to its head.
func membersOf(t i18n.Reader, h casefile.Household) (out []view.Option) {
	for _, m := range h {
		hint := m.RelationWord(t)
		if m.Abroad {
			hint += " · " + t.T("leave.contact_abroad")
		}
		out = append(out, view.Option{Value: strconv.FormatInt(m.ID, 10), Text: m.Name, Hint: hint})
	}
	return out
}

// stayBasis asks on what ground a foreigner may stay.
func stayBasis(t i18n.Reader, value string, optional bool) *view.Field {
	f := &view.Field{Name: "stay_basis", Label: t.T("household.stay_basis"), Value: value, Optional: optional, Options: []view.Option{{Text: t.T("choose")}}}
	for _, k := range StayBases {
		f.Options = append(f.Options, view.Option{Value: k, Text: t.T("stay." + k)})
	}
	return f
}
