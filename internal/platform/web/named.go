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

// named says in the summary which field each problem is about, where its sentence does not, and under which heading it
// stands, where several problems say the same: the page itself tells what they are called. The problems stand in the order of
// the page. It reports whether there was anything to say.
func named(problems []view.Problem, page string) bool {
	if len(problems) < 2 && !slices.ContainsFunc(problems, func(x view.Problem) bool { return x.Nameless }) {
		return false
	}
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		return false
	}
	before := slices.Clone(problems)
	ids, at := map[string]place{}, place{}
	places(doc, &at, ids)
	for i := range problems {
		x := &problems[i]
		if p, ok := ids[view.ID(x.Field)]; ok && x.Nameless {
			x.Label = labelOf(doc, p.node)
		}
		x.Nameless = false
	}
	slices.SortStableFunc(problems, func(a, b view.Problem) int { return ids[view.ID(a.Field)].order - ids[view.ID(b.Field)].order })
	for i, x := range problems {
		if x.Where == "" && slices.ContainsFunc(before, func(y view.Problem) bool { return y.Text == x.Text && y.Field != x.Field && y.Where == "" }) {
			problems[i].Where = ids[view.ID(x.Field)].heading
		}
	}
	for i, x := range problems {
		p, ok := ids[view.ID(x.Field)]
		if ok && x.Label == "" && x.Where == p.heading && slices.ContainsFunc(problems, func(y view.Problem) bool { return y.Text == x.Text && y.Where == x.Where && y.Field != x.Field }) {
			problems[i].Label = labelOf(doc, p.node)
		}
	}
	return !slices.Equal(before, problems)
}

// place is where a field stands in a page: after so many others, under which heading.
type place struct {
	node    *html.Node
	order   int
	heading string
}

// places notes where everything with an id stands.
func places(n *html.Node, at *place, ids map[string]place) {
	if n.Type == html.ElementNode {
		if n.Data == "h1" || n.Data == "h2" || n.Data == "h3" {
			at.heading = said(n)
		}
		if id := attr(n, "id"); id != "" {
			at.order++
			ids[id] = place{n, at.order, at.heading}
		}
	}
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		places(k, at, ids)
	}
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
