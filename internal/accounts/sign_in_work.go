package accounts

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"net/netip"
	"strings"
	"time"

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
// that takes the same time. Too many wrong tries make this bucket wait, never the account as a whole.
func (w *Work) SignIn(ctx context.Context, op db.Op, a Attempt) (Account, error) {
	acc, err := w.find(ctx, a.Login)
	if err != nil {
		return Account{}, err
	}
	known, err := w.known(ctx, acc.ID, a.Device)
	if err != nil {
		return Account{}, err
	}
	buckets := w.buckets(acc, a, known)
	if err := w.mustWait(ctx, buckets); err != nil {
		return Account{}, err
	}
	hash := acc.Hash
	if acc.ID == 0 {
		hash = nobody
	}
	ok, stale, err := verify(ctx, a.Password, hash)
	if err != nil {
		return Account{}, err
	}
	if !ok || acc.ID == 0 || acc.Disabled != nil {
		if err := w.failed(ctx, buckets); err != nil {
			return Account{}, err
		}
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
	_, err = w.DB.Plain(ctx).Exec("throttle_clear", db.Args{"key": buckets[0].key})
	return db.AsFault(err)
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

// buckets of a try: the first is the browser's or the account's, the second the network's.
func (w *Work) buckets(acc Account, a Attempt, known bool) []bucket {
	sum := sha256.Sum256([]byte(strings.ToLower(strings.TrimSpace(a.Login))))
	who := hex.EncodeToString(sum[:12])
	own := bucket{"sign-in/unknown/" + who, UnknownDevice}
	if known {
		own = bucket{"sign-in/device/" + hex.EncodeToString(a.Device), KnownDevice}
	}
	return []bucket{own, {"sign-in/network/" + NetworkOf(a.Network), Network}}
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

func (w *Work) mustWait(ctx context.Context, buckets []bucket) error {
	for _, b := range buckets {
		var seconds float64
		if err := w.DB.Plain(ctx).Get(&seconds, "throttle_wait", db.Args{"key": b.key}); err != nil {
			return db.AsFault(err)
		}
		if seconds > 0 {
			return fault.New(fault.TooMany, "sign_in.wait", fault.Args{"seconds": int(seconds) + 1})
		}
	}
	return nil
}

func (w *Work) failed(ctx context.Context, buckets []bucket) error {
	for _, b := range buckets {
		var n int
		if err := w.DB.Plain(ctx).Get(&n, "throttle_failed", db.Args{"key": b.key}); err != nil {
			return db.AsFault(err)
		}
		if wait := b.tries.Wait(n); wait > 0 {
			_, err := w.DB.Plain(ctx).Exec("throttle_until", db.Args{"key": b.key, "seconds": float64(wait / time.Second)})
			if err != nil {
				return db.AsFault(err)
			}
		}
	}
	return nil
}
