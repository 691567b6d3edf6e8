package desk

import (
	"slices"
	"strings"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/identity"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/view"
	"nurlykosh/internal/platform/web"
	deskview "nurlykosh/templates/desk"
)

// newestEvents is the number of events the overview shows.
const newestEvents = 6

// overview is the first part of a case: household, open tasks, attested names, newest events.
func (s *screen) overview(c *web.Ctx) error {
	var events []view.Event
	var names []identity.Attested
	var phones []identity.Phone
	v, err := s.frame.Look(c, func(r *db.Rd, v *casefile.View) error {
		var err error
		if events, err = casefile.Timeline(c.T, s.book, r, v.Case, v.Members, casefile.Page{Limit: newestEvents, Quiet: true}); err != nil {
			return err
		}
		var ids []int64
		for _, m := range v.Members.On(v.Today) {
			if m.ID == v.Speaker() {
				ids = append(ids, m.PersonID)
			}
		}
		if names, err = identity.NamesOf(r, ids); err != nil {
			return err
		}
		var all []int64
		for _, m := range v.Members.On(v.Today) {
			all = append(all, m.PersonID)
		}
		phones, err = identity.PhonesOf(r, all)
		return err
	})
	if err != nil {
		return err
	}
	if v.Into != "" { // the old number leads on; the other parts stay to be read
		return web.GoTo("/cases/" + v.Into)
	}
	p := deskview.OverviewPage{Frame: s.frame.Fill(c, c.In("cases").Page(""), v, "overview"), Events: events}
	for _, m := range v.Members.On(v.Today) {
		p.Members = append(p.Members, deskview.MemberRow{
			Name: view.Name{Text: m.Name, Lang: identity.LangOf(m.NameScript)}, Relation: m.RelationWord(c.T),
			Born: c.T.Birth(m.Birth, m.BirthYear), IIN: c.T.T("iin.state." + m.IINState), Abroad: m.Abroad,
		})
	}
	p.Contact = s.contact(c, v, phones)
	if v.MayWork {
		p.ChangeContact = "/cases/" + v.Number + "/household/contact"
	}
	for _, k := range openTasks(v) {
		p.Tasks = append(p.Tasks, deskview.OpenTask{
			Link: view.Link{Href: s.links.To(v.Number, k.ID, k.Key), Text: casefile.TitleOf(c.T, k)},
			Sub:  c.T.T("step."+string(k.Step)) + " · " + c.T.T("role."+k.Role),
			Due:  casefile.DueWords(c.T, s.book.Calendar, k.State, k.Due, k.PausedOn, v.Today, false),
		})
	}
	for _, n := range names {
		paper := c.T.T("name.said")
		if k, ok := s.book.Paper(n.PaperKind); ok {
			paper = c.T.Pick(k.KK, k.RU, k.EN)
		}
		p.Names = append(p.Names, deskview.NameRow{Paper: paper, Name: view.Name{Text: n.Written, Lang: identity.LangOf(n.Script)}, Script: c.T.T("script." + n.Script), Chosen: n.Chosen})
	}
	return c.Show(200, deskview.Overview(p))
}

// openTasks are the tasks to be done, the earliest first; a closed case has none.
func openTasks(v *casefile.View) []casefile.Task {
	var out []casefile.Task
	for _, k := range v.Tasks {
		if k.State.Live() && v.Status.Open() {
			out = append(out, k)
		}
	}
	slices.SortStableFunc(out, func(a, b casefile.Task) int {
		switch {
		case a.Due == b.Due:
			return 0
		case a.Due.IsZero() || !b.Due.IsZero() && b.Due.Before(a.Due):
			return 1
		}
		return -1
	})
	return out
}

// contact is how the family came and how it is reached, and what it needs at once.
func (s *screen) contact(c *web.Ctx, v *casefile.View, phones []identity.Phone) []view.Fact {
	t := c.T
	out := []view.Fact{}
	for _, x := range phones {
		whose := t.T("phone." + x.Relation)
		if x.Whose != "" {
			whose += ": " + x.Whose
		}
		out = append(out, view.Fact{Name: t.T("field.phone"), Value: x.Number, Note: whose})
	}
	if len(phones) == 0 {
		out = append(out, view.Fact{Name: t.T("field.phone"), Value: t.T("contact.no_phone")})
	}
	urgent := t.T("contact.nothing_urgent")
	for i, k := range v.Facts.Urgent {
		if i == 0 {
			urgent = ""
		} else {
			urgent += ", "
		}
		urgent += t.T("urgent." + k)
	}
	bed := t.T("word.not_known")
	if v.Facts.BedTonight != casefile.NotKnown {
		bed = t.T(string(v.Facts.BedTonight))
	}
	out = append(out, view.Fact{Name: t.T("facts.bed_tonight"), Value: bed}, view.Fact{Name: t.T("contact.urgent"), Value: urgent},
		view.Fact{Name: t.T("word.receipt_date"), Value: t.Date(v.Received), Note: strings.TrimSpace(t.T("channel."+v.Channel) + " " + v.External)})
	if !v.Arrived.IsZero() {
		out = append(out, view.Fact{Name: t.T("registration.arrived"), Value: t.Date(v.Arrived)})
	}
	return out
}
