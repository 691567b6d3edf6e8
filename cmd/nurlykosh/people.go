package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"nurlykosh/internal/accounts"
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/i18n"
	"nurlykosh/internal/platform/pgserver"
)

const (
	userUsage = "usage: echo PASSWORD | nurlykosh user add LOGIN ROLE OFFICE-KEY NAME\n" +
		"       echo PASSWORD | nurlykosh user reset LOGIN"
	officeUsage = "usage: nurlykosh office add KEY PARENT-KEY REGION PHONE NAME-KK NAME-RU NAME-EN\n" +
		"       the ministry comes first: its PARENT-KEY and REGION are -; REGION is the two digits of KATO"
)

// userCommand makes an account, such as the first administrator, or gives one a new password; the password comes
// from standard input.
func userCommand(ctx context.Context, args []string) error {
	add := len(args) >= 5 && args[0] == "add"
	if reset := len(args) == 2 && args[0] == "reset"; !add && !reset {
		return errors.New(userUsage)
	}
	line, err := bufio.NewReader(os.Stdin).ReadString('\n')
	if err != nil && line == "" {
		return errors.New("the password is read from standard input: echo PASSWORD | nurlykosh user " + args[0] + " …")
	}
	password := strings.TrimRight(line, "\r\n")
	w, err := openWorld(ctx, pgserver.StartOrJoin)
	if err != nil {
		return err
	}
	if add {
		return errors.Join(addUser(ctx, w, args[1], args[2], args[3], strings.Join(args[4:], " "), password), w.close())
	}
	return errors.Join(resetUser(ctx, w, args[1], password), w.close())
}

func addUser(ctx context.Context, w *world, login, role, office, name, password string) error {
	work := &accounts.Work{DB: w.db}
	at, err := work.Office(ctx, office)
	if err != nil {
		return fmt.Errorf("there is no office %q: nurlykosh office add makes one", office)
	}
	id, err := work.Add(ctx, byCommand("accounts.add", login),
		accounts.New{Login: login, Password: password, Name: name, Role: access.Role(role), OfficeID: at.ID})
	if err != nil {
		return words(err)
	}
	say(fmt.Sprintf("account %d: %s, %s", id, login, role))
	return nil
}

func resetUser(ctx context.Context, w *world, login, password string) error {
	work := &accounts.Work{DB: w.db}
	ended, err := work.Reset(ctx, byCommand("accounts.reset", login), login, password)
	if err != nil {
		if errors.Is(err, accounts.ErrNoAccount) {
			return fmt.Errorf("nobody signs in as %q", login)
		}
		return words(err)
	}
	say(fmt.Sprintf("%s has a new password; %d sessions were ended", login, ended))
	return nil
}

// officeCommand makes an office: the ministry, a region's, a district centre.
func officeCommand(ctx context.Context, args []string) error {
	if len(args) != 8 || args[0] != "add" {
		return errors.New(officeUsage)
	}
	w, err := openWorld(ctx, pgserver.StartOrJoin)
	if err != nil {
		return err
	}
	return errors.Join(addOffice(ctx, w, args[1:]), w.close())
}

func addOffice(ctx context.Context, w *world, a []string) error {
	o := accounts.NewOffice{Key: a[0], Phone: a[3], KK: a[4], RU: a[5], EN: a[6], Level: access.Ministry}
	for i, x := range a {
		if strings.TrimSpace(x) == "" {
			return fmt.Errorf("argument %d is empty\n%s", i+1, officeUsage)
		}
	}
	work := &accounts.Work{DB: w.db}
	if a[1] != "-" {
		parent, err := work.Office(ctx, a[1])
		if err != nil {
			return fmt.Errorf("there is no office %q to stand below: make it first", a[1])
		}
		o.ParentID, o.Region = &parent.ID, &a[2]
		switch access.Level(parent.Level) {
		case access.Ministry:
			o.Level = access.Region
		case access.Region:
			o.Level = access.District
			if parent.Region == nil || *parent.Region != a[2] {
				return fmt.Errorf("the office %q is of another region than %s", a[1], a[2])
			}
		default:
			return fmt.Errorf("the office %q is a district centre: nothing stands below it", a[1])
		}
	} else if a[2] != "-" {
		return errors.New("the ministry has no region: give - for it\n" + officeUsage)
	}
	id, err := work.AddOffice(ctx, byCommand("accounts.add_office", o.Key), o)
	if err != nil {
		return words(err)
	}
	say(fmt.Sprintf("office %d: %s, %s", id, o.Key, o.Level))
	return nil
}

func byCommand(name, form string) db.Op {
	return db.Op{ID: db.NewID(), Name: name, Actor: access.Programme, Form: []byte(form)}
}

// words puts a fault into an English sentence for the terminal.
func words(err error) error {
	c, lerr := i18n.Load()
	if lerr != nil {
		return err
	}
	return faultWords(c.Reader(i18n.EN), err)
}
