package intake

import (
	"context"
	"slices"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
)

// Arrive records that a member who was still abroad has come. From now on the person counts as here: for rooms, for places,
// for papers; and what is done for a family at its arrival is to be done for this person, whatever the stage of the case.
func (w *Work) Arrive(ctx context.Context, op db.Op, number string, member int64, x Arriving) (db.Result, error) {
	return w.onHousehold(ctx, op, number, "arrive.said", func(e *casefile.Edit) error {
		m, err := e.Member(member)
		if err != nil {
			return err
		}
		if !m.Abroad {
			return fault.Missing()
		}
		var p fault.Problems
		x.check(&p, e.Case, *m, e.Today())
		kind, ok := w.Book.Paper(x.Paper)
		if slices.Contains(arrivalPapers, x.Paper) && (!ok || !listedIn(kind.Tracks, string(e.Case.Track))) {
			p.Add("paper", "form.not_a_choice", nil)
		}
		if err := numberFree(&p, e, kind, m, x.Number); err != nil {
			return err
		}
		if err := p.Err(); err != nil {
			return err
		}
		return w.arrive(e, *m, kind, x)
	})
}

func (w *Work) arrive(e *casefile.Edit, m casefile.Member, kind casefile.PaperKind, x Arriving) error {
	if _, err := e.Exec("household_member_correct", db.Args{
		"id": m.ID, "relation": m.Relation, "abroad": false, "stay_until": x.StayUntil, "stay_basis": x.StayBasis,
	}); err != nil {
		return err
	}
	if _, err := e.Exec("member_standing", db.Args{"id": m.ID, "quota": x.Quota, "status": x.Status, "stay_until": nil, "stay_basis": ""}); err != nil {
		return err
	}
	if e.Case.Arrived.IsZero() {
		e.Case.Arrived = x.On
	}
	before := map[string]any{"abroad": true, "stay_until": m.StayUntil, "stay_basis": m.StayBasis}
	e.Note(audit.Event{Kind: "member_arrived", Happened: x.On, Code: x.Paper, Subject: audit.Stream{Kind: "member", ID: m.ID}, Body: map[string]any{
		"before": before, "after": map[string]any{"abroad": false, "stay_until": x.StayUntil, "stay_basis": x.StayBasis}, "text": x.Text,
	}})
	var paper *casefile.Member
	if kind.BelongsTo == "person" {
		paper = &m
	}
	if err := w.keepPaper(e, kind, paper, PaperEntry{State: paperReceived, Number: x.Number, Original: "with_family"}); err != nil {
		return err
	}
	if err := changed(e, m.ID); err != nil {
		return err
	}
	return welcome(e, m.ID, x.On)
}

// welcome opens for somebody who came later what is done for a family at its arrival.
func welcome(e *casefile.Edit, member int64, on civil.Date) error {
	m, err := e.Member(member)
	if err != nil {
		return err
	}
	wanted := needed(*m, on, e.Today())
	born := !m.Birth.IsZero() && !e.Case.Arrived.IsZero() && m.Birth.After(e.Case.Arrived)
	if m.Country != "KAZ" && !born { // the family has its permit, or its citizenship: whoever came later applies alone
		wanted["decide_residence"] = e.Today()
		if !e.Case.Facts.CitizenshipApplied.IsZero() {
			wanted["decide_citizenship"] = e.Today()
		}
	}
	for key, from := range wanted {
		if key == "register_residence" && e.Case.Facts.MovedIn.IsZero() {
			continue
		}
		if err := e.OpenFor(key, m.ID, from); err != nil {
			return err
		}
	}
	return nil
}

// Return makes somebody who belonged to the household a member of it again: the same person, with the standing from before;
// the code from before stays dead.
func (w *Work) Return(ctx context.Context, op db.Op, number string, member int64, x Returning) (db.Result, error) {
	return w.onHousehold(ctx, op, number, "return.said", func(e *casefile.Edit) error {
		m, err := earlierMember(e.Members, member, e.Today())
		if err != nil {
			return err
		}
		if err := mayReturn(e.Members, m); err != nil {
			return err
		}
		var p fault.Problems
		x.check(&p, m, e.Members.On(e.Today()), e.Today())
		if err := p.Err(); err != nil {
			return err
		}
		if err := leavesEnded(e.Tx, m.PersonID, x.On); err != nil {
			return atField(err, "joined_day")
		}
		if err := freeOn(&e.Rd, m, x.On); err != nil {
			return err
		}
		var id int64
		if err := e.Get(&id, "household_again", db.Args{
			"was": m.ID, "case_id": e.Case.ID, "ord": nextPlace(e.Members), "relation": x.Relation, "joined_on": x.On, "join_reason": "return", "quota": m.Quota,
		}); err != nil {
			return err
		}
		if err := AlongWith(e, m.ID, id); err != nil {
			return err
		}
		recorded, err := PapersOf(&e.Rd, e.Case.ID)
		if err != nil {
			return err
		}
		for _, r := range recorded {
			if r.MemberID == m.ID {
				if err := copyPaper(e, e, r, id); err != nil {
					return err
				}
			}
		}
		e.Note(audit.Event{Kind: "member_joined", Happened: x.On, Reason: "return", Subject: audit.Stream{Kind: "member", ID: id}, Body: map[string]string{"text": x.Text}})
		if err := changed(e, id); err != nil {
			return err
		}
		if m.Abroad {
			return nil
		}
		return welcome(e, id, x.On)
	})
}

// mayReturn refuses the dead; of somebody who came and went the last time counts.
func mayReturn(h casefile.Household, m casefile.Member) error {
	if m.Died() {
		return fault.Refuse("return.died", fault.Args{"name": m.Name})
	}
	for _, o := range h {
		if o.PersonID == m.PersonID && o.ID > m.ID {
			return fault.Missing()
		}
	}
	return nil
}

// freeOn refuses whoever belongs to a household of an open case on a day, or later.
func freeOn(r *db.Rd, m casefile.Member, on civil.Date) error {
	var taken bool
	if err := r.Get(&taken, "household_on", db.Args{"id": m.ID, "on_day": on}); err != nil {
		return err
	}
	if taken {
		return fault.Refuse("leave.elsewhere", fault.Args{"name": m.Name})
	}
	return nil
}
