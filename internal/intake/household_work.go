package intake

import (
	"context"
	"database/sql"
	"errors"
	"slices"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/identity"
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
)

// onHousehold runs a verb on a case and saves it; the person goes back to the household.
func (w *Work) onHousehold(ctx context.Context, op db.Op, number, said string, fn func(e *casefile.Edit) error) (db.Result, error) {
	return w.onHouseholdTo(ctx, op, number, "", said, fn)
}

// onHouseholdTo goes on with a page below that of the household.
func (w *Work) onHouseholdTo(ctx context.Context, op db.Op, number, to, said string, fn func(e *casefile.Edit) error) (db.Result, error) {
	return w.DB.Change(ctx, op, func(tx *db.Tx) (db.Result, error) {
		e, err := casefile.ForChange(tx, w.Book, number, access.Write)
		if err != nil {
			return db.Result{}, err
		}
		if err := fn(e); err != nil {
			return db.Result{}, err
		}
		return db.Result{To: "/cases/" + number + "/household" + to, Said: said, Args: map[string]any{"number": number}}, e.Save()
	})
}

// AddMember makes a new person a member from a day on.
func (w *Work) AddMember(ctx context.Context, op db.Op, number string, j Joining) (db.Result, error) {
	return w.onHousehold(ctx, op, number, "household.said_joined", func(e *casefile.Edit) error {
		today := e.Today()
		var p fault.Problems
		j.check(&p, "person.", today)
		if !slices.Contains(Relations, j.Relation) {
			p.Add("person.relation", "registration.relation_missing", nil)
		}
		if _, ok := w.Book.Paper(j.Name.PaperKind); j.Name.PaperKind != "" && !ok {
			p.Add("person.paper", "form.not_a_choice", nil)
		}
		if w.Book.CheckReason(&p, "household_join", j.Reason, j.Text); j.Reason == "return" {
			p.Add("reason", "return.choose", nil) // the same person, not a new one
		}
		switch {
		case j.On.IsZero():
			p.Add("joined_day", "household.joined_missing", nil)
		case j.On.After(today):
			p.Add("joined_day", "date.in_future", nil)
		case !j.Birth.IsZero() && j.On.Before(j.Birth):
			p.Add("joined_day", "household.joined_before_birth", nil)
		case j.On.Before(e.Case.Opened):
			p.Add("joined_day", "household.joined_before_case", fault.Args{"date": e.Case.Opened})
		}
		j.checkReason(&p)
		checkFamily(&p, "person.", append(e.Members.On(today), casefile.Member{Relation: j.Relation, Birth: j.Birth, BirthYear: j.BirthYear}), today)
		if err := iinFree(&p, e, "person.iin", j.IIN, j.Link); err != nil {
			return err
		}
		if err := p.Err(); err != nil {
			return err
		}
		if err := alikeAnswered(&e.Rd, e.Case.ID, []newcomerAt{{j.Newcomer, "person."}}, "", j.Alike); err != nil {
			return err
		}
		id, _, err := addMember(e, j.Newcomer, entering{at: "person.", country: origin(e.Case), reason: j.Reason, ord: nextPlace(e.Members), on: j.On})
		if err != nil {
			return err
		}
		if e.Members, err = casefile.MembersOf(&e.Rd, e.Case.ID); err != nil {
			return err
		}
		if err := identity.NoteAlike(e.Tx, e.Members[len(e.Members)-1].PersonID, j.Alike.about()); err != nil {
			return err
		}
		if e.Case.Facts.AsksQuota == casefile.Yes && e.Case.Facts.Included == casefile.NotKnown {
			if err := quotaStanding(e, id, "applied"); err != nil {
				return err
			}
		}
		e.Note(audit.Event{
			Kind: "member_joined", Happened: j.On, Reason: j.Reason, Subject: audit.Stream{Kind: "member", ID: id},
			Body: map[string]string{"name": j.Name.Written, "relation": j.Relation, "text": j.Text},
		})
		if j.Abroad {
			return nil
		}
		return welcome(e, id, j.On)
	})
}

// origin is the citizenship that is taken for granted until a paper says otherwise, as at registration.
func origin(c *casefile.Case) string {
	if c.Track == casefile.InternalMove {
		return ""
	}
	return c.OriginCountry
}

// iinFree refuses a number that another person has; it says so apart when that person lives in a household today.
// The constraint person_iin_once stands behind it.
func iinFree(p *fault.Problems, e *casefile.Edit, field, iin string, but int64) error {
	if iin == "" {
		return nil
	}
	var holder struct {
		ID     int64 `db:"id"`
		CaseID int64 `db:"case_id"`
	}
	err := e.Get(&holder, "household_iin_holder", db.Args{"lookup": e.Keys().Lookup("iin", iin), "but": but})
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil
	case err != nil:
		return err
	case holder.CaseID == e.Case.ID:
		p.Add(field, "household.iin_here", nil)
	case holder.CaseID != 0:
		p.Add(field, "household.in_two", nil)
	default:
		p.Add(field, "iin.taken", nil)
	}
	return nil
}

func quotaStanding(e *casefile.Edit, member int64, quota string) error {
	_, err := e.Exec("member_standing", db.Args{"id": member, "quota": quota, "status": "", "stay_until": nil, "stay_basis": ""})
	return err
}

