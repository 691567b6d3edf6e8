package civil

import (
	"strconv"
	"strings"
	"unicode"

	"nurlykosh/internal/platform/fault"
)

// Digits turns Eastern Arabic (٠١٢) and Persian (۰۱۲) digits into European ones; all else stays.
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

// FromParts reads the three inputs of a date, in European, Eastern Arabic or Persian digits; spaces and direction
// marks do not count. All empty is the zero date. Each mistake is an invalid fault with a key of its own:
// date.missing_day, date.missing_month, date.missing_year, date.not_a_number, date.year_range (1900 to 2100),
// date.month_range, date.no_such_day (day, month, year).
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
	dn, ok1 := number(d)
	mn, ok2 := number(m)
	yn, ok3 := number(y)
	switch {
	case !ok1 || !ok2 || !ok3:
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

// number reads digits only: no sign, no point.
func number(s string) (int, bool) {
	n, err := strconv.ParseUint(s, 10, 31)
	return int(n), err == nil
}

func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, Digits(s))
}
