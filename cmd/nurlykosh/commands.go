package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/demo"
	"nurlykosh/internal/identity"
	"nurlykosh/internal/identity/names"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/pgserver"
	"nurlykosh/internal/platform/script"
	"nurlykosh/internal/programme"
	nksql "nurlykosh/sql"
)

// migrate brings a database, also an empty one, to the current schema and loads the programme's tables: in every
// environment, and in production nothing else does.
func migrate(ctx context.Context, _ []string) error {
	w, err := openGround(ctx, pgserver.StartOrJoin, true)
	if err != nil {
		return err
	}
	if w.owner == nil {
		return errors.Join(errNoOwner, w.close())
	}
	if err := w.prepare(ctx, true); err != nil {
		return errors.Join(err, w.close())
	}
	say("schema: current")
	return w.close()
}

func demoData(ctx context.Context, _ []string) error {
	w, err := openWorld(ctx, pgserver.StartOrJoin)
	if err != nil {
		return err
	}
	if w.set.Prod() {
		return errors.Join(errors.New("demo data do not exist in production"), w.close())
	}
	if w.owner == nil {
		return errors.Join(errNoOwner, w.close())
	}
	return errors.Join(demo.Fill(ctx, w.db, w.owner, say), w.close())
}

func iinCommand(_ context.Context, args []string) error {
	return identity.IINCLI(args, os.Stdin, os.Stdout)
}

func binCommand(_ context.Context, args []string) error {
	return identity.BINCLI(args, os.Stdin, os.Stdout)
}

func namesCommand(_ context.Context, args []string) error {
	return names.CLI(args, os.Stdin, os.Stdout, func(file string) (io.ReadCloser, error) { return os.Open(file) })
}

func scriptCommand(_ context.Context, args []string) error {
	if len(args) < 2 || args[0] != "tote" {
		return errors.New("usage: nurlykosh script tote TEXT | --stdin")
	}
	if args[1] != "--stdin" {
		fmt.Println(script.Tote(strings.Join(args[1:], " ")))
		return nil
	}
	out := bufio.NewWriter(os.Stdout)
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 1<<20)
	for in.Scan() {
		fmt.Fprintln(out, script.Tote(in.Text()))
	}
	return errors.Join(in.Err(), out.Flush())
}

func dueCommand(_ context.Context, args []string) error {
	f, err := nksql.Seed.Open("seed/holidays.tsv")
	if err != nil {
		return err
	}
	defer f.Close()
	days, err := casefile.ReadHolidays(f)
	if err != nil {
		return err
	}
	cal, err := casefile.NewCalendar(days)
	if err != nil {
		return err
	}
	return casefile.DueCLI(cal, args, os.Stdin, os.Stdout)
}

func auditCommand(ctx context.Context, args []string) error {
	if len(args) != 1 || args[0] != "verify" {
		return errors.New("usage: nurlykosh audit verify")
	}
	w, err := openGround(ctx, pgserver.StartOrJoin, true)
	if err != nil {
		return err
	}
	if w.owner == nil {
		return errors.Join(errNoOwner, w.close())
	}
	walked, broken, err := audit.Verify(ctx, w.owner)
	if err := errors.Join(err, w.close()); err != nil {
		return err
	}
	for _, b := range broken {
		fmt.Println(b.Error())
	}
	if len(broken) > 0 {
		return fmt.Errorf("%d chains are broken", len(broken))
	}
	fmt.Printf("verified: %d chains, %d entries, %d views\n", walked.Streams, walked.Events, walked.Views)
	return nil
}

func routesCommand(ctx context.Context, _ []string) error {
	w, err := openWorld(ctx, pgserver.StartOrJoin)
	if err != nil {
		return err
	}
	app, err := programme.New(ctx, programme.Ground{DB: w.db, Settings: w.set, Log: quiet()})
	if err != nil {
		return errors.Join(err, w.close())
	}
	for _, r := range app.Routes() {
		fmt.Printf("%-5s %-40s %s\n", r.Method, r.Path, r.Policy.Name)
	}
	return w.close()
}
