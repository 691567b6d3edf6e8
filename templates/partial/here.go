package partial

import (
	"github.com/a-h/templ"

	"nurlykosh/internal/platform/view"
)

// FormID marks the form that the page is: the language links are buttons of it.
func FormID(p view.Page, action string) templ.Attributes {
	if p.Here == "" || p.Here != action {
		return nil
	}
	return templ.Attributes{"id": view.ThisForm}
}
