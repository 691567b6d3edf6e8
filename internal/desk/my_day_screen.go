package desk

import (
	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/view"
	"nurlykosh/internal/platform/web"
	deskview "nurlykosh/templates/desk"
)

// perGroup is the number of rows a group shows before "show more".
const perGroup = 25

type dayRow struct {
	ID       int64          `db:"id"`
	Number   string         `db:"number"`
	Track    string         `db:"track"`
	Stage    string         `db:"stage"`
	Head     string         `db:"head_name"`
	Lang     string         `db:"head_lang"`
	Persons  int            `db:"persons"`
	TaskID   int64          `db:"task_id"`
	Due      civil.Date     `db:"next_due"`
	Turn     string         `db:"next_state"`
	Open     int            `db:"open_tasks"`
	Group    string         `db:"grp"`
	N        int            `db:"n"`
	Key      string         `db:"key"`
	Step     string         `db:"step"`
	State    casefile.State `db:"state"`
	Role     string         `db:"role"`
	Title    string         `db:"title"`
	PausedOn civil.Date     `db:"paused_on"`
	PauseWhy string         `db:"pause_reason"`
	Returned string         `db:"returned_reason"`
	Other    bool           `db:"other_person"` // the owner may not do it: another person must
	TitleKK  string         `db:"title_kk"`
	TitleRU  string         `db:"title_ru"`
	TitleEN  string         `db:"title_en"`
	Owner    string         `db:"owner"`
	OfficeKK string         `db:"office_kk"`
	OfficeRU string         `db:"office_ru"`
	OfficeEN string         `db:"office_en"`
	Phone    string         `db:"office_phone"`
}

var daySorts = []string{"due", "number", "family"}

// myDay is the list of a caseworker or supervisor; officers of another role have the tasks of their role there.
func (s *screen) myDay(c *web.Ctx) error {
	if c.Actor.Role == access.Finance || c.Actor.Role == access.Protection {
		return s.roleDay(c)
	}
	sort, track, group := oneOf(c.QueryParam("sort"), daySorts), c.QueryParam("track"), c.QueryParam("group")
	unknown := false
	if track != "" && !knownTrack(track) {
		track, unknown = "", true
	}
	if group != "" && !knownGroup(group) {
		group, unknown = "", true
	}
	var rows []dayRow
	var free []listRow
	var inspect []dayRow
	err := c.App.DB.Read(c.Ctx(), c.Actor, func(r *db.Rd) error {
		err := r.Select(&rows, "day_rows", db.Args{
			"scope_actor": c.Actor.ID, "track": track, "sort": sort, "grp": group, "per": perGroup, "after": 0,
		})
		if err != nil || group != "" {
			return err
		}
		if err := r.Select(&inspect, "inspection_rows", access.Scope(c.Actor)); err != nil {
			return err
		}
		args := db.Args(access.Scope(c.Actor))
		args["office_id"] = c.Actor.OfficeID
		return r.Select(&free, "unassigned_rows", args)
	})
	if err != nil {
		return err
	}
	p := deskview.MyDayPage{Page: c.Page(c.T.T("nav.my_day"))}
	today := c.Today()
	p.Date = c.T.DateWeekday(today)
	if unknown {
		p.Banner = &view.Banner{Kind: view.Info, Title: c.T.T("list.unknown_filter")}
	}
	families := 0
	byGroup := map[string][]dayRow{}
	for _, r := range rows {
		byGroup[r.Group] = append(byGroup[r.Group], r)
	}
	for _, g := range casefile.Groups {
		in := byGroup[string(g)]
		if group != "" && group != string(g) {
			continue
		}
		tg := view.TaskGroup{ID: string(g), Title: c.T.T("group." + string(g)), Late: g == casefile.GroupOverdue && len(in) > 0, Empty: c.T.T("group." + string(g) + ".empty")}
		for _, r := range in {
			tg.Count = r.N
			tg.Rows = append(tg.Rows, s.dayRow(c, r, today))
		}
		families += tg.Count
		if more := tg.Count - len(in); more > 0 {
			tg.More = &view.Link{Href: "/my-day?" + query("group", string(g), "sort", sort, "track", track), Text: c.T.N("list.more", more)}
		}
		p.Groups = append(p.Groups, tg)
	}
	p.Summary = c.T.N("my_day.families", families)
	p.Sorts = tabs(c, daySorts, sort, "sort", "my_day.sort.", "track", track)
	p.Tracks = tabs(c, append([]string{""}, trackNames()...), track, "track", "my_day.track.", "sort", sort)
	p.MayRegister = mayRegister(c.Actor)
	if len(inspect) > 0 {
		p.Others = append(p.Others, s.inspections(c, inspect, today))
	}
	if len(free) > 0 {
		p.Others = append(p.Others, s.unassigned(c, free, today))
	}
	return c.Show(200, deskview.MyDay(p))
}

