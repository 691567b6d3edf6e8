package housing

import (
	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/audit"
)

// CaseEnded gives back the dwellings that are held for a case that has ended. A family that has moved in stays where it
// lives until its moving out is recorded.
func CaseEnded(e *casefile.Edit) error {
	s, err := StandOf(&e.Rd, e.Case.ID)
	if err != nil {
		return err
	}
	for i := range s.Offers {
		o := &s.Offers[i]
		if o.State != "open" && o.State != "accepted" {
			continue
		}
		if _, err := lockDwelling(e.Tx, o.DwellingID); err != nil {
			return err
		}
		o.State = "withdrawn"
		if err := saveOffer(e, o); err != nil {
			return err
		}
		tell(e, o, audit.Event{Kind: "offer_withdrawn"})
	}
	return nil
}

// MemberChanged finishes the registration at the place of residence when everybody who is left is registered.
func MemberChanged(e *casefile.Edit, _ casefile.Member) error {
	s, err := StandOf(&e.Rd, e.Case.ID)
	if err != nil || e.Case.Facts.MovedIn.IsZero() || len(s.Unregistered(e.Members, e.Today())) > 0 {
		return err
	}
	return e.Fulfil("register_residence")
}
