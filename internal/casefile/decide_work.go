package casefile

import (
	"context"
	"encoding/json"
	"strings"

	"github.com/lib/pq"

	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
)

// Deciders are the kinds of decisions with what their rooms do about them; wired once at the start.
type Deciders map[Kind]Decider

// DecideWork holds the verbs of decisions: propose, return, grant, refuse.
type DecideWork struct {
	DB       *db.DB
	Book     *Book
	Deciders Deciders
}

// Proposal is what a proposer puts forward.
type Proposal struct {
	Kind      Kind
	TaskID    int64
	Wanted    string // grant or refuse
	MinutesNo string
	MinutesOn civil.Date
	Reason    string // for a refusal or a waiver, coded
	Text      string
}

// groupOf is the list of reasons a kind of decision takes.
func (w *DecideWork) groupOf(k Kind) string {
	switch k {
	case KindWaiver:
		return "waiver"
	case KindRefusal:
		return "refusal_eligibility"
	}
	return w.Deciders[k].RefusalGroup
}

// Propose puts a decision forward: the task waits for another person. One open proposal of a kind at a time.
func (w *DecideWork) Propose(ctx context.Context, op db.Op, number string, p Proposal) (db.Result, error) {
	return w.DB.Change(ctx, op, func(tx *db.Tx) (db.Result, error) {
		e, err := ForChange(tx, w.Book, number, access.Write)
		if err != nil {
			return db.Result{}, err
		}
		t, err := e.Task(p.TaskID)
		if err != nil {
			return db.Result{}, err
		}
		if err := w.proposable(e, t, p); err != nil {
			return db.Result{}, err
		}
		d := &Decision{
			CaseID: e.Case.ID, TaskID: t.ID, Kind: p.Kind, State: "proposed", Wanted: p.Wanted, OfficeID: e.Case.OfficeID, Region: e.Case.Region,
			Basis: t.Basis, Version: e.Case.Version, MinutesNo: p.MinutesNo, MinutesOn: p.MinutesOn, Reason: p.Reason,
		}
		rules, err := w.rules(e, d)
		if err != nil {
			return db.Result{}, err
		}
		if p.Wanted == "grant" && p.Kind != KindWaiver && !MayGrant(rules) {
			return db.Result{}, fault.OnField("wanted", "decision.not_ready", nil)
		}
		facts, err := json.Marshal(rules)
		if err != nil {
			return db.Result{}, err
		}
		id, err := w.add(e, d, p.Text, facts)
		if err != nil {
			return db.Result{}, err
		}
		t.State, t.ReturnWhy = Proposed, ""
		e.Note(audit.Event{Kind: "decision_proposed", Code: string(p.Kind), Reason: p.Reason, Subject: audit.Stream{Kind: "decision", ID: id}, Body: note(p.Text)})
		said, err := waitsFor(e)
		if err != nil {
			return db.Result{}, err
		}
		return db.Result{To: "/cases/" + number, Said: said, Args: map[string]any{"number": number}, IDs: map[string]int64{"decision": id}}, e.Save()
	})
}

// waitsFor says who may decide what the actor proposed: somebody of the case's office, else of the office above
// (product.md §4.5).
func waitsFor(e *Edit) (said string, err error) {
	var n int
	err = e.Get(&n, "deciders_of_office", db.Args{"office_id": e.Case.OfficeID, "case_id": e.Case.ID, "actor_id": e.Actor.ID})
	if n == 0 {
		return "decision.said_proposed_above", err
	}
	return "decision.said_proposed", err
}

func (w *DecideWork) proposable(e *Edit, t *Task, p Proposal) error {
	var bad fault.Problems
	switch {
	case t.State != Open && t.State != Returned:
		return fault.Refuse("task.not_open", nil)
	case p.Kind != KindWaiver && (t.Decision != string(p.Kind) && settles(t) != p.Kind):
		return fault.Missing()
	}
	if p.Wanted != "grant" && (p.Wanted != "refuse" || p.Kind.OneSided()) {
		bad.Add("wanted", "decision.wanted_missing", nil)
	}
	if p.Kind == KindWaiver || p.Wanted == "refuse" {
		w.Book.CheckReason(&bad, w.groupOf(p.Kind), p.Reason, p.Text)
		if !ReasonFits(p.Reason, e.Case.Track) {
			bad.Add("reason", "form.not_a_choice", nil)
		}
	}
	if t.Asked("minutes") && p.Kind != KindWaiver && p.MinutesNo == "" {
		bad.Add("minutes", "task.minutes_missing", nil)
	}
	if p.MinutesOn.After(e.Today()) {
		bad.Add("minutes_on_day", "date.in_future", nil)
	}
	return bad.Err()
}

