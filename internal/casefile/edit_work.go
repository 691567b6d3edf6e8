package casefile

import (
	"cmp"
	"slices"

	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
	"nurlykosh/internal/platform/sealed"
)

// Edit is a case opened for a change: locked, with its tasks and members. Every verb that changes a case goes
// through it, so that the plan, the next action and the lists are always brought up to date by Save.
type Edit struct {
	*db.Tx
	Case    *Case
	Tasks   []Task
	Members Household
	Book    *Book
	touched map[int64]bool // tasks changed by the verb
}

// ForChange locks the case and checks the right on the locked row. A closed case can be read, not
// written; a form that was made from an older version of the case is refused.
func ForChange(tx *db.Tx, book *Book, number string, right access.Right) (*Edit, error) {
	e, err := forChange(tx, book, number, right)
	if err != nil {
		return nil, err
	}
	if !e.Case.Status.Open() {
		return nil, fault.Clash("case.closed", fault.Args{"number": number})
	}
	return e, tx.Fresh("case", e.Case.Rev)
}

// ForChangeAny opens a case whatever its status.
func ForChangeAny(tx *db.Tx, book *Book, number string, right access.Right) (*Edit, error) {
	e, err := forChange(tx, book, number, right)
	if err != nil {
		return nil, err
	}
	return e, tx.Fresh("case", e.Case.Rev)
}

// ForNew opens a case that this very change has made, or whose state no form has shown: none names its version.
func ForNew(tx *db.Tx, book *Book, number string) (*Edit, error) {
	return forChange(tx, book, number, access.Write)
}

func forChange(tx *db.Tx, book *Book, number string, right access.Right) (*Edit, error) {
	e := &Edit{Tx: tx, Book: book, touched: map[int64]bool{}}
	var err error
	if e.Case, err = load(&tx.Rd, "case_lock", number); err != nil {
		return nil, err
	}
	if err := access.Check(tx.Actor, right, e.Case.Matter()); err != nil {
		return nil, err
	}
	if e.Tasks, err = TasksOf(&tx.Rd, e.Case.ID); err != nil {
		return nil, err
	}
	e.Members, err = MembersOf(&tx.Rd, e.Case.ID)
	return e, err
}

// Of gives a case to a page that has its own check of who reads it, without what is sealed.
func Of(r *db.Rd, number string) (*Case, error) { return row(r, "case_read", number) }

// Read gives a case to a reader, after the check that it may be seen.
func Read(r *db.Rd, number string, right access.Right) (*Case, error) {
	c, err := load(r, "case_read", number)
	if err != nil {
		return nil, err
	}
	return c, access.Check(r.Actor, right, c.Matter())
}

func load(r *db.Rd, query, number string) (*Case, error) {
	c, err := row(r, query, number)
	if err == nil {
		_, err = r.Unwrap(c.Stream(), c.Key)
	}
	return c, err
}

func row(r *db.Rd, query, number string) (*Case, error) {
	var c Case
	if err := r.Get(&c, query, db.Args{"number": number, "actor_id": r.Actor.ID}); err != nil {
		return nil, err
	}
	var err error
	c.Facts, err = ReadFacts(c.FactsJSON)
	return &c, err
}

// TasksOf reads a case's tasks in order.
func TasksOf(r *db.Rd, caseID int64) ([]Task, error) {
	var ts []Task
	return ts, r.Select(&ts, "case_tasks", db.Args{"case_id": caseID})
}

// MembersOf reads everybody who ever belonged to the household.
func MembersOf(r *db.Rd, caseID int64) (Household, error) {
	var ms Household
	return ms, r.Select(&ms, "case_members", db.Args{"case_id": caseID})
}

// Box is the case's own key.
func (e *Edit) Box() sealed.Box {
	b, err := e.Tx.Box(e.Case.Stream())
	if err != nil {
		panic(err) // opened with the case
	}
	return b
}

// Task gives one task of this case by its id.
func (e *Edit) Task(id int64) (*Task, error) {
	for i := range e.Tasks {
		if e.Tasks[i].ID == id {
			e.touched[id] = true
			return &e.Tasks[i], nil
		}
	}
	return nil, fault.Missing()
}

// TaskByKey gives the task of a template; nil if the case's version has none. Of tasks that people were given more than
// once it is the one that is not over.
func (e *Edit) TaskByKey(key string) *Task {
	found := e.find(key)
	if found != nil {
		e.touched[found.ID] = true
	}
	return found
}

