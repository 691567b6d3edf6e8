package casefile

import (
	"context"

	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
)

// Candidate is a caseworker who can take a case, with the families in the list already.
type Candidate struct {
	ID       int64  `db:"id"`
	Name     string `db:"name"`
	Limit    int    `db:"load_limit"`
	Families int    `db:"families"`
}

// Candidates lists who can take a case: caseworkers of its office without a declared conflict, the least loaded first.
func Candidates(r *db.Rd, c *Case) ([]Candidate, error) {
	var list []Candidate
	return list, r.Select(&list, "caseworkers_of_office", db.Args{"office_id": c.OfficeID, "case_id": c.ID})
}

// Reassign gives a case to another caseworker of its office; 0 puts it into the unassigned list.
func (w *Work) Reassign(ctx context.Context, op db.Op, number string, to int64) (db.Result, error) {
	return w.DB.Change(ctx, op, func(tx *db.Tx) (db.Result, error) {
		e, err := ForChange(tx, w.Book, number, access.Assign)
		if err != nil {
			return db.Result{}, err
		}
		list, err := Candidates(&tx.Rd, e.Case)
		if err != nil {
			return db.Result{}, err
		}
		name := ""
		for _, c := range list {
			if c.ID != to {
				continue
			}
			if name = c.Name; c.Families >= c.Limit && to != e.Case.OwnerID {
				return db.Result{}, fault.OnField("account", "assign.over_limit", fault.Args{"limit": c.Limit})
			}
		}
		if name == "" {
			return db.Result{}, fault.OnField("account", "form.not_a_choice", nil)
		}
		e.Case.OwnerID = to
		e.Note(audit.Event{Kind: "case_assigned", Subject: audit.Stream{Kind: "account", ID: to}})
		return db.Result{To: "/cases/" + number, Said: "assign.said", Args: map[string]any{"number": number, "name": name}}, e.Save()
	})
}

// DeclareConflict says "I know this family": no reason is asked. The case leaves the person's list at once, and the
// person neither reads nor decides it from now on.
func (w *Work) DeclareConflict(ctx context.Context, op db.Op, number string) (db.Result, error) {
	return w.DB.Change(ctx, op, func(tx *db.Tx) (db.Result, error) {
		e, err := ForChange(tx, w.Book, number, access.Read)
		if err != nil {
			return db.Result{}, err
		}
		if _, err := tx.Exec("conflict_add", db.Args{"account_id": tx.Actor.ID, "case_id": e.Case.ID}); err != nil {
			return db.Result{}, err
		}
		if e.Case.OwnerID == tx.Actor.ID {
			e.Case.OwnerID = 0
			list, err := Candidates(&tx.Rd, e.Case)
			if err != nil {
				return db.Result{}, err
			}
			if len(list) > 0 && list[0].Families < list[0].Limit {
				e.Case.OwnerID = list[0].ID
			}
		}
		e.Note(audit.Event{Kind: "conflict_declared"})
		return db.Result{To: "/cases", Said: "assign.said_conflict", Args: map[string]any{"number": number}}, e.Save()
	})
}
