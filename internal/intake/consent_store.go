package intake

import (
	"slices"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
)

// Purposes are what a member may agree to, in the order they are read aloud; words as "consent.<purpose>".
var Purposes = []string{"processing", "sharing_work", "sharing_social", "messages"}

// Consenting is what a member agreed to after it was read aloud.
type Consenting struct {
	MemberID int64
	Purposes []string
	Aloud    bool // the actor read it aloud
	Language string
	On       civil.Date
}

// Consent is a stored consent that still counts.
type Consent struct {
	MemberID int64      `db:"member_id"`
	Purpose  string     `db:"purpose"`
	Language string     `db:"language"`
	Given    civil.Date `db:"given_on"`
	Reader   string     `db:"reader"`
}

// consents reads what counts in a case on the transaction's day.
func consents(r *db.Rd, caseID int64) ([]Consent, error) {
	var out []Consent
	return out, r.Select(&out, "household_consents", db.Args{"case_id": caseID, "today": r.Today()})
}

func (x Consenting) check(p *fault.Problems, b *casefile.Book, h casefile.Household, today civil.Date) {
	i := slices.IndexFunc(h, func(m casefile.Member) bool { return m.ID == x.MemberID })
	if i < 0 {
		p.Add("member", "consent.member_missing", nil)
	} else if _, most := h[i].Age(today); most >= 0 && most < casefile.Adult {
		p.Add("member", "consent.under_age", nil)
	}
	if len(x.Purposes) == 0 {
		p.Add("purposes", "consent.purpose_missing", nil)
	}
	for _, k := range x.Purposes {
		if !slices.Contains(Purposes, k) {
			p.Add("purposes", "form.not_a_choice", nil)
			break
		}
	}
	if !x.Aloud {
		p.Add("aloud", "consent.not_read", nil)
	}
	if !slices.ContainsFunc(b.Languages, func(l casefile.Language) bool { return l.Code == x.Language }) {
		p.Add("language", "consent.language_missing", nil)
	}
	switch {
	case x.On.IsZero():
		p.Add("on_day", "consent.day_missing", nil)
	case x.On.After(today):
		p.Add("on_day", "date.in_future", nil)
	case x.On.Before(today.AddMonths(-24)):
		p.Add("on_day", "consent.long_ago", nil)
	}
}

// lacksOf names what a household still lacks to be complete: consent of every adult, sex and birth of everybody.
func lacksOf(h casefile.Household, given []Consent, today civil.Date) []fault.Field {
	var p fault.Problems
	for _, m := range h.On(today) {
		who := fault.Args{"name": m.Name}
		if m.Sex == "" {
			p.Add("", "household.lacks_sex", who)
		}
		if m.Birth.IsZero() && m.BirthYear == 0 {
			p.Add("", "household.lacks_birth", who)
		}
		if _, most := m.Age(today); most < casefile.Adult { // a year alone that may be 18 is taken for an adult's
			continue
		}
		if !slices.ContainsFunc(given, func(c Consent) bool { return c.MemberID == m.ID && c.Purpose == "processing" }) {
			p.Add("", "household.lacks_consent", who)
		}
	}
	return p.Fields
}
