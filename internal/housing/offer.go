package housing

import (
	"slices"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/fault"
)

// Need is what housing a family needs and which kind was agreed.
type Need struct {
	CaseID     int64      `db:"case_id"`
	Tenure     string     `db:"tenure"`
	Rooms      int        `db:"rooms"`
	StepFree   bool       `db:"step_free"`
	NearSchool bool       `db:"near_school"`
	NearWork   bool       `db:"near_work"`
	Settlement int64      `db:"settlement_id"`
	Agreed     civil.Date `db:"agreed_on"`
	Rev        int        `db:"version"`
}

// Check says what is wrong with a need as typed.
func (n Need) Check(p *fault.Problems) {
	if !slices.Contains(Tenures, n.Tenure) {
		p.Add("tenure", "form.required", nil)
	}
	if n.Rooms < 1 || n.Rooms > roomsMost {
		p.Add("rooms", "form.range", fault.Args{"min": 1, "max": roomsMost})
	}
}

// OfferDays is how long an offer waits for its answer, in working days. Own rule.
const OfferDays = 10

// OfferMost is the longest an offer may hold a dwelling, in calendar days. Own rule.
const OfferMost = 60

// SmallReasons are the reasons for which a dwelling with fewer rooms than agreed may be offered; their words are
// in the catalogue as "small_reason.<code>". Own list.
var SmallReasons = []string{"family_wishes", "nothing_larger", "for_a_time", "members_later"}

// Offer is a dwelling offered to a household, with its answer and what followed.
type Offer struct {
	ID          int64      `db:"id"`
	CaseID      int64      `db:"case_id"`
	DwellingID  int64      `db:"dwelling_id"`
	State       string     `db:"state"`
	Tenure      string     `db:"tenure"`
	Offered     civil.Date `db:"offered_on"`
	Expires     civil.Date `db:"expires_on"`
	SmallReason string     `db:"small_reason"`
	Answered    civil.Date `db:"answered_on"`
	Reason      string     `db:"reason"`
	MovedIn     civil.Date `db:"moved_in_on"`
	MovedOut    civil.Date `db:"moved_out_on"`
	InspectedOn civil.Date `db:"inspected_on"`
	InspectedBy int64      `db:"inspected_by"`
	InspectOK   bool       `db:"inspection_ok"`
	Valuation   int64      `db:"valuation_tiyn"`
	ContractOn  civil.Date `db:"contract_on"`
	Language    string     `db:"sheet_language"`
	OfferedBy   int64      `db:"offered_by"`
	Rev         int        `db:"version"`
}

// Offers are all offers of a case, newest first.
type Offers []Offer

// StateOn is where the offer stands on a day: open past its last day is expired.
func (o *Offer) StateOn(today civil.Date) string {
	if o.State == "open" && o.Expires.Before(today) {
		return "expired"
	}
	return o.State
}

// Live gives the offer that holds a dwelling for the family: open and not expired, accepted or lived in.
func (os Offers) Live(today civil.Date) *Offer {
	for i := range os {
		switch os[i].StateOn(today) {
		case "open", "accepted", "occupied":
			return &os[i]
		}
	}
	return nil
}

// Accepted gives the offer that the family has taken; nil if none.
func (os Offers) Accepted() *Offer {
	for i := range os {
		if os[i].State == "accepted" || os[i].State == "occupied" {
			return &os[i]
		}
	}
	return nil
}

// Stale gives the open offer whose last day is past; nil if none.
func (os Offers) Stale(today civil.Date) *Offer {
	for i := range os {
		if os[i].State == "open" && os[i].StateOn(today) == "expired" {
			return &os[i]
		}
	}
	return nil
}

// Stand is what is known of a case's housing.
type Stand struct {
	Need       *Need
	Offers     Offers
	Registered map[int64]civil.Date // members registered at the place of residence
}

// Next is the form that comes next: needs, offer, answer, inspect, decide, contract, move-in, registration, or
// empty when the step has nothing more to ask.
func (s Stand) Next(c *casefile.Case, members casefile.Household, today civil.Date) string {
	if s.Need == nil {
		return "needs"
	}
	if StateMoney(s.Need.Tenure) {
		o := s.Offers.Live(today)
		switch {
		case o == nil:
			return "offer"
		case o.State == "open":
			return "answer"
		case o.InspectedOn.IsZero():
			return "inspect"
		case c.Facts.HousingDecided.IsZero():
			return "decide"
		case o.ContractOn.IsZero():
			return "contract"
		}
	}
	switch {
	case c.Facts.MovedIn.IsZero():
		return "move-in"
	case len(s.Unregistered(members, today)) > 0:
		return "registration"
	}
	return ""
}

// Unregistered are the members who are here and not yet registered at the place of residence.
func (s Stand) Unregistered(members casefile.Household, today civil.Date) casefile.Household {
	var out casefile.Household
	for _, m := range members.On(today).Here() {
		if _, done := s.Registered[m.ID]; !done {
			out = append(out, m)
		}
	}
	return out
}
