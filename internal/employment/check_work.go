package employment

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
)

// Seeing is what of a job was seen: the contract (of a business its registration) and the three contributions.
type Seeing struct{ Contract, Pension, Social, Health bool }

// Confirm records what of a job was seen; with everything seen for everybody who works the task is done.
func (w *Work) Confirm(ctx context.Context, op db.Op, number string, referral int64, s Seeing) (db.Result, error) {
	return w.onReferral(ctx, op, number, referral, "work.said_seen", func(e *casefile.Edit, p *Part, r *Referral) error {
		if !r.Confirmable() {
			return fault.Clash("work.not_begun", nil)
		}
		if s == (Seeing{}) {
			return fault.OnField("contract", "work.nothing_seen", nil)
		}
		r.Contract, r.Pension, r.Social, r.Health = s.Contract, s.Pension, s.Social, s.Health
		e.Note(audit.Event{
			Kind: "contract_seen", Audience: audit.Family, Subject: aboutMember(r.MemberID),
			Body: map[string]any{"referral": r.ID, "contract": s.Contract, "pension": s.Pension, "social": s.Social, "health": s.Health},
		})
		if p.AllSeen(e.Members, e.Today()) {
			return e.Complete("confirm_hiring", audit.Event{}, "labour_contract")
		}
		return nil
	})
}

// Checking is the answer to the question whether somebody still works.
type Checking struct {
	Day    int
	Answer string
	On     civil.Date
	Text   string
}

// Check records whether a person works 90, 180 or 365 days after hiring, not before that day. What was not known
// can be answered later; any other answer stands. With an answer for everybody who was hired the task is done.
func (w *Work) Check(ctx context.Context, op db.Op, number string, referral int64, k Checking) (db.Result, error) {
	return w.onCase(ctx, op, number, "work.said_checked", func(e *casefile.Edit, p *Part) error {
		r, ok := p.Referral(referral)
		if !ok {
			return fault.Missing()
		}
		if !r.Job() {
			return fault.Clash("work.not_begun", nil)
		}
		if err := checkChecking(e, r, k); err != nil {
			return err
		}
		n, err := e.Exec("job_check_save", db.Args{"referral_id": r.ID, "day": k.Day, "checked_on": k.On, "answer": k.Answer, "checked_by": e.Actor.ID})
		if err == nil && n != 1 {
			err = fault.Clash("work.checked_already", fault.Args{"day": k.Day})
		}
		if err != nil {
			return err
		}
		body := map[string]any{"referral": r.ID, "day": k.Day}
		if k.Text != "" {
			body["text"] = k.Text
		}
		e.Note(audit.Event{Kind: "job_checked", Audience: audit.Family, Happened: k.On, Code: "job_" + k.Answer, Subject: aboutMember(r.MemberID), Body: body})
		if *p, err = PartOf(&e.Rd, e.Case.ID); err != nil {
			return err
		}
		if p.AllChecked(e.Members, e.Today(), k.Day) {
			return e.Complete("check_job_"+strconv.Itoa(k.Day), audit.Event{Happened: k.On})
		}
		return nil
	})
}

func checkChecking(e *casefile.Edit, r *Referral, k Checking) error {
	var p fault.Problems
	if !slices.Contains(CheckDays, k.Day) {
		p.Add("day", "form.not_a_choice", nil)
	}
	if !slices.Contains(CheckAnswers, k.Answer) {
		p.Add("answer", "form.not_a_choice", nil)
	}
	switch due := r.HiredOn.AddDays(k.Day); {
	case k.On.IsZero():
		p.Add("checked_day", "form.required", nil)
	case k.On.After(e.Today()):
		p.Add("checked_day", "date.in_future", nil)
	case k.On.Before(due):
		p.Add("checked_day", "work.check_too_early", fault.Args{"day": k.Day, "from": fmt.Sprintf("%02d.%02d.%d", due.Day(), due.Month(), due.Year())})
	}
	return p.Err()
}
