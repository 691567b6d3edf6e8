package intake

import (
	"context"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
)

// NameHead says who is the head of the household from now on, and what everybody is to the new head. Nobody acts for the
// family as its contact any more.
func (w *Work) NameHead(ctx context.Context, op db.Op, number string, x Naming) (db.Result, error) {
	return w.onHousehold(ctx, op, number, "head.said", func(e *casefile.Edit) error {
		today := e.Today()
		h := e.Members.On(today)
		var p fault.Problems
		named := x.named(&p, e.Case, h, today)
		if err := p.Err(); err != nil {
			return err
		}
		before := e.Members.Name(e.Case.HeadID)
		for i, m := range named {
			if m.Relation == h[i].Relation {
				continue
			}
			if _, err := e.Exec("household_relation", db.Args{"id": m.ID, "relation": m.Relation}); err != nil {
				return err
			}
			e.Note(audit.Event{Kind: "member_corrected", Subject: audit.Stream{Kind: "member", ID: m.ID}, Body: map[string]any{
				"before": map[string]any{"relation": h[i].Relation}, "after": map[string]any{"relation": m.Relation},
			}})
		}
		e.Case.HeadID, e.Case.ContactID = x.Head, x.Head
		nameAfter(e, x.Head)
		e.Note(audit.Event{Kind: "head_named", Subject: audit.Stream{Kind: "member", ID: x.Head}, Body: map[string]any{
			"before": map[string]any{"head": before}, "after": map[string]any{"head": e.Case.HeadName}, "text": x.Text,
		}})
		var err error
		if e.Members, err = casefile.MembersOf(&e.Rd, e.Case.ID); err != nil {
			return err
		}
		return e.Complete(casefile.NameHead, audit.Event{})
	})
}
