package form_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"nurlykosh/internal/platform/fault"
	"nurlykosh/internal/platform/form"
)

type row struct {
	Name string `form:"name" validate:"max=5"`
}

type sample struct {
	Text  string   `form:"text" validate:"required,max=5"`
	Kind  string   `form:"kind" validate:"oneof=a b"`
	Many  []string `form:"many"`
	Rows  []row    `form:"rows" validate:"dive"`
	Inner row      `form:"inner"`
	shared
	Hidden string
}

// shared is what several forms ask.
type shared struct {
	Answer  string   `form:"answer" validate:"omitempty,oneof=yes no"`
	Persons []string `form:"person"`
}

func problems(t *testing.T, posted url.Values) (sample, []string) {
	t.Helper()
	var s sample
	err := form.Decode(posted, &s)
	var out []string
	if err != nil {
		for _, f := range fault.Of(err).Fields {
			out = append(out, f.Name+" "+f.Key)
		}
	}
	slices.Sort(out)
	return s, out
}

func TestEverythingWrongIsSaidAtOnce(t *testing.T) {
	for name, x := range map[string]struct {
		posted url.Values
		want   string
	}{
		"fine":                    {url.Values{"text": {"сөз"}, "kind": {"a"}, "many": {"1", "2"}, "rows[1].name": {"x"}, "csrf": {"t"}, "op": {"o"}}, ""},
		"nothing":                 {url.Values{}, "kind form.required|text form.required"},
		"letters, not bytes":      {url.Values{"text": {"ұұұұұ"}, "kind": {"b"}}, ""},
		"too long":                {url.Values{"text": {"ұұұұұұ"}, "kind": {"c"}}, "kind form.not_a_choice|text form.too_long"},
		"unknown":                 {url.Values{"text": {"x"}, "kind": {"a"}, "owner_id": {"1"}}, " form.unknown_field"},
		"a field of Go, not ours": {url.Values{"text": {"x"}, "kind": {"a"}, "Hidden": {"1"}, "Text": {"y"}}, " form.unknown_field| form.unknown_field"},
		"twice":                   {url.Values{"text": {"x", "y"}, "kind": {"a"}}, "text form.repeated"},
		"operation twice":         {url.Values{"text": {"x"}, "kind": {"a"}, "op": {"1", "2"}}, "op form.repeated"},
		"NUL":                     {url.Values{"text": {"a\x00b"}, "kind": {"a"}}, "text form.not_text"},
		"not UTF-8":               {url.Values{"text": {"\xff"}, "kind": {"a"}}, "text form.not_text"},
		"a row":                   {url.Values{"text": {"x"}, "kind": {"a"}, "rows[0].name": {"123456"}}, "rows[0].name form.too_long"},
		"of several forms":        {url.Values{"text": {"x"}, "kind": {"a"}, "answer": {"maybe"}}, "answer form.not_a_choice"},
		"a row's unknown field":   {url.Values{"text": {"x"}, "kind": {"a"}, "rows[0].id": {"1"}}, " form.unknown_field"},
	} {
		if _, got := problems(t, x.posted); strings.Join(got, "|") != x.want {
			t.Errorf("%s: %q, want %q", name, strings.Join(got, "|"), x.want)
		}
	}
}

func TestValuesStayAsTyped(t *testing.T) {
	s, _ := problems(t, url.Values{"text": {"  a\r\nb\x00 "}, "kind": {"z"}, "many": {"1", "1"}, "inner.name": {"far too long"}})
	if s.Text != "a\nb\uFFFD" || s.Kind != "z" || len(s.Many) != 2 || s.Inner.Name != "far too long" {
		t.Errorf("%+v", s)
	}
	again, _ := problems(t, form.Encode(s))
	if again.Text != s.Text || again.Inner != s.Inner || !slices.Equal(again.Many, s.Many) {
		t.Errorf("encoded and decoded: %+v", again)
	}
}

func TestRowsAreBounded(t *testing.T) {
	if _, got := problems(t, url.Values{"text": {"x"}, "kind": {"a"}, "rows[59999].name": {"x"}}); len(got) == 0 {
		t.Error("row 59999 is taken")
	}
}

func TestOnlyTakesTheNamed(t *testing.T) {
	if err := form.Only(url.Values{"csrf": {"t"}, "op": {"o"}, "member": {"1"}}, "member"); err != nil {
		t.Error(err)
	}
	for _, x := range []url.Values{{"member": {"1", "2"}}, {"case": {"1"}}, {"op": {"1", "2"}}} {
		if form.Only(x, "member") == nil {
			t.Errorf("%v is taken", x)
		}
	}
}

func TestChoicesAreNotTyped(t *testing.T) {
	for name, want := range map[string]bool{
		"text": true, "persons[1].name": true, "head.origin_place": true, "minutes": true,
		"how": false, "reason": false, "kind": false, "persons[1].relation": false, "members[0]": false, "do": false, "rev": false,
		"password": false, "pick.text": false, "seen": false,
	} {
		if form.Typed(name) != want {
			t.Errorf("%s: typed %v, want %v", name, !want, want)
		}
	}
}

// What several forms ask stands in one struct that they embed; it is read as if it were their own.
func TestEmbeddedFieldsAreRead(t *testing.T) {
	f, problems := problems(t, url.Values{"text": {"x"}, "kind": {"a"}, "answer": {"yes"}, "person": {"1", "2"}})
	if len(problems) != 0 || f.Answer != "yes" || !slices.Equal(f.Persons, []string{"1", "2"}) {
		t.Errorf("read as %+v: %v", f, problems)
	}
}
