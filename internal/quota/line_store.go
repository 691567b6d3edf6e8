package quota

import (
	"database/sql"
	"errors"

	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
)

// Find gives the line of a year, region and category; false where there is none: then nothing can be granted.
func Find(r *db.Rd, year int, region, track string) (Line, bool, error) {
	var l Line
	err := r.Get(&l, "quota_line_find", db.Args{"year": year, "region": region, "track": track})
	if errors.Is(err, sql.ErrNoRows) {
		return l, false, nil
	}
	return l, err == nil, err
}

// Take takes places from the locked line; the last place goes once, whatever the concurrency.
func Take(tx *db.Tx, year int, region, track string, persons int) (Line, int, error) {
	var l Line
	err := tx.Get(&l, "quota_line_lock", db.Args{"year": year, "region": region, "track": track})
	if errors.Is(err, sql.ErrNoRows) {
		return l, 0, fault.Clash("quota.no_line", nil)
	}
	if err != nil {
		return l, 0, err
	}
	places := l.Places(persons)
	if places > l.Free() {
		return l, 0, fault.Clash("quota.exhausted", fault.Args{"free": l.Free(), "places": places})
	}
	return l, places, take(tx, l, places)
}

// TakeAgain takes places once more that were given back to a line, whatever its year.
func TakeAgain(tx *db.Tx, line int64, places int) error {
	var l Line
	if err := tx.Get(&l, "quota_line_lock_of", db.Args{"id": line}); err != nil {
		return err
	}
	if places > l.Free() {
		return fault.Clash("quota.exhausted", fault.Args{"free": l.Free(), "places": places})
	}
	return take(tx, l, places)
}

func take(tx *db.Tx, l Line, places int) error {
	if _, err := tx.Exec("quota_line_take", db.Args{"id": l.ID, "places": places}); err != nil {
		return err
	}
	return note(tx, l.ID, "places_granted")
}

// note records on the line's own stream, which begins with its first places.
func note(tx *db.Tx, line int64, kind string) error {
	stream := audit.Stream{Kind: "quota_line", ID: line}
	_, err := tx.Exec("stream_ensure", db.Args{"kind": stream.Kind, "id": stream.ID, "wrapped_key": tx.NewKey(stream)})
	tx.Record(audit.Event{Stream: stream, Kind: kind})
	return err
}

// Of gives a line by its id.
func Of(r *db.Rd, id int64) (l Line, err error) {
	return l, r.Get(&l, "quota_line_of", db.Args{"id": id})
}

// GiveBack returns places to the line they were taken from, whatever its year.
func GiveBack(tx *db.Tx, line int64, places int) error {
	n, err := tx.Exec("quota_line_give_back", db.Args{"id": line, "places": places})
	if err == nil && n != 1 {
		err = fault.Clash("fault.conflict", nil)
	}
	if err != nil {
		return err
	}
	return note(tx, line, "places_returned")
}
