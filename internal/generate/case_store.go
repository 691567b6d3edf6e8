package generate

import (
	"nurlykosh/internal/casefile"
	"nurlykosh/internal/identity"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/sealed"
)

// plan is what all goroutines share: read only.
type plan struct {
	seed      uint64
	today     civil.Date
	keys      *sealed.Keyring
	calendar  *casefile.Calendar
	templates map[casefile.Track]map[civil.Date][]casefile.Task
	versions  map[casefile.Track][]civil.Date // newest first
	places    []place
	ids       start
}

// version is the one in force on a day, or the first there was (product.md §3).
func (p *plan) version(t casefile.Track, on civil.Date) civil.Date {
	vs := p.versions[t]
	for _, v := range vs {
		if !v.After(on) {
			return v
		}
	}
	return vs[len(vs)-1]
}

// build puts all rows of the i-th case.
func (b *builder) build(i int) {
	n := int64(i)
	h := Build(b.seed, i, b.today)
	b.i, b.now = n, &h
	at := b.places[h.Choice%uint64(len(b.places))]
	file, event := b.ids.file+n, b.ids.event+n*eventsBlock
	c := &casefile.Case{
		ID: file, Track: h.Track, Status: casefile.InProgress, Stage: casefile.Intake, Opened: h.Opened, Received: h.Opened, Arrived: h.Opened,
		Channel: casefile.Channels[h.Choice%uint64(len(casefile.Channels))], OfficeID: at.office, Region: at.region, Version: b.version(h.Track, h.Opened),
	}
	c.Number = string(casefile.NumberOf(h.Opened.Year(), int(b.ids.serial+n)))
	switch {
	case !h.Settled.IsZero():
		c.Status, c.Stage, c.SettledOn, c.Closed = casefile.Concluded, casefile.Settled, h.Settled, h.Settled
	case !h.Ended.IsZero():
		c.Status, c.Closed, c.CloseReason = casefile.Withdrawn, h.Ended, h.Reason
	}
	var ms casefile.Household
	for k := range h.Persons {
		p := &h.Persons[k]
		person, name := b.ids.person+n*personsBlock+int64(k), b.ids.name+n*namesBlock+int64(k)*namesOfPerson
		b.person(p, person, name, h.Opened, at, &event)
		m := casefile.Member{ID: b.ids.member + n*personsBlock + int64(k), PersonID: person, Ord: k, Relation: p.Relation, Joined: h.Opened, Birth: p.Birth, BirthYear: p.Year}
		ms = append(ms, m)
	}
	w := walk(&h, c, ms, b.templates[h.Track][c.Version], b.today, b.calendar)
	for k := range w.tasks {
		w.tasks[k].ID = b.ids.task + n*tasksBlock + int64(k)
	}
	b.caseRow(w, &h, at, ms[0].ID)
	standing := "not_asked"
	if !c.Facts.StatusDecided.IsZero() || !h.Settled.IsZero() {
		standing = "granted"
	}
	for _, m := range ms {
		b.put("member", m.ID, file, m.PersonID, m.Ord, m.Relation, m.Joined, standing)
	}
	for k := range w.tasks {
		b.taskRow(&w.tasks[k], w.tasks[k].ID, file, at, h.Opened)
	}
	b.history(w, &h, at, &event)
}

func (b *builder) caseRow(w way, h *Household, at place, head int64) {
	c := w.c
	live := 0
	for i := range w.tasks {
		if w.tasks[i].State.Live() {
			live++
		}
	}
	var nextID, nextDue any
	next, turn := casefile.Next(w.tasks, b.today)
	if next != nil && c.Status.Open() {
		nextID, nextDue = next.ID, next.Due
	} else {
		turn, live = casefile.TurnNobody, 0
	}
	var owner, region any = at.worker, nil
	if c.Status.Open() && b.i%25 == 0 {
		owner = nil // in the office's unassigned list
	}
	if h.Region != "" {
		region = h.Region
	}
	first := h.Persons[0].Names[0]
	b.put("case_file", c.ID, c.Number, string(c.Track), c.Version, string(c.Status), string(c.Stage), c.Opened, c.Received, c.Channel, c.OfficeID, c.Region,
		owner, head, head, h.Country, region, h.Place, c.Arrived, string(c.Facts.JSON()), len(h.Persons), first.Written, identity.LangOf(first.Script),
		nextID, nextDue, string(turn), live, c.SettledOn, c.Closed, c.CloseReason, c.Opened.Start(), at.worker, c.Opened.Start())
}

// history puts what happened in the case, and the decisions that were made.
func (b *builder) history(w way, h *Household, at place, event *int64) {
	c := w.c
	x := b.chain(c.Stream(), at, event)
	x.note(c.Opened, audit.Event{Kind: "case_opened", Audience: audit.Family, Code: c.Channel})
	made := int64(0)
	for _, k := range w.done {
		t := &w.tasks[k]
		if t.Decision != "" && c.Status.Open() {
			id := b.ids.decision + b.i*decisionsBlock + made
			made++
			b.put("decision", id, c.ID, t.ID, t.Decision, "approved", "grant", at.worker, t.DoneOn.Start(), at.supervisor, t.DoneOn.Start(), t.DoneOn,
				at.office, at.region, t.Basis, c.Version)
			x.note(t.DoneOn, audit.Event{Kind: "decision_approved", Audience: audit.Family, Code: t.Decision, Subject: audit.Stream{Kind: "decision", ID: id}})
		}
		x.note(t.DoneOn, audit.Event{Kind: "task_done", Audience: t.Audience(), Code: t.Key, Subject: audit.Stream{Kind: "task", ID: t.ID}})
	}
	switch {
	case !h.Settled.IsZero():
		x.note(h.Settled, audit.Event{Kind: "case_settled", Audience: audit.Family})
	case !h.Ended.IsZero():
		x.note(h.Ended, audit.Event{Kind: "case_withdrawn", Audience: audit.Family, Reason: h.Reason})
	}
	x.end()
}
