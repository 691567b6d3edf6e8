package portal

import (
	"context"
	"database/sql"
	"errors"
	"math/rand/v2"
	"strings"
	"time"

	"nurlykosh/internal/accounts"
	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
)

// Work holds the verbs of the room.
type Work struct {
	DB   *db.DB
	Book *casefile.Book
}

// Who is a person of one case, known by number and code.
type Who struct {
	CaseID   int64
	PersonID int64
}

// pair is a strip that opens a case.
type pair struct {
	CaseID   int64 `db:"case_id"`
	StripOf  int64 `db:"strip_case_id"`   // the case for which the strip was made
	StripFor int64 `db:"strip_person_id"` // the record for which it was made
	PersonID int64 `db:"person_id"`       // the person's record in the case that is opened
	Issue    int   `db:"strip_issue"`
}

// leastPairs is how many codes are derived at least, so that the time does not tell whether a number exists.
const leastPairs = 16

// noCode is compared when the typed code cannot be one; it is as long as a code and equals none.
var noCode = strings.Repeat("-", casefile.CodeLength)

// roundUp is what the time of a wrong answer is rounded up to: a number that exists costs some microseconds more to look up
// than one that does not, which thousands of tries would show (trust.md S-31). Timers are rounded, too, and carry some of the
// difference on: a random part on top drowns it.
const (
	roundUp = 25 * time.Millisecond
	blur    = 10 * time.Millisecond
)

// Match finds the person to whom a typed number and code belong. Every wrong pair gets one answer that takes the
// same way and the same time. Only wrong pairs count, per network and in all; a right pair always passes (trust.md S-30).
func (w *Work) Match(ctx context.Context, number, code, address string) (Who, error) {
	begun := time.Now()
	no, err := casefile.ParseNumber(number)
	if err != nil {
		no = "" // no case has it
	}
	typed, err := casefile.ParseCode(code)
	if err != nil {
		typed = noCode
	}
	var pairs []pair
	err = w.DB.Read(ctx, access.Actor{Role: access.None}, func(r *db.Rd) error {
		return r.Select(&pairs, "portal_pairs", db.Args{"number": string(no)})
	})
	if err != nil {
		return Who{}, err
	}
	var who Who
	for i := range max(len(pairs), leastPairs) {
		var p pair
		if i < len(pairs) {
			p = pairs[i]
		}
		same := casefile.SameCode(typed, casefile.Code(w.DB.Keys.Portal, p.StripOf, p.StripFor, p.Issue))
		if same && i < len(pairs) {
			who = Who{CaseID: p.CaseID, PersonID: p.PersonID}
		}
	}
	if who.CaseID == 0 {
		err := w.wrong(ctx, accounts.NetworkOf(address))
		pause(ctx, roundUp-time.Since(begun)%roundUp+rand.N(blur))
		return Who{}, err
	}
	return who, nil
}

func pause(ctx context.Context, left time.Duration) {
	t := time.NewTimer(left)
	defer t.Stop()
	select {
	case <-t.C:
	case <-ctx.Done(): // nobody waits for the answer
	}
}

// bucket is a count of wrong pairs: so many a minute, further wrong ones are told to wait.
type bucket struct {
	key  string
	most int
}

// Limits of wrong pairs a minute. In all, 20 a second.
const (
	wrongOfNetwork = 30
	wrongInAll     = 20 * 60
	waitSeconds    = 60
)

// wrong counts a wrong pair and gives its answer. The database counts and compares in one statement, so that of many tries
// at once no more than the limit are told that they were wrong.
func (w *Work) wrong(ctx context.Context, network string) error {
	for _, b := range []bucket{{"status/network/" + network, wrongOfNetwork}, {"status/all", wrongInAll}} {
		var n int
		err := w.DB.Plain(ctx).Get(&n, "throttle_within", db.Args{"key": b.key, "most": b.most, "seconds": waitSeconds})
		if errors.Is(err, sql.ErrNoRows) {
			return fault.New(fault.TooMany, "status.wait", nil)
		}
		if err != nil {
			return db.AsFault(err)
		}
	}
	return fault.Refuse("status.wrong_pair", nil)
}
