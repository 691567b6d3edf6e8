package housing

import (
	"context"
	"slices"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
)

// onCase runs a verb on a case and what is known of its housing, and saves the case.
func (w *Work) onCase(ctx context.Context, op db.Op, number string, right access.Right, said string, fn func(e *casefile.Edit, s *Stand) error) (db.Result, error) {
	return w.DB.Change(ctx, op, func(tx *db.Tx) (db.Result, error) {
		e, err := casefile.ForChange(tx, w.Book, number, right)
		if err != nil {
			return db.Result{}, err
		}
		s, err := StandOf(&tx.Rd, e.Case.ID)
		if err != nil {
			return db.Result{}, err
		}
		if err := fn(e, &s); err != nil {
			return db.Result{}, err
		}
		if err := e.Save(); err != nil {
			return db.Result{}, err
		}
		return db.Result{To: "/cases/" + number + "/housing", Said: said, Args: map[string]any{"number": number}}, nil
	})
}

// tell records an event about an offer: in the case for the family, in the dwelling's own stream without the family.
func tell(e *casefile.Edit, o *Offer, ev audit.Event) {
	ev.Audience, ev.Subject = audit.Family, audit.Stream{Kind: "offer", ID: o.ID}
	e.Note(ev)
	ev.Audience, ev.Body, ev.Stream = audit.Staff, nil, Stream(o.DwellingID)
	e.Record(ev)
}

// AgreeNeeds records what housing a family needs and the kind that was agreed. The kind stays as it is while a
// dwelling is held for the family or it has moved in.
func (w *Work) AgreeNeeds(ctx context.Context, op db.Op, number string, n Need) (db.Result, error) {
	return w.onCase(ctx, op, number, access.Write, "housing.said_needs", func(e *casefile.Edit, s *Stand) error {
		var p fault.Problems
		n.Check(&p)
		if v, ok := w.settlement(n.Settlement); n.Settlement != 0 && (!ok || v.Region != e.Case.Region) {
			p.Add("settlement", "form.not_a_choice", nil)
		}
		if err := p.Err(); err != nil {
			return err
		}
		if s.Need != nil && s.Need.Tenure != n.Tenure && (s.Offers.Live(e.Today()) != nil || !e.Case.Facts.MovedIn.IsZero()) {
			return fault.OnField("tenure", "housing.tenure_held", nil)
		}
		if err := expire(e, s); err != nil {
			return err
		}
		_, err := e.Exec("need_save", db.Args{
			"case_id": e.Case.ID, "tenure": n.Tenure, "rooms": n.Rooms, "step_free": n.StepFree, "near_school": n.NearSchool, "near_work": n.NearWork,
			"settlement_id": orNull(n.Settlement), "agreed_on": e.Today(),
		})
		if err != nil {
			return err
		}
		e.Case.Facts.Tenure = n.Tenure
		e.Note(audit.Event{Kind: "housing_need_agreed", Audience: audit.Family, Code: n.Tenure, Body: map[string]int{"rooms": n.Rooms}})
		return e.Complete("assess_housing_needs", audit.Event{})
	})
}

// Offering is a dwelling to be offered.
type Offering struct {
	DwellingID  int64
	Expires     civil.Date // zero: OfferDays working days from today
	SmallReason string     // coded; needed when it has fewer rooms than agreed
}

