package civil_test

import (
	"testing"

	"pgregory.net/rapid"

	"nurlykosh/internal/platform/civil"
)

func TestPartialFromParts(t *testing.T) {
	for _, c := range []struct {
		day, month, year, want string
		born                   int
		how                    civil.Precision
		key                    string
	}{
		{"", " ", "", "", 0, civil.NotKnown, ""},
		{"", "", "١٩٨٥", "", 1985, civil.KnownYear, ""},
		{" ", "\u200f", " 1 985", "", 1985, civil.KnownYear, ""},
		{"12", "3", "1985", "1985-03-12", 1985, civil.KnownDay, ""},
		{"", "", "1885", "", 0, civil.NotKnown, "date.year_range"},
		{"", "", "2101", "", 0, civil.NotKnown, "date.year_range"},
		{"", "", "x", "", 0, civil.NotKnown, "date.not_a_number"},
		{"", "", "-1985", "", 0, civil.NotKnown, "date.not_a_number"},
		{"", "3", "1985", "", 0, civil.NotKnown, "date.missing_day"},
		{"12", "", "1985", "", 0, civil.NotKnown, "date.missing_month"},
		{"12", "3", "", "", 0, civil.NotKnown, "date.missing_year"},
		{"31", "2", "1985", "", 0, civil.NotKnown, "date.no_such_day"},
	} {
		p, err := civil.PartialFromParts(c.day, c.month, c.year)
		if p.Date.String() != c.want || p.Year != c.born || p.Precision() != c.how || p.YearOnly() != (c.how == civil.KnownYear) || key(err) != c.key {
			t.Errorf("%s.%s.%s: %+v, %q", c.day, c.month, c.year, p, key(err))
		}
	}
}

func TestAgeOfADay(t *testing.T) {
	for _, c := range []struct {
		born, on string
		age      int
		ok       bool
	}{
		{"1985-03-12", "2026-03-11", 40, true},
		{"1985-03-12", "2026-03-12", 41, true},
		{"2008-02-29", "2026-02-28", 17, true},
		{"2008-02-29", "2026-03-01", 18, true},
		{"2026-11-24", "2026-11-24", 0, true},
		{"2026-11-25", "2026-11-24", -1, false},
	} {
		born, _ := civil.Parse(c.born)
		on, _ := civil.Parse(c.on)
		least, most, ok := civil.Partial{Date: born, Year: born.Year()}.AgeOn(on)
		if least != c.age || most != c.age || ok != c.ok {
			t.Errorf("%s on %s: %d to %d, %v", c.born, c.on, least, most, ok)
		}
	}
	if _, _, ok := (civil.Partial{}).AgeOn(civil.Must(2026, 1, 1)); ok {
		t.Error("an unknown birth date has an age")
	}
	if _, _, ok := (civil.Partial{Year: 1985}).AgeOn(civil.Date{}); ok {
		t.Error("an age on no day")
	}
}

// Whatever the day of birth in the year, the age lies in the range, and the range is no wider than it must be.
func TestAgeOfAYearHoldsEveryDayOfIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		year := rapid.IntRange(1900, 2026).Draw(t, "year")
		on := civil.Must(year, 12, 31).AddDays(rapid.IntRange(0, 36_000).Draw(t, "on"))
		least, most, ok := civil.Partial{Year: year}.AgeOn(on)
		if !ok {
			t.Fatal("no age")
		}
		youngest, oldest := 1<<30, -1
		for d := civil.Must(year, 1, 1); d.Year() == year; d = d.AddDays(1) {
			age, _, _ := civil.Partial{Date: d, Year: year}.AgeOn(on)
			youngest, oldest = min(youngest, age), max(oldest, age)
		}
		if least != youngest || most != oldest {
			t.Fatalf("born %d, on %s: %d to %d, want %d to %d", year, on, least, most, youngest, oldest)
		}
	})
}
