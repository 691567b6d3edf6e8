package casefile_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"nurlykosh/internal/casefile"
)

var portalKey = []byte("a portal key of this test, 32 b.")

func codes() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		return casefile.Code(portalKey, rapid.Int64Range(1, 1<<40).Draw(t, "case"), rapid.Int64Range(1, 1<<40).Draw(t, "person"), rapid.IntRange(1, 9).Draw(t, "issue"))
	})
}

// A code handed out stays good: how it is derived must not change.
func TestCodeStaysWhatItIs(t *testing.T) {
	if got := casefile.FormatCode(casefile.Code(portalKey, 4213, 77, 1)); got != "7826 3915 4823 2698 2731" {
		t.Errorf("%s", got)
	}
	seen := map[string]bool{}
	leading := 0
	for _, id := range [][3]int64{{1, 11, 1}, {11, 1, 1}, {1, 1, 11}, {111, 1, 1}, {1, 111, 1}} {
		seen[casefile.Code(portalKey, id[0], id[1], int(id[2]))] = true
	}
	if len(seen) != 5 {
		t.Error("two members have one code")
	}
	for person := range int64(1000) {
		code := casefile.Code(portalKey, 1, person, 1)
		if len(code) != casefile.CodeLength {
			t.Fatalf("%s has %d digits", code, len(code))
		}
		if code[0] == '0' {
			leading++
		}
	}
	if leading < 60 || leading > 140 {
		t.Errorf("%d of 1000 codes begin with 0", leading)
	}
}

func TestParseCode(t *testing.T) {
	code := casefile.Code(portalKey, 4213, 77, 1)
	arabic := strings.NewReplacer("0", "٠", "1", "١", "2", "٢", "3", "٣", "4", "٤", "5", "٥", "6", "٦", "7", "٧", "8", "٨", "9", "٩")
	persian := strings.NewReplacer("0", "۰", "1", "۱", "2", "۲", "3", "۳", "4", "۴", "5", "۵", "6", "۶", "7", "۷", "8", "۸", "9", "۹")
	groups := casefile.FormatCode(code)
	if len(strings.Fields(groups)) != 5 || strings.ReplaceAll(groups, " ", "") != code {
		t.Errorf("%s is written %s", code, groups)
	}
	for _, typed := range []string{code, groups, " " + strings.ReplaceAll(groups, " ", "-") + "\n", arabic.Replace(groups), persian.Replace(code), "\u200f" + strings.ReplaceAll(groups, " ", "\u00a0")} {
		if got, err := casefile.ParseCode(typed); err != nil || got != code {
			t.Errorf("%q: %q, %v", typed, got, err)
		}
	}
	for _, typed := range []string{"", code[1:], code + "0", code[:19] + "x", code[:19] + "О", "NK-26-004213-K", strings.Repeat("-", 300)} {
		if _, err := casefile.ParseCode(typed); keyOf(err) != "code.malformed" {
			t.Errorf("%q: %v", typed, err)
		}
	}
	if !casefile.SameCode(code, code) || casefile.SameCode(code, casefile.Code(portalKey, 4213, 77, 2)) || casefile.SameCode(code, "") {
		t.Error("codes are compared wrongly")
	}
}

func TestCodeFindsEveryWrongDigitAndSwap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		code := codes().Draw(t, "code")
		for i := range code {
			for d := byte('0'); d <= '9'; d++ {
				if wrong := code[:i] + string(d) + code[i+1:]; wrong != code {
					if _, err := casefile.ParseCode(wrong); keyOf(err) != "code.check_digit" {
						t.Fatalf("%s for %s: %v", wrong, code, err)
					}
				}
			}
			if i > 0 && code[i] != code[i-1] {
				if _, err := casefile.ParseCode(code[:i-1] + code[i:i+1] + code[i-1:i] + code[i+1:]); keyOf(err) != "code.check_digit" {
					t.Fatalf("swap at %d of %s: %v", i, code, err)
				}
			}
		}
	})
}

func BenchmarkCode(b *testing.B) {
	for b.Loop() {
		casefile.Code(portalKey, 4213, 77, 1)
	}
}
