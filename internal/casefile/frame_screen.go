package casefile

import (
	"database/sql"
	"errors"
	"slices"
	"strconv"
	"strings"

	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
	"nurlykosh/internal/platform/i18n"
	"nurlykosh/internal/platform/view"
	"nurlykosh/internal/platform/web"
	casefileview "nurlykosh/templates/casefile"
)

// Tab is a part of the case page; each is a route of its own room, registered in cmd.
type Tab struct{ Key, Path string }

// Frame draws what stands around every part of a case: identity bar, steps, next action, tabs.
type Frame struct {
	Book  *Book
	Links Links
	Tabs  []Tab
}

// View is a case opened for reading, with what its frame needs.
type View struct {
	*Case
	Tasks   []Task
	Members Household
	Owner   string
	Office  OfficeName
	Into    string   // number of the case that this one was merged into
	Took    []string // numbers of the cases that were merged into this one, each with its merge after a slash
	Today   civil.Date
	MayWork bool // may the reader write?
	MayLead bool // may the reader decide and assign?
	r       *db.Rd
}

// OfficeName is an office's public face.
type OfficeName struct {
	KK    string `db:"name_kk"`
	RU    string `db:"name_ru"`
	EN    string `db:"name_en"`
	Phone string `db:"phone"`
	Level string `db:"level"`
}

// Look opens a case for a reader, notes the view, and gives it with tasks and members. The view is committed
// before the page is sent (architecture.md §5.24).
func (f *Frame) Look(c *web.Ctx, fn func(r *db.Rd, v *View) error) (*View, error) {
	number, err := ParseNumber(c.Param("number"))
	if err != nil {
		return nil, missing()
	}
	v := &View{}
	err = c.App.DB.Read(c.Ctx(), c.Actor, func(r *db.Rd) error {
		var err error
		if v.Case, err = Read(r, string(number), access.Read); err != nil {
			return elsewhere(c, r, string(number), err)
		}
		v.r, v.Today = r, r.Today()
		if v.Tasks, err = TasksOf(r, v.ID); err != nil {
			return err
		}
		if c.Actor.Role == access.Finance { // money needs to know of no danger
			v.Tasks = ForFamily(v.Tasks)
		}
		if v.Members, err = MembersOf(r, v.ID); err != nil {
			return err
		}
		v.MayWork = access.May(c.Actor, access.Write, v.Matter()) && v.Status.Open()
		v.MayLead = access.May(c.Actor, access.Decide, v.Matter())
		var face struct {
			OfficeName
			Owner string `db:"owner"`
			Into  string `db:"went_into"`
			Took  string `db:"took"`
		}
		if err := r.Get(&face, "case_face", db.Args{"id": v.ID}); err != nil {
			return err
		}
		v.Office, v.Owner, v.Into, v.Took = face.OfficeName, face.Owner, face.Into, strings.Fields(face.Took)
		if fn == nil {
			return nil
		}
		return fn(r, v)
	})
	if err != nil {
		return nil, err
	}
	return v, c.Saw(v.ID)
}

// Changes is the case of an address as what a form changes. The form of a task rests on the task's state and last day
// besides; another may rest on what it names.
func (f *Frame) Changes(rest ...func(c *web.Ctx, v *View) string) web.Thing {
	return web.Thing{Of: "case", Now: func(c *web.Ctx) (web.Standing, error) {
		v, err := f.Look(c, nil)
		if err != nil {
			return web.Standing{}, err
		}
		out := web.Standing{Rev: v.Rev, Stream: v.Stream()}
		if id, err := c.ID("task"); err == nil {
			i := slices.IndexFunc(v.Tasks, func(t Task) bool { return t.ID == id })
			if i < 0 {
				return out, missing()
			}
			out.Stands = clockOf(v.Tasks[i]).encode()
			out.Words = func(stands string) string { return clockWords(c.T, f.Book, stands) }
		}
		for _, x := range rest {
			out.Stands = x(c, v)
		}
		return out, nil
	}}
}

// elsewhere tells people who work with cases which office holds one that is not theirs, and its public phone
// (product.md §4.9). A sealed case, and one whose family the reader knows, stay as if there were none.
func elsewhere(c *web.Ctx, r *db.Rd, number string, err error) error {
	if !fault.Is(fault.Of(err), fault.NotFound) || c.Actor.Role != access.Caseworker && c.Actor.Role != access.Supervisor {
		return err
	}
	var o OfficeName
	if r.Get(&o, "case_held", db.Args{"number": number, "actor_id": c.Actor.ID}) != nil {
		return err
	}
	return fault.New(fault.NotFound, "case.held_elsewhere", fault.Args{"office": c.T.Pick(o.KK, o.RU, o.EN), "phone": o.Phone})
}

