package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"

	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/pgserver"
	"nurlykosh/internal/platform/sealed"
	"nurlykosh/internal/platform/settings"
	"nurlykosh/internal/seed"
)

// world is what every command that needs the database stands on.
type world struct {
	set   settings.Settings
	db    *db.DB
	owner *sql.DB // nil in production without NK_OWNER_URL
	own   *pgserver.Server
	keys  *sealed.Keyring
}

func say(s string) { fmt.Println(s) }

// openWorld reads the settings, starts the own database if none is named, migrates and seeds in development, and
// refuses what would be silently wrong.
func openWorld(ctx context.Context) (w *world, err error) {
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
	appURL, ownerURL := w.set.DatabaseURL, w.set.OwnerURL
	if appURL == "" {
		w.own, err = pgserver.Start(ctx, pgserver.Options{Dir: filepath.Join(w.set.Var, "pg"), Packages: w.set.Packages, Fsync: true, Say: say})
		if err != nil {
			return w, err
		}
		appURL, ownerURL = w.own.AppURL(), w.own.OwnerURL()
	}
	if w.keys, err = sealed.LoadOrMake(w.set.Keys, !w.set.Prod()); err != nil {
		return w, err
	}
	if ownerURL != "" {
		if w.owner, err = db.OpenOwner(ownerURL); err != nil {
			return w, err
		}
		if err = w.prepare(ctx, appURL); err != nil {
			return w, err
		}
	}
	w.db, err = db.Open(appURL, w.keys, db.Options{})
	if err != nil {
		return w, err
	}
	if err = w.db.Ping(ctx); err != nil {
		return w, fmt.Errorf("the database does not answer: %w; check NK_DATABASE_URL", err)
	}
	return w, nil
}

// prepare checks the server, migrates and refreshes the programme's tables.
func (w *world) prepare(ctx context.Context, appURL string) error {
	if err := w.owner.PingContext(ctx); err != nil {
		return fmt.Errorf("the database does not answer: %w; check NK_OWNER_URL", err)
	}
	if err := db.CheckServer(ctx, w.owner); err != nil {
		return err
	}
	if err := db.CheckDurable(ctx, w.owner); err != nil {
		return err
	}
	if w.set.Prod() {
		return db.CheckClock(ctx, w.owner)
	}
	u, err := url.Parse(appURL)
	if err != nil || u.User == nil {
		return errors.New("NK_DATABASE_URL must name a user")
	}
	current, err := db.Current(ctx, w.owner)
	if err == nil && current {
		return nil
	}
	if err := db.Migrate(ctx, w.owner, u.User.Username(), say); err != nil {
		return err
	}
	say("schema: loading the programme's tables")
	return seed.Load(ctx, w.owner)
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
