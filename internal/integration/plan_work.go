package integration

import (
	"context"
	"encoding/json"
	"slices"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
)

// Work holds the verbs of the room.
type Work struct {
	DB   *db.DB
	Book *casefile.Book
}

// onCase runs a verb on the integration part of a case, finishes the tasks whose evidence is there now, and saves.
func (w *Work) onCase(ctx context.Context, op db.Op, number, said string, fn func(e *casefile.Edit, p *Part) error) (db.Result, error) {
	return w.DB.Change(ctx, op, func(tx *db.Tx) (db.Result, error) {
		e, err := casefile.ForChange(tx, w.Book, number, access.Write)
		if err != nil {
			return db.Result{}, err
		}
		p, err := PartOf(&tx.Rd, e.Case.ID, e.Box())
		if err != nil {
			return db.Result{}, err
		}
		if err := fn(e, &p); err != nil {
			return db.Result{}, err
		}
		if p, err = PartOf(&tx.Rd, e.Case.ID, e.Box()); err != nil {
			return db.Result{}, err
		}
		if err := finish(e, p); err != nil {
			return db.Result{}, err
		}
		return db.Result{To: "/cases/" + number + "/integration", Said: said, Args: map[string]any{"number": number}}, e.Save()
	})
}

// finish marks the tasks as done whose evidence is recorded.
func finish(e *casefile.Edit, p Part) error {
	for key, there := range evidence(e, p) {
		if !there {
			continue
		}
		if err := e.Complete(key, audit.Event{}); err != nil {
			return err
		}
	}
	return nil
}

// evidence says for each task of the room that ends with its own record whether the record is there.
func evidence(e *casefile.Edit, p Part) map[string]bool {
	g, clinic := p.Clinic()
	for _, t := range e.Tasks { // for somebody who came later the family's clinic is asked again
		if t.Key == "register_clinic" && t.MemberID != 0 && !t.State.Over() {
			clinic = clinic && !g.Started.Before(t.Counted)
		}
	}
	return map[string]bool{
		"enrol_children":  p.AllEnrolled(e.Members, e.Today()),
		"register_clinic": clinic,
		"start_language":  p.Learning(),
		"explain_safety":  len(p.Talks) > 0 && len(p.Untold(e.Members, e.Today())) == 0,
		"agree_plan":      !p.Plan.Signed.IsZero(),
	}
}

// Lacks says what a task of the room still needs before it can be marked as done by hand.
func (w *Work) Lacks(e *casefile.Edit, t *casefile.Task) ([]fault.Field, error) {
	p, err := PartOf(&e.Rd, e.Case.ID, e.Box())
	if err != nil {
		return nil, err
	}
	if there, ours := evidence(e, p)[t.Key]; ours && !there || t.Key == dutyTask {
		return []fault.Field{{Key: "integration.own_form"}}, nil
	}
	return nil, nil
}

func about(member int64) audit.Stream {
	if member == 0 {
		return audit.Stream{}
	}
	return audit.Stream{Kind: "member", ID: member}
}

// AnswerNeeds records yes or no to each of the eight needs. An agreed plan whose needs change is to be agreed again.
func (w *Work) AnswerNeeds(ctx context.Context, op db.Op, number string, needs map[string]bool) (db.Result, error) {
	return w.onCase(ctx, op, number, "plan.said_needs", func(e *casefile.Edit, p *Part) error {
		var bad fault.Problems
		for _, n := range Needs {
			if _, ok := needs[n]; !ok {
				bad.Add("need_"+n, "form.not_a_choice", nil)
			}
		}
		if err := bad.Err(); err != nil {
			return err
		}
		if err := w.savePlan(e, Plan{Needs: needs, Rev: p.Plan.Rev}); err != nil {
			return err
		}
		var yes []string
		for _, n := range Needs {
			if needs[n] {
				yes = append(yes, n)
			}
		}
		e.Note(audit.Event{Kind: "needs_recorded", Audience: audit.Family, Body: map[string]any{"needs": yes}})
		return nil
	})
}

func (w *Work) savePlan(e *casefile.Edit, p Plan) error {
	raw, err := json.Marshal(p.Needs)
	if err != nil {
		return err
	}
	n, err := e.Exec("integration_plan_save", db.Args{
		"case_id": e.Case.ID, "needs": raw, "agreed_on": p.Agreed, "signed_on": p.Signed, "language": p.Language, "version": p.Rev,
	})
	if err == nil && n != 1 {
		err = fault.Clash("plan.changed_meanwhile", nil)
	}
	return err
}

// Agree records that the plan was read to the family, agreed and signed. Every need with a yes has a goal.
func (w *Work) Agree(ctx context.Context, op db.Op, number string, on civil.Date, language string) (db.Result, error) {
	return w.onCase(ctx, op, number, "plan.said_agreed", func(e *casefile.Edit, p *Part) error {
		if err := p.Agree(on, e.Today(), language); err != nil {
			return err
		}
		if !w.language(language) {
			return fault.OnField("language", "form.not_a_choice", nil)
		}
		if err := w.savePlan(e, Plan{Needs: p.Plan.Needs, Agreed: on, Signed: on, Language: language, Rev: p.Plan.Rev}); err != nil {
			return err
		}
		e.Note(audit.Event{Kind: "plan_agreed", Audience: audit.Family, Happened: on, Code: language})
		return nil
	})
}

