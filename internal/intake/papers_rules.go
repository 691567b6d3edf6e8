package intake

import (
	"strings"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/civil"
)

// Circle is what the rules of papers may look at: a case and its household on a day.
type Circle struct {
	Case    *casefile.Case
	Members casefile.Household // on the day
	Today   civil.Date
	Acted   map[int64]bool // members for whom another acts
	Scripts map[int64]int  // how many different names of a person stand on papers
}

// applies reports whether a member applies for the household: its head, or the acting contact while it has none.
func (c Circle) applies(m *casefile.Member) bool {
	return m.Relation == "head" || m.ID == c.Case.Speaker()
}

// PaperRule is a named rule that says who needs a paper. m is nil for papers of the whole household.
type PaperRule struct {
	Name  string
	Prose string // as the table of papers puts it
	holds func(c Circle, m *casefile.Member) casefile.Tri
}

// Holds answers yes, no or not known; papers of members who are still abroad are never asked for surely.
func (r PaperRule) Holds(c Circle, m *casefile.Member) casefile.Tri {
	t := r.holds(c, m)
	if m != nil && m.Abroad && t == casefile.Yes {
		return casefile.NotKnown
	}
	return t
}

// PaperRules are all rules; TestEveryPaperHasARule refuses a prose of the table that is not here.
var PaperRules = []PaperRule{
	{"every_member", "every member; a child may be entered in the passport of a parent", func(c Circle, m *casefile.Member) casefile.Tri {
		if m.Country == "KAZ" {
			return casefile.No
		}
		return surely(from(casefile.Adult)(c, m))
	}},
	{"without_passport", "member without a passport", foreigner(perhaps)},
	{"from_16", "members aged 16 or over", foreigner(from(16))},
	{"whole_household", "whole household", always},
	{"not_given_to_hand", "member whose paper China does not give to hand", perhaps},
	{"kinship_or_nationality", "member whose kinship or nationality must be shown", perhaps},
	{"from_14", "members aged 14 or over", foreigner(from(14))},
	{"any_age", "members of any age", foreigner(always)},
	{"has_one", "member who has one", foreigner(perhaps)},
	{"stateless", "stateless member", foreigner(perhaps)},
	{"citizens_from_16", "citizens aged 16 or over", citizen(from(16))},
	{"identity_paper_lost", "member whose identity paper is lost", foreigner(perhaps)},
	{"children_and_kin", "children; any member whose kinship or nationality must be shown", func(c Circle, m *casefile.Member) casefile.Tri {
		return surely(child(c, m))
	}},
	{"spouses", "spouses", func(c Circle, _ *casefile.Member) casefile.Tri { return relation(c, "spouse") }},
	{"divorced", "divorced member", adults(perhaps)},
	{"divorced_36_months", "head or spouse divorced within the last 36 months", func(c Circle, m *casefile.Member) casefile.Tri {
		if m.Relation != "head" && m.Relation != "spouse" {
			return casefile.No
		}
		if m.Relation == "spouse" || relation(c, "spouse") == casefile.Yes {
			return someone(c.Case.Facts.Divorced36) // one of the two
		}
		return c.Case.Facts.Divorced36
	}},
	{"widowed_or_orphan", "widow or widower; orphan; death in the household", perhaps},
	{"after_change_of_name", "member whose papers differ after a change", perhaps},
	{"written_differently", "member whose papers write the name in different ways", func(c Circle, m *casefile.Member) casefile.Tri {
		if c.Scripts[m.PersonID] < 2 {
			return casefile.No
		}
		return casefile.NotKnown // two scripts alone are no difference
	}},
	{"kinship_not_shown", "relative whose kinship no other paper shows", func(_ Circle, m *casefile.Member) casefile.Tri {
		return surely(casefile.No, m.Relation != "head")
	}},
	{"adopted", "adopted child", func(c Circle, m *casefile.Member) casefile.Tri { return doubt(child(c, m)) }},
	{"ward", "ward; person without capacity", func(_ Circle, m *casefile.Member) casefile.Tri {
		return surely(casefile.TriOf(m.Relation == "ward"), true)
	}},
	{"another_acts", "member for whom another acts", func(c Circle, m *casefile.Member) casefile.Tri {
		if c.Acted[m.ID] && child(c, m) == casefile.No {
			return casefile.Yes
		}
		return casefile.No
	}},
	{"one_parent", "child who comes with one parent", func(c Circle, m *casefile.Member) casefile.Tri {
		if m.Relation == "child" && relation(c, "spouse") == casefile.Yes {
			return casefile.No
		}
		return doubt(child(c, m))
	}},
	{"settled_by_court", "member whose facts a court has settled", perhaps},
	{"one_for_the_household", "one for the household, any number of members", always},
	{"adult_applicants", "adult applicants", from(casefile.Adult)},
	{"applicant_and_status", "applicant and members who ask for the status", func(c Circle, m *casefile.Member) casefile.Tri {
		switch {
		case m.Country == "KAZ":
			return casefile.No
		case c.Case.Facts.ProofPaper == casefile.No: // the recommendation takes its place
			return casefile.NotKnown
		}
		return surely(casefile.TriOf(c.applies(m) || m.StatusWay == "applied"), true)
	}},
	{"no_nationality_paper", "member without a paper showing nationality", func(c Circle, m *casefile.Member) casefile.Tri {
		switch {
		case c.Case.Facts.ProofPaper == casefile.Yes:
			return casefile.No
		case c.applies(m) && c.Case.Facts.ProofPaper == casefile.No:
			return casefile.Yes
		}
		return casefile.NotKnown
	}},
	{"accepted_abroad", "application accepted by an embassy or consulate", func(c Circle, _ *casefile.Member) casefile.Tri {
		return casefile.TriOf(c.Case.Channel == "consulate")
	}},
	{"extension", "extension of the status", perhaps},
	{"after_decision", "issued after the decision", func(c Circle, m *casefile.Member) casefile.Tri {
		if c.Case.Facts.StatusDecided.IsZero() {
			return casefile.No
		}
		return casefile.TriOf(m.StatusWay == "granted")
	}},
	{"applicant", "applicant", func(c Circle, m *casefile.Member) casefile.Tri {
		return casefile.TriOf(m == nil || c.applies(m))
	}},
	{"only_an_archive", "member whose facts only an archive holds", perhaps},
	{"cannot_get_a_paper", "member who cannot get a paper", perhaps},
	{"state_must_release", "citizenship applicant whose state must release", func(c Circle, _ *casefile.Member) casefile.Tri {
		return someone(c.Case.Facts.Citizenship)
	}},
	{"citizenship_applicant", "citizenship applicant", func(c Circle, m *casefile.Member) casefile.Tri {
		if c.applies(m) {
			return c.Case.Facts.Citizenship
		}
		return someone(c.Case.Facts.Citizenship)
	}},
	{"registered_there", "member who had a registered home there", foreigner(perhaps)},
	{"adults_permanent_residence", "adults who ask for permanent residence", adults(residence)},
	{"permanent_residence", "members who ask for permanent residence", residence},
	{"each_member", "each member", always},
	{"brings_property", "family that brings property", perhaps},
	{"graduate_6_months", "graduate within 6 months of graduation", adults(perhaps)},
	{"included_in_quota", "household included in the quota", func(c Circle, _ *casefile.Member) casefile.Tri {
		return recorded(c.Case.Facts.Included)
	}},
	{"certificate_for_buying", "economic mobility certificate for buying", certificate},
	{"certificate_for_building", "economic mobility certificate for building", certificate},
	{"dwelling_bought_offered_rented", "dwelling bought, offered or rented", tenure("buy_out", "loan", "rent_subsidy", "certificate", "centre_place")},
	{"bought_with_state_money", "dwelling bought with state money", tenure("buy_out", "loan", "certificate")},
	{"dwelling_offered_bought_rented", "dwelling offered, bought or rented", tenure("buy_out", "loan", "rent_subsidy", "certificate", "centre_place")},
	{"has_a_tenure", "household with a tenure", tenure("buy_out", "loan", "rent_subsidy", "certificate", "centre_place", "own")},
	{"arrived", "members who have arrived", func(c Circle, m *casefile.Member) casefile.Tri {
		return casefile.TriOf(!m.Abroad && !c.Case.Arrived.IsZero())
	}},
	{"payee", "payee", func(c Circle, m *casefile.Member) casefile.Tri {
		if c.applies(m) {
			return recorded(c.Case.Facts.Included)
		}
		return casefile.No
	}},
	{"names_a_trade", "adult who names a trade", adults(perhaps)},
	{"profession_needs_it", "adult whose profession needs it", adults(perhaps)},
	{"trade_without_papers", "adult without papers on the trade", adults(perhaps)},
	{"work_experience", "adult with work experience", adults(perhaps)},
	{"drives", "adult who drives", adults(perhaps)},
	{"is_hired", "adult who is hired", adults(hired)},
	{"studies", "member who studies", perhaps},
	{"was_hired", "adult who was hired", adults(hired)},
	{"pensioner", "pensioner", from(casefile.WorkUntil)},
	{"school_age", "child of school age", func(c Circle, m *casefile.Member) casefile.Tri {
		return both(from(6)(c, m), child(c, m))
	}},
	{"children", "children", child},
	{"disability", "member with a disability", perhaps},
}

