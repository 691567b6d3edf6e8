package intakeview

import (
	"nurlykosh/internal/platform/i18n"
	"nurlykosh/internal/platform/view"
	"nurlykosh/templates/formview"
)

// Asked are the questions of a form with their answers in words, for the page of two versions.
func Asked(t i18n.Reader, items []FormItem) []view.Asked {
	inputs := make([]formview.Input, len(items))
	for i, x := range items {
		inputs[i] = formview.Input{Text: x.Input, Select: x.Select, Radios: x.Radios, Boxes: x.Boxes, Area: x.Area, Check: x.Check, Date: x.Date}
	}
	return formview.Asked(t, inputs)
}
