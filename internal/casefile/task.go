package casefile

import (
	"strings"

	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/fault"
)

// State is where a task stands.
type State string

// The states. Later waits for its starting day or for a fact; Proposed waits for the decision.
const (
	Later       State = "later"
	Open        State = "open"
	Paused      State = "paused"
	Returned    State = "returned"
	Proposed    State = "proposed"
	Done        State = "done"
	NotRequired State = "not_required"
)

// Live reports whether somebody still has to do something about it now.
func (s State) Live() bool { return s == Open || s == Paused || s == Returned || s == Proposed }

// Over reports whether the task needs nothing more.
func (s State) Over() bool { return s == Done || s == NotRequired }

// Task is one thing to be done by one role in one case, with what its template says.
type Task struct {
	ID         int64      `db:"id"`
	CaseID     int64      `db:"case_id"`
	MemberID   int64      `db:"member_id"` // of a task that was opened for somebody who came later
	TemplateID int64      `db:"template_id"`
	Key        string     `db:"key"`
	Step       Step       `db:"step"`
	Ord        int        `db:"ord"`
	Role       string     `db:"role"`
	State      State      `db:"state"`
	Counted    civil.Date `db:"counted_from"`
	Due        civil.Date `db:"due_on"`
	DueFirst   civil.Date `db:"due_first"`
	PausedOn   civil.Date `db:"paused_on"`
	PauseWhy   string     `db:"pause_reason"`
	Waited     int        `db:"waited_days"`
	Extended   int        `db:"extended_days"`
	ReturnWhy  string     `db:"returned_reason"`
	DoneOn     civil.Date `db:"done_on"`
	Outcome    string     `db:"outcome"`
	WaiverWhy  string     `db:"waiver_reason"`
	Rev        int        `db:"version"`
	Title      string     `db:"title"` // of tasks that people add themselves
	TitleKK    string     `db:"title_kk"`
	TitleRU    string     `db:"title_ru"`
	TitleEN    string     `db:"title_en"`
	Condition  string     `db:"condition"`
	Amount     int        `db:"due_amount"`
	Unit       Unit       `db:"due_unit"`
	From       string     `db:"from_what"` // what the limit is counted from
	Pausable   bool       `db:"pausable"`
	Evidence   string     `db:"evidence"` // kinds, joined by ;
	Decision   string     `db:"decision_kind"`
	Basis      string     `db:"legal_basis"`
	Note       string     `db:"note"`
	Verified   bool       `db:"verified"`
}

// NameHead is the task of a family whose head is gone: to say who its head is from now on.
const NameHead = "name_head"

// DoubleQuota is the task of a family that has two quota places since two cases of it became one: to give one back.
const DoubleQuota = "double_quota"

// followUp are checks that go on after a family is settled (product.md §3), and what holds up no step.
var followUp = map[string]bool{"check_job_180": true, "check_job_365": true, "check_residence_duty": true, NameHead: true, DoubleQuota: true}

// FollowUp reports whether the task goes on after the family is settled: checks of later days, and what is done for
// somebody who came later. It holds up no step.
func (t Task) FollowUp() bool { return followUp[t.Key] || t.MemberID != 0 }

// dated are checks that belong to a day: their limit is that day, and nobody can do them before.
var dated = map[string]bool{"check_job_90": true, "check_job_180": true, "check_job_365": true, "check_residence_duty": true}

// Awaits reports whether the task is for a day that is still to come.
func (t Task) Awaits(today civil.Date) bool { return dated[t.Key] && t.Due.After(today) }

// Audience is who may be told of the task: what concerns protection is for staff alone.
func (t Task) Audience() audit.Audience {
	if t.Role == "protection" {
		return audit.Staff
	}
	return audit.Family
}

// Asked is a kind of evidence a task needs.
func (t Task) Asked(kind string) bool {
	for e := range strings.SplitSeq(t.Evidence, ";") {
		if e == kind {
			return true
		}
	}
	return false
}

// Kinds lists the kinds of evidence a task needs.
func (t Task) Kinds() []string {
	if t.Evidence == "" {
		return nil
	}
	return strings.Split(t.Evidence, ";")
}

