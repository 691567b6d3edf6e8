package duplicates

import (
	"context"
	"strings"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/identity"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
	"nurlykosh/internal/quota"
)

// Undoing is that a merge was a mistake: why, and which entries made since belong to the other case.
type Undoing struct {
	Text string  `json:"text"`
	Back []int64 `json:"back"` // events of the main case
}

// Confirm makes a merge that somebody else proposed, as it was proposed: nothing of the two cases has changed since.
func (w *Work) Confirm(ctx context.Context, op db.Op, id int64, yes bool, text string) (db.Result, error) {
	return w.DB.Change(ctx, op, func(tx *db.Tx) (db.Result, error) {
		g, m, o, err := w.stored(tx, id)
		if err != nil {
			return db.Result{}, err
		}
		if err := tx.Fresh("merge_row", g.Rev); err != nil {
			return db.Result{}, err
		}
		switch {
		case g.State == "undo_proposed":
			return w.confirmUndo(tx, g, m, o, yes, text)
		case g.State != "proposed":
			return db.Result{}, fault.Clash("merge.not_waiting", nil)
		case g.ProposedBy == tx.Actor.ID && yes:
			return db.Result{}, fault.Refuse("decision.own_proposal", nil)
		}
		res := db.Result{To: "/cases/" + m.Case.Number, Said: "merge.said_" + string(g.Kind), Args: map[string]any{"number": m.Case.Number, "other": o.Case.Number}}
		if !yes {
			if strings.TrimSpace(text) == "" {
				return db.Result{}, fault.OnField("text", "merge.refuse_text", nil)
			}
			m.Note(audit.Event{Kind: "merge_refused", Subject: o.Case.Stream(), Body: map[string]any{"number": o.Case.Number, "text": text}})
			res.To, res.Said = "/duplicates", "merge.said_refused"
			_, err := tx.Exec("merge_decide", db.Args{"id": g.ID, "state": "refused", "actor_id": tx.Actor.ID, "before": []byte{}})
			return res, err
		}
		mark, err := markOf(&tx.Rd, m.Case.ID, o.Case.ID)
		if err != nil {
			return db.Result{}, err
		}
		if mark != g.Mark {
			return db.Result{}, fault.Clash("merge.changed_since", nil)
		}
		var x Plan
		if err := open(m.Box(), planColumn, g.Plan, &x); err != nil {
			return db.Result{}, err
		}
		was, err := w.apply(m, o, g.Kind, x)
		if err != nil {
			return db.Result{}, err
		}
		_, err = tx.Exec("merge_decide", db.Args{"id": g.ID, "state": "done", "actor_id": tx.Actor.ID, "before": seal(m.Box(), beforeColumn, was)})
		return res, err
	})
}

// stored locks a merge and opens its two cases.
func (w *Work) stored(tx *db.Tx, id int64) (g mergeRow, m, o *casefile.Edit, err error) {
	if err = tx.Get(&g, "merge_read", db.Args{"id": id}); err != nil {
		return g, nil, nil, err
	}
	main, other, err := numbersOf(&tx.Rd, g)
	if err != nil {
		return g, nil, nil, err
	}
	if m, o, err = w.both(tx, main, other); err != nil {
		return g, nil, nil, err
	}
	return g, m, o, tx.Get(&g, "merge_lock", db.Args{"id": id})
}

func numbersOf(r *db.Rd, g mergeRow) (main, other string, err error) {
	var n struct {
		Main  string `db:"main_number"`
		Other string `db:"other_number"`
	}
	err = r.Get(&n, "merge_numbers", db.Args{"main": g.Main, "other": g.Other})
	return n.Main, n.Other, err
}

