package duplicates

import (
	"slices"
	"strconv"
	"strings"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/intake"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/fault"
)

// Kind is what is merged.
type Kind string

// The kinds: two cases of one family; one person who stands twice in one household; two records of one person, of which
// one belongs to no household of today.
const (
	Cases   Kind = "case"
	Twice   Kind = "member"
	Records Kind = "person"
)

// KindOf tells what merging two records means, by the members they are.
func KindOf(main, other Side, today civil.Date) Kind {
	switch {
	case main.Case.ID == other.Case.ID:
		return Twice
	case other.standsNowhere(today):
		return Records
	}
	return Cases
}

// Side is one of the two records: the person as a member of a case.
type Side struct {
	Case    *casefile.Case
	Members casefile.Household
	Member  casefile.Member // of the pair
}

func (s Side) standsNowhere(today civil.Date) bool {
	return !s.Member.Current(today)
}

// Fields that a person has one of; for each that differs somebody chooses whose counts.
var Fields = []string{"name", "sex", "birth", "citizenship", "reads", "iin"}

// Pairing says who a member of the other case is in the main one.
type Pairing struct {
	Other    int64           `json:"other"`              // member
	Main     int64           `json:"main,omitempty"`     // the same person; 0: joins the household
	Relation string          `json:"relation,omitempty"` // of somebody who joins, to the head
	Take     map[string]bool `json:"take,omitempty"`     // fields whose value of the other record counts
	Sure     bool            `json:"sure,omitempty"`     // they are one person although the records contradict each other
}

// Plan is a merge as somebody wants it.
type Plan struct {
	Pairs []Pairing `json:"pairs"`
	Text  string    `json:"text"`
	Stood string    `json:"stood,omitempty"` // how both cases stood when it was proposed, as stand tells it
}

// At is the prefix of the inputs of the i-th member.
func At(i int) string { return "members[" + strconv.Itoa(i) + "]." }

// Check gives what is wrong with a plan for two cases: everybody of the other household has exactly one place, nobody two, and
// the household that comes of it can be one.
func (x Plan) Check(p *fault.Problems, main, other casefile.Household, today civil.Date) {
	if strings.TrimSpace(x.Text) == "" {
		p.Add("text", "merge.text_missing", nil)
	}
	if len(x.Pairs) > len(other) { // somebody twice, or somebody who does not belong to it
		p.Add("text", "form.not_a_choice", nil)
	}
	taken := map[int64]bool{}
	joined := slices.Clone(main)
	for i, o := range other {
		j := slices.IndexFunc(x.Pairs, func(q Pairing) bool { return q.Other == o.ID })
		if j < 0 {
			p.Add(At(i)+"as", "merge.place_missing", fault.Args{"name": o.Name})
			continue
		}
		q := x.Pairs[j]
		if q.Main == 0 {
			if !slices.Contains(intake.Relations, q.Relation) {
				p.Add(At(i)+"relation", "registration.relation_missing", nil)
				continue
			}
			o.Relation = q.Relation
			joined = append(joined, o)
			continue
		}
		k := slices.IndexFunc(main, func(m casefile.Member) bool { return m.ID == q.Main })
		switch {
		case k < 0:
			p.Add(At(i)+"as", "merge.place_missing", fault.Args{"name": o.Name})
		case taken[q.Main]:
			p.Add(At(i)+"as", "merge.place_twice", fault.Args{"name": main[k].Name})
		case contradict(o, main[k]) && !q.Sure:
			p.Add(At(i)+"sure", "merge.contradict", fault.Args{"name": main[k].Name})
		}
		taken[q.Main] = true
	}
	if len(p.Fields) == 0 {
		intake.CheckRelations(p, joined, today, func(i int) string {
			if i < len(main) {
				return "text"
			}
			at := slices.IndexFunc(other, func(o casefile.Member) bool { return o.ID == joined[i].ID })
			return At(at) + "relation"
		})
	}
}

// checkPair refuses to merge two cases for the sake of two persons whom the plan leaves apart.
func (x Plan) checkPair(p *fault.Problems, main, other casefile.Member, household casefile.Household, today civil.Date) {
	at := slices.IndexFunc(household, func(m casefile.Member) bool { return m.ID == other.ID })
	if len(p.Fields) > 0 || at < 0 || !main.Current(today) {
		return
	}
	if !slices.ContainsFunc(x.Pairs, func(q Pairing) bool { return q.Other == other.ID && q.Main == main.ID }) {
		p.Add(At(at)+"as", "merge.pair_apart", fault.Args{"name": main.Name})
	}
}

// CheckOne gives what is wrong with a plan for two records of one person: it is about these two and nobody else.
func (x Plan) CheckOne(p *fault.Problems, main, other casefile.Member) {
	if strings.TrimSpace(x.Text) == "" {
		p.Add("text", "merge.text_missing", nil)
	}
	if len(x.Pairs) != 1 || x.Pairs[0].Other != other.ID || x.Pairs[0].Main != main.ID {
		p.Add("text", "form.not_a_choice", nil)
	} else if contradict(other, main) && !x.Pairs[0].Sure {
		p.Add(At(0)+"sure", "merge.contradict", fault.Args{"name": main.Name})
	}
}

// contradict reports whether what two records say cannot both be true of one person and is no slip: another sex, or a birth
// more than a year apart.
func contradict(a, b casefile.Member) bool {
	if a.PersonID == b.PersonID {
		return false
	}
	apart := a.BirthYear - b.BirthYear
	return a.Sex != "" && b.Sex != "" && a.Sex != b.Sex || a.BirthYear != 0 && b.BirthYear != 0 && (apart > 1 || apart < -1)
}

// Best is the more of two standings: what one record reached counts.
func Best(order []string, a, b string) string {
	if slices.Index(order, b) > slices.Index(order, a) {
		return b
	}
	return a
}

// The order in which standings say more.
var (
	quotaOrder  = []string{"not_asked", "applied", "waiting", "refused", "included"}
	statusOrder = []string{"not_asked", "applied", "refused", "granted"}
)

// UndoDays is how long one person may undo a merge; later two are needed.
const UndoDays = 30
