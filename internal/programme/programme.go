// Package programme wires the rooms into one application: who needs what, and which part of a case lies where.
//
// It holds no logic; cmd starts it, tests start it, and ROUTES.md is written from it.
package programme

import (
	"context"
	"database/sql"
	"log/slog"
	"maps"

	"nurlykosh/internal/accounts"
	"nurlykosh/internal/board"
	"nurlykosh/internal/casefile"
	"nurlykosh/internal/desk"
	"nurlykosh/internal/duplicates"
	"nurlykosh/internal/employment"
	"nurlykosh/internal/housing"
	"nurlykosh/internal/intake"
	"nurlykosh/internal/integration"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/i18n"
	"nurlykosh/internal/platform/session"
	"nurlykosh/internal/platform/settings"
	"nurlykosh/internal/platform/web"
	"nurlykosh/internal/portal"
	"nurlykosh/internal/public"
	"nurlykosh/templates/errorview"
)

// Ground is what the rooms stand on.
type Ground struct {
	DB       *db.DB
	Owner    *sql.DB // for the readiness check; may be nil
	Settings settings.Settings
	Log      *slog.Logger
	Version  string
}

// links say where the tasks of each kind are done.
func links() casefile.Links {
	all := maps.Clone(ofIntake)
	maps.Copy(all, housing.Links)
	maps.Copy(all, employment.Links)
	maps.Copy(all, integration.Links)
	return all
}

var ofIntake = casefile.Links{
	"register_family":    "/slip",
	"complete_household": "/household",
	casefile.NameHead:    "/household/head",
	"refer_protection":   "/protection",
}

// Tabs are the parts of a case, in their order.
var Tabs = []casefile.Tab{
	{Key: "overview", Path: ""},
	{Key: "household", Path: "/household"},
	{Key: "papers", Path: "/papers"},
	housing.Tab,
	{Key: "employment", Path: "/employment"},
	integration.Tab,
	{Key: "tasks", Path: "/tasks"},
	{Key: "history", Path: "/history"},
}

// New wires the application.
func New(ctx context.Context, g Ground) (*web.App, error) {
	words, err := i18n.Load()
	if err != nil {
		return nil, err
	}
	book, err := casefile.LoadBook(ctx, g.DB)
	if err != nil {
		return nil, err
	}
	app := web.New(web.App{
		DB: g.DB, Sessions: session.NewStore(g.DB, g.Settings.Secure()), Words: words, Settings: g.Settings, Log: g.Log,
		Version: g.Version, ErrorPage: errorview.Fault, VersionsPage: errorview.Versions,
	})
	frame := &casefile.Frame{Book: book, Links: links(), Tabs: Tabs}
	public.Room(app)
	accounts.Room(app, &accounts.Work{DB: g.DB}, demoMigrant(g.DB))
	desk.Room(app, frame)
	reception := &intake.Work{DB: g.DB, Book: book}
	intake.Room(app, reception, frame)
	portal.Room(app, &portal.Work{DB: g.DB, Book: book})
	casefile.Room(app, &casefile.Work{DB: g.DB, Book: book, Links: frame.Links}, frame)
	homes := &housing.Work{DB: g.DB, Book: book}
	book.Evidence, book.PapersToBring = reception.Lacks, reception.ToBring
	book.Ended = []func(*casefile.Edit) error{housing.CaseEnded, employment.CaseEnded}
	book.Reopened = intake.Reopened
	book.Holdings = []func(*db.Rd, *casefile.Case) ([]casefile.Holding, error){housing.Holdings, integration.Holdings}
	book.MemberMoved = []func(*casefile.Edit, int64, int64) error{employment.MemberMoved, integration.MemberMoved}
	book.Parted = []func(*casefile.Parted) error{housing.Parted, employment.Parted, integration.Parted}
	book.MemberChanged = []func(*casefile.Edit, casefile.Member) error{housing.MemberChanged, employment.MemberChanged, integration.MemberChanged}
	housing.Room(app, homes, frame)
	employment.Room(app, &employment.Work{DB: g.DB, Book: book}, frame)
	life := &integration.Work{DB: g.DB, Book: book}
	integration.Room(app, life, frame)
	deciders := casefile.Deciders{}
	for _, of := range []casefile.Deciders{reception.Deciders(), homes.Deciders(), life.Deciders()} {
		maps.Copy(deciders, of)
	}
	casefile.DecideRoom(app, &casefile.DecideWork{DB: g.DB, Book: book, Deciders: deciders}, frame)
	board.Room(app, book)
	duplicates.Room(app, &duplicates.Work{DB: g.DB, Book: book}, frame)
	return app, nil
}
