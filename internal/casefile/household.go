package casefile

import (
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/i18n"
)

// Ages at which the programme's rules begin and end, in whole years. From memory, unverified; they decide
// only which tasks are opened, never a right.
const (
	KindergartenFrom = 3
	SchoolUntil      = 18
	Adult            = 18
	WorkFrom         = 16
	WorkUntil        = 63
)

// Member is a person in a household, from when to when.
type Member struct {
	ID         int64      `db:"id"`
	PersonID   int64      `db:"person_id"`
	Ord        int        `db:"ord"`
	Relation   string     `db:"relation"`
	Joined     civil.Date `db:"joined_on"`
	Left       civil.Date `db:"left_on"`
	LeftWhy    string     `db:"leave_reason"`
	Abroad     bool       `db:"abroad"`
	Quota      string     `db:"quota_standing"`
	StatusWay  string     `db:"status_standing"`
	StayUntil  civil.Date `db:"stay_until"`
	StayBasis  string     `db:"stay_basis"`
	StripIssue int        `db:"strip_issue"`
	Revoked    bool       `db:"strip_revoked"`
	Name       string     `db:"name"`
	NameScript string     `db:"name_script"`
	Sex        string     `db:"sex"`
	Birth      civil.Date `db:"birth_date"`
	BirthYear  int        `db:"birth_year"`
	IINState   string     `db:"iin_state"`
	Country    string     `db:"citizenship"`
}

// Current reports whether the member belongs to the household on a day.
func (m Member) Current(on civil.Date) bool {
	return !m.Joined.After(on) && (m.Left.IsZero() || m.Left.After(on))
}

// Died reports whether the member left the household by death.
func (m Member) Died() bool { return m.LeftWhy == "death" }

// Age gives the least and the greatest age in whole years on a day; both are -1 when nothing is known of the birth.
// A year alone leaves two possible ages.
func (m Member) Age(on civil.Date) (least, most int) {
	switch {
	case !m.Birth.IsZero():
		a := on.Year() - m.Birth.Year()
		if on.Month() < m.Birth.Month() || on.Month() == m.Birth.Month() && on.Day() < m.Birth.Day() {
			a--
		}
		return a, a
	case m.BirthYear != 0:
		return on.Year() - m.BirthYear - 1, on.Year() - m.BirthYear
	}
	return -1, -1
}

// Adult reports whether the member is of age on a day; a year alone counts when both possible ages do.
func (m Member) Adult(on civil.Date) bool {
	least, _ := m.Age(on)
	return least >= Adult
}

// MayBeAdult reports whether nothing known of the member's birth says that they are under age.
func (m Member) MayBeAdult(on civil.Date) bool {
	_, most := m.Age(on)
	return most < 0 || most >= Adult
}

// Household is the members of a case on a day, still abroad or not.
type Household []Member

// On keeps who belongs to it on a day.
func (h Household) On(day civil.Date) Household {
	var out Household
	for _, m := range h {
		if m.Current(day) {
			out = append(out, m)
		}
	}
	return out
}

// Here keeps who is not abroad any more.
func (h Household) Here() Household {
	var out Household
	for _, m := range h {
		if !m.Abroad {
			out = append(out, m)
		}
	}
	return out
}

// Adults keeps who is of age.
func (h Household) Adults(on civil.Date) Household {
	var out Household
	for _, m := range h {
		if m.Adult(on) {
			out = append(out, m)
		}
	}
	return out
}

// Schoolable answers whether children of kindergarten or school age are here.
func (h Household) Schoolable(on civil.Date) Tri {
	return h.any(on, func(a int) bool { return a >= KindergartenFrom && a < SchoolUntil })
}

// WorkingAge answers whether somebody of working age is here.
func (h Household) WorkingAge(on civil.Date) Tri {
	return h.any(on, func(a int) bool { return a >= WorkFrom && a < WorkUntil })
}

func (h Household) any(on civil.Date, fits func(age int) bool) Tri {
	answer := No
	for _, m := range h.On(on).Here() {
		least, most := m.Age(on)
		switch {
		case most < 0:
			if answer == No {
				answer = NotKnown
			}
		case fits(least) || fits(most):
			return Yes
		}
	}
	return answer
}

// RoomsNeeded is a rule of thumb for the number of rooms: one for a couple or a single head, one for every two
// others. Own rule, shown as advice, never a condition.
func (h Household) RoomsNeeded(on civil.Date) int {
	n := len(h.On(on).Here())
	if n <= 2 {
		return 1
	}
	return 1 + (n-1)/2
}

// Name is the name of a member, of today or earlier; empty where there is none.
func (h Household) Name(id int64) string {
	for i := range h {
		if h[i].ID == id {
			return h[i].Name
		}
	}
	return ""
}

// RelationWord is what a member is to the head, in the word for a man or a woman where the sex is known.
func (m Member) RelationWord(t i18n.Reader) string {
	if key := "relation." + m.Relation + "." + m.Sex; t.Has(key) {
		return t.T(key)
	}
	return t.T("relation." + m.Relation)
}
