package intake

import (
	"context"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
)

// SetWishes records a family's circumstances and wishes. The day on which it begins to ask for quota starts
// the limit of that decision; once the quota is proposed or decided, the wish stands.
func (w *Work) SetWishes(ctx context.Context, op db.Op, number string, x Wishes) (db.Result, error) {
	return w.onHousehold(ctx, op, number, "household.said_facts", func(e *casefile.Edit) error {
		f := &e.Case.Facts
		asked := f.AsksQuota
		before, after := map[string]any{}, map[string]any{}
		for _, q := range wishesOf(e.Case.Track) {
			was, now := q.fact(f), *q.answer(&x)
			if *was != now {
				before[q.field], after[q.field] = *was, now
			}
			*was = now
		}
		if f.AsksQuota != asked {
			if t := e.TaskByKey("decide_quota"); f.Included != casefile.NotKnown || t != nil && (t.State == casefile.Proposed || t.State == casefile.Done) {
				return fault.OnField("asks_quota", "household.quota_decided", nil)
			}
			if err := quotaWish(e, asked); err != nil {
				return err
			}
		}
		circumstances, wishes, err := wordsOf(&e.Rd, e.Box(), e.Case.ID)
		if err != nil {
			return err
		}
		if circumstances != x.Circumstances {
			before["circumstances"], after["circumstances"] = circumstances, x.Circumstances
		}
		if wishes != x.Wishes {
			before["wishes"], after["wishes"] = wishes, x.Wishes
		}
		if _, err := e.Exec("case_wishes_save", db.Args{
			"case_id": e.Case.ID, "circumstances": e.Box().Seal(circumstancesColumn, x.Circumstances), "wishes": e.Box().Seal(wishesColumn, x.Wishes),
		}); err != nil {
			return err
		}
		e.Note(audit.Event{Kind: "facts_recorded", Body: map[string]any{"before": before, "after": after}})
		return nil
	})
}

// quotaWish starts or ends the family's application for quota.
func quotaWish(e *casefile.Edit, before casefile.Tri) error {
	f := &e.Case.Facts
	from, to := "not_asked", "applied"
	switch {
	case f.AsksQuota == casefile.Yes:
		f.QuotaApplied = e.Today()
		e.Note(audit.Event{Kind: "quota_asked"})
	case before == casefile.Yes:
		f.QuotaApplied = civil.Date{}
		from, to = to, from
	default:
		return nil
	}
	for _, m := range e.Members.On(e.Today()) {
		if m.Quota == from {
			if err := quotaStanding(e, m.ID, to); err != nil {
				return err
			}
		}
	}
	return nil
}

// CompleteHousehold finishes the task of the household, or names what is missing.
func (w *Work) CompleteHousehold(ctx context.Context, op db.Op, number string) (db.Result, error) {
	return w.onHousehold(ctx, op, number, "household.said_complete", func(e *casefile.Edit) error {
		if t := e.TaskByKey(completeHousehold); t == nil || t.State.Over() {
			return fault.Clash("task.already_over", nil)
		}
		given, err := consents(&e.Rd, e.Case.ID)
		if err != nil {
			return err
		}
		p := fault.Problems{Fields: lacksOf(e.Members, given, e.Today())}
		if err := p.Err(); err != nil {
			return err
		}
		return e.Complete(completeHousehold, audit.Event{})
	})
}

// completeHousehold is the task that CompleteHousehold finishes.
const completeHousehold = "complete_household"
