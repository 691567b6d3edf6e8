package accounts

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"net/netip"
	"strings"

	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
)

// Work holds the verbs of the room.
type Work struct{ DB *db.DB }

// Attempt is one try to sign in.
type Attempt struct {
	Login    string
	Password string
	Device   []byte // digest of the long-lived device cookie; empty for a browser never seen
	Network  string // address it comes from
	Agent    string // what the browser calls itself, shown in the list of sessions
}

// SignIn checks a try and gives the account. Wrong login, wrong password and disabled account are one answer
// that takes the same time. A try is counted before it is looked at, and given back when it was right. Too many wrong
// tries make this bucket wait, never the account as a whole.
func (w *Work) SignIn(ctx context.Context, op db.Op, a Attempt) (Account, error) {
	acc, err := w.find(ctx, a.Login)
	if err != nil {
		return Account{}, err
	}
	known, err := w.known(ctx, acc.ID, a.Device)
	if err != nil {
		return Account{}, err
	}
	buckets := buckets(acc, a, known)
	if err := w.take(ctx, buckets); err != nil {
		return Account{}, err
	}
	hash := acc.Hash
	if acc.ID == 0 {
		hash = nobody
	}
	ok, stale, err := verify(ctx, a.Password, hash)
	if err != nil { // nothing was looked at
		return Account{}, errors.Join(err, w.giveBack(ctx, buckets))
	}
	if !ok || acc.ID == 0 || acc.Disabled != nil || acc.Lapsed {
		return Account{}, fault.Refuse("sign_in.wrong", nil)
	}
	fresh := acc.Hash
	if stale {
		if fresh, err = Hash(ctx, a.Password); err != nil {
			return Account{}, err
		}
	}
	return acc, w.signedIn(ctx, op, acc, a, fresh, buckets)
}

func (w *Work) signedIn(ctx context.Context, op db.Op, acc Account, a Attempt, hash string, buckets []bucket) error {
	op.Actor.ID, op.Actor.Role = acc.ID, acc.Role
	op.ID = db.NewID() // each sign-in is one of its own
	_, err := w.DB.Change(ctx, op, func(tx *db.Tx) (db.Result, error) {
		if _, err := tx.Exec("account_signed_in", db.Args{"id": acc.ID, "password_hash": hash, "device_hash": a.Device}); err != nil {
			return db.Result{}, err
		}
		tx.Record(audit.Event{Stream: acc.Stream(), Kind: "signed_in"})
		return db.Result{}, nil
	})
	if err != nil {
		return err
	}
	if _, err = w.DB.Plain(ctx).Exec("throttle_clear", db.Args{"key": buckets[0].key}); err != nil {
		return db.AsFault(err)
	}
	return w.giveBack(ctx, buckets[1:])
}

func (w *Work) find(ctx context.Context, login string) (Account, error) {
	var acc Account
	err := w.DB.Plain(ctx).Get(&acc, "account_by_login", db.Args{"login": strings.TrimSpace(login)})
	if errors.Is(err, sql.ErrNoRows) {
		return Account{}, nil
	}
	return acc, db.AsFault(err)
}

func (w *Work) known(ctx context.Context, account int64, device []byte) (bool, error) {
	var known bool
	err := w.DB.Plain(ctx).Get(&known, "device_known", db.Args{"account_id": account, "device_hash": device})
	return known, db.AsFault(err)
}

type bucket struct {
	key   string
	tries Tries
}

// buckets of a try: a browser that signed in to this account before has one of its own; any other is counted for the
// account, its network, and all.
func buckets(acc Account, a Attempt, known bool) []bucket {
	if known {
		return []bucket{{fmt.Sprintf("sign-in/device/%d/%x", acc.ID, a.Device), KnownDevice}}
	}
	sum := sha256.Sum256([]byte(strings.ToLower(strings.TrimSpace(a.Login))))
	return []bucket{
		{"sign-in/unknown/" + hex.EncodeToString(sum[:12]), UnknownDevice},
		{"sign-in/network/" + NetworkOf(a.Network), Network},
		{"sign-in/all", Everywhere},
	}
}

// NetworkOf names the network of an address: the address itself, or the /64 of IPv6.
func NetworkOf(address string) string {
	ip, err := netip.ParseAddr(address)
	if err != nil {
		return "unknown"
	}
	if ip = ip.Unmap(); ip.Is4() {
		return ip.String()
	}
	p, _ := ip.Prefix(64)
	return p.String()
}

// take counts a try in every bucket; the first that makes wait refuses it, and the others get it back.
func (w *Work) take(ctx context.Context, buckets []bucket) error {
	for i, b := range buckets {
		var n int
		err := w.DB.Plain(ctx).Get(&n, "throttle_take", db.Args{
			"key": b.key, "free": b.tries.Free, "first": b.tries.First.Seconds(), "most": b.tries.Most.Seconds(),
		})
		if errors.Is(err, sql.ErrNoRows) {
			var seconds float64
			if err := w.DB.Plain(ctx).Get(&seconds, "throttle_wait", db.Args{"key": b.key}); err != nil {
				return db.AsFault(err)
			}
			if err := w.giveBack(ctx, buckets[:i]); err != nil {
				return err
			}
			return fault.New(fault.TooMany, "sign_in.wait", fault.Args{"seconds": int(seconds) + 1})
		}
		if err != nil {
			return db.AsFault(err)
		}
	}
	return nil
}

func (w *Work) giveBack(ctx context.Context, buckets []bucket) error {
	for _, b := range buckets {
		if _, err := w.DB.Plain(ctx).Exec("throttle_give_back", db.Args{"key": b.key, "free": b.tries.Free}); err != nil {
			return db.AsFault(err)
		}
	}
	return nil
}
