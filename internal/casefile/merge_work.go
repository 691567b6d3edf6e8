package casefile

import (
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
)

// Ending is how a case stood before it went into another, so that it can come out of it again.
type Ending struct {
	Status Status     `json:"status"`
	Closed civil.Date `json:"closed"`
	Reason string     `json:"reason,omitempty"`
}

// MergeInto ends a case because it is the same as another, which goes on. Nothing is re-keyed: papers, steps and decisions
// stay with it and are read through it; open proposals fall away.
func (e *Edit) MergeInto(main *Case, text string) (Ending, error) {
	before := Ending{Status: e.Case.Status, Closed: e.Case.Closed, Reason: e.Case.CloseReason}
	if _, err := e.Exec("decisions_withdraw", db.Args{"case_id": e.Case.ID, "but": 0}); err != nil {
		return before, err
	}
	e.reopenProposed()
	e.Case.Status, e.Case.CloseReason, e.Case.Closed, e.Case.MergedInto = Merged, "", e.Today(), main.ID
	e.Note(audit.Event{Kind: "case_merged_into", Audience: audit.Family, Subject: main.Stream(), Body: map[string]any{"number": main.Number, "text": text}})
	return before, e.Save()
}

// MergeUndone lets a case stand as it stood before it went into another.
func (e *Edit) MergeUndone(main *Case, before Ending, text string) error {
	e.Case.Status, e.Case.CloseReason, e.Case.Closed, e.Case.MergedInto = before.Status, before.Reason, before.Closed, 0
	e.Note(audit.Event{Kind: "merge_undone", Audience: audit.Family, Subject: main.Stream(), Body: map[string]any{"number": main.Number, "text": text}})
	return e.Save()
}

// TaskWas is a task that a change moved, as it stood before.
type TaskWas struct {
	Task
	After int `json:"after"` // its version since
}

// TakeOver finishes the tasks that another case of the same family has done already. Nobody does a step twice.
func (e *Edit) TakeOver(done []Task) {
	for _, d := range done {
		t := e.find(d.Key)
		if t == nil || !t.TakesOver(d) {
			continue
		}
		t = e.TaskByKey(d.Key)
		t.State, t.DoneOn, t.Outcome, t.PausedOn, t.PauseWhy = Done, d.DoneOn, d.Outcome, civil.Date{}, ""
		e.Note(audit.Event{Kind: "task_taken_over", Audience: t.Audience(), Happened: d.DoneOn, Code: t.Key, Subject: audit.Stream{Kind: "task", ID: t.ID}})
	}
}

// TakesOver reports whether what another case has done counts for a task of this one. What fell away by rule may be asked for
// again: it counts there, too.
func (t Task) TakesOver(done Task) bool {
	return t.Key == done.Key && done.State == Done && done.TemplateID != 0 && !done.FollowUp() && t.State != Proposed && (!t.State.Over() || t.Outcome == ByRule)
}

// Moved gives the tasks that Save has moved since they were like these.
func (e *Edit) Moved(since []Task) (out []TaskWas) {
	for _, was := range since {
		for _, t := range e.Tasks {
			if t.ID == was.ID && t.Rev != was.Rev {
				out = append(out, TaskWas{Task: was, After: t.Rev})
			}
		}
	}
	return out
}

// GiveBack lets tasks stand as they stood, where nobody has touched them since.
func (e *Edit) GiveBack(tasks []TaskWas) {
	for _, was := range tasks {
		for i := range e.Tasks {
			t := &e.Tasks[i]
			if t.ID != was.ID || t.Rev != was.After {
				continue
			}
			finished := t.State == Done && was.State != Done
			was.Rev = t.Rev
			*t = was.Task
			e.touched[t.ID] = true
			if finished {
				e.Note(audit.Event{Kind: "task_given_back", Code: t.Key, Subject: audit.Stream{Kind: "task", ID: t.ID}})
			}
		}
	}
}

// reopenProposed lets tasks stand open whose proposal falls away.
func (e *Edit) reopenProposed() {
	for i := range e.Tasks {
		if t := &e.Tasks[i]; t.State == Proposed {
			t.State = Open
			e.touched[t.ID] = true
		}
	}
}
