package intake

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
)

// Application is an intake not yet confirmed (product.md §2): it belongs to the office. Whoever saved it goes on with it;
// after a day without activity a colleague of the office may take it over.
type Application struct {
	ID       int64     `db:"id"`
	OfficeID int64     `db:"office_id"`
	By       int64     `db:"account_id"`
	Name     string    `db:"name"` // of who saved it; in lists only
	Body     []byte    `db:"body"`
	Saved    time.Time `db:"saved_at"`
	Idle     bool      `db:"idle"`
}

// Mine reports whether an actor may go on with the application.
func (a Application) Mine(who access.Actor) bool {
	return a.OfficeID == who.OfficeID && (a.By == who.ID || a.Idle)
}

func applicationStream(id int64) audit.Stream { return audit.Stream{Kind: "application", ID: id} }

// SaveApplication keeps what was typed of an intake, without checking it; known is 0 for a new one. Only after a search.
func (w *Work) SaveApplication(ctx context.Context, op db.Op, known int64, token, typed string) (db.Result, error) {
	return w.DB.Change(ctx, op, func(tx *db.Tx) (db.Result, error) {
		id := known // of this try: one that was rolled back took its own along
		if tx.Actor.Role != access.Caseworker && tx.Actor.Role != access.Supervisor {
			return db.Result{}, fault.Missing()
		}
		kind := "application_saved"
		if id == 0 {
			if err := searched(tx, token); err != nil {
				return db.Result{}, err
			}
			if err := tx.Get(&id, "application_add", db.Args{"office_id": tx.Actor.OfficeID, "account_id": tx.Actor.ID}); err != nil {
				return db.Result{}, err
			}
			if _, err := tx.Begin(applicationStream(id)); err != nil {
				return db.Result{}, err
			}
		} else if a, err := lockApplication(tx, id); err != nil {
			return db.Result{}, err
		} else if a.By != tx.Actor.ID {
			kind = "application_taken_over"
		}
		box, err := tx.Box(applicationStream(id))
		if err != nil {
			return db.Result{}, err
		}
		if _, err := tx.Exec("application_keep", db.Args{"id": id, "account_id": tx.Actor.ID, "body": box.Seal("application.body", typed)}); err != nil {
			return db.Result{}, err
		}
		tx.Record(audit.Event{Stream: applicationStream(id), Kind: kind})
		return db.Result{To: "/intake/applications", Said: "unfinished.said_saved", IDs: map[string]int64{"application": id}}, nil
	})
}

// DropApplication throws an unfinished intake away.
func (w *Work) DropApplication(ctx context.Context, op db.Op, id int64) (db.Result, error) {
	return w.DB.Change(ctx, op, func(tx *db.Tx) (db.Result, error) {
		if _, err := lockApplication(tx, id); err != nil {
			return db.Result{}, err
		}
		return db.Result{To: "/intake/applications", Said: "unfinished.said_dropped"}, endApplication(tx, id, "application_dropped")
	})
}

func endApplication(tx *db.Tx, id int64, kind string) error {
	if _, err := tx.Exec("application_drop", db.Args{"id": id}); err != nil {
		return err
	}
	tx.Record(audit.Event{Stream: applicationStream(id), Kind: kind})
	return nil
}

func lockApplication(tx *db.Tx, id int64) (Application, error) {
	var a Application
	err := tx.Get(&a, "application_lock", db.Args{"id": id})
	if errors.Is(err, sql.ErrNoRows) || err == nil && !a.Mine(tx.Actor) {
		return a, fault.Missing()
	}
	return a, err
}
