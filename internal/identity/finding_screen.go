package identity

import (
	"slices"

	"nurlykosh/internal/identity/names"
	"nurlykosh/internal/platform/i18n"
	"nurlykosh/internal/platform/view"
)

// toldOfNames are the reasons of a comparison of names that a page tells beside what was compared; againstOne are those of them that
// speak against one person.
var (
	toldOfNames = []names.Reason{names.Swapped, names.Joined, names.Ending, names.Part, names.OwnParts, names.Child, names.Pinyin, names.Related}
	againstOne  = []names.Reason{names.OwnParts, names.Child}
)

// FindingWords puts a finding into words: the verdict, the reasons for and against, and the figures, which are for behind a
// link. said are reasons, by their codes, that the page has told already.
func FindingWords(t i18n.Reader, f Finding, said ...string) view.Finding {
	out := view.Finding{Verdict: string(f.Verdict), Word: t.T("verdict." + string(f.Verdict))}
	for _, r := range f.Name.Reasons {
		if slices.Contains(toldOfNames, r) && !slices.Contains(said, string(r)) {
			out.Reasons = append(out.Reasons, view.Reason{Text: t.T("names." + string(r)), Against: slices.Contains(againstOne, r)})
		}
	}
	account(t, &out, f.Why, said)
	out.Points = append(out.Points, view.Fact{Name: t.T("finding.name"), Value: t.Decimal(f.Name.Score, 2)}, view.Fact{Name: t.T("finding.all"), Value: t.Decimal(f.Score, 2)})
	return out
}

// StoredWords puts a finding that was written down into words.
func StoredWords(t i18n.Reader, verdict string, score float64, codes []string, points []float64) view.Finding {
	out := view.Finding{Verdict: verdict, Word: t.T("verdict." + verdict)}
	why := make([]Evidence, len(codes))
	for i, c := range codes {
		why[i].Code = c
		if i < len(points) {
			why[i].Points = points[i]
		}
	}
	account(t, &out, why, nil)
	out.Points = append(out.Points, view.Fact{Name: t.T("finding.all"), Value: t.Decimal(score, 2)})
	return out
}

func account(t i18n.Reader, out *view.Finding, why []Evidence, said []string) {
	for _, e := range why {
		text := t.T("compare." + e.Code)
		if !slices.Contains(said, e.Code) {
			out.Reasons = append(out.Reasons, view.Reason{Text: text, Against: e.Points < 0})
		}
		out.Points = append(out.Points, view.Fact{Name: text, Value: t.Decimal(e.Points, 1)})
	}
}
