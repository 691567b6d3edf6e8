package generate

import (
	"encoding/json"
	"time"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/identity"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/sealed"
)

// tables are filled in this order, with these columns.
var tables = []struct {
	name    string
	columns []string
}{
	{"person", []string{"id", "sex", "birth_date", "birth_year", "citizenship", "chosen_name_id", "created_at"}},
	{"attested_name", []string{
		"id", "person_id", "written", "script", "paper_kind", "number_sealed", "number_lookup", "number_tail", "issued_on", "expires_on",
		"read_by", "fold", "latin", "sounds",
	}},
	{"phone", []string{"id", "person_id", "sealed", "lookup", "tail", "whose_relation", "whose"}},
	{"case_file", []string{
		"id", "number", "track", "template_version", "status", "stage", "opened_on", "receipt_date", "channel", "office_id", "region", "owner_id",
		"head_member_id", "contact_member_id", "origin_country", "origin_region", "origin_place", "arrived_on", "facts", "persons", "head_name", "head_lang",
		"next_task_id", "next_due", "next_state", "open_tasks", "settled_on", "closed_on", "close_reason", "created_at", "created_by", "touched_at",
	}},
	{"member", []string{"id", "case_id", "person_id", "ord", "relation", "joined_on", "status_standing"}},
	{"task", []string{
		"id", "case_id", "template_id", "key", "step", "ord", "role", "state", "counted_from", "due_on", "due_first", "paused_on", "pause_reason",
		"done_on", "done_by", "outcome", "opened_at",
	}},
	{"decision", []string{
		"id", "case_id", "task_id", "kind", "state", "wanted", "proposed_by", "proposed_at", "decided_by", "decided_at", "decided_on", "office_id", "region",
		"legal_basis", "rule_version",
	}},
	{"stream", []string{"kind", "id", "head_seq", "head_hash", "wrapped_key"}},
	{"event", []string{
		"id", "stream_kind", "stream_id", "seq", "kind", "audience", "happened_on", "recorded_at", "actor_id", "actor_role", "code", "reason",
		"subject_kind", "subject_id", "op_id", "body", "hash",
	}},
}

// A case has blocks of ids of its own, so that nothing has to be counted beforehand; gaps are fine.
const (
	personsBlock   = MostPersons
	namesOfPerson  = 4
	namesBlock     = personsBlock * namesOfPerson
	tasksBlock     = 40
	decisionsBlock = 8
	eventsBlock    = 128
)

// start is where the ids of the generated rows begin.
type start struct{ person, name, phone, file, member, task, decision, event, serial int64 }

// place is an office with the people whose list a case can stand in.
type place struct {
	office             int64
	region             string
	worker, supervisor int64
}

// builder makes the rows of cases; each goroutine has its own.
type builder struct {
	*plan
	i    int64      // the case at hand
	now  *Household // and its family
	rows map[string][][]any
}

func (b *builder) put(table string, values ...any) { b.rows[table] = append(b.rows[table], values) }

// putArgs puts the columns that a verb would have written.
func (b *builder) putArgs(table string, columns []string, args db.Args) {
	values := make([]any, len(columns))
	for i, c := range columns {
		values[i] = args[c]
	}
	b.put(table, values...)
}

// chain writes the events of one stream, each with the hash that the database's own trigger would give it.
type chain struct {
	b      *builder
	stream audit.Stream
	box    sealed.Box
	key    []byte
	next   *int64
	actor  place
	seq    int64
	head   []byte
}

func (b *builder) chain(s audit.Stream, at place, next *int64) *chain {
	key, box := b.keys.NewKey(s.String())
	return &chain{b: b, stream: s, box: box, key: key, next: next, actor: at}
}

func (c *chain) note(on civil.Date, e audit.Event) {
	if e.Audience == "" {
		e.Audience = audit.Staff
	}
	c.seq++
	var body []byte
	if e.Body != nil {
		text, err := json.Marshal(e.Body)
		if err != nil {
			panic(err) // maps of strings always marshal
		}
		body = c.box.Seal("event.body", string(text))
	}
	x := audit.Entry{
		StreamKind: c.stream.Kind, StreamID: c.stream.ID, Seq: c.seq, Kind: e.Kind, Audience: string(e.Audience), Happened: on,
		Recorded: on.Start().Add(10*time.Hour + time.Duration(c.seq)*time.Minute), ActorID: c.actor.worker, ActorRole: "caseworker",
		Code: e.Code, Reason: e.Reason, SubjectKind: e.Subject.Kind, SubjectID: e.Subject.ID, Body: body,
	}
	c.head = x.Sum(c.head)
	c.b.put("event", *c.next, x.StreamKind, x.StreamID, x.Seq, x.Kind, x.Audience, x.Happened, x.Recorded, x.ActorID, x.ActorRole, x.Code, x.Reason,
		x.SubjectKind, x.SubjectID, "", nonNil(body), c.head)
	*c.next++
}

func (c *chain) end() {
	c.b.put("stream", c.stream.Kind, c.stream.ID, c.seq, nonNil(c.head), c.key)
}

func nonNil(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}

// person puts a person with names, and gives the id.
func (b *builder) person(p *Person, id, firstName int64, on civil.Date, at place, event *int64) {
	c := b.chain(identity.Stream(id), at, event)
	b.put("person", id, p.Sex, p.Birth, int64(p.Year), p.Country, firstName, on.Start())
	c.note(on, audit.Event{Kind: "person_registered"})
	for i, a := range p.Names {
		a.PersonID = id
		args := identity.NameColumns(c.box, b.keys, a)
		args["id"] = firstName + int64(i)
		b.putArgs("attested_name", tables[1].columns, args)
		c.note(on, audit.Event{Kind: "name_attested", Code: a.PaperKind, Body: map[string]string{"written": a.Written, "script": a.Script}})
	}
	c.end()
	if p.Relation == "head" {
		b.phoneOf(c.box, id)
	}
}

func (b *builder) phoneOf(box sealed.Box, person int64) {
	args := identity.PhoneColumns(box, b.keys, person, b.now.Phone, "own", "")
	args["id"] = b.ids.phone + b.i
	b.putArgs("phone", tables[2].columns, args)
}

// taskRow puts a task as it stands.
func (b *builder) taskRow(t *casefile.Task, id, file int64, by place, opened civil.Date) {
	var doneBy any
	if t.State == casefile.Done {
		doneBy = by.worker
	}
	b.put("task", id, file, t.TemplateID, t.Key, string(t.Step), t.Ord, t.Role, string(t.State), t.Counted, t.Due, t.DueFirst, t.PausedOn, t.PauseWhy,
		t.DoneOn, doneBy, t.Outcome, opened.Start())
}
