package duplicates

import (
	"context"
	"database/sql"
	"slices"
	"strings"

	"github.com/lib/pq"

	"nurlykosh/internal/identity"
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
)

// alarmSaid is the column in which it stands what an alarm is.
const alarmSaid = "alarm.said"

// AlarmOf is the thing that the form about an alarm changes.
const AlarmOf = "alarm"

// Alarm is a personal document, or an address, that several households of today share.
type Alarm struct {
	ID         int64          `db:"id"`
	Kind       string         `db:"kind"`
	State      string         `db:"state"`
	Rev        int            `db:"version"`
	DecidedBy  int64          `db:"decided_by"`
	DecidedAt  sql.NullTime   `db:"decided_at"`
	By         sql.NullString `db:"by_name"`
	Sealed     []byte         `db:"said_sealed"`
	Said       string         `db:"-"` // what it was found to be; empty while nobody has looked into it
	Households int            `db:"households"`
	Members    int            `db:"members"`
	Cases      pq.Int64Array  `db:"cases"`
}

// Stream is the stream of an alarm.
func (a Alarm) Stream() audit.Stream { return identity.AlarmStream(a.ID) }

// alarmOf reads an alarm as it stands for the reader; not found when it is not on the reader's list, or nothing is shared
// any more.
func alarmOf(r *db.Rd, id int64) (a Alarm, err error) {
	args := access.Scope(r.Actor)
	args["id"] = id
	if err := r.Get(&a, "alarm_read", args); err != nil || len(a.Sealed) == 0 {
		return a, err
	}
	box, err := r.Box(a.Stream())
	if err == nil {
		a.Said, err = box.Open(alarmSaid, a.Sealed)
	}
	return a, err
}

// Explain notes why what several households share is in order, or what was done about it. It is asked again only when one
// more household shares it.
func (w *Work) Explain(ctx context.Context, op db.Op, id int64, text string) (db.Result, error) {
	return w.DB.Change(ctx, op, func(tx *db.Tx) (db.Result, error) {
		a, err := alarmOf(&tx.Rd, id)
		if err == nil && tx.Actor.Role != access.Supervisor {
			err = fault.Missing()
		}
		if err != nil {
			return db.Result{}, err
		}
		if err := tx.Get(&a, "alarm_lock", db.Args{"id": id}); err != nil {
			return db.Result{}, err
		}
		if err := tx.Fresh(AlarmOf, a.Rev); err != nil {
			return db.Result{}, err
		}
		switch {
		case a.State != "open":
			return db.Result{}, fault.Clash("duplicate.not_open", nil)
		case strings.TrimSpace(text) == "":
			return db.Result{}, fault.OnField("text", "alarm.text_missing", nil)
		}
		box, err := tx.Box(a.Stream())
		if err != nil {
			return db.Result{}, err
		}
		slices.Sort(a.Cases)
		tx.Record(audit.Event{Stream: a.Stream(), Kind: "alarm_explained", Code: a.Kind, Body: map[string]any{"cases": a.Cases, "text": text}})
		_, err = tx.Exec("alarm_explain", db.Args{"id": id, "cases": a.Cases, "actor_id": tx.Actor.ID, "said": box.Seal(alarmSaid, text)})
		return db.Result{To: "/duplicates/alarms", Said: "alarm.said"}, err
	})
}
