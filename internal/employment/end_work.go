package employment

import (
	"strconv"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/audit"
)

// CaseEnded ends the referrals that wait for an answer when their case has ended. Who was hired keeps the job.
func CaseEnded(e *casefile.Edit) error {
	p, err := PartOf(&e.Rd, e.Case.ID)
	if err != nil {
		return err
	}
	for i := range p.Referrals {
		r := &p.Referrals[i]
		if r.State != Open {
			continue
		}
		r.State, r.EndedOn = Ended, e.Today()
		if err := saveReferral(e, r); err != nil {
			return err
		}
		e.Note(audit.Event{Kind: "job_ended", Audience: audit.Staff, Subject: aboutMember(r.MemberID), Body: map[string]any{"referral": r.ID}})
	}
	return nil
}

// MemberChanged gives back the referrals of somebody who left that wait for an answer, and the job of somebody who died.
// What is known about work follows from who is there: nobody is asked for the profile or the checks of somebody who is not.
func MemberChanged(e *casefile.Edit, m casefile.Member) error {
	p, err := PartOf(&e.Rd, e.Case.ID)
	if err != nil {
		return err
	}
	if !m.Current(e.Today()) {
		if err := giveBack(e, p, m); err != nil {
			return err
		}
	}
	p.tell(e.Members, &e.Case.Facts, e.Today())
	if t := e.TaskByKey("refer_to_work"); t != nil && !t.State.Over() && e.Case.Facts.LooksForWork == casefile.NotKnown {
		t.Reopen() // it waits again for the profiles that are missing
	}
	if p.AllProfiled(e.Members, e.Today()) {
		if err := e.Fulfil("profile_adults"); err != nil {
			return err
		}
	}
	if p.AllSeen(e.Members, e.Today()) {
		if err := e.Fulfil("confirm_hiring", "labour_contract"); err != nil {
			return err
		}
	}
	for _, day := range CheckDays {
		if p.AllChecked(e.Members, e.Today(), day) {
			if err := e.Fulfil("check_job_" + strconv.Itoa(day)); err != nil {
				return err
			}
		}
	}
	return nil
}

func giveBack(e *casefile.Edit, p Part, m casefile.Member) error {
	for i := range p.Referrals {
		r := &p.Referrals[i]
		works := r.State == Hired || r.State == Started
		if r.MemberID != m.ID || r.State != Open && !(works && m.Died()) {
			continue
		}
		if works && r.Kind == ToVacancy {
			v, err := lockVacancy(e.Tx, r.VacancyID)
			if err != nil {
				return err
			}
			if err := movePlace(e.Tx, v, -1, e.Case.ID); err != nil {
				return err
			}
		}
		r.State, r.EndedOn = Ended, e.Today()
		if err := saveReferral(e, r); err != nil {
			return err
		}
		e.Note(audit.Event{Kind: "job_ended", Audience: audit.Staff, Subject: aboutMember(m.ID), Body: map[string]any{"referral": r.ID}})
	}
	return nil
}
