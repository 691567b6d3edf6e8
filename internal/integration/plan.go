package integration

import (
	"slices"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/fault"
)

// Needs are the eight that are asked with yes or no, in their order; words as "need.<code>". A goal is of one of these
// kinds, or of another.
var Needs = []string{"language", "school", "kindergarten", "health", "documents", "training", "legal", "social"}

// Kinds are what a goal can be about, in the order they are offered; words as "goal.kind.<code>".
var Kinds = append(slices.Clone(Needs), "other")

// Goal is what a family or one of its members wants to reach, and the service that helps.
type Goal struct {
	ID       int64      `db:"id"`
	MemberID int64      `db:"member_id"` // 0: the whole family
	Kind     string     `db:"kind"`
	Sealed   []byte     `db:"text_sealed"`
	Text     string     `db:"-"`
	Service  string     `db:"service"` // who helps: a school, clinic, course
	Due      civil.Date `db:"due_on"`
	Started  civil.Date `db:"started_on"` // enrolled, registered, first lesson
	Reached  civil.Date `db:"reached_on"`
	Dropped  civil.Date `db:"dropped_on"`
	Why      string     `db:"dropped_reason"` // coded as the reasons of a waiver
	Rev      int        `db:"version"`
}

// Begun reports whether the service has begun and was not given up.
func (g Goal) Begun() bool { return !g.Started.IsZero() && g.Dropped.IsZero() }

// Over reports whether nothing is left to be done for the goal.
func (g Goal) Over() bool { return !g.Reached.IsZero() || !g.Dropped.IsZero() }

// Check says what a new goal of the plan lacks: what is to be reached, who helps, by when. Own rule: a plan of bare words
// cannot be followed.
func (g Goal) Check(p *fault.Problems, today civil.Date) {
	if g.Text == "" {
		p.Add("text", "plan.text_missing", nil)
	}
	if g.Service == "" {
		p.Add("service", "plan.helper_missing", nil)
	}
	switch {
	case g.Due.IsZero():
		p.Add("due_day", "plan.due_missing", nil)
	case g.Due.Before(today):
		p.Add("due_day", "date.in_past", nil)
	}
}

// SchoolFrom and KindergartenUntil are ages in years: a child goes to school from the first, to kindergarten below the
// second; in between to either. Own rule, from memory, unverified.
const (
	SchoolFrom        = 6
	KindergartenUntil = 7
)

// Enrollable reports whether a child of an age can go to a school or kindergarten; a year of birth alone leaves two ages,
// and one that fits is enough.
func Enrollable(kind string, least, most int) bool {
	fits := func(a int) bool {
		if kind == "kindergarten" {
			return a >= casefile.KindergartenFrom && a < KindergartenUntil
		}
		return a >= SchoolFrom && a < casefile.SchoolUntil
	}
	return fits(least) || fits(most)
}

// Plan is the integration plan of a family: the eight needs, and the day it was agreed and signed, in which language.
type Plan struct {
	Needs    map[string]bool // the answers so far
	Agreed   civil.Date
	Signed   civil.Date
	Language string
	Rev      int
}

// Asked reports whether all eight needs have an answer.
func (p Plan) Asked() bool { return len(p.Needs) == len(Needs) }

// Application is one to the migration police, which decides; here it is recorded.
type Application struct {
	Kind    string     `db:"kind"`      // residence or citizenship
	Member  int64      `db:"member_id"` // who came later and applies alone; 0 for the family
	Applied civil.Date `db:"applied_on"`
	Number  string     `db:"number"`
	Decided civil.Date `db:"decided_on"`
	Answer  string     `db:"answer"` // granted, refused; empty while it is open
	Until   civil.Date `db:"valid_until"`
	Rev     int        `db:"version"`
}

// The two applications; words as "application.<kind>".
const (
	Residence   = "residence"
	Citizenship = "citizenship"
)

// The answers of the police; words as "application.answer.<code>".
const (
	Granted = "granted"
	Refused = "refused"
)

// Talk is the talk about safety and whom to call, held with one adult apart.
type Talk struct {
	MemberID int64      `db:"member_id"`
	On       civil.Date `db:"told_on"`
	Language string     `db:"language"`
}

// Part is what the room knows about one case.
type Part struct {
	Plan         Plan
	Goals        []Goal
	Applications []Application
	Talks        []Talk
}

// Goal gives one of the case by its id.
func (p Part) Goal(id int64) (*Goal, bool) {
	for i := range p.Goals {
		if p.Goals[i].ID == id {
			return &p.Goals[i], true
		}
	}
	return nil, false
}

