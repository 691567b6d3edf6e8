package formview

import (
	"github.com/a-h/templ"

	"nurlykosh/internal/platform/i18n"
	"nurlykosh/internal/platform/view"
)

// shown is a page that can tell what its form asks.
type shown struct {
	templ.Component
	asked []view.Asked
	about view.About
}

// Asked are the questions of the form; none when nothing can be sent.
func (s shown) Asked() []view.Asked { return s.asked }

// About tells what the form is about.
func (s shown) About() view.About { return s.about }

// Shown is a page with the questions of its form, for the page of two versions.
func Shown(page templ.Component, closed bool, t i18n.Reader, about view.About, inputs []Input) templ.Component {
	if closed {
		return page
	}
	return shown{Component: page, asked: Asked(t, inputs), about: about}
}

// Form is the page of a form.
func Form(p Page) templ.Component {
	return Shown(form(p.named()), p.Closed != "", p.T, view.About{Title: p.Title, Back: p.Back, Person: p.About}, p.Inputs)
}

// Asked are the questions of a form with their answers in words, for the page of two versions.
func Asked(t i18n.Reader, inputs []Input) []view.Asked {
	var out []view.Asked
	none := t.T("diff.no_answer")
	heading := ""
	for _, i := range inputs {
		if i.Heading != "" {
			heading = i.Heading + ": "
		}
		from := len(out)
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
		for k := from; k < len(out); k++ { // two questions of one wording are told apart by what stands above them
			out[k].Label = heading + out[k].Label
		}
	}
	return out
}
