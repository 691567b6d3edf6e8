package casefile_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/fault"
)

func keyOf(err error) string {
	if err == nil {
		return ""
	}
	return fault.Of(err).Key
}

func TestANumberWithoutItsLetter(t *testing.T) {
	for typed, want := range map[string]casefile.Number{
		"NK-26-004213": "NK-26-004213-K", "нк 26 004213": "NK-26-004213-K", "26-004213": "NK-26-004213-K", "nk26004213": "NK-26-004213-K",
		"26004213": "", "NK-26-4213": "", "NK-26-004213-K": "", "Нұрлан 1984": "", "": "", "2-604213": "",
	} {
		if got := casefile.Unchecked(typed); got != want {
			t.Errorf("%q: %q, want %q", typed, got, want)
		}
	}
}

func TestParseNumber(t *testing.T) {
	if got := casefile.NumberOf(2026, 4213); got != "NK-26-004213-K" {
		t.Fatalf("the example of all papers is %s", got)
	}
	for typed, want := range map[string]string{
		"NK-26-004213-K": "", "nk-26-004213-k": "", "26-004213-K": "", "26004213K": "", " NK 26 004 213 K ": "", "NK–26–004213–K": "",
		"НК-26-004213-К": "", "нк26004213к": "", "NК-26-004213-К": "", "HK26004213K": "", "NK-٢٦-٠٠٤٢١٣-K": "", "NK-۲۶-۰۰۴۲۱۳-К": "",
		"\u200eNK-26-004213-K\u200f": "", "NK_26_004213_K": "", "NK-26\u00a0004213\u202fK": "",
		"NK-26-004213-A": "number.check_letter", "NK-26-004214-K": "number.check_letter", "NK-25-004213-K": "number.check_letter",
		"": "number.malformed", "NK": "number.malformed", "K": "number.malformed", "NK-26-004213": "number.malformed", "NK-26-004213-Z": "number.malformed",
		"NK-26-04213-K": "number.malformed", "NK-26-0004213-K": "number.malformed", "NKNK-26-004213-K": "number.malformed", "NKHK26004213K": "number.malformed",
		"KN-26-004213-K": "number.malformed", "NK-26-O04213-K": "number.malformed", "NK.26.004213.K": "number.malformed", "NK-26-1234567890-K": "number.malformed",
		"NK-26-004213-K" + strings.Repeat(" ", 300): "number.malformed",
	} {
		got, err := casefile.ParseNumber(typed)
		if keyOf(err) != want || err == nil && got != "NK-26-004213-K" {
			t.Errorf("%q: %q, %q", typed, got, keyOf(err))
		}
	}
}

// More than 999999 families in a year.
func TestLongNumbers(t *testing.T) {
	n := casefile.NumberOf(2026, 1_234_567)
	if !strings.HasPrefix(string(n), "NK-26-1234567-") {
		t.Fatal(n)
	}
	letter := string(n[len(n)-1])
	for typed, want := range map[string]string{
		string(n): "", "26-1234567-" + letter: "", "26 1234567 " + letter: "", "NK261234567" + letter: "",
		"NK-261234567-" + letter: "number.malformed", "26-1234567" + letter: "number.malformed",
	} {
		if got, err := casefile.ParseNumber(typed); keyOf(err) != want || err == nil && got != n {
			t.Errorf("%q: %q, %q", typed, got, keyOf(err))
		}
	}
}

func numbers() *rapid.Generator[casefile.Number] {
	return rapid.Custom(func(t *rapid.T) casefile.Number {
		few := rapid.SampledFrom([]int{1, 10, 1000, 1_000_000}).Draw(t, "few")
		return casefile.NumberOf(rapid.IntRange(2000, 2099).Draw(t, "year"), max(1, rapid.IntRange(1, 999_999_999).Draw(t, "serial")/few))
	})
}

func TestNumberSurvivesTyping(t *testing.T) {
	cyrillic := strings.NewReplacer("NK", "НК", "A", "А", "B", "В", "C", "С", "E", "Е", "H", "Н", "K", "К", "M", "М", "P", "Р", "T", "Т", "X", "Х", "Y", "У")
	rapid.Check(t, func(t *rapid.T) {
		n := numbers().Draw(t, "n")
		s := string(n)
		for _, typed := range []string{s, strings.ToLower(s), s[3:], strings.ReplaceAll(s, "-", " "), strings.ReplaceAll(s, "-", ""), cyrillic.Replace(s), strings.ToLower(cyrillic.Replace(s))} {
			if got, err := casefile.ParseNumber(typed); err != nil || got != n {
				t.Fatalf("%q: %q, %v", typed, got, err)
			}
		}
	})
}

// Any single wrong character and any swap of neighbours, with or without prefix and hyphens, is found; where it is not
// a fault, as H for N, the number is still the right one.
func TestNumberFindsMistakes(t *testing.T) {
	signs := []rune("0123456789ABCEHKMPTXYNOZАВСЕНКМРТХУ٣۴.,/")
	rapid.Check(t, func(t *rapid.T) {
		n := numbers().Draw(t, "n")
		s := string(n)[rapid.SampledFrom([]int{0, 3}).Draw(t, "prefix"):]
		if rapid.Bool().Draw(t, "bare") {
			s = strings.ReplaceAll(s, "-", "")
		}
		i := rapid.IntRange(0, len(s)-1).Draw(t, "at")
		wrong := s[:i] + string(rapid.SampledFrom(signs).Draw(t, "sign")) + s[i+1:]
		if got, err := casefile.ParseNumber(wrong); err == nil && got != n {
			t.Fatalf("%s for %s was taken for %s", wrong, s, got)
		}
		if i > 0 {
			swapped := s[:i-1] + s[i:i+1] + s[i-1:i] + s[i+1:]
			if got, err := casefile.ParseNumber(swapped); err == nil && got != n {
				t.Fatalf("%s for %s was taken for %s", swapped, s, got)
			}
		}
	})
}

func FuzzParseNumber(f *testing.F) {
	f.Add("NK-26-004213-K")
	f.Fuzz(func(t *testing.T, s string) {
		n, err := casefile.ParseNumber(s)
		if again, errAgain := casefile.ParseNumber(string(n)); err == nil && (errAgain != nil || again != n) {
			t.Fatalf("%q is %s, and that is %s, %v", s, n, again, errAgain)
		}
	})
}
