package integration

import (
	"context"
	"slices"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
)

const dutyTask = "check_residence_duty"

// DutyYears is how long a family that took benefits of the quota stays in its region. From memory, unverified.
const DutyYears = 5

// DutyAnswers in the order they are offered; words as "duty.answer.<code>". Not known leaves the task open.
var DutyAnswers = []string{"lives_here", "left", "not_known"}

// Duty is what a visit, and a look into the register, said of where the family lives.
type Duty struct {
	Answer string
	On     civil.Date
	Reason string // for left, of the reasons of leaving the region
	Text   string
}

// CheckDuty records whether a family that took benefits of the quota still lives in the region. The check comes back
// every twelve months until the duty ends.
func (w *Work) CheckDuty(ctx context.Context, op db.Op, number string, x Duty) (db.Result, error) {
	return w.onCase(ctx, op, number, "duty.said", func(e *casefile.Edit, _ *Part) error {
		t := e.TaskByKey(dutyTask)
		if t == nil {
			return fault.Missing()
		}
		if t.State != casefile.Open && t.State != casefile.Returned {
			return fault.Refuse("task.not_open", nil)
		}
		var bad fault.Problems
		if !slices.Contains(DutyAnswers, x.Answer) {
			bad.Add("answer", "form.not_a_choice", nil)
		}
		bad.AddFault("on_day", past(x.On, e.Today()))
		if !x.On.IsZero() && x.On.Before(t.Counted) {
			bad.Add("on_day", "duty.before", nil)
		}
		if x.Answer == "left" {
			w.Book.CheckReason(&bad, "leave_region", x.Reason, x.Text)
		}
		if err := bad.Err(); err != nil {
			return err
		}
		ev := audit.Event{Kind: "duty_checked", Audience: audit.Family, Happened: x.On, Code: "duty_" + x.Answer, Subject: audit.Stream{Kind: "task", ID: t.ID}}
		if x.Answer == "left" {
			ev.Reason = x.Reason
		}
		if x.Text != "" {
			ev.Body = map[string]string{"text": x.Text}
		}
		e.Note(ev)
		switch {
		case x.Answer == "not_known":
			return nil
		case x.Answer == "lives_here" && t.Due.AddMonths(12).Before(e.Case.Facts.QuotaDecided.AddMonths(12*DutyYears+1)):
			t.Again(w.Book.Calendar)
			return nil
		}
		return t.Finish(x.On, t.Counted, e.Today(), x.Answer)
	})
}
