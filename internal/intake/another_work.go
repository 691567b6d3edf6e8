package intake

import (
	"context"
	"slices"
	"strings"

	"github.com/lib/pq"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/identity"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
)

// Detaching is that a member was taken for somebody on record and is another person.
type Detaching struct {
	Names []int64 // the attested names that are the member's own
	Text  string
}

// ownName is an attested name with its sealed number, for a record of its own.
type ownName struct {
	identity.Attested
	Sealed []byte `db:"number_sealed"`
}

// Detach gives a member who was linked to the wrong record a record of their own, with the names that are theirs. What the
// member holds in the case stays with the member; the code made for the other record opens nothing any more. Birth day and citizenship
// may be the other one's: they are asked for again.
func (w *Work) Detach(ctx context.Context, op db.Op, number string, member int64, x Detaching) (db.Result, error) {
	return w.onHousehold(ctx, op, number, "another.said", func(e *casefile.Edit) error {
		m, err := e.Member(member)
		if err != nil {
			return err
		}
		elsewhere, err := recordedElsewhere(&e.Rd, e.Case.ID)
		if err != nil {
			return err
		}
		if !slices.Contains(elsewhere, m.PersonID) {
			return fault.Clash("another.nowhere_else", nil)
		}
		names, err := namesOf(&e.Rd, casefile.Household{*m})
		if err != nil {
			return err
		}
		var p fault.Problems
		mine := slices.DeleteFunc(slices.Clone(names), func(n identity.Attested) bool { return !slices.Contains(x.Names, n.ID) })
		switch {
		case len(mine) == 0 || len(mine) != len(x.Names):
			p.Add("names", "another.names_missing", nil)
		case len(mine) == len(names):
			p.Add("names", "another.names_all", nil)
		}
		if strings.TrimSpace(x.Text) == "" {
			p.Add("text", "another.text_missing", nil)
		}
		if err := p.Err(); err != nil {
			return err
		}
		return detach(e, *m, x)
	})
}

func detach(e *casefile.Edit, m casefile.Member, x Detaching) error {
	person, err := identity.AddPerson(e.Tx, identity.Person{Sex: m.Sex, BirthYear: m.BirthYear, Country: origin(e.Case), IINState: "none"})
	if err != nil {
		return err
	}
	var rows []ownName
	if err := e.Select(&rows, "another_names", db.Args{"ids": pq.Array(x.Names)}); err != nil {
		return err
	}
	for i, n := range rows {
		a := n.Attested
		a.PersonID = person
		if len(n.Sealed) > 0 {
			box, err := e.Tx.Box(identity.Stream(n.PersonID))
			if err != nil {
				return err
			}
			if a.Number, err = box.Open("attested_name.number", n.Sealed); err != nil {
				return err
			}
		}
		if _, err := identity.AddName(e.Tx, a, i == 0); err != nil {
			return err
		}
		e.Record(audit.Event{Stream: identity.Stream(n.PersonID), Kind: "name_withdrawn", Subject: identity.Stream(person)})
	}
	if _, err := e.Exec("another_withdraw", db.Args{"ids": pq.Array(x.Names)}); err != nil {
		return err
	}
	if _, err := e.Exec("another_choose", db.Args{"ids": pq.Array(x.Names), "person_id": m.PersonID}); err != nil {
		return err
	}
	if _, err := e.Exec("another_member", db.Args{"id": m.ID, "person_id": person}); err != nil {
		return err
	}
	if _, err := e.Exec("another_standing", db.Args{"id": m.ID, "was": m.PersonID}); err != nil {
		return err
	}
	var back []struct {
		ID     int64 `db:"id"`
		CaseID int64 `db:"case_id"`
	}
	if err := e.Select(&back, "another_left_back", db.Args{"id": m.ID, "was": m.PersonID}); err != nil {
		return err
	}
	for _, x := range back {
		e.Record(audit.Event{Stream: audit.Stream{Kind: "case", ID: x.CaseID}, Kind: "leaving_taken_back", Subject: audit.Stream{Kind: "member", ID: x.ID}})
	}
	e.Note(audit.Event{Kind: "member_detached", Subject: audit.Stream{Kind: "member", ID: m.ID}, Body: map[string]any{"text": x.Text}})
	if e.Members, err = casefile.MembersOf(&e.Rd, e.Case.ID); err != nil {
		return err
	}
	if m.ID == e.Case.Speaker() {
		nameAfter(e, m.ID)
	}
	return identity.NoteAlike(e.Tx, person, identity.Said{Other: true, Of: []int64{m.PersonID}, Text: x.Text})
}

// recordedElsewhere are the persons of a case who stand, or stood, in another one.
func recordedElsewhere(r *db.Rd, caseID int64) (out []int64, err error) {
	return out, r.Select(&out, "another_elsewhere", db.Args{"case_id": caseID})
}
