package identity

import (
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/fault"
)

// Person is a human being.
type Person struct {
	ID        int64
	Sex       string // male, female, or "" while nobody asked
	Birth     civil.Date
	BirthYear int // set also when only the year is known
	Country   string
	IIN       string
	IINState  string // none, requested, known
	Override  string // why an IIN stands that does not agree with birth date or sex
	Reads     string // script the person reads
}

// Stream is the person's chain of events; its key seals the person's columns.
func Stream(id int64) audit.Stream { return audit.Stream{Kind: "person", ID: id} }

// OldestYear is the earliest year of birth that is taken for real.
const OldestYear = 1900

// CheckBirth refuses a birth in the future or before OldestYear.
func CheckBirth(d civil.Date, year int, today civil.Date) error {
	if !d.IsZero() {
		year = d.Year()
	}
	switch {
	case year == 0:
		return nil
	case !d.IsZero() && d.After(today), year > today.Year():
		return fault.Refuse("birth.in_future", nil)
	case year < OldestYear:
		return fault.Refuse("birth.too_early", fault.Args{"year": OldestYear})
	}
	return nil
}
