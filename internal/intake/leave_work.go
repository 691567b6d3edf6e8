package intake

import (
	"context"
	"slices"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/identity"
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
)

// Leave records that a member does not belong to the household any more: the code of that person opens nothing from now on,
// and what the rooms hold for the person is given back. A grant of quota stands. When the head is gone somebody
// speaks for the family at once, and a head is to be named.
func (w *Work) Leave(ctx context.Context, op db.Op, number string, member int64, x Leaving) (db.Result, error) {
	name := ""
	said := "leave.said"
	if x.Reason == leftByDeath {
		said = "leave.said_death"
	}
	return w.DB.Change(ctx, op, func(tx *db.Tx) (db.Result, error) {
		e, err := casefile.ForChange(tx, w.Book, number, access.Write)
		if err != nil {
			return db.Result{}, err
		}
		m, err := e.Member(member)
		if err != nil {
			return db.Result{}, err
		}
		name = m.Name
		if err := w.leave(e, *m, x); err != nil {
			return db.Result{}, err
		}
		return db.Result{To: "/cases/" + number + "/household", Said: said, Args: map[string]any{"name": name}}, e.Save()
	})
}

func (w *Work) leave(e *casefile.Edit, m casefile.Member, x Leaving) error {
	reps, err := representatives(&e.Rd, e.Case.ID)
	if err != nil {
		return err
	}
	may, alone := mayLeave(e.Case, e.Members, reps, e.Today(), m.ID)
	last := alone && len(may) == 0
	var p fault.Problems
	switch { // a death is recorded at once (product.md §2)
	case !alone || x.Reason == "" || x.Reason == leftByDeath:
	case last:
		p.Add("reason", "leave.last", nil)
	default:
		p.Add("reason", "leave.guardian_first", nil)
	}
	x.check(&p, w.Book, e.Members, m, may, e.Today())
	if err := p.Err(); err != nil {
		return err
	}
	before, after := map[string]any{"persons": len(e.Members.On(e.Today()))}, map[string]any{"persons": len(e.Members.On(e.Today())) - 1}
	if _, err := e.Exec("household_leave", db.Args{"id": m.ID, "left_on": x.On, "leave_reason": x.Reason}); err != nil {
		return err
	}
	if x.Reason == leftByDivorce {
		after["heard_apart"] = x.Apart
	}
	if len(may) > 0 {
		after["contact"] = e.Members.Name(x.Contact)
		if before["contact"] = m.Name; m.ID == e.Case.HeadID {
			before["contact"], before["head"], after["head"] = "", m.Name, ""
		}
		if err := speaks(e, x.Contact); err != nil {
			return err
		}
	}
	e.Note(audit.Event{
		Kind: "member_left", Happened: x.On, Reason: x.Reason, Subject: audit.Stream{Kind: "member", ID: m.ID},
		Body: map[string]any{"before": before, "after": after, "text": x.Text},
	})
	if err := shut(e, &m, x); err != nil {
		return err
	}
	if !last {
		return changed(e, m.ID)
	}
	if e.Members, err = casefile.MembersOf(&e.Rd, e.Case.ID); err != nil {
		return err
	}
	return e.EndByDeath(x.Text) // and no task is done because nobody is left for whom it is to be done
}

// speaks makes a member the acting contact of a household without a head; a head is to be named within ten working days.
func speaks(e *casefile.Edit, contact int64) error {
	c := e.Case
	c.HeadID, c.ContactID = 0, contact
	nameAfter(e, contact)
	if t := e.TaskByKey(casefile.NameHead); t != nil && !t.State.Over() {
		return nil
	}
	return e.AddTask(casefile.NameHead, e.Book.Calendar.Due(e.Today(), NameHeadDays, casefile.WorkingDay))
}

// nameAfter gives the case the name of the member who speaks for the family.
func nameAfter(e *casefile.Edit, member int64) {
	for _, m := range e.Members {
		if m.ID == member {
			e.Case.HeadName, e.Case.HeadLang = m.Name, identity.LangOf(m.NameScript)
		}
	}
}

