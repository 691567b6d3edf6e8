package intake

import (
	"context"
	"slices"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/identity"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
)

// SetRepresentative records who may act for a member.
func (w *Work) SetRepresentative(ctx context.Context, op db.Op, number string, member int64, x Representing) (db.Result, error) {
	return w.onHousehold(ctx, op, number, "representative.said", func(e *casefile.Edit) error {
		m, err := e.Member(member)
		if err != nil {
			return err
		}
		var p fault.Problems
		x.check(&p, *m, e.Members, e.Today())
		if err := p.Err(); err != nil {
			return err
		}
		all, err := representatives(&e.Rd, e.Case.ID)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(all, func(r Represented) bool {
			return r.MemberID == m.ID && r.Kind == x.Kind && r.By == x.By && identity.Fold(r.Name) == identity.Fold(x.Name) && r.counts(e.Today())
		}) {
			return fault.OnField("by", "representative.twice", nil)
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
			Body: map[string]any{"acts_as": x.Kind, "by": x.By, "who": x.Name, "until": x.Until},
		})
		return guarded(e)
	})
}

// guarded ends that a head is to be named where only minors are left, and whoever speaks for them has a parent or guardian; when
// the guardian's right has ended it is to be done again.
func guarded(e *casefile.Edit) error {
	if e.Case.HeadID != 0 || slices.ContainsFunc(e.Members.On(e.Today()), func(m casefile.Member) bool { return m.MayBeAdult(e.Today()) }) {
		return nil
	}
	reps, err := representatives(&e.Rd, e.Case.ID)
	if err != nil {
		return err
	}
	t := e.TaskByKey(casefile.NameHead)
	open := t != nil && !t.State.Over()
	switch guards := slices.ContainsFunc(reps, func(r Represented) bool { return r.guards(e.Case.Speaker(), e.Today()) }); {
	case guards && open:
		t.State, t.Outcome = casefile.NotRequired, casefile.ByRule
		t.PausedOn, t.PauseWhy = civil.Date{}, ""
	case !guards && !open:
		return e.AddTask(casefile.NameHead, e.Book.Calendar.Due(e.Today(), NameHeadDays, casefile.WorkingDay))
	}
	return nil
}

// endRights ends the rights that a query finds, and tells of each.
func endRights(e *casefile.Edit, query string, args db.Args) error {
	var ended []Represented
	if err := e.Select(&ended, query, args); err != nil {
		return err
	}
	for _, r := range ended {
		e.Note(audit.Event{Kind: "representative_ended", Subject: audit.Stream{Kind: "member", ID: r.MemberID}, Body: map[string]any{"acts_as": r.Kind, "by": r.By, "who": r.Name}})
	}
	return nil
}

// EndRepresentative records that somebody does not act for a member any more, or never did.
func (w *Work) EndRepresentative(ctx context.Context, op db.Op, number string, member, representative int64, x EndingRight) (db.Result, error) {
	return w.onHousehold(ctx, op, number, "representative.said_ended", func(e *casefile.Edit) error {
		all, err := representatives(&e.Rd, e.Case.ID)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(all, func(r Represented) bool { return r.ID == representative && r.MemberID == member })
		if i < 0 {
			return fault.Missing()
		}
		r, today := all[i], e.Today()
		if !r.counts(today) {
			return fault.Clash("representative.ended_already", nil)
		}
		var p fault.Problems
		if x.check(&p, r, today); len(p.Fields) > 0 {
			return p.Err()
		}
		if x.Reason == mistaken {
			x.On = today
		}
		if _, err := e.Exec("household_representative_end", db.Args{"id": r.ID, "ended_on": x.On, "end_reason": x.Reason}); err != nil {
			return err
		}
		e.Note(audit.Event{
			Kind: "representative_" + x.Reason, Happened: x.On, Subject: audit.Stream{Kind: "member", ID: r.MemberID},
			Body: map[string]any{"acts_as": r.Kind, "by": r.By, "who": r.Name, "text": x.Text},
		})
		return guarded(e)
	})
}
