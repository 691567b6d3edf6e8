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
