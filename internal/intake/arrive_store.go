package intake

import (
	"slices"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/identity"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/fault"
)

// Arriving is that a member who was still abroad has come: by which paper, on what ground, and what the person asks for
// apart from the family.
type Arriving struct {
	On        civil.Date
	Paper     string
	Number    string
	StayUntil civil.Date
	StayBasis string
	Status    string // not_asked or applied; empty where the track has no status or the person needs none
	Quota     string // the same; empty while the family itself has not asked
	Text      string
}

// arrivalPapers are those with which somebody comes, or which show to whom.
var arrivalPapers = []string{"foreign_passport", "foreign_identity_card", "consular_certificate", "birth_certificate", "kinship_certificate", "kz_identity_card", "parental_consent"}

// asksStatus reports whether somebody who comes may ask for the status of kandas; asksQuota, for a place in the quota.
func asksStatus(c *casefile.Case, m casefile.Member) bool {
	return c.Track == casefile.EthnicReturn && m.Country != "KAZ"
}

func asksQuota(c *casefile.Case) bool { return c.Facts.AsksQuota == casefile.Yes }

// foreign reports whether a member needs a ground to stay.
func foreign(c *casefile.Case, m casefile.Member) bool {
	return c.Track != casefile.InternalMove && m.Country != "KAZ"
}

// standings are the two answers about a standing of one's own.
var standings = []string{"not_asked", "applied"}

func (x Arriving) check(p *fault.Problems, c *casefile.Case, m casefile.Member, today civil.Date) {
	switch {
	case x.On.IsZero():
		p.Add("arrived_day", "arrive.day_missing", nil)
	case x.On.After(today):
		p.Add("arrived_day", "date.in_future", nil)
	case !m.Birth.IsZero() && x.On.Before(m.Birth):
		p.Add("arrived_day", "household.joined_before_birth", nil)
	case x.On.Before(m.Joined):
		p.Add("arrived_day", "arrive.before_joining", nil)
	}
	if !slices.Contains(arrivalPapers, x.Paper) {
		p.Add("paper", "part.paper_missing", nil)
	}
	if identity.DocumentKey(x.Number) == "" {
		p.Add("number", "part.number_missing", nil)
	}
	switch {
	case x.StayBasis == "" && (foreign(c, m) || !x.StayUntil.IsZero()):
		p.Add("stay_basis", "household.stay_basis_missing", nil)
	case x.StayBasis != "" && !slices.Contains(StayBases, x.StayBasis):
		p.Add("stay_basis", "form.not_a_choice", nil)
	}
	if x.StayBasis == "kandas_certificate" && m.StatusWay != "granted" {
		p.Add("stay_basis", "arrive.no_certificate", nil)
	}
	if !x.StayUntil.IsZero() && x.StayUntil.Before(x.On) {
		p.Add("stay_day", "date.end_before_start", nil)
	}
	if asksStatus(c, m) != (x.Status != "") || x.Status != "" && !slices.Contains(standings, x.Status) {
		p.Add("status", "form.not_a_choice", nil)
	}
	if asksQuota(c) != (x.Quota != "") || x.Quota != "" && !slices.Contains(standings, x.Quota) {
		p.Add("quota", "form.not_a_choice", nil)
	}
}

// Returning is that somebody who belonged to the household belongs to it again.
type Returning struct {
	On       civil.Date
	Relation string
	Text     string
}

func (x Returning) check(p *fault.Problems, m casefile.Member, h casefile.Household, today civil.Date) {
	switch {
	case x.On.IsZero():
		p.Add("joined_day", "household.joined_missing", nil)
	case x.On.After(today):
		p.Add("joined_day", "date.in_future", nil)
	case x.On.Before(m.Left):
		p.Add("joined_day", "return.before_leaving", fault.Args{"date": m.Left})
	}
	if !slices.Contains(Relations, x.Relation) {
		p.Add("relation", "registration.relation_missing", nil)
		return
	}
	m.Relation = x.Relation
	CheckRelations(p, append(slices.Clone(h), m), today, func(int) string { return "relation" })
}

// needed are the tasks that somebody who came later brings along, each with the day from which its limit is counted: what is
// done for a family at its arrival, for this person as well.
func needed(m casefile.Member, on, today civil.Date) map[string]civil.Date {
	least, most := m.Age(on)
	learns := func(a int) bool { return a >= casefile.KindergartenFrom && a < casefile.SchoolUntil }
	out := map[string]civil.Date{"bring_papers": on, "check_papers": on, "register_clinic": on, "register_residence": on}
	if learns(least) || learns(most) {
		out["enrol_children"] = on
	}
	if m.MayBeAdult(today) {
		out["complete_household"], out["explain_safety"], out["profile_adults"] = on, on, on
	}
	if m.StatusWay == "applied" {
		out["decide_status"] = today
	}
	if m.Quota == "applied" {
		out["decide_quota"] = today
	}
	return out
}