// start opens a task: its limit runs from the day it is counted from, which is not counted itself.
func (t *Task) start(from civil.Date, cal *Calendar) {
	t.State, t.Counted = Open, from
	t.Due = cal.Due(from, t.Amount, t.Unit)
	t.DueFirst = t.Due
}

// Again starts the limit of a task that comes back, counted from the end of the limit before; a day off on which that
// fell does not move those that follow.
func (t *Task) Again(cal *Calendar) {
	end := after(t.Counted, t.Amount, t.Unit)
	if t.Unit == WorkingDay || t.Due != cal.orNext(end) { // more time was given
		end = t.Due
	}
	t.start(end, cal)
}

// Reopen takes back that a task is over: the plan opens it again with the limit of its own day.
func (t *Task) Reopen() {
	t.State, t.DoneOn, t.Outcome, t.ReturnWhy = Later, civil.Date{}, "", ""
	t.Counted, t.Due, t.PausedOn, t.PauseWhy = civil.Date{}, civil.Date{}, civil.Date{}, ""
}

// Pause stops the clock.
func (t *Task) Pause(today civil.Date, reason string) error {
	switch {
	case t.State == Paused:
		return fault.Refuse("clock.already_paused", nil)
	case t.State != Open && t.State != Returned:
		return fault.Refuse("task.not_open", nil)
	case !t.Pausable:
		return fault.Refuse("clock.not_pausable", nil)
	case reason == "":
		return fault.OnField("reason", "clock.reason_missing", nil)
	}
	t.State, t.PausedOn, t.PauseWhy = Paused, today, reason
	return nil
}

// Resume starts the clock again: the due date moves by the days that the task stood still.
func (t *Task) Resume(today civil.Date, cal *Calendar) (days int, err error) {
	if t.State != Paused {
		return 0, fault.Refuse("task.not_paused", nil)
	}
	days = t.stood(today, cal)
	t.move(days, cal)
	t.Waited += days
	t.State, t.PausedOn, t.PauseWhy = Open, civil.Date{}, ""
	return days, nil
}

// stood counts the days of a pause in the unit of the limit.
func (t *Task) stood(today civil.Date, cal *Calendar) int {
	if t.Unit == WorkingDay {
		return cal.WorkingDays(t.PausedOn, today)
	}
	return today.Sub(t.PausedOn)
}

func (t *Task) move(days int, cal *Calendar) {
	if t.Due.IsZero() {
		return // it has no limit yet
	}
	if t.Unit == WorkingDay {
		t.Due = cal.Due(t.Due, days, WorkingDay)
		return
	}
	t.Due = cal.Due(t.Due, days, CalendarDay)
}

// Extension limits, in working days. Own rule.
const (
	ExtendLeast = 1
	ExtendMost  = 60
)

// Extend gives more time, in working days.
func (t *Task) Extend(days int, reason string, cal *Calendar) error {
	switch {
	case t.State != Open && t.State != Returned:
		return fault.Refuse("task.not_open", nil)
	case t.Due.IsZero():
		return fault.Refuse("clock.no_limit", nil)
	case reason == "":
		return fault.OnField("reason", "clock.reason_missing", nil)
	case days < ExtendLeast || days > ExtendMost:
		return fault.OnField("days", "clock.extension_range", fault.Args{"min": ExtendLeast, "max": ExtendMost})
	}
	t.Extended += days
	t.Due = cal.Due(t.Due, days, WorkingDay)
	return nil
}

// Finish marks the task as done on a day between its opening and today.
func (t *Task) Finish(on, opened, today civil.Date, outcome string) error {
	switch {
	case t.State.Over():
		return fault.Clash("task.already_over", nil)
	case on.IsZero():
		return fault.OnField("on", "form.required", nil)
	case on.After(today):
		return fault.OnField("on", "date.in_future", nil)
	case on.Before(opened):
		return fault.OnField("on", "task.before_case", nil)
	}
	t.State, t.DoneOn, t.Outcome = Done, on, outcome
	t.PausedOn, t.PauseWhy = civil.Date{}, ""
	return nil
}
