package board

import (
	"strconv"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/view"
	"nurlykosh/internal/platform/web"
	boardview "nurlykosh/templates/board"
)

type screen struct{ book *casefile.Book }

// Room wires the room's routes.
func Room(a *web.App, book *casefile.Book) {
	s := &screen{book: book}
	a.Nav("board", "/board", access.Leader)
	a.GET("/board", access.Leader, s.board)
}

type figures struct {
	Open       int `db:"open"`
	Late       int `db:"late"`
	Waiting    int `db:"waiting"`
	Unassigned int `db:"unassigned"`
	Settled    int `db:"settled"`
	Closed     int `db:"closed"`
}

type loadRow struct {
	ID       int64      `db:"id"`
	Name     string     `db:"name"`
	Limit    int        `db:"load_limit"`
	KK       string     `db:"office_kk"`
	RU       string     `db:"office_ru"`
	EN       string     `db:"office_en"`
	Families int        `db:"families"`
	Late     int        `db:"late"`
	Oldest   civil.Date `db:"oldest"`
}

type waitRow struct {
	Number   string     `db:"number"`
	Head     string     `db:"head_name"`
	Lang     string     `db:"head_lang"`
	Persons  int        `db:"persons"`
	Stage    string     `db:"stage"`
	Received civil.Date `db:"receipt_date"`
	Due      civil.Date `db:"next_due"`
	Owner    string     `db:"owner"`
}

func (s *screen) board(c *web.Ctx) error {
	var f figures
	var load []loadRow
	var longest []waitRow
	var today civil.Date
	err := c.App.DB.Read(c.Ctx(), c.Actor, func(r *db.Rd) error {
		today = r.Today()
		if err := r.Get(&f, "board_figures", access.Scope(c.Actor)); err != nil {
			return err
		}
		args := access.Scope(c.Actor)
		if err := r.Select(&load, "board_load", args); err != nil {
			return err
		}
		return r.Select(&longest, "board_longest", access.Scope(c.Actor))
	})
	if err != nil {
		return err
	}
	t := c.T
	p := boardview.BoardPage{Page: c.Page(t.T("page.board")), AsOf: t.T("board.as_of", "time", t.Time(c.Row.Now))}
	for _, x := range []struct {
		key, state string
		n          int
	}{{"open", "open", f.Open}, {"late", "late", f.Late}, {"waiting", "waiting", f.Waiting}, {"unassigned", "unassigned", f.Unassigned}, {"settled", "settled", f.Settled}, {"closed", "closed", f.Closed}} {
		p.Figures = append(p.Figures, boardview.Figure{Href: "/cases?state=" + x.state, N: t.Number(x.n), Word: t.T("board." + x.key), Late: x.key == "late" && x.n > 0})
	}
	for _, r := range load {
		row := boardview.LoadRow{
			Name: r.Name, Office: t.Pick(r.KK, r.RU, r.EN), Families: strconv.Itoa(r.Families), Late: strconv.Itoa(r.Late), Oldest: "–",
			Href: "/cases?state=open&owner=" + strconv.FormatInt(r.ID, 10), LateHref: "/cases?state=late&owner=" + strconv.FormatInt(r.ID, 10), Label: t.T("board.load", "n", r.Families, "limit", r.Limit),
		}
		if !r.Oldest.IsZero() {
			row.Oldest = t.DateShort(r.Oldest, today)
		}
		within := min(1000, 1000*r.Families/max(1, r.Limit))
		row.Bar = []view.Bar{{X: 0, W: within, Class: "s1"}}
		if r.Families > r.Limit {
			row.Bar = []view.Bar{{X: 0, W: 1000 * r.Limit / r.Families, Class: "s1"}, {X: 1000 * r.Limit / r.Families, W: 1000 - 1000*r.Limit/r.Families, Class: "s2"}}
		}
		p.Load = append(p.Load, row)
	}
	for _, r := range longest {
		p.Longest = append(p.Longest, boardview.WaitRow{
			Case: view.Link{Href: "/cases/" + r.Number, Text: r.Number}, Family: view.Name{Text: r.Head, Lang: r.Lang}, Persons: t.N("persons", r.Persons), Step: t.T("stage." + r.Stage),
			Since: t.DateShort(r.Received, today), Days: t.N("board.days", today.Sub(r.Received)), Owner: r.Owner,
			Due: casefile.DueWords(t, s.book.Calendar, casefile.Open, r.Due, civil.Date{}, today, false),
		})
	}
	return c.Show(200, boardview.Board(p))
}
