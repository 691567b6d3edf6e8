package accounts

import (
	"context"
	"errors"
	"time"

	"github.com/alexedwards/argon2id"

	"nurlykosh/internal/platform/fault"
)

// Params of the password hash: the floor of ASVS 5.0 appendix C (trust.md S-01).
var Params = &argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// hashing bounds parallel hashes: each costs 19 MiB and a tenth of a second (trust.md S-03).
var hashing = make(chan struct{}, 2)

const hashWait = 2 * time.Second

func slot(ctx context.Context) (func(), error) {
	t := time.NewTimer(hashWait)
	defer t.Stop()
	select {
	case hashing <- struct{}{}:
		return func() { <-hashing }, nil
	case <-t.C:
	case <-ctx.Done():
	}
	return nil, fault.New(fault.Unavailable, "fault.busy", nil)
}

// Hash makes the stored form of a password.
func Hash(ctx context.Context, password string) (string, error) {
	free, err := slot(ctx)
	if err != nil {
		return "", err
	}
	defer free()
	return argon2id.CreateHash(Normal(password), Params)
}

// verify compares a password with a stored hash; stale asks for a new hash with today's parameters.
func verify(ctx context.Context, password, hash string) (ok, stale bool, err error) {
	free, err := slot(ctx)
	if err != nil {
		return false, false, err
	}
	defer free()
	ok, p, err := argon2id.CheckHash(Normal(password), hash)
	if errors.Is(err, argon2id.ErrInvalidHash) {
		return false, false, nil
	}
	return ok, p != nil && (p.Memory != Params.Memory || p.Iterations != Params.Iterations), err
}

// nobody is a hash that no password fits: an unknown login costs the same time as a known one (S-07).
const nobody = "$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$cmFuZG9tcmFuZG9tcmFuZG9tcmFuZG9tcmFuZG9tcmE"