func always(Circle, *casefile.Member) casefile.Tri { return casefile.Yes }

func perhaps(Circle, *casefile.Member) casefile.Tri { return casefile.NotKnown }

// from holds from an age on; a year alone leaves it open when both answers are possible.
func from(age int) func(Circle, *casefile.Member) casefile.Tri {
	return func(c Circle, m *casefile.Member) casefile.Tri {
		least, most := m.Age(c.Today)
		switch {
		case most < 0:
			return casefile.NotKnown
		case least >= age:
			return casefile.Yes
		case most < age:
			return casefile.No
		}
		return casefile.NotKnown
	}
}

func child(c Circle, m *casefile.Member) casefile.Tri {
	switch from(casefile.Adult)(c, m) {
	case casefile.Yes:
		return casefile.No
	case casefile.No:
		return casefile.Yes
	}
	return casefile.NotKnown
}

// adults narrows a rule to members of age; whose age is not known stays open.
func adults(rule func(Circle, *casefile.Member) casefile.Tri) func(Circle, *casefile.Member) casefile.Tri {
	return func(c Circle, m *casefile.Member) casefile.Tri { return both(from(casefile.Adult)(c, m), rule(c, m)) }
}

// foreigner leaves out members who are citizens of Kazakhstan.
func foreigner(rule func(Circle, *casefile.Member) casefile.Tri) func(Circle, *casefile.Member) casefile.Tri {
	return func(c Circle, m *casefile.Member) casefile.Tri {
		if m.Country == "KAZ" {
			return casefile.No
		}
		return rule(c, m)
	}
}

