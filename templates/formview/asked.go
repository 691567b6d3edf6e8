package formview

import (
	"nurlykosh/internal/platform/i18n"
	"nurlykosh/internal/platform/view"
)

// Asked are the questions of a form with their answers in words, for the page of two versions.
func Asked(t i18n.Reader, inputs []Input) []view.Asked {
	var out []view.Asked
	none := t.T("diff.no_answer")
	for _, i := range inputs {
		for _, f := range []*view.Field{i.Radios, i.Select, i.Text, i.Area, i.Boxes} {
			if f != nil {
				out = append(out, f.Asked(none))
			}
		}
		if i.Date != nil {
			out = append(out, i.Date.Asked(none))
		}
		if i.Check != nil {
			out = append(out, view.AskedYes(*i.Check, t.T("yes"), t.T("no")))
		}
	}
	return out
}
