package accounts

import (
	"context"
	"encoding/base32"
	"strconv"
	"strings"

	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
)

// Place is where a person works and as what.
type Place struct {
	Name     string
	Role     access.Role
	OfficeID int64
}

// FirstPassword is the password that an operation gives an account: derived, shown to the administrator who did it and
// stored nowhere, so that nobody sets a password for somebody else (trust.md S-08).
func (w *Work) FirstPassword(op string, login string) string {
	sum := w.DB.Keys.Lookup("first_password", op+"\x00"+strings.ToLower(login))
	letters := strings.ToLower(base32.StdEncoding.EncodeToString(sum))[:20]
	var parts []string
	for i := 0; i < len(letters); i += 5 {
		parts = append(parts, letters[i:i+5])
	}
	return strings.Join(parts, "-")
}

// Enrol makes an account with a first password. Only an administrator does so.
func (w *Work) Enrol(ctx context.Context, op db.Op, login string, p Place) (db.Result, error) {
	if err := CheckLogin(login); err != nil {
		f := fault.Of(err)
		return db.Result{}, fault.OnField("login", f.Key, f.Args)
	}
	hash, err := Hash(ctx, w.FirstPassword(op.ID, login))
	if err != nil {
		return db.Result{}, err
	}
	return w.DB.Change(ctx, op, func(tx *db.Tx) (db.Result, error) {
		if err := w.mayManage(tx, p); err != nil {
			return db.Result{}, err
		}
		id, err := begin(tx, New{Login: login, Name: p.Name, Role: p.Role, OfficeID: p.OfficeID, Language: "kk"}, hash)
		if err != nil {
			return db.Result{}, err
		}
		if _, err := tx.Exec("account_first_password", db.Args{"id": id, "password_hash": hash, "op": op.ID}); err != nil {
			return db.Result{}, err
		}
		return db.Result{To: accountPath(id), Said: "staff.said_added", Args: map[string]any{"name": p.Name}, IDs: map[string]int64{"account": id}}, nil
	})
}

// Move changes a person's name, role or office and ends every session of theirs (trust.md S-12, S-13).
func (w *Work) Move(ctx context.Context, op db.Op, id int64, p Place) (db.Result, error) {
	return w.manage(ctx, op, id, "staff.said_moved", func(tx *db.Tx, acc Account) (audit.Event, error) {
		if err := w.mayManage(tx, p); err != nil {
			return audit.Event{}, err
		}
		if err := w.notTheLast(tx, acc, p.Role == access.Administrator); err != nil {
			return audit.Event{}, err
		}
		_, err := tx.Exec("account_place", db.Args{"id": id, "name": p.Name, "role": string(p.Role), "office_id": p.OfficeID})
		return audit.Event{Kind: "account_moved", Code: string(p.Role), Body: map[string]any{
			"before": map[string]any{"name": acc.Name, "role": acc.Role, "office": acc.OfficeID},
			"after":  map[string]any{"name": p.Name, "role": p.Role, "office": p.OfficeID},
		}}, err
	})
}

// Disable closes an account and ends every session of its person; the rows stay.
func (w *Work) Disable(ctx context.Context, op db.Op, id int64) (db.Result, error) {
	return w.manage(ctx, op, id, "staff.said_disabled", func(tx *db.Tx, acc Account) (audit.Event, error) {
		if err := w.notTheLast(tx, acc, false); err != nil {
			return audit.Event{}, err
		}
		_, err := tx.Exec("account_able", db.Args{"id": id, "able": false})
		return audit.Event{Kind: "account_disabled"}, err
	})
}

// Enable opens a closed account again. No session of before comes back with it.
func (w *Work) Enable(ctx context.Context, op db.Op, id int64) (db.Result, error) {
	return w.manage(ctx, op, id, "staff.said_enabled", func(tx *db.Tx, _ Account) (audit.Event, error) {
		_, err := tx.Exec("account_able", db.Args{"id": id, "able": true})
		return audit.Event{Kind: "account_enabled"}, err
	})
}

// Reissue gives an account a first password anew and ends every session of its person.
func (w *Work) Reissue(ctx context.Context, op db.Op, id int64) (db.Result, error) {
	var acc Account
	err := w.DB.Read(ctx, op.Actor, func(r *db.Rd) error { return r.Get(&acc, "account_by_id", db.Args{"id": id}) })
	if err != nil {
		return db.Result{}, err
	}
	hash, err := Hash(ctx, w.FirstPassword(op.ID, acc.Login))
	if err != nil {
		return db.Result{}, err
	}
	return w.manage(ctx, op, id, "staff.said_reissue", func(tx *db.Tx, _ Account) (audit.Event, error) {
		_, err := tx.Exec("account_first_password", db.Args{"id": id, "password_hash": hash, "op": op.ID})
		return audit.Event{Kind: "password_reissued"}, err
	})
}

// manage changes somebody else's account: right, lock, change, end of every session, event.
func (w *Work) manage(ctx context.Context, op db.Op, id int64, said string, fn func(*db.Tx, Account) (audit.Event, error)) (db.Result, error) {
	return w.DB.Change(ctx, op, func(tx *db.Tx) (db.Result, error) {
		if err := access.Check(tx.Actor, access.ManageStaff, access.Matter{}); err != nil {
			return db.Result{}, err
		}
		var acc Account
		if err := tx.Get(&acc, "account_lock", db.Args{"id": id}); err != nil {
			return db.Result{}, err
		}
		if id == tx.Actor.ID {
			return db.Result{}, fault.Refuse("staff.not_yourself", nil)
		}
		if err := tx.Fresh("account", acc.Rev); err != nil {
			return db.Result{}, err
		}
		ev, err := fn(tx, acc)
		if err != nil {
			return db.Result{}, err
		}
		if _, err := tx.Exec("session_end_all", db.Args{"account_id": id, "keep": nil}); err != nil {
			return db.Result{}, err
		}
		ev.Stream = acc.Stream()
		tx.Record(ev)
		return db.Result{To: accountPath(id), Said: said, Args: map[string]any{"name": acc.Name}}, nil
	})
}

// mayManage checks the right and what was typed: the name, the role, an open office where such a role works.
func (w *Work) mayManage(tx *db.Tx, p Place) error {
	if err := access.Check(tx.Actor, access.ManageStaff, access.Matter{}); err != nil {
		return err
	}
	var bad fault.Problems
	if p.Name == "" {
		bad.Add("name", "form.required", nil)
	}
	if !p.Role.Staff() {
		bad.Add("role", "form.not_a_choice", nil)
	}
	all, err := choices(&tx.Rd)
	if err != nil {
		return err
	}
	known := false
	for _, o := range all {
		if o.ID == p.OfficeID {
			if known = true; p.Role == access.Caseworker && o.Level != access.District {
				bad.Add("office", "staff.caseworker_in_district", nil)
			}
		}
	}
	if !known {
		bad.Add("office", "form.not_a_choice", nil)
	}
	return bad.Err()
}

// notTheLast refuses to take away the last administrator; stays says whether the person is one afterwards.
func (w *Work) notTheLast(tx *db.Tx, acc Account, stays bool) error {
	if stays || acc.Role != access.Administrator || acc.Disabled != nil {
		return nil
	}
	var ids []int64
	if err := tx.Select(&ids, "account_administrators", nil); err != nil {
		return err
	}
	if len(ids) < 2 {
		return fault.Refuse("staff.last_administrator", nil)
	}
	return nil
}

func accountPath(id int64) string { return "/accounts/" + strconv.FormatInt(id, 10) }
