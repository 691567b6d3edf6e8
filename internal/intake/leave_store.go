package intake

import (
	"slices"
	"strconv"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
)

// Leaving is that a member does not belong to the household any more.
type Leaving struct {
	Reason  string // of the group household_leave
	Text    string // what the code does not say
	On      civil.Date
	Apart   casefile.Tri // each adult was heard apart; asked of a divorce
	Contact int64        // who speaks for the family when its head is gone
}

// Reasons of leaving that have consequences of their own.
const (
	leftByDeath   = "death"
	leftByDivorce = "divorce"
	leftBySplit   = "split"
)

// NameHeadDays is the term for naming a head, in working days (product.md §2).
const NameHeadDays = 10

// check gives what is wrong with a leaving; speakers are asked for when it is who speaks for the family that leaves.
func (x Leaving) check(p *fault.Problems, b *casefile.Book, h casefile.Household, m casefile.Member, speakers casefile.Household, today civil.Date) {
	b.CheckReason(p, "household_leave", x.Reason, x.Text)
	if _, couple := partner(h.On(today), m.ID); couple && x.Reason == leftByDivorce {
		p.Add("reason", "leave.divorce_form", nil)
		return // that form asks for all of it
	}
	if !m.MayBeAdult(today) && (x.Reason == leftByDivorce || x.Reason == leftBySplit) {
		p.Add("reason", "leave.minor_alone", nil)
		return
	}
	switch {
	case x.On.IsZero():
		p.Add("left_day", "leave.day_missing", nil)
	case x.On.After(today):
		p.Add("left_day", "date.in_future", nil)
	case x.On.Before(m.Joined):
		p.Add("left_day", "leave.before_joining", fault.Args{"date": m.Joined})
	}
	if x.Reason == leftByDivorce && x.Apart == casefile.NotKnown {
		p.Add("apart", "leave.apart_missing", nil)
	}
	if len(speakers) > 0 && !slices.ContainsFunc(speakers, func(o casefile.Member) bool { return o.ID == x.Contact }) {
		p.Add("contact", "leave.contact_missing", nil)
	}
}

// mayLeave gives those who can speak for the family when it is the speaker who leaves; where nobody can, all who are left, and
// alone: then nothing but a death is recorded. After the death of the last one the case ends.
func mayLeave(c *casefile.Case, h casefile.Household, reps []Represented, today civil.Date, gone ...int64) (may casefile.Household, alone bool) {
	left := slices.DeleteFunc(h.On(today), func(o casefile.Member) bool { return slices.Contains(gone, o.ID) })
	if len(left) == 0 {
		return nil, true
	}
	if !slices.Contains(gone, c.Speaker()) {
		return nil, false
	}
	if may := speakers(left, reps, today); len(may) > 0 {
		return may, false
	}
	return left, true
}

// speakers are who can speak for a family: its adults, or, where only minors are left, those who have a parent or
// guardian outside the household today.
func speakers(h casefile.Household, reps []Represented, today civil.Date) casefile.Household {
	var adults, guarded casefile.Household
	for _, m := range h {
		switch {
		case m.MayBeAdult(today):
			adults = append(adults, m)
		case slices.ContainsFunc(reps, func(r Represented) bool { return r.guards(m.ID, today) }):
			guarded = append(guarded, m)
		}
	}
	if len(adults) > 0 {
		return adults
	}
	return guarded
}

// Naming is who is the head of the household from now on, and what the others are to the new head.
type Naming struct {
	Head      int64
	Relations map[int64]string // of every other member
	Text      string           // why, when the household has a head
}

// named is the household as it stands after a naming, with what is wrong with it.
func (x Naming) named(p *fault.Problems, c *casefile.Case, h casefile.Household, today civil.Date) casefile.Household {
	i := slices.IndexFunc(h, func(m casefile.Member) bool { return m.ID == x.Head })
	switch {
	case i < 0:
		p.Add("head", "head.missing", nil)
	case x.Head == c.HeadID:
		p.Add("head", "head.same", nil)
	case !h[i].MayBeAdult(today):
		p.Add("head", "registration.head_too_young", nil)
	}
	if c.HeadID != 0 && x.Text == "" {
		p.Add("text", "head.text_missing", nil)
	}
	out, known := slices.Clone(h), i >= 0
	for i := range out {
		if out[i].ID == x.Head {
			out[i].Relation = "head"
			continue
		}
		if out[i].Relation = x.Relations[out[i].ID]; !slices.Contains(Relations, out[i].Relation) {
			p.Add(relationAt(i), "registration.relation_missing", nil)
			known = false
		}
	}
	if known {
		CheckRelations(p, out, today, relationAt)
	}
	return out
}

// relationAt is the input of a member's relation, in the order of the household.
func relationAt(i int) string { return "members[" + strconv.Itoa(i) + "].relation" }

// CheckRelations refuses relations that cannot be, each at its member: two spouses of one head, a child who is older than a
// parent.
func CheckRelations(p *fault.Problems, h casefile.Household, today civil.Date, at func(i int) string) {
	var head casefile.Member
	spouses := 0
	for _, m := range h {
		if m.Relation == "head" {
			head = m
		}
	}
	for i, m := range h {
		if m.Relation == "spouse" {
			spouses++
		}
		switch {
		case m.Relation == "spouse" && spouses == 2:
			p.Add(at(i), "household.two_spouses", nil)
		case !agesFit(m.Relation, bornIn(head), bornIn(m)):
			p.Add(at(i), "household.ages_do_not_fit", fault.Args{"name": m.Name})
		}
	}
}

// TakingBack is that a leaving was entered by mistake.
type TakingBack struct {
	Relation string // to the head of today
	Text     string
}

// elsewhere reports whether somebody who left belongs to another household meanwhile.
func elsewhere(r *db.Rd, member int64) (out bool, err error) {
	return out, r.Get(&out, "household_elsewhere", db.Args{"id": member})
}

// earlierMember gives a member who belonged to the household and left it.
func earlierMember(h casefile.Household, id int64, today civil.Date) (casefile.Member, error) {
	for _, m := range h {
		if m.ID == id && !m.Left.IsZero() && !m.Current(today) {
			return m, nil
		}
	}
	return casefile.Member{}, fault.Missing()
}