// find is TaskByKey for a look: the task is not saved again.
func (e *Edit) find(key string) (found *Task) {
	for i := range e.Tasks {
		if t := &e.Tasks[i]; t.Key == key && (found == nil || !t.State.Over()) {
			found = t
		}
	}
	return found
}

// ownStep is the step of tasks that the plan does not have and that belong to none but this one, whatever the stage.
var ownStep = map[string]Step{NameHead: Intake, DoubleQuota: Intake}

// AddTask opens a task that the plan does not have, for the caseworker, with its last day.
func (e *Edit) AddTask(key string, due civil.Date) error {
	var id int64
	if err := e.Get(&id, "task_add", db.Args{
		"case_id": e.Case.ID, "key": key, "step": string(cmp.Or(ownStep[key], stepNow(e.Case.Stage))), "ord": 900,
		"role": "caseworker", "title": "", "counted_from": e.Today(), "due_on": due,
	}); err != nil {
		return err
	}
	return e.added(id)
}

// OpenFor opens a task for somebody who came later, with its limit counted from a day. One that is not over stays as it is; one
// that nobody needed before begins; one that is done is given once more, for this member alone.
func (e *Edit) OpenFor(key string, member int64, from civil.Date) error {
	t := e.find(key)
	switch {
	case t == nil || t.State.Live() || t.State == Later && t.From != "arrival":
		return nil
	case t.State == Later, t.State == NotRequired && t.Outcome == ByRule:
		t, t.Outcome = e.TaskByKey(key), ""
		t.start(from, e.Book.Calendar)
		e.Note(audit.Event{Kind: "task_opened", Code: key, Subject: audit.Stream{Kind: "task", ID: t.ID}})
		return nil
	}
	var id int64
	if err := e.Get(&id, "task_for_member", db.Args{
		"case_id": e.Case.ID, "template_id": t.TemplateID, "member_id": member, "counted_from": from, "due_on": e.Book.Calendar.Due(from, t.Amount, t.Unit),
	}); err != nil {
		return err
	}
	e.Note(audit.Event{Kind: "task_opened", Code: key, Subject: audit.Stream{Kind: "task", ID: id}})
	return e.added(id)
}

// memberLeft is the outcome of tasks that were opened for somebody who has left since.
const memberLeft = "member_left"

// TasksOf ends the tasks that were opened for a member who has left, and opens them again for one who is back by mistake.
func (e *Edit) TasksOf(member int64, there bool) {
	for i := range e.Tasks {
		t := &e.Tasks[i]
		switch {
		case t.MemberID != member:
			continue
		case !there && t.State != Proposed && !t.State.Over():
			t.State, t.Outcome, t.PausedOn, t.PauseWhy = NotRequired, memberLeft, civil.Date{}, ""
		case there && t.Outcome == memberLeft:
			t.State, t.Outcome = Open, ""
		}
		e.touched[t.ID] = true
	}
}

// Carry takes over from the case that a household comes from how its tasks of some keys ended; what is not over there is to
// be done here.
func (e *Edit) Carry(from *Edit, keys ...string) {
	for _, key := range keys {
		was, t := from.find(key), e.TaskByKey(key)
		if was == nil || t == nil || !was.State.Over() || was.MemberID != 0 {
			continue
		}
		t.State, t.Outcome, t.WaiverWhy = was.State, was.Outcome, was.WaiverWhy
		t.DoneOn, t.Counted, t.Due, t.DueFirst = was.DoneOn, was.Counted, was.Due, was.DueFirst
	}
}

// added takes a new task up among those of the case; the others keep what the verb has changed so far.
func (e *Edit) added(id int64) error {
	ts, err := TasksOf(&e.Rd, e.Case.ID)
	for _, t := range ts {
		if t.ID == id {
			e.Tasks = append(e.Tasks, t)
		}
	}
	return err
}

// Fulfil completes a task if nothing is lacking for it any more; else it stays as it is.
func (e *Edit) Fulfil(key string, seen ...string) error {
	if err := e.Complete(key, audit.Event{}, seen...); !fault.Is(err, fault.Invalid) {
		return err
	}
	return nil
}

// Complete marks the task of a key as done on a day, if the case has it and it is not over; a task that was
// still waiting for its turn is finished all the same, since it has happened. seen are the kinds of papers that the
// room has seen in its own form.
func (e *Edit) Complete(key string, ev audit.Event, seen ...string) error {
	if t := e.find(key); t == nil || t.State.Over() {
		return nil
	}
	t := e.TaskByKey(key)
	lacks, err := e.lacks(t)
	if err != nil {
		return err
	}
	var p fault.Problems
	for _, l := range lacks { // of papers, which have no field on the form at hand
		if !slices.Contains(seen, l.Paper) {
			p.Add("", l.Key, l.Args)
		}
	}
	if err := p.Err(); err != nil {
		return err
	}
	on := ev.Happened
	if on.IsZero() {
		on = e.Today()
	}
	if err := t.Finish(on, on, e.Today(), ev.Code); err != nil {
		return err
	}
	e.Note(audit.Event{Kind: "task_done", Audience: t.Audience(), Happened: on, Code: key, Subject: audit.Stream{Kind: "task", ID: t.ID}, Body: ev.Body})
	return nil
}

