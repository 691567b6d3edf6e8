package intake

import (
	"context"
	"slices"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
)

// GiveConsent records what a member agreed to; what already counts is not recorded twice.
func (w *Work) GiveConsent(ctx context.Context, op db.Op, number string, x Consenting) (db.Result, error) {
	return w.onHousehold(ctx, op, number, "consent.said", func(e *casefile.Edit) error {
		var p fault.Problems
		x.check(&p, w.Book, e.Members.On(e.Today()), e.Today())
		if err := p.Err(); err != nil {
			return err
		}
		given, err := consents(&e.Rd, e.Case.ID)
		if err != nil {
			return err
		}
		fresh := 0
		for _, k := range Purposes {
			known := slices.ContainsFunc(given, func(c Consent) bool { return c.MemberID == x.MemberID && c.Purpose == k })
			if known || !slices.Contains(x.Purposes, k) {
				continue
			}
			if _, err := e.Exec("household_consent_add", db.Args{
				"case_id": e.Case.ID, "member_id": x.MemberID, "purpose": k, "language": x.Language, "read_by": e.Actor.ID, "given_on": x.On,
			}); err != nil {
				return err
			}
			e.Note(audit.Event{Kind: "consent_given", Happened: x.On, Code: k, Subject: audit.Stream{Kind: "member", ID: x.MemberID}, Body: map[string]string{"language": x.Language}})
			fresh++
		}
		if fresh == 0 {
			return fault.OnField("purposes", "consent.given_already", nil)
		}
		return nil
	})
}