func (s *screen) dayRow(c *web.Ctx, r dayRow, today civil.Date) view.TaskRow {
	row := view.TaskRow{
		Case:   view.Link{Href: "/cases/" + r.Number, Text: r.Number},
		Family: view.Name{Text: r.Head, Lang: r.Lang}, Persons: c.T.N("persons", r.Persons),
		Due: s.due(c, r, today), Why: s.why(c, r, today),
	}
	row.Task = view.Link{Href: "/cases/" + r.Number, Text: c.T.T("case.nothing_open")}
	if r.TaskID != 0 {
		row.Task = view.Link{Href: s.links.To(r.Number, r.TaskID, r.Key), Text: casefile.TitleOf(c.T, casefile.Task{
			Key: r.Key, Title: r.Title, TitleKK: r.TitleKK, TitleRU: r.TitleRU, TitleEN: r.TitleEN,
		})}
		row.Step = c.T.T("step." + r.Step)
	}
	if r.Open > 1 {
		row.More = c.T.N("list.plus_more", r.Open-1)
	}
	return row
}

// due is the clock of a row; a clock that was stopped today has waited no day yet.
func (s *screen) due(c *web.Ctx, r dayRow, today civil.Date) view.Due {
	if r.State == casefile.Paused && s.book.Calendar.WorkingDays(r.PausedOn, today) == 0 {
		return view.Due{Kind: view.DuePaused, Text: c.T.T("my_day.paused_now")}
	}
	return casefile.DueWords(c.T, s.book.Calendar, r.State, r.Due, r.PausedOn, today, false)
}

// why is one line: for what a decision came back, on what the clock waits, since when it is late, who must act.
func (s *screen) why(c *web.Ctx, r dayRow, today civil.Date) string {
	t := c.T
	switch {
	case r.State == casefile.Returned:
		if why, ok := s.book.Reason("return_for_correction", r.Returned); ok {
			return t.T("task.returned_because", "reason", t.Pick(why.KK, why.RU, why.EN))
		}
		return t.T("my_day.why.returned")
	case r.State == casefile.Paused:
		since := t.T("my_day.why.paused", "date", t.DateShort(r.PausedOn, today))
		if why, ok := s.book.Reason("pause", r.PauseWhy); ok {
			return t.Pick(why.KK, why.RU, why.EN) + " · " + since
		}
		return since
	case r.Other:
		return t.T("my_day.why.other_person")
	}
	who := ""
	switch r.Role {
	case "migrant":
		who = t.T("my_day.why.family")
	case "finance", "protection":
		who = t.T("my_day.why.role", "role", t.T("role."+r.Role))
	}
	if r.State == casefile.Open && !r.Due.IsZero() && r.Due.Before(today) {
		late := t.T("my_day.why.overdue", "date", t.DateShort(r.Due, today))
		if who != "" {
			late += " · " + who
		}
		return late
	}
	return who
}

// inspections are dwellings of other persons' families that somebody else must look at (product.md §4.5).
func (s *screen) inspections(c *web.Ctx, rows []dayRow, today civil.Date) view.TaskGroup {
	g := view.TaskGroup{ID: "inspections", Title: c.T.T("group.inspections"), Count: rows[0].N}
	for _, r := range rows {
		r.Step = string(casefile.Housing)
		row := s.dayRow(c, r, today)
		if row.Why = c.T.T("case.unassigned"); r.Owner != "" {
			row.Why = c.T.T("my_day.why.offered", "name", r.Owner)
		}
		g.Rows = append(g.Rows, row)
	}
	return g
}

func (s *screen) unassigned(c *web.Ctx, rows []listRow, today civil.Date) view.TaskGroup {
	g := view.TaskGroup{ID: "unassigned", Title: c.T.T("group.unassigned"), Count: rows[0].N}
	for _, r := range rows {
		g.Rows = append(g.Rows, view.TaskRow{
			Task: view.Link{Href: "/cases/" + r.Number, Text: c.T.T("group.unassigned.task")}, Case: view.Link{Href: "/cases/" + r.Number, Text: r.Number},
			Family: view.Name{Text: r.Head, Lang: r.Lang}, Persons: c.T.N("persons", r.Persons), Step: c.T.T("stage." + r.Stage),
			Due: casefile.DueWords(c.T, s.book.Calendar, casefile.Open, r.Due, civil.Date{}, today, false),
		})
	}
	if more := g.Count - len(rows); more > 0 {
		g.More = &view.Link{Href: "/cases?state=unassigned", Text: c.T.N("list.more", more)}
	}
	return g
}

// Counts are the numbers beside the navigation.
func (s *screen) counts(r *db.Rd, a access.Actor) (map[string]view.Count, error) {
	var n struct {
		Due       int `db:"due"`
		Late      int `db:"late"`
		Decisions int `db:"decisions"`
	}
	args := db.Args(access.Scope(a))
	query := "nav_counts"
	if a.Role == access.Finance || a.Role == access.Protection {
		query, args["role"] = "role_counts", string(a.Role)
	} else {
		args["decides"] = a.Role == access.Supervisor
	}
	if err := r.Get(&n, query, args); err != nil {
		return nil, err
	}
	day := view.Count{N: n.Due}
	if n.Late > 0 {
		day = view.Count{N: n.Late, Late: true} // the red number counts what is late and nothing else
	}
	return map[string]view.Count{"my_day": day, "decisions": {N: n.Decisions}}, nil
}