// Note records an event in the case's stream.
func (e *Edit) Note(ev audit.Event) {
	ev.Stream = e.Case.Stream()
	e.Record(ev)
}

// Member gives a member of this case who belongs to it today.
func (e *Edit) Member(id int64) (*Member, error) {
	for i := range e.Members {
		if m := &e.Members[i]; m.ID == id && m.Current(e.Today()) {
			return m, nil
		}
	}
	return nil, fault.Missing()
}

// Save brings the plan up to date, saves the tasks that changed, and the case with its summary.
func (e *Edit) Save() error {
	c := e.Case
	today := e.Today()
	c.Facts.Schoolable, c.Facts.WorkingAge = e.Members.Schoolable(today), e.Members.WorkingAge(today)
	c.Persons = len(e.Members.On(today))
	if c.Status.Open() {
		for _, t := range Plan(c, e.Tasks, e.Book.Calendar) {
			e.touched[t.ID] = true
			if t.State == Open {
				e.Note(audit.Event{Kind: "task_opened", Code: t.Key, Subject: audit.Stream{Kind: "task", ID: t.ID}})
			}
		}
		c.Stage = StageOf(e.Tasks)
		if c.Status == FollowUp && !slices.ContainsFunc(e.Tasks, func(t Task) bool { return !t.State.Over() }) {
			c.Status, c.Closed = Concluded, today
			e.Note(audit.Event{Kind: "case_concluded", Audience: audit.Family})
		}
	}
	for i := range e.Tasks {
		if t := &e.Tasks[i]; e.touched[t.ID] {
			if err := e.saveTask(t); err != nil {
				return err
			}
		}
	}
	return e.saveCase()
}

func (e *Edit) saveTask(t *Task) error {
	n, err := e.Exec("task_save", db.Args{
		"id": t.ID, "version": t.Rev, "state": string(t.State), "counted_from": t.Counted, "due_on": t.Due, "due_first": t.DueFirst,
		"paused_on": t.PausedOn, "pause_reason": t.PauseWhy, "waited_days": t.Waited, "extended_days": t.Extended,
		"returned_reason": t.ReturnWhy, "done_on": t.DoneOn, "outcome": t.Outcome, "done_by": e.Actor.ID, "waiver_reason": t.WaiverWhy,
	})
	if err == nil && n != 1 {
		err = fault.Clash("case.changed_meanwhile", nil)
	}
	t.Rev++
	return err
}

func (e *Edit) saveCase() error {
	c := e.Case
	next, turn := Next(e.Tasks, e.Today())
	live := slices.DeleteFunc(slices.Clone(e.Tasks), func(t Task) bool { return !t.State.Live() })
	args := db.Args{
		"id": c.ID, "version": c.Rev, "status": string(c.Status), "stage": string(c.Stage), "owner_id": orNull(c.OwnerID),
		"office_id": c.OfficeID, "region": c.Region, "head_member_id": orNull(c.HeadID), "contact_member_id": orNull(c.ContactID),
		"arrived_on": c.Arrived, "facts": c.Facts.JSON(), "persons": c.Persons, "head_name": c.HeadName, "head_lang": c.HeadLang,
		"closed_on": c.Closed, "close_reason": c.CloseReason, "settled_on": c.SettledOn, "merged_into": orNull(c.MergedInto), "slip_issue": c.SlipIssue, "sealed": c.Sealed,
		"origin_place": c.OriginPlace, "external_number": c.External, "channel": c.Channel, "origin_country": c.OriginCountry,
		"next_task_id": nil, "next_due": nil, "next_state": "", "open_tasks": len(live),
	}
	if next != nil && c.Status.Open() {
		args["next_task_id"], args["next_due"], args["next_state"] = next.ID, next.Due, string(turn)
	}
	n, err := e.Exec("case_save", args)
	if err == nil && n != 1 {
		err = fault.Clash("case.changed_meanwhile", nil)
	}
	c.Rev++
	return err
}

func orNull(id int64) any {
	if id == 0 {
		return nil
	}
	return id
}
