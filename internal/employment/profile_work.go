package employment

import (
	"context"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
)

// onCase runs a verb on the employment part of a case and saves the case.
func (w *Work) onCase(ctx context.Context, op db.Op, number, said string, fn func(e *casefile.Edit, p *Part) error) (db.Result, error) {
	return w.DB.Change(ctx, op, func(tx *db.Tx) (db.Result, error) {
		e, err := casefile.ForChange(tx, w.Book, number, access.Write)
		if err != nil {
			return db.Result{}, err
		}
		p, err := PartOf(&tx.Rd, e.Case.ID)
		if err != nil {
			return db.Result{}, err
		}
		if err := fn(e, &p); err != nil {
			return db.Result{}, err
		}
		if err := e.Save(); err != nil {
			return db.Result{}, err
		}
		return db.Result{To: "/cases/" + number + "/employment", Said: said, Args: map[string]any{"number": number}}, nil
	})
}

func aboutMember(id int64) audit.Stream { return audit.Stream{Kind: "member", ID: id} }

// Profile records what an adult can do, did and wants, or why they do not look for work. With the last missing
// profile the task is done; what the profiles say decides whether a referral is required.
func (w *Work) Profile(ctx context.Context, op db.Op, number string, x Profile) (db.Result, error) {
	return w.onCase(ctx, op, number, "work.said_profiled", func(e *casefile.Edit, p *Part) error {
		m, err := e.Member(x.MemberID)
		if err != nil {
			return err
		}
		today := e.Today()
		if err := workable(*m, e); err != nil {
			return err
		}
		if err := x.Check(); err != nil {
			return err
		}
		old, _ := p.Profile(m.ID)
		if x.Wants() {
			x.WhyNot = ""
		}
		n, err := e.Exec("work_profile_save", db.Args{
			"member_id": m.ID, "looks_for_work": x.Looks, "occupation": x.Occupation, "trade": x.Trade, "years": x.Years, "education": x.Education,
			"licences": x.Licences, "wishes": x.Wishes, "wants_business": x.WantsBusiness, "no_work_reason": x.WhyNot, "profiled_on": today, "version": old.Rev,
		})
		if err == nil && n != 1 {
			err = fault.Clash("work.profile_changed_meanwhile", nil)
		}
		if err != nil {
			return err
		}
		if *p, err = PartOf(&e.Rd, e.Case.ID); err != nil {
			return err
		}
		e.Note(audit.Event{Kind: "work_profiled", Audience: audit.Family, Subject: aboutMember(m.ID), Body: map[string]any{
			"looks_for_work": x.Looks, "wants_business": x.WantsBusiness, "why_not": x.WhyNot, "trade": x.Trade, "occupation": x.Occupation, "years": x.Years,
		}})
		e.Case.Facts.LooksForWork = p.LooksForWork(e.Members, today)
		if p.AllProfiled(e.Members, today) {
			return e.Complete("profile_adults", audit.Event{})
		}
		return nil
	})
}

// workable refuses who is not here, or too young to work; a year of birth alone counts when both possible ages do.
func workable(m casefile.Member, e *casefile.Edit) error {
	least, most := m.Age(e.Today())
	switch {
	case m.Abroad:
		return fault.Refuse("work.abroad", nil)
	case most < 0:
		return fault.Refuse("work.birth_missing", nil)
	case least < casefile.WorkFrom:
		return fault.Refuse("work.under_age", fault.Args{"age": casefile.WorkFrom})
	}
	return nil
}
