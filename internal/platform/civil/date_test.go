package civil_test

import (
	"encoding/json"
	"testing"
	"time"

	"pgregory.net/rapid"

	"nurlykosh/internal/platform/civil"
)

func dates() *rapid.Generator[civil.Date] {
	return rapid.Custom(func(t *rapid.T) civil.Date {
		return civil.Must(1890, 1, 1).AddDays(rapid.IntRange(0, 90_000).Draw(t, "day"))
	})
}

func TestNewKnowsTheCalendar(t *testing.T) {
	for _, c := range []struct {
		y, m, d int
		ok      bool
	}{
		{2024, 2, 29, true},
		{2023, 2, 29, false},
		{1900, 2, 29, false},
		{2000, 2, 29, true},
		{2026, 4, 31, false},
		{2026, 13, 1, false},
		{2026, 0, 1, false},
		{2026, 1, 0, false},
		{0, 1, 1, false},
		{10_000, 1, 1, false},
		{9999, 12, 31, true},
	} {
		if _, ok := civil.New(c.y, c.m, c.d); ok != c.ok {
			t.Errorf("%d-%d-%d: %v", c.y, c.m, c.d, ok)
		}
	}
}

// In five hours ahead since 1 March 2024, six before.
func TestInIsTheDayInAlmaty(t *testing.T) {
	for instant, want := range map[string]string{
		"2024-02-28T17:59:59Z": "2024-02-28",
		"2024-02-28T18:00:00Z": "2024-02-29",
		"2024-03-01T18:30:00Z": "2024-03-01",
		"2026-11-24T18:59:59Z": "2026-11-24",
		"2026-11-24T19:00:00Z": "2026-11-25",
	} {
		at, err := time.Parse(time.RFC3339, instant)
		if err != nil {
			t.Fatal(err)
		}
		if got := civil.In(at).String(); got != want {
			t.Errorf("%s: %s, want %s", instant, got, want)
		}
	}
	old := func(string) (*time.Location, error) { return time.FixedZone("old", 6*60*60), nil }
	if at := time.Date(2026, 11, 24, 18, 30, 0, 0, time.UTC).In(civil.Zone(old)); at.Day() != 24 {
		t.Errorf("a table of zones from before 2024 is believed: %s", at)
	}
}

func TestParseIsTheOppositeOfString(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := dates().Draw(t, "d")
		if got, err := civil.Parse(d.String()); err != nil || got != d {
			t.Fatalf("%s: %s, %v", d, got, err)
		}
	})
	for _, s := range []string{"", "2026-02-30", "0000-01-01", "26-11-2026", "2026-1-1", "2026-11-24 ", "infinity"} {
		if d, err := civil.Parse(s); err == nil || !d.IsZero() {
			t.Errorf("%q: %s", s, d)
		}
	}
}

func TestDaysAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, n := dates().Draw(t, "d"), rapid.IntRange(-40_000, 40_000).Draw(t, "n")
		e := d.AddDays(n)
		if e.Sub(d) != n || e.AddDays(-n) != d {
			t.Fatalf("%s + %d = %s, which is %d later", d, n, e, e.Sub(d))
		}
		if e.Before(d) != (n < 0) || e.After(d) != (n > 0) || e.Compare(d) != -d.Compare(e) || (e == d) != (n == 0) {
			t.Fatalf("%s and %s are not in order", d, e)
		}
		if got, want := e.Weekday(), time.Weekday(((int(d.Weekday())+n)%7+7)%7); got != want {
			t.Fatalf("%s is a %s, %s a %s", d, d.Weekday(), e, got)
		}
	})
	if got := civil.Must(2100, 1, 1).Sub(civil.Must(1700, 1, 1)); got != 146_097 {
		t.Errorf("four hundred years are %d days", got)
	}
}

// Every day of a thousand years, and the ends of the calendar, as package time has them.
func TestDaysAreThoseOfPackageTime(t *testing.T) {
	for _, from := range []int{1, 1600, 2000, 9000} {
		d, at := civil.Must(from, 1, 1), time.Date(from, 1, 1, 0, 0, 0, 0, time.UTC)
		for n := 0; n < 366_000 && at.Year() < 10_000; n++ {
			if d.Year() != at.Year() || d.Month() != int(at.Month()) || d.Day() != at.Day() || d.Weekday() != at.Weekday() {
				t.Fatalf("%s %s is %s", d, d.Weekday(), at)
			}
			d, at = d.AddDays(1), at.AddDate(0, 0, 1)
		}
	}
}

