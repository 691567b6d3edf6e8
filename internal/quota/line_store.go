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
	if _, err := tx.Exec("quota_line_take", db.Args{"id": l.ID, "places": places}); err != nil {
		return l, 0, err
	}
	stream := audit.Stream{Kind: "quota_line", ID: l.ID}
	if _, err := tx.Exec("stream_ensure", db.Args{"kind": stream.Kind, "id": stream.ID, "wrapped_key": tx.NewKey(stream)}); err != nil {
		return l, 0, err
	}
	tx.Record(audit.Event{Stream: stream, Kind: "places_granted"})
	return l, places, nil
}
