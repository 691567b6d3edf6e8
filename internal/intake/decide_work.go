package intake

import (
	"slices"
	"strings"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/quota"
)

// Deciders are the decisions of this step: kandas status (or inclusion of former citizens) and the regional quota.
func (w *Work) Deciders() casefile.Deciders {
	return casefile.Deciders{
		casefile.KindStatus:      {Check: w.checkStatus, Grant: grantStatus, Refuse: refuseStatus, Tell: tellMembers, RefusalGroup: "refusal_eligibility"},
		casefile.KindQuota:       {Check: w.checkQuota, Grant: w.grantQuota, Refuse: refuseQuota, Tell: tellMembers, RefusalGroup: "refusal_quota"},
		casefile.KindQuotaReturn: {Check: w.checkReturn, Grant: returnPlaces},
		casefile.KindPayment:     {RefusalGroup: "refusal_eligibility"},
	}
}

func rule(met casefile.Tri, key, basis string) casefile.Rule {
	kind := map[casefile.Tri]string{casefile.Yes: "met", casefile.No: "not", casefile.NotKnown: "unk"}[met]
	return casefile.Rule{Kind: kind, Key: key, Fact: key + "." + kind, Basis: basis}
}

// before is a rule that the tasks that a decision stands on are over; it names the first that is not.
func before(e *casefile.Edit, key, basis string, tasks ...string) casefile.Rule {
	for _, k := range tasks {
		for _, t := range e.Tasks {
			if t.Key == k && !t.State.Over() {
				r := rule(casefile.No, key, basis)
				r.Task = k
				return r
			}
		}
	}
	return rule(casefile.Yes, key, basis)
}

// checkStatus: the household is complete, the papers are checked, the commission has recommended or nationality is
// proved by a paper (domain.md §2.3).
func (w *Work) checkStatus(e *casefile.Edit, d *casefile.Decision) ([]casefile.Rule, error) {
	rules := []casefile.Rule{
		before(e, "rule.household_complete", d.Basis, "complete_household"),
		before(e, "rule.papers_checked", d.Basis, "bring_papers", "check_papers"),
	}
	if e.Case.Track == casefile.EthnicReturn {
		rules = append(rules, before(e, "rule.recommended", d.Basis, "get_recommendation"))
	}
	if e.Case.Track == casefile.FormerCitizen {
		rules = append(rules, before(e, "rule.former_citizenship", d.Basis, "confirm_former_citizenship"))
	}
	return rules, nil
}

// StatusMonths is the term of kandas status (domain.md §2.3: one year).
const StatusMonths = 12

func grantStatus(e *casefile.Edit, d *casefile.Decision) error {
	if e.Case.Facts.StatusDecided.IsZero() {
		e.Case.Facts.StatusDecided = e.Today()
	}
	if e.Case.Track == casefile.EthnicReturn {
		d.ValidUntil = e.Today().AddMonths(StatusMonths)
	}
	return standing(e, d, "", "granted")
}

func refuseStatus(e *casefile.Edit, d *casefile.Decision) error { return standing(e, d, "", "refused") }

// checkQuota: the region has a line of this year for the category with room for the family, nobody of the family was
// included before, the papers are checked, and kandas have their status (domain.md §2.4).
func (w *Work) checkQuota(e *casefile.Edit, d *casefile.Decision) ([]casefile.Rule, error) {
	line, found, err := quota.Find(&e.Rd, e.Today().Year(), e.Case.Region, string(e.Case.Track))
	if err != nil {
		return nil, err
	}
	persons := len(concerned(e, d))
	room := casefile.TriOf(found && line.Places(persons) <= line.Free())
	var earlier struct {
		Included int `db:"included"`
		Alike    int `db:"alike"`
	}
	if err := e.Get(&earlier, "quota_included_before", db.Args{"case_id": e.Case.ID}); err != nil {
		return nil, err
	}
	rules := []casefile.Rule{
		before(e, "rule.household_complete", d.Basis, "complete_household"),
		before(e, "rule.papers_checked", d.Basis, "bring_papers", "check_papers"),
		rule(casefile.TriOf(found), "rule.region_receives", d.Basis),
		places(rule(room, "rule.places_left", d.Basis), line, persons, found),
		rule(once(earlier.Included, earlier.Alike), "rule.once_only", d.Basis),
	}
	if e.Case.Track == casefile.EthnicReturn {
		granted := rule(casefile.TriOf(!e.Case.Facts.StatusDecided.IsZero()), "rule.status_granted", d.Basis)
		granted.Task = "decide_status"
		rules = append(rules, granted)
	}
	if e.Case.Track == casefile.InternalMove {
		rules = append(rules, before(e, "rule.resettler_conditions", d.Basis, "check_departing_registration", "check_jobseeker_status", "check_divorce_certificate"))
	}
	if found {
		d.LineID, d.Places = line.ID, line.Places(persons)
	}
	return rules, nil
}

