package casefile_test

import (
	"os"
	"slices"
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
	c, err := casefile.NewCalendar(holidays(t))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func holidays(t testing.TB) []casefile.Day {
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
	return days
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

func TestDueInItsUnits(t *testing.T) {
	c := calendar(t)
	for _, k := range []struct {
		from string
		n    int
		unit casefile.Unit
		want string
	}{
		{"2026-11-23", 0, casefile.WorkingDay, "2026-11-23"},
		{"2026-11-22", 0, casefile.WorkingDay, "2026-11-22"}, // a Sunday
		{"2026-11-24", 45, casefile.CalendarDay, "2027-01-08"},
		{"2026-11-23", 45, casefile.CalendarDay, "2027-01-08"}, // 7 January is Orthodox Christmas
		{"2026-11-30", 3, casefile.Month, "2027-03-01"},        // 28 February 2027 is a Sunday
		{"2026-11-22", 0, casefile.CalendarDay, "2026-11-22"},  // a bed for the night of a Sunday
		{"2026-11-23", -2, casefile.CalendarDay, "2026-11-21"},
		{"9999-12-30", 5, casefile.CalendarDay, "9999-12-31"},
		{"2026-03-26", -10, casefile.WorkingDay, "2026-03-06"},
		{"2022-03-09", -1, casefile.WorkingDay, "2022-03-05"}, // a working Saturday
		{"", 10, casefile.WorkingDay, ""},
		{"", 1, casefile.Month, ""},
		{"9999-12-30", 5, casefile.WorkingDay, "9999-12-31"},
	} {
		from, _ := civil.Parse(k.from)
		if got := c.Due(from, k.n, k.unit).String(); got != k.want {
			t.Errorf("%s + %d %s: %s, want %s", k.from, k.n, k.unit, got, k.want)
		}
	}
}

func TestBetweenGivesTheDaysThatCount(t *testing.T) {
	c := calendar(t)
	rapid.Check(t, func(t *rapid.T) {
		from := rapid.SampledFrom([]civil.Date{civil.Must(2021, 6, 1), civil.Must(2004, 6, 1), civil.Must(2055, 6, 1), civil.Must(1990, 1, 1)}).Draw(t, "era")
		from = from.AddDays(rapid.IntRange(0, 2600).Draw(t, "from"))
		to := from.AddDays(rapid.IntRange(-50, 400).Draw(t, "days"))
		days := slices.Collect(c.Between(from, to))
		if n := c.WorkingDays(from, to); len(days) != max(0, n) || c.WorkingDays(to, from) != -n {
			t.Fatalf("%s to %s: %d days, %d counted", from, to, len(days), n)
		}
		for i, d := range days {
			if !c.Working(d) || c.Due(from, i+1, casefile.WorkingDay) != d || c.Due(d, -1, casefile.WorkingDay).Before(from) && i > 0 {
				t.Fatalf("%s + %d is not %s", from, i+1, d)
			}
		}
	})
	if c.WorkingDays(civil.Date{}, civil.Must(2026, 1, 1)) != 0 || c.WorkingDays(civil.Must(2026, 1, 1), civil.Date{}) != 0 {
		t.Error("days are counted from a day not known")
	}
}

// The list of fixed holidays is the one of the table, and stands in for it in the years that the table does not have.
func TestYearsOutsideTheTable(t *testing.T) {
	c := calendar(t)
	holiday := map[civil.Date]bool{}
	moving := 0
	for _, d := range holidays(t) {
		if d.Kind != "holiday" {
			continue
		}
		holiday[d.Date] = true
		if !casefile.FixedHoliday(d.Date) {
			moving++
		}
	}
	if moving != 6 { // Kurban Ait, once a year
		t.Errorf("%d holidays of the table have no fixed date", moving)
	}
	for d := civil.Must(2022, 1, 1); d.Year() < 2028; d = d.AddDays(1) {
		if casefile.FixedHoliday(d) && !holiday[d] {
			t.Errorf("%s is no holiday of the table", d)
		}
	}
	for year, known := range map[int]bool{2021: false, 2022: true, 2027: true, 2028: false} {
		if c.Known(year) != known {
			t.Errorf("%d: known is %v", year, !known)
		}
	}
	for day, working := range map[string]bool{"2028-03-15": false, "2028-03-20": true, "2028-03-21": false, "2028-03-24": true, "2021-12-16": false, "2028-08-30": true, "2021-08-30": false} {
		d, _ := civil.Parse(day)
		if c.Working(d) != working {
			t.Errorf("%s: working is %v", day, !working)
		}
	}
	early, err := casefile.NewCalendar([]casefile.Day{{Date: civil.Must(2028, 3, 20), Kind: "day_off_moved"}})
	if err != nil || early.Known(2028) || early.Working(civil.Must(2028, 3, 20)) || early.Working(civil.Must(2028, 3, 21)) {
		t.Error("one decree on a year makes the others of its holidays working days")
	}
}

func TestLoadHolidays(t *testing.T) {
	c, err := casefile.LoadHolidays(strings.NewReader("date\tkind\n2022-03-05\tworking_day_moved\r\n\n2022-03-07\tday_off_moved\tnote\n"))
	if err != nil || !c.Working(civil.Must(2022, 3, 5)) || c.Working(civil.Must(2022, 3, 7)) {
		t.Errorf("%v", err)
	}
	for _, wrong := range []string{"date\tkind\n2022-02-30\tholiday", "date\tkind\n2022-03-05\tparty"} {
		if _, err := casefile.LoadHolidays(strings.NewReader(wrong)); err == nil {
			t.Errorf("%q was read", wrong)
		}
	}
}

func BenchmarkCalendar(b *testing.B) {
	days := holidays(b)
	for b.Loop() {
		if _, err := casefile.NewCalendar(days); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkWorkingDays(b *testing.B) {
	c := calendar(b)
	from, to := civil.Must(2026, 3, 20), civil.Must(2026, 11, 24)
	for b.Loop() {
		c.WorkingDays(from, to)
	}
}

func BenchmarkDue(b *testing.B) {
	c := calendar(b)
	from := civil.Must(2026, 3, 20)
	for b.Loop() {
		c.Due(from, 30, casefile.WorkingDay)
	}
}
