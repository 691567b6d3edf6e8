package casefile

import (
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/civil"
)

// Track is a category of the programme (product.md §2); it decides tasks, papers and limits.
type Track string

// The tracks.
const (
	EthnicReturn  Track = "ethnic_return"
	FormerCitizen Track = "former_citizen"
	InternalMove  Track = "internal"
)

// Tracks in the order they are offered.
var Tracks = []Track{EthnicReturn, FormerCitizen, InternalMove}

// Step is one of the four.
type Step string

// The steps in their order; Settled follows the last.
const (
	Intake      Step = "intake"
	Housing     Step = "housing"
	Employment  Step = "employment"
	Integration Step = "integration"
	Settled     Step = "settled"
)

// Steps in their order.
var Steps = []Step{Intake, Housing, Employment, Integration}

// Status is where a case stands as a whole.
type Status string

// The statuses; the first two are open.
const (
	InProgress  Status = "in_progress"
	FollowUp    Status = "follow_up" // settled, later checks go on
	Concluded   Status = "settled"   // settled, and the last check is done
	Refused     Status = "refused"
	Withdrawn   Status = "withdrawn"
	ClosedEarly Status = "closed_early"
	Merged      Status = "merged"
)

// Open reports whether the case stands in somebody's list.
func (s Status) Open() bool { return s == InProgress || s == FollowUp }

// Speaker is the member who speaks for the family: its acting contact, or its head.
func (c *Case) Speaker() int64 {
	if c.ContactID != 0 {
		return c.ContactID
	}
	return c.HeadID
}

// Ended reports whether a case was refused, withdrawn or closed early: it may be opened again.
func (s Status) Ended() bool { return s == Refused || s == Withdrawn || s == ClosedEarly }

// Channels by which an application comes in (domain.md §2.3).
var Channels = []string{"arrival", "career_centre", "state_corporation", "egov", "consulate", "phone", "letter"}

// Case is a case file as verbs load it: one row, locked.
type Case struct {
	ID            int64      `db:"id"`
	Number        string     `db:"number"`
	Track         Track      `db:"track"`
	Version       civil.Date `db:"template_version"` // of the step templates
	Status        Status     `db:"status"`
	Stage         Step       `db:"stage"`
	Opened        civil.Date `db:"opened_on"`
	Received      civil.Date `db:"receipt_date"`
	Channel       string     `db:"channel"`
	External      string     `db:"external_number"`
	OfficeID      int64      `db:"office_id"`
	Region        string     `db:"region"`
	OwnerID       int64      `db:"owner_id"`
	HeadID        int64      `db:"head_member_id"`
	ContactID     int64      `db:"contact_member_id"`
	Reads         string     `db:"reads"` // language in which the family's speaker reads; "" while nobody asked
	OriginCountry string     `db:"origin_country"`
	OriginRegion  string     `db:"origin_region"`
	OriginPlace   string     `db:"origin_place"`
	Arrived       civil.Date `db:"arrived_on"`
	FactsJSON     []byte     `db:"facts"`
	Sealed        bool       `db:"sealed"`
	Persons       int        `db:"persons"`
	HeadName      string     `db:"head_name"`
	HeadLang      string     `db:"head_lang"`
	Closed        civil.Date `db:"closed_on"`
	CloseReason   string     `db:"close_reason"`
	SettledOn     civil.Date `db:"settled_on"`
	MergedInto    int64      `db:"merged_into"` // the case that goes on instead of this one
	SlipIssue     int        `db:"slip_issue"`
	Rev           int        `db:"version"` // counts changes; a form names the one it was made from
	Conflict      bool       `db:"conflict"`
	Key           []byte     `db:"wrapped_key"`

	Facts Facts `db:"-"`
}

// Stream is the case's chain of events.
func (c *Case) Stream() audit.Stream { return audit.Stream{Kind: "case", ID: c.ID} }

// Matter is the case as rights see it.
func (c *Case) Matter() access.Matter {
	return access.Matter{
		OfficeID: c.OfficeID, Region: c.Region, OwnerID: c.OwnerID,
		Sealed: c.Sealed, Conflict: c.Conflict, CaseID: c.ID,
	}
}
