package audit

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"strconv"
	"strings"
	"time"
)

// Walked is what a verification went through.
type Walked struct{ Streams, Events, Views int }

// Verify walks every chain and gives the first broken entry of each broken stream. It reads with the owner's
// connection, holds no lock, and needs no key.
func Verify(ctx context.Context, db *sql.DB) (Walked, []Fault, error) {
	tx, err := db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true, Isolation: sql.LevelRepeatableRead})
	if err != nil {
		return Walked{}, nil, err
	}
	defer func() { _ = tx.Rollback() }()
	return VerifyTx(ctx, tx)
}

// VerifyTx walks the chains as one transaction sees them.
func VerifyTx(ctx context.Context, tx *sql.Tx) (Walked, []Fault, error) {
	var w Walked
	heads, err := readHeads(ctx, tx)
	if err != nil {
		return w, nil, err
	}
	w.Streams = len(heads)
	v := &walker{heads: heads, broken: map[Stream]bool{}}
	if w.Events, err = v.events(ctx, tx); err != nil {
		return w, nil, err
	}
	if w.Views, err = v.views(ctx, tx); err != nil {
		return w, nil, err
	}
	v.tails()
	return w, v.faults, nil
}

type head struct {
	seq    int64
	hash   []byte
	at     int64 // last entry walked
	walked []byte
}

type walker struct {
	heads  map[Stream]*head
	broken map[Stream]bool
	faults []Fault
}

func readHeads(ctx context.Context, tx *sql.Tx) (map[Stream]*head, error) {
	rows, err := tx.QueryContext(ctx, "select kind, id, head_seq, head_hash from stream")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	heads := map[Stream]*head{}
	for rows.Next() {
		var s Stream
		h := &head{}
		if err := rows.Scan(&s.Kind, &s.ID, &h.seq, &h.hash); err != nil {
			return nil, err
		}
		heads[s] = h
	}
	return heads, rows.Err()
}

func (v *walker) events(ctx context.Context, tx *sql.Tx) (int, error) {
	rows, err := tx.QueryContext(ctx, `select id, stream_kind, stream_id, seq, kind, audience, happened_on, recorded_at, actor_id,
		actor_role, code, reason, subject_kind, subject_id, op_id, body, hash from event order by stream_kind, stream_id, seq`)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	n := 0
	for rows.Next() {
		var e Entry
		if err := rows.Scan(&e.ID, &e.StreamKind, &e.StreamID, &e.Seq, &e.Kind, &e.Audience, &e.Happened, &e.Recorded, &e.ActorID,
			&e.ActorRole, &e.Code, &e.Reason, &e.SubjectKind, &e.SubjectID, &e.Op, &e.Body, &e.Hash); err != nil {
			return n, err
		}
		n++
		v.step(Stream{e.StreamKind, e.StreamID}, e.Seq, e.Hash, e.Sum)
	}
	return n, rows.Err()
}

func (v *walker) views(ctx context.Context, tx *sql.Tx) (int, error) {
	rows, err := tx.QueryContext(ctx, "select case_id, account_id, hour, seq, hash from view_log order by account_id, seq")
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	n := 0
	for rows.Next() {
		var caseID, account, seq int64
		var hour time.Time
		var hash []byte
		if err := rows.Scan(&caseID, &account, &hour, &seq, &hash); err != nil {
			return n, err
		}
		n++
		v.step(Stream{"views", account}, seq, hash, func(prev []byte) []byte { return viewSum(prev, account, seq, caseID, hour) })
	}
	return n, rows.Err()
}

// Chained is an entry with the head that stands on its stream's row, read by one statement.
type Chained struct {
	Entry
	HeadSeq  int64  `db:"head_seq"`
	HeadHash []byte `db:"head_hash"`
}

// Unbroken walks one whole chain, oldest entry first, and gives its first broken entry; nil when there is none.
func Unbroken(chain []Chained) *Fault {
	v := &walker{heads: map[Stream]*head{}, broken: map[Stream]bool{}}
	for _, e := range chain {
		s := Stream{e.StreamKind, e.StreamID}
		if v.heads[s] == nil {
			v.heads[s] = &head{seq: e.HeadSeq, hash: e.HeadHash}
		}
		v.step(s, e.Seq, e.Hash, e.Sum)
	}
	v.tails()
	if len(v.faults) == 0 {
		return nil
	}
	return &v.faults[0]
}

// viewSum is the hash of a row of the view log; the function record_view computes the same.
func viewSum(prev []byte, account, seq, caseID int64, hour time.Time) []byte {
	text := strings.Join([]string{
		"views", strconv.FormatInt(account, 10), strconv.FormatInt(seq, 10), strconv.FormatInt(caseID, 10),
		hour.UTC().Format("2006-01-02T15:04:05.000000"),
	}, "\x1f")
	h := sha256.New()
	h.Write(prev)
	h.Write([]byte(text))
	return h.Sum(nil)
}

func (v *walker) step(s Stream, seq int64, hash []byte, sum func(prev []byte) []byte) {
	if v.broken[s] {
		return
	}
	h := v.heads[s]
	switch {
	case h == nil:
		v.fail(s, seq, "its stream is missing")
	case seq != h.at+1:
		v.fail(s, h.at+1, "it is missing or out of order")
	case !bytes.Equal(hash, sum(h.walked)):
		v.fail(s, seq, "it was changed, or the entry before it was")
	default:
		h.at, h.walked = seq, hash
	}
}

// tails compares each chain's end with the head on its stream's row.
func (v *walker) tails() {
	for s, h := range v.heads {
		if v.broken[s] {
			continue
		}
		if h.at != h.seq {
			v.fail(s, h.at+1, "it is missing at the end of the chain")
		} else if !bytes.Equal(h.walked, h.hash) {
			v.fail(s, h.seq, "the head of the stream is not its last entry")
		}
	}
}

func (v *walker) fail(s Stream, seq int64, why string) {
	v.broken[s] = true
	v.faults = append(v.faults, Fault{Stream: s, Seq: seq, Why: why})
}
