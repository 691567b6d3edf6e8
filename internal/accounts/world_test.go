package accounts_test

import (
	"net/http"
	"net/url"
	"strconv"
	"testing"

	"nurlykosh/internal/accounts"
	"nurlykosh/internal/demo"
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/testkit"
)

func TestMain(m *testing.M) { testkit.Main(m) }

func work(s *testkit.Site) *accounts.Work { return &accounts.Work{DB: s.DB} }

func op(name string) db.Op {
	return db.Op{ID: db.NewID(), Name: name, Actor: access.Actor{Role: access.None}, Form: []byte{1}}
}

func do(t *testing.T, s *testkit.Site, statement string, args ...any) {
	t.Helper()
	if _, err := s.Owner.Exec(statement, args...); err != nil {
		t.Fatal(err)
	}
}

func id(t *testing.T, s *testkit.Site, login string) (id string) {
	t.Helper()
	if err := s.Owner.QueryRow("select id from account where login = $1", login).Scan(&id); err != nil {
		t.Fatal(err)
	}
	return id
}

// signIn types a name and a password into the sign-in page.
func signIn(c *testkit.Client, login, password string) *testkit.Page {
	f := c.Get("/sign-in?lang=en").Form("/sign-in")
	f.Set("login", login)
	f.Set("password", password)
	return c.Post("/sign-in", f)
}

// signedIn is a browser signed in with a password.
func signedIn(t *testing.T, s *testkit.Site, login string) *testkit.Client {
	t.Helper()
	c := s.Visitor(t)
	if p := signIn(c, login, demo.Password); p.Status != http.StatusSeeOther {
		t.Fatalf("%s: %d %s", login, p.Status, p.Text("main"))
	}
	return c
}

// press opens a form's page and sends it as it is, with some fields set.
func press(t *testing.T, c *testkit.Client, path string, fields map[string]string) *testkit.Page {
	t.Helper()
	p := c.Submit(path, fields)
	if p.Status != http.StatusSeeOther || p.To == "/sign-in" {
		t.Fatalf("%s: %d %s", path, p.Status, p.Text("main"))
	}
	return p
}

func alive(c *testkit.Client) bool { return c.Get("/account").Status == http.StatusOK }

func signOut(c *testkit.Client) {
	p := c.Get("/account")
	c.Post("/sign-out", url.Values{"csrf": {p.Value("csrf")}, "op": {p.Value("op")}})
}

func number(n int) string { return strconv.Itoa(n) }
