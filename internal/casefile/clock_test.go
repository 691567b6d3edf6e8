package casefile_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/fault"
)

func day(s string) civil.Date {
	d, err := civil.Parse(s)
	if err != nil {
		panic(err)
	}
	return d
}

func fieldKey(err error) string {
	if f := fault.Of(err); f != nil && len(f.Fields) > 0 {
		return f.Fields[0].Key
	}
	return keyOf(err)
}

func must(t testing.TB) func(c casefile.Clock, err error) casefile.Clock {
	return func(c casefile.Clock, err error) casefile.Clock {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
}

func TestClockPauses(t *testing.T) {
	cal, ok := calendar(t), must(t)
	c := casefile.Clock{Start: day("2026-11-23"), Amount: 30, Unit: casefile.WorkingDay, Pausable: true}
	if got := c.Due(cal).String(); got != "2027-01-08" {
		t.Fatalf("due %s", got)
	}
	paused := ok(c.Pause(day("2026-12-01"), "waiting_paper"))
	if paused.PausedOn() != day("2026-12-01") || !c.PausedOn().IsZero() || paused.Due(cal) != c.Due(cal) {
		t.Errorf("a pause that lasts: %+v", paused)
	}
	if a, b := paused.DaysLeft(cal, day("2027-02-01")), c.DaysLeft(cal, day("2026-12-01")); a != b || paused.Lateness(cal, day("2027-02-01")) != casefile.IsLater {
		t.Errorf("a clock that stands still goes on: %d, %d left", a, b)
	}
	back := ok(paused.Resume(day("2026-12-08")))
	if got := back.Due(cal).String(); got != "2027-01-15" || !back.PausedOn().IsZero() { // five working days
		t.Errorf("due %s after the pause", got)
	}
	if same := ok(paused.Resume(day("2026-12-01"))); same.Due(cal) != c.Due(cal) {
		t.Error("a pause of no days moved the due date")
	}
	month := casefile.Clock{Start: day("2026-11-23"), Amount: 3, Unit: casefile.Month, Pausable: true}
	month = ok(ok(month.Pause(day("2026-12-04"), "x")).Resume(day("2026-12-07"))) // Friday to Monday
	if got := month.Due(cal).String(); got != "2027-02-26" {
		t.Errorf("a limit in months is due %s after three days", got)
	}
}

func TestClockRefuses(t *testing.T) {
	ok := must(t)
	c := casefile.Clock{Start: day("2026-11-23"), Amount: 30, Unit: casefile.WorkingDay, Pausable: true}
	paused := ok(c.Pause(day("2026-12-01"), "x"))
	over := ok(paused.Resume(day("2026-12-08")))
	fixed := c
	fixed.Pausable = false
	for want, do := range map[string]func() (casefile.Clock, error){
		"clock.already_paused":        func() (casefile.Clock, error) { return paused.Pause(day("2026-12-02"), "x") },
		"clock.not_pausable":          func() (casefile.Clock, error) { return fixed.Pause(day("2026-12-02"), "x") },
		"clock.reason_missing":        func() (casefile.Clock, error) { return c.Pause(day("2026-12-02"), "") },
		"date.in_past":                func() (casefile.Clock, error) { return c.Pause(day("2026-11-22"), "x") },
		"date.in_past ":               func() (casefile.Clock, error) { return over.Pause(day("2026-12-07"), "x") },
		"task.not_paused":             func() (casefile.Clock, error) { return over.Resume(day("2026-12-09")) },
		"date.end_before_start":       func() (casefile.Clock, error) { return paused.Resume(day("2026-11-30")) },
		"clock.reason_missing ":       func() (casefile.Clock, error) { return c.Extend(5, "") },
		"clock.extension_range":       func() (casefile.Clock, error) { return c.Extend(0, "x") },
		"clock.extension_range ":      func() (casefile.Clock, error) { return c.Extend(61, "x") },
		"clock.extension_range minus": func() (casefile.Clock, error) { return c.Extend(-5, "x") },
	} {
		got, err := do()
		if key, _, _ := strings.Cut(want, " "); fieldKey(err) != key {
			t.Errorf("%s: %q", want, fieldKey(err))
		}
		if len(got.Extensions) != 0 || len(got.Pauses) > 1 {
			t.Errorf("%s: changed all the same", want)
		}
	}
}

func TestDaysLeftAndLateness(t *testing.T) {
	cal := calendar(t)
	for _, c := range []struct {
		due, today string
		left       int
		how        casefile.Lateness
	}{
		{"2026-11-24", "2026-11-24", 0, casefile.IsToday},
		{"2026-11-25", "2026-11-24", 1, casefile.IsThisWeek},
		{"2026-11-29", "2026-11-24", 3, casefile.IsThisWeek}, // Sunday
		{"2026-11-30", "2026-11-24", 4, casefile.IsLater},
		{"2026-11-29", "2026-11-28", 0, casefile.IsThisWeek}, // from Saturday to Sunday
		{"2026-11-30", "2026-11-29", 1, casefile.IsLater},
		{"2026-11-23", "2026-11-24", -1, casefile.IsLate},
		{"2026-11-20", "2026-11-22", -1, casefile.IsLate}, // only a weekend between
		{"2026-12-15", "2026-12-18", -2, casefile.IsLate}, // Independence Day between
		{"", "2026-11-24", 0, casefile.IsLater},
	} {
		due, _ := civil.Parse(c.due)
		if n, how := casefile.DaysLeft(cal, due, day(c.today)), casefile.LatenessOf(due, day(c.today)); n != c.left || how != c.how {
			t.Errorf("due %s on %s: %d left, %s", c.due, c.today, n, how)
		}
	}
}

// Whatever happens to a clock, its story gives the due date that the row of the task keeps; a clock that stood still
// has as many days left after the pause as before it.
func TestClockAgreesWithTheTask(t *testing.T) {
	cal := calendar(t)
	rapid.Check(t, func(t *rapid.T) {
		today := civil.Must(2022, 1, 1).AddDays(rapid.IntRange(0, 1800).Draw(t, "start"))
		unit := rapid.SampledFrom([]casefile.Unit{casefile.WorkingDay, casefile.CalendarDay, casefile.Month}).Draw(t, "unit")
		c := casefile.Clock{Start: today, Amount: rapid.IntRange(0, 60).Draw(t, "amount"), Unit: unit, Pausable: true}
		task := casefile.Task{State: casefile.Open, Unit: unit, Pausable: true, Due: c.Due(cal)}
		for range rapid.IntRange(0, 6).Draw(t, "times") {
			today = today.AddDays(rapid.IntRange(0, 40).Draw(t, "days"))
			var err, taskErr error
			left := c.DaysLeft(cal, today)
			switch rapid.IntRange(0, 2).Draw(t, "what") {
			case 0:
				c, err = c.Pause(today, "x")
				taskErr = task.Pause(today, "x")
			case 1:
				c, err = c.Resume(today)
				_, taskErr = task.Resume(today, cal)
				if err == nil && unit == casefile.WorkingDay && left > 0 && c.DaysLeft(cal, today) != left {
					t.Fatalf("%d days left before, %d after the pause", left, c.DaysLeft(cal, today))
				}
			case 2:
				if task.State == casefile.Paused || unit != casefile.WorkingDay { // in other units their order matters
					continue
				}
				c, err = c.Extend(7, "x")
				taskErr = task.Extend(7, "x", cal)
			}
			if keyOf(err) != keyOf(taskErr) {
				t.Fatalf("%v, the task %v", err, taskErr)
			}
			if c.Due(cal) != task.Due || c.PausedOn() != task.PausedOn {
				t.Fatalf("due %s, the task %s", c.Due(cal), task.Due)
			}
		}
	})
}

// A yearly check that fell on a Sunday does not move the checks of the years after it.
func TestChecksThatComeBackKeepTheirDay(t *testing.T) {
	cal := calendar(t)
	check := casefile.Task{State: casefile.Open, Unit: casefile.Month, Amount: 12, Counted: day("2025-02-28"), Due: cal.Due(day("2025-02-28"), 12, casefile.Month)}
	for _, want := range []string{"2026-03-02", "2027-03-01", "2028-02-28"} { // a Saturday, a Sunday, a Monday
		if check.Due.String() != want {
			t.Errorf("due %s, want %s", check.Due, want)
		}
		check.Again(cal)
	}
	if err := check.Extend(5, "x", cal); err != nil {
		t.Fatal(err)
	}
	given := check.Due
	if check.Again(cal); check.Counted != given {
		t.Errorf("after more time the next is counted from %s, not %s", check.Counted, given)
	}
}
