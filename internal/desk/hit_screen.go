package desk

import (
	"slices"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/identity"
	"nurlykosh/internal/identity/names"
	"nurlykosh/internal/platform/i18n"
	"nurlykosh/internal/platform/view"
	"nurlykosh/internal/platform/web"
	deskview "nurlykosh/templates/desk"
)

// hit is one person found in the reader's scope.
func (s *screen) hit(c *web.Ctx, q Query, h hitRow, rows []nameRow) deskview.Hit {
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
		Line: []string{t.T("relation." + h.Relation), t.T("track." + h.Track), where, t.Pick(h.OfficeKK, h.OfficeRU, h.OfficeEN)},
		Why:  []deskview.Reason{{Text: t.T("search.why." + h.Why)}},
	}
	if h.BirthYear != 0 || !h.Birth.IsZero() {
		out.Line = append(out.Line, t.T("search.born", "date", t.Birth(h.Birth, h.BirthYear)))
	}
	if !h.Died.IsZero() {
		out.Line = append(out.Line, t.T("search.died", "date", t.Date(h.Died)))
	}
	for _, n := range rows {
		paper := t.T("name.said")
		if k, ok := s.book.Paper(n.Paper); ok {
			paper = t.Pick(k.KK, k.RU, k.EN)
		}
		out.Names = append(out.Names, deskview.HitName{Name: view.Name{Text: n.Written, Lang: identity.LangOf(n.Script)}, Paper: paper, Matched: n.ID == h.NameID})
	}
	if comparison(h) {
		judge(t, identity.Compare(q.described(), describedBy(h, rows)), h.Why == "word", &out)
	}
	return out
}

func describedBy(h hitRow, rows []nameRow) identity.Described {
	d := identity.Described{Person: identity.Person{Birth: h.Birth, BirthYear: h.BirthYear}}
	for _, n := range rows {
		d.Names = append(d.Names, identity.Attested{Written: n.Written, Script: n.Script})
	}
	return d
}

// verdictTag is how a verdict looks: the word says it, the colour only repeats it.
var verdictTag = map[names.Verdict]string{names.Same: "green", names.Maybe: "gold", names.Different: "line"}

// told are the reasons of a comparison of names that a hit tells beside the way it was found.
var told = []names.Reason{names.Swapped, names.Joined, names.Ending, names.Part, names.OwnParts, names.Child, names.Pinyin, names.Related}

// against are those of them that speak against one person.
var against = []names.Reason{names.OwnParts, names.Child}

// judge says whether the person found is the one described: the word, the reasons for and against, and, behind a link, the
// figures. A name alone never says that it is the same person. part: that it is a part of the name has been said.
func judge(t i18n.Reader, f identity.Finding, part bool, out *deskview.Hit) {
	out.Verdict = view.Tag{Kind: verdictTag[f.Verdict], Text: t.T("verdict." + string(f.Verdict))}
	for _, r := range f.Name.Reasons {
		if slices.Contains(told, r) && !(part && r == names.Part) {
			out.Why = append(out.Why, deskview.Reason{Text: t.T("names." + string(r)), Against: slices.Contains(against, r)})
		}
	}
	for _, e := range f.Why {
		text := t.T("compare." + e.Code)
		if !e.OfName() {
			out.Why = append(out.Why, deskview.Reason{Text: text, Against: e.Points < 0})
		}
		out.Figures = append(out.Figures, t.T("search.figure", "what", text, "points", t.Decimal(e.Points, 1)))
	}
	out.Figures = append(out.Figures, t.T("search.figure_name", "score", t.Decimal(f.Name.Score, 2)), t.T("search.figure_all", "score", t.Decimal(f.Score, 2)))
}
