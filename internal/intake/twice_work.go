package intake

import (
	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
	"nurlykosh/internal/quota"
)

// grant is an inclusion in force of a family, in this case or in one that went into it.
type grant struct {
	ID     int64      `db:"id"`
	CaseID int64      `db:"case_id"`
	Number string     `db:"number"`
	LineID int64      `db:"line_id"`
	Places int        `db:"places"`
	On     civil.Date `db:"decided_on"`
}

// checkReturn: two cases of one family were both included, so that people are counted twice. What the family has beyond its
// members of today goes back to the line of the case that went into this one.
func (w *Work) checkReturn(e *casefile.Edit, d *casefile.Decision) ([]casefile.Rule, error) {
	var all []grant
	if err := e.Select(&all, "quota_grants_of_family", db.Args{"case_id": e.Case.ID}); err != nil {
		return nil, err
	}
	twice := rule(casefile.No, "rule.included_twice", d.Basis)
	if len(all) < 2 || all[len(all)-1].CaseID == e.Case.ID {
		return []casefile.Rule{twice}, nil
	}
	last, granted := all[len(all)-1], 0
	for _, g := range all {
		granted += g.Places
	}
	line, err := quota.Of(&e.Rd, last.LineID)
	if err != nil {
		return nil, err
	}
	needs := line.Places(len(e.Members.On(e.Today()).Here()))
	d.SubjectID, d.LineID, d.Places = last.ID, last.LineID, min(last.Places, granted-needs)
	if d.Places > 0 {
		twice = rule(casefile.Yes, "rule.included_twice", d.Basis)
	}
	twice.Args = map[string]any{"granted": granted, "needs": max(0, needs), "places": max(0, d.Places), "number": last.Number}
	return []casefile.Rule{twice}, nil
}

// returnPlaces gives the places that are counted twice back to their line.
func returnPlaces(e *casefile.Edit, d *casefile.Decision) error {
	if d.LineID == 0 || d.Places <= 0 {
		return fault.Clash("decision.rules_not_met", nil)
	}
	return quota.GiveBack(e.Tx, d.LineID, d.Places)
}