type personRow struct {
	ID       int64      `db:"id"`
	Sex      string     `db:"sex"`
	Birth    civil.Date `db:"birth_date"`
	Year     int        `db:"birth_year"`
	Country  string     `db:"citizenship"`
	IINState string     `db:"iin_state"`
	Override string     `db:"iin_override"`
	Sealed   []byte     `db:"iin_sealed"`
	Reads    string     `db:"reads"`
}

// CorrectMember puts right what is recorded about a member; the history keeps before and after.
func (w *Work) CorrectMember(ctx context.Context, op db.Op, number string, member int64, x Correction) (db.Result, error) {
	return w.onHousehold(ctx, op, number, "household.said_corrected", func(e *casefile.Edit) error {
		m, err := e.Member(member)
		if err != nil {
			return err
		}
		if x.Relation == "" && m.Relation == "head" {
			x.Relation = "head"
		}
		var row personRow
		if err := e.Get(&row, "household_person", db.Args{"id": m.PersonID}); err != nil {
			return err
		}
		known, err := knownIIN(e, row)
		if err != nil {
			return err
		}
		if err := w.checkCorrection(e, *m, x, row, known); err != nil {
			return err
		}
		if err := correct(e, m, x, row, known); err != nil {
			return err
		}
		return identity.NoteAlike(e.Tx, m.PersonID, identity.Said{})
	})
}

func knownIIN(e *casefile.Edit, row personRow) (string, error) {
	box, err := e.Tx.Box(identity.Stream(row.ID))
	if err != nil {
		return "", err
	}
	return box.Open("person.iin", row.Sealed)
}

func (w *Work) checkCorrection(e *casefile.Edit, m casefile.Member, x Correction, row personRow, known string) error {
	today := e.Today()
	var p fault.Problems
	x.check(&p, m, today)
	if x.IIN == "" && known != "" { // the number that stands must agree with what is corrected
		p.AddFault("iin", identity.CheckIINOf(known, x.Birth, x.BirthYear, x.Sex, x.Override || row.Override != ""))
	}
	if _, ok := w.Book.Country(x.Country); x.Country != "" && !ok {
		p.Add("citizenship", "form.not_a_choice", nil)
	}
	h := e.Members.On(today)
	for i := range h {
		if h[i].ID == m.ID {
			h[i].Relation, h[i].Birth, h[i].BirthYear = x.Relation, x.Birth, x.BirthYear
		}
	}
	checkFamily(&p, "", h, today)
	if x.Relation == "spouse" {
		oldEnough(&p, "birth_day", casefile.Member{Birth: x.Birth, BirthYear: x.BirthYear}, today)
	}
	if err := iinFree(&p, e, "iin", x.IIN, row.ID); err != nil {
		return err
	}
	return p.Err()
}

// correct saves a correction that was checked. The IIN itself is kept under the person's key, never the case's.
func correct(e *casefile.Edit, m *casefile.Member, x Correction, row personRow, known string) error {
	stream := identity.Stream(row.ID)
	born := x.BirthYear
	if !x.Birth.IsZero() {
		born = x.Birth.Year()
	}
	now := row
	now.Sex, now.Birth, now.Year, now.Country = x.Sex, x.Birth, born, x.Country
	if err := now.save(e.Tx); err != nil {
		return err
	}
	state := row.IINState
	switch {
	case x.IIN != "" && x.IIN != known:
		override := ""
		if x.Override {
			override = "document_says_so"
		}
		if err := identity.SetIIN(e.Tx, row.ID, x.IIN, override); err != nil {
			return atField(err, "iin")
		}
		state = "known"
		e.Record(audit.Event{Stream: stream, Kind: "iin_corrected", Body: map[string]string{"before": known, "after": x.IIN}})
	case known == "":
		if state = "none"; x.Requested {
			state = "requested"
		}
		if _, err := e.Exec("person_iin_state", db.Args{"id": row.ID, "state": state}); err != nil {
			return err
		}
	}
	if _, err := e.Exec("household_member_correct", db.Args{
		"id": m.ID, "relation": x.Relation, "abroad": x.Abroad, "stay_until": x.StayUntil, "stay_basis": x.StayBasis,
	}); err != nil {
		return err
	}
	before := facts(m.Relation, row.Sex, row.Birth, row.Year, row.Country, row.IINState, m.Abroad, m.StayUntil, m.StayBasis)
	after := facts(x.Relation, x.Sex, x.Birth, born, x.Country, state, x.Abroad, x.StayUntil, x.StayBasis)
	e.Note(audit.Event{
		Kind: "member_corrected", Subject: audit.Stream{Kind: "member", ID: m.ID},
		Body: map[string]any{"before": before, "after": after, "text": ""},
	})
	var err error
	e.Members, err = casefile.MembersOf(&e.Rd, e.Case.ID)
	return err
}

func facts(relation, sex string, birth civil.Date, born int, country, iin string, abroad bool, until civil.Date, basis string) map[string]any {
	return map[string]any{
		"relation": relation, "sex": sex, "birth": birth, "birth_year": born, "citizenship": country, "iin_state": iin,
		"abroad": abroad, "stay_until": until, "stay_basis": basis,
	}
}
