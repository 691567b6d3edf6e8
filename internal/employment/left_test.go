package employment_test

import (
	"testing"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/employment"
	"nurlykosh/internal/intake"
)

func (w *world) left(number string, member int64, reason string, contact int64) {
	w.t.Helper()
	res, err := w.reg.Leave(w.t.Context(), w.op(w.who), number, member, intake.Leaving{Reason: reason, On: w.today(), Contact: contact})
	w.must(res, err)
}

func (w *world) state(referral int64) (s string) {
	w.t.Helper()
	w.scan(&s, "select state from referral where id = $1", referral)
	return s
}

// Nobody is asked for the profile, the referral or the checks of somebody who left: what waits is given back, the job of
// somebody who died is free again, and the tasks follow from who is there.
func TestNobodyIsAskedForSomebodyWhoLeft(t *testing.T) {
	w := newWorld(t)
	w.work.Book.MemberChanged = []func(*casefile.Edit, casefile.Member) error{employment.MemberChanged}
	w.employer()
	place := w.vacancy(1)
	number, ms := w.family(1985, 1988, 1990)
	w.profiled(number, ms[0])
	w.profiled(number, ms[1])
	w.task(number, "profile_adults", casefile.Open)
	sent, open := w.referred(number, ms[0], place), w.referred(number, ms[1], place)
	if err := w.hire(number, sent, w.today()); err != nil {
		t.Fatal(err)
	}
	w.task(number, "check_job_90", casefile.Open)

	w.left(number, ms[1], "split", 0)
	if w.state(open) != employment.Ended || w.state(sent) != employment.Hired || w.taken(place) != 1 {
		t.Errorf("the referrals are %s and %s, %d places are taken", w.state(open), w.state(sent), w.taken(place))
	}
	w.task(number, "profile_adults", casefile.Open) // the third has none yet
	w.left(number, ms[0], "death", ms[2])
	if w.state(sent) != employment.Ended || w.taken(place) != 0 {
		t.Errorf("the job of the dead is %s, %d places are taken", w.state(sent), w.taken(place))
	}
	for _, key := range []string{"check_job_90", "check_job_180", "check_job_365", "confirm_hiring"} {
		w.task(number, key, casefile.NotRequired)
	}
	w.see(number, func(c *casefile.Case, ts []casefile.Task, _ casefile.Household) {
		if c.Facts.Hired != casefile.NotKnown || !c.Facts.HiredOn.IsZero() || c.Facts.LooksForWork != casefile.NotKnown {
			t.Errorf("the case still knows of a job: %+v", c.Facts)
		}
	})

	// taken back, the job of the dead has ended all the same, and its checks are asked for again
	res, err := w.reg.TakeBackLeaving(t.Context(), w.op(w.who), number, ms[0], intake.TakingBack{Text: "namesake"})
	w.must(res, err)
	w.see(number, func(c *casefile.Case, _ []casefile.Task, _ casefile.Household) {
		if c.Facts.Hired != casefile.Yes || c.Facts.HiredOn != w.today() || c.Facts.LooksForWork != casefile.Yes {
			t.Errorf("the job is not known again: %+v", c.Facts)
		}
	})
	w.task(number, "check_job_90", casefile.Open)

	// the only one without a profile dies: the profiles are complete
	w.left(number, ms[2], "death", 0)
	w.task(number, "profile_adults", casefile.Done)
}