// Undo lets two records stand apart again. Within UndoDays one person does it; later a second one confirms.
func (w *Work) Undo(ctx context.Context, op db.Op, id int64, x Undoing) (db.Result, error) {
	return w.DB.Change(ctx, op, func(tx *db.Tx) (db.Result, error) {
		g, m, o, err := w.stored(tx, id)
		if err != nil {
			return db.Result{}, err
		}
		if err := tx.Fresh("merge_row", g.Rev); err != nil {
			return db.Result{}, err
		}
		switch {
		case g.State != "done":
			return db.Result{}, fault.Clash("merge.not_done", nil)
		case strings.TrimSpace(x.Text) == "":
			return db.Result{}, fault.OnField("text", "merge.undo_text_missing", nil)
		}
		args := map[string]any{"number": m.Case.Number, "other": o.Case.Number}
		if late(g, m.Today()) {
			m.Note(audit.Event{Kind: "merge_undo_proposed", Subject: o.Case.Stream(), Body: map[string]any{"number": o.Case.Number, "text": x.Text}})
			_, err := tx.Exec("merge_undo_propose", db.Args{"id": g.ID, "actor_id": tx.Actor.ID, "undo": seal(m.Box(), undoColumn, x)})
			return db.Result{To: "/cases/" + m.Case.Number, Said: "merge.said_undo_proposed", Args: args}, err
		}
		if err := w.undo(tx, g, m, o, x); err != nil {
			return db.Result{}, err
		}
		return db.Result{To: "/cases/" + m.Case.Number, Said: saidUndone(g.Kind), Args: args}, nil
	})
}

// saidUndone tells what stands apart again: two cases, or two records.
func saidUndone(k Kind) string {
	if k == Cases {
		return "merge.said_undone"
	}
	return "merge.said_apart"
}

// late reports whether two persons are needed.
func late(g mergeRow, today civil.Date) bool {
	return g.DecidedAt == nil || today.Sub(civil.In(*g.DecidedAt)) > UndoDays
}

func (w *Work) confirmUndo(tx *db.Tx, g mergeRow, m, o *casefile.Edit, yes bool, text string) (db.Result, error) {
	res := db.Result{To: "/cases/" + m.Case.Number, Said: saidUndone(g.Kind), Args: map[string]any{"number": m.Case.Number, "other": o.Case.Number}}
	if g.UndoBy == tx.Actor.ID && yes {
		return res, fault.Refuse("decision.own_proposal", nil)
	}
	if !yes {
		if strings.TrimSpace(text) == "" {
			return res, fault.OnField("text", "merge.refuse_text", nil)
		}
		m.Note(audit.Event{Kind: "merge_undo_refused", Subject: o.Case.Stream(), Body: map[string]any{"number": o.Case.Number, "text": text}})
		res.Said = "merge.said_refused"
		_, err := tx.Exec("merge_undo_drop", db.Args{"id": g.ID})
		return res, err
	}
	var x Undoing
	if err := open(m.Box(), undoColumn, g.Undo, &x); err != nil {
		return res, err
	}
	return res, w.undo(tx, g, m, o, x)
}

// placesBack lets each of two families have its own quota places again: what went back while they were one is taken once
// more, if the line still has it.
func (w *Work) placesBack(m, o *casefile.Edit) error {
	var others int
	if err := m.Get(&others, "merge_included", db.Args{"main": m.Case.ID, "other": o.Case.ID}); err != nil {
		return err
	}
	dropped, err := m.Exec("merge_return_drop", db.Args{"main": m.Case.ID, "other": o.Case.ID})
	if err != nil {
		return err
	}
	switch t := m.TaskByKey(casefile.DoubleQuota); {
	case t == nil || t.State.Over():
	case others < 2:
		t.State, t.Outcome = casefile.NotRequired, casefile.ByRule
		t.PausedOn, t.PauseWhy = civil.Date{}, ""
	case dropped > 0: // a third case of the family is counted twice still
		t.State = casefile.Open
	}
	var returned []struct {
		ID     int64 `db:"id"`
		LineID int64 `db:"line_id"`
		Places int   `db:"places"`
	}
	if err := m.Select(&returned, "merge_places_returned", db.Args{"main": m.Case.ID, "other": o.Case.ID}); err != nil {
		return err
	}
	for _, x := range returned {
		if err := quota.TakeAgain(m.Tx, x.LineID, x.Places); err != nil {
			return err
		}
		if _, err := m.Exec("merge_return_void", db.Args{"id": x.ID}); err != nil {
			return err
		}
	}
	return nil
}

