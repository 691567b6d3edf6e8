package intake

import (
	"context"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
)

// IssueStrips issues a new code strip to every adult who is here: the old codes are dead from now on. Handing
// slip and codes over finishes the registration's task.
func (w *Work) IssueStrips(ctx context.Context, op db.Op, number string) (db.Result, error) {
	return w.DB.Change(ctx, op, func(tx *db.Tx) (db.Result, error) {
		e, err := casefile.ForChange(tx, w.Book, number, access.Write)
		if err != nil {
			return db.Result{}, err
		}
		issued := 0
		for _, m := range e.Members.On(tx.Today()).Here().Adults(tx.Today()) {
			var issue int
			if err := tx.Get(&issue, "member_strip", db.Args{"id": m.ID}); err != nil {
				return db.Result{}, err
			}
			e.Note(audit.Event{Kind: "strip_issued", Subject: audit.Stream{Kind: "member", ID: m.ID}, Body: map[string]int{"issue": issue}})
			issued++
		}
		if issued == 0 {
			return db.Result{}, fault.Refuse("strip.no_adult", nil)
		}
		if err := e.Complete("register_family", audit.Event{}); err != nil {
			return db.Result{}, err
		}
		return db.Result{To: "/cases/" + number}, e.Save()
	})
}
