package intake

import (
	"context"
	"strconv"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/identity"
	"nurlykosh/internal/identity/names"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
)

// AddName records one more attested name of a member; the chosen form of the head is the name of the case. Where it can be
// spelt by rule in other alphabets, the page goes on with these proposals.
func (w *Work) AddName(ctx context.Context, op db.Op, number string, member int64, a identity.Attested, chosen bool) (db.Result, error) {
	to := ""
	if !chosen && len(names.Propose(a.Written, a.Script)) > 0 {
		to = namesPath(member)
	}
	return w.onHouseholdTo(ctx, op, number, to, "household.said_named", func(e *casefile.Edit) error {
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
		if !a.Issued.IsZero() && a.Issued.Before(m.Birth) {
			p.Add("issued_day", "name.issued_before_birth", nil)
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
		switch known, err := identity.Recorded(e.Tx, a); {
		case err != nil:
			return err
		case known != 0 && (!chosen || m.Name == a.Written):
			return fault.OnField("name", "name.known", nil)
		}
		if _, err := identity.AddName(e.Tx, a, chosen); err != nil {
			return err
		}
		if err := identity.NoteAlike(e.Tx, m.PersonID, identity.Said{}); err != nil {
			return err
		}
		if chosen {
			goesBy(e, m, a.Written, a.Script)
		}
		e.Note(audit.Event{
			Kind: "name_added", Code: a.PaperKind, Subject: audit.Stream{Kind: "member", ID: m.ID},
			Body: map[string]any{"written": a.Written, "script": a.Script, "chosen": chosen, "text": a.Written},
		})
		return nil
	})
}

func namesPath(member int64) string { return "/" + strconv.FormatInt(member, 10) + "/names" }

// goesBy makes a name that of the case, if the member speaks for the family.
func goesBy(e *casefile.Edit, m *casefile.Member, written, script string) {
	if m.ID == e.Case.Speaker() {
		e.Case.HeadName, e.Case.HeadLang = written, identity.LangOf(script)
	}
}

// ChooseName makes one form of a member's name the chosen one: a name that a paper writes, or a spelling that the rules
// propose and the person confirms, which is then a name said by the person.
func (w *Work) ChooseName(ctx context.Context, op db.Op, number string, member int64, pick string) (db.Result, error) {
	return w.onHousehold(ctx, op, number, "names.said_chosen", func(e *casefile.Edit) error {
		m, err := e.Member(member)
		if err != nil {
			return err
		}
		have, err := namesOf(&e.Rd, casefile.Household{*m})
		if err != nil {
			return err
		}
		for _, f := range formsOf(have) {
			if f.value != pick {
				continue
			}
			if f.ID != 0 {
				_, err = e.Exec("person_choose_name", db.Args{"id": m.PersonID, "name_id": f.ID})
			} else {
				_, err = identity.AddName(e.Tx, identity.Attested{PersonID: m.PersonID, Written: f.Written, Script: f.Script}, true)
			}
			if err != nil {
				return err
			}
			goesBy(e, m, f.Written, f.Script)
			e.Note(audit.Event{
				Kind: "name_chosen", Subject: audit.Stream{Kind: "member", ID: m.ID},
				Body: map[string]any{"written": f.Written, "script": f.Script, "text": f.Written},
			})
			return nil
		}
		return fault.OnField("spelling", "names.choose_one", nil)
	})
}
