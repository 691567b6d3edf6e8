package session

import (
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"time"

	"github.com/gorilla/sessions"

	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/db"
)

// Lives of sessions (trust.md S-12).
const (
	StaffIdle   = 15 * time.Minute
	StaffWhole  = 8 * time.Hour
	FamilyIdle  = 10 * time.Minute
	FamilyWhole = 30 * time.Minute
	AtOnce      = 3
	touchAfter  = time.Minute
)

// Row is a session as it is stored, with the authority of its person read in the same trip.
type Row struct {
	AccountID sql.NullInt64  `db:"account_id"`
	CaseID    sql.NullInt64  `db:"case_id"`
	PersonID  sql.NullInt64  `db:"person_id"`
	Data      []byte         `db:"data"`
	Seen      time.Time      `db:"seen_at"`
	Real      time.Time      `db:"real_now"`
	Expired   bool           `db:"expired"`
	Revoked   bool           `db:"revoked"`
	Role      sql.NullString `db:"role"`
	Name      sql.NullString `db:"name"`
	Language  sql.NullString `db:"language"`
	KeysOn    sql.NullBool   `db:"keys_on"`
	MustSet   sql.NullBool   `db:"must_change"` // a first password: nothing is open but changing it
	OfficeID  sql.NullInt64  `db:"office_id"`
	Level     sql.NullString `db:"level"`
	Region    sql.NullString `db:"region"`
	OfficeKK  sql.NullString `db:"office_kk"`
	OfficeRU  sql.NullString `db:"office_ru"`
	OfficeEN  sql.NullString `db:"office_en"`
	Now       time.Time      `db:"now"`
}

// Alive reports whether the session still counts.
func (r *Row) Alive() bool { return r != nil && !r.Expired && !r.Revoked }

// Actor is who acts under this session; a visitor when it is dead.
func (r *Row) Actor() access.Actor {
	switch {
	case !r.Alive():
		return access.Actor{Role: access.None}
	case r.CaseID.Valid:
		return access.Actor{Role: access.Migrant, CaseID: r.CaseID.Int64, PersonID: r.PersonID.Int64}
	case r.Role.Valid:
		return access.Actor{
			ID: r.AccountID.Int64, Role: access.Role(r.Role.String), OfficeID: r.OfficeID.Int64,
			Level: access.Level(r.Level.String), Region: r.Region.String, Name: r.Name.String,
		}
	}
	return access.Actor{Role: access.None}
}

// Store is a gorilla/sessions store over rows.
type Store struct {
	DB     *db.DB
	Name   string // of the cookie
	Secure bool
}

const rowKey = "row"

// NewStore makes the store; with https the cookie is bound to the host (S-11).
func NewStore(d *db.DB, secure bool) *Store {
	name := "nk"
	if secure {
		name = "__Host-nk"
	}
	return &Store{DB: d, Name: name, Secure: secure}
}

// Get gives the session of a request, cached for that request.
func (s *Store) Get(r *http.Request, name string) (*sessions.Session, error) {
	return sessions.GetRegistry(r).Get(s, name)
}

// New reads the session from its row; without a valid cookie it is new and empty. The error is the
// database's: then nobody knows who asks.
func (s *Store) New(r *http.Request, name string) (*sessions.Session, error) {
	ses := sessions.NewSession(s, name)
	ses.IsNew = true
	ses.Options = &sessions.Options{Path: "/", HttpOnly: true, Secure: s.Secure, SameSite: http.SameSiteLaxMode}
	c, err := r.Cookie(name)
	if err != nil {
		return ses, nil
	}
	token, err := base64.RawURLEncoding.DecodeString(c.Value)
	if err != nil || len(token) != 32 {
		return ses, nil
	}
	row, err := s.load(r, token)
	if errors.Is(err, sql.ErrNoRows) {
		return ses, nil
	}
	if err != nil {
		return ses, err
	}
	ses.ID, ses.IsNew = c.Value, false
	ses.Values[rowKey] = row
	var data map[string]string
	if json.Unmarshal(row.Data, &data) == nil {
		for k, v := range data {
			ses.Values[k] = v
		}
	}
	return ses, nil
}

