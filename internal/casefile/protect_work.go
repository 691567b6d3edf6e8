package casefile

import (
	"context"

	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
)

// handOver is the task by which a danger sign goes to the protection officer.
const handOver = "refer_protection"

// TakeOverProtection confirms that the protection officer has taken over a danger sign: the second person of the
// hand-over. What the officer does about it is not this programme's; nothing of it is told to the family.
func (w *Work) TakeOverProtection(ctx context.Context, op db.Op, number, text string) (db.Result, error) {
	return w.DB.Change(ctx, op, func(tx *db.Tx) (db.Result, error) {
		e, err := ForChange(tx, w.Book, number, access.Read)
		if err != nil {
			return db.Result{}, err
		}
		t := e.TaskByKey(handOver)
		switch {
		case tx.Actor.Role != access.Protection || t == nil:
			return db.Result{}, fault.Missing()
		case !t.State.Live():
			return db.Result{}, fault.Clash("task.already_over", nil)
		case text == "":
			return db.Result{}, fault.OnField("text", "task.text_missing", nil)
		}
		if err := e.Complete(handOver, audit.Event{Body: note(text)}); err != nil {
			return db.Result{}, err
		}
		return db.Result{To: "/my-day", Said: "protection.said", Args: map[string]any{"number": number}}, e.Save()
	})
}
