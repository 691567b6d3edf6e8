package desk

import (
	"strconv"
	"strings"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/view"
	"nurlykosh/internal/platform/web"
	deskview "nurlykosh/templates/desk"
)

var caseStates = []string{"open", "late", "waiting", "unassigned", "settled", "closed", "all"}

const farAway = "9999-12-31"

// cases lists the cases of the reader's scope by due date; a bad cursor gives the first page with a notice.
func (s *screen) cases(c *web.Ctx) error {
	state, track := oneOf(c.QueryParam("state"), caseStates), c.QueryParam("track")
	p := deskview.CasesPage{Page: c.Page(c.T.T("nav.cases"))}
	if track != "" && !knownTrack(track) || c.QueryParam("state") != "" && c.QueryParam("state") != state {
		track = ""
		p.Banner = &view.Banner{Kind: view.Info, Title: c.T.T("list.unknown_filter")}
	}
	owner, _ := strconv.ParseInt(c.QueryParam("owner"), 10, 64)
	due, id, ok := cursor(c.QueryParam("after"))
	if !ok {
		p.Banner = &view.Banner{Kind: view.Info, Title: c.T.T("list.bad_cursor")}
	}
	args := db.Args(access.Scope(c.Actor))
	args["state"], args["track"], args["owner"], args["after_due"], args["after_id"] = state, track, owner, due, id
	var rows []listRow
	var all struct {
		N     int    `db:"n"`
		Owner string `db:"owner"`
	}
	err := s.db.Read(c.Ctx(), c.Actor, func(r *db.Rd) error {
		if err := r.Select(&rows, "cases_rows", args); err != nil {
			return err
		}
		delete(args, "after_due")
		delete(args, "after_id")
		return r.Get(&all, "cases_count", args)
	})
	if err != nil {
		return err
	}
	p.Count = c.T.N("cases.count", all.N)
	kept := "" // the person whose cases are listed
	if owner != 0 {
		kept = strconv.FormatInt(owner, 10)
		p.Of = all.Owner
		p.All = &view.Link{Href: "/cases?" + query("state", state, "track", track), Text: c.T.T("cases.everybody")}
	}
	today := c.Today()
	if len(rows) > 50 {
		rows = rows[:50]
		last := rows[49]
		d := farAway
		if !last.Due.IsZero() {
			d = last.Due.String()
		}
		p.More = &view.Link{Href: "/cases?" + query("state", state, "track", track, "owner", kept, "after", d+"."+strconv.FormatInt(last.ID, 10)), Text: c.T.T("list.next_page")}
	}
	for _, r := range rows {
		row := deskview.CaseRow{
			Case: view.Link{Href: "/cases/" + r.Number, Text: r.Number}, Family: view.Name{Text: r.Head, Lang: r.Lang}, Persons: c.T.N("persons", r.Persons),
			Track: c.T.T("track." + r.Track), Step: c.T.T("stage." + r.Stage), Owner: r.Owner, Office: c.T.Pick(r.OfficeKK, r.OfficeRU, r.OfficeEN),
		}
		switch st := casefile.Status(r.Status); {
		case !st.Open():
			row.Due = view.Due{Text: c.T.T("case." + r.Status)}
		case r.Turn == string(casefile.TurnOthers):
			row.Due = view.Due{Kind: view.DuePaused, Text: c.T.T("task.waiting")}
		default:
			row.Due = casefile.DueWords(c.T, s.book.Calendar, casefile.Open, r.Due, civil.Date{}, today, false)
		}
		p.Rows = append(p.Rows, row)
	}
	p.States = tabs(c, caseStates, state, "state", "cases.state.", "track", track, "owner", kept)
	p.Tracks = tabs(c, append([]string{""}, trackNames()...), track, "track", "my_day.track.", "state", state, "owner", kept)
	return c.Show(200, deskview.Cases(p))
}

func cursor(s string) (due string, id int64, ok bool) {
	if s == "" {
		return "0001-01-01", 0, true
	}
	d, n, found := strings.Cut(s, ".")
	id, err := strconv.ParseInt(n, 10, 64)
	if _, derr := civil.Parse(d); !found || err != nil || derr != nil {
		return "0001-01-01", 0, false
	}
	return d, id, true
}
