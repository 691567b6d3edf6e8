package casefile

import (
	"time"

	"github.com/lib/pq"

	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/fault"
)

// Kind is what a decision is about.
type Kind string

// The kinds of decisions. A waiver marks a task as not required; close refuses the whole application.
const (
	KindStatus      Kind = "status"
	KindQuota       Kind = "quota"
	KindResidence   Kind = "residence"
	KindCitizenship Kind = "citizenship"
	KindHousing     Kind = "housing"
	KindPayment     Kind = "payment"
	KindWaiver      Kind = "waiver"
	KindSettled     Kind = "settled"
	KindRefusal     Kind = "refusal"
	KindQuotaReturn Kind = "quota_return" // quota places that one family has twice
)

// Decision is a formal yes or no: proposed by one person, made by another.
type Decision struct {
	ID         int64         `db:"id"`
	CaseID     int64         `db:"case_id"`
	TaskID     int64         `db:"task_id"`
	Kind       Kind          `db:"kind"`
	State      string        `db:"state"`  // proposed, returned, approved, refused
	Wanted     string        `db:"wanted"` // grant or refuse: what the proposer asks for
	ProposedBy int64         `db:"proposed_by"`
	ProposedAt time.Time     `db:"proposed_at"`
	OfficeID   int64         `db:"office_id"` // the office that decides
	Region     string        `db:"region"`
	Basis      string        `db:"legal_basis"`
	Version    civil.Date    `db:"rule_version"`
	Group      string        `db:"reason_group"`
	Reason     string        `db:"reason"`
	Text       []byte        `db:"text_sealed"`
	MinutesNo  string        `db:"minutes_no"`
	MinutesOn  civil.Date    `db:"minutes_on"`
	Members    pq.Int64Array `db:"members"`
	Places     int           `db:"places"`
	LineID     int64         `db:"line_id"`
	SubjectID  int64         `db:"subject_id"` // the offer, for housing
	DecidedBy  int64         `db:"decided_by"`
	DecidedOn  civil.Date    `db:"decided_on"`
	ValidUntil civil.Date    `db:"valid_until"`
	Appeal     civil.Date    `db:"appeal_until"`
	Facts      []byte        `db:"facts"`
	Rev        int           `db:"version"`
}

// Rule is one row of a decision's check, stored with the decision: met, not, unk (unknown) or wai (waived).
type Rule struct {
	Kind  string         `json:"kind"`
	Key   string         `json:"key"`            // message key of the rule
	Fact  string         `json:"fact,omitempty"` // message key of the fact used, or a plain value
	Args  map[string]any `json:"args,omitempty"` // values of the fact's placeholders
	Basis string         `json:"basis,omitempty"`
	Task  string         `json:"task,omitempty"` // key of the task that would meet it; empty if none would
	Part  string         `json:"part,omitempty"` // part of the case in which it would be met
}

// Decider is what a step room does about a kind of decision. Check gives the rules with the facts of the case;
// Grant and Refuse act inside the deciding transaction, on the locked case (quota takes its places there).
// d's fields may be completed (Places, LineID, ValidUntil).
type Decider struct {
	Check  func(e *Edit, d *Decision) ([]Rule, error)
	Grant  func(e *Edit, d *Decision) error
	Refuse func(e *Edit, d *Decision) error
	// Tell gives what the second person looks at besides the rules: quota places, the dwelling. nil tells nothing.
	Tell func(e *Edit, d *Decision) ([]Told, error)
	// RefusalGroup is the list of coded reasons a refusal takes.
	RefusalGroup string
}

// Told is one thing that a decision is about: message keys of its name and of its text, with the text's values. Without
// a text the value stands for itself, a message key if it begins with @.
type Told struct {
	Name, Text, Value string
	Args              map[string]any // days and the three texts of a table's row are put into the reader's words
	Money             int64          // tiyn; instead of a value
}

// ofTrack are reasons that make sense in one track only; every other reason is offered in all.
var ofTrack = map[string]Track{
	"nationality_not_proved": EthnicReturn, "was_citizen": EthnicReturn, "no_status": EthnicReturn, "not_former_citizen": FormerCitizen,
	"registration_under_year": InternalMove, "not_jobseeker": InternalMove, "divorce_certificate_missing": InternalMove,
}

// ReasonFits reports whether a reason makes sense in a track.
func ReasonFits(code string, track Track) bool {
	only, some := ofTrack[code]
	return !some || only == track
}

// OneSided reports whether a proposal can only be confirmed or returned: to refuse a refusal would be a riddle.
func (k Kind) OneSided() bool { return k == KindRefusal || k == KindWaiver || k == KindQuotaReturn }

// inside reports whether a decision is the offices' own matter, of which the family is not told.
func (k Kind) inside() bool { return k == KindWaiver || k == KindQuotaReturn }

// MayGrant reports whether nothing stands against a grant: every rule is met or waived.
func MayGrant(rules []Rule) bool {
	for _, r := range rules {
		if r.Kind != "met" && r.Kind != "wai" {
			return false
		}
	}
	return true
}

// AppealMonths is the term of an appeal in calendar months. From memory, unverified: shown with its mark.
const AppealMonths = 3

// Settle closes a decision: the actor is never its proposer (product.md §4.5).
func (d *Decision) Settle(state string, actor int64, today civil.Date) error {
	switch {
	case d.State != "proposed":
		return fault.Clash("decision.not_open", nil)
	case d.ProposedBy == actor:
		return fault.Refuse("decision.own_proposal", nil)
	}
	d.State, d.DecidedBy, d.DecidedOn = state, actor, today
	return nil
}
