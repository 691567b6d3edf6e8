package casefile

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"time"

	"nurlykosh/internal/platform/civil"
)

// Unit is what a limit is counted in.
type Unit string

// The units of the step templates.
const (
	WorkingDay  Unit = "working_day"
	CalendarDay Unit = "calendar_day"
	Month       Unit = "month"
)

// Day is a day of the calendar that differs from its place in the week.
type Day struct {
	Date civil.Date
	Kind string // holiday, day_off_moved, working_day_moved
}

// Calendar knows the working days of Kazakhstan: Monday to Friday, without holidays and moved days off, with
// the Saturdays that are worked by transfer (domain.md §2.3). Years outside the table have weekends only.
type Calendar struct {
	off, on map[civil.Date]bool
	years   map[int]bool
}

// NewCalendar builds a calendar; an unknown kind of day is an error.
func NewCalendar(days []Day) (*Calendar, error) {
	c := &Calendar{off: map[civil.Date]bool{}, on: map[civil.Date]bool{}, years: map[int]bool{}}
	for _, d := range days {
		switch d.Kind {
		case "holiday", "day_off_moved":
			c.off[d.Date] = true
		case "working_day_moved":
			c.on[d.Date] = true
		default:
			return nil, fmt.Errorf("calendar: %s is of unknown kind %q", d.Date, d.Kind)
		}
		c.years[d.Date.Year()] = true
	}
	return c, nil
}

// ReadHolidays reads the table holidays.tsv.
func ReadHolidays(r io.Reader) ([]Day, error) {
	var days []Day
	sc := bufio.NewScanner(r)
	for first := true; sc.Scan(); first = false {
		cells := strings.Split(sc.Text(), "\t")
		if first || len(cells) < 2 {
			continue
		}
		d, err := civil.Parse(cells[0])
		if err != nil {
			return nil, err
		}
		days = append(days, Day{Date: d, Kind: cells[1]})
	}
	return days, sc.Err()
}

// Known reports whether the table has a year's days.
func (c *Calendar) Known(year int) bool { return c.years[year] }

// Working reports whether a day is a working day.
func (c *Calendar) Working(d civil.Date) bool {
	if c.on[d] {
		return true
	}
	w := d.Weekday()
	return w != time.Saturday && w != time.Sunday && !c.off[d]
}

// Due is the last day of a limit of n units that begins on a day; that day itself is not counted. n = 0 is the day itself.
func (c *Calendar) Due(from civil.Date, n int, u Unit) civil.Date {
	switch u {
	case CalendarDay:
		return from.AddDays(n)
	case Month:
		return from.AddMonths(n)
	}
	d := from
	for n > 0 {
		if d = d.AddDays(1); c.Working(d) {
			n--
		}
	}
	return d
}

// WorkingDays counts the working days after one day up to and including another; negative when to lies before from.
func (c *Calendar) WorkingDays(from, to civil.Date) int {
	if to.Before(from) {
		return -c.WorkingDays(to, from)
	}
	n := 0
	for d := from; d.Before(to); {
		if d = d.AddDays(1); c.Working(d) {
			n++
		}
	}
	return n
}

func calendarOf(rows []holidayRow) (*Calendar, error) {
	days := make([]Day, 0, len(rows))
	for _, r := range rows {
		days = append(days, Day{Date: r.Day, Kind: r.Kind})
	}
	return NewCalendar(days)
}
