package employment

import (
	"context"
	"slices"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/identity"
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

// regionFor is the region whose stock is changed: the actor's own; at the ministry the one named.
func (w *Work) regionFor(a access.Actor, named string) (string, error) {
	region := a.Region
	if region == "" {
		if r, ok := w.Book.Region(named); !ok || r.Kind == "former_region" {
			return "", fault.OnField("region", "form.not_a_choice", nil)
		}
		region = named
	}
	return region, access.Check(a, access.Stock, matter(a, region))
}

// AddEmployer records a holder of a BIN, once in the whole country.
func (w *Work) AddEmployer(ctx context.Context, op db.Op, e Employer) (db.Result, error) {
	return w.DB.Change(ctx, op, func(tx *db.Tx) (db.Result, error) {
		region, err := w.regionFor(tx.Actor, e.Region)
		if err != nil {
			return db.Result{}, err
		}
		var p fault.Problems
		e.BIN = civil.Digits(e.BIN)
		p.AddFault("bin", identity.CheckBIN(e.BIN))
		if e.Name == "" {
			p.Add("name", "form.required", nil)
		}
		if err := p.Err(); err != nil {
			return db.Result{}, err
		}
		known, err := employerByBIN(tx, e.BIN)
		if err != nil {
			return db.Result{}, err
		}
		if known.ID != 0 {
			return db.Result{}, fault.OnField("bin", "bin.taken", nil)
		}
		var id int64
		if err := tx.Get(&id, "employer_add", db.Args{"bin": e.BIN, "name": e.Name, "region": region, "phone": e.Phone}); err != nil {
			return db.Result{}, err
		}
		s := audit.Stream{Kind: "employer", ID: id}
		if _, err := tx.Begin(s); err != nil {
			return db.Result{}, err
		}
		tx.Record(audit.Event{Stream: s, Kind: "employer_added", Body: map[string]string{"bin": e.BIN, "name": e.Name}})
		return db.Result{
			To: "/vacancies/new?bin=" + e.BIN, Said: "employer.said_added", Args: map[string]any{"name": e.Name},
			IDs: map[string]int64{"employer": id},
		}, nil
	})
}

type knownEmployer struct {
	ID     int64  `db:"id"`
	Region string `db:"region"`
	Name   string `db:"name"`
	Closed bool   `db:"closed"`
}

func employerByBIN(tx *db.Tx, bin string) (k knownEmployer, err error) {
	return k, tx.Get(&k, "employer_by_bin", db.Args{"bin": bin})
}

// AddVacancy records places of an employer in the actor's region.
func (w *Work) AddVacancy(ctx context.Context, op db.Op, v Vacancy) (db.Result, error) {
	return w.DB.Change(ctx, op, func(tx *db.Tx) (db.Result, error) {
		e, err := employerByBIN(tx, civil.Digits(v.BIN))
		if err != nil {
			return db.Result{}, err
		}
		if v.Region = tx.Actor.Region; v.Region == "" { // at the ministry: where the employer is
			v.Region = e.Region
		}
		if err := access.Check(tx.Actor, access.Stock, matter(tx.Actor, v.Region)); err != nil {
			return db.Result{}, err
		}
		if err := w.whatIsWrong(v, e, tx.Today()); err != nil {
			return db.Result{}, err
		}
		err = tx.Get(&v.ID, "vacancy_add", db.Args{
			"employer_id": e.ID, "occupation": v.Occupation, "title": v.Title, "region": v.Region, "settlement_id": orNull(v.SettlementID),
			"places": v.Places, "wage_tiyn": v.Wage, "open_from": v.From, "open_until": v.Until,
		})
		if err != nil {
			return db.Result{}, err
		}
		if _, err := tx.Begin(v.Stream()); err != nil {
			return db.Result{}, err
		}
		tx.Record(audit.Event{Stream: v.Stream(), Kind: "vacancy_added", Subject: audit.Stream{Kind: "employer", ID: e.ID}, Body: v.record()})
		return db.Result{To: "/vacancies", Said: "vacancy.said_added", Args: map[string]any{"title": v.Title}, IDs: map[string]int64{"vacancy": v.ID}}, nil
	})
}

func (w *Work) whatIsWrong(v Vacancy, e knownEmployer, today civil.Date) error {
	var p fault.Problems
	switch bad := identity.CheckBIN(v.BIN); {
	case bad != nil:
		p.AddFault("bin", bad)
	case e.ID == 0:
		p.Add("bin", "employer.unknown", nil)
	case e.Closed:
		p.Add("bin", "employer.closed", nil)
	}
	if err := v.Check(today, true); err != nil {
		p.Fields = append(p.Fields, fault.Of(err).Fields...)
	}
	if !w.settlementIn(v.SettlementID, v.Region) {
		p.Add("settlement", "form.not_a_choice", nil)
	}
	return p.Err()
}

func (w *Work) settlementIn(id int64, region string) bool {
	return id == 0 || slices.ContainsFunc(w.Book.Settlements, func(s casefile.Settlement) bool { return s.ID == id && s.Region == region })
}

// record is what the history keeps of a vacancy.
func (v Vacancy) record() map[string]any {
	return map[string]any{
		"occupation": v.Occupation, "title": v.Title, "places": v.Places, "taken": v.Taken, "wage_tiyn": v.Wage,
		"open_from": v.From, "open_until": v.Until, "settlement_id": v.SettlementID,
	}
}

// lockVacancy gives a vacancy, locked for a change.
func lockVacancy(tx *db.Tx, id int64) (v Vacancy, err error) {
	return v, tx.Get(&v, "vacancy_lock", db.Args{"id": id})
}

func saveVacancy(tx *db.Tx, v Vacancy) error {
	n, err := tx.Exec("vacancy_save", db.Args{
		"id": v.ID, "version": v.Rev, "occupation": v.Occupation, "title": v.Title, "settlement_id": orNull(v.SettlementID), "places": v.Places,
		"wage_tiyn": v.Wage, "open_from": v.From, "open_until": v.Until,
	})
	if err == nil && n != 1 {
		err = fault.Clash("vacancy.changed_meanwhile", nil)
	}
	return err
}

// ChangeVacancy changes what a vacancy offers; never below the places that are taken.
func (w *Work) ChangeVacancy(ctx context.Context, op db.Op, v Vacancy) (db.Result, error) {
	return w.onVacancy(ctx, op, v.ID, func(tx *db.Tx, old *Vacancy) (db.Result, error) {
		before := old.record()
		old.Occupation, old.Title, old.SettlementID = v.Occupation, v.Title, v.SettlementID
		old.Places, old.Wage, old.From, old.Until = v.Places, v.Wage, v.From, v.Until
		if err := old.Check(tx.Today(), false); err != nil {
			return db.Result{}, err
		}
		if !w.settlementIn(v.SettlementID, old.Region) {
			return db.Result{}, fault.OnField("settlement", "form.not_a_choice", nil)
		}
		tx.Record(audit.Event{Stream: old.Stream(), Kind: "vacancy_changed", Body: map[string]any{"before": before, "after": old.record()}})
		return db.Result{To: "/vacancies", Said: "vacancy.said_changed", Args: map[string]any{"title": old.Title}}, nil
	})
}

// CloseVacancy ends a vacancy: nobody is sent there from now on; who was hired stays hired. A vacancy is closed by
// its last day, which becomes yesterday.
func (w *Work) CloseVacancy(ctx context.Context, op db.Op, id int64, reason string) (db.Result, error) {
	return w.onVacancy(ctx, op, id, func(tx *db.Tx, v *Vacancy) (db.Result, error) {
		if !slices.Contains(CloseReasons, reason) {
			return db.Result{}, fault.OnField("reason", "clock.reason_missing", nil)
		}
		if v.Until.Before(tx.Today()) {
			return db.Result{}, fault.Clash("vacancy.closed_already", nil)
		}
		before := v.record()
		v.Until = tx.Today().AddDays(-1)
		if v.From.After(v.Until) {
			v.From = v.Until
		}
		tx.Record(audit.Event{Stream: v.Stream(), Kind: "vacancy_closed", Code: reason, Body: map[string]any{"before": before}})
		return db.Result{To: "/vacancies", Said: "vacancy.said_closed", Args: map[string]any{"title": v.Title}}, nil
	})
}

func (w *Work) onVacancy(ctx context.Context, op db.Op, id int64, fn func(tx *db.Tx, v *Vacancy) (db.Result, error)) (db.Result, error) {
	return w.DB.Change(ctx, op, func(tx *db.Tx) (db.Result, error) {
		v, err := lockVacancy(tx, id)
		if err != nil {
			return db.Result{}, err
		}
		if err := access.Check(tx.Actor, access.Stock, matter(tx.Actor, v.Region)); err != nil {
			return db.Result{}, err
		}
		if err := tx.Fresh("vacancy", v.Rev); err != nil {
			return db.Result{}, err
		}
		res, err := fn(tx, &v)
		if err != nil {
			return db.Result{}, err
		}
		return res, saveVacancy(tx, v)
	})
}

// movePlace takes (+1) or frees (-1) a place of a locked vacancy; the check vacancy_not_overfilled has the last word.
func movePlace(tx *db.Tx, v Vacancy, by int, caseID int64) error {
	if by > 0 && v.Taken >= v.Places {
		return fault.Clash("vacancy.full", fault.Args{"places": v.Places})
	}
	if _, err := tx.Exec("vacancy_places_move", db.Args{"id": v.ID, "by": by}); err != nil {
		return err
	}
	kind := "vacancy_place_taken"
	if by < 0 {
		kind = "vacancy_place_freed"
	}
	tx.Record(audit.Event{Stream: v.Stream(), Kind: kind, Subject: audit.Stream{Kind: "case", ID: caseID}})
	return nil
}
