package housing

import (
	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
)

// Kinds of what this room holds for a family; words as "part.kind.<kind>".
const (
	heldDwelling = "dwelling" // of the stock: offered, taken or lived in
	heldHome     = "home"     // outside the stock
)

// Holdings is where a family lives, or what is held for it. It is one of casefile.Hooks.Holdings.
func Holdings(r *db.Rd, c *casefile.Case) ([]casefile.Holding, error) {
	s, err := StandOf(r, c.ID)
	if err != nil {
		return nil, err
	}
	if o := s.Offers.Live(r.Today()); o != nil {
		d, err := readDwelling(r, o.DwellingID)
		if err != nil {
			return nil, err
		}
		return []casefile.Holding{{Kind: heldDwelling, ID: o.ID, Key: "tenure." + o.Tenure, Text: d.Hint}}, nil
	}
	own, err := ownOf(r, c.ID)
	if err != nil || own == nil {
		return nil, err
	}
	return []casefile.Holding{{Kind: heldHome, ID: c.ID, Key: "tenure." + own.Whose}}, nil
}

// ofDwelling are the tasks that end with the dwelling: they go where it goes, and begin anew where it is gone.
var ofDwelling = []string{"assess_housing_needs", "offer_dwelling", "inspect_dwelling", "decide_housing", "sign_contract", "confirm_move_in", "register_residence"}

// Parted lets the dwelling go with the side that keeps it; the other begins its search anew. It is one of
// casefile.Hooks.Parted.
func Parted(p *casefile.Parted) error {
	s, err := StandOf(&p.From.Rd, p.From.Case.ID)
	if err != nil {
		return err
	}
	own, err := ownOf(&p.From.Rd, p.From.Case.ID)
	if err != nil {
		return err
	}
	o := s.Offers.Live(p.From.Today())
	switch {
	case o != nil && p.Goes(heldDwelling, o.ID):
		err = moveOffer(p, o)
	case o == nil && own != nil && p.Goes(heldHome, p.From.Case.ID):
		err = moveHome(p, own)
	default:
		return nil
	}
	if err != nil {
		return err
	}
	return moveStand(p, &s)
}

func moveOffer(p *casefile.Parted, o *Offer) error {
	if t := p.From.TaskByKey("decide_housing"); t != nil && t.State == casefile.Proposed {
		return fault.Refuse("part.dwelling_proposed", nil)
	}
	if _, err := lockDwelling(p.From.Tx, o.DwellingID); err != nil {
		return err
	}
	n, err := p.From.Exec("offer_move", db.Args{"id": o.ID, "version": o.Rev, "case_id": p.To.Case.ID})
	if err == nil && n != 1 {
		err = fault.Clash("case.changed_meanwhile", nil)
	}
	if err != nil {
		return err
	}
	for _, stream := range []audit.Stream{p.From.Case.Stream(), p.To.Case.Stream(), Stream(o.DwellingID)} {
		p.From.Record(audit.Event{Stream: stream, Kind: "dwelling_parted", Subject: audit.Stream{Kind: "offer", ID: o.ID}})
	}
	return nil
}

func moveHome(p *casefile.Parted, own *Own) error {
	address, err := p.From.Box().Open("own_dwelling.address", own.Address)
	if err != nil {
		return err
	}
	if err := saveHome(p.To, address, own.Whose, own.MovedIn); err != nil {
		return err
	}
	_, err = p.From.Exec("own_dwelling_drop", db.Args{"case_id": p.From.Case.ID})
	return err
}

// moveStand takes along what was agreed, decided and registered; the tasks of the side without a dwelling begin anew.
func moveStand(p *casefile.Parted, s *Stand) error {
	if n := s.Need; n != nil {
		if _, err := p.To.Exec("need_save", db.Args{
			"case_id": p.To.Case.ID, "tenure": n.Tenure, "rooms": n.Rooms, "step_free": n.StepFree, "near_school": n.NearSchool, "near_work": n.NearWork,
			"settlement_id": orNull(n.Settlement), "agreed_on": n.Agreed,
		}); err != nil {
			return err
		}
	}
	for was, is := range p.Members {
		if on, there := s.Registered[was]; there {
			if _, err := p.To.Exec("registration_add", db.Args{"member_id": is, "registered_on": on, "checked_by": p.To.Actor.ID}); err != nil {
				return err
			}
		}
	}
	f, t := &p.From.Case.Facts, &p.To.Case.Facts
	t.Tenure, t.HousingDecided, t.MovedIn = f.Tenure, f.HousingDecided, f.MovedIn
	f.Tenure, f.HousingDecided, f.MovedIn = "", civil.Date{}, civil.Date{}
	f.Parted = p.From.Today()
	p.To.Carry(p.From, ofDwelling...)
	for _, key := range ofDwelling {
		if k := p.From.TaskByKey(key); k != nil && k.State != casefile.Proposed {
			k.Reopen()
		}
	}
	return nil
}
