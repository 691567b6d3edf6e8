// Package civil holds civil days: the dates on which things happen in Kazakhstan.
//
// A programme date is a day of the calendar in Asia/Almaty, never an instant. The zero Date is "not known".
package civil

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"time"
	_ "time/tzdata" // the zone must be there on every machine
)

// Almaty is the zone of the programme's civil days (product.md §4.7).
var Almaty = mustZone("Asia/Almaty")

func mustZone(name string) *time.Location {
	l, err := time.LoadLocation(name)
	if err != nil {
		panic(err) // embedded above
	}
	return l
}

// Date is a civil day; the zero value is "not known". Comparable with ==.
type Date struct {
	year  int16
	month uint8
	day   uint8
}

// New makes a date; false if the calendar has no such day.
func New(year, month, day int) (Date, bool) {
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if t.Year() != year || int(t.Month()) != month || t.Day() != day || year < 1 || year > 9999 {
		return Date{}, false
	}
	return Date{int16(year), uint8(month), uint8(day)}, true
}

// Must makes a date that is known to exist; it panics otherwise. For tables and tests.
func Must(year, month, day int) Date {
	d, ok := New(year, month, day)
	if !ok {
		panic(fmt.Sprintf("civil: no such day: %d-%d-%d", year, month, day))
	}
	return d
}

// In gives the civil day of an instant in Asia/Almaty.
func In(t time.Time) Date { return of(t.In(Almaty)) }

func of(t time.Time) Date {
	return Date{int16(t.Year()), uint8(t.Month()), uint8(t.Day())}
}

// Parse reads the form 2006-01-02.
func Parse(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, fmt.Errorf("civil: %q is no date", s)
	}
	return of(t), nil
}

// IsZero reports whether the date is not known.
func (d Date) IsZero() bool { return d == Date{} }

// Year of the date.
func (d Date) Year() int { return int(d.year) }

// Month of the date, 1 to 12.
func (d Date) Month() int { return int(d.month) }

// Day of the month, 1 to 31.
func (d Date) Day() int { return int(d.day) }

// String is the form 2006-01-02; empty when not known.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.year, d.month, d.day)
}

func (d Date) time() time.Time {
	return time.Date(int(d.year), time.Month(d.month), int(d.day), 0, 0, 0, 0, time.UTC)
}

// Start is the first instant of the day in Asia/Almaty.
func (d Date) Start() time.Time {
	return time.Date(int(d.year), time.Month(d.month), int(d.day), 0, 0, 0, 0, Almaty)
}

// Weekday of the date.
func (d Date) Weekday() time.Weekday { return d.time().Weekday() }

// AddDays moves by calendar days.
func (d Date) AddDays(n int) Date { return of(d.time().AddDate(0, 0, n)) }

// AddMonths moves by months; the 31st becomes the month's last day.
func (d Date) AddMonths(n int) Date {
	first := time.Date(int(d.year), time.Month(d.month)+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return of(first.AddDate(0, 0, min(int(d.day), last)-1))
}

// Sub is the number of calendar days from e to d.
func (d Date) Sub(e Date) int { return int(d.time().Sub(e.time()).Hours() / 24) }

// Before reports whether d is earlier than e.
func (d Date) Before(e Date) bool { return d.Compare(e) < 0 }

// After reports whether d is later than e.
func (d Date) After(e Date) bool { return d.Compare(e) > 0 }

// Compare is -1, 0 or 1; a date not known is earlier than any.
func (d Date) Compare(e Date) int {
	a := int(d.year)<<9 | int(d.month)<<5 | int(d.day)
	b := int(e.year)<<9 | int(e.month)<<5 | int(e.day)
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// Scan reads a date column; NULL is the zero date.
func (d *Date) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*d = Date{}
		return nil
	case time.Time:
		*d = of(v)
		return nil
	case []byte:
		return d.scanText(string(v))
	case string:
		return d.scanText(v)
	}
	return fmt.Errorf("civil: cannot read a date from %T", src)
}

func (d *Date) scanText(s string) (err error) {
	*d, err = Parse(s)
	return err
}

// Value writes a date column; the zero date is NULL.
func (d Date) Value() (driver.Value, error) {
	if d.IsZero() {
		return nil, nil
	}
	return d.String(), nil
}

// MarshalJSON writes "2006-01-02", or "" when not known.
func (d Date) MarshalJSON() ([]byte, error) { return json.Marshal(d.String()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (d *Date) UnmarshalJSON(b []byte) error {
	var s string
	if err := json.Unmarshal(b, &s); err != nil {
		return err
	}
	if s == "" {
		*d = Date{}
		return nil
	}
	return d.scanText(s)
}
