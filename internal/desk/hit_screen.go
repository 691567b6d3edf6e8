package desk

import (
	"slices"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/identity"
	"nurlykosh/internal/identity/names"
	"nurlykosh/internal/platform/view"
	"nurlykosh/internal/platform/web"
	deskview "nurlykosh/templates/desk"
)

// hit is one person found in the reader's scope.
func (s *screen) hit(c *web.Ctx, q Query, h hitRow, rows []identity.Attested) deskview.Hit {
	t := c.T
	where := t.T("step." + h.Stage)
	if h.Stage == string(casefile.Settled) {
		where = t.T("case.settled")
	}
	if st := casefile.Status(h.Status); !st.Open() {
		where = t.T("case." + h.Status)
	}
	out := deskview.Hit{
		Name: view.Name{Text: h.Name, Lang: identity.LangOf(h.NameScript)}, Case: view.Link{Href: "/cases/" + h.Number, Text: h.Number},
		Line: []string{casefile.Member{Relation: h.Relation, Sex: h.Sex}.RelationWord(t), t.T("track." + h.Track), where, t.Pick(h.OfficeKK, h.OfficeRU, h.OfficeEN)},
	}
	way := view.Reason{Text: t.T("search.why." + h.Why)} // how the person was found
	if h.BirthYear != 0 || !h.Birth.IsZero() {
		out.Line = append(out.Line, t.T("search.born", "date", t.Birth(h.Birth, h.BirthYear)))
	}
	if !h.Died.IsZero() {
		out.Line = append(out.Line, t.T("search.died", "date", t.Date(h.Died)))
	}
	for _, n := range rows {
		paper := t.T("name.said")
		if k, ok := s.book.Paper(n.PaperKind); ok {
			paper = t.Pick(k.KK, k.RU, k.EN)
		}
		out.Names = append(out.Names, deskview.HitName{Name: view.Name{Text: n.Written, Lang: identity.LangOf(n.Script)}, Paper: paper, Matched: n.ID == h.NameID})
	}
	if comparison(h) {
		said := slices.Clone(identity.NameCodes) // the way tells of the name
		if h.Why == "word" {
			said = append(said, string(names.Part))
		}
		out.Finding = identity.FindingWords(t, identity.Compare(q.described(), describedBy(h, rows)), said...)
	}
	out.Finding.Reasons = append([]view.Reason{way}, out.Finding.Reasons...)
	return out
}

func describedBy(h hitRow, rows []identity.Attested) identity.Described {
	return identity.Described{Person: identity.Person{Birth: h.Birth, BirthYear: h.BirthYear}, Names: rows}
}
