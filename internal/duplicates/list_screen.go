package duplicates

import (
	"strconv"
	"strings"
	"time"

	"github.com/lib/pq"

	"nurlykosh/internal/identity"
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/i18n"
	"nurlykosh/internal/platform/view"
	"nurlykosh/internal/platform/web"
	duplicatesview "nurlykosh/templates/duplicates"
)

// pageOf is how many pairs a page of the list has.
const pageOf = 25

// listedRow is a pair as the list shows it.
type listedRow struct {
	ID         int64           `db:"id"`
	Verdict    string          `db:"verdict"`
	Score      float64         `db:"score"`
	Reasons    pq.StringArray  `db:"reasons"`
	Points     pq.Float64Array `db:"points"`
	State      string          `db:"state"`
	SaidOther  bool            `db:"said_other"`
	Unsure     bool            `db:"said_unsure"` // whoever met the person could not tell
	Again      bool            `db:"again"`
	Found      time.Time       `db:"found_at"`
	Both       bool            `db:"both_mine"`
	AMine      bool            `db:"a_mine"`
	BMine      bool            `db:"b_mine"`
	ANumber    string          `db:"a_number"`
	AName      string          `db:"a_name"`
	AScript    string          `db:"a_script"`
	ABirth     civil.Date      `db:"a_birth"`
	ABirthYear int             `db:"a_birth_year"`
	AStatus    string          `db:"a_status"`
	AKK        string          `db:"a_kk"`
	ARU        string          `db:"a_ru"`
	AEN        string          `db:"a_en"`
	BNumber    string          `db:"b_number"`
	BName      string          `db:"b_name"`
	BScript    string          `db:"b_script"`
	BBirth     civil.Date      `db:"b_birth"`
	BBirthYear int             `db:"b_birth_year"`
	BStatus    string          `db:"b_status"`
	BKK        string          `db:"b_kk"`
	BRU        string          `db:"b_ru"`
	BEN        string          `db:"b_en"`
}

// States of a pair that the list shows, as its tabs.
var states = []string{"open", "not_same", "merged"}

func (s *screen) list(c *web.Ctx) error {
	state := c.QueryParam("state")
	if !strings.Contains(" open not_same merged ", " "+state+" ") || state == "" {
		state = "open"
	}
	var rows []listedRow
	var waiting []waitRow
	err := c.App.DB.Read(c.Ctx(), c.Actor, func(r *db.Rd) error {
		args := access.Scope(c.Actor)
		args["state"], args["lim"] = state, pageOf+1
		args["before"], args["before_score"] = cursor(c.QueryParam("after"))
		if err := r.Select(&rows, "duplicate_pairs", args); err != nil {
			return err
		}
		return r.Select(&waiting, "merges_waiting", access.Scope(c.Actor))
	})
	if err != nil {
		return err
	}
	t := c.T
	p := duplicatesview.ListPage{Page: c.In("duplicates").Page(t.T("page.duplicates"))}
	p.Tabs = tabs(t, state)
	for _, x := range waiting {
		p.Waiting = append(p.Waiting, waitingRow(c, x))
	}
	for i, x := range rows {
		if i == pageOf {
			last := rows[pageOf-1]
			p.More = &view.Link{Href: "/duplicates?state=" + state + "&after=" + strconv.FormatInt(last.ID, 10) + "." + strconv.FormatFloat(last.Score, 'g', -1, 32), Text: t.T("duplicate.more")}
			break
		}
		p.Pairs = append(p.Pairs, pairRow(t, x))
	}
	return c.Show(200, duplicatesview.List(p))
}

// tabs are the lists of the room.
func tabs(t i18n.Reader, current string) (out []view.Tab) {
	for _, x := range states {
		out = append(out, view.Tab{Href: "/duplicates?state=" + x, Text: t.T("duplicate.state." + x), Current: x == current})
	}
	for _, x := range []string{"open", "explained"} {
		out = append(out, view.Tab{Href: "/duplicates/alarms?state=" + x, Text: t.T("alarm.state." + x), Current: "alarm."+x == current})
	}
	return out
}

