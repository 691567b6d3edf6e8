package employment

import (
	"context"
	"slices"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
)

// Sending is a person to be sent to a vacancy, training or own business.
type Sending struct {
	MemberID  int64
	Kind      string
	VacancyID int64
	To        string // course or business, in words
	On        civil.Date
}

// Refer sends a person somewhere; with the first referral the task is done.
func (w *Work) Refer(ctx context.Context, op db.Op, number string, s Sending) (db.Result, error) {
	return w.onCase(ctx, op, number, "work.said_referred", func(e *casefile.Edit, p *Part) error {
		m, err := e.Member(s.MemberID)
		if err != nil {
			return err
		}
		if err := workable(*m, e); err != nil {
			return err
		}
		switch x, ok := p.Profile(m.ID); {
		case !ok:
			return fault.Refuse("work.profile_first", nil)
		case !x.Wants():
			return fault.Refuse("work.not_looking", nil)
		}
		if err := w.checkSending(e, p, &s); err != nil {
			return err
		}
		var id int64
		err = e.Get(&id, "referral_add", db.Args{
			"case_id": e.Case.ID, "member_id": m.ID, "kind": s.Kind, "vacancy_id": orNull(s.VacancyID), "to_name": s.To, "sent_on": s.On,
		})
		if err != nil {
			return err
		}
		e.Note(audit.Event{
			Kind: "referred", Audience: audit.Family, Happened: s.On, Code: "to_" + s.Kind, Subject: aboutMember(m.ID),
			Body: map[string]any{"referral": id, "vacancy": s.VacancyID, "text": s.To},
		})
		return e.Complete("refer_to_work", audit.Event{Happened: s.On})
	})
}

func (w *Work) checkSending(e *casefile.Edit, p *Part, s *Sending) error {
	var pr fault.Problems
	if !slices.Contains(ReferralKinds, s.Kind) {
		pr.Add("kind", "form.not_a_choice", nil)
	}
	switch {
	case s.On.IsZero():
		pr.Add("sent_day", "form.required", nil)
	case s.On.After(e.Today()):
		pr.Add("sent_day", "date.in_future", nil)
	case s.On.Before(e.Case.Received):
		pr.Add("sent_day", "task.before_case", nil)
	}
	if s.Kind != ToVacancy {
		if s.VacancyID = 0; s.To == "" {
			pr.Add("to", "work.to_missing", nil)
		}
		return pr.Err()
	}
	s.To = ""
	if s.VacancyID == 0 {
		pr.Add("vacancy", "work.vacancy_missing", nil)
		return pr.Err()
	}
	if err := pr.Err(); err != nil {
		return err
	}
	for _, r := range p.Of(s.MemberID) {
		if r.VacancyID == s.VacancyID && r.State == Open {
			return fault.OnField("vacancy", "work.sent_already", nil)
		}
	}
	v, err := lockVacancy(e.Tx, s.VacancyID)
	if fault.Is(db.AsFault(err), fault.NotFound) || err == nil && v.Region != e.Case.Region {
		return fault.OnField("vacancy", "form.not_a_choice", nil)
	}
	switch {
	case err != nil:
		return err
	case !v.Open(e.Today()):
		return fault.OnField("vacancy", "vacancy.not_open", nil)
	case v.Free() < 1:
		return fault.OnField("vacancy", "vacancy.no_place", nil)
	}
	return nil
}

// Answering is what came of a referral.
type Answering struct {
	How    string // Hired, Started, RefusedByEmployer, RefusedByPerson
	On     civil.Date
	Reason string // of the group of the one who refused
	Text   string
}

// reasonGroup is the list of reasons of a refusal.
var reasonGroup = map[string]string{RefusedByEmployer: "vacancy_refused_by_employer", RefusedByPerson: "vacancy_refused_by_person"}

// answersOf are the answers that a kind of referral can get; words as "work.answer.<code>".
func answersOf(kind string) []string {
	if kind == ToVacancy {
		return []string{Hired, RefusedByEmployer, RefusedByPerson}
	}
	return []string{Started, RefusedByEmployer, RefusedByPerson}
}

// Answer records what came of a referral. Who is hired takes a place of the vacancy: on its locked row, so that no
// place is given twice.
func (w *Work) Answer(ctx context.Context, op db.Op, number string, referral int64, a Answering) (db.Result, error) {
	return w.onReferral(ctx, op, number, referral, "work.said_answered", func(e *casefile.Edit, p *Part, r *Referral) error {
		if r.State != Open {
			return fault.Clash("work.answered_already", nil)
		}
		if err := w.checkAnswer(e, r, a); err != nil {
			return err
		}
		r.State, r.Answered = a.How, a.On
		ev := audit.Event{Kind: a.How, Audience: audit.Family, Happened: a.On, Subject: aboutMember(r.MemberID)}
		switch a.How {
		case RefusedByEmployer:
			r.AnswerBy, r.Reason = "employer", a.Reason
			ev.Kind, ev.Reason = "referral_refused_by_employer", a.Reason
		case RefusedByPerson: // within a family this is the person's own affair
			r.AnswerBy, r.Reason = "person", a.Reason
			ev.Kind, ev.Reason, ev.Audience = "referral_refused_by_person", a.Reason, audit.Staff
		default:
			r.HiredOn = a.On
			ev.Code = "to_" + r.Kind
			if err := begun(e, r); err != nil {
				return err
			}
		}
		if a.Text != "" {
			ev.Body = map[string]any{"referral": r.ID, "text": a.Text}
		}
		e.Note(ev)
		return nil
	})
}

