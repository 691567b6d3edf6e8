package intakeview

import (
	"github.com/a-h/templ"

	"nurlykosh/internal/platform/view"
	"nurlykosh/templates/formview"
)

// Questions is the page of a form about a case.
func Questions(p CaseForm) templ.Component {
	inputs := make([]formview.Input, len(p.Items))
	for i, x := range p.Items {
		inputs[i] = formview.Input{Text: x.Input, Select: x.Select, Radios: x.Radios, Boxes: x.Boxes, Area: x.Area, Check: x.Check, Date: x.Date}
	}
	about := view.About{Title: p.Title, Back: p.Back}
	if p.About != nil {
		about.Person = *p.About
	}
	return formview.Shown(questions(p), false, p.T, about, inputs)
}
