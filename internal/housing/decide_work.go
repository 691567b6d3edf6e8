package housing

import (
	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/db"
)

// Deciders says what this room does about a decision on a dwelling: the rules, and what follows a yes or a no.
func (w *Work) Deciders() map[casefile.Kind]casefile.Decider {
	return map[casefile.Kind]casefile.Decider{
		casefile.KindHousing: {Check: w.rules, Grant: w.grant, Refuse: w.refuse, Tell: w.tell, RefusalGroup: "offer_not_suitable"},
	}
}

// rules gives the rules as they stand now; the first time it notes which offer the decision is about.
func (w *Work) rules(e *casefile.Edit, d *casefile.Decision) ([]casefile.Rule, error) {
	s, err := StandOf(&e.Rd, e.Case.ID)
	if err != nil {
		return nil, err
	}
	o := s.Offers.Accepted()
	var home *Dwelling
	if o != nil {
		if home, err = readDwelling(&e.Rd, o.DwellingID); err != nil {
			return nil, err
		}
		if d.ID == 0 {
			d.SubjectID = o.ID
		}
	}
	return Rules(s.Need, o, home, d.SubjectID), nil
}

// tell names the dwelling, its price and value, and who inspected it.
func (w *Work) tell(e *casefile.Edit, _ *casefile.Decision) ([]casefile.Told, error) {
	s, err := StandOf(&e.Rd, e.Case.ID)
	if err != nil {
		return nil, err
	}
	o := s.Offers.Accepted()
	if o == nil {
		return nil, nil
	}
	d, err := readDwelling(&e.Rd, o.DwellingID)
	if err != nil {
		return nil, err
	}
	out := []casefile.Told{
		{Name: "told.tenure", Value: "@tenure." + o.Tenure},
		{Name: "told.dwelling", Text: "told.dwelling_text", Args: map[string]any{"village": d.Hint, "rooms": d.Rooms}},
	}
	for _, x := range w.Book.Settlements {
		if x.ID == d.Settlement {
			out[1].Args["village"] = x.Texts
		}
	}
	if bought(o.Tenure) {
		out = append(out, casefile.Told{Name: "told.price", Money: d.Price}, casefile.Told{Name: "told.valuation", Money: o.Valuation})
	}
	if !o.InspectedOn.IsZero() {
		var who string
		if err := e.Get(&who, "account_name", db.Args{"id": o.InspectedBy}); err != nil {
			return nil, err
		}
		out = append(out, casefile.Told{Name: "told.inspected", Text: "told.inspected_text", Args: map[string]any{"date": o.InspectedOn, "name": who}})
	}
	return out, nil
}

func (w *Work) grant(e *casefile.Edit, _ *casefile.Decision) error {
	e.Case.Facts.HousingDecided = e.Today()
	return e.Complete("decide_housing", audit.Event{})
}

// refuse takes the dwelling back: it is free again, and another one is to be looked for.
func (w *Work) refuse(e *casefile.Edit, d *casefile.Decision) error {
	s, err := StandOf(&e.Rd, e.Case.ID)
	if err != nil {
		return err
	}
	if o := s.Offers.Accepted(); o != nil && o.State == "accepted" && (d.SubjectID == 0 || d.SubjectID == o.ID) {
		if _, err := lockDwelling(e.Tx, o.DwellingID); err != nil {
			return err
		}
		o.State = "withdrawn"
		if err := saveOffer(e, o); err != nil {
			return err
		}
		tell(e, o, audit.Event{Kind: "offer_withdrawn"})
	}
	again(e)
	return nil
}