// begun takes the place and writes the facts that the tasks after hiring wait for.
func begun(e *casefile.Edit, r *Referral) error {
	f := &e.Case.Facts
	switch r.Kind {
	case ToVacancy:
		v, err := lockVacancy(e.Tx, r.VacancyID)
		if err != nil {
			return err
		}
		if err := movePlace(e.Tx, v, +1, e.Case.ID); err != nil {
			return err
		}
		if f.Hired != casefile.Yes || r.HiredOn.Before(f.HiredOn) {
			f.HiredOn = r.HiredOn
		}
		f.Hired = casefile.Yes
	case ToBusiness:
		f.Business = casefile.Yes
		if f.HiredOn.IsZero() { // from this day the confirmation is due
			f.HiredOn = r.HiredOn
		}
	}
	return nil
}

func (w *Work) checkAnswer(e *casefile.Edit, r *Referral, a Answering) error {
	var p fault.Problems
	if !slices.Contains(answersOf(r.Kind), a.How) {
		p.Add("how", "form.not_a_choice", nil)
	}
	begins := a.How == Hired || a.How == Started
	switch {
	case a.On.IsZero():
		p.Add("on_day", "form.required", nil)
	case a.On.After(e.Today()):
		p.Add("on_day", "date.in_future", nil)
	case a.On.Before(r.Sent):
		p.Add("on_day", "work.before_sent", nil)
	case begins && e.Case.Arrived.IsZero():
		p.Add("on_day", "work.not_arrived", nil)
	case begins && a.On.Before(e.Case.Arrived):
		p.Add("on_day", "work.before_arrival", nil)
	}
	if group := reasonGroup[a.How]; group != "" {
		w.Book.CheckReason(&p, group, a.Reason, a.Text)
	}
	return p.Err()
}

// Leave records that somebody left a job, a course or a business; a job's place is free again.
func (w *Work) Leave(ctx context.Context, op db.Op, number string, referral int64, on civil.Date, text string) (db.Result, error) {
	return w.onReferral(ctx, op, number, referral, "work.said_left", func(e *casefile.Edit, p *Part, r *Referral) error {
		switch {
		case r.State != Hired && r.State != Started:
			return fault.Clash("work.not_begun", nil)
		case on.IsZero():
			return fault.OnField("ended_day", "form.required", nil)
		case on.After(e.Today()):
			return fault.OnField("ended_day", "date.in_future", nil)
		case on.Before(r.HiredOn):
			return fault.OnField("ended_day", "work.before_hired", nil)
		}
		r.State, r.EndedOn = Ended, on
		ev := audit.Event{Kind: "job_ended", Happened: on, Code: "to_" + r.Kind, Subject: aboutMember(r.MemberID)}
		if text != "" {
			ev.Body = map[string]any{"referral": r.ID, "text": text}
		}
		e.Note(ev)
		if r.Kind != ToVacancy {
			return nil
		}
		v, err := lockVacancy(e.Tx, r.VacancyID)
		if err != nil {
			return err
		}
		return movePlace(e.Tx, v, -1, e.Case.ID)
	})
}

// onReferral runs a verb on one referral of a case and saves it.
func (w *Work) onReferral(ctx context.Context, op db.Op, number string, id int64, said string, fn func(e *casefile.Edit, p *Part, r *Referral) error) (db.Result, error) {
	return w.onCase(ctx, op, number, said, func(e *casefile.Edit, p *Part) error {
		r, ok := p.Referral(id)
		if !ok {
			return fault.Missing()
		}
		if err := fn(e, p, r); err != nil {
			return err
		}
		return saveReferral(e, r)
	})
}

func saveReferral(e *casefile.Edit, r *Referral) error {
	n, err := e.Exec("referral_save", db.Args{
		"id": r.ID, "version": r.Rev, "state": r.State, "answered_on": r.Answered, "answer_by": r.AnswerBy, "reason": r.Reason, "hired_on": r.HiredOn,
		"contract_seen": r.Contract, "pension_seen": r.Pension, "social_seen": r.Social, "health_seen": r.Health, "ended_on": r.EndedOn,
	})
	if err == nil && n != 1 {
		err = fault.Clash("case.changed_meanwhile", nil)
	}
	return err
}
