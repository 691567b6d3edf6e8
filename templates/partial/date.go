package partial

import (
	"strings"

	"github.com/a-h/templ"

	"nurlykosh/internal/platform/view"
)

func dateError(p view.Page, f view.DateField) string {
	for _, part := range []string{"_day", "_month", "_year", ""} {
		if e := p.Err(f.Name + part); e != "" {
			return e
		}
	}
	return ""
}

// dateHint is the field's own hint, else that the year alone is enough.
func dateHint(p view.Page, f view.DateField) string {
	if f.Hint == "" && f.YearOnly {
		return p.T.T("form.year_only")
	}
	return f.Hint
}

// dateDescribed ties hint and error to the three inputs together.
func dateDescribed(p view.Page, f view.DateField) templ.Attributes {
	var by []string
	if dateHint(p, f) != "" {
		by = append(by, view.ID(f.Name)+"-hint")
	}
	if dateError(p, f) != "" {
		by = append(by, view.ID(f.Name)+"-error")
	}
	a := templ.Attributes{}
	if len(by) > 0 {
		a["aria-describedby"] = strings.Join(by, " ")
	}
	return a
}

// datePartWrong marks the inputs that the problem is about: one of them, or all three.
func datePartWrong(p view.Page, f view.DateField, part string) bool {
	return p.Err(f.Name+part) != "" || p.Err(f.Name) != ""
}
