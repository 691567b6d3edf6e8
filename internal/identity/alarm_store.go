package identity

import (
	"github.com/lib/pq"

	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/db"
)

// Kinds of what several households may share and a supervisor looks into. Phones, and papers that belong to a whole
// household such as the hukou, are shared by many as a rule and never alarm.
const (
	SharedDocument = "document"
	SharedAddress  = "address"
)

// NoteShared puts keys on the supervisors' list of alarms that so many households share, or so many of their members. It
// refuses nothing: whoever saves is not told.
func NoteShared(tx *db.Tx, kind string, households, members int, keys ...[]byte) error {
	if len(keys) == 0 {
		return nil
	}
	var noted []struct {
		ID  int64 `db:"id"`
		New bool  `db:"new"`
	}
	if err := tx.Select(&noted, "alarm_note", db.Args{"kind": kind, "keys": pq.Array(keys), "households": households, "members": members}); err != nil {
		return err
	}
	for _, x := range noted {
		if x.New {
			if _, err := tx.Begin(AlarmStream(x.ID)); err != nil {
				return err
			}
		}
		tx.Record(audit.Event{Stream: AlarmStream(x.ID), Kind: "alarm_noted", Code: kind})
	}
	return nil
}

// AlarmStream is where it stands what was said of an alarm.
func AlarmStream(id int64) audit.Stream { return audit.Stream{Kind: "alarm", ID: id} }

// NoteDocument notes a personal document that stands in two households; keys are look-up keys of its number.
func NoteDocument(tx *db.Tx, keys ...[]byte) error {
	return NoteShared(tx, SharedDocument, 2, 2, keys...)
}

// noteDocuments does so for the documents under which a person's names were attested.
func noteDocuments(tx *db.Tx, person int64) error {
	var keys [][]byte
	if err := tx.Select(&keys, "document_keys_of_person", db.Args{"person": person}); err != nil {
		return err
	}
	return NoteDocument(tx, keys...)
}
