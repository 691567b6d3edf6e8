package programme_test

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"nurlykosh/internal/platform/form"
	"nurlykosh/internal/testkit"
)

// texts are the fields that take what a person types: it is shown to be copied when a form cannot be saved. Boxes take yes or no.
// Every other field is a secret, or a choice whose values are codes (form.Typed).
var (
	texts = strings.Fields(`address area bin circumstances clinic course days external hint iin licences login minutes name number occupation
		origin_place phone phone_whose place places price read_by rent rooms service text title to trade valuation wage
		wishes years arrived back birth checked due ended expires free_from from issued joined left minutes_on on received seen sent
		signed stay until
		others_why why`)
	boxes = strings.Fields(`abroad aloud apart asks_quota bed_tonight business chosen danger divorced_36 health iin_override keys looks
		near_school near_work need_documents need_health need_kindergarten need_language need_legal need_school need_social need_training others
		pension proof_paper read relatives social step_free suitable sure translation day`)
)

// Every field of every form is classed: a new one fails here until it is known whether it is typed, a secret, or a choice, and
// the pages agree with what is said of it.
func TestEveryFieldIsTypedSecretOrChoice(t *testing.T) {
	s := testkit.Run(t)
	used := map[string]bool{}
	index := regexp.MustCompile(`\[\d+\]`)
	part := regexp.MustCompile(`_(day|month|year)$`) // of a date
	own := func(name string) string {
		return part.ReplaceAllString(name[strings.LastIndex(name, ".")+1:], "")
	}
	class := func(name string) string {
		typed, own := form.Typed(name), own(name)
		switch {
		case form.Secret(own):
			return "secret"
		case !typed && !part.MatchString(name):
			return "choice"
		case slices.Contains(texts, own):
			return "text"
		case slices.Contains(boxes, own):
			return "box"
		}
		return ""
	}
	for _, r := range s.App.Routes() {
		for _, name := range r.Fields {
			used[own(name)] = true
			if class(name) == "" {
				t.Errorf("%s: say of %s whether it is typed (texts, boxes), a choice (form.Typed) or a secret (form.Secret)", r.Path, name)
			}
		}
	}
	for _, name := range slices.Concat(texts, boxes) {
		if !used[name] {
			t.Errorf("no form has a field %s", name)
		}
	}
	all := places(t, s)
	staff := map[string]*testkit.Client{}
	for _, who := range []string{"ainur", "dana", "gulnar", "zhanna"} {
		staff[who] = s.As(t, who)
	}
	for _, r := range s.App.Routes() {
		if r.Method != http.MethodPost || len(r.Fields) == 0 {
			continue
		}
		c, path := openForm(s, staff, all, r.Path)
		if c == nil {
			continue
		}
		for _, n := range c.Get(path).All(`form[action="` + path + `"] [name]`) {
			name, kind := testkit.Attr(n, "name"), testkit.Attr(n, "type")
			if form.Common(name) {
				continue
			}
			want := "choice"
			switch {
			case kind == "password":
				want = "secret"
			case n.Data == "textarea" || n.Data == "input" && !slices.Contains([]string{"radio", "checkbox", "hidden"}, kind):
				want = "text"
			case (kind == "checkbox" || kind == "radio") && (testkit.Attr(n, "value") == "yes" || testkit.Attr(n, "value") == "no"):
				want = "box"
			}
			if got := class(index.ReplaceAllString(name, "")); got != want && (got == "text" || want == "text" || want == "secret") {
				t.Errorf("%s: %s stands on the page as a %s and is classed as a %s", r.Path, name, want, got)
			}
		}
	}
}