// citizen narrows a rule to citizens; who moves inside the country is one unless recorded otherwise.
func citizen(rule func(Circle, *casefile.Member) casefile.Tri) func(Circle, *casefile.Member) casefile.Tri {
	return func(c Circle, m *casefile.Member) casefile.Tri {
		switch {
		case m.Country == "KAZ", m.Country == "" && c.Case.Track == casefile.InternalMove:
			return rule(c, m)
		case m.Country == "":
			return both(casefile.NotKnown, rule(c, m))
		}
		return casefile.No
	}
}

func both(a, b casefile.Tri) casefile.Tri {
	switch {
	case a == casefile.No || b == casefile.No:
		return casefile.No
	case a == casefile.Yes && b == casefile.Yes:
		return casefile.Yes
	}
	return casefile.NotKnown
}

// surely turns a no into "perhaps", as long as every further condition holds.
func surely(t casefile.Tri, further ...bool) casefile.Tri {
	for _, b := range further {
		if !b {
			return casefile.No
		}
	}
	if t == casefile.Yes {
		return casefile.Yes
	}
	return casefile.NotKnown
}

// doubt turns a yes into "perhaps".
func doubt(t casefile.Tri) casefile.Tri {
	if t == casefile.No {
		return casefile.No
	}
	return casefile.NotKnown
}

