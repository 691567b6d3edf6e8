// Package testkit is what tests of every room share: a real PostgreSQL, a programme on it, builders for a case
// in any state, a browser-like client that is signed in, and checks of pages by selector.
package testkit

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/pgserver"
	"nurlykosh/internal/platform/sealed"
)

// Database is a migrated, seeded database of a test's own.
type Database struct {
	DB       *db.DB
	Owner    *sql.DB
	OwnerURL string
	AppURL   string
	Keys     *sealed.Keyring
}

var server struct {
	once       sync.Once
	owner, app string
	stop       func() error
	err        error
	made       int
	mu         sync.Mutex
}

// Main runs a package's tests and stops the server they started. Use it as TestMain in every package that
// needs a database.
func Main(m *testing.M) {
	code := m.Run()
	if server.stop != nil {
		if err := server.stop(); err != nil {
			fmt.Fprintln(os.Stderr, "stopping the test server:", err)
		}
	}
	os.Exit(code)
}

// start brings up one server for the package: its own, or the one named by NK_TEST_OWNER_URL
// (with the role nk_app), so that the tests can run on another version of PostgreSQL too.
func start() {
	if u := os.Getenv("NK_TEST_OWNER_URL"); u != "" {
		server.owner, server.app = u, swapUser(u, "nk_app")
		return
	}
	dir, err := os.MkdirTemp("", "nk-test-")
	if err != nil {
		server.err = err
		return
	}
	s, err := pgserver.Start(context.Background(), pgserver.Options{
		Dir: dir, Packages: filepath.Join(Root(), "static", "node_modules"), Fsync: false, Say: func(string) {},
	})
	if err != nil {
		server.err = err
		return
	}
	server.owner, server.app = s.OwnerURL(), s.AppURL()
	server.stop = func() error {
		if err := s.Stop(); err != nil {
			return err
		}
		return os.RemoveAll(dir)
	}
}

// Root is the folder of the checkout.
func Root() string {
	dir, err := os.Getwd()
	if err != nil {
		panic(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			panic("no go.mod above " + dir)
		}
		dir = parent
	}
}

const template = "nk_template"

// Fresh gives a new database, migrated and seeded, gone when the test ends.
func Fresh(t testing.TB) *Database {
	t.Helper()
	return fresh(t, func() (string, error) { return templateName(""), nil })
}

// fresh copies a template, which is made when it is first wanted.
func fresh(t testing.TB, template func() (string, error)) *Database {
	t.Helper()
	server.once.Do(func() {
		if start(); server.err == nil {
			server.err = makeTemplate()
		}
	})
	if server.err != nil {
		t.Fatalf("test database: %v", server.err)
	}
	server.mu.Lock()
	defer server.mu.Unlock()
	server.made++
	name := fmt.Sprintf("nk_%d_%d", os.Getpid(), server.made)
	from, err := template()
	if err == nil {
		err = admin("create database " + name + " template " + from)
	}
	if err != nil {
		t.Fatalf("test database: %v", err)
	}
	d, err := open(name)
	if err != nil {
		t.Fatalf("test database: %v", err)
	}
	t.Cleanup(func() {
		_ = d.DB.Close()
		_ = d.Owner.Close()
		if err := admin("drop database if exists " + name + " with (force)"); err != nil {
			t.Errorf("test database: %v", err)
		}
	})
	return d
}

func templateName(of string) string { return fmt.Sprintf("%s%s_%d", template, of, os.Getpid()) }

var demoTemplate struct {
	once sync.Once
	err  error
}

// demoTemplateName names a template with the demo data, which fill makes when it is first wanted.
func demoTemplateName(fill func(*Database) error) func() (string, error) {
	return func() (string, error) {
		name := templateName("_demo")
		demoTemplate.once.Do(func() {
			if demoTemplate.err = admin("create database " + name + " template " + templateName("")); demoTemplate.err != nil {
				return
			}
			d, err := open(name)
			if err == nil {
				err = fill(d)
				_ = d.DB.Close()
				_ = d.Owner.Close()
			}
			demoTemplate.err = err
		})
		return name, demoTemplate.err
	}
}

func open(name string) (*Database, error) {
	keys, err := sealed.FromMaster([]byte("a key of 32 bytes for tests only"))
	if err != nil {
		return nil, err
	}
	d := &Database{OwnerURL: swapDatabase(server.owner, name), AppURL: swapDatabase(server.app, name), Keys: keys}
	if d.Owner, err = db.OpenOwner(d.OwnerURL); err != nil {
		return nil, err
	}
	d.DB, err = db.Open(d.AppURL, keys, db.Options{})
	return d, err
}

func makeTemplate() error {
	ctx := context.Background()
	if err := admin("create database " + templateName("")); err != nil {
		return err
	}
	d, err := open(templateName(""))
	if err != nil {
		return err
	}
	defer func() { _ = d.DB.Close() }()
	defer func() { _ = d.Owner.Close() }()
	if err := db.CheckServer(ctx, d.Owner); err != nil {
		return err
	}
	if err := db.Migrate(ctx, d.Owner, "nk_app", func(string) {}); err != nil {
		return err
	}
	if seed != nil {
		return seed(ctx, d)
	}
	return nil
}

// seed fills the template; set by the file that knows the programme's tables.
var seed func(context.Context, *Database) error

func admin(statement string) error {
	o, err := db.OpenOwner(server.owner)
	if err != nil {
		return err
	}
	defer o.Close()
	_, err = o.Exec(statement)
	return err
}

func swapDatabase(dsn, name string) string {
	u, err := url.Parse(dsn)
	if err != nil {
		panic(err)
	}
	u.Path = "/" + name
	return u.String()
}

// OtherDatabase is the address of another database on the same server.
func OtherDatabase(dsn, name string) string { return swapDatabase(dsn, name) }

func swapUser(dsn, user string) string {
	u, err := url.Parse(dsn)
	if err != nil {
		panic(err)
	}
	u.User = url.User(user)
	return u.String()
}
