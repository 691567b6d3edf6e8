package partial

import (
	"strconv"
	"strings"
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
	if f.Tote {
		for k, v := range Tote(p) {
			a[k] = v
		}
	}
	switch {
	case f.Bidi:
		a["dir"] = "auto"
		a["spellcheck"] = "false"
	case p.T.Dir() == "rtl" && (f.LTR || f.Mode == "numeric" || f.Mode == "tel"):
		a["dir"] = "ltr"
	}
	return a
}

// Tote are the words of the keyboard for Kazakh in Arabic script, which a script puts beside the field.
func Tote(p view.Page) templ.Attributes {
	return templ.Attributes{"data-tote": p.T.T("tote.open"), "data-tote-space": p.T.T("tote.space"), "data-tote-delete": p.T.T("tote.delete")}
}

// described ties hint and error to their input.
func described(p view.Page, f view.Field) templ.Attributes { return describedBy(p, f.Name, f.Hint) }

func describedBy(p view.Page, name, hint string) templ.Attributes {
	var by []string
	if hint != "" {
		by = append(by, view.ID(name)+"-hint")
	}
	if p.Err(name) != "" {
		by = append(by, view.ID(name)+"-error")
	}
	a := templ.Attributes{}
	if len(by) > 0 {
		a["aria-describedby"] = strings.Join(by, " ")
	}
	return a
}

// inLine: a few short choices stand side by side; a hint makes one long.
func inLine(f view.Field) bool {
	for _, o := range f.Options {
		if o.Hint != "" {
			return false
		}
	}
	return len(f.Options) < 4
}

// areaAttributes are those of a text area: people write in any script.
func areaAttributes(p view.Page, f view.Field) templ.Attributes {
	a := described(p, f)
	if f.Bidi {
		a["dir"] = "auto"
	}
	return a
}

// pickID is the id of one of two versions; the first has the field's own, so that the summary's link finds it.
func pickID(c view.Choice, i int) string {
	return optionID(view.Field{Name: c.Name}, i)
}

// optionID is the id of a radio or checkbox; the first has the field's own, so that the summary's link finds it.
func optionID(f view.Field, i int) string {
	if i == 0 {
		return view.ID(f.Name)
	}
	return view.ID(f.Name) + "-" + strconv.Itoa(i+1)
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
