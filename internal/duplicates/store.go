package duplicates

import (
	"encoding/json"
	"time"

	"github.com/lib/pq"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/sealed"
)

// Pair is two records that may be of one person, with the cases in which they stand.
type Pair struct {
	ID        int64           `db:"id"`
	A         int64           `db:"person_a"`
	B         int64           `db:"person_b"`
	Verdict   string          `db:"verdict"`
	Score     float64         `db:"score"`
	Reasons   pq.StringArray  `db:"reasons"`
	Points    pq.Float64Array `db:"points"`
	Print     string          `db:"print"`
	State     string          `db:"state"`
	SaidBy    int64           `db:"said_by"`
	SaidOther bool            `db:"said_other"`
	Said      []byte          `db:"said_sealed"`
	SaidName  string          `db:"said_name"` // of whoever said it
	Again     bool            `db:"again"`
	Rev       int             `db:"version"`
	DecidedBy int64           `db:"decided_by"`
	DecidedAt *time.Time      `db:"decided_at"`
	NumberA   string          `db:"a_number"`
	NumberB   string          `db:"b_number"`
}

func pairOf(r *db.Rd, id int64) (p Pair, err error) {
	return p, r.Get(&p, "duplicate_read", db.Args{"id": id})
}

// mergeRow is a stored merge.
type mergeRow struct {
	ID         int64      `db:"id"`
	Kind       Kind       `db:"kind"`
	State      string     `db:"state"`
	Main       int64      `db:"main_case"`
	Other      int64      `db:"other_case"`
	Plan       []byte     `db:"plan_sealed"`
	Before     []byte     `db:"before_sealed"`
	Mark       int        `db:"mark"`
	Paid       bool       `db:"paid"`
	ProposedBy int64      `db:"proposed_by"`
	DecidedBy  int64      `db:"decided_by"`
	DecidedAt  *time.Time `db:"decided_at"`
	UndoBy     int64      `db:"undo_by"`
	Undo       []byte     `db:"undo_sealed"`
	Rev        int        `db:"version"`
}

// personRow is what a person has one of.
type personRow struct {
	ID       int64      `db:"id" json:"id"`
	Sex      string     `db:"sex" json:"sex"`
	Birth    civil.Date `db:"birth_date" json:"birth"`
	Year     int        `db:"birth_year" json:"year"`
	Country  string     `db:"citizenship" json:"country"`
	Reads    string     `db:"reads" json:"reads"`
	NameID   int64      `db:"chosen_name_id" json:"name"`
	IIN      []byte     `db:"iin_sealed" json:"-"`
	IINState string     `db:"iin_state" json:"iin_state"`
	Override string     `db:"iin_override" json:"override"`
	Merged   int64      `db:"merged_into" json:"merged"`
	Rev      int        `db:"version" json:"-"`
	Number   string     `db:"-" json:"iin"`
}

// before is what a merge changed, as it stood: what undoing restores.
type before struct {
	Ending             casefile.Ending    `json:"ending"`
	Facts              [2]casefile.Facts  `json:"facts"` // of the main case: before, after
	Arrived, ArrivedBy civil.Date         // the main case's day of arrival before, and the one that was taken from the other
	Tasks              []casefile.TaskWas `json:"tasks"`
	Persons            [][2]personRow     `json:"persons"` // of the record that goes on: before, after
	Merged             []mergedPerson     `json:"merged"`
	Members            []memberWas        `json:"members"`
	Joined             []joined           `json:"joined"`
}

// mergedPerson is a record that another one stands for.
type mergedPerson struct {
	ID   int64     `json:"id"`
	Into int64     `json:"into"`
	Was  personRow `json:"was"`
}

// memberWas is a member's standing before and after.
type memberWas struct {
	ID     int64      `json:"id"`
	Was    standing   `json:"was"`
	Is     standing   `json:"is"`
	Left   civil.Date `json:"left"` // a membership that was ended, as it stood
	LeftAs string     `json:"left_as"`
	Ended  bool       `json:"ended"`
}

type standing struct {
	Quota  string     `json:"quota"`
	Status string     `json:"status"`
	Stay   civil.Date `json:"stay"`
	Basis  string     `json:"basis"`
}

func standingOf(m casefile.Member) standing {
	return standing{m.Quota, m.StatusWay, m.StayUntil, m.StayBasis}
}

// joined is somebody of the other household who belongs to the main one now.
type joined struct {
	Other int64      `json:"other"` // member of the other case
	Main  int64      `json:"main"`  // member of the main case
	Left  civil.Date `json:"left"`  // of the other membership, as it stood
	Why   string     `json:"why"`
}

// The names under which the texts of a merge are sealed, with the key of the main case.
const (
	planColumn   = "merge.plan"
	beforeColumn = "merge.before"
	undoColumn   = "merge.undo"
	saidColumn   = "duplicate.said"
)

func seal(b sealed.Box, column string, x any) []byte {
	raw, err := json.Marshal(x)
	if err != nil {
		panic(err) // plain values always marshal
	}
	return b.Seal(column, string(raw))
}

func open(b sealed.Box, column string, raw []byte, dst any) error {
	if len(raw) == 0 {
		return nil
	}
	text, err := b.Open(column, raw)
	if err != nil {
		return err
	}
	return json.Unmarshal([]byte(text), dst)
}
