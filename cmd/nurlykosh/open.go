package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"

	"nurlykosh/internal/identity"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/pgserver"
	"nurlykosh/internal/platform/sealed"
	"nurlykosh/internal/platform/settings"
	"nurlykosh/internal/seed"
)

// world is what every command that needs the database stands on.
type world struct {
	set    settings.Settings
	db     *db.DB
	owner  *sql.DB // nil without NK_OWNER_URL, and in production for all but the owner's commands
	own    *pgserver.Server
	keys   *sealed.Keyring
	appURL string
}

func say(s string) { fmt.Println(s) }

// starter brings up the own server: serve alone wants it for itself, other commands join a running program.
type starter func(context.Context, pgserver.Options) (*pgserver.Server, error)

// openWorld opens what a command stands on. In development it brings the database to the current schema first; in
// production `migrate` alone does so, and everything unsafe is refused.
func openWorld(ctx context.Context, start starter) (w *world, err error) {
	if w, err = openGround(ctx, start, false); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, w.close())
			w = nil
		}
	}()
	if !w.set.Prod() && w.owner != nil {
		if err = w.prepare(ctx, false); err != nil {
			return w, err
		}
	}
	if err = w.openApp(ctx); err != nil {
		return w, err
	}
	return w, w.check(ctx)
}

// openGround reads the settings and the keys, starts the own database if none is named, and connects as the owner
// where that is wanted, or development prepares the database itself.
func openGround(ctx context.Context, start starter, owner bool) (w *world, err error) {
	w = &world{}
	if w.set, err = settings.Load(); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, w.close())
			w = nil
		}
	}()
	ownerURL := w.set.OwnerURL
	w.appURL = w.set.DatabaseURL
	if w.appURL == "" {
		if w.own, err = start(ctx, pgserver.Options{Dir: filepath.Join(w.set.Var, "pg"), Packages: w.set.Packages, Fsync: true, Say: say}); err != nil {
			return w, err
		}
		w.appURL, ownerURL = w.own.AppURL(), w.own.OwnerURL()
	}
	if w.keys, err = sealed.LoadOrMake(w.set.Keys, !w.set.Prod()); err != nil {
		return w, err
	}
	if ownerURL == "" || w.set.Prod() && !owner {
		return w, nil
	}
	if w.owner, err = db.OpenOwner(ownerURL); err != nil {
		return w, err
	}
	if err = w.owner.PingContext(ctx); err != nil {
		return w, fmt.Errorf("the database does not answer: %w; check NK_OWNER_URL", err)
	}
	return w, nil
}

// errNoOwner is for commands that need the owner's role.
var errNoOwner = errors.New("NK_OWNER_URL is not set: set it to the address of the same database for the role that owns the tables")

// prepare migrates and loads the programme's tables, where they are not the program's own already or it must, and
// binds the database to the master key. A database that needs nothing is only read.
func (w *world) prepare(ctx context.Context, must bool) error {
	u, err := url.Parse(w.appURL)
	if err != nil || u.User == nil {
		return errors.New("NK_DATABASE_URL must name a user")
	}
	state, err := db.StateOf(ctx, w.owner)
	if err != nil {
		return err
	}
	if must || !state.Current() {
		if err := db.CheckServer(ctx, w.owner); err != nil {
			return err
		}
		if err := db.Migrate(ctx, w.owner, u.User.Username(), say); err != nil {
			return err
		}
	}
	if err := db.BindKey(ctx, w.owner, w.keys); err != nil {
		return err
	}
	if err := identity.FillSounds(ctx, w.owner, func(n int) { say(fmt.Sprintf("names: %d have their sound keys", n)) }); err != nil {
		return err
	}
	loaded, err := seed.Current(ctx, w.owner)
	if err != nil || loaded && !must {
		return err
	}
	say("schema: loading the programme's tables")
	return seed.Load(ctx, w.owner)
}

// openApp connects as the application.
func (w *world) openApp(ctx context.Context) (err error) {
	if w.db, err = db.Open(w.appURL, w.keys, db.Options{}); err != nil {
		return err
	}
	if err = w.db.Ping(ctx); err != nil {
		return fmt.Errorf("the database does not answer: %w; check NK_DATABASE_URL", err)
	}
	return nil
}

// check refuses what would be silently wrong; in production also what is not safe.
func (w *world) check(ctx context.Context) error {
	for _, c := range w.checks() {
		if err := c.run(ctx); err != nil {
			return err
		}
	}
	return nil
}

type check struct {
	name string
	run  func(context.Context) error
}

// checks are those of the environment, the ground of the others first.
func (w *world) checks() []check {
	all := []check{{"schema", w.db.CheckSchema}, {"key", w.db.CheckKey}, {"extensions", w.db.CheckExtensions}, {"durability", w.db.CheckDurable}}
	if w.set.Prod() {
		return append(all, check{"checksums", w.db.CheckChecksums}, check{"role", w.db.CheckRole}, check{"clocks", w.db.CheckClock}, check{"accounts", w.db.CheckPeople})
	}
	return append(all, check{"clocks", w.db.CheckDrift})
}

func (w *world) close() error {
	var errs []error
	if w.db != nil {
		errs = append(errs, w.db.Close())
	}
	if w.owner != nil {
		errs = append(errs, w.owner.Close())
	}
	if w.own != nil {
		errs = append(errs, w.own.Stop())
	}
	return errors.Join(errs...)
}
