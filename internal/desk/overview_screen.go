package desk

import (
	"nurlykosh/internal/casefile"
	"nurlykosh/internal/identity"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/view"
	"nurlykosh/internal/platform/web"
	deskview "nurlykosh/templates/desk"

	"github.com/lib/pq"
)

// newestEvents is the number of events the overview shows.
const newestEvents = 6

// overview is the first part of a case: household, open tasks, attested names, newest events.
func (s *screen) overview(c *web.Ctx) error {
	var events []view.Event
	var names []nameRow
	v, err := s.frame.Look(c, func(r *db.Rd, v *casefile.View) error {
		var err error
		if events, err = casefile.Timeline(c.T, s.book, r, v.Case, 0, newestEvents); err != nil {
			return err
		}
		var ids []int64
		for _, m := range v.Members.On(v.Today) {
			if m.ID == v.HeadID {
				ids = append(ids, m.PersonID)
			}
		}
		return r.Select(&names, "names_of_person", db.Args{"persons": pq.Array(ids)})
	})
	if err != nil {
		return err
	}
	p := deskview.OverviewPage{Frame: s.frame.Fill(c, c.In("cases").Page(""), v, "overview"), Events: events}
	for _, m := range v.Members.On(v.Today) {
		p.Members = append(p.Members, deskview.MemberRow{
			Name: view.Name{Text: m.Name, Lang: identity.LangOf(m.NameScript)}, Relation: c.T.T("relation." + m.Relation),
			Born: c.T.Birth(m.Birth, m.BirthYear), IIN: c.T.T("iin.state." + m.IINState), Abroad: m.Abroad,
		})
	}
	live := 0
	for _, k := range v.Tasks {
		if !k.State.Live() {
			continue
		}
		live++
		p.Tasks = append(p.Tasks, deskview.OpenTask{
			Link: view.Link{Href: s.links.To(v.Number, k.ID, k.Key), Text: casefile.TitleOf(c.T, k)},
			Sub:  c.T.T("step."+string(k.Step)) + " · " + c.T.T("role."+k.Role),
			Due:  casefile.DueWords(c.T, s.book.Calendar, k.State, k.Due, k.PausedOn, v.Today, false),
		})
	}
	for _, n := range names {
		paper := c.T.T("name.said")
		if k, ok := s.book.Paper(n.Paper); ok {
			paper = c.T.Pick(k.KK, k.RU, k.EN)
		}
		p.Names = append(p.Names, deskview.NameRow{Paper: paper, Name: view.Name{Text: n.Written, Lang: identity.LangOf(n.Script)}, Script: c.T.T("script." + n.Script), Chosen: n.Chosen})
	}
	return c.Show(200, deskview.Overview(p))
}
