package intake

import (
	"slices"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/identity"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
	"nurlykosh/internal/platform/sealed"
)

// Joining is a person who comes to a household after its registration.
type Joining struct {
	Newcomer
	Reason string // of the group household_join
	Text   string // what the code does not say
	On     civil.Date
	Alike  Answer
}

// Correction is what is put right about a member; what is not corrected keeps its value.
type Correction struct {
	Relation  string
	Sex       string
	Birth     civil.Date
	BirthYear int
	Country   string
	IIN       string // empty leaves the known one
	Requested bool   // the IIN is asked for
	Override  bool   // the paper gives this IIN, although birth date or sex do not agree
	Abroad    bool   // whoever has come since is recorded as arrived, not corrected
	StayUntil civil.Date
	StayBasis string
}

// StayBases are the grounds on which a foreigner may stay; words as "stay.<code>".
var StayBases = []string{"visa_free", "visa", "temporary_residence", "permanent_residence", "kandas_certificate", "asylum", "other"}

// Wishes are the circumstances and wishes of a family, as far as its track asks for them.
type Wishes struct {
	AsksQuota, Citizenship, Language, Divorced36, ProofPaper, BedTonight, Relatives casefile.Tri
	Circumstances, Wishes                                                           string // in the family's own words
}

// wish is one question about a family: its field, and where the answer stands.
type wish struct {
	field  string
	tracks []casefile.Track // empty: all
	fact   func(*casefile.Facts) *casefile.Tri
	answer func(*Wishes) *casefile.Tri
}

var wishes = []wish{
	{"asks_quota", nil, func(f *casefile.Facts) *casefile.Tri { return &f.AsksQuota }, func(w *Wishes) *casefile.Tri { return &w.AsksQuota }},
	{
		"citizenship",
		[]casefile.Track{casefile.EthnicReturn, casefile.FormerCitizen},
		func(f *casefile.Facts) *casefile.Tri { return &f.Citizenship },
		func(w *Wishes) *casefile.Tri { return &w.Citizenship },
	},
	{"language", nil, func(f *casefile.Facts) *casefile.Tri { return &f.Language }, func(w *Wishes) *casefile.Tri { return &w.Language }},
	{
		"divorced_36",
		[]casefile.Track{casefile.InternalMove},
		func(f *casefile.Facts) *casefile.Tri { return &f.Divorced36 },
		func(w *Wishes) *casefile.Tri { return &w.Divorced36 },
	},
	{
		"proof_paper",
		[]casefile.Track{casefile.EthnicReturn},
		func(f *casefile.Facts) *casefile.Tri { return &f.ProofPaper },
		func(w *Wishes) *casefile.Tri { return &w.ProofPaper },
	},
	{"bed_tonight", nil, func(f *casefile.Facts) *casefile.Tri { return &f.BedTonight }, func(w *Wishes) *casefile.Tri { return &w.BedTonight }},
	{"relatives", nil, func(f *casefile.Facts) *casefile.Tri { return &f.Relatives }, func(w *Wishes) *casefile.Tri { return &w.Relatives }},
}

// wishesOf are the questions that a track asks.
func wishesOf(t casefile.Track) []wish {
	var out []wish
	for _, w := range wishes {
		if len(w.tracks) == 0 || slices.Contains(w.tracks, t) {
			out = append(out, w)
		}
	}
	return out
}

// wordsRow is what a family said in its own words, sealed under the key of the case.
type wordsRow struct {
	Circumstances []byte `db:"circumstances"`
	Wishes        []byte `db:"wishes"`
}

// The names under which the words are sealed.
const (
	circumstancesColumn = "case.circumstances"
	wishesColumn        = "case.wishes"
)

// wordsOf reads what a family said in its own words.
func wordsOf(r *db.Rd, box sealed.Box, caseID int64) (circumstances, wishes string, err error) {
	var row wordsRow
	if err = r.Get(&row, "case_wishes", db.Args{"case_id": caseID}); err != nil {
		return "", "", err
	}
	if circumstances, err = box.Open(circumstancesColumn, row.Circumstances); err != nil {
		return "", "", err
	}
	wishes, err = box.Open(wishesColumn, row.Wishes)
	return circumstances, wishes, err
}

// parentAge is the least difference in years between parent and child that is taken for real. Own rule, as at registration.
const parentAge = 12

