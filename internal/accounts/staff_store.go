package accounts

import (
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/db"
)

// choice is an office that people can work in.
type choice struct {
	ID    int64        `db:"id"`
	Level access.Level `db:"level"`
	KK    string       `db:"name_kk"`
	RU    string       `db:"name_ru"`
	EN    string       `db:"name_en"`
}

func choices(r *db.Rd) (all []choice, err error) { return all, r.Select(&all, "office_choices", nil) }

// staffRow is a line of the list of people who sign in.
type staffRow struct {
	ID       int64       `db:"id"`
	Login    string      `db:"login"`
	Name     string      `db:"name"`
	Role     access.Role `db:"role"`
	Disabled bool        `db:"disabled"`
	First    bool        `db:"must_change"`
	KK       string      `db:"office_kk"`
	RU       string      `db:"office_ru"`
	EN       string      `db:"office_en"`
}

// begin stores an account with its two streams.
func begin(tx *db.Tx, n New, hash string) (int64, error) {
	var id int64
	err := tx.Get(&id, "account_add", db.Args{
		"login": n.Login, "password_hash": hash, "name": n.Name, "role": string(n.Role), "office_id": n.OfficeID,
		"language": n.Language, "demo": n.Demo,
	})
	if err != nil {
		return 0, err
	}
	acc := Account{ID: id}
	for _, s := range []audit.Stream{acc.Stream(), acc.Views()} {
		if _, err := tx.Begin(s); err != nil {
			return 0, err
		}
	}
	tx.Record(audit.Event{Stream: acc.Stream(), Kind: "account_made", Code: string(n.Role)})
	return id, nil
}
