package housing

import (
	"context"
	"strconv"

	"github.com/lib/pq"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
)

// Work holds the verbs of the room.
type Work struct {
	DB   *db.DB
	Book *casefile.Book
}

// AddDwelling puts a dwelling into the stock of the actor's region; its address is sealed under a key of its own.
func (w *Work) AddDwelling(ctx context.Context, op db.Op, x Details) (db.Result, error) {
	return w.DB.Change(ctx, op, func(tx *db.Tx) (db.Result, error) {
		region, err := w.check(tx, x, 0)
		if err != nil {
			return db.Result{}, err
		}
		if err := access.Check(tx.Actor, access.Stock, access.Matter{OfficeID: tx.Actor.OfficeID, Region: region}); err != nil {
			return db.Result{}, err
		}
		args := x.args()
		args["region"], args["office_id"], args["address_sealed"] = region, tx.Actor.OfficeID, []byte{}
		var id int64
		if err := tx.Get(&id, "dwelling_add", args); err != nil {
			return db.Result{}, err
		}
		box, err := tx.Begin(Stream(id))
		if err != nil {
			return db.Result{}, err
		}
		if _, err := tx.Exec("dwelling_address", db.Args{"id": id, "address_sealed": box.Seal("dwelling.address", x.Address)}); err != nil {
			return db.Result{}, err
		}
		tx.Record(audit.Event{Stream: Stream(id), Kind: "dwelling_added", Code: x.Kind, Body: x})
		return db.Result{To: dwellingPath(id), Said: "dwelling.said_added", IDs: map[string]int64{"dwelling": id}}, nil
	})
}

// ChangeDwelling corrects what is known of a dwelling. What a family was offered stays as it was offered: price,
// rooms and tenures change only while nobody holds it.
func (w *Work) ChangeDwelling(ctx context.Context, op db.Op, id int64, x Details) (db.Result, error) {
	return w.DB.Change(ctx, op, func(tx *db.Tx) (db.Result, error) {
		d, err := lockForStock(tx, id)
		if err != nil {
			return db.Result{}, err
		}
		region, err := w.check(tx, x, id)
		if err != nil {
			return db.Result{}, err
		}
		if region != d.Region {
			return db.Result{}, fault.OnField("settlement", "dwelling.other_region", nil)
		}
		held, err := heldState(&tx.Rd, id)
		if err != nil {
			return db.Result{}, err
		}
		if held != "" && d.termsDiffer(x) {
			return db.Result{}, fault.Refuse("dwelling.held_terms", nil)
		}
		if x.Title != d.Title { // another title is another check
			d.TitleOn = civil.Date{}
		}
		box, err := tx.Box(Stream(id))
		if err != nil {
			return db.Result{}, err
		}
		d.take(x)
		d.Address = box.Seal("dwelling.address", x.Address)
		if err := saveDwelling(tx, d); err != nil {
			return db.Result{}, err
		}
		tx.Record(audit.Event{Stream: Stream(id), Kind: "dwelling_changed", Body: x})
		return db.Result{To: dwellingPath(id), Said: "dwelling.said_changed"}, nil
	})
}

// WithdrawDwelling takes a dwelling out of the stock for a coded reason; not while a family holds it.
func (w *Work) WithdrawDwelling(ctx context.Context, op db.Op, id int64, reason, text string) (db.Result, error) {
	return w.DB.Change(ctx, op, func(tx *db.Tx) (db.Result, error) {
		d, err := lockForStock(tx, id)
		if err != nil {
			return db.Result{}, err
		}
		var p fault.Problems
		w.Book.CheckReason(&p, WithdrawGroup, reason, text)
		if err := p.Err(); err != nil {
			return db.Result{}, err
		}
		held, err := heldState(&tx.Rd, id)
		if err != nil {
			return db.Result{}, err
		}
		if held != "" {
			return db.Result{}, fault.Clash("dwelling.held", nil)
		}
		d.Withdrawn, d.WhyGone = tx.Today(), reason
		if err := saveDwelling(tx, d); err != nil {
			return db.Result{}, err
		}
		tx.Record(audit.Event{Stream: Stream(id), Kind: "dwelling_withdrawn", Reason: reason, Body: note(text)})
		return db.Result{To: "/dwellings", Said: "dwelling.said_withdrawn"}, nil
	})
}

// check says what is wrong with the details and gives the region they belong to: the actor's own.
func (w *Work) check(tx *db.Tx, x Details, id int64) (region string, err error) {
	var p fault.Problems
	x.Check(&p)
	s, ok := w.settlement(x.Settlement)
	switch {
	case !ok:
		p.Add("settlement", "form.required", nil)
	case tx.Actor.Region != "" && s.Region != tx.Actor.Region:
		p.Add("settlement", "dwelling.other_region", nil)
	}
	if x.Title != "" {
		var known bool
		if err := tx.Get(&known, "dwelling_title_known", db.Args{"title": x.Title, "id": id}); err != nil {
			return "", err
		}
		if known {
			p.Add("title", "dwelling.title_taken", nil)
		}
	}
	return s.Region, p.Err()
}

func (w *Work) settlement(id int64) (casefile.Settlement, bool) {
	for _, s := range w.Book.Settlements {
		if s.ID == id {
			return s, true
		}
	}
	return casefile.Settlement{}, false
}

func dwellingPath(id int64) string { return "/dwellings/" + strconv.FormatInt(id, 10) }

// args are the columns of the details.
func (x Details) args() db.Args {
	return db.Args{
		"settlement_id": x.Settlement, "kind": x.Kind, "address_hint": x.Hint, "title_number": x.Title, "rooms": x.Rooms, "area_dm2": x.Area,
		"price_tiyn": orNull(x.Price), "rent_tiyn": orNull(x.Rent), "tenures": pq.Array(x.Tenures), "step_free": x.StepFree, "free_from": x.FreeFrom,
	}
}

func note(text string) any {
	if text == "" {
		return nil
	}
	return map[string]string{"text": text}
}

func orNull(n int64) any {
	if n == 0 {
		return nil
	}
	return n
}