// settles is the kind of decision behind a task whose template names none but wants a second person.
func settles(t *Task) Kind {
	switch t.Key {
	case "confirm_settled":
		return KindSettled
	case DoubleQuota:
		return KindQuotaReturn
	}
	return ""
}

// DecisionOf is the kind of decision a task ends with; empty if it ends with evidence.
func DecisionOf(t *Task) Kind {
	if t.Decision != "" {
		return Kind(t.Decision)
	}
	return settles(t)
}

// rules are those of the room that owns the decision, and the papers that its task asks for.
func (w *DecideWork) rules(e *Edit, d *Decision) (rules []Rule, err error) {
	dec, ok := w.Deciders[d.Kind]
	if !ok {
		return nil, nil
	}
	if dec.Check != nil {
		if rules, err = dec.Check(e, d); err != nil {
			return nil, err
		}
	}
	for i := range e.Tasks {
		t := &e.Tasks[i]
		if t.ID != d.TaskID || !strings.Contains(t.Evidence, "paper:") {
			continue
		}
		lacks, err := e.lacks(t)
		if err != nil {
			return nil, err
		}
		if len(lacks) == 0 {
			rules = append(rules, Rule{Kind: "met", Key: "rule.papers_of_task", Fact: "rule.papers_of_task.met", Basis: d.Basis})
		}
		for _, l := range lacks {
			rules = append(rules, Rule{Kind: "not", Key: "rule.paper_accepted", Fact: l.Key, Args: l.Args, Basis: d.Basis, Part: strings.TrimPrefix(l.Path, "/")})
		}
	}
	return rules, nil
}

func (w *DecideWork) add(e *Edit, d *Decision, text string, facts []byte) (int64, error) {
	var sealed any
	if text != "" {
		sealed = e.Box().Seal("decision.text", text)
	}
	group := ""
	if d.Reason != "" {
		group = w.groupOf(d.Kind)
	}
	if d.Members == nil {
		d.Members = pq.Int64Array{}
	}
	var id int64
	err := e.Get(&id, "decision_add", db.Args{
		"case_id": d.CaseID, "task_id": orNull(d.TaskID), "kind": string(d.Kind), "wanted": d.Wanted, "proposed_by": e.Actor.ID, "office_id": d.OfficeID,
		"region": d.Region, "legal_basis": d.Basis, "rule_version": d.Version, "minutes_no": d.MinutesNo, "minutes_on": d.MinutesOn, "members": d.Members,
		"places": d.Places, "line_id": orNull(d.LineID), "line_version": nil, "subject_id": orNull(d.SubjectID), "facts": facts, "text_sealed": sealed,
		"reason_group": group, "reason": d.Reason,
	})
	return id, err
}

// Verdict is what the second person says.
type Verdict struct {
	Choice string // grant, refuse, return
	Reason string
	Text   string
}

// Decide makes a decision that another person proposed. Nothing may stand against a grant; a return and a refusal
// are reasoned. Grant and refusal act in the same transaction: quota takes its places on the locked line.
func (w *DecideWork) Decide(ctx context.Context, op db.Op, id int64, v Verdict) (db.Result, error) {
	return w.DB.Change(ctx, op, func(tx *db.Tx) (db.Result, error) {
		number, err := w.caseOf(tx, id)
		if err != nil {
			return db.Result{}, err
		}
		e, err := ForChange(tx, w.Book, number, access.Decide)
		if err != nil {
			return db.Result{}, err
		}
		var d Decision
		if err := tx.Get(&d, "decision_lock", db.Args{"id": id}); err != nil {
			return db.Result{}, err
		}
		if err := tx.Fresh("decision", d.Rev); err != nil {
			return db.Result{}, err
		}
		state := map[string]string{"grant": "approved", "refuse": "refused", "return": "returned"}[v.Choice]
		if state == "" || v.Choice == "refuse" && d.Kind.OneSided() {
			return db.Result{}, fault.OnField("choice", "decision.choice_missing", nil)
		}
		if err := d.Settle(state, tx.Actor.ID, e.Today()); err != nil {
			return db.Result{}, err
		}
		if err := w.act(e, &d, v); err != nil {
			return db.Result{}, err
		}
		if err := w.save(e, &d, v); err != nil {
			return db.Result{}, err
		}
		said := "decision.said_" + state
		if state == "approved" && (d.Kind == KindRefusal || d.Kind == KindSettled) {
			said += "_" + string(d.Kind)
		}
		return db.Result{To: "/decisions", Said: said, Args: map[string]any{"number": number}}, e.Save()
	})
}

