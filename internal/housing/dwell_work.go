package housing

import (
	"context"
	"slices"
	"strconv"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
)

// Inspection is what was seen in the dwelling.
type Inspection struct {
	On        civil.Date
	Suitable  string // yes or no
	Reason    string // coded, when not suitable
	Text      string
	Valuation int64 // tiyn
	Title     bool  // the title was checked in the registry
}

// past wants a day between first and today.
func past(p *fault.Problems, field string, on, first, today civil.Date) {
	switch {
	case on.IsZero():
		p.Add(field, "form.required", nil)
	case on.After(today):
		p.Add(field, "date.in_future", nil)
	case on.Before(first):
		p.Add(field, "housing.day_too_early", nil)
	}
}

// InspectDwelling records the inspection of the accepted dwelling by somebody other than who offered it: a
// colleague of the office may, too. One that is not suitable goes back, and the search begins again.
func (w *Work) InspectDwelling(ctx context.Context, op db.Op, number string, x Inspection) (db.Result, error) {
	said := "inspection.said_suitable"
	if x.Suitable == "no" {
		said = "inspection.said_not_suitable"
	}
	return w.onCase(ctx, op, number, access.Stock, said, func(e *casefile.Edit, s *Stand) error {
		o := s.Offers.Accepted()
		switch {
		case o == nil:
			return fault.Refuse("inspection.nothing_accepted", nil)
		case o.OfferedBy == e.Actor.ID:
			return fault.Refuse("inspection.own_offer", nil)
		case !o.InspectedOn.IsZero():
			return fault.Clash("inspection.done_already", nil)
		}
		d, err := lockDwelling(e.Tx, o.DwellingID)
		if err != nil {
			return err
		}
		if err := w.checkInspection(x, o, d, e.Today()); err != nil {
			return err
		}
		o.InspectedOn, o.InspectedBy, o.InspectOK, o.Valuation = x.On, e.Actor.ID, x.Suitable == "yes", x.Valuation
		tell(e, o, audit.Event{Kind: "dwelling_inspected", Happened: x.On, Body: note(x.Text)})
		if x.Title && d.Title != "" {
			d.TitleOn = x.On
			if err := saveDwelling(e.Tx, d); err != nil {
				return err
			}
		}
		if !o.InspectOK {
			o.State, o.Reason = "not_suitable", x.Reason
			tell(e, o, audit.Event{Kind: "offer_not_suitable", Happened: x.On, Reason: x.Reason})
			if err := saveOffer(e, o); err != nil {
				return err
			}
			again(e)
			return nil
		}
		if err := saveOffer(e, o); err != nil {
			return err
		}
		// what the inspector writes here is the record; the valuer's figure is asked above where the dwelling is bought
		return e.Complete("inspect_dwelling", audit.Event{Happened: x.On}, "inspection_act", "valuation_report")
	})
}

func (w *Work) checkInspection(x Inspection, o *Offer, d *Dwelling, today civil.Date) error {
	var p fault.Problems
	past(&p, "on_day", x.On, o.Offered, today)
	switch x.Suitable {
	case "no":
		w.Book.CheckReason(&p, "offer_not_suitable", x.Reason, x.Text)
	case "yes":
		if d.Kind != "centre_place" && d.Title == "" {
			p.Add("title", "inspection.no_title", nil)
		} else if d.Kind != "centre_place" && !x.Title {
			p.Add("title", "inspection.title_unchecked", nil)
		}
		if bought(o.Tenure) && x.Valuation == 0 {
			p.Add("valuation", "form.required", nil)
		} else if bought(o.Tenure) && d.Price > x.Valuation {
			p.Add("valuation", "inspection.price_above", nil)
		}
	default:
		p.Add("suitable", "form.required", nil)
	}
	return p.Err()
}

// again begins the search anew: the tasks that hung on the dwelling are to be done for the next one.
func again(e *casefile.Edit) {
	e.Case.Facts.HousingDecided = civil.Date{}
	for _, key := range []string{"offer_dwelling", "inspect_dwelling", "decide_housing"} {
		if t := e.TaskByKey(key); t != nil && t.State != casefile.NotRequired && t.State != casefile.Proposed {
			t.State, t.DoneOn, t.Outcome, t.ReturnWhy = casefile.Later, civil.Date{}, "", ""
			t.Counted, t.Due, t.PausedOn, t.PauseWhy = civil.Date{}, civil.Date{}, civil.Date{}, ""
		}
	}
}

// Contract is the signed contract with the sheet that explains the kind of housing.
type Contract struct {
	On       civil.Date
	Language string // in which the family read the sheet
	Read     bool   // it acknowledged it
}

