package formview

import (
	"slices"

	"nurlykosh/internal/platform/view"
)

// named gives the page with the problems that only say that something is missing told by the name of their field: on a
// page of many fields "this is empty" tells nothing.
func (p Page) named() Page {
	empty, other := p.T.T("form.required"), p.T.T("form.not_a_choice")
	p.Problems = slices.Clone(p.Problems)
	for i, x := range p.Problems {
		if x.Text != empty && x.Text != other {
			continue
		}
		for _, in := range p.Inputs {
			switch label, choice := in.label(x.Field); {
			case label == "":
			case choice:
				p.Problems[i].Text, p.Problems[i].Label = p.T.T("form.choose_named", "field", label), ""
			case x.Text == empty:
				p.Problems[i].Text, p.Problems[i].Label = p.T.T("form.fill_named", "field", label), ""
			}
		}
	}
	return p
}

// label is the label of the input that a problem's field belongs to, and whether it is a choice; empty if it is another.
func (i Input) label(field string) (label string, choice bool) {
	for _, f := range []*view.Field{i.Radios, i.Select, i.Boxes} {
		if f != nil && f.Name == field {
			return f.Label, true
		}
	}
	for _, f := range []*view.Field{i.Text, i.Area, i.Check} {
		if f != nil && f.Name == field {
			return f.Label, false
		}
	}
	if i.Date != nil && i.Date.Name+"_day" == field {
		return i.Date.Label, false
	}
	return "", false
}
