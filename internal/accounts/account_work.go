package accounts

import (
	"context"

	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
)

// New is an account to be made by command.
type New struct {
	Login, Password, Name string
	Role                  access.Role
	OfficeID              int64
	Language              string
	Demo                  bool
}

// Add makes an account with its streams. Only the programme itself does so: by command, or as demo data.
func (w *Work) Add(ctx context.Context, op db.Op, n New) (int64, error) {
	if err := CheckLogin(n.Login); err != nil {
		return 0, err
	}
	if err := CheckPassword(n.Password, n.Login, n.Name); err != nil && !n.Demo {
		return 0, err
	}
	if !n.Role.Staff() {
		return 0, fault.Refuse("form.not_a_choice", nil)
	}
	hash, err := Hash(ctx, n.Password)
	if err != nil {
		return 0, err
	}
	if n.Language == "" {
		n.Language = "kk"
	}
	res, err := w.DB.Change(ctx, op, func(tx *db.Tx) (db.Result, error) {
		id, err := begin(tx, n, hash)
		if err != nil {
			return db.Result{}, err
		}
		return db.Result{IDs: map[string]int64{"account": id}}, nil
	})
	return res.IDs["account"], err
}

// DemoSignIn gives a demo account without a password; anything else is not found.
func (w *Work) DemoSignIn(ctx context.Context, op db.Op, id int64) (Account, error) {
	var demo []demoRow
	err := w.DB.Read(ctx, op.Actor, func(r *db.Rd) error { return r.Select(&demo, "account_demo_list", nil) })
	if err != nil {
		return Account{}, err
	}
	for _, d := range demo {
		if d.ID == id {
			acc := Account{ID: d.ID, Role: d.Role}
			op.Actor = access.Actor{ID: d.ID, Role: d.Role}
			op.ID = db.NewID()
			_, err := w.DB.Change(ctx, op, func(tx *db.Tx) (db.Result, error) {
				tx.Record(audit.Event{Stream: acc.Stream(), Kind: "signed_in"})
				return db.Result{}, nil
			})
			return acc, err
		}
	}
	return Account{}, fault.Missing()
}

// Choose keeps a person's own choices: language and keyboard shortcuts.
func (w *Work) Choose(ctx context.Context, op db.Op, language string, keysOn bool) (db.Result, error) {
	op.Own = true
	return w.DB.Change(ctx, op, func(tx *db.Tx) (db.Result, error) {
		if _, err := tx.Exec("account_choices", db.Args{"id": tx.Actor.ID, "language": language, "keys_on": keysOn}); err != nil {
			return db.Result{}, err
		}
		tx.Record(audit.Event{Stream: Account{ID: tx.Actor.ID}.Stream(), Kind: "choices_changed"})
		return db.Result{To: "/account", Said: "account.saved"}, nil
	})
}

// ChangePassword replaces a person's own password after checking the old one, and ends every session of theirs but the
// one with the kept digest. The same form sent again gets the first result: by then the old password is another.
func (w *Work) ChangePassword(ctx context.Context, op db.Op, old, fresh string, keep []byte) (db.Result, error) {
	op.Own = true
	if _, err := w.DB.Done(ctx, op.Actor, op.ID); err == nil {
		return w.DB.Change(ctx, op, func(*db.Tx) (db.Result, error) { return db.Result{}, fault.Missing() })
	}
	var acc Account
	err := w.DB.Read(ctx, op.Actor, func(r *db.Rd) error { return r.Get(&acc, "account_by_id", db.Args{"id": op.Actor.ID}) })
	if err != nil {
		return db.Result{}, err
	}
	ok, _, err := verify(ctx, old, acc.Hash)
	if err != nil {
		return db.Result{}, err
	}
	if !ok {
		return db.Result{}, fault.OnField("old_password", "password.old_wrong", nil)
	}
	if Normal(old) == Normal(fresh) {
		return db.Result{}, fault.OnField("new_password", "password.same", nil)
	}
	if err := CheckPassword(fresh, acc.Login, acc.Name); err != nil {
		f := fault.Of(err)
		return db.Result{}, fault.OnField("new_password", f.Key, f.Args)
	}
	hash, err := Hash(ctx, fresh)
	if err != nil {
		return db.Result{}, err
	}
	return w.DB.Change(ctx, op, func(tx *db.Tx) (db.Result, error) {
		var now Account
		if err := tx.Get(&now, "account_lock", db.Args{"id": acc.ID}); err != nil {
			return db.Result{}, err
		}
		if now.Hash != acc.Hash {
			return db.Result{}, fault.OnField("old_password", "password.old_wrong", nil)
		}
		if _, err := tx.Exec("account_password", db.Args{"id": acc.ID, "password_hash": hash}); err != nil {
			return db.Result{}, err
		}
		if _, err := tx.Exec("session_end_all", db.Args{"account_id": acc.ID, "keep": keep}); err != nil {
			return db.Result{}, err
		}
		tx.Record(audit.Event{Stream: acc.Stream(), Kind: "password_changed"})
		return db.Result{To: "/account", Said: "password.changed"}, nil
	})
}
