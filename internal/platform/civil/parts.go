package civil

import (
	"strconv"
	"strings"

	"nurlykosh/internal/platform/fault"
)

// Digits turns Eastern Arabic and Persian digits into European ones; all else stays.
func Digits(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '٠' && r <= '٩':
			return r - '٠' + '0'
		case r >= '۰' && r <= '۹':
			return r - '۰' + '0'
		}
		return r
	}, s)
}

// Years that a form takes for real.
const (
	firstYear = 1900
	lastYear  = 2100
)

// FromParts reads the three inputs of a date. All empty is the zero date; each mistake has a key of its own.
func FromParts(day, month, year string) (Date, error) {
	d, m, y := clean(day), clean(month), clean(year)
	switch {
	case d == "" && m == "" && y == "":
		return Date{}, nil
	case d == "":
		return Date{}, fault.Refuse("date.missing_day", nil)
	case m == "":
		return Date{}, fault.Refuse("date.missing_month", nil)
	case y == "":
		return Date{}, fault.Refuse("date.missing_year", nil)
	}
	dn, err1 := strconv.Atoi(d)
	mn, err2 := strconv.Atoi(m)
	yn, err3 := strconv.Atoi(y)
	switch {
	case err1 != nil || err2 != nil || err3 != nil:
		return Date{}, fault.Refuse("date.not_a_number", nil)
	case yn < firstYear || yn > lastYear:
		return Date{}, fault.Refuse("date.year_range", nil)
	case mn < 1 || mn > 12:
		return Date{}, fault.Refuse("date.month_range", nil)
	}
	date, ok := New(yn, mn, dn)
	if !ok {
		return Date{}, fault.Refuse("date.no_such_day", fault.Args{"day": dn, "month": mn, "year": yn})
	}
	return date, nil
}

// BirthFromParts reads a birth date of which only the year may be known: then the date is zero.
func BirthFromParts(day, month, year string) (Date, int, error) {
	if clean(day) == "" && clean(month) == "" && clean(year) != "" {
		y, err := strconv.Atoi(clean(year))
		if err != nil {
			return Date{}, 0, fault.Refuse("date.not_a_number", nil)
		}
		if y < firstYear || y > lastYear {
			return Date{}, 0, fault.Refuse("date.year_range", nil)
		}
		return Date{}, y, nil
	}
	d, err := FromParts(day, month, year)
	return d, d.Year(), err
}

func clean(s string) string { return strings.TrimSpace(Digits(s)) }
