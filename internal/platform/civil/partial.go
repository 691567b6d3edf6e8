package civil

import "nurlykosh/internal/platform/fault"

// Precision says how much of a birth date is known.
type Precision string

// The precisions; the zero value is not known at all.
const (
	NotKnown  Precision = ""
	KnownYear Precision = "year"
	KnownDay  Precision = "day"
)

// Partial is a birth date of which only the year may be known, as in papers of the older generation. Year is also
// set when the day is known. It is stored in two columns.
type Partial struct {
	Date Date
	Year int
}

// PartialFromParts reads three inputs of which the year alone may be filled in; all empty is not known. Faults are
// those of FromParts.
func PartialFromParts(day, month, year string) (Partial, error) {
	y := clean(year)
	if clean(day) != "" || clean(month) != "" || y == "" {
		d, err := FromParts(day, month, year)
		return Partial{Date: d, Year: d.Year()}, err
	}
	n, ok := number(y)
	switch {
	case !ok:
		return Partial{}, fault.Refuse("date.not_a_number", nil)
	case n < firstYear || n > lastYear:
		return Partial{}, fault.Refuse("date.year_range", nil)
	}
	return Partial{Year: n}, nil
}

// BirthFromParts is PartialFromParts for those who store its two columns: the date is zero when only the year is
// known.
func BirthFromParts(day, month, year string) (Date, int, error) {
	p, err := PartialFromParts(day, month, year)
	return p.Date, p.Year, err
}

// Precision of the birth date.
func (p Partial) Precision() Precision {
	switch {
	case !p.Date.IsZero():
		return KnownDay
	case p.Year != 0:
		return KnownYear
	}
	return NotKnown
}

// YearOnly reports whether the year is known and the day is not.
func (p Partial) YearOnly() bool { return p.Precision() == KnownYear }

// AgeOn is the age in full years on a day, as the least and the most it can be: they differ when only the year is
// known, and a rule takes the one that does the person no harm. Born on 29 February, one grows older on 1 March of a
// common year. False when nothing is known, or when the person was born later.
func (p Partial) AgeOn(on Date) (least, most int, ok bool) {
	if on.IsZero() {
		return 0, 0, false
	}
	switch p.Precision() {
	case KnownDay:
		age := ageOn(p.Date, on)
		return age, age, !on.Before(p.Date)
	case KnownYear:
		born := Date{int16(p.Year), 12, 31}
		most = on.Year() - p.Year
		return max(0, ageOn(born, on)), most, most >= 0
	}
	return 0, 0, false
}

func ageOn(born, on Date) int {
	age := on.Year() - born.Year()
	if on.month < born.month || on.month == born.month && on.day < born.day {
		age--
	}
	return age
}
