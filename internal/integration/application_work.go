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

// Kinds of applications in the order they are made.
var applicationKinds = []string{Residence, Citizenship}

// taskOf is the task that follows an application to its decision; nil where the track has none.
func taskOf(e *casefile.Edit, kind string) *casefile.Task {
	if !slices.Contains(applicationKinds, kind) {
		return nil
	}
	return e.TaskByKey("decide_" + kind)
}

// Apply records that the family applied to the migration police: the clock of the decision starts. After a refusal it
// may apply again.
func (w *Work) Apply(ctx context.Context, op db.Op, number, kind, ref string, on civil.Date) (db.Result, error) {
	return w.onCase(ctx, op, number, "application.said", func(e *casefile.Edit, p *Part) error {
		t := taskOf(e, kind)
		if t == nil {
			return fault.Missing()
		}
		a, made := p.Application(kind, t)
		again := made && a.Answer == Refused && t.State == casefile.Done && t.Outcome == "refused"
		if made && !again {
			return fault.Clash("application.made", nil)
		}
		if err := past(on, e.Today()); err != nil {
			return fault.OnField("on_day", fault.Of(err).Key, nil)
		}
		if again && on.Before(a.Decided) {
			return fault.OnField("on_day", "application.before_answer", nil)
		}
		switch facts := &e.Case.Facts; {
		case a.Member != 0: // the family has applied before; the limit runs from here
			t.Counted, t.Due = on, e.Book.Calendar.Due(on, t.Amount, t.Unit)
			t.DueFirst = t.Due
		case kind == Residence:
			facts.ResidenceApplied = on
		default:
			facts.CitizenshipApplied, facts.Citizenship = on, casefile.Yes
		}
		if again {
			t.Reopen()
		}
		if err := saveApplication(e, Application{Kind: kind, Member: a.Member, Applied: on, Number: ref}); err != nil {
			return err
		}
		e.Note(audit.Event{Kind: kind + "_applied", Audience: audit.Family, Happened: on, Code: ref, Subject: applicant(a)})
		return nil
	})
}

// applicant is the member who applies alone; empty for the family.
func applicant(a Application) audit.Stream {
	if a.Member == 0 {
		return audit.Stream{}
	}
	return about(a.Member)
}

func memberOrNull(id int64) any {
	if id == 0 {
		return nil
	}
	return id
}

func saveApplication(e *casefile.Edit, a Application) error {
	_, err := e.Exec("application_save", db.Args{
		"case_id": e.Case.ID, "kind": a.Kind, "member_id": memberOrNull(a.Member), "applied_on": a.Applied, "number": a.Number, "decided_on": a.Decided, "answer": a.Answer, "valid_until": a.Until,
	})
	return err
}

// Answering is what the migration police answered.
type Answering struct {
	Answer string
	On     civil.Date
	Until  civil.Date // of a permit; zero where it has no end
}

// RecordAnswer records what the migration police answered. A second person then decides here what follows from it.
func (w *Work) RecordAnswer(ctx context.Context, op db.Op, number, kind string, x Answering) (db.Result, error) {
	return w.onCase(ctx, op, number, "application.said_answer", func(e *casefile.Edit, p *Part) error {
		t := taskOf(e, kind)
		a, made := p.Application(kind, t)
		switch {
		case t == nil || !made:
			return fault.Missing()
		case t.State.Over() || t.State == casefile.Proposed:
			return fault.Clash("application.decided", nil)
		}
		var bad fault.Problems
		if x.Answer != Granted && x.Answer != Refused {
			bad.Add("answer", "form.not_a_choice", nil)
		}
		bad.AddFault("on_day", past(x.On, e.Today()))
		if !x.On.IsZero() && x.On.Before(a.Applied) {
			bad.Add("on_day", "application.before_applying", nil)
		}
		if x.Answer == Granted && !x.Until.IsZero() && !x.Until.After(x.On) {
			bad.Add("until_day", "date.end_before_start", nil)
		}
		if err := bad.Err(); err != nil {
			return err
		}
		a.Answer, a.Decided, a.Until = x.Answer, x.On, x.Until
		if x.Answer == Refused {
			a.Until = civil.Date{}
		}
		if err := saveApplication(e, a); err != nil {
			return err
		}
		e.Note(audit.Event{Kind: kind + "_answered", Audience: audit.Family, Happened: x.On, Code: "police_" + x.Answer, Subject: applicant(a)})
		return nil
	})
}
