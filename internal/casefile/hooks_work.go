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
	// Reopened makes sure that somebody speaks for a family whose case is taken up again, or refuses it.
	Reopened func(e *Edit) error
	// MemberChanged bring the rooms in line when a member has left, or is back because the leaving was a mistake: what
	// they hold for somebody who left is given back, and facts and tasks follow from who is there.
	MemberChanged []func(e *Edit, m Member) error
	// Holdings tell what the rooms hold for a family as a whole: when it parts, one side keeps each of them.
	Holdings []func(r *db.Rd, c *Case) ([]Holding, error)
	// MemberMoved copy what is known of somebody alone to the membership that follows the one before: in another household, or
	// in the same again.
	MemberMoved []func(e *Edit, was, is int64) error
	// Parted carry over to the new case what goes with the members who found a household of their own.
	Parted []func(p *Parted) error
}

// Holding is something that a room holds for a family as a whole: a dwelling, a goal of its plan.
type Holding struct {
	Kind string // words as "part.kind.<kind>"
	ID   int64
	Key  string // what it is, a message
	Text string // more of it; may be empty
}

// Parted is a household that became two: both cases open for the change, and who went over.
type Parted struct {
	From, To *Edit
	Members  map[int64]int64                  // the members who went: as which member of the new case
	Goes     func(kind string, id int64) bool // whether a holding goes with them
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

// HoldingsOf reads what the rooms hold for a family as a whole.
func (b *Book) HoldingsOf(r *db.Rd, c *Case) (out []Holding, err error) {
	for _, read := range b.Holdings {
		of, err := read(r, c)
		if err != nil {
			return nil, err
		}
		out = append(out, of...)
	}
	return out, nil
}

// lacks asks what a task still lacks.
func (e *Edit) lacks(t *Task) ([]Lack, error) { return e.Book.lacks(&e.Rd, e.Case, e.Members, t) }
