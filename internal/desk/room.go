package desk

import (
	"context"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/view"
	"nurlykosh/internal/platform/web"
)

type screen struct {
	db    *db.DB
	book  *casefile.Book
	frame *casefile.Frame
	links casefile.Links
}

// listRow is a case in a list.
type listRow struct {
	ID       int64      `db:"id"`
	Number   string     `db:"number"`
	Track    string     `db:"track"`
	Status   string     `db:"status"`
	Stage    string     `db:"stage"`
	Head     string     `db:"head_name"`
	Lang     string     `db:"head_lang"`
	Persons  int        `db:"persons"`
	Due      civil.Date `db:"next_due"`
	Turn     string     `db:"next_state"`
	Opened   civil.Date `db:"opened_on"`
	Owner    string     `db:"owner"`
	OfficeKK string     `db:"office_kk"`
	OfficeRU string     `db:"office_ru"`
	OfficeEN string     `db:"office_en"`
	N        int        `db:"n"` // of the whole list
}

// Room wires the room's routes and the numbers beside the navigation.
func Room(a *web.App, frame *casefile.Frame) {
	s := &screen{db: a.DB, book: frame.Book, frame: frame, links: frame.Links}
	a.Nav("my_day", "/my-day", access.TaskHolder)
	a.Nav("cases", "/cases", access.CaseReader)
	a.GET("/my-day", access.TaskHolder, s.myDay)
	a.GET("/cases", access.CaseReader, s.cases)
	a.GET("/search", access.CaseReader, s.searchPage)
	a.POST("/search", access.CaseReader, s.search)
	a.GET("/cases/:number", access.CaseReader, s.overview)
	a.Counts = func(ctx context.Context, who access.Actor) map[string]view.Count {
		var counts map[string]view.Count
		err := a.DB.Read(ctx, who, func(r *db.Rd) error {
			var err error
			counts, err = s.counts(r, who)
			return err
		})
		if err != nil {
			return nil // the navigation goes without numbers
		}
		return counts
	}
}
