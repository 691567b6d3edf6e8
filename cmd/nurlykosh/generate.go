package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/demo"
	"nurlykosh/internal/generate"
	"nurlykosh/internal/platform/pgserver"
)

// generateCases fills the database with invented families. An empty one gets the demo's offices and people first, so that
// somebody can sign in.
func generateCases(ctx context.Context, args []string) error {
	cases, seed, err := generate.Args(args)
	if err != nil {
		return err
	}
	w, err := openWorld(ctx, pgserver.StartOrJoin)
	if err != nil {
		return err
	}
	return errors.Join(w.generate(ctx, cases, seed), w.close())
}

func (w *world) generate(ctx context.Context, cases int, seed uint64) error {
	switch {
	case w.set.Prod():
		return errors.New("invented families do not exist in production")
	case w.owner == nil:
		return errNoOwner
	}
	if err := demo.Fill(ctx, w.db, w.owner, say); err != nil {
		return err
	}
	book, err := casefile.LoadBook(ctx, w.db)
	if err != nil {
		return err
	}
	begun := time.Now()
	bar := &generate.Bar{Out: os.Stderr, Terminal: terminal(os.Stderr), Clock: time.Now}
	work := generate.Work{Owner: w.owner, Keys: w.keys, Book: book, Bar: bar}
	if err := work.Cases(ctx, cases, seed); err != nil {
		bar.End()
		return err
	}
	took := time.Since(begun)
	say(fmt.Sprintf("generated: %d cases of seed %d in %s, %.0f cases a second", cases, seed, took.Round(time.Second), float64(cases)/took.Seconds()))
	return nil
}

func terminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
