package intake

import (
	"context"
	"slices"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/identity"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
)

// PhoneRelations say whose a phone is; words as "phone.<code>".
var PhoneRelations = []string{"own", "relative", "neighbour", "other"}

// Contact is how a family is reached, and what it needs at once.
type Contact struct {
	Member   int64 // whose new number it is
	Phone    string
	Relation string
	Whose    string
	Gone     []int64 // numbers that no longer count
	Bed      casefile.Tri
	Urgent   []string // what is still needed
	Reads    string   // the language in which the family's head reads, "" while nobody asked
}

// SetContact records how a family is reached and what it still needs at once. Old numbers are kept, but no longer count.
func (w *Work) SetContact(ctx context.Context, op db.Op, number string, x Contact) (db.Result, error) {
	res, err := w.onHousehold(ctx, op, number, "contact.said", func(e *casefile.Edit) error {
		var p fault.Problems
		if x.Phone != "" && !slices.Contains(PhoneRelations, x.Relation) {
			p.Add("phone_relation", "registration.phone_relation_missing", nil)
		}
		if _, err := e.Member(x.Member); err != nil {
			p.Add("member", "contact.member_missing", nil)
		}
		if x.Bed == casefile.NotKnown {
			p.Add("bed_tonight", "registration.bed_missing", nil)
		}
		for _, u := range x.Urgent {
			if !slices.Contains(UrgentNeeds, u) {
				p.Add("urgent", "form.not_a_choice", nil)
			}
		}
		if err := p.Err(); err != nil {
			return err
		}
		persons := personsOf(e.Members)
		for _, id := range x.Gone {
			if ok, err := identity.WithdrawPhone(e.Tx, persons, id); err != nil || !ok {
				return missingOr(err)
			}
			e.Note(audit.Event{Kind: "phone_withdrawn", Subject: audit.Stream{Kind: "phone", ID: id}})
		}
		if x.Phone != "" {
			m, err := e.Member(x.Member)
			if err != nil {
				return err
			}
			if err := identity.AddPhone(e.Tx, m.PersonID, x.Phone, x.Relation, x.Whose); err != nil {
				return err
			}
			e.Note(audit.Event{Kind: "phone_added", Code: x.Relation, Subject: audit.Stream{Kind: "member", ID: m.ID}})
		}
		f := &e.Case.Facts
		if f.BedTonight != x.Bed || !slices.Equal(f.Urgent, x.Urgent) {
			e.Note(audit.Event{Kind: "urgent_recorded", Body: map[string]any{
				"before": map[string]any{"bed_tonight": f.BedTonight, "urgent": f.Urgent}, "after": map[string]any{"bed_tonight": x.Bed, "urgent": x.Urgent},
			}})
			f.BedTonight, f.Urgent = x.Bed, x.Urgent
		}
		ev := audit.Event{Kind: "contact_confirmed"}
		if x.Reads != e.Case.Reads {
			m, err := e.Member(e.Case.Speaker())
			if err != nil {
				return err
			}
			if _, err := e.Exec("person_reads", db.Args{"id": m.PersonID, "reads": x.Reads}); err != nil {
				return err
			}
			ev.Body = map[string]any{"before": map[string]any{"reads": e.Case.Reads}, "after": map[string]any{"reads": x.Reads}}
		}
		e.Note(ev)
		return nil
	})
	res.To = "/cases/" + number
	return res, err
}

// missingOr gives the error of a look-up, or that nothing was found.
func missingOr(err error) error {
	if err != nil {
		return err
	}
	return fault.Missing()
}

func personsOf(ms casefile.Household) []int64 {
	out := make([]int64, 0, len(ms))
	for _, m := range ms {
		out = append(out, m.PersonID)
	}
	return out
}