// undo takes the marks away and gives both cases what they had; what happened since stays with the main one, but for entries
// that belong to the other, which are told there. Whoever knows the one family goes on being kept from both.
func (w *Work) undo(tx *db.Tx, g mergeRow, m, o *casefile.Edit, x Undoing) error {
	var was before
	if err := open(m.Box(), beforeColumn, g.Before, &was); err != nil {
		return err
	}
	if m.Case.Status == casefile.Merged {
		return fault.Clash("merge.undo_later_first", fault.Args{"number": m.Case.Number})
	}
	var later int
	if err := tx.Get(&later, "merges_after", db.Args{"main": m.Case.ID, "id": g.ID}); err != nil {
		return err
	}
	if g.Kind == Cases && later > 0 { // whoever came with this merge may be one with somebody of the household since
		return fault.Clash("merge.undo_members_first", fault.Args{"number": m.Case.Number})
	}
	for _, j := range was.Joined {
		if j.Main == m.Case.HeadID || j.Main == m.Case.Speaker() {
			return fault.Clash("merge.undo_head", nil)
		}
		at, ok := memberIn(m.Members, j.Main)
		if !ok {
			return fault.Missing()
		}
		left, why := j.Left, j.Why
		if !at.Left.IsZero() { // whoever has left since has left the other household, too
			left, why = at.Left, at.LeftWhy
		}
		if err := personalBack(m, o, j); err != nil {
			return err
		}
		if _, err := tx.Exec("merge_joined", db.Args{"id": j.Main}); err != nil {
			return err
		}
		if _, err := tx.Exec("merge_member_back", db.Args{"id": j.Other, "left_on": left, "leave_reason": why}); err != nil {
			return err
		}
	}
	if err := w.standingsBack(tx, m, was); err != nil {
		return err
	}
	if err := w.apart(tx, was); err != nil {
		return err
	}
	m.GiveBack(was.Tasks)
	if g.Kind == Cases {
		if err := w.placesBack(m, o); err != nil {
			return err
		}
	}
	m.Case.Facts = m.Case.Facts.Undone(was.Facts[0], was.Facts[1])
	if !was.ArrivedBy.IsZero() && m.Case.Arrived == was.ArrivedBy {
		m.Case.Arrived = was.Arrived
	}
	if err := w.tell(tx, m, o, g, was, x); err != nil {
		return err
	}
	m.Note(audit.Event{Kind: "merge_undone", Audience: audience(g.Kind), Subject: o.Case.Stream(), Body: map[string]any{"number": o.Case.Number, "text": x.Text}})
	var err error
	if m.Members, err = casefile.MembersOf(&m.Rd, m.Case.ID); err != nil {
		return err
	}
	rename(m)
	if err := m.Save(); err != nil {
		return err
	}
	if g.Kind == Cases {
		if o.Members, err = casefile.MembersOf(&o.Rd, o.Case.ID); err != nil {
			return err
		}
		rename(o)
		if err := o.MergeUndone(m.Case, was.Ending, x.Text); err != nil {
			return err
		}
	}
	_, err = tx.Exec("merge_undo", db.Args{"id": g.ID, "actor_id": tx.Actor.ID})
	return err
}

// without gives each part of a standing back as it was, where nobody has changed it since it became so.
func (s standing) without(is, was standing) standing {
	if s.Quota == is.Quota {
		s.Quota = was.Quota
	}
	if s.Status == is.Status {
		s.Status = was.Status
	}
	if s.Stay == is.Stay && s.Basis == is.Basis {
		s.Stay, s.Basis = was.Stay, was.Basis
	}
	return s
}

// standingsBack gives members the standing they had, where nobody has changed it since, and memberships that were ended.
func (w *Work) standingsBack(tx *db.Tx, m *casefile.Edit, was before) error {
	for _, x := range was.Members {
		at, ok := memberIn(m.Members, x.ID)
		switch {
		case !ok:
			continue
		case x.Ended:
			if _, err := tx.Exec("merge_member_back", db.Args{"id": x.ID, "left_on": x.Left, "leave_reason": x.LeftAs}); err != nil {
				return err
			}
		default:
			if now := standingOf(at); now.without(x.Is, x.Was) != now {
				if err := setStanding(tx, x.ID, now.without(x.Is, x.Was)); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// rename gives a case the name of whom it is called after, as that person is called now.
func rename(e *casefile.Edit) {
	if m, ok := memberIn(e.Members, e.Case.Speaker()); ok {
		e.Case.HeadName, e.Case.HeadLang = m.Name, identity.LangOf(m.NameScript)
	}
}