// ReturnedText is what the decider wrote when the proposal of a task came back.
func (f *Frame) ReturnedText(c *web.Ctx, v *View, t *Task) (text string, err error) {
	err = c.App.DB.Read(c.Ctx(), c.Actor, func(r *db.Rd) error {
		if _, err := r.Unwrap(v.Stream(), v.Key); err != nil {
			return err
		}
		var sealed []byte
		err := r.Get(&sealed, "decision_returned_text", db.Args{"task_id": t.ID})
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if err != nil {
			return err
		}
		box, err := r.Box(v.Stream())
		if err == nil {
			text, err = box.Open("decision.text", sealed)
		}
		return err
	})
	return text, err
}

// Lacks are the papers that a task of the case still needs, each with the page where it is recorded.
func (f *Frame) Lacks(c *web.Ctx, v *View, key string) (out []view.Link, err error) {
	for i := range v.Tasks {
		t := &v.Tasks[i]
		if t.Key != key || t.State.Over() {
			continue
		}
		err = c.App.DB.Read(c.Ctx(), c.Actor, func(r *db.Rd) error {
			lacks, err := f.Book.lacks(r, v.Case, v.Members, t)
			for _, l := range lacks {
				out = append(out, view.Link{Href: "/cases/" + v.Number + l.Path, Text: c.T.T(l.Key, l.Args)})
			}
			return err
		})
	}
	return out, err
}

// Fill draws the frame of a case around a part of it.
func (f *Frame) Fill(c *web.Ctx, p view.Page, v *View, tab string) casefileview.Frame {
	p.Title = v.Number
	out := casefileview.Frame{Page: p, Number: v.Number, Name: view.Name{Text: v.HeadName, Lang: v.HeadLang}}
	out.Facts = f.facts(c.T, v)
	out.Steps = Path(c.T, f.Book.Calendar, v.Tasks, v.Today)
	if v.Status.Ended() {
		stop(c.T, out.Steps)
	}
	out.Next = f.next(c, v)
	for _, t := range f.Tabs {
		out.Tabs = append(out.Tabs, view.Tab{Href: "/cases/" + v.Number + t.Path, Text: c.T.T("tab." + t.Key), Current: t.Key == tab})
	}
	out.Banner2 = f.state(c.T, v)
	out.Took = took(c, v)
	if v.MayWork {
		out.Actions = append(out.Actions, view.Link{Href: "/cases/" + v.Number + "/slip", Text: c.T.T("button.print_slip")})
	}
	if v.Status.Open() && access.May(c.Actor, access.Remark, v.Matter()) {
		out.Actions = append(out.Actions, view.Link{Href: "/cases/" + v.Number + "/note", Text: c.T.T("note.add")})
	}
	if v.MayWork {
		out.Actions = append(out.Actions, view.Link{Href: "/cases/" + v.Number + "/duplicate", Text: c.T.T("duplicate.report")})
		out.Actions = append(out.Actions, view.Link{Href: "/cases/" + v.Number + "/close", Text: c.T.T("button.close_case")})
	}
	if v.Status.Ended() {
		if v.CloseReason != SoleMemberDied { // nobody is left to be written to
			out.Actions = append(out.Actions, view.Link{Href: "/cases/" + v.Number + "/notice", Text: c.T.T("notice.print")})
		}
		if v.MayLead && c.Actor.Role == access.Supervisor {
			out.Actions = append(out.Actions, view.Link{Href: "/cases/" + v.Number + "/reopen", Text: c.T.T("reopen.title")})
		}
	}
	if access.May(c.Actor, access.Assign, v.Matter()) && v.Status.Open() {
		out.Actions = append(out.Actions, view.Link{Href: "/cases/" + v.Number + "/reassign", Text: c.T.T("button.reassign")})
	}
	if v.Status.Open() && c.Actor.Role != access.Auditor {
		out.Actions = append(out.Actions, view.Link{Href: "/cases/" + v.Number + "/conflict", Text: c.T.T("button.i_know_family")})
	}
	if v.OwnerID != c.Actor.ID && access.May(c.Actor, access.Write, v.Matter()) && v.OwnerID == 0 && c.Actor.Role == access.Caseworker {
		out.TakeOver = true
	}
	return out
}

func (f *Frame) facts(t i18n.Reader, v *View) []string {
	from := v.OriginPlace
	if k, ok := f.Book.Country(v.OriginCountry); ok && v.Track != InternalMove {
		from = t.Pick(k.KK, k.RU, k.EN)
		if v.OriginPlace != "" {
			from += ", " + v.OriginPlace
		}
	} else if r, ok := f.Book.Region(v.OriginRegion); ok {
		from = t.Pick(r.KK, r.RU, r.EN)
		if v.OriginPlace != "" {
			from += ", " + v.OriginPlace
		}
	}
	to := ""
	if r, ok := f.Book.Region(v.Region); ok {
		to = t.Pick(r.KK, r.RU, r.EN)
	}
	office := t.Pick(v.Office.KK, v.Office.RU, v.Office.EN)
	held := t.T("case.unassigned_at", "office", office)
	if v.Owner != "" {
		held = t.T("case.held_by", "name", v.Owner, "office", office)
	}
	return []string{t.T("track." + string(v.Track)), t.N("persons", v.Persons), from + " → " + to, held}
}