func (s *Store) load(r *http.Request, token []byte) (*Row, error) {
	var row Row
	hash := sha256.Sum256(token)
	if err := s.DB.Plain(r.Context()).Get(&row, "session_load", db.Args{"token_hash": hash[:]}); err != nil {
		return nil, err
	}
	if row.Alive() && row.Real.Sub(row.Seen) > touchAfter {
		idle, whole := StaffIdle, StaffWhole
		if row.CaseID.Valid {
			idle, whole = FamilyIdle, FamilyWhole
		}
		_, err := s.DB.Plain(r.Context()).Exec("session_touch", db.Args{
			"token_hash": hash[:], "idle": idle.Seconds(), "whole": whole.Seconds(),
		})
		if err != nil {
			return nil, err
		}
	}
	return &row, nil
}

// Save writes the session's data; MaxAge below zero revokes it and removes the cookie.
func (s *Store) Save(r *http.Request, w http.ResponseWriter, ses *sessions.Session) error {
	token, err := base64.RawURLEncoding.DecodeString(ses.ID)
	if err != nil || len(token) != 32 {
		return errors.New("session: only a session that was begun can be saved")
	}
	hash := sha256.Sum256(token)
	if ses.Options.MaxAge < 0 {
		if _, err := s.DB.Plain(r.Context()).Exec("session_revoke", db.Args{"token_hash": hash[:]}); err != nil {
			return err
		}
		http.SetCookie(w, sessions.NewCookie(s.Name, "", ses.Options))
		return nil
	}
	_, err = s.DB.Plain(r.Context()).Exec("session_save", db.Args{"token_hash": hash[:], "data": dataOf(ses)})
	return err
}

func dataOf(ses *sessions.Session) []byte {
	data := map[string]string{}
	for k, v := range ses.Values {
		key, ok := k.(string)
		text, isText := v.(string)
		if ok && isText {
			data[key] = text
		}
	}
	b, _ := json.Marshal(data) // strings always marshal
	return b
}

// RowOf gives the stored row behind a session; nil for a visitor.
func RowOf(ses *sessions.Session) *Row {
	row, _ := ses.Values[rowKey].(*Row)
	return row
}

// For is whose session begins.
type For struct {
	AccountID int64
	CaseID    int64
	PersonID  int64
	Device    string
}

// Begin is the only function that makes a session (S-05): a new id, the old one dead, the oldest beyond
// AtOnce ended.
func (s *Store) Begin(w http.ResponseWriter, r *http.Request, who For) error {
	if old, err := s.Get(r, s.Name); err == nil && !old.IsNew {
		old.Options.MaxAge = -1
		if err := s.Save(r, w, old); err != nil {
			return err
		}
	}
	token := make([]byte, 32)
	rand.Read(token)
	hash := sha256.Sum256(token)
	idle := StaffIdle
	if who.CaseID != 0 {
		idle = FamilyIdle
	}
	_, err := s.DB.Plain(r.Context()).Exec("session_begin", db.Args{
		"token_hash": hash[:], "account_id": null(who.AccountID), "case_id": null(who.CaseID),
		"person_id": null(who.PersonID), "device": who.Device, "idle": idle.Seconds(), "at_once": AtOnce,
	})
	if err != nil {
		return err
	}
	opts := &sessions.Options{Path: "/", HttpOnly: true, Secure: s.Secure, SameSite: http.SameSiteLaxMode}
	if who.CaseID != 0 {
		opts.SameSite = http.SameSiteStrictMode
	}
	http.SetCookie(w, sessions.NewCookie(s.Name, base64.RawURLEncoding.EncodeToString(token), opts))
	return nil
}

// Digest is the digest of a session's token.
func Digest(ses *sessions.Session) []byte {
	token, err := base64.RawURLEncoding.DecodeString(ses.ID)
	if err != nil || len(token) != 32 {
		return nil
	}
	h := sha256.Sum256(token)
	return h[:]
}

func null(id int64) sql.NullInt64 { return sql.NullInt64{Int64: id, Valid: id != 0} }

var _ sessions.Store = (*Store)(nil)
