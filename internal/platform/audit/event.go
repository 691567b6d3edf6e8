// Package audit holds the history that nobody can quietly change: events chained per stream.
//
// An event has clear columns (what sort of thing happened, when, who, why coded) and a body sealed
// with the stream's own key. The chain runs over the ciphertext, so it can be verified without any key.
// The head of a chain stands on its stream's row; somebody who cuts the tail and edits the head as well
// is found only by signed heads kept elsewhere, which are not built yet. (architecture.md §5.1)
package audit

import (
	"crypto/sha256"
	"fmt"
	"strconv"
	"strings"
	"time"

	"nurlykosh/internal/platform/civil"
)

// Stream is one chain: a case, a person, an account, a quota line, a dwelling, a vacancy …
type Stream struct {
	Kind string
	ID   int64
}

// String is the stream's name in keys and messages: "case/42".
func (s Stream) String() string { return s.Kind + "/" + strconv.FormatInt(s.ID, 10) }

// Audience says whose timeline shows an event.
type Audience string

// Staff sees everything; Family is what the migrant's status page may tell as well.
const (
	Staff  Audience = "staff"
	Family Audience = "migrant"
)

// Event is something that happened on a civil day and is recorded now.
type Event struct {
	Stream   Stream
	Kind     string     // past tense: "offer_accepted"
	Audience Audience   // Staff unless set
	Happened civil.Date // zero = today
	Code     string     // a coded detail: task key, decision kind, paper kind
	Reason   string     // reason code
	Subject  Stream     // what it is about inside the stream: task, member, paper; may be empty
	Body     any        // sealed: texts, before and after, amounts; nil = nothing
}

// Entry is a stored event as the verifier and the timeline read it.
type Entry struct {
	ID          int64      `db:"id"`
	StreamKind  string     `db:"stream_kind"`
	StreamID    int64      `db:"stream_id"`
	Seq         int64      `db:"seq"`
	Kind        string     `db:"kind"`
	Audience    string     `db:"audience"`
	Happened    civil.Date `db:"happened_on"`
	Recorded    time.Time  `db:"recorded_at"`
	ActorID     int64      `db:"actor_id"`
	ActorRole   string     `db:"actor_role"`
	Code        string     `db:"code"`
	Reason      string     `db:"reason"`
	SubjectKind string     `db:"subject_kind"`
	SubjectID   int64      `db:"subject_id"`
	Op          string     `db:"op_id"`
	Body        []byte     `db:"body"`
	Hash        []byte     `db:"hash"`
}

// Sum is the hash of an entry that follows prev (32 bytes, or none at the start of a chain).
// The database computes the same in the trigger event_chain; both must change together.
func (e Entry) Sum(prev []byte) []byte {
	head := strings.Join([]string{
		e.StreamKind, strconv.FormatInt(e.StreamID, 10), strconv.FormatInt(e.Seq, 10), e.Kind, e.Audience,
		e.Happened.String(), e.Recorded.UTC().Format("2006-01-02T15:04:05.000000"),
		strconv.FormatInt(e.ActorID, 10), e.ActorRole, e.Code, e.Reason,
		e.SubjectKind, strconv.FormatInt(e.SubjectID, 10), e.Op,
	}, "\x1f")
	h := sha256.New()
	h.Write(prev)
	h.Write([]byte(head))
	h.Write([]byte{0})
	h.Write(e.Body)
	return h.Sum(nil)
}

// Fault says where a chain is broken and how.
type Fault struct {
	Stream Stream
	Seq    int64
	Why    string
}

// Error names the first broken entry.
func (f *Fault) Error() string {
	return fmt.Sprintf("%s, entry %d: %s", f.Stream, f.Seq, f.Why)
}
