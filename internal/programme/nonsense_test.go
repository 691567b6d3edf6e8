package programme_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"nurlykosh/internal/testkit"
)

// choices are the values that a page offers for each of a form's names whose value can only be one of them.
func choices(p *testkit.Page, action string) map[string][]string {
	out := map[string][]string{}
	var walk func(n *html.Node, in string)
	walk = func(n *html.Node, in string) {
		if n.Type == html.ElementNode {
			name := testkit.Attr(n, "name")
			switch kind := testkit.Attr(n, "type"); {
			case n.Data == "select":
				in = name
				out[name] = append(out[name], "")
			case n.Data == "option" && in != "":
				out[in] = append(out[in], testkit.Attr(n, "value"))
			case n.Data == "input" && (kind == "radio" || kind == "checkbox") && name != "":
				out[name] = append(out[name], testkit.Attr(n, "value"))
			}
		}
		for k := n.FirstChild; k != nil; k = k.NextSibling {
			walk(k, in)
		}
	}
	for _, f := range p.All(`form[action="` + action + `"]`) {
		walk(f, "")
	}
	return out
}

// nameless are sentences that are the same at every field: the summary of a form has to name the field before them.
var nameless = []string{
	"The text is too long", "This is empty", "Choose one of the options", "Write the number in digits", "The text has a character", "This field was sent twice",
	"Write a number from", "Fill in the day", "Fill in the month", "Fill in the year", "The month must be", "The year must be", "Write the date in digits", "This day",
}

// inputs are all names of a form's inputs, those without a value included; what the form carried from the beginning ("was")
// is only compared, never stored.
func inputs(p *testkit.Page, action string) []string {
	var out []string
	for _, n := range p.All(`form[action="` + action + `"] [name]`) {
		if name := testkit.Attr(n, "name"); name != "csrf" && name != "op" && name != "was" && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

// Every field of every form gets ten thousand letters, a NUL, what is no UTF-8, a word where a number or one of some
// choices belongs, another form's id, and comes twice: a page says what is wrong, never a fault, and what is refused leaves
// no trace. A free text that bears it is saved; a choice that was not offered never is.
func TestEveryFieldBearsNonsense(t *testing.T) {
	s := testkit.Run(t)
	p := s.Rich(t)
	c := s.As(t, "ainur")
	lead := s.As(t, "gulnar")
	searched := c.Get("/search")
	c.Post("/search", url.Values{"csrf": {searched.Value("csrf")}, "op": {searched.Value("op")}, "q": {"Нұрлан"}})
	c.Get("/search")
	sent := 0
	for _, r := range s.App.Routes() {
		if r.Method != http.MethodPost || strings.HasPrefix(r.Path, "/sign") || strings.HasPrefix(r.Path, "/search") || strings.Contains(r.Path, "password") || strings.HasPrefix(r.Path, "/status") {
			continue
		}
		path := p.Fill(r.Path)
		who := c
		page := who.Get(path)
		if page.Status != http.StatusOK {
			who, page = lead, lead.Get(path)
		}
		if page.Status != http.StatusOK || len(page.All(`form[action="`+path+`"]`)) == 0 {
			continue
		}
		offered, unseen := choices(page, path), []string{"do", "rows"} // what nobody sees needs no name
		for _, n := range page.All(`form[action="` + path + `"] input[type="hidden"]`) {
			unseen = append(unseen, testkit.Attr(n, "name"))
		}
		for _, name := range inputs(page, path) {
			for what, values := range map[string][]string{
				"10,000 letters": {strings.Repeat("ұ", 10_000)}, "a NUL": {"a\x00b"}, "no UTF-8": {"\xff\xfe"}, "a word": {"nonsense"},
				"a foreign id": {"999999"}, "a negative number": {"-1"}, "twice": {"nonsense", "nonsense2"},
			} {
				page := who.Get(path)
				if len(page.All(`form[action="`+path+`"]`)) == 0 {
					continue // what was taken has finished it
				}
				form := page.Form(path)
				form[name] = values
				before := events(t, s)
				answer := who.Post(path, form)
				sent++
				for _, text := range answer.Texts(".govuk-error-summary li a") {
					if !slices.Contains(unseen, name) && slices.ContainsFunc(nameless, func(x string) bool { return strings.HasPrefix(text, x) }) {
						t.Errorf("%s: %s with %s: the summary does not say which field: %s", r.Path, name, what, text)
					}
				}
				switch {
				case answer.Status >= 500:
					t.Errorf("%s: %s with %s: %d", r.Path, name, what, answer.Status)
				case answer.Status >= 400:
					if after := events(t, s); after != before {
						t.Errorf("%s: %s with %s was refused with %d and left %d events", r.Path, name, what, answer.Status, after-before)
					}
				default:
					if list, only := offered[name]; only && !slices.Contains(list, values[0]) {
						t.Errorf("%s: %s with %s, which was not offered, was taken: %d", r.Path, name, what, answer.Status)
					}
					if what == "a NUL" || what == "no UTF-8" || what == "10,000 letters" {
						t.Errorf("%s: %s with %s was taken: %d", r.Path, name, what, answer.Status)
					}
				}
			}
		}
	}
	t.Logf("%d forms sent", sent)
	if sent < 500 {
		t.Errorf("only %d forms were sent", sent)
	}
}
