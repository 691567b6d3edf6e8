package intake

import (
	"context"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/identity"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
)

// AddName records one more attested name of a member; the chosen form of the head is the name of the case.
func (w *Work) AddName(ctx context.Context, op db.Op, number string, member int64, a identity.Attested, chosen bool) (db.Result, error) {
	return w.onHousehold(ctx, op, number, "household.said_named", func(e *casefile.Edit) error {
		m, err := e.Member(member)
		if err != nil {
			return err
		}
		var p fault.Problems
		a.Check(&p, "", e.Today())
		for i, f := range p.Fields { // the dates are three inputs each
			if f.Name == "issued" || f.Name == "expires" {
				p.Fields[i].Name += "_day"
			}
		}
		if _, ok := w.Book.Paper(a.PaperKind); a.PaperKind != "" && !ok {
			p.Add("paper", "form.not_a_choice", nil)
		}
		if a.PaperKind == "" && a.Number != "" {
			p.Add("paper", "household.number_without_paper", nil)
		}
		if err := p.Err(); err != nil {
			return err
		}
		a.PersonID = m.PersonID
		if _, err := identity.AddName(e.Tx, a, chosen); err != nil {
			return err
		}
		if err := identity.NoteAlike(e.Tx, m.PersonID, identity.Said{}); err != nil {
			return err
		}
		if chosen && m.ID == e.Case.Speaker() {
			e.Case.HeadName, e.Case.HeadLang = a.Written, identity.LangOf(a.Script)
		}
		e.Note(audit.Event{
			Kind: "name_added", Code: a.PaperKind, Subject: audit.Stream{Kind: "member", ID: m.ID},
			Body: map[string]any{"written": a.Written, "script": a.Script, "chosen": chosen, "text": a.Written},
		})
		return nil
	})
}

// SetRepresentative records who may act for a member.
func (w *Work) SetRepresentative(ctx context.Context, op db.Op, number string, member int64, x Representing) (db.Result, error) {
	return w.onHousehold(ctx, op, number, "representative.said", func(e *casefile.Edit) error {
		m, err := e.Member(member)
		if err != nil {
			return err
		}
		var p fault.Problems
		x.check(&p, *m, e.Members.On(e.Today()), e.Today())
		if err := p.Err(); err != nil {
			return err
		}
		args := db.Args{
			"member_id": m.ID, "by_member_id": nil, "name": x.Name, "kind": x.Kind, "paper_kind": x.Paper, "valid_from": x.From, "valid_to": x.Until,
		}
		if x.By != 0 {
			args["by_member_id"] = x.By
		}
		var id int64
		if err := e.Get(&id, "household_representative_add", args); err != nil {
			return err
		}
		e.Note(audit.Event{
			Kind: "representative_set", Happened: x.From, Code: x.Paper, Subject: audit.Stream{Kind: "member", ID: m.ID},
			Body: map[string]any{"kind": x.Kind, "by": x.By, "name": x.Name, "until": x.Until},
		})
		return nil
	})
}
