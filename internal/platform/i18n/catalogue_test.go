package i18n_test

import (
	"regexp"
	"slices"
	"sort"
	"strings"
	"testing"

	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/i18n"
)

func load(t testing.TB) *i18n.Catalogue {
	t.Helper()
	c, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestCatalogueHasTheSameKeysInEveryLanguage(t *testing.T) {
	c := load(t)
	want := c.Keys(i18n.EN)
	for _, l := range []i18n.Lang{i18n.KK, i18n.RU} {
		have := c.Keys(l)
		for _, k := range want {
			if !slices.Contains(have, k) {
				t.Errorf("%s has no %s", l, k)
			}
		}
		for _, k := range have {
			if !slices.Contains(want, k) {
				t.Errorf("en has no %s", k)
			}
		}
	}
}

var placeholder = regexp.MustCompile(`\{[a-z_]+\}`)

func TestCatalogueHasTheSamePlaceholdersAndTheRightForms(t *testing.T) {
	c := load(t)
	forms := map[i18n.Lang]string{i18n.KK: "one other", i18n.RU: "few many one other", i18n.EN: "one other"}
	for _, k := range c.Keys(i18n.EN) {
		var want []string
		for _, l := range []i18n.Lang{i18n.EN, i18n.KK, i18n.RU} {
			texts := c.Texts(l, k)
			var names []string
			for name, text := range texts {
				if strings.TrimSpace(text) == "" {
					t.Errorf("%s: %s is empty", l, k)
				}
				if name != "" {
					names = append(names, name)
				}
				found := placeholder.FindAllString(text, -1)
				sort.Strings(found)
				found = slices.Compact(found)
				if want == nil && l == i18n.EN {
					want = append([]string{"-"}, found...)
				} else if name == "other" || name == "" {
					if !slices.Equal(want[1:], found) && !(len(names) > 0 && l == i18n.EN) {
						t.Errorf("%s: %s has placeholders %v, en %v", l, k, found, want[1:])
					}
				}
			}
			sort.Strings(names)
			if len(names) > 0 && strings.Join(names, " ") != forms[l] {
				t.Errorf("%s: %s has the forms %v, want %s", l, k, names, forms[l])
			}
		}
	}
}

func TestRussianAndEnglishCounts(t *testing.T) {
	c := load(t)
	for _, x := range []struct {
		l    i18n.Lang
		n    int
		want string
	}{
		{i18n.RU, 1, "1 день просрочки"},
		{i18n.RU, 2, "2 дня просрочки"},
		{i18n.RU, 5, "5 дней просрочки"},
		{i18n.RU, 21, "21 день просрочки"},
		{i18n.EN, 1, "1 day late"},
		{i18n.EN, 2, "2 days late"},
		{i18n.KK, 5, "5 күн кешікті"},
	} {
		if got := c.Reader(x.l).N("due.late", x.n); got != x.want {
			t.Errorf("%s %d: %q", x.l, x.n, got)
		}
	}
}

func TestDatesNumbersMoney(t *testing.T) {
	c := load(t)
	d := civil.Must(2026, 11, 26)
	for _, x := range []struct{ got, want string }{
		{c.Reader(i18n.EN).Date(d), "26 November 2026"},
		{c.Reader(i18n.RU).Date(d), "26 ноября 2026 г."},
		{c.Reader(i18n.KK).Date(d), "2026 жылғы 26 қараша"},
		{c.Reader(i18n.KKArab).Date(d), "2026 جىلعى 26 قاراشا"},
		{c.Reader(i18n.EN).DateShort(d, d), "26 Nov"},
		{c.Reader(i18n.RU).DateShort(d, civil.Date{}), "26.11.2026"},
		{c.Reader(i18n.KK).Birth(civil.Date{}, 1955), "1955 жыл"},
		{c.Reader(i18n.EN).Birth(civil.Date{}, 1955), "1955 (year only)"},
		{c.Reader(i18n.RU).Money(125_000_050), "1\u00a0250\u00a0000,50\u00a0тенге"},
		{c.Reader(i18n.EN).DateWeekday(d), "Thursday 26 November 2026"},
	} {
		if x.got != x.want {
			t.Errorf("got %q, want %q", x.got, x.want)
		}
	}
}

func TestArabicScriptKeepsValuesUntouched(t *testing.T) {
	got := load(t).Reader(i18n.KKArab).T("case.held_by", "name", "Айнұр", "office", "NK-26-004213-K")
	if !strings.Contains(got, "Айнұр") || !strings.Contains(got, "NK-26-004213-K") || strings.Contains(got, "Жауапты") {
		t.Errorf("got %q", got)
	}
}

func TestMatchAndParse(t *testing.T) {
	for accept, want := range map[string]i18n.Lang{"ru-RU,ru;q=0.9": i18n.RU, "fr,en;q=0.5": i18n.EN, "kk-Arab": i18n.KKArab, "": i18n.KK, "zh": i18n.KK, "\x00": i18n.KK} {
		if got := i18n.Match(accept); got != want {
			t.Errorf("%q: %s", accept, got)
		}
	}
}

func BenchmarkPlainMessage(b *testing.B) {
	r := load(b).Reader(i18n.RU)
	for b.Loop() {
		r.T("list.due")
	}
}

// People are addressed with a capital in Kazakh and in Russian (look.md §9).
func TestCatalogueIsPolite(t *testing.T) {
	c, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	small := map[i18n.Lang]*regexp.Regexp{
		i18n.KK: regexp.MustCompile(`(^|[^\p{L}])сіз\p{L}*`),
		i18n.RU: regexp.MustCompile(`(^|[^\p{L}])(вы|вас|вам|вами|ваш\p{L}*)([^\p{L}]|$)`),
	}
	for l, rude := range small {
		for _, key := range c.Keys(l) {
			for _, text := range c.Texts(l, key) {
				if rude.MatchString(text) {
					t.Errorf("%s: %s addresses somebody without a capital: %s", l, key, text)
				}
			}
		}
	}
}
