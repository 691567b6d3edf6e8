package employment

import (
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
