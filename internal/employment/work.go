package employment

import (
	"slices"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/fault"
)

// Educations and reasons for not looking for work, in the order they are offered; words as "work.education.<code>"
// and "work.why.<code>".
var (
	Educations    = []string{"none", "secondary", "vocational", "higher"}
	NoWorkReasons = []string{"works_already", "studies", "childcare", "cares_for_relative", "health", "pension", "other"}
)

// Profile is what an adult can do, did and wants; or why they do not look for work.
type Profile struct {
	MemberID      int64      `db:"member_id"`
	Looks         bool       `db:"looks_for_work"`
	Occupation    string     `db:"occupation"`
	Trade         string     `db:"trade"`
	Years         int        `db:"years"`
	Education     string     `db:"education"`
	Licences      string     `db:"licences"`
	Wishes        string     `db:"wishes"`
	WantsBusiness bool       `db:"wants_business"`
	WhyNot        string     `db:"no_work_reason"`
	On            civil.Date `db:"profiled_on"`
	Rev           int        `db:"version"`
}

// Wants reports whether the person can be sent somewhere: work, or a business of their own.
func (p Profile) Wants() bool { return p.Looks || p.WantsBusiness }

// yearsMost is the longest experience that is taken for real.
const yearsMost = 60

// Check gives what is wrong with a profile.
func (p Profile) Check() error {
	var pr fault.Problems
	if !p.Looks && !p.WantsBusiness && !slices.Contains(NoWorkReasons, p.WhyNot) {
		pr.Add("why_not", "work.why_missing", nil)
	} else if p.WhyNot != "" && !slices.Contains(NoWorkReasons, p.WhyNot) {
		pr.Add("why_not", "form.not_a_choice", nil)
	}
	if p.Looks && p.Trade == "" {
		pr.Add("trade", "work.trade_missing", nil)
	}
	if p.Occupation != "" && !occupationForm.MatchString(p.Occupation) {
		pr.Add("occupation", "occupation.malformed", nil)
	}
	if p.Years < 0 || p.Years > yearsMost {
		pr.Add("years", "form.range", fault.Args{"min": 0, "max": yearsMost})
	}
	if p.Education != "" && !slices.Contains(Educations, p.Education) {
		pr.Add("education", "form.not_a_choice", nil)
	}
	return pr.Err()
}

// The kinds of referrals, and where one stands.
const (
	ToVacancy  = "vacancy"
	ToTraining = "training"
	ToBusiness = "business"

	Open              = "open"
	Hired             = "hired"
	Started           = "started"
	RefusedByEmployer = "refused_by_employer"
	RefusedByPerson   = "refused_by_person"
	Ended             = "ended"
)

// ReferralKinds in the order they are offered; words as "work.kind.<code>".
var ReferralKinds = []string{ToVacancy, ToTraining, ToBusiness}

// Referral is a person sent somewhere, and what came of it.
type Referral struct {
	ID         int64      `db:"id"`
	MemberID   int64      `db:"member_id"`
	Kind       string     `db:"kind"`
	VacancyID  int64      `db:"vacancy_id"`
	To         string     `db:"to_name"`
	Sent       civil.Date `db:"sent_on"`
	State      string     `db:"state"`
	Answered   civil.Date `db:"answered_on"`
	AnswerBy   string     `db:"answer_by"`
	Reason     string     `db:"reason"`
	HiredOn    civil.Date `db:"hired_on"` // or started
	Contract   bool       `db:"contract_seen"`
	Pension    bool       `db:"pension_seen"`
	Social     bool       `db:"social_seen"`
	Health     bool       `db:"health_seen"`
	EndedOn    civil.Date `db:"ended_on"`
	Rev        int        `db:"version"`
	Title      string     `db:"title"`
	Wage       int64      `db:"wage_tiyn"`
	EmployedBy string     `db:"employer"`
}

// Job reports whether somebody was hired by it, whether or not they left since.
func (r Referral) Job() bool { return r.Kind == ToVacancy && !r.HiredOn.IsZero() }

// Confirmable reports whether contract and contributions are to be seen: a job, or a business of one's own.
func (r Referral) Confirmable() bool { return r.Kind != ToTraining && !r.HiredOn.IsZero() }

// Seen reports whether all that proves a job was seen.
func (r Referral) Seen() bool { return r.Contract && r.Pension && r.Social && r.Health }

// CheckDays are the days after hiring on which a job is checked.
var CheckDays = []int{90, 180, 365}

// CheckAnswers in the order they are offered; no answer is not known, never no work. Words as "code.job_<code>".
var CheckAnswers = []string{"works", "other_job", "no_work", "not_known"}

// Checked is the answer to one check of a job.
type Checked struct {
	ReferralID int64      `db:"referral_id"`
	Day        int        `db:"day"`
	On         civil.Date `db:"checked_on"`
	Answer     string     `db:"answer"`
}