func TestMonthsEndInTheirMonth(t *testing.T) {
	for _, c := range []struct {
		from string
		n    int
		want string
	}{
		{"2026-01-31", 1, "2026-02-28"},
		{"2024-01-31", 1, "2024-02-29"},
		{"2026-03-31", 1, "2026-04-30"},
		{"2026-12-15", 1, "2027-01-15"},
		{"2026-11-30", 3, "2027-02-28"},
		{"2026-03-31", -1, "2026-02-28"},
		{"2026-01-01", -1, "2025-12-01"},
		{"2026-05-05", 0, "2026-05-05"},
		{"9999-12-31", 1, "9999-12-31"},
		{"0001-01-31", -1, "0001-01-01"},
	} {
		d, err := civil.Parse(c.from)
		if err != nil {
			t.Fatal(err)
		}
		if got := d.AddMonths(c.n).String(); got != c.want {
			t.Errorf("%s + %d months: %s, want %s", c.from, c.n, got, c.want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		d, n := dates().Draw(t, "d"), rapid.IntRange(-600, 600).Draw(t, "n")
		e := d.AddMonths(n)
		if e.Year()*12+e.Month() != d.Year()*12+d.Month()+n || e.Day() > d.Day() || e.Day() < min(d.Day(), 28) {
			t.Fatalf("%s + %d months = %s", d, n, e)
		}
	})
}

func TestADayNotKnownStaysSo(t *testing.T) {
	var none civil.Date
	known := civil.Must(2026, 11, 24)
	if !none.AddDays(5).IsZero() || !none.AddMonths(5).IsZero() || none.Sub(known) != 0 || known.Sub(none) != 0 || none.String() != "" || !none.Before(known) {
		t.Error("a day not known became one")
	}
	if got := known.AddDays(1 << 60).String(); got != "9999-12-31" {
		t.Errorf("beyond the calendar: %s", got)
	}
	if got := known.AddDays(-1 << 60).String(); got != "0001-01-01" {
		t.Errorf("beyond the calendar: %s", got)
	}
}

func TestColumnsAndJSON(t *testing.T) {
	day := civil.Must(2026, 11, 24)
	for _, src := range []any{time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC), []byte("2026-11-24"), "2026-11-24"} {
		var d civil.Date
		if err := d.Scan(src); err != nil || d != day {
			t.Errorf("%v: %s, %v", src, d, err)
		}
	}
	d := day
	if err := d.Scan(nil); err != nil || !d.IsZero() {
		t.Errorf("NULL: %s, %v", d, err)
	}
	for _, src := range []any{7, "infinity", []byte("2026-02-30")} {
		if err := d.Scan(src); err == nil {
			t.Errorf("%v became %s", src, d)
		}
	}
	if v, err := day.Value(); v != "2026-11-24" || err != nil {
		t.Errorf("%v, %v", v, err)
	}
	if v, err := (civil.Date{}).Value(); v != nil || err != nil {
		t.Errorf("%v, %v", v, err)
	}
	type paper struct {
		Issued  civil.Date `json:"issued"`
		Expires civil.Date `json:"expires"`
		Seen    civil.Date `json:"seen,omitzero"`
	}
	raw, err := json.Marshal(paper{Issued: day})
	if want := `{"issued":"2026-11-24","expires":""}`; string(raw) != want || err != nil {
		t.Errorf("%s, %v", raw, err)
	}
	var p paper
	if err := json.Unmarshal([]byte(`{"issued":"2026-11-24","expires":"","seen":null}`), &p); err != nil || p != (paper{Issued: day}) {
		t.Errorf("%+v, %v", p, err)
	}
	for _, s := range []string{`{"issued":"2026-02-30"}`, `{"issued":7}`} {
		if json.Unmarshal([]byte(s), &p) == nil {
			t.Errorf("%s was read", s)
		}
	}
}

func BenchmarkAddDays(b *testing.B) {
	d := civil.Must(2026, 1, 1)
	for b.Loop() {
		if d = d.AddDays(1); d.Year() > 2100 {
			d = civil.Must(2026, 1, 1)
		}
	}
}