// SignContract records the contract; state money needs the decision first.
func (w *Work) SignContract(ctx context.Context, op db.Op, number string, x Contract) (db.Result, error) {
	return w.onCase(ctx, op, number, access.Write, "contract.said", func(e *casefile.Edit, s *Stand) error {
		o := s.Offers.Accepted()
		decided := e.Case.Facts.HousingDecided
		switch {
		case o == nil:
			return fault.Refuse("contract.nothing_accepted", nil)
		case decided.IsZero():
			return fault.Refuse("contract.decision_first", nil)
		case !o.ContractOn.IsZero():
			return fault.Clash("contract.signed_already", nil)
		}
		var p fault.Problems
		past(&p, "on_day", x.On, decided, e.Today())
		if !slices.ContainsFunc(w.Book.Languages, func(l casefile.Language) bool { return l.Code == x.Language }) {
			p.Add("language", "form.required", nil)
		}
		if !x.Read {
			p.Add("read", "contract.sheet_unread", nil)
		}
		if err := p.Err(); err != nil {
			return err
		}
		if _, err := lockDwelling(e.Tx, o.DwellingID); err != nil {
			return err
		}
		o.ContractOn, o.Language = x.On, x.Language
		if err := saveOffer(e, o); err != nil {
			return err
		}
		tell(e, o, audit.Event{Kind: "contract_signed", Happened: x.On, Code: o.Tenure})
		return e.Complete("sign_contract", audit.Event{Happened: x.On})
	})
}

// MoveIn is the visit that found the family in its home.
type MoveIn struct {
	On      civil.Date
	Text    string // what was seen at the visit
	Address string // outside the stock
}

// ConfirmMoveIn records the day the family moved in, proved by a visit; who had not arrived has arrived by then.
func (w *Work) ConfirmMoveIn(ctx context.Context, op db.Op, number string, x MoveIn) (db.Result, error) {
	return w.onCase(ctx, op, number, access.Write, "move_in.said", func(e *casefile.Edit, s *Stand) error {
		if s.Need == nil {
			return fault.Refuse("offer.needs_first", nil)
		}
		if !e.Case.Facts.MovedIn.IsZero() {
			return fault.Clash("move_in.done_already", nil)
		}
		o, err := w.home(e, s, x)
		if err != nil {
			return err
		}
		e.Case.Facts.MovedIn = x.On
		if e.Case.Arrived.IsZero() {
			e.Case.Arrived = x.On
		}
		ev := audit.Event{Kind: "moved_in", Happened: x.On, Code: s.Need.Tenure, Body: note(x.Text)}
		if o != nil {
			tell(e, o, ev)
		} else {
			ev.Audience = audit.Family
			e.Note(ev)
		}
		return e.Complete("confirm_move_in", audit.Event{Happened: x.On})
	})
}

// home puts the family into the dwelling it accepted, or keeps the address of one outside the stock.
func (w *Work) home(e *casefile.Edit, s *Stand, x MoveIn) (*Offer, error) {
	var p fault.Problems
	if x.Text == "" {
		p.Add("text", "task.text_missing", nil)
	}
	if !StateMoney(s.Need.Tenure) {
		past(&p, "on_day", x.On, civil.Date{}, e.Today())
		if x.Address == "" {
			p.Add("address", "form.required", nil)
		}
		if err := p.Err(); err != nil {
			return nil, err
		}
		return nil, saveHome(e, x.Address, s.Need.Tenure, x.On)
	}
	o := s.Offers.Accepted()
	switch {
	case o == nil:
		return nil, fault.Refuse("contract.nothing_accepted", nil)
	case o.ContractOn.IsZero():
		return nil, fault.Refuse("move_in.contract_first", nil)
	}
	past(&p, "on_day", x.On, o.Offered, e.Today())
	if err := p.Err(); err != nil {
		return nil, err
	}
	if _, err := lockDwelling(e.Tx, o.DwellingID); err != nil {
		return nil, err
	}
	o.State, o.MovedIn = "occupied", x.On
	return o, saveOffer(e, o)
}

// RegisterResidence records who is registered at the place of residence, on the day the registry was seen. The task
// is done when every member who is here is registered.
func (w *Work) RegisterResidence(ctx context.Context, op db.Op, number string, members []int64, on civil.Date) (db.Result, error) {
	return w.onCase(ctx, op, number, access.Write, "residence.said", func(e *casefile.Edit, s *Stand) error {
		if e.Case.Facts.MovedIn.IsZero() {
			return fault.Refuse("residence.move_in_first", nil)
		}
		var p fault.Problems
		past(&p, "on_day", on, e.Case.Facts.MovedIn, e.Today())
		if len(members) == 0 {
			p.Add("members", "residence.nobody", nil)
		}
		left := s.Unregistered(e.Members, e.Today())
		for _, id := range members {
			if !slices.ContainsFunc(left, func(m casefile.Member) bool { return m.ID == id }) {
				p.Add("members", "form.not_a_choice", nil)
				break
			}
		}
		if err := p.Err(); err != nil {
			return err
		}
		for _, id := range members {
			if _, done := s.Registered[id]; done {
				continue // ticked twice
			}
			if _, err := e.Exec("registration_add", db.Args{"member_id": id, "registered_on": on, "checked_by": e.Actor.ID}); err != nil {
				return err
			}
			s.Registered[id] = on
			e.Note(audit.Event{Kind: "residence_registered", Audience: audit.Family, Happened: on, Subject: audit.Stream{Kind: "member", ID: id}})
		}
		if len(s.Unregistered(e.Members, e.Today())) > 0 {
			return nil
		}
		return e.Complete("register_residence", audit.Event{Happened: on})
	})
}

// ids reads the numbers of ticked boxes; what is no number is no choice.
func ids(typed []string) ([]int64, error) {
	var out []int64
	for _, s := range typed {
		id, err := strconv.ParseInt(s, 10, 64)
		if err != nil {
			return nil, fault.OnField("members", "form.not_a_choice", nil)
		}
		out = append(out, id)
	}
	return out, nil
}
