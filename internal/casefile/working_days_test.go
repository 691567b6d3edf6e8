package casefile_test

import (
	"os"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/civil"
	nksql "nurlykosh/sql"
)

func calendar(t testing.TB) *casefile.Calendar {
	t.Helper()
	f, err := nksql.Seed.Open("seed/holidays.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	days, err := casefile.ReadHolidays(f)
	if err != nil {
		t.Fatal(err)
	}
	c, err := casefile.NewCalendar(days)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestDueOfEveryExample(t *testing.T) {
	raw, err := os.ReadFile("testdata/working-days-examples.tsv")
	if err != nil {
		t.Fatal(err)
	}
	c := calendar(t)
	for i, line := range strings.Split(strings.TrimSpace(string(raw)), "\n") {
		if i == 0 {
			continue
		}
		cells := strings.Split(line, "\t")
		from, err := civil.Parse(cells[0])
		if err != nil {
			t.Fatal(err)
		}
		n, _ := strconv.Atoi(cells[1])
		if got := c.Due(from, n, casefile.WorkingDay).String(); got != cells[2] {
			t.Errorf("%s + %d: got %s, want %s (%s)", cells[0], n, got, cells[2], cells[3])
		}
	}
}

func TestWorkingDaysCountsWhatDueAdds(t *testing.T) {
	c := calendar(t)
	rapid.Check(t, func(t *rapid.T) {
		from := civil.Must(2022, 1, 1).AddDays(rapid.IntRange(0, 1700).Draw(t, "from"))
		n := rapid.IntRange(0, 90).Draw(t, "n")
		if got := c.WorkingDays(from, c.Due(from, n, casefile.WorkingDay)); got != n {
			t.Fatalf("%s + %d counts %d", from, n, got)
		}
	})
}

func TestNumberSurvivesTypingAndFindsMistakes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := casefile.NumberOf(rapid.IntRange(2024, 2099).Draw(t, "year"), rapid.IntRange(1, 9_999_999).Draw(t, "serial"))
		s := string(n)
		for _, typed := range []string{
			s, strings.ToLower(s), s[3:], strings.ReplaceAll(s, "-", " "), strings.NewReplacer("NK", "НК", "K", "К", "B", "В").Replace(s),
		} {
			if got, err := casefile.ParseNumber(typed); err != nil || got != n {
				t.Fatalf("%q: got %q, %v", typed, got, err)
			}
		}
		digits := []byte(s)
		i := rapid.IntRange(3, len(digits)-3).Draw(t, "at")
		if digits[i] == '-' {
			return
		}
		wrong := append([]byte(nil), digits...)
		wrong[i] = '0' + (wrong[i]-'0'+byte(rapid.IntRange(1, 9).Draw(t, "by")))%10
		if got, err := casefile.ParseNumber(string(wrong)); err == nil {
			t.Fatalf("%s was taken for %s", wrong, got)
		}
		if j := i + 1; digits[j] != '-' && digits[j] != digits[i] && j < len(digits)-2 {
			digits[i], digits[j] = digits[j], digits[i]
			if got, err := casefile.ParseNumber(string(digits)); err == nil {
				t.Fatalf("swapped %s was taken for %s", digits, got)
			}
		}
	})
}

func TestCodeFindsEveryWrongDigitAndSwap(t *testing.T) {
	key := []byte("a key for this test")
	rapid.Check(t, func(t *rapid.T) {
		code := casefile.Code(key, rapid.Int64Range(1, 1<<40).Draw(t, "case"), rapid.Int64Range(1, 1<<40).Draw(t, "person"), rapid.IntRange(1, 9).Draw(t, "issue"))
		if got, err := casefile.ParseCode(casefile.FormatCode(code)); err != nil || got != code {
			t.Fatalf("%s: %q, %v", code, got, err)
		}
		i := rapid.IntRange(0, casefile.CodeLength-1).Draw(t, "at")
		b := []byte(code)
		b[i] = '0' + (b[i]-'0'+byte(rapid.IntRange(1, 9).Draw(t, "by")))%10
		if _, err := casefile.ParseCode(string(b)); err == nil {
			t.Fatalf("wrong digit at %d of %s not found", i, code)
		}
		if b = []byte(code); i > 0 && b[i] != b[i-1] {
			b[i], b[i-1] = b[i-1], b[i]
			if _, err := casefile.ParseCode(string(b)); err == nil {
				t.Fatalf("swap at %d of %s not found", i, code)
			}
		}
	})
}