// OfferDwelling holds a free dwelling of the region for the family until the last day. The database refuses a
// dwelling that another family holds.
func (w *Work) OfferDwelling(ctx context.Context, op db.Op, number string, x Offering) (db.Result, error) {
	return w.onCase(ctx, op, number, access.Write, "offer.said_made", func(e *casefile.Edit, s *Stand) error {
		switch {
		case s.Need == nil:
			return fault.Refuse("offer.needs_first", nil)
		case !StateMoney(s.Need.Tenure):
			return fault.Refuse("offer.not_for_tenure", nil)
		case s.Offers.Live(e.Today()) != nil:
			return fault.Clash("offer.one_at_a_time", nil)
		case x.DwellingID == 0:
			return fault.OnField("dwelling", "offer.choose_dwelling", nil)
		}
		if x.Expires.IsZero() {
			x.Expires = w.Book.Calendar.Due(e.Today(), OfferDays, casefile.WorkingDay)
		}
		if x.Expires.Before(e.Today()) {
			return fault.OnField("expires_day", "date.in_past", nil)
		}
		if x.Expires.After(e.Today().AddDays(OfferMost)) {
			return fault.OnField("expires_day", "offer.too_long", fault.Args{"max": OfferMost})
		}
		if err := expire(e, s); err != nil {
			return err
		}
		d, err := lockDwelling(e.Tx, x.DwellingID)
		if err != nil {
			return err
		}
		if err := fits(e, s.Need, d, x.SmallReason); err != nil {
			return err
		}
		held, err := heldState(&e.Rd, d.ID)
		if err != nil {
			return err
		}
		if held != "" {
			return fault.Clash("offer.dwelling_taken", nil)
		}
		if d.Rooms >= s.Need.Rooms {
			x.SmallReason = ""
		}
		o := Offer{DwellingID: d.ID}
		err = e.Get(&o.ID, "offer_add", db.Args{
			"case_id": e.Case.ID, "dwelling_id": d.ID, "tenure": s.Need.Tenure, "offered_on": e.Today(), "expires_on": x.Expires,
			"small_reason": x.SmallReason, "offered_by": e.Actor.ID,
		})
		tell(e, &o, audit.Event{Kind: "offer_made", Code: s.Need.Tenure})
		return err
	})
}

// fits refuses a dwelling that cannot be offered to this family.
func fits(e *casefile.Edit, n *Need, d *Dwelling, small string) error {
	switch {
	case d.Region != e.Case.Region:
		return fault.Missing()
	case !d.Withdrawn.IsZero():
		return fault.Clash("dwelling.withdrawn", nil)
	case d.FreeFrom.After(e.Today()):
		return fault.OnField("dwelling", "offer.not_free_yet", nil)
	case !d.Given(n.Tenure):
		return fault.OnField("dwelling", "offer.other_tenure", nil)
	case n.StepFree && !d.StepFree:
		return fault.OnField("dwelling", "offer.not_step_free", nil)
	case d.Rooms < n.Rooms && !slices.Contains(SmallReasons, small):
		return fault.OnField("small_reason", "offer.small_reason_missing", fault.Args{"rooms": d.Rooms, "needed": n.Rooms})
	}
	return nil
}

// expire marks the open offer whose last day is past, if there is one.
func expire(e *casefile.Edit, s *Stand) error {
	o := s.Offers.Stale(e.Today())
	if o == nil {
		return nil
	}
	if _, err := lockDwelling(e.Tx, o.DwellingID); err != nil {
		return err
	}
	o.State = "expired"
	tell(e, o, audit.Event{Kind: "offer_expired", Happened: o.Expires})
	return saveOffer(e, o)
}

// Answer is the family's answer to an offer.
type Answer struct {
	Accept bool
	Reason string // coded, for a decline
	Text   string
}

// AnswerOffer records the answer to the open offer; after its last day there is nothing to accept.
func (w *Work) AnswerOffer(ctx context.Context, op db.Op, number string, a Answer) (db.Result, error) {
	said := "offer.said_declined"
	if a.Accept {
		said = "offer.said_accepted"
	}
	return w.onCase(ctx, op, number, access.Write, said, func(e *casefile.Edit, s *Stand) error {
		o := s.Offers.Live(e.Today())
		switch {
		case o == nil && s.Offers.Stale(e.Today()) != nil:
			return fault.Clash("offer.is_expired", nil)
		case o == nil || o.State != "open":
			return fault.Clash("offer.none_open", nil)
		}
		var p fault.Problems
		if !a.Accept {
			w.Book.CheckReason(&p, "offer_decline", a.Reason, a.Text)
		}
		if err := p.Err(); err != nil {
			return err
		}
		if _, err := lockDwelling(e.Tx, o.DwellingID); err != nil {
			return err
		}
		o.Answered = e.Today()
		if !a.Accept {
			o.State, o.Reason = "declined", a.Reason
			tell(e, o, audit.Event{Kind: "offer_declined", Reason: a.Reason, Body: note(a.Text)})
			return saveOffer(e, o)
		}
		o.State = "accepted"
		if err := saveOffer(e, o); err != nil {
			return err
		}
		tell(e, o, audit.Event{Kind: "offer_accepted", Code: o.Tenure, Body: note(a.Text)})
		return e.Complete("offer_dwelling", audit.Event{Code: "accepted"})
	})
}
