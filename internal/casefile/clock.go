package casefile

import (
	"slices"

	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/fault"
)

// Clock is the legal clock of a task with its whole story (product.md §2, §4.7). It is a value: each verb gives a new
// one. What a task's row keeps of it is the sum; the story is in the events.
type Clock struct {
	Start      civil.Date // the day of receipt, which is not counted
	Amount     int        // of the limit, in Unit
	Unit       Unit
	Pausable   bool
	Pauses     []Pause
	Extensions []Extension
}

// Pause is a time in which a clock stands still; To is zero while it lasts.
type Pause struct {
	From, To civil.Date
	Reason   string // code
}

// Extension is more time given, in working days.
type Extension struct {
	Days   int
	Reason string // code
}

// PausedOn is the day since which the clock stands still; zero while it runs.
func (c Clock) PausedOn() civil.Date {
	if n := len(c.Pauses); n > 0 && c.Pauses[n-1].To.IsZero() {
		return c.Pauses[n-1].From
	}
	return civil.Date{}
}

// Pause stops the clock on a day. Faults: clock.already_paused, clock.not_pausable, clock.reason_missing at reason,
// date.in_past at on for a day before the limit began or before the last pause ended.
func (c Clock) Pause(on civil.Date, reason string) (Clock, error) {
	since := c.Start
	if n := len(c.Pauses); n > 0 {
		since = c.Pauses[n-1].To
	}
	switch {
	case !c.PausedOn().IsZero():
		return c, fault.Refuse("clock.already_paused", nil)
	case !c.Pausable:
		return c, fault.Refuse("clock.not_pausable", nil)
	case reason == "":
		return c, fault.OnField("reason", "clock.reason_missing", nil)
	case on.Before(since):
		return c, fault.OnField("on", "date.in_past", nil)
	}
	c.Pauses = append(slices.Clone(c.Pauses), Pause{From: on, Reason: reason})
	return c, nil
}

// Resume starts the clock again on a day: the due date moves by the days that it stood still. Faults: task.not_paused,
// date.end_before_start at on.
func (c Clock) Resume(on civil.Date) (Clock, error) {
	switch from := c.PausedOn(); {
	case from.IsZero():
		return c, fault.Refuse("task.not_paused", nil)
	case on.Before(from):
		return c, fault.OnField("on", "date.end_before_start", nil)
	}
	c.Pauses = slices.Clone(c.Pauses)
	c.Pauses[len(c.Pauses)-1].To = on
	return c, nil
}

// Extend gives more time, in working days. Faults: clock.reason_missing at reason, clock.extension_range at days.
func (c Clock) Extend(days int, reason string) (Clock, error) {
	switch {
	case reason == "":
		return c, fault.OnField("reason", "clock.reason_missing", nil)
	case days < ExtendLeast || days > ExtendMost:
		return c, fault.OnField("days", "clock.extension_range", fault.Args{"min": ExtendLeast, "max": ExtendMost})
	}
	c.Extensions = append(slices.Clone(c.Extensions), Extension{Days: days, Reason: reason})
	return c, nil
}

// Due is the last day of the limit: the day it had at first, moved by each pause that is over, then each extension. A
// pause moves a limit in working days by the working days that it took, and any other by calendar days, so that as much
// is left after it as before.
func (c Clock) Due(cal *Calendar) civil.Date {
	due := cal.Due(c.Start, c.Amount, c.Unit)
	for _, p := range c.Pauses {
		switch {
		case p.To.IsZero():
		case c.Unit == WorkingDay:
			due = cal.Due(due, cal.WorkingDays(p.From, p.To), WorkingDay)
		default:
			due = cal.Due(due, p.To.Sub(p.From), CalendarDay)
		}
	}
	for _, e := range c.Extensions {
		due = cal.Due(due, e.Days, WorkingDay)
	}
	return due
}

// DaysLeft is the number of working days until the due date; negative when it is past, at least by one, even if only a
// weekend lies between. A clock that stands still has as many as on the day on which it was stopped.
func (c Clock) DaysLeft(cal *Calendar, today civil.Date) int {
	return DaysLeft(cal, c.Due(cal), c.reading(today))
}

// Lateness says where the clock stands on a day; one that stands still, as on the day on which it was stopped.
func (c Clock) Lateness(cal *Calendar, today civil.Date) Lateness {
	return LatenessOf(c.Due(cal), c.reading(today))
}

func (c Clock) reading(today civil.Date) civil.Date {
	if on := c.PausedOn(); !on.IsZero() {
		return on
	}
	return today
}

// DaysLeft is the number of working days from today until a due date, as the clock counts them; 0 without a due date.
func DaysLeft(cal *Calendar, due, today civil.Date) int {
	n := cal.WorkingDays(today, due)
	if !due.IsZero() && due.Before(today) {
		return min(-1, n)
	}
	return n
}

// Lateness is how near a due date is.
type Lateness string

// The four, in the order in which they want attention. The week ends on Sunday.
const (
	IsLate     Lateness = "late"
	IsToday    Lateness = "today"
	IsThisWeek Lateness = "this_week"
	IsLater    Lateness = "later"
)

// LatenessOf sorts a due date; what has none is later.
func LatenessOf(due, today civil.Date) Lateness {
	switch {
	case due.IsZero() || due.After(weekEnd(today)):
		return IsLater
	case due.Before(today):
		return IsLate
	case due == today:
		return IsToday
	}
	return IsThisWeek
}
