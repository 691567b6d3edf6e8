package casefile

import (
	"fmt"
	"iter"
	"sort"
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

// Calendar knows the working days of Kazakhstan: Monday to Friday, without holidays and moved days off, with
// the weekend days that are worked by transfer (domain.md §2.3). In years outside the table only weekends and the
// holidays of fixed date are off; Known tells them apart.
type Calendar struct {
	off, on map[civil.Date]bool
	years   map[int]bool
	upTo    []int32 // working days from countFrom up to and including the day at each place
}

// Days between these are counted once, when the calendar is built: lists ask for every row. Others are counted when
// asked for.
var (
	countFrom = civil.Must(2005, 1, 1)
	countTo   = civil.Must(2055, 12, 31)
)

// NewCalendar builds a calendar; an unknown kind of day is an error. A year is known when its New Year is there.
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
		if d.Kind == "holiday" && d.Date.Month() == 1 && d.Date.Day() == 1 {
			c.years[d.Date.Year()] = true
		}
	}
	c.upTo = make([]int32, 0, countTo.Sub(countFrom)+1)
	n := int32(0)
	for d := countFrom; !d.After(countTo); d = d.AddDays(1) {
		if c.Working(d) {
			n++
		}
		c.upTo = append(c.upTo, n)
	}
	return c, nil
}

// Known reports whether the table has a year's days.
func (c *Calendar) Known(year int) bool { return c.years[year] }

// Working reports whether a day is a working day.
func (c *Calendar) Working(d civil.Date) bool {
	if c.on[d] {
		return true
	}
	if w := d.Weekday(); w == time.Saturday || w == time.Sunday || c.off[d] {
		return false
	}
	return c.Known(d.Year()) || !FixedHoliday(d)
}

// after is the day n days of the calendar or months after another.
func after(from civil.Date, n int, u Unit) civil.Date {
	if u == Month {
		return from.AddMonths(n)
	}
	return from.AddDays(n)
}

// orNext is a day, or the next working day when it is a day off.
func (c *Calendar) orNext(d civil.Date) civil.Date {
	for !c.Working(d) && d.AddDays(1) != d { // there is an end of all days
		d = d.AddDays(1)
	}
	return d
}

// Due is the last day of a limit of n units that begins on a day, such as the day of receipt; that day itself is not
// counted, so that n = 0 is the day itself. A negative n counts back, for warnings ahead of a day. Of a day not known
// nothing is due. A limit in days of the calendar or months that would end on a day off ends on the next working day
// (Civil Code, article 176), but one of no days: a bed for tonight is due tonight.
func (c *Calendar) Due(from civil.Date, n int, u Unit) civil.Date {
	switch {
	case from.IsZero():
		return from
	case u != WorkingDay && n > 0:
		return c.orNext(after(from, n, u))
	case u != WorkingDay:
		return after(from, n, u)
	}
	if d, ok := c.counted(from, n); ok {
		return d
	}
	step := 1
	if n < 0 {
		n, step = -n, -1
	}
	d := from
	for n > 0 {
		next := d.AddDays(step)
		if next == d { // the end of all days
			break
		}
		if d = next; c.Working(d) {
			n--
		}
	}
	return d
}

// counted finds the day n > 0 working days after another; false if the count does not reach so far.
func (c *Calendar) counted(from civil.Date, n int) (civil.Date, bool) {
	at := from.Sub(countFrom)
	if n <= 0 || at < 0 || at >= len(c.upTo) {
		return from, false
	}
	want := int(c.upTo[at]) + n
	later, found := sort.Find(len(c.upTo)-at, func(i int) int { return want - int(c.upTo[at+i]) })
	return from.AddDays(later), found
}

// WorkingDays counts the working days after one day up to and including another; negative when to lies before from,
// 0 when either is not known.
func (c *Calendar) WorkingDays(from, to civil.Date) int {
	if to.Before(from) {
		return -c.WorkingDays(to, from)
	}
	if i, j := from.Sub(countFrom), to.Sub(countFrom); i >= 0 && j < len(c.upTo) && !from.IsZero() {
		return int(c.upTo[j] - c.upTo[i])
	}
	n := 0
	for range c.Between(from, to) {
		n++
	}
	return n
}

// Between gives the working days after one day up to and including another, the ones that WorkingDays counts; none
// when to lies before from, or either is not known.
func (c *Calendar) Between(from, to civil.Date) iter.Seq[civil.Date] {
	return func(yield func(civil.Date) bool) {
		if from.IsZero() {
			return
		}
		for d := from; d.Before(to); {
			if d = d.AddDays(1); c.Working(d) && !yield(d) {
				return
			}
		}
	}
}

func calendarOf(rows []holidayRow) (*Calendar, error) {
	days := make([]Day, 0, len(rows))
	for _, r := range rows {
		days = append(days, Day{Date: r.Day, Kind: r.Kind})
	}
	return NewCalendar(days)
}
