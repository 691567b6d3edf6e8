package web

import (
	"slices"
	"strings"

	"golang.org/x/net/html"

	"nurlykosh/internal/platform/view"
)

// nameless reports whether the sentence of a rule is the same at every field: the summary then has to say the field.
func nameless(key string) bool {
	return strings.HasPrefix(key, "form.") || strings.HasPrefix(key, "date.")
}

// named says in the summary which field each problem is about, where its sentence does not: the page itself tells what the
// field is called. It reports whether there was anything to say.
func named(problems []view.Problem, page string) bool {
	if !slices.ContainsFunc(problems, func(x view.Problem) bool { return x.Nameless }) {
		return false
	}
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		return false
	}
	for i := range problems {
		x := &problems[i]
		if !x.Nameless {
			continue
		}
		x.Nameless = false
		if at := find(doc, func(n *html.Node) bool { return attr(n, "id") == view.ID(x.Field) }); at != nil {
			x.Label = labelOf(doc, at)
		}
	}
	return true
}

// labelOf is what a field is called: the legend of a group of choices or of a date, else its label.
func labelOf(doc, at *html.Node) string {
	choice := attr(at, "type") == "radio" || attr(at, "type") == "checkbox"
	date := strings.Contains(attr(at, "class"), "govuk-date-input")
	if up := at.Parent.Parent.Parent; choice && up != nil && up.Data == "fieldset" || date {
		for n := at; n != nil; n = n.Parent {
			if n.Data == "fieldset" {
				return said(find(n, func(x *html.Node) bool { return x.Data == "legend" }))
			}
		}
	}
	return said(find(doc, func(n *html.Node) bool { return n.Data == "label" && attr(n, "for") == attr(at, "id") }))
}

// said is the text of a label without what stands there in small print, such as that the field is optional.
func said(n *html.Node) string {
	if n == nil {
		return ""
	}
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		switch {
		case n.Type == html.TextNode:
			b.WriteString(n.Data)
		case n.Type == html.ElementNode && strings.Contains(attr(n, "class"), "nk-muted"):
			return
		}
		for k := n.FirstChild; k != nil; k = k.NextSibling {
			walk(k)
		}
	}
	walk(n)
	return strings.TrimSpace(strings.Join(strings.Fields(b.String()), " "))
}

func find(n *html.Node, is func(*html.Node) bool) *html.Node {
	if n.Type == html.ElementNode && is(n) {
		return n
	}
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		if x := find(k, is); x != nil {
			return x
		}
	}
	return nil
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