// Application gives the one of a kind that a task follows, the family's or that of somebody who came later, if it was made.
func (p Part) Application(kind string, t *casefile.Task) (Application, bool) {
	member := int64(0)
	if t != nil {
		member = t.MemberID
	}
	for _, a := range p.Applications {
		if a.Kind == kind && a.Member == member {
			return a, true
		}
	}
	return Application{Kind: kind, Member: member}, false
}

// Learners are the children of kindergarten or school age who are here; a year of birth alone counts when one of the
// two possible ages does.
func Learners(h casefile.Household, today civil.Date) casefile.Household {
	var out casefile.Household
	for _, m := range h.On(today).Here() {
		least, most := m.Age(today)
		if fits := func(a int) bool { return a >= casefile.KindergartenFrom && a < casefile.SchoolUntil }; fits(least) || fits(most) {
			out = append(out, m)
		}
	}
	return out
}

// Enrolment is the goal about a child's school or kindergarten, the newest.
func (p Part) Enrolment(member int64) (Goal, bool) {
	for _, g := range slices.Backward(p.Goals) {
		if g.MemberID == member && (g.Kind == "school" || g.Kind == "kindergarten") {
			return g, true
		}
	}
	return Goal{}, false
}

// AllEnrolled reports whether every child goes to school or kindergarten, or it is recorded why not.
func (p Part) AllEnrolled(h casefile.Household, today civil.Date) bool {
	children := Learners(h, today)
	return len(children) > 0 && !slices.ContainsFunc(children, func(m casefile.Member) bool {
		g, ok := p.Enrolment(m.ID)
		return !ok || !g.Begun() && g.Dropped.IsZero()
	})
}

// Clinic is the goal by which the family was registered with a clinic, the newest.
func (p Part) Clinic() (Goal, bool) {
	for _, g := range slices.Backward(p.Goals) {
		if g.Kind == "health" && g.MemberID == 0 && g.Begun() {
			return g, true
		}
	}
	return Goal{}, false
}

// Courses are the language courses of the family's members, given up ones left out.
func (p Part) Courses() []Goal {
	var out []Goal
	for _, g := range p.Goals {
		if g.Kind == "language" && g.MemberID != 0 && g.Dropped.IsZero() {
			out = append(out, g)
		}
	}
	return out
}

// Learning reports whether every language course of the plan has begun, and at least one.
func (p Part) Learning() bool {
	cs := p.Courses()
	return len(cs) > 0 && !slices.ContainsFunc(cs, func(g Goal) bool { return !g.Begun() })
}

// Talk gives the talk with a member, if there was one.
func (p Part) Talk(member int64) (Talk, bool) {
	for _, t := range p.Talks {
		if t.MemberID == member {
			return t, true
		}
	}
	return Talk{}, false
}

// Untold are the adults who are here and were not told about safety yet.
func (p Part) Untold(h casefile.Household, today civil.Date) casefile.Household {
	var out casefile.Household
	for _, m := range h.On(today).Here().Adults(today) {
		if _, told := p.Talk(m.ID); !told {
			out = append(out, m)
		}
	}
	return out
}

// Unmet are the needs that nothing of the plan answers: a yes without a goal that was not given up.
func (p Part) Unmet() []string {
	var out []string
	for _, n := range Needs {
		if p.Plan.Needs[n] && !slices.ContainsFunc(p.Goals, func(g Goal) bool { return g.Kind == n && g.Dropped.IsZero() }) {
			out = append(out, n)
		}
	}
	return out
}

// Agree gives what stands against agreeing the plan: an unanswered need, or one that no goal answers.
func (p Part) Agree(on, today civil.Date, language string) error {
	var bad fault.Problems
	switch {
	case !p.Plan.Asked():
		bad.Add("", "plan.needs_missing", nil)
	case len(p.Unmet()) > 0:
		for _, n := range p.Unmet() {
			bad.Add("", "plan.unmet", fault.Args{"need": "@need." + n})
		}
	}
	bad.AddFault("signed_day", past(on, today))
	if language == "" {
		bad.Add("language", "form.required", nil)
	}
	return bad.Err()
}

// past refuses a missing day and one that is still to come.
func past(on, today civil.Date) error {
	switch {
	case on.IsZero():
		return fault.New(fault.Invalid, "form.required", nil)
	case on.After(today):
		return fault.New(fault.Invalid, "date.in_future", nil)
	}
	return nil
}
