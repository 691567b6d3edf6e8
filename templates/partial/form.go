package partial

import (
	"strconv"
	"unicode"
	"unicode/utf8"

	"github.com/a-h/templ"

	"nurlykosh/internal/platform/view"
)

func inputAttributes(p view.Page, f view.Field) templ.Attributes {
	class := "govuk-input"
	if f.Width != "" {
		class += " govuk-input--width-" + f.Width
	}
	if p.Err(f.Name) != "" {
		class += " govuk-input--error"
	}
	a := described(p, f)
	a["class"], a["id"], a["name"], a["value"] = class, view.ID(f.Name), f.Name, f.Value
	a["type"] = "text"
	if f.Type != "" {
		a["type"] = f.Type
	}
	if f.Mode != "" {
		a["inputmode"] = f.Mode
	}
	a["autocomplete"] = "off"
	if f.Auto != "" {
		a["autocomplete"] = f.Auto
	}
	if f.Bidi {
		a["dir"] = "auto"
		a["spellcheck"] = "false"
	}
	return a
}

// described ties hint and error to their input.
func described(p view.Page, f view.Field) templ.Attributes {
	by := ""
	if f.Hint != "" {
		by = view.ID(f.Name) + "-hint"
	}
	if p.Err(f.Name) != "" {
		if by != "" {
			by += " "
		}
		by += view.ID(f.Name) + "-error"
	}
	a := templ.Attributes{}
	if by != "" {
		a["aria-describedby"] = by
	}
	return a
}

// optionID is the id of a radio or checkbox; the first has the field's own, so that the summary's link finds it.
func optionID(f view.Field, i int) string {
	if i == 0 {
		return view.ID(f.Name)
	}
	return view.ID(f.Name) + "-" + strconv.Itoa(i+1)
}

func dateError(p view.Page, f view.DateField) string {
	for _, part := range []string{"_day", "_month", "_year", ""} {
		if e := p.Err(f.Name + part); e != "" {
			return e
		}
	}
	return ""
}

func rows(f view.Field) int {
	if f.Rows == 0 {
		return 3
	}
	return f.Rows
}

// barFill is the colour of a part of a bar: s1 granted, s2 reserved or over a limit, anything else nothing.
func barFill(class string) string {
	switch class {
	case "s1":
		return "#005F73"
	case "s2":
		return "#C07000"
	}
	return "none"
}

// capital begins a label with a capital letter: the words of the field stand in small letters in their table.
func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}