// once says whether a family was never included before. While somebody who looks the same was, nobody knows: who looks at
// duplicates settles it first (domain.md §2.4, once-only rule).
func once(included, alike int) casefile.Tri {
	switch {
	case included > 0:
		return casefile.No
	case alike > 0:
		return casefile.NotKnown
	}
	return casefile.Yes
}

// places puts the arithmetic of the line beside the rule.
func places(r casefile.Rule, l quota.Line, persons int, found bool) casefile.Rule {
	if !found {
		r.Fact = "rule.region_receives.not"
		return r
	}
	n := l.Places(persons)
	r.Args = map[string]any{"amount": l.Amount, "granted": l.Granted, "free": l.Free(), "places": n, "left": l.Free() - n}
	return r
}

// tellMembers names the people whom a decision concerns.
func tellMembers(e *casefile.Edit, d *casefile.Decision) ([]casefile.Told, error) {
	var names []string
	for _, m := range concerned(e, d) {
		names = append(names, m.Name)
	}
	return []casefile.Told{{Name: "told.members", Value: strings.Join(names, "; ")}}, nil
}

// grantQuota takes the places on the locked line; the members here are included.
func (w *Work) grantQuota(e *casefile.Edit, d *casefile.Decision) error {
	line, places, err := quota.Take(e.Tx, e.Today().Year(), e.Case.Region, string(e.Case.Track), len(concerned(e, d)))
	if err != nil {
		return err
	}
	d.LineID, d.Places = line.ID, places
	e.Case.Facts.Included, e.Case.Facts.QuotaDecided = casefile.Yes, e.Today()
	return standing(e, d, "included", "")
}

func refuseQuota(e *casefile.Edit, d *casefile.Decision) error {
	if e.Case.Facts.Included != casefile.Yes { // else the family stays included without whoever came later
		e.Case.Facts.Included, e.Case.Facts.QuotaDecided = casefile.No, e.Today()
	}
	return standing(e, d, "refused", "")
}

// concerned are the members whom a decision about status or quota is about: everybody who is here, or, when its task was
// opened for somebody who came later, those who have applied since.
func concerned(e *casefile.Edit, d *casefile.Decision) (out casefile.Household) {
	here := e.Members.On(e.Today()).Here()
	if !slices.ContainsFunc(e.Tasks, func(t casefile.Task) bool { return t.ID == d.TaskID && t.MemberID != 0 }) {
		return here
	}
	for _, m := range here {
		if d.Kind == casefile.KindStatus && m.StatusWay == "applied" || d.Kind == casefile.KindQuota && m.Quota == "applied" {
			out = append(out, m)
		}
	}
	return out
}

// standing notes the outcome with every member whom it concerns.
func standing(e *casefile.Edit, d *casefile.Decision, quotaWay, statusWay string) error {
	for _, m := range concerned(e, d) {
		args := db.Args{"id": m.ID, "quota": quotaWay, "status": statusWay, "stay_until": nil, "stay_basis": ""}
		if statusWay == "granted" && e.Case.Track == casefile.EthnicReturn {
			args["stay_until"], args["stay_basis"] = e.Today().AddMonths(StatusMonths), "kandas_certificate"
		}
		if _, err := e.Exec("member_standing", args); err != nil {
			return err
		}
	}
	return nil
}