// checkFamily refuses a head under age, a second spouse and a child who is older than its parent, after one member was
// added or changed.
func checkFamily(p *fault.Problems, at string, h casefile.Household, today civil.Date) {
	var head casefile.Member
	spouses := 0
	for _, m := range h {
		switch m.Relation {
		case "head":
			head = m
		case "spouse":
			spouses++
		}
	}
	if spouses > 1 && !slices.ContainsFunc(p.Fields, func(f fault.Field) bool { return f.Name == at+"relation" }) {
		p.Add(at+"relation", "household.two_spouses", nil)
	}
	field := at + "birth_day"
	if _, most := head.Age(today); most >= 0 && most < casefile.Adult {
		p.Add(field, "registration.head_too_young", nil)
	}
	for _, m := range h {
		if !agesFit(m.Relation, bornIn(head), bornIn(m)) {
			p.Add(field, "registration.child_older_than_parent", nil)
			return
		}
	}
}

func agesFit(relation string, head, own int) bool {
	if head == 0 || own == 0 {
		return true
	}
	switch relation {
	case "child", "grandchild":
		return own >= head+parentAge
	case "parent", "grandparent":
		return own <= head-parentAge
	}
	return true
}

func bornIn(m casefile.Member) int {
	if !m.Birth.IsZero() {
		return m.Birth.Year()
	}
	return m.BirthYear
}

// MarriageAge is the age below which nobody marries: 18, lowered by two years at most (Code on marriage and family, art. 10).
const MarriageAge = 16

// checkReason refuses a reason for joining that cannot be true of this person.
func (j Joining) checkReason(p *fault.Problems) {
	switch j.Reason {
	case "birth":
		switch {
		case year(j.Newcomer) == 0:
			p.Add("person.birth_day", "household.birth_missing", nil)
		case !j.On.IsZero() && (!j.Birth.IsZero() && j.On.After(j.Birth.AddMonths(12)) || j.On.Year()-year(j.Newcomer) > 1):
			p.Add("reason", "household.not_newborn", nil)
		}
	case "marriage":
		if !j.On.IsZero() && (j.Relation == "spouse" || j.Relation == "child_in_law") {
			oldEnough(p, "person.birth_day", casefile.Member{Birth: j.Birth, BirthYear: j.BirthYear}, j.On)
		}
	}
}

// oldEnough refuses somebody married who is certainly under MarriageAge.
func oldEnough(p *fault.Problems, field string, m casefile.Member, on civil.Date) {
	if _, most := m.Age(on); most >= 0 && most < MarriageAge {
		p.Add(field, "household.too_young_to_marry", fault.Args{"age": MarriageAge})
	}
}

// check gives what is wrong with a correction of a member, as far as the form alone shows it.
func (x Correction) check(p *fault.Problems, m casefile.Member, today civil.Date) {
	switch {
	case m.Relation == "head" && x.Relation != "head":
		p.Add("relation", "household.head_stays", nil)
	case m.Relation != "head" && !slices.Contains(Relations, x.Relation):
		p.Add("relation", "registration.relation_missing", nil)
	}
	if x.Sex != "" && x.Sex != "male" && x.Sex != "female" {
		p.Add("sex", "form.not_a_choice", nil)
	}
	p.AddFault("birth_day", identity.CheckBirth(x.Birth, x.BirthYear, today))
	if x.IIN != "" {
		p.AddFault("iin", identity.CheckIINOf(x.IIN, x.Birth, x.BirthYear, x.Sex, x.Override))
	}
	if m.Abroad && !x.Abroad {
		p.Add("where", "arrive.own_form", nil)
	}
	switch {
	case x.StayBasis != "" && !slices.Contains(StayBases, x.StayBasis):
		p.Add("stay_basis", "form.not_a_choice", nil)
	case !x.StayUntil.IsZero() && x.StayBasis == "":
		p.Add("stay_basis", "household.stay_basis_missing", nil)
	}
}

// namesOf reads the attested names of members.
func namesOf(r *db.Rd, h casefile.Household) ([]identity.Attested, error) {
	ids := make([]int64, 0, len(h))
	for _, m := range h {
		ids = append(ids, m.PersonID)
	}
	return identity.NamesOf(r, ids)
}