// someone turns "somebody of the household" into "perhaps this one".
func someone(t casefile.Tri) casefile.Tri { return doubt(t) }

// recorded takes silence for no: nobody records that something did not happen.
func recorded(t casefile.Tri) casefile.Tri {
	if t == casefile.Yes {
		return casefile.Yes
	}
	return casefile.No
}

func hired(c Circle, _ *casefile.Member) casefile.Tri {
	return someone(recorded(c.Case.Facts.Hired))
}

func residence(c Circle, m *casefile.Member) casefile.Tri {
	switch {
	case m.Country == "KAZ":
		return casefile.No
	case c.Case.Facts.ResidenceApplied.IsZero():
		return casefile.NotKnown
	}
	return casefile.Yes
}

func relation(c Circle, kind string) casefile.Tri {
	for _, m := range c.Members {
		if m.Relation == kind {
			return casefile.Yes
		}
	}
	return casefile.No
}

func tenure(kinds ...string) func(Circle, *casefile.Member) casefile.Tri {
	return func(c Circle, _ *casefile.Member) casefile.Tri {
		for _, k := range kinds {
			if c.Case.Facts.Tenure == k {
				return casefile.Yes
			}
		}
		return casefile.No // no dwelling, no papers of it
	}
}

func certificate(c Circle, m *casefile.Member) casefile.Tri {
	return someone(tenure("certificate")(c, m))
}

var ruleByProse = func() map[string]PaperRule {
	m := map[string]PaperRule{}
	for _, r := range PaperRules {
		m[r.Prose] = r
	}
	return m
}()

// PaperRuleFor gives the rule of a prose condition; false if nobody named one.
func PaperRuleFor(prose string) (PaperRule, bool) {
	r, ok := ruleByProse[prose]
	return r, ok
}

// Way is how a paper comes into a case.
type Way string

// The ways. A paper of the first is brought by the family at intake and stands on its list; the others do not.
const (
	Brought Way = ""       // the family brings it at intake
	Looked  Way = "looked" // seen in information systems: never asked for
	Made    Way = "made"   // an office makes or issues it
	Later   Way = "later"  // belongs to a later step
)

// ways of the kinds that are not brought at intake (notes of the table of papers; steps by own rule, unverified).
var ways = map[string]Way{
	"residence_permit": Looked, "kz_identity_card": Looked, "departing_registration": Looked, "jobseeker_registration": Looked,
	"address_record": Looked, "pension_contributions": Looked, "social_contributions": Looked, "health_insurance": Looked,
	"ethnicity_recommendation": Made, "kandas_certificate": Made, "social_contract": Made, "title_extract": Made, "valuation_report": Made,
	"inspection_act": Made, "housing_contract": Made, "evidence_statement": Made,
	"release_from_citizenship": Later, "renunciation_statement": Later, "criminal_record_certificate": Later, "medical_certificate": Later,
	"means_proof": Later, "photo": Later, "purchase_precontract": Later, "land_title": Later, "bank_account": Later, "diploma": Later,
	"diploma_recognition": Later, "skill_test": Later, "work_record": Later, "employer_certificate": Later, "driving_licence": Later,
	"labour_contract": Later, "study_certificate": Later, "pension_file": Later, "school_record": Later, "vaccination_record": Later,
	"disability_certificate": Later, "previous_kandas_certificate": Later, "departure_record": Later,
}

// WayOf tells how a kind of paper comes into a case.
func WayOf(kind string) Way { return ways[kind] }

// listedIn reports whether a list of the tables, joined by semicolons, has a word or "any".
func listedIn(list, word string) bool {
	for w := range strings.SplitSeq(list, ";") {
		if w = strings.TrimSpace(w); w == word || w == "any" {
			return true
		}
	}
	return false
}
