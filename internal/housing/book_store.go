package housing

import (
	"database/sql"
	"errors"

	"github.com/lib/pq"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/identity"
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
)

// lockForStock locks a dwelling that the actor may change; one that was withdrawn can only be read.
func lockForStock(tx *db.Tx, id int64) (*Dwelling, error) {
	d, err := lockDwelling(tx, id)
	if err != nil {
		return nil, err
	}
	if err := access.Check(tx.Actor, access.Stock, d.Matter()); err != nil {
		return nil, err
	}
	if !d.Withdrawn.IsZero() {
		return nil, fault.Clash("dwelling.withdrawn", nil)
	}
	return d, tx.Fresh("dwelling", d.Rev)
}

// lockDwelling locks the row; every verb that records in a dwelling's stream does so after its case's lock.
func lockDwelling(tx *db.Tx, id int64) (*Dwelling, error) {
	var d Dwelling
	return &d, tx.Get(&d, "dwelling_lock", db.Args{"id": id})
}

func readDwelling(r *db.Rd, id int64) (*Dwelling, error) {
	var d Dwelling
	return &d, r.Get(&d, "dwelling_read", db.Args{"id": id})
}

// addressOf opens a dwelling's address.
func addressOf(r *db.Rd, d *Dwelling) (string, error) {
	box, err := r.Box(Stream(d.ID))
	if err != nil {
		return "", err
	}
	return box.Open("dwelling.address", d.Address)
}

func saveDwelling(tx *db.Tx, d *Dwelling) error {
	n, err := tx.Exec("dwelling_save", db.Args{
		"id": d.ID, "version": d.Rev, "settlement_id": d.Settlement, "kind": d.Kind, "address_sealed": d.Address, "address_hint": d.Hint,
		"title_number": d.Title, "title_checked_on": d.TitleOn, "rooms": d.Rooms, "area_dm2": d.Area, "price_tiyn": orNull(d.Price), "rent_tiyn": orNull(d.Rent),
		"tenures": pq.Array([]string(d.Tenures)), "step_free": d.StepFree, "free_from": d.FreeFrom, "withdrawn_on": d.Withdrawn, "withdrawn_reason": d.WhyGone,
	})
	if err == nil && n != 1 {
		err = fault.Clash("dwelling.changed_meanwhile", nil)
	}
	return err
}

// heldState is the state of the offer that holds a dwelling today; empty when it is free.
func heldState(r *db.Rd, id int64) (string, error) {
	var state string
	return state, r.Get(&state, "dwelling_held", db.Args{"id": id})
}

// StandOf reads what is known of a case's housing.
func StandOf(r *db.Rd, caseID int64) (Stand, error) {
	var s Stand
	var n Need
	err := r.Get(&n, "need_of_case", db.Args{"case_id": caseID})
	switch {
	case err == nil:
		s.Need = &n
	case !errors.Is(err, sql.ErrNoRows):
		return s, err
	}
	if err := r.Select(&s.Offers, "offers_of_case", db.Args{"case_id": caseID}); err != nil {
		return s, err
	}
	var rows []struct {
		Member int64      `db:"member_id"`
		On     civil.Date `db:"registered_on"`
	}
	if err := r.Select(&rows, "registrations_of_case", db.Args{"case_id": caseID}); err != nil {
		return s, err
	}
	s.Registered = map[int64]civil.Date{}
	for _, x := range rows {
		s.Registered[x.Member] = x.On
	}
	return s, nil
}

// Own is where a family lives outside the stock.
type Own struct {
	CaseID  int64      `db:"case_id"`
	Address []byte     `db:"address_sealed"`
	Whose   string     `db:"whose"`
	MovedIn civil.Date `db:"moved_in_on"`
}

// ownOf reads it; nil if the family lives in the stock or has not moved in.
func ownOf(r *db.Rd, caseID int64) (*Own, error) {
	var o Own
	if err := r.Get(&o, "own_dwelling_of_case", db.Args{"case_id": caseID}); errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	} else if err != nil {
		return nil, err
	}
	return &o, nil
}

// saveHome keeps an address outside the stock; many at one address are noted for a supervisor.
func saveHome(e *casefile.Edit, address, whose string, on civil.Date) error {
	args := db.Args{
		"case_id": e.Case.ID, "address_sealed": e.Box().Seal("own_dwelling.address", address), "address_lookup": nil, "whose": whose, "moved_in_on": on,
	}
	key := addressKey(e.Case.Region, address)
	if key == "" {
		_, err := e.Exec("own_dwelling_save", args)
		return err
	}
	lookup := e.Keys().Lookup("address", key)
	args["address_lookup"] = lookup
	if _, err := e.Exec("own_dwelling_save", args); err != nil {
		return err
	}
	return identity.NoteShared(e.Tx, identity.SharedAddress, crowdedHouseholds, crowdedMembers, lookup)
}

// saveOffer saves what a verb changed on an offer.
func saveOffer(e *casefile.Edit, o *Offer) error {
	var ok any
	if !o.InspectedOn.IsZero() {
		ok = o.InspectOK
	}
	n, err := e.Exec("offer_save", db.Args{
		"id": o.ID, "version": o.Rev, "state": o.State, "answered_on": o.Answered, "reason": o.Reason, "moved_in_on": o.MovedIn,
		"inspected_on": o.InspectedOn, "inspected_by": orNull(o.InspectedBy), "inspection_ok": ok, "valuation_tiyn": orNull(o.Valuation),
		"contract_on": o.ContractOn, "sheet_language": o.Language,
	})
	if err == nil && n != 1 {
		err = fault.Clash("case.changed_meanwhile", nil)
	}
	o.Rev++
	return err
}
