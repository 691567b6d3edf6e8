package accounts

import (
	"strings"
	"time"
	"unicode"

	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/fault"
)

// Account is a person who signs in.
type Account struct {
	ID       int64       `db:"id"`
	Login    string      `db:"login"`
	Hash     string      `db:"password_hash"`
	Name     string      `db:"name"`
	Role     access.Role `db:"role"`
	OfficeID int64       `db:"office_id"`
	Language string      `db:"language"`
	Disabled *time.Time  `db:"disabled_at"`
	Rev      int         `db:"version"`
	First    bool        `db:"must_change"` // the password is a first one
	FirstBy  string      `db:"first_by"`    // the operation that gave it
	Lapsed   bool        `db:"lapsed"`      // it was not changed in time
}

// Stream is the account's chain of events.
func (a Account) Stream() audit.Stream { return audit.Stream{Kind: "account", ID: a.ID} }

// Views is the chain of what the person looked at.
func (a Account) Views() audit.Stream { return audit.Stream{Kind: "views", ID: a.ID} }

// CheckLogin wants 3 to 40 letters, digits, dots, hyphens or underscores.
func CheckLogin(login string) error {
	n := 0
	for _, r := range login {
		n++
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("._-", r) {
			return fault.Refuse("account.login_letters", nil)
		}
	}
	if n < 3 || n > 40 {
		return fault.Refuse("account.login_length", nil)
	}
	return nil
}
