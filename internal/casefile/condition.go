package casefile

import "fmt"

// Condition is a named rule that says whether a task is required for a case.
type Condition struct {
	Name  string
	Prose string // as the step templates put it
	holds func(c *Case) Tri
}

// Holds answers yes, no or not known yet.
func (c Condition) Holds(k *Case) Tri { return c.holds(k) }

// Conditions are all rules that step templates may name; the loader refuses a prose that is not here.
var Conditions = []Condition{
	{"always", "yes", func(*Case) Tri { return Yes }},
	{"no_bed_tonight", "if the family has no bed tonight", func(k *Case) Tri { return not(k.Facts.BedTonight) }},
	{"danger_recorded", "if a danger sign is recorded", func(k *Case) Tri { return known(k.Facts.Danger) }},
	{"came_to_career_centre", "if the application came to the career centre", func(k *Case) Tri {
		return TriOf(k.Channel == "career_centre" || k.Channel == "arrival" || k.Channel == "phone" || k.Channel == "letter")
	}},
	{"no_nationality_paper", "if no paper proves Kazakh nationality", func(k *Case) Tri { return not(k.Facts.ProofPaper) }},
	{"asks_quota", "if the family asks for quota", func(k *Case) Tri { return k.Facts.AsksQuota }},
	{"asks_quota_where_there_is_a_line", "if the family asks and a quota line for this track exists", func(k *Case) Tri {
		if k.Track == FormerCitizen { // no line for former citizens was found in any source
			return No
		}
		return k.Facts.AsksQuota
	}},
	{"divorced_36_months", "if the head or spouse divorced within the last 36 months", func(k *Case) Tri { return k.Facts.Divorced36 }},
	{"stock_or_centre_needed", "if a dwelling of the stock or a centre place is needed", func(k *Case) Tri {
		return tenure(k, "buy_out", "centre_place")
	}},
	{"state_money_in_dwelling", "if the dwelling is offered, bought or rented with state money", func(k *Case) Tri {
		return tenure(k, "buy_out", "loan", "rent_subsidy", "certificate", "centre_place")
	}},
	{"not_own_nor_relatives", "if not with relatives or in an own dwelling", func(k *Case) Tri {
		return tenure(k, "buy_out", "loan", "rent_subsidy", "certificate", "centre_place")
	}},
	{"included_in_quota", "if included in the quota", included},
	{"entitlement_rule_gives_it", "if an entitlement rule gives it", func(k *Case) Tri {
		return TriOf(false) // no amount for former citizens was found; payments come with their own rules
	}},
	{"quota_benefits_paid", "if quota benefits were paid", included},
	{"member_of_working_age", "if a member is of working age", func(k *Case) Tri { return k.Facts.WorkingAge }},
	{"adult_looks_for_work", "if an adult looks for work", func(k *Case) Tri { return k.Facts.LooksForWork }},
	{"adult_hired", "if an adult was hired", func(k *Case) Tri { return known(k.Facts.Hired) }},
	{"adult_hired_or_business", "if an adult is hired or starts a business", func(k *Case) Tri {
		if k.Facts.Hired == Yes || k.Facts.Business == Yes {
			return Yes
		}
		return known(k.Facts.Hired)
	}},
	{"children_of_school_age", "if there are children of kindergarten or school age", func(k *Case) Tri { return k.Facts.Schoolable }},
	{"adult_wants_language", "if an adult wants or needs it", func(k *Case) Tri { return k.Facts.Language }},
	{"adult_wants_language_internal", "if an adult wants it", func(k *Case) Tri { return k.Facts.Language }},
	{"applies_for_citizenship", "if the family applies for citizenship", func(k *Case) Tri { return k.Facts.Citizenship }},
}

func not(t Tri) Tri {
	switch t {
	case Yes:
		return No
	case No:
		return Yes
	}
	return NotKnown
}

// known takes silence for no: nobody records that something did not happen.
func known(t Tri) Tri {
	if t == Yes {
		return Yes
	}
	return No
}

func tenure(k *Case, kinds ...string) Tri {
	if k.Facts.Tenure == "" {
		return NotKnown
	}
	for _, t := range kinds {
		if k.Facts.Tenure == t {
			return Yes
		}
	}
	return No
}

// included: as long as a family that asked has no decision, nobody knows.
func included(k *Case) Tri {
	if k.Facts.Included != NotKnown {
		return k.Facts.Included
	}
	if k.Facts.AsksQuota == No {
		return No
	}
	return NotKnown
}

var conditionByName = func() map[string]Condition {
	m := map[string]Condition{}
	for _, c := range Conditions {
		m[c.Name] = c
	}
	return m
}()

// ConditionFor gives the rule that a prose of the step templates stands for.
func ConditionFor(prose string) (Condition, error) {
	for _, c := range Conditions {
		if c.Prose == prose {
			return c, nil
		}
	}
	return Condition{}, fmt.Errorf("no rule is named for the condition %q: add one to casefile.Conditions", prose)
}
