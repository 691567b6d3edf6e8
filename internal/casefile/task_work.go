package casefile

import (
	"context"

	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
)

// Work holds the verbs of the room.
type Work struct {
	DB    *db.DB
	Book  *Book
	Links Links // tasks with a form of their own are not finished by hand
}

// onTask runs a verb on one task of a case and saves the case. next is where the person goes afterwards.
func (w *Work) onTask(ctx context.Context, op db.Op, number string, id int64, said string, fn func(e *Edit, t *Task) error) (db.Result, error) {
	return w.DB.Change(ctx, op, func(tx *db.Tx) (db.Result, error) {
		e, err := ForChange(tx, w.Book, number, access.Write)
		if err != nil {
			return db.Result{}, err
		}
		t, err := e.Task(id)
		if err != nil {
			return db.Result{}, err
		}
		if err := fn(e, t); err != nil {
			return db.Result{}, err
		}
		if err := e.Save(); err != nil {
			return db.Result{}, err
		}
		return db.Result{To: "/cases/" + number, Said: said, Args: map[string]any{"number": number}}, nil
	})
}

// Finishing is what is recorded when a task is done.
type Finishing struct {
	On      civil.Date
	Minutes string // number of the minutes
	Text    string // what was seen, where, by whom
	Slot    string // a coded answer, if the task needs one
}

// FinishTask marks a task as done with its evidence.
func (w *Work) FinishTask(ctx context.Context, op db.Op, number string, id int64, f Finishing) (db.Result, error) {
	return w.onTask(ctx, op, number, id, "task.said_done", func(e *Edit, t *Task) error {
		if t.State != Open && t.State != Returned {
			return fault.Refuse("task.not_open", nil)
		}
		if DecisionOf(t) != "" {
			return fault.Refuse("task.needs_decision", nil)
		}
		if _, own := w.Links[t.Key]; own {
			return fault.Refuse("task.own_form", nil)
		}
		var p fault.Problems
		if t.Asked("minutes") && f.Minutes == "" {
			p.Add("minutes", "task.minutes_missing", nil)
		}
		if f.Text == "" {
			p.Add("text", "task.text_missing", nil)
		}
		lacks, err := e.lacks(t)
		if err != nil {
			return err
		}
		for _, l := range lacks {
			p.Fields = append(p.Fields, l.Field)
		}
		if err := p.Err(); err != nil {
			return err
		}
		if err := t.Finish(f.On, e.Case.Received, e.Today(), ""); err != nil {
			return err
		}
		e.Note(audit.Event{
			Kind: "task_done", Audience: t.Audience(), Happened: f.On, Code: t.Key, Subject: audit.Stream{Kind: "task", ID: t.ID},
			Body: map[string]string{"text": f.Text, "minutes": f.Minutes},
		})
		return nil
	})
}

// PauseTask stops a task's clock for a coded reason.
func (w *Work) PauseTask(ctx context.Context, op db.Op, number string, id int64, reason, text string) (db.Result, error) {
	return w.onTask(ctx, op, number, id, "task.said_paused", func(e *Edit, t *Task) error {
		var p fault.Problems
		w.Book.CheckReason(&p, "pause", reason, text)
		if err := p.Err(); err != nil {
			return err
		}
		if err := t.Pause(e.Today(), reason); err != nil {
			return err
		}
		e.Note(audit.Event{Kind: "task_paused", Audience: t.Audience(), Code: t.Key, Reason: reason, Subject: audit.Stream{Kind: "task", ID: t.ID}, Body: note(text)})
		return nil
	})
}

// ResumeTask starts the clock again; the due date moves by the days it stood still.
func (w *Work) ResumeTask(ctx context.Context, op db.Op, number string, id int64) (db.Result, error) {
	return w.onTask(ctx, op, number, id, "task.said_resumed", func(e *Edit, t *Task) error {
		from, why := t.PausedOn, t.PauseWhy
		days, err := t.Resume(e.Today(), w.Book.Calendar)
		if err != nil {
			return err
		}
		e.Note(audit.Event{Kind: "task_resumed", Audience: t.Audience(), Code: t.Key, Subject: audit.Stream{Kind: "task", ID: t.ID}})
		return clock(e, t, "pause", from, days, why)
	})
}

// ExtendTask gives more working days for a coded reason.
func (w *Work) ExtendTask(ctx context.Context, op db.Op, number string, id int64, days int, reason, text string) (db.Result, error) {
	return w.onTask(ctx, op, number, id, "task.said_extended", func(e *Edit, t *Task) error {
		var p fault.Problems
		w.Book.CheckReason(&p, "extension", reason, text)
		if err := p.Err(); err != nil {
			return err
		}
		before := map[string]any{"extended": t.Extended, "due": t.Due}
		if err := t.Extend(days, reason, w.Book.Calendar); err != nil {
			return err
		}
		body := map[string]any{"text": text, "before": before, "after": map[string]any{"extended": t.Extended, "due": t.Due}}
		e.Note(audit.Event{Kind: "task_extended", Audience: t.Audience(), Code: t.Key, Reason: reason, Subject: audit.Stream{Kind: "task", ID: t.ID}, Body: body})
		return clock(e, t, "extension", e.Today(), days, reason)
	})
}

func clock(e *Edit, t *Task, kind string, from civil.Date, days int, reason string) error {
	_, err := e.Exec("task_clock_add", db.Args{"task_id": t.ID, "kind": kind, "from_on": from, "to_on": e.Today(), "days": days, "reason": reason})
	return err
}

// AddNote records a note or a call; a call that reached nobody may ask for another one on a day.
func (w *Work) AddNote(ctx context.Context, op db.Op, number, kind, text string, callBack civil.Date) (db.Result, error) {
	return w.DB.Change(ctx, op, func(tx *db.Tx) (db.Result, error) {
		e, err := ForChange(tx, w.Book, number, access.Remark)
		if err != nil {
			return db.Result{}, err
		}
		e.Note(audit.Event{Kind: "note_added", Code: kind, Body: note(text)})
		if !callBack.IsZero() {
			if callBack.Before(e.Today()) {
				return db.Result{}, fault.OnField("back_day", "date.in_past", nil)
			}
			if err := e.AddTask("call_back", callBack); err != nil {
				return db.Result{}, err
			}
		}
		return db.Result{To: "/cases/" + number, Said: "note.said", Args: map[string]any{"number": number}}, e.Save()
	})
}

func stepNow(s Step) Step {
	if s == Settled {
		return Integration
	}
	return s
}

// TakeOver puts an unassigned case into the actor's own list.
func (w *Work) TakeOver(ctx context.Context, op db.Op, number string) (db.Result, error) {
	return w.DB.Change(ctx, op, func(tx *db.Tx) (db.Result, error) {
		e, err := ForChange(tx, w.Book, number, access.Write)
		if err != nil {
			return db.Result{}, err
		}
		if tx.Actor.Role != access.Caseworker {
			return db.Result{}, fault.Missing()
		}
		if e.Case.OwnerID != 0 && e.Case.OwnerID != tx.Actor.ID {
			return db.Result{}, fault.Clash("case.taken", nil)
		}
		e.Case.OwnerID = tx.Actor.ID
		e.Note(audit.Event{Kind: "case_assigned", Subject: audit.Stream{Kind: "account", ID: tx.Actor.ID}})
		return db.Result{To: "/cases/" + number, Said: "case.said_taken", Args: map[string]any{"number": number}}, e.Save()
	})
}

func note(text string) any {
	if text == "" {
		return nil
	}
	return map[string]string{"text": text}
}