// cursor reads where a page begins; nonsense begins at the first.
func cursor(s string) (id int64, score float64) {
	a, b, _ := strings.Cut(s, ".")
	id, err := strconv.ParseInt(a, 10, 64)
	score, err2 := strconv.ParseFloat(b, 32)
	if err != nil || err2 != nil || id < 0 {
		return 0, 0
	}
	return id, score
}

func pairRow(t i18n.Reader, x listedRow) duplicatesview.PairRow {
	row := duplicatesview.PairRow{Finding: identity.StoredWords(t, x.Verdict, x.Score, x.Reasons, x.Points)}
	row.Sides[0] = record(t, x.AMine, x.AName, x.AScript, x.ABirth, x.ABirthYear, x.ANumber, t.Pick(x.AKK, x.ARU, x.AEN))
	row.Sides[1] = record(t, x.BMine, x.BName, x.BScript, x.BBirth, x.BBirthYear, x.BNumber, t.Pick(x.BKK, x.BRU, x.BEN))
	for _, r := range row.Sides {
		if r.Held == "" {
			row.About += " " + r.Name.Text
		}
	}
	if x.SaidOther {
		row.Notes = append(row.Notes, t.T("duplicate.said_other_note"))
	}
	if x.Unsure {
		row.Notes = append(row.Notes, t.T("duplicate.said_unsure_note"))
	}
	if x.Again {
		row.Notes = append(row.Notes, t.T("duplicate.again"))
	}
	if x.Both {
		row.Compare = view.Link{Href: "/duplicates/" + strconv.FormatInt(x.ID, 10), Text: t.T("duplicate.compare")}
	} else {
		row.Above = t.T("duplicate.above")
	}
	return row
}

// record is one side in short; of a case that another office holds only the office is told.
func record(t i18n.Reader, mine bool, name, script string, birth civil.Date, year int, number, office string) duplicatesview.Record {
	if !mine {
		return duplicatesview.Record{Held: t.T("duplicate.held", "office", office)}
	}
	return duplicatesview.Record{
		Name: view.Name{Text: name, Lang: identity.LangOf(script)}, Born: bornWords(t, birth, year), Office: office,
		Case: view.Link{Href: "/cases/" + number, Text: number},
	}
}

func bornWords(t i18n.Reader, d civil.Date, year int) string {
	switch {
	case !d.IsZero():
		return t.T("alike.born", "date", t.Date(d))
	case year != 0:
		return t.T("alike.born_year", "year", year)
	}
	return t.T("alike.born_unknown")
}

type waitRow struct {
	ID       int64     `db:"id"`
	Kind     Kind      `db:"kind"`
	State    string    `db:"state"`
	Proposed time.Time `db:"proposed_at"`
	Name     string    `db:"by_name"`
	By       int64     `db:"by_id"`
	Main     string    `db:"main_number"`
	Head     string    `db:"head_name"`
	Lang     string    `db:"head_lang"`
	Other    string    `db:"other_number"`
}

func waitingRow(c *web.Ctx, x waitRow) duplicatesview.WaitRow {
	t := c.T
	out := duplicatesview.WaitRow{
		What: t.T("merge.wait." + x.State), Who: x.Name, When: t.Time(x.Proposed), Family: view.Name{Text: x.Head, Lang: x.Lang}, Numbers: x.Main + " ← " + x.Other,
	}
	switch {
	case c.Actor.Role != access.Supervisor:
	case x.By == c.Actor.ID:
		out.Own = t.T("merge.own")
		out.Open = view.Link{Href: "/duplicates/merges/" + strconv.FormatInt(x.ID, 10), Text: t.T("merge.take_back")}
	default:
		out.Open = view.Link{Href: "/duplicates/merges/" + strconv.FormatInt(x.ID, 10), Text: t.T("merge.look")}
	}
	return out
}