func (w *Work) language(code string) bool {
	return slices.ContainsFunc(w.Book.Languages, func(l casefile.Language) bool { return l.Code == code })
}

// AddGoal adds a goal of the family, or of a member, to the plan.
func (w *Work) AddGoal(ctx context.Context, op db.Op, number string, g Goal) (db.Result, error) {
	return w.onCase(ctx, op, number, "plan.said_goal", func(e *casefile.Edit, p *Part) error {
		var bad fault.Problems
		if !slices.Contains(Kinds, g.Kind) {
			bad.Add("kind", "form.not_a_choice", nil)
		}
		g.Check(&bad, e.Today())
		if err := bad.Err(); err != nil {
			return err
		}
		return add(e, g, "goal_added")
	})
}

// add stores a new goal and tells of it.
func add(e *casefile.Edit, g Goal, kind string) error {
	if g.MemberID != 0 {
		if _, err := e.Member(g.MemberID); err != nil {
			return fault.OnField("member", "form.not_a_choice", nil)
		}
	}
	var text []byte
	if g.Text != "" {
		text = e.Box().Seal(sealedText, g.Text)
	}
	var member any
	if g.MemberID != 0 {
		member = g.MemberID
	}
	var id int64
	if err := e.Get(&id, "goal_add", db.Args{
		"case_id": e.Case.ID, "member_id": member, "kind": g.Kind, "text_sealed": text, "service": g.Service, "due_on": g.Due,
		"started_on": g.Started, "dropped_on": g.Dropped, "dropped_reason": g.Why,
	}); err != nil {
		return err
	}
	e.Note(audit.Event{Kind: kind, Audience: audit.Family, Happened: g.Started, Code: g.Kind, Reason: g.Why, Subject: about(g.MemberID), Body: goalBody(g)})
	return nil
}

func goalBody(g Goal) map[string]any {
	body := map[string]any{}
	if g.Service != "" {
		body["service"] = g.Service
	}
	if g.Text != "" {
		body["text"] = g.Text
	}
	return body
}

// Progress is what became of a goal: begun, reached or given up, each with its day.
type Progress struct {
	What    string // started, reached, dropped
	On      civil.Date
	Service string // who helps, when it began
	Reason  string // why it was given up, of the reasons of a waiver
	Text    string
}

// Steps of a goal in the order they are offered; words as "goal.progress.<code>".
var Steps = []string{"started", "reached", "dropped"}

// MoveGoal records what became of a goal. What was reached or given up stays so.
func (w *Work) MoveGoal(ctx context.Context, op db.Op, number string, id int64, x Progress) (db.Result, error) {
	return w.onCase(ctx, op, number, "plan.said_moved", func(e *casefile.Edit, p *Part) error {
		g, ok := p.Goal(id)
		switch {
		case !ok:
			return fault.Missing()
		case g.Over():
			return fault.Clash("plan.goal_over", nil)
		}
		var bad fault.Problems
		bad.AddFault("on_day", past(x.On, e.Today()))
		switch x.What {
		case "started":
			g.Started = x.On
			if x.Service != "" {
				g.Service = x.Service
			}
			if g.Service == "" {
				bad.Add("service", "plan.service_missing", nil)
			}
		case "reached":
			g.Reached = x.On
			if x.On.Before(g.Started) {
				bad.Add("on_day", "plan.reached_before", nil)
			}
		case "dropped":
			g.Dropped, g.Why = x.On, x.Reason
			w.Book.CheckReason(&bad, "waiver", x.Reason, x.Text)
		default:
			bad.Add("what", "form.not_a_choice", nil)
		}
		if err := bad.Err(); err != nil {
			return err
		}
		if err := saveGoal(e, g); err != nil {
			return err
		}
		body := goalBody(*g)
		if x.Text != "" {
			body["text"] = x.Text
		}
		e.Note(audit.Event{Kind: "goal_" + x.What, Audience: audit.Family, Happened: x.On, Code: g.Kind, Reason: x.Reason, Subject: about(g.MemberID), Body: body})
		return nil
	})
}

func saveGoal(e *casefile.Edit, g *Goal) error {
	n, err := e.Exec("goal_save", db.Args{
		"id": g.ID, "version": g.Rev, "service": g.Service, "due_on": g.Due, "started_on": g.Started, "reached_on": g.Reached,
		"dropped_on": g.Dropped, "dropped_reason": g.Why,
	})
	if err == nil && n != 1 {
		err = fault.Clash("plan.goal_changed", nil)
	}
	return err
}

// MemberChanged takes the goals of somebody who left out of the plan, and finishes the tasks whose evidence is there for
// everybody who is left.
func MemberChanged(e *casefile.Edit, m casefile.Member) error {
	p, err := PartOf(&e.Rd, e.Case.ID, e.Box())
	if err != nil {
		return err
	}
	for i := range p.Goals {
		g := &p.Goals[i]
		if g.MemberID != m.ID || g.Over() || m.Current(e.Today()) {
			continue
		}
		g.Dropped, g.Why = e.Today(), "does_not_apply"
		if err := saveGoal(e, g); err != nil {
			return err
		}
		e.Note(audit.Event{Kind: "goal_dropped", Code: g.Kind, Reason: g.Why, Subject: about(m.ID), Body: goalBody(*g)})
	}
	for key, there := range evidence(e, p) {
		if there {
			if err := e.Fulfil(key); err != nil {
				return err
			}
		}
	}
	return nil
}
