package casefile

import (
	"strings"

	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/i18n"
	"nurlykosh/internal/platform/view"
	"nurlykosh/internal/platform/web"
)

// state is the banner of a case that does not go its ordinary way.
func (f *Frame) state(t i18n.Reader, v *View) *view.Banner {
	switch v.Status {
	case Refused, Withdrawn, ClosedEarly:
		b := &view.Banner{Kind: view.Stop, Title: t.T("case.closed_on", "status", t.T("case."+string(v.Status)), "date", t.Date(v.Closed))}
		for _, g := range []string{"refusal_eligibility", "withdrawal", "early_close"} {
			if r, ok := f.Book.Reason(g, v.CloseReason); ok && groupOfStatus(v.Status) == g {
				b.Lines = []string{t.Pick(r.KK, r.RU, r.EN)}
			}
		}
		return b
	case Merged:
		return &view.Banner{Kind: view.Info, Title: t.T("merge.into", "number", v.Into), Lines: []string{t.T("merge.into_text")}, Link: &view.Link{Href: "/cases/" + v.Into, Text: v.Into}}
	case FollowUp, Concluded:
		return &view.Banner{Title: t.T("case.settled_on", "date", t.Date(v.SettledOn))}
	}
	return nil
}

func groupOfStatus(s Status) string {
	switch s {
	case Refused:
		return "refusal_eligibility"
	case Withdrawn:
		return "withdrawal"
	}
	return "early_close"
}

// took are the cases that went into this one, each with its pages and, for who may decide, the way back.
func took(c *web.Ctx, v *View) (out []view.Banner) {
	for _, x := range v.Took {
		number, merge, _ := strings.Cut(x, "/")
		b := view.Banner{Kind: view.Info, Title: c.T.T("merge.took", "number", number), Lines: []string{c.T.T("merge.took_text")}}
		for _, part := range []string{"household", "papers", "tasks", "history"} {
			b.Links = append(b.Links, view.Link{Href: "/cases/" + number + "/" + part, Text: c.T.T("tab." + part)})
		}
		if v.MayLead && c.Actor.Role == access.Supervisor {
			b.Links = append(b.Links, view.Link{Href: "/cases/" + v.Number + "/merges/" + merge + "/undo", Text: c.T.T("merge.undo")})
		}
		out = append(out, b)
	}
	return out
}
