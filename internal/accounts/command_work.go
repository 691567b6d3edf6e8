package accounts

import (
	"context"
	"database/sql"
	"errors"

	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/db"
)

// Office is where people work.
type Office struct {
	ID     int64   `db:"id"`
	Key    string  `db:"key"`
	Level  string  `db:"level"`
	Parent *int64  `db:"parent_id"`
	Region *string `db:"region"`
	KK     string  `db:"name_kk"`
	RU     string  `db:"name_ru"`
	EN     string  `db:"name_en"`
	Phone  string  `db:"phone"`
}

// Office finds an office by its key.
func (w *Work) Office(ctx context.Context, key string) (o Office, err error) {
	return o, w.DB.Read(ctx, access.Programme, func(r *db.Rd) error { return r.Get(&o, "office_by_key", db.Args{"key": key}) })
}

// NewOffice is an office to be made by command; the ministry has neither parent nor region.
type NewOffice struct {
	Key, Phone, KK, RU, EN string
	Level                  access.Level
	ParentID               *int64
	Region                 *string
}

// AddOffice makes an office. Only the programme itself does so, by command.
func (w *Work) AddOffice(ctx context.Context, op db.Op, n NewOffice) (int64, error) {
	res, err := w.DB.Change(ctx, op, func(tx *db.Tx) (db.Result, error) {
		var id int64
		err := tx.Get(&id, "office_add", db.Args{
			"key": n.Key, "level": string(n.Level), "parent_id": n.ParentID, "region": n.Region,
			"name_kk": n.KK, "name_ru": n.RU, "name_en": n.EN, "phone": n.Phone,
		})
		if err != nil {
			return db.Result{}, err
		}
		s := audit.Stream{Kind: "office", ID: id}
		if _, err := tx.Begin(s); err != nil {
			return db.Result{}, err
		}
		tx.Record(audit.Event{Stream: s, Kind: "office_made", Code: string(n.Level)})
		return db.Result{IDs: map[string]int64{"office": id}}, nil
	})
	return res.IDs["office"], err
}

// ErrNoAccount says that nobody signs in by a name; only the terminal may tell.
var ErrNoAccount = errors.New("there is no such account")

// Reset gives an account a new password, by command, and ends all its sessions: whoever forgot the old one, or lost
// it to somebody, starts afresh. It says how many sessions that were.
func (w *Work) Reset(ctx context.Context, op db.Op, login, password string) (ended int64, err error) {
	acc, err := w.find(ctx, login)
	if err != nil {
		return 0, err
	}
	if acc.ID == 0 {
		return 0, ErrNoAccount
	}
	if err := CheckPassword(password, acc.Login, acc.Name); err != nil {
		return 0, err
	}
	hash, err := Hash(ctx, password)
	if err != nil {
		return 0, err
	}
	_, err = w.DB.Change(ctx, op, func(tx *db.Tx) (db.Result, error) {
		var now Account
		if err := tx.Get(&now, "account_lock", db.Args{"id": acc.ID}); errors.Is(err, sql.ErrNoRows) {
			return db.Result{}, ErrNoAccount
		} else if err != nil {
			return db.Result{}, err
		}
		if _, err := tx.Exec("account_password", db.Args{"id": acc.ID, "password_hash": hash}); err != nil {
			return db.Result{}, err
		}
		if ended, err = tx.Exec("session_end_all", db.Args{"account_id": acc.ID, "keep": nil}); err != nil {
			return db.Result{}, err
		}
		tx.Record(audit.Event{Stream: acc.Stream(), Kind: "password_reset"})
		return db.Result{}, nil
	})
	return ended, err
}
