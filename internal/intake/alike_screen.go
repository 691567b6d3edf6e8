package intake

import (
	"slices"
	"strconv"
	"strings"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/identity"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/i18n"
	"nurlykosh/internal/platform/view"
	"nurlykosh/internal/platform/web"
	intakeview "nurlykosh/templates/intake"
)

// alikeAsked reports whether a page has to show the people found alike.
func alikeAsked(p view.Page, f alikeForm) bool {
	return f.Known != "" || slices.ContainsFunc(p.Problems, func(x view.Problem) bool {
		return x.Field == "others" || x.Field == "others_why" || strings.HasSuffix(x.Field, "link")
	})
}

// showAlike shows who may be those typed: who, where, and why; what the reader may not open is told by its office alone. here is
// the case that gets them; 0: a new one.
func (s *screen) showAlike(c *web.Ctx, f alikeForm, here int64, country string, all []newcomerAt) (*intakeview.Alike, error) {
	out := &intakeview.Alike{
		Others: view.Field{Name: "others", Label: c.T.T("alike.others"), Hint: c.T.T("alike.others_hint"), Value: f.Others, Options: []view.Option{
			{Value: "other", Text: c.T.T("alike.others.other")}, {Value: "open", Text: c.T.T("alike.others.open")},
		}},
		Why: view.Field{Name: "others_why", Label: c.T.T("alike.why"), Hint: c.T.T("alike.why_hint"), Value: f.Why, Bidi: true},
	}
	var known []string
	err := c.App.DB.Read(c.Ctx(), c.Actor, func(r *db.Rd) error {
		for _, n := range all {
			found, err := alikeTo(r, n.Newcomer, country)
			if err != nil {
				return err
			}
			if len(found) == 0 {
				continue
			}
			g := intakeview.AlikeGroup{Typed: view.Name{Text: n.Name.Written, Lang: identity.LangOf(n.Name.Script)}}
			link := view.Field{Name: n.at + "link", Label: c.T.T("alike.link"), Hint: c.T.T("alike.link_hint"), Value: strconv.FormatInt(n.Link, 10)}
			if n.Link == 0 && f.Known == "" {
				link.Value = "" // shown for the first time: nothing is chosen
			}
			for _, x := range found {
				known = append(known, strconv.FormatInt(x.Person, 10))
				row := recordedRow(c, x, here)
				g.Found = append(g.Found, row)
				if !x.Died && (!x.Current || x.CaseID != here) && x.choosable(found, c.Actor) { // whose case the reader may not open is named by the office alone here, too
					link.Options = append(link.Options, view.Option{Value: strconv.FormatInt(x.Person, 10), Text: row.Name.Text + row.Held, Lang: row.Name.Lang, Hint: row.Case.Text})
				}
			}
			if len(link.Options) > 0 {
				link.Options = append(link.Options, view.Option{Value: "0", Text: c.T.T("alike.link_none")})
				g.Link = &link
			}
			out.Groups = append(out.Groups, g)
		}
		return nil
	})
	if !slices.ContainsFunc(out.Groups, func(g intakeview.AlikeGroup) bool { return g.Link != nil }) {
		out.Others.Label = c.T.T("alike.others_all") // nobody can be chosen
	}
	slices.Sort(known)
	out.Known = strings.Join(slices.Compact(known), ",")
	if err != nil || len(out.Groups) == 0 {
		return nil, err
	}
	return out, nil
}

func recordedRow(c *web.Ctx, x Recorded, here int64) intakeview.AlikeRow {
	t := c.T
	row := intakeview.AlikeRow{Finding: identity.FindingWords(t, x.Finding)}
	if !x.told(c.Actor) {
		row.Held = t.T("case.held_elsewhere", "office", t.Pick(x.OfficeKK, x.OfficeRU, x.OfficeEN), "phone", x.Phone)
		return row
	}
	row.Name = view.Name{Text: x.Name, Lang: identity.LangOf(x.Script)}
	row.Born = born(t, x.Birth, x.BirthYear)
	row.Case = view.Link{Href: "/cases/" + x.Number, Text: x.Number}
	row.State = t.T("case." + x.Status)
	switch {
	case x.Died:
		row.State = t.T("alike.died")
	case x.Current && x.CaseID == here:
		row.State = t.T("alike.here")
	case x.Current:
		row.State = t.T("alike.lives")
		row.Leave = &view.Link{Href: row.Case.Href + "/household/" + strconv.FormatInt(x.Member, 10) + "/leave", Text: t.T("alike.leave"), Hidden: x.Name}
	case casefile.Status(x.Status).Open():
		row.State = t.T("alike.left")
	}
	return row
}

func born(t i18n.Reader, d civil.Date, year int) string {
	switch {
	case !d.IsZero():
		return t.T("alike.born", "date", t.Date(d))
	case year != 0:
		return t.T("alike.born_year", "year", year)
	}
	return t.T("alike.born_unknown")
}
