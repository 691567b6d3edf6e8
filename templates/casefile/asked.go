package casefileview

import (
	"github.com/a-h/templ"

	"nurlykosh/internal/platform/view"
	"nurlykosh/templates/formview"
)

// Form is the page of a form about a case or one of its tasks.
func Form(p FormPage) templ.Component {
	var inputs []formview.Input
	if p.Radios != nil {
		inputs = append(inputs, formview.Input{Radios: p.Radios})
	}
	for _, f := range p.Fields {
		inputs = append(inputs, formview.Input{Text: &f})
	}
	inputs = append(inputs, formview.Input{Date: p.Date, Area: p.Area})
	for _, f := range p.Checks {
		inputs = append(inputs, formview.Input{Check: &f})
	}
	about := view.About{Title: p.Title, Back: p.Case, Person: p.Family}
	if p.Task != "" {
		about.Title += ": " + p.Task
	}
	return formview.Shown(form(p), p.Closed, p.T, about, inputs)
}
