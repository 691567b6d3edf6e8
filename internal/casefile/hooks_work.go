package casefile

import (
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
)

// Hooks are what rooms above this one do when something happens to a case; wired once at the start.
type Hooks struct {
	// Evidence says what a task still lacks of what its template asks for; papers fulfil it. nil lacks nothing.
	Evidence func(r *db.Rd, c *Case, ms Household, t *Task) ([]Lack, error)
	// PapersToBring are those on the family's list that nobody has received; papers fulfil it.
	PapersToBring func(r *db.Rd, c *Case, ms Household) ([]ToBring, error)
	// Ended give back what the rooms hold for a case that has ended: dwellings, referrals.
	Ended []func(e *Edit) error
	// MemberChanged bring the rooms in line when a member has left, or is back because the leaving was a mistake: what
	// they hold for somebody who left is given back, and facts and tasks follow from who is there.
	MemberChanged []func(e *Edit, m Member) error
}

// Lack is a piece of evidence that is missing: what it is, and the part of the case where it is recorded.
type Lack struct {
	fault.Field
	Paper string // kind of the paper; empty for anything else
	Path  string // where it is recorded, below the case's address
}

func (b *Book) lacks(r *db.Rd, c *Case, ms Household, t *Task) ([]Lack, error) {
	if b == nil || b.Evidence == nil {
		return nil, nil
	}
	return b.Evidence(r, c, ms, t)
}

// lacks asks what a task still lacks.
func (e *Edit) lacks(t *Task) ([]Lack, error) { return e.Book.lacks(&e.Rd, e.Case, e.Members, t) }
