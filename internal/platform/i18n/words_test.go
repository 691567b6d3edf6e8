package i18n_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"nurlykosh/internal/platform/fault"
	"nurlykosh/internal/platform/i18n"
)

// words.json says what the table of words says: one word for one thing, on the screen and in the table.
func TestWordsAgreeWithTheirTable(t *testing.T) {
	c, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile("../../../sql/seed/words.tsv")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(raw)), "\n")
	for _, line := range lines[1:] {
		cells := strings.Split(line, "\t")
		key := cells[0]
		if !strings.Contains(key, ".") {
			key = "word." + key
		}
		for i, l := range []i18n.Lang{i18n.EN, i18n.RU, i18n.KK} {
			if got := c.Texts(l, key)[""]; got != cells[i+1] {
				t.Errorf("%s: %s is %q, in the table %q", l, key, got, cells[i+1])
			}
		}
	}
	if len(lines) < 200 {
		t.Errorf("only %d words were compared", len(lines))
	}
}

var braces = regexp.MustCompile(`\{[^}]*\}`)

// Every Kazakh message comes out in Arabic script whole: no letter is left behind, each value keeps its place.
func TestEveryMessageInArabicScript(t *testing.T) {
	c, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	r := c.Reader(i18n.KKArab)
	for _, key := range c.Keys(i18n.KK) {
		for form, kk := range c.Texts(i18n.KK, key) {
			text := r.T(key)
			if form != "" {
				text = r.T(key, "n", map[string]int{"one": 1, "other": 5}[form])
			}
			if strings.IndexFunc(text, func(x rune) bool { return unicode.Is(unicode.Cyrillic, x) }) >= 0 {
				t.Errorf("%s keeps Cyrillic letters: %s", key, text)
			}
			for _, name := range braces.FindAllString(kk, -1) {
				if name != "{n}" && !strings.Contains(text, name) {
					t.Errorf("%s has lost %s: %s", key, name, text)
				}
			}
		}
	}
}

// An own text in Arabic script stands for a Kazakh one, and takes the same values.
func TestOwnTextsInArabicScript(t *testing.T) {
	c, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range c.Keys(i18n.KKArab) {
		kk, own := c.Texts(i18n.KK, key), c.Texts(i18n.KKArab, key)
		if kk[""] == "" || own[""] == "" {
			t.Errorf("%s: only a plain Kazakh message can have an own text", key)
		}
		want, got := braces.FindAllString(kk[""], -1), braces.FindAllString(own[""], -1)
		slices.Sort(want)
		slices.Sort(got)
		if !slices.Equal(want, got) {
			t.Errorf("%s takes %v, in Kazakh %v", key, got, want)
		}
	}
}

// A value goes in after the conversion, letter for letter, whichever way the values are handed over.
func TestValuesStayAsTheyAre(t *testing.T) {
	c, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range i18n.Langs {
		r := c.Reader(l)
		for _, got := range []string{
			r.T("layout.printed", "name", "Айнұр {time}", "time", "09:40"),
			r.T("layout.printed", fault.Args{"name": "Айнұр {time}", "time": "09:40"}),
			r.T("layout.printed", map[string]any{"name": "Айнұр {time}", "time": "09:40"}),
		} {
			if !strings.Contains(got, "Айнұр {time}") || !strings.Contains(got, "09:40") {
				t.Errorf("%s: %q", l, got)
			}
		}
	}
}

func TestNumbersBelowZero(t *testing.T) {
	c, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	ru, en := c.Reader(i18n.RU), c.Reader(i18n.EN)
	for _, x := range []struct{ got, want string }{
		{ru.Money(-50), "−0,50\u00a0тенге"},
		{ru.Money(-125_000_050), "−1\u00a0250\u00a0000,50\u00a0тенге"},
		{en.Money(5), "0.05\u00a0tenge"},
		{en.Money(0), "0\u00a0tenge"},
		{en.Number(-1_000), "−1\u00a0000"},
		{en.Number(999), "999"},
		{en.Number(1_000_000), "1\u00a0000\u00a0000"},
	} {
		if x.got != x.want {
			t.Errorf("got %q, want %q", x.got, x.want)
		}
	}
}
