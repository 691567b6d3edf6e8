package desk

import (
	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/view"
	"nurlykosh/internal/platform/web"
	deskview "nurlykosh/templates/desk"
)

// roleMost is the number of families the list of a role shows; its query has the same limit.
const roleMost = 200

// roleDay is the home of a finance or protection officer: every family of the region with a task of that role, the most
// urgent first, and who holds the case.
func (s *screen) roleDay(c *web.Ctx) error {
	var rows []dayRow
	args := db.Args(access.Scope(c.Actor))
	args["role"] = string(c.Actor.Role)
	if err := c.App.DB.Read(c.Ctx(), c.Actor, func(r *db.Rd) error { return r.Select(&rows, "role_rows", args) }); err != nil {
		return err
	}
	t, today := c.T, c.Today()
	p := deskview.MyDayPage{Page: c.Page(t.T("nav.my_day")), Date: t.DateWeekday(today), Summary: t.T("role_day.none")}
	byGroup := map[casefile.Group][]view.TaskRow{}
	for _, r := range rows {
		turn := casefile.TurnOurs
		switch r.State {
		case casefile.Returned:
			turn = casefile.TurnReturned
		case casefile.Paused, casefile.Proposed:
			turn = casefile.TurnOthers
		}
		g := casefile.GroupOf(turn, r.Due, today)
		byGroup[g] = append(byGroup[g], s.roleRow(c, r))
	}
	for _, g := range casefile.Groups {
		if len(rows) == 0 {
			break // the summary says it
		}
		tg := view.TaskGroup{
			ID: string(g), Title: t.T("group." + string(g)), Late: g == casefile.GroupOverdue && len(byGroup[g]) > 0,
			Empty: t.T("group." + string(g) + ".empty"), Rows: byGroup[g], Count: len(byGroup[g]),
		}
		p.Groups = append(p.Groups, tg)
	}
	if len(rows) > 0 {
		p.Summary = t.N("role_day.families", rows[0].N, "role", t.T("role."+string(c.Actor.Role)))
		if rows[0].N > roleMost {
			p.Summary += " " + t.T("role_day.first", "n", roleMost)
		}
	}
	return c.Show(200, deskview.MyDay(p))
}

// roleRow leads to the form of the task where the role has one, else to the case, and says who holds it and whom to call.
func (s *screen) roleRow(c *web.Ctx, r dayRow) view.TaskRow {
	row := s.dayRow(c, r, c.Today())
	if _, own := s.links[r.Key]; !own {
		row.Task.Href = "/cases/" + r.Number
	}
	office := c.T.Pick(r.OfficeKK, r.OfficeRU, r.OfficeEN)
	held := c.T.T("case.unassigned_at", "office", office)
	if r.Owner != "" {
		held = c.T.T("case.held_by", "name", r.Owner, "office", office)
	}
	if row.Why != "" {
		held = row.Why + " · " + held
	}
	row.Why = held + " · " + r.Phone
	return row
}
