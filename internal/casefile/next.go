package casefile

import "nurlykosh/internal/platform/civil"

// Turn says whose turn it is in a case.
type Turn string

// The turns; they are stored with the case and order the lists.
const (
	TurnReturned Turn = "returned" // a decision came back for correction
	TurnOurs     Turn = "ours"     // somebody of the office must act
	TurnOthers   Turn = "others"   // the family, another body or a decider must act; or the clock stands still
	TurnNobody   Turn = ""         // nothing is open now
)

// Next chooses the task that stands on top of a case: a returned one, else the earliest that is ours to do,
// else the earliest we wait for. What is late is always ours; a check for a day to come stands there only when
// nothing else is open.
func Next(tasks []Task, today civil.Date) (*Task, Turn) {
	var best *Task
	turn, least := TurnNobody, 0
	for i := range tasks {
		t := &tasks[i]
		if !t.State.Live() {
			continue
		}
		its := turnOf(t, today)
		r := rank(its)
		if t.Awaits(today) {
			r = rank(TurnNobody)
		}
		if best == nil || r < least || r == least && sooner(t, best) {
			best, turn, least = t, its, r
		}
	}
	return best, turn
}

func turnOf(t *Task, today civil.Date) Turn {
	switch {
	case t.State == Returned:
		return TurnReturned
	case t.State == Paused || t.State == Proposed:
		return TurnOthers
	case t.Role == "caseworker" || t.Role == "supervisor":
		return TurnOurs
	case !t.Due.IsZero() && t.Due.Before(today):
		return TurnOurs
	}
	return TurnOthers
}

func rank(t Turn) int {
	switch t {
	case TurnReturned:
		return 0
	case TurnOurs:
		return 1
	case TurnOthers:
		return 2
	}
	return 3
}

func sooner(a, b *Task) bool {
	switch {
	case a.Due == b.Due:
		return a.Ord < b.Ord
	case a.Due.IsZero():
		return false
	case b.Due.IsZero():
		return true
	}
	return a.Due.Before(b.Due)
}

// Group is a heading of My day; every open case is in exactly one, the first that fits.
type Group string

// The groups in the order of My day (product.md §5).
const (
	GroupReturned Group = "returned"
	GroupOverdue  Group = "overdue"
	GroupToday    Group = "today"
	GroupWeek     Group = "this_week"
	GroupWaiting  Group = "waiting"
	GroupLater    Group = "later"
)

// Groups in their order.
var Groups = []Group{GroupReturned, GroupOverdue, GroupToday, GroupWeek, GroupWaiting, GroupLater}

// GroupOf puts a case into its group by whose turn it is and when it is due. The week ends on Sunday.
// The query day_rows computes the same.
func GroupOf(turn Turn, due, today civil.Date) Group {
	switch {
	case turn == TurnReturned:
		return GroupReturned
	case turn == TurnOurs && due.Before(today) && !due.IsZero():
		return GroupOverdue
	case turn == TurnOurs && due == today:
		return GroupToday
	case turn == TurnOurs && !due.IsZero() && !due.After(weekEnd(today)):
		return GroupWeek
	case turn == TurnOthers:
		return GroupWaiting
	}
	return GroupLater
}

func weekEnd(d civil.Date) civil.Date {
	return d.AddDays((7 - int(d.Weekday())) % 7)
}
