package partial_test

import (
	"strings"
	"testing"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
)

// void elements have no end.
var void = map[string]bool{"meta": true, "link": true, "input": true, "br": true, "img": true, "hr": true}

// sound checks what every page must be: nested rightly, one h1, single ids, named inputs, nothing inline, no word missing.
func sound(t *testing.T, name, page string) {
	t.Helper()
	nested(t, name, page)
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	all := func(selector string) []*html.Node { return cascadia.QueryAll(doc, cascadia.MustCompile(selector)) }
	if n := len(all("h1")); n != 1 {
		t.Errorf("%s has %d h1", name, n)
	}
	ids := map[string]bool{}
	for _, n := range all("[id]") {
		id := attr(n, "id")
		if id == "" || ids[id] {
			t.Errorf("%s has the id %q twice", name, id)
		}
		ids[id] = true
	}
	labels := map[string]bool{}
	for _, n := range all("label[for]") {
		labels[attr(n, "for")] = true
	}
	for _, n := range all("input:not([type=hidden]), select, textarea") {
		if !labels[attr(n, "id")] {
			t.Errorf("%s: nothing names the input %s", name, attr(n, "name"))
		}
	}
	for selector, key := range map[string]string{"label[for]": "for", "[aria-describedby]": "aria-describedby", "[aria-labelledby]": "aria-labelledby", `a[href^="#"]`: "href"} {
		for _, n := range all(selector) {
			for _, id := range strings.Fields(strings.TrimPrefix(attr(n, key), "#")) {
				if !ids[id] {
					t.Errorf("%s: %s=%q points nowhere", name, key, id)
				}
			}
		}
	}
	for what, selector := range map[string]string{
		"something inline": "style, [style], script:not([src]), [onclick], [onload], [onsubmit]", "a navigation without a name": "nav:not([aria-label])", "a head without a scope": "th:not([scope])",
		"a table without roles": "table:not([role])", "a link without an address": "a:not([href])", "an empty aria-current": `[aria-current=""]`,
	} {
		for _, n := range all(selector) {
			t.Errorf("%s has %s: <%s>", name, what, n.Data)
		}
	}
	for _, n := range all("table") {
		if cascadia.Query(n, cascadia.MustCompile("caption")) == nil {
			t.Errorf("%s has a table without a caption", name)
		}
	}
	if i := strings.Index(page, "⟦"); i >= 0 {
		t.Errorf("%s: a word is missing: %s", name, page[i:min(len(page), i+60)])
	}
	if strings.Contains(page, "{n}") || strings.Contains(page, "{time}") {
		t.Errorf("%s: a placeholder was not filled", name)
	}
}

// nested checks that every element ends where it should: a parser would mend it silently.
func nested(t *testing.T, name, page string) {
	t.Helper()
	var open []string
	for z := html.NewTokenizer(strings.NewReader(page)); z.Next() != html.ErrorToken; {
		token := z.Token()
		switch {
		case token.Type == html.StartTagToken && !void[token.Data]:
			open = append(open, token.Data)
		case token.Type == html.EndTagToken:
			if len(open) == 0 || open[len(open)-1] != token.Data {
				t.Fatalf("%s: </%s> ends %v", name, token.Data, open)
			}
			open = open[:len(open)-1]
		}
	}
	if len(open) > 0 {
		t.Errorf("%s: %v never ends", name, open)
	}
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}
