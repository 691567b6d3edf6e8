package casefile

import (
	"context"
	"encoding/json"

	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
)

// Close ends a case that its family withdrew or that cannot go on: coded, and out of every list.
func (w *Work) Close(ctx context.Context, op db.Op, number string, how Status, reason, text string) (db.Result, error) {
	group := map[Status]string{Withdrawn: "withdrawal", ClosedEarly: "early_close"}[how]
	return w.DB.Change(ctx, op, func(tx *db.Tx) (db.Result, error) {
		e, err := ForChange(tx, w.Book, number, access.Write)
		if err != nil {
			return db.Result{}, err
		}
		var p fault.Problems
		other := map[Status]string{Withdrawn: "early_close", ClosedEarly: "withdrawal"}[how]
		_, fits := w.Book.Reason(group, reason)
		_, strange := w.Book.Reason(other, reason)
		switch {
		case group == "":
			p.Add("how", "form.not_a_choice", nil)
		case !fits && strange:
			p.Add("reason", "close.other_reason", nil)
		case reason == SoleMemberDied && len(e.Members.On(e.Today())) > 0: // the person would be taken for living
			p.Add("reason", "close.record_death", nil)
		default:
			w.Book.CheckReason(&p, group, reason, text)
		}
		if err := p.Err(); err != nil {
			return db.Result{}, err
		}
		if err := e.end(how, reason, text, 0); err != nil {
			return db.Result{}, err
		}
		return db.Result{To: "/cases/" + number, Said: "case.said_closed", Args: map[string]any{"number": number}}, e.Save()
	})
}

// SoleMemberDied is why a case ends when the only member of its household has died.
const SoleMemberDied = "sole_member_died"

// EndByDeath closes the case of a household of which nobody is left.
func (e *Edit) EndByDeath(text string) error { return e.end(ClosedEarly, SoleMemberDied, text, 0) }

// end closes the case: nothing of it stays in a list. What rooms hold for it is given back, open proposals fall away,
// but for the decision by which it ends.
func (e *Edit) end(how Status, reason, text string, by int64) error {
	for _, free := range e.Book.Ended {
		if err := free(e); err != nil {
			return err
		}
	}
	if _, err := e.Exec("decisions_withdraw", db.Args{"case_id": e.Case.ID, "but": by}); err != nil {
		return err
	}
	e.reopenProposed()
	e.Case.Status, e.Case.CloseReason, e.Case.Closed = how, reason, e.Today()
	e.Note(audit.Event{Kind: "case_" + string(how), Audience: audit.Family, Reason: reason, Body: note(text)})
	return nil
}

// Reopen takes up a case again that was refused, withdrawn or closed early: it stands in its list as before.
func (w *Work) Reopen(ctx context.Context, op db.Op, number, text string) (db.Result, error) {
	return w.DB.Change(ctx, op, func(tx *db.Tx) (db.Result, error) {
		e, err := ForChangeAny(tx, w.Book, number, access.Decide)
		if err != nil {
			return db.Result{}, err
		}
		switch {
		case !e.Case.Status.Ended():
			return db.Result{}, fault.Clash("reopen.not_closed", nil)
		case text == "":
			return db.Result{}, fault.OnField("text", "reopen.text_missing", nil)
		}
		e.Case.Status, e.Case.CloseReason, e.Case.Closed = InProgress, "", civil.Date{}
		e.Note(audit.Event{Kind: "case_reopened", Audience: audit.Family, Body: note(text)})
		if w.Book.Reopened != nil {
			if err := w.Book.Reopened(e); err != nil {
				return db.Result{}, err
			}
		}
		return db.Result{To: "/cases/" + number, Said: "case.said_reopened", Args: map[string]any{"number": number}}, e.Save()
	})
}

// ProposeRefusal puts forward that the whole application is refused; another person decides it. The rules of a refusal
// are its coded reason; everything else goes on until it is decided.
func (w *DecideWork) ProposeRefusal(ctx context.Context, op db.Op, number, reason, text string) (db.Result, error) {
	return w.DB.Change(ctx, op, func(tx *db.Tx) (db.Result, error) {
		e, err := ForChange(tx, w.Book, number, access.Write)
		if err != nil {
			return db.Result{}, err
		}
		var p fault.Problems
		w.Book.CheckReason(&p, w.groupOf(KindRefusal), reason, text)
		if !ReasonFits(reason, e.Case.Track) {
			p.Add("reason", "form.not_a_choice", nil)
		}
		if err := p.Err(); err != nil {
			return db.Result{}, err
		}
		if e.Case.Status != InProgress {
			return db.Result{}, fault.Clash("case.settled_already", nil)
		}
		d := &Decision{
			CaseID: e.Case.ID, Kind: KindRefusal, State: "proposed", Wanted: "grant", OfficeID: e.Case.OfficeID, Region: e.Case.Region,
			Basis: refusalBasis(e.Tasks), Version: e.Case.Version, Reason: reason,
		}
		facts, err := json.Marshal([]Rule{})
		if err != nil {
			return db.Result{}, err
		}
		id, err := w.add(e, d, text, facts)
		if err != nil {
			return db.Result{}, err
		}
		e.Note(audit.Event{Kind: "decision_proposed", Code: string(KindRefusal), Reason: reason, Subject: audit.Stream{Kind: "decision", ID: id}, Body: note(text)})
		said, err := waitsFor(e)
		if err != nil {
			return db.Result{}, err
		}
		return db.Result{To: "/cases/" + number, Said: said, Args: map[string]any{"number": number}, IDs: map[string]int64{"decision": id}}, e.Save()
	})
}

// refusalBasis is the legal basis of taking part in the programme: that of the decision on status, inclusion or quota.
func refusalBasis(tasks []Task) string {
	for _, key := range []string{"decide_status", "decide_inclusion", "decide_quota"} {
		for _, t := range tasks {
			if t.Key == key {
				return t.Basis
			}
		}
	}
	return ""
}

// refusal decides about refusing the whole application: a grant ends the case, anything else needs its reason.
func (w *DecideWork) refusal(e *Edit, d *Decision, v Verdict) error {
	if v.Choice != "grant" {
		var bad fault.Problems
		w.Book.CheckReason(&bad, "return_for_correction", v.Reason, v.Text)
		return bad.Err()
	}
	d.Appeal = e.Today().AddMonths(AppealMonths)
	return e.end(Refused, d.Reason, "", d.ID)
}