// Part is what the room knows about one case.
type Part struct {
	Profiles  []Profile
	Referrals []Referral
	Checks    []Checked
}

// Profile is a member's, if there is one.
func (p Part) Profile(member int64) (Profile, bool) {
	for _, x := range p.Profiles {
		if x.MemberID == member {
			return x, true
		}
	}
	return Profile{MemberID: member}, false
}

// Referral gives one of the case by its id.
func (p Part) Referral(id int64) (*Referral, bool) {
	for i := range p.Referrals {
		if p.Referrals[i].ID == id {
			return &p.Referrals[i], true
		}
	}
	return nil, false
}

// Of are a member's referrals, the newest first.
func (p Part) Of(member int64) []Referral {
	var out []Referral
	for _, r := range p.Referrals {
		if r.MemberID == member {
			out = append(out, r)
		}
	}
	return out
}

// Check is the answer of a referral's check, if it was asked.
func (p Part) Check(referral int64, day int) (Checked, bool) {
	for _, k := range p.Checks {
		if k.ReferralID == referral && k.Day == day {
			return k, true
		}
	}
	return Checked{}, false
}

// Workers are the members who are here and may be of working age.
func Workers(h casefile.Household, today civil.Date) casefile.Household {
	var out casefile.Household
	for _, m := range h.On(today).Here() {
		if least, most := m.Age(today); most >= casefile.WorkFrom && least < casefile.WorkUntil {
			out = append(out, m)
		}
	}
	return out
}

// mustProfile are those without whose profile the task is not done: the adults among the workers, or the young
// ones where there is no adult of working age.
func mustProfile(h casefile.Household, today civil.Date) casefile.Household {
	w := Workers(h, today)
	if adults := w.Adults(today); len(adults) > 0 {
		return adults
	}
	return w
}

// AllProfiled reports whether every adult of working age who is here has a profile.
func (p Part) AllProfiled(h casefile.Household, today civil.Date) bool {
	must := mustProfile(h, today)
	return len(must) > 0 && !slices.ContainsFunc(must, func(m casefile.Member) bool { _, ok := p.Profile(m.ID); return !ok })
}

// LooksForWork answers whether an adult of the household looks for work; not known while profiles are missing.
func (p Part) LooksForWork(h casefile.Household, today civil.Date) casefile.Tri {
	for _, m := range h.On(today).Here() {
		if x, ok := p.Profile(m.ID); ok && x.Wants() {
			return casefile.Yes
		}
	}
	if p.AllProfiled(h, today) {
		return casefile.No
	}
	return casefile.NotKnown
}

// tell writes what the members of today let a case know about work: who looks for it, who was hired and since when.
func (p Part) tell(h casefile.Household, f *casefile.Facts, today civil.Date) {
	f.LooksForWork = p.LooksForWork(h, today)
	if f.LooksForWork == casefile.NotKnown && len(Workers(h, today)) == 0 {
		f.LooksForWork = casefile.No
	}
	f.Hired, f.Business, f.HiredOn = casefile.NotKnown, casefile.NotKnown, civil.Date{}
	var job, business civil.Date
	for _, m := range h.On(today) {
		for _, r := range p.Of(m.ID) {
			switch {
			case r.Job():
				f.Hired, job = casefile.Yes, earlier(job, r.HiredOn)
			case r.Confirmable():
				f.Business, business = casefile.Yes, earlier(business, r.HiredOn)
			}
		}
	}
	if f.HiredOn = job; job.IsZero() { // from this day the confirmation is due
		f.HiredOn = business
	}
}

func earlier(a, b civil.Date) civil.Date {
	if a.IsZero() || b.Before(a) {
		return b
	}
	return a
}

// AllSeen reports whether contract and contributions were seen for everybody of the household who works; a job
// that ended counts only where none is left.
func (p Part) AllSeen(h casefile.Household, today civil.Date) bool {
	any := false
	for _, m := range h.On(today) {
		jobs := slices.DeleteFunc(p.Of(m.ID), func(r Referral) bool { return !r.Confirmable() })
		if live := slices.DeleteFunc(slices.Clone(jobs), func(r Referral) bool { return r.State == Ended }); len(live) > 0 {
			jobs = live
		}
		for _, r := range jobs {
			if !r.Seen() {
				return false
			}
			any = true
		}
	}
	return any
}

// AllChecked reports whether everybody of the household who was hired has an answer for a day.
func (p Part) AllChecked(h casefile.Household, today civil.Date, day int) bool {
	any := false
	for _, m := range h.On(today) {
		hired, checked := false, false
		for _, r := range p.Of(m.ID) {
			if r.Job() {
				hired = true
				_, ok := p.Check(r.ID, day)
				checked = checked || ok
			}
		}
		if hired && !checked {
			return false
		}
		any = any || hired
	}
	return any
}
