package intake

import (
	"slices"
	"strings"

	"nurlykosh/internal/identity"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/fault"
)

// Recorded is a person found alike, with the household in which they were recorded last.
type Recorded struct {
	identity.Alike
	Name      string     `db:"name"`
	Script    string     `db:"script"`
	Birth     civil.Date `db:"birth_date"`
	BirthYear int        `db:"birth_year"`
	Person    int64      `db:"person_id"`
	Member    int64      `db:"member_id"`
	CaseID    int64      `db:"case_id"`
	Number    string     `db:"number"`
	Status    string     `db:"status"`
	OfficeID  int64      `db:"office_id"`
	Region    string     `db:"region"`
	OwnerID   int64      `db:"owner_id"`
	Sealed    bool       `db:"sealed"`
	Conflict  bool       `db:"conflict"`
	Current   bool       `db:"current"` // belongs to a household of an open case
	Died      bool       `db:"died"`
	OfficeKK  string     `db:"office_kk"`
	OfficeRU  string     `db:"office_ru"`
	OfficeEN  string     `db:"office_en"`
	Phone     string     `db:"office_phone"`
}

// Answer is what a clerk says about the people found alike, but for those chosen.
type Answer struct {
	Known []int64 // who was shown
	Other bool    // all of them are other people
	Open  bool    // the clerk cannot say: they stay on the supervisors' list
	Why   string
}

// check refuses to save while somebody alike was not shown, or nothing was said of them.
func (a Answer) check(p *fault.Problems, found []Recorded) {
	unseen, same, open := false, false, len(found) > 0
	for _, x := range found {
		unseen = unseen || !slices.Contains(a.Known, x.Person)
		same = same || x.Same()
	}
	switch {
	case unseen:
		p.Add("others", "alike.found", nil)
	case open && a.Other == a.Open:
		p.Add("others", "alike.answer_missing", nil)
	case same && a.Other && strings.TrimSpace(a.Why) == "":
		p.Add("others_why", "alike.why_missing", nil)
	}
}

// about is the part of an answer for one person: whom they are said not to be.
func (a Answer) about() identity.Said { return identity.Said{Other: a.Other, Of: a.Known, Text: a.Why} }

// described is a newcomer as the finder looks at one.
func (n Newcomer) described(country string) identity.Described {
	return identity.Described{
		Person: identity.Person{Sex: n.Sex, Birth: n.Birth, BirthYear: n.BirthYear, Country: country, IIN: n.IIN},
		Names:  []identity.Attested{n.Name},
	}
}
