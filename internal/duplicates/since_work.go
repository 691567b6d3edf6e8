package duplicates

import (
	"encoding/json"
	"slices"
	"time"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/intake"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
)

// since is an entry made in the main case after a merge.
type since struct {
	ID       int64      `db:"id"`
	Kind     string     `db:"kind"`
	Code     string     `db:"code"`
	Happened civil.Date `db:"happened_on"`
	Recorded time.Time  `db:"recorded_at"`
	ActorID  int64      `db:"actor_id"`
	Reason   string     `db:"reason"`
	SubjKind string     `db:"subject_kind"`
	SubjID   int64      `db:"subject_id"`
	Member   int64      `db:"member_id"` // whom it is about; 0: the family
	Body     []byte     `db:"body"`
	Text     string     `db:"-"` // the note in it
}

// tell writes into the other case which entries made meanwhile are its own, with what was noted in them; papers among them are
// given to it.
func (w *Work) tell(tx *db.Tx, m, o *casefile.Edit, g mergeRow, was before, x Undoing) error {
	if m == o || len(x.Back) == 0 {
		return nil
	}
	rows, err := sinceMerge(&tx.Rd, m.Case.ID, o.Case.ID)
	if err != nil {
		return err
	}
	var plan Plan
	if err := open(m.Box(), planColumn, g.Plan, &plan); err != nil {
		return err
	}
	for _, e := range rows {
		if slices.Contains(x.Back, e.ID) {
			o.Note(audit.Event{Kind: "entry_belongs_here", Code: e.Kind, Happened: e.Happened, Subject: m.Case.Stream(), Body: map[string]any{
				"number": m.Case.Number, "text": e.Text, "who": m.Members.Name(e.Member), "paper": e.Code,
			}})
			if e.SubjKind != "paper" {
				continue
			}
			if err := intake.GivePaper(m, o, e.SubjID, func(id int64) int64 { return was.theirs(plan, id) }); err != nil {
				return err
			}
		}
	}
	return nil
}

// personalBack gives the case that stands for itself again what was recorded meanwhile about somebody who joined the other one:
// papers, consents, who acts for them, profile, registration. What it has already stays.
func personalBack(m, o *casefile.Edit, j joined) error {
	if err := intake.GivePapers(m, o, j.Main, j.Other); err != nil {
		return err
	}
	if _, err := o.Exec("merge_residence", db.Args{"was": j.Main, "member_id": j.Other}); err != nil {
		return err
	}
	return intake.AlongWith(o, j.Main, j.Other)
}

// theirs is which member of the other case a member of the main one was; 0: none.
func (b before) theirs(plan Plan, main int64) int64 {
	for _, j := range b.Joined {
		if j.Main == main {
			return j.Other
		}
	}
	for _, q := range plan.Pairs {
		if q.Main == main {
			return q.Other
		}
	}
	return 0
}

// sinceMerge reads what happened in the main case since it took the other in.
func sinceMerge(r *db.Rd, main, other int64) (out []since, err error) {
	var at *int64
	if err := r.Get(&at, "merge_event", db.Args{"case_id": main, "other": other}); err != nil || at == nil {
		return nil, err
	}
	if err := r.Select(&out, "merge_since", db.Args{"case_id": main, "after": *at}); err != nil {
		return nil, err
	}
	box, err := r.Box(audit.Stream{Kind: "case", ID: main})
	if err != nil {
		return nil, err
	}
	for i, e := range out {
		body, err := box.Open("event.body", e.Body)
		if err != nil {
			return nil, err
		}
		var said struct{ Text string }
		if json.Unmarshal([]byte(body), &said) == nil {
			out[i].Text = said.Text
		}
	}
	return out, nil
}