// shut ends what the person who left could do: the code at once; where a family parts the old slip, too, which the other side
// may hold; after a death the own phone.
func shut(e *casefile.Edit, m *casefile.Member, x Leaving) error {
	if err := revokeStrip(e, m); err != nil {
		return err
	}
	if (x.Reason == leftByDivorce || x.Reason == leftBySplit) && m.MayBeAdult(e.Today()) {
		e.Case.SlipIssue++
	}
	if x.Reason != leftByDeath {
		return nil
	}
	if _, err := e.Exec("household_died", db.Args{"id": m.PersonID, "died_on": x.On}); err != nil {
		return err
	}
	if err := endRights(e, "representatives_end", db.Args{"id": m.ID, "ended_on": x.On}); err != nil {
		return err
	}
	return handPhones(e, m)
}

// handPhones ends that the own phone of somebody who died is called. By the numbers of relatives and neighbours the family
// is reached as before: they pass to the member who speaks for it.
func handPhones(e *casefile.Edit, m *casefile.Member) error {
	speaker, err := e.Member(e.Case.Speaker())
	if err != nil {
		return err
	}
	last := speaker.ID == m.ID
	phones, err := identity.PhonesOf(&e.Rd, []int64{m.PersonID})
	if err != nil {
		return err
	}
	for _, f := range phones {
		if _, err := identity.WithdrawPhone(e.Tx, []int64{m.PersonID}, f.ID); err != nil {
			return err
		}
		e.Note(audit.Event{Kind: "phone_withdrawn", Subject: audit.Stream{Kind: "phone", ID: f.ID}})
		if f.Relation == "own" || last {
			continue
		}
		if err := identity.AddPhone(e.Tx, speaker.PersonID, f.Number, f.Relation, f.Whose); err != nil {
			return err
		}
		e.Note(audit.Event{Kind: "phone_added", Code: f.Relation, Subject: audit.Stream{Kind: "member", ID: speaker.ID}})
	}
	return nil
}

// changed reads the members again and lets every room follow.
func changed(e *casefile.Edit, member int64) (err error) {
	if e.Members, err = casefile.MembersOf(&e.Rd, e.Case.ID); err != nil {
		return err
	}
	i := slices.IndexFunc(e.Members, func(m casefile.Member) bool { return m.ID == member })
	e.TasksOf(member, e.Members[i].Current(e.Today()))
	for _, follow := range e.Book.MemberChanged {
		if err := follow(e, e.Members[i]); err != nil {
			return err
		}
	}
	return nil
}

// TakeBackLeaving undoes a leaving that was entered by mistake. Somebody who was the head is the head again while nobody
// else was named; the code and the phone that were withdrawn stay so, a new one is issued or written down.
func (w *Work) TakeBackLeaving(ctx context.Context, op db.Op, number string, member int64, x TakingBack) (db.Result, error) {
	return w.onHousehold(ctx, op, number, "leave.said_back", func(e *casefile.Edit) error {
		m, err := earlierMember(e.Members, member, e.Today())
		if err != nil {
			return err
		}
		if taken, err := elsewhere(&e.Rd, m.ID); err != nil {
			return err
		} else if taken {
			return fault.Refuse("leave.elsewhere", fault.Args{"name": m.Name})
		}
		if err := neverElsewhere(e, m.ID); err != nil {
			return err
		}
		if m.LeftWhy == leftByDivorce && e.Case.Facts.Divorced36 == casefile.Yes {
			f := &e.Case.Facts
			f.Divorced36, f.DivorcedBefore, f.Divorced = f.DivorcedBefore, casefile.NotKnown, civil.Date{}
		}
		var p fault.Problems
		if x.Text == "" {
			p.Add("text", "leave.back_text_missing", nil)
		}
		leads := m.Relation == "head" && e.Case.HeadID == 0
		if leads {
			x.Relation = "head"
		} else if !slices.Contains(Relations, x.Relation) {
			p.Add("relation", "registration.relation_missing", nil)
		}
		h := e.Members.On(e.Today())
		m.Relation = x.Relation
		CheckRelations(&p, append(slices.Clone(h), m), e.Today(), func(int) string { return "relation" })
		if err := p.Err(); err != nil {
			return err
		}
		if _, err := e.Exec("household_back", db.Args{"id": m.ID, "relation": x.Relation}); err != nil {
			return err
		}
		if err := livesAgain(e, m); err != nil {
			return err
		}
		if leads {
			leadsAgain(e, m.ID)
		}
		e.Note(audit.Event{Kind: "leaving_taken_back", Subject: audit.Stream{Kind: "member", ID: m.ID}, Body: map[string]any{
			"before": map[string]any{"persons": len(h)}, "after": map[string]any{"persons": len(h) + 1}, "text": x.Text,
		}})
		return changed(e, m.ID)
	})
}

