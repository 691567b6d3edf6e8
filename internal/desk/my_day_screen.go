package desk

import (
	"net/url"

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
	Title    string         `db:"title"`
	PausedOn civil.Date     `db:"paused_on"`
	PauseWhy string         `db:"pause_reason"`
	TitleKK  string         `db:"title_kk"`
	TitleRU  string         `db:"title_ru"`
	TitleEN  string         `db:"title_en"`
}

var daySorts = []string{"due", "number", "family"}

func (s *screen) myDay(c *web.Ctx) error {
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
	err := c.App.DB.Read(c.Ctx(), c.Actor, func(r *db.Rd) error {
		err := r.Select(&rows, "day_rows", db.Args{
			"owner_id": c.Actor.ID, "track": track, "sort": sort, "grp": group, "per": perGroup, "after": 0,
		})
		if err != nil || group != "" {
			return err
		}
		return r.Select(&free, "unassigned_rows", db.Args{"office_id": c.Actor.OfficeID})
	})
	if err != nil {
		return err
	}
	p := deskview.MyDayPage{Page: c.Page(c.T.T("page.my_day"))}
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
	if len(free) > 0 {
		p.Unassigned = s.unassigned(c, free, today)
	}
	return c.Show(200, deskview.MyDay(p))
}

func (s *screen) dayRow(c *web.Ctx, r dayRow, today civil.Date) view.TaskRow {
	row := view.TaskRow{
		Case:   view.Link{Href: "/cases/" + r.Number, Text: r.Number},
		Family: view.Name{Text: r.Head, Lang: r.Lang}, Persons: c.T.N("persons", r.Persons),
		Due: casefile.DueWords(c.T, s.book.Calendar, r.State, r.Due, r.PausedOn, today, false),
	}
	row.Task = view.Link{Href: "/cases/" + r.Number, Text: c.T.T("case.nothing_open")}
	if r.TaskID != 0 {
		row.Task = view.Link{Href: s.links.To(r.Number, r.TaskID, r.Key), Text: r.Title}
		if r.TitleEN != "" {
			row.Task.Text = c.T.Pick(r.TitleKK, r.TitleRU, r.TitleEN)
		}
		row.Step = c.T.T("step." + r.Step)
	}
	if r.Open > 1 {
		row.More = c.T.N("list.plus_more", r.Open-1)
	}
	if r.PauseWhy != "" {
		if why, ok := s.book.Reason("pause", r.PauseWhy); ok {
			row.Why = c.T.Pick(why.KK, why.RU, why.EN)
		}
	}
	return row
}

func (s *screen) unassigned(c *web.Ctx, rows []listRow, today civil.Date) *view.TaskGroup {
	g := &view.TaskGroup{ID: "unassigned", Title: c.T.T("group.unassigned"), Count: len(rows)}
	for _, r := range rows {
		g.Rows = append(g.Rows, view.TaskRow{
			Task: view.Link{Href: "/cases/" + r.Number, Text: c.T.T("group.unassigned.task")}, Case: view.Link{Href: "/cases/" + r.Number, Text: r.Number},
			Family: view.Name{Text: r.Head, Lang: r.Lang}, Persons: c.T.N("persons", r.Persons), Step: c.T.T("step." + r.Stage),
			Due: casefile.DueWords(c.T, s.book.Calendar, casefile.Open, r.Due, civil.Date{}, today, false),
		})
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
	args := access.Scope(a)
	args["actor_id"], args["decides"] = a.ID, a.Role == access.Supervisor
	if err := r.Get(&n, "nav_counts", args); err != nil {
		return nil, err
	}
	return map[string]view.Count{"my_day": {N: n.Due, Late: n.Late > 0}, "decisions": {N: n.Decisions}}, nil
}

func query(pairs ...string) string {
	q := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			q.Set(pairs[i], pairs[i+1])
		}
	}
	return q.Encode()
}

func tabs(c *web.Ctx, values []string, current, name, words string, keep, kept string) []view.Tab {
	var out []view.Tab
	for _, v := range values {
		word := v
		if v == "" {
			word = "all"
		}
		out = append(out, view.Tab{Href: c.Path() + "?" + query(name, v, keep, kept), Text: c.T.T(words + word), Current: v == current})
	}
	return out
}

func oneOf(v string, list []string) string {
	for _, x := range list {
		if v == x {
			return v
		}
	}
	return list[0]
}

func knownTrack(s string) bool {
	for _, t := range trackNames() {
		if t == s {
			return true
		}
	}
	return false
}

func knownGroup(s string) bool {
	for _, g := range casefile.Groups {
		if string(g) == s {
			return true
		}
	}
	return false
}

func trackNames() []string {
	out := make([]string, 0, len(casefile.Tracks))
	for _, t := range casefile.Tracks {
		out = append(out, string(t))
	}
	return out
}
