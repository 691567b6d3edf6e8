package identity

import (
	"strconv"
	"strings"

	"nurlykosh/internal/platform/i18n"
	"nurlykosh/internal/platform/view"
)

// FindingWords puts a finding into words: its verdict and the reasons; the figures are for behind a link.
func FindingWords(t i18n.Reader, f Finding) view.Finding {
	verdict := "different"
	switch {
	case f.Same():
		verdict = "same"
	case f.Telling():
		verdict = "maybe"
	}
	return findingWords(t, verdict, f.Score, f.Why)
}

// StoredWords puts a finding that was written down into words.
func StoredWords(t i18n.Reader, verdict string, score float64, codes []string, points []float64) view.Finding {
	why := make([]Evidence, len(codes))
	for i, c := range codes {
		why[i].Code = c
		if i < len(points) {
			why[i].Points = points[i]
		}
	}
	return findingWords(t, verdict, score, why)
}

func findingWords(t i18n.Reader, verdict string, score float64, why []Evidence) view.Finding {
	out := view.Finding{Verdict: verdict, Word: t.T("alike.verdict." + verdict)}
	for _, e := range why {
		reason := view.Reason{Text: t.T("alike.reason." + e.Code), Against: e.Points < 0}
		out.Reasons = append(out.Reasons, reason)
		out.Points = append(out.Points, view.Fact{Name: reason.Text, Value: pointsOf(t, e.Points)})
	}
	if len(why) > 0 {
		out.Points = append(out.Points, view.Fact{Name: t.T("alike.score"), Value: strconv.Itoa(int(score*100+0.5)) + " %"})
	}
	return out
}

// pointsOf writes what a reason weighs, with its sign and the reader's decimal mark.
func pointsOf(t i18n.Reader, x float64) string {
	s := strconv.FormatFloat(x, 'f', -1, 64)
	if x > 0 {
		s = "+" + s
	}
	if t.Lang() != i18n.EN {
		s = strings.ReplaceAll(s, ".", ",")
	}
	return strings.Replace(s, "-", "−", 1)
}
