// Package civil holds civil days: the dates on which things happen in Kazakhstan.
//
// A programme date is a day of the calendar in Asia/Almaty, never an instant. The zero Date is "not known".
package civil

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"time"
)

// Date is a civil day; the zero value is "not known". Comparable with ==. Years run from 1 to 9999.
type Date struct {
	year  int16
	month uint8
	day   uint8
}

// New makes a date; false if the calendar has no such day, or the year is not from 1 to 9999.
func New(year, month, day int) (Date, bool) {
	if year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month) {
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

// The ends of the calendar: what reaches beyond them stops there.
var first, last = Date{1, 1, 1}, Date{9999, 12, 31}

func of(t time.Time) Date {
	year, month, day := t.Date()
	switch {
	case year < 1:
		return first
	case year > 9999:
		return last
	}
	return Date{int16(year), uint8(month), uint8(day)}
}

// Parse reads the form 2006-01-02; any other text, and a day that the calendar does not have, is an error.
func Parse(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil || t.Year() < 1 {
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

// String is the form 2006-01-02 (ISO 8601); empty when not known.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.year, d.month, d.day)
}

// Start is the first instant of the day in Asia/Almaty; not for a day not known.
func (d Date) Start() time.Time {
	return time.Date(int(d.year), time.Month(d.month), int(d.day), 0, 0, 0, 0, Almaty)
}

// Weekday of the date; of a day not known it says nothing.
func (d Date) Weekday() time.Weekday { return time.Weekday((d.number() + 3) % 7) }

// AddDays moves by calendar days; a day not known stays so.
func (d Date) AddDays(n int) Date {
	if d.IsZero() {
		return d
	}
	if day := int(d.day) + n; day >= 1 && day <= 28 { // inside the month: no calendar needed
		return Date{d.year, d.month, uint8(day)}
	}
	return ofNumber(d.number() + max(-lastDay, min(lastDay, n)))
}

// lastDay is more days than the calendar has, lastMonth more months.
const (
	lastDay   = 10_000 * 366
	lastMonth = 10_000 * 12
)

// AddMonths moves by months: the 31st becomes the last day of a shorter month, so that a limit in months ends on
// the same date or on the month's last day. A day not known stays so.
func (d Date) AddMonths(n int) Date {
	if d.IsZero() {
		return d
	}
	months := int(d.year)*12 + int(d.month) - 1 + max(-lastMonth, min(lastMonth, n))
	year, month := months/12, months%12+1
	switch {
	case months < 12:
		return first
	case year > 9999:
		return last
	}
	return Date{int16(year), uint8(month), uint8(min(int(d.day), daysIn(year, month)))}
}

// Sub is the number of calendar days from e to d, negative when d is the earlier; 0 when either is not known.
func (d Date) Sub(e Date) int {
	if d.IsZero() || e.IsZero() {
		return 0
	}
	return d.number() - e.number()
}

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
	case time.Time: // of a date column: midnight in whatever zone the driver took
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
