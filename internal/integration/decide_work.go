package integration

import (
	"strings"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
)

// Deciders are the decisions of this step. Residence and citizenship follow what the migration police answered;
// settled follows the plan of the case.
func (w *Work) Deciders() casefile.Deciders {
	return casefile.Deciders{
		casefile.KindResidence:   {Check: police(Residence), Grant: w.grantResidence, Refuse: refusedBy(Residence), RefusalGroup: "refusal_eligibility"},
		casefile.KindCitizenship: {Check: police(Citizenship), Grant: w.grantCitizenship, Refuse: refusedBy(Citizenship), RefusalGroup: "refusal_eligibility"},
		casefile.KindSettled:     {Check: checkSettled, Grant: grantSettled, Refuse: notSettled, RefusalGroup: "return_for_correction"},
	}
}

func rule(met casefile.Tri, key, basis string) casefile.Rule {
	kind := map[casefile.Tri]string{casefile.Yes: "met", casefile.No: "not", casefile.NotKnown: "unk"}[met]
	return casefile.Rule{Kind: kind, Key: key, Fact: key + "." + kind, Basis: basis}
}

// application is the one that a decision is about.
func application(e *casefile.Edit, d *casefile.Decision, kind string) (Application, bool, error) {
	p, err := PartOf(&e.Rd, e.Case.ID, e.Box())
	if err != nil {
		return Application{}, false, err
	}
	var task *casefile.Task
	for i := range e.Tasks {
		if e.Tasks[i].ID == d.TaskID {
			task = &e.Tasks[i]
		}
	}
	a, made := p.Application(kind, task)
	return a, made, nil
}

// police: the application was made, and the migration police has granted it (domain.md §2.3).
func police(kind string) func(*casefile.Edit, *casefile.Decision) ([]casefile.Rule, error) {
	return func(e *casefile.Edit, d *casefile.Decision) ([]casefile.Rule, error) {
		a, made, err := application(e, d, kind)
		if err != nil {
			return nil, err
		}
		answer := map[string]casefile.Tri{Granted: casefile.Yes, Refused: casefile.No}[a.Answer]
		return []casefile.Rule{
			rule(casefile.TriOf(made), "rule.applied_to_police", d.Basis),
			rule(answer, "rule.police_granted", d.Basis),
		}, nil
	}
}

// refusedBy: a refusal here only follows one of the police.
func refusedBy(kind string) func(*casefile.Edit, *casefile.Decision) error {
	return func(e *casefile.Edit, d *casefile.Decision) error {
		a, _, err := application(e, d, kind)
		if err == nil && a.Answer != Refused {
			err = fault.Clash("application.not_refused", nil)
		}
		return err
	}
}

// grantResidence: everybody who is here and no citizen may stay by the permit; or who came later and applied alone.
func (w *Work) grantResidence(e *casefile.Edit, d *casefile.Decision) error {
	a, _, err := application(e, d, Residence)
	if err != nil {
		return err
	}
	d.ValidUntil = a.Until
	for _, m := range e.Members.On(e.Today()).Here() {
		if m.Country == home || a.Member != 0 && a.Member != m.ID {
			continue
		}
		if err := stay(e, m.ID, a.Until, "permanent_residence"); err != nil {
			return err
		}
	}
	return nil
}

// home is the country whose citizens need no permit.
const home = "KAZ"

func stay(e *casefile.Edit, member int64, until civil.Date, basis string) error {
	_, err := e.Exec("member_stay", db.Args{"id": member, "stay_until": until, "stay_basis": basis})
	return err
}

// grantCitizenship makes citizens of everybody who is here; or of whoever came later and applied alone.
func (w *Work) grantCitizenship(e *casefile.Edit, d *casefile.Decision) error {
	a, _, err := application(e, d, Citizenship)
	if err != nil {
		return err
	}
	for _, m := range e.Members.On(e.Today()).Here() {
		if m.Country == home || a.Member != 0 && a.Member != m.ID {
			continue
		}
		var before *string
		if err := e.Get(&before, "person_citizen", db.Args{"id": m.PersonID, "country": home}); err != nil {
			return err
		}
		if err := stay(e, m.ID, civil.Date{}, ""); err != nil {
			return err
		}
		e.Note(audit.Event{Kind: "became_citizen", Audience: audit.Family, Subject: about(m.ID), Body: map[string]any{"before": before, "after": home}})
	}
	return nil
}

// checkSettled: every required task of each step is done or recorded as not required; where the track asks for the
// permanent residence permit, it was granted (product.md §3). Checks of later days go on in follow-up.
func checkSettled(e *casefile.Edit, d *casefile.Decision) ([]casefile.Rule, error) {
	var rules []casefile.Rule
	for _, s := range casefile.Steps {
		r := rule(casefile.Yes, "rule.step_over_"+string(s), d.Basis)
		for _, t := range e.Tasks {
			if t.Step == s && t.ID != d.TaskID && !t.FollowUp() && !t.State.Over() {
				r = rule(casefile.No, "rule.step_over_"+string(s), d.Basis)
				r.Task = t.Key
				break
			}
		}
		rules = append(rules, r)
	}
	for _, t := range e.Tasks {
		if t.Key == "decide_residence" && t.State != casefile.NotRequired {
			rules = append(rules, rule(casefile.TriOf(t.Outcome == "granted"), "rule.residence_granted", d.Basis))
		}
	}
	return append(rules, abroad(e, d)...), nil
}

// abroad names who is still to come: the family does not wait to be settled, and whoever comes gets tasks of their own.
func abroad(e *casefile.Edit, d *casefile.Decision) []casefile.Rule {
	var names []string
	for _, m := range e.Members.On(e.Today()) {
		if m.Abroad {
			names = append(names, m.Name)
		}
	}
	if len(names) == 0 {
		return nil
	}
	return []casefile.Rule{{
		Kind: "wai", Key: "rule.members_abroad", Fact: "rule.members_abroad.wai", Args: map[string]any{"names": strings.Join(names, "; ")}, Basis: d.Basis,
	}}
}

func grantSettled(e *casefile.Edit, _ *casefile.Decision) error {
	e.Case.Status, e.Case.SettledOn = casefile.FollowUp, e.Today()
	e.Note(audit.Event{Kind: "case_settled", Audience: audit.Family})
	return nil
}

// notSettled: nobody is refused for good; the task waits until what was named is done.
func notSettled(e *casefile.Edit, d *casefile.Decision) error {
	t, err := e.Task(d.TaskID)
	if err != nil {
		return err
	}
	t.Reopen()
	return nil
}
