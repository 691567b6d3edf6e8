package intake

import (
	"context"
	"strconv"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
)

// IssueStrips issues a new code strip to every adult who is here and has none, or to one member: an old code is dead
// from now on. Handing slip and codes over finishes the registration's task. The result names the members.
func (w *Work) IssueStrips(ctx context.Context, op db.Op, number string, member int64) (db.Result, error) {
	return w.DB.Change(ctx, op, func(tx *db.Tx) (db.Result, error) {
		e, err := casefile.ForChange(tx, w.Book, number, access.Write)
		if err != nil {
			return db.Result{}, err
		}
		issued := map[string]int64{}
		adults := e.Members.On(tx.Today()).Here().Adults(tx.Today())
		for _, m := range adults {
			if member != 0 && m.ID != member || member == 0 && m.StripIssue > 0 {
				continue
			}
			var issue int
			if err := tx.Get(&issue, "member_strip", db.Args{"id": m.ID}); err != nil {
				return db.Result{}, err
			}
			e.Note(audit.Event{Kind: "strip_issued", Subject: audit.Stream{Kind: "member", ID: m.ID}, Body: map[string]int{"issue": issue}})
			issued[strconv.FormatInt(m.ID, 10)] = int64(issue)
		}
		switch {
		case len(issued) == 0 && member != 0:
			return db.Result{}, fault.Missing()
		case len(adults) == 0:
			return db.Result{}, fault.Refuse("strip.no_adult", nil)
		case len(issued) == 0:
			return db.Result{}, fault.Refuse("strip.all_issued", nil)
		}
		if err := e.Complete("register_family", audit.Event{}); err != nil {
			return db.Result{}, err
		}
		return db.Result{To: "/cases/" + number, IDs: issued}, e.Save()
	})
}

// RevokeStrip makes the code of one member dead without a new one: it was lost, or the person must not see the case
// any more.
func (w *Work) RevokeStrip(ctx context.Context, op db.Op, number string, member int64) (db.Result, error) {
	return w.DB.Change(ctx, op, func(tx *db.Tx) (db.Result, error) {
		e, err := casefile.ForChange(tx, w.Book, number, access.Write)
		if err != nil {
			return db.Result{}, err
		}
		m, err := e.Member(member)
		if err != nil {
			return db.Result{}, err
		}
		if m.StripIssue == 0 || m.Revoked {
			return db.Result{}, fault.Clash("strip.none_counts", nil)
		}
		if err := revokeStrip(e, m); err != nil {
			return db.Result{}, err
		}
		return db.Result{To: "/cases/" + number + "/slip", Said: "strip.said_revoked", Args: map[string]any{"name": m.Name}}, e.Save()
	})
}

func revokeStrip(e *casefile.Edit, m *casefile.Member) error {
	if m.StripIssue == 0 || m.Revoked {
		return nil
	}
	if _, err := e.Exec("member_strip_revoke", db.Args{"id": m.ID}); err != nil {
		return err
	}
	e.Note(audit.Event{Kind: "strip_revoked", Subject: audit.Stream{Kind: "member", ID: m.ID}, Body: map[string]int{"issue": m.StripIssue}})
	return nil
}
