package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"nurlykosh/internal/accounts"
	"nurlykosh/internal/casefile"
	"nurlykosh/internal/demo"
	"nurlykosh/internal/identity"
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/i18n"
	"nurlykosh/internal/platform/script"
	"nurlykosh/internal/programme"
	nksql "nurlykosh/sql"
)

func migrate(ctx context.Context, _ []string) error {
	w, err := openWorld(ctx)
	if err != nil {
		return err
	}
	say("schema: current")
	return w.close()
}

func demoData(ctx context.Context, _ []string) error {
	w, err := openWorld(ctx)
	if err != nil {
		return err
	}
	if w.set.Prod() {
		return errors.Join(errors.New("demo data do not exist in production"), w.close())
	}
	return errors.Join(demo.Fill(ctx, w.db, w.owner, say), w.close())
}

// userCommand makes an account, such as the first administrator; the password comes from standard input.
func userCommand(ctx context.Context, args []string) error {
	if len(args) < 5 || args[0] != "add" {
		return errors.New("usage: echo PASSWORD | nurlykosh user add LOGIN ROLE OFFICE-KEY NAME")
	}
	line, err := bufio.NewReader(os.Stdin).ReadString('\n')
	if err != nil && line == "" {
		return errors.New("the password is read from standard input: echo PASSWORD | nurlykosh user add …")
	}
	w, err := openWorld(ctx)
	if err != nil {
		return err
	}
	return errors.Join(addUser(ctx, w, args[1], args[2], args[3], strings.Join(args[4:], " "), strings.TrimRight(line, "\r\n")), w.close())
}

func addUser(ctx context.Context, w *world, login, role, office, name, password string) error {
	var o struct {
		ID     int64   `db:"id"`
		Key    string  `db:"key"`
		Level  string  `db:"level"`
		Parent *int64  `db:"parent_id"`
		Region *string `db:"region"`
		KK     string  `db:"name_kk"`
		RU     string  `db:"name_ru"`
		EN     string  `db:"name_en"`
		Phone  string  `db:"phone"`
	}
	err := w.db.Read(ctx, access.Programme, func(r *db.Rd) error { return r.Get(&o, "office_by_key", db.Args{"key": office}) })
	if err != nil {
		return fmt.Errorf("there is no office %q", office)
	}
	work := &accounts.Work{DB: w.db}
	id, err := work.Add(ctx, db.Op{ID: db.NewID(), Name: "accounts.add", Actor: access.Programme, Form: []byte(login)},
		accounts.New{Login: login, Password: password, Name: name, Role: access.Role(role), OfficeID: o.ID})
	if err != nil {
		return words(err)
	}
	say(fmt.Sprintf("account %d: %s, %s", id, login, role))
	return nil
}

// words puts a fault into an English sentence for the terminal.
func words(err error) error {
	c, lerr := i18n.Load()
	if lerr != nil {
		return err
	}
	return faultWords(c.Reader(i18n.EN), err)
}

func iinCommand(_ context.Context, args []string) error {
	return identity.IINCLI(args, os.Stdin, os.Stdout)
}

func binCommand(_ context.Context, args []string) error {
	return identity.BINCLI(args, os.Stdin, os.Stdout)
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
	w, err := openWorld(ctx)
	if err != nil {
		return err
	}
	if w.owner == nil {
		return errors.Join(errors.New("set NK_OWNER_URL: the verifier reads with the owner's role"), w.close())
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
	w, err := openWorld(ctx)
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

func doctor(ctx context.Context, _ []string) error {
	w, err := openWorld(ctx)
	if err != nil {
		return err
	}
	say("settings: fine")
	say("database: fine")
	say("keys: " + w.keys.Fingerprint())
	return w.close()
}