func (w *DecideWork) caseOf(tx *db.Tx, id int64) (string, error) {
	var d Decision
	if err := tx.Get(&d, "decision_read", db.Args{"id": id}); err != nil {
		return "", err
	}
	var number string
	err := tx.Get(&number, "case_number_of", db.Args{"id": d.CaseID})
	return number, err
}

// act does what the choice means for the case.
func (w *DecideWork) act(e *Edit, d *Decision, v Verdict) error {
	if d.Kind == KindRefusal {
		return w.refusal(e, d, v)
	}
	t, err := e.Task(d.TaskID)
	if err != nil {
		return err
	}
	var bad fault.Problems
	switch v.Choice {
	case "return":
		w.Book.CheckReason(&bad, "return_for_correction", v.Reason, v.Text)
		t.State, t.ReturnWhy = Returned, v.Reason
		return bad.Err()
	case "refuse":
		w.Book.CheckReason(&bad, w.groupOf(d.Kind), v.Reason, v.Text)
		if err := bad.Err(); err != nil {
			return err
		}
		if err := t.Finish(e.Today(), e.Case.Received, e.Today(), "refused"); err != nil {
			return err
		}
		if f := w.Deciders[d.Kind].Refuse; f != nil {
			return f(e, d)
		}
		return nil
	}
	return w.grant(e, d, t)
}

func (w *DecideWork) grant(e *Edit, d *Decision, t *Task) error {
	if d.Kind == KindWaiver {
		t.State, t.Outcome, t.WaiverWhy = NotRequired, "waived", d.Reason
		t.PausedOn, t.PauseWhy = civil.Date{}, ""
		return nil
	}
	rules, err := w.rules(e, d)
	if err != nil {
		return err
	}
	if !MayGrant(rules) {
		return fault.Clash("decision.rules_not_met", nil)
	}
	if err := t.Finish(e.Today(), e.Case.Received, e.Today(), "granted"); err != nil {
		return err
	}
	if f := w.Deciders[d.Kind].Grant; f != nil {
		return f(e, d)
	}
	return nil
}

func (w *DecideWork) save(e *Edit, d *Decision, v Verdict) error {
	var sealed any
	if len(d.Text) > 0 {
		sealed = d.Text
	}
	group, reason := d.Group, d.Reason
	if v.Reason != "" {
		reason = v.Reason
		if group = w.groupOf(d.Kind); v.Choice == "return" {
			group = "return_for_correction"
		}
		if v.Text != "" {
			sealed = e.Box().Seal("decision.text", v.Text)
		}
	}
	if d.State == "refused" {
		d.Appeal = e.Today().AddMonths(AppealMonths)
	}
	n, err := e.Exec("decision_save", db.Args{
		"id": d.ID, "version": d.Rev, "state": d.State, "decided_by": d.DecidedBy, "decided_on": d.DecidedOn, "reason_group": group, "reason": reason,
		"text_sealed": sealed, "line_version": nil, "valid_until": d.ValidUntil, "appeal_until": d.Appeal, "places": d.Places, "line_id": orNull(d.LineID),
	})
	if err == nil && n != 1 {
		err = fault.Clash("decision.changed", nil)
	}
	audience := audit.Family
	if d.State == "returned" || d.Kind.inside() {
		audience = audit.Staff
	}
	e.Note(audit.Event{Kind: "decision_" + d.State, Audience: audience, Code: string(d.Kind), Reason: reason, Subject: audit.Stream{Kind: "decision", ID: d.ID}, Body: note(strings.TrimSpace(v.Text))})
	return err
}