// Path is the four steps in words, always all of them.
func Path(t i18n.Reader, cal *Calendar, tasks []Task, today civil.Date) []view.Step {
	var out []view.Step
	for _, s := range Steps {
		done, all, live := 0, 0, 0
		var last, due civil.Date
		for _, k := range tasks {
			if k.Step != s || k.FollowUp() || k.State == NotRequired {
				continue
			}
			all++
			if k.State == Done {
				done++
				if k.DoneOn.After(last) {
					last = k.DoneOn
				}
			}
			if k.State.Live() {
				live++
				if k.State != Paused && !k.Due.IsZero() && (due.IsZero() || k.Due.Before(due)) {
					due = k.Due
				}
			}
		}
		st := view.Step{Word: t.T("step." + string(s)), State: "todo", StateWord: t.T("path.todo"), Sub: t.T("path.todo")}
		switch {
		case Finished(tasks, s):
			st.State, st.StateWord = "done", t.T("path.done")
			st.Sub = t.T("path.finished", "date", t.DateShort(last, today))
		case live > 0 || done > 0:
			st.State, st.StateWord = "now", t.T("path.now")
			st.Sub = t.T("path.progress", "done", done, "all", all)
			if !due.IsZero() {
				st.Sub += " · " + DueWords(t, cal, Open, due, civil.Date{}, today, false).Text
			}
		}
		out = append(out, st)
	}
	return out
}

// stop takes the clocks off the steps of a case that has ended.
func stop(t i18n.Reader, steps []view.Step) {
	for i := range steps {
		if s := &steps[i]; s.State != "done" {
			s.State, s.StateWord, s.Sub = "todo", t.T("path.stopped"), t.T("path.stopped")
		}
	}
}

func (f *Frame) next(c *web.Ctx, v *View) view.NextAction {
	t := c.T
	task, turn := Next(v.Tasks, v.Today)
	if !v.Status.Open() && v.Status != Concluded {
		return view.NextAction{What: t.T("case.closed_next"), Who: "–", When: "–"}
	}
	if task == nil || !v.Status.Open() {
		return view.NextAction{What: t.T("case.nothing_open"), Who: "–", When: "–"}
	}
	n := view.NextAction{What: TitleOf(t, *task), When: t.DateWeekday(task.Due), Due: DueWords(t, f.Book.Calendar, task.State, task.Due, task.PausedOn, v.Today, true)}
	n.WhatNote = t.T("step." + string(task.Step))
	if task.Due.IsZero() {
		n.When = "–"
	}
	if r, ok := f.Book.Reason("pause", task.PauseWhy); ok {
		n.WhatNote = t.Pick(r.KK, r.RU, r.EN)
	}
	if r, ok := f.Book.Reason("return_for_correction", task.ReturnWhy); ok && task.State == Returned {
		n.WhatNote = t.T("task.returned_because", "reason", t.Pick(r.KK, r.RU, r.EN))
	}
	n.Who = f.who(c, v, task, turn)
	if v.MayWork {
		n.Primary = &view.Link{Href: f.Links.To(v.Number, task.ID, task.Key), Text: t.T("task.do_it")}
		base := "/cases/" + v.Number + "/tasks/" + strconv.FormatInt(task.ID, 10)
		switch {
		case task.State == Paused:
			n.Others = []view.Link{{Href: base + "/resume", Text: t.T("button.resume")}}
		case task.State == Open || task.State == Returned:
			if !task.Due.IsZero() {
				n.Others = []view.Link{{Href: base + "/extend", Text: t.T("task.extend")}}
			}
			if task.Pausable {
				n.Others = append(n.Others, view.Link{Href: base + "/pause", Text: t.T("task.pause")})
			}
		}
	}
	return n
}

func (f *Frame) who(c *web.Ctx, v *View, task *Task, turn Turn) string {
	t := c.T
	switch {
	case task.State == Proposed:
		return t.T("who.decider")
	case task.State == Paused:
		return t.T("who.paused")
	case task.Role == "migrant":
		return t.T("who.family")
	case task.Role == "finance" && DecisionOf(task) == "", task.Role == "protection": // a decision is proposed by who has the case
		return t.T("role." + task.Role)
	case v.OwnerID == c.Actor.ID && v.OwnerID != 0:
		return t.T("who.you")
	case v.Owner != "":
		return v.Owner
	}
	return t.T("who.nobody")
}
