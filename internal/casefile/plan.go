package casefile

import (
	"sort"

	"nurlykosh/internal/platform/civil"
)

// Plan brings a case's tasks into line with what is known about it: a task whose condition holds and whose
// starting day is known is opened with its limit; one whose condition turned out not to hold is not required
// by rule; one that waits for either stays for later. What people finished stays as it is, and a running
// clock is never moved. Where nobody yet knows the day a limit is counted from, but everything before the task is over,
// the task opens without a limit, so that somebody asks for that day; and a case never stands without a next action
// while something is left to be done. It gives back the tasks that changed.
func Plan(c *Case, tasks []Task, cal *Calendar) []*Task {
	sort.Slice(tasks, func(i, j int) bool { return tasks[i].Ord < tasks[j].Ord })
	var changed []*Task
	for again := true; again; { // a task that falls away may open the next
		again = false
		for i := range tasks {
			if planOne(c, tasks, &tasks[i], cal) {
				again = true
				changed = append(changed, &tasks[i])
			}
		}
	}
	if t := idle(c, tasks); t != nil {
		t.State, t.Outcome = Open, ""
		changed = append(changed, t)
	}
	return unique(changed)
}

// idle is the first task still to come of a case in which nothing is open; nil where something is, or nothing is left.
func idle(c *Case, tasks []Task) *Task {
	var first *Task
	for i := range tasks {
		t := &tasks[i]
		switch {
		case t.State.Live():
			return nil
		case first == nil && t.State == Later && t.Condition != "" && !t.FollowUp() && conditionByName[t.Condition].Holds(c) == Yes:
			first = t
		}
	}
	return first
}

// ByRule is the outcome of tasks that a condition, not a person, found not required.
const ByRule = "by_rule"

func planOne(c *Case, tasks []Task, t *Task, cal *Calendar) bool {
	if t.Condition == "" || t.State == Done || t.State == Proposed || t.State == Paused || t.State == NotRequired && t.Outcome != ByRule {
		return false
	}
	holds := conditionByName[t.Condition].Holds(c)
	switch {
	case holds == No && t.State != NotRequired:
		t.State, t.Outcome = NotRequired, ByRule
		t.Due, t.Counted = civil.Date{}, civil.Date{}
		return true
	case holds == NotKnown && t.State == NotRequired:
		t.State, t.Outcome = Later, ""
		return true
	case holds == Yes && (t.State == Later || t.State == NotRequired):
		from := startsOn(c, tasks, t)
		if from.IsZero() && asked[t.From] && !afterPrevious(c, tasks, t).IsZero() {
			t.State, t.Outcome = Open, ""
			return true
		}
		if from.IsZero() {
			back := t.State == NotRequired
			t.State, t.Outcome = Later, ""
			return back
		}
		t.Outcome = ""
		t.start(from, cal)
		return true
	case holds == Yes && t.State == Open && t.Counted.IsZero():
		if from := startsOn(c, tasks, t); !from.IsZero() {
			t.start(from, cal)
			return true
		}
	}
	return false
}

// asked are the days that somebody of the office has to ask for: the task itself is the reminder.
var asked = map[string]bool{"move_in": true, "residence_application": true, "citizenship_application": true}

// startsOn is the day from which a task's limit is counted; zero while it is not known.
func startsOn(c *Case, tasks []Task, t *Task) civil.Date {
	f := c.Facts
	switch t.From {
	case "receipt_date":
		return c.Received
	case "arrival":
		if !c.Arrived.IsZero() && f.Parted.After(c.Arrived) { // nothing of the new household is late at its beginning
			return f.Parted
		}
		return c.Arrived
	case "recorded_at":
		return f.DangerOn
	case "quota_application":
		return f.QuotaApplied
	case "residence_application":
		return f.ResidenceApplied
	case "citizenship_application":
		return f.CitizenshipApplied
	case "move_in":
		return f.MovedIn
	case "hired_on":
		return f.HiredOn
	case "decision_date":
		if t.Step == Housing {
			return f.HousingDecided
		}
		return f.QuotaDecided
	case "previous_task":
		from := afterPrevious(c, tasks, t)
		if t.Key == "check_divorce_certificate" && !from.IsZero() && f.Divorced.After(from) { // nothing is late before it was known
			return f.Divorced
		}
		return from
	}
	return civil.Date{}
}

// afterPrevious is the day on which what stands before the task was finished.
func afterPrevious(c *Case, tasks []Task, t *Task) civil.Date {
	switch t.Key {
	case "confirm_settled":
		return lastOf(tasks, func(o *Task) bool { return o.Key != t.Key && !o.FollowUp() && o.Condition != "" })
	case "assess_housing_needs": // from the last intake task or from arrival, whichever is earlier
		if from := startsOn(c, tasks, &Task{From: "arrival"}); !from.IsZero() {
			return from
		}
		return lastOf(tasks, func(o *Task) bool { return o.Step == Intake && o.Condition != "" })
	}
	for i := len(tasks) - 1; i >= 0; i-- {
		o := &tasks[i]
		if o.Step != t.Step || o.Ord >= t.Ord || o.State == NotRequired || o.Condition == "" || o.MemberID != 0 {
			continue
		}
		return o.DoneOn // zero while it is not done
	}
	return c.Opened
}

// lastOf is the latest day on which the chosen tasks were done; zero while one of them is not over.
func lastOf(tasks []Task, chosen func(*Task) bool) civil.Date {
	var last civil.Date
	for i := range tasks {
		t := &tasks[i]
		if !chosen(t) || t.State == NotRequired {
			continue
		}
		if t.State != Done {
			return civil.Date{}
		}
		if t.DoneOn.After(last) {
			last = t.DoneOn
		}
	}
	return last
}

func unique(ts []*Task) []*Task {
	seen := map[*Task]bool{}
	var out []*Task
	for _, t := range ts {
		if !seen[t] {
			seen[t] = true
			out = append(out, t)
		}
	}
	return out
}

// StageOf is the first step that is not finished; Settled when all are.
func StageOf(tasks []Task) Step {
	for _, s := range Steps {
		if !Finished(tasks, s) {
			return s
		}
	}
	return Settled
}

// Finished reports whether every task of a step is over, later checks aside.
func Finished(tasks []Task, s Step) bool {
	for _, t := range tasks {
		if t.Step == s && !t.FollowUp() && !t.State.Over() {
			return false
		}
	}
	return true
}

// KnownStart reports whether a rule here says from which day such a limit is counted.
func KnownStart(from string) bool {
	switch from {
	case "receipt_date", "arrival", "recorded_at", "quota_application", "residence_application", "citizenship_application",
		"move_in", "hired_on", "decision_date", "previous_task":
		return true
	}
	return false
}