// neverElsewhere ends, as if they had never been, memberships of a member's person in cases that were opened by mistake. Each of
// these cases tells of it.
func neverElsewhere(e *casefile.Edit, member int64) error {
	var rows []struct {
		ID     int64 `db:"id"`
		CaseID int64 `db:"case_id"`
	}
	if err := e.Select(&rows, "household_never", db.Args{"id": member}); err != nil {
		return err
	}
	for _, x := range rows {
		e.Record(audit.Event{Stream: audit.Stream{Kind: "case", ID: x.CaseID}, Kind: "member_left", Reason: "entered_in_error", Subject: audit.Stream{Kind: "member", ID: x.ID}})
	}
	return nil
}

// livesAgain takes back that somebody died.
func livesAgain(e *casefile.Edit, m casefile.Member) error {
	if !m.Died() {
		return nil
	}
	_, err := e.Exec("household_died", db.Args{"id": m.PersonID, "died_on": nil})
	return err
}

// Reopened makes sure that somebody speaks for a family whose case is taken up again. A death by which the case ended is taken
// back: reopening says that it was a mistake. Where nobody belongs to the household any more there is nothing to go on with. It is
// casefile.Hooks.Reopened.
func Reopened(e *casefile.Edit) error {
	now := e.Members.On(e.Today())
	if len(now) == 0 {
		for _, m := range e.Members {
			if m.ID == e.Case.Speaker() && m.Died() {
				return backToLife(e, m)
			}
		}
		return fault.Clash("reopen.nobody", nil)
	}
	if slices.ContainsFunc(now, func(m casefile.Member) bool { return m.ID == e.Case.Speaker() }) {
		return nil
	}
	reps, err := representatives(&e.Rd, e.Case.ID)
	if err != nil {
		return err
	}
	if may := speakers(now, reps, e.Today()); len(may) > 0 {
		now = may
	}
	return speaks(e, now[0].ID)
}

func backToLife(e *casefile.Edit, m casefile.Member) error {
	switch taken, err := elsewhere(&e.Rd, m.ID); {
	case err != nil:
		return err
	case taken:
		return fault.Clash("reopen.nobody", nil)
	}
	if _, err := e.Exec("household_back", db.Args{"id": m.ID, "relation": "head"}); err != nil {
		return err
	}
	if err := livesAgain(e, m); err != nil {
		return err
	}
	leadsAgain(e, m.ID)
	e.Note(audit.Event{Kind: "leaving_taken_back", Subject: audit.Stream{Kind: "member", ID: m.ID}})
	return changed(e, m.ID)
}

// leadsAgain gives the household its head back; nobody has to name one.
func leadsAgain(e *casefile.Edit, head int64) {
	e.Case.HeadID, e.Case.ContactID = head, head
	nameAfter(e, head)
	if t := e.TaskByKey(casefile.NameHead); t != nil && !t.State.Over() {
		t.State, t.Outcome = casefile.NotRequired, casefile.ByRule
		t.PausedOn, t.PauseWhy = civil.Date{}, ""
	}
}
