package accounts_test

import (
	"net/http"
	"net/url"
	"testing"

	"nurlykosh/internal/demo"
	"nurlykosh/internal/testkit"
)

const fresh = "бес жылқы далада шауып жүр"

// Replay of a captured cookie after each event that ends a session: none works (trust.md A, S-12, S-13).
func TestCookieIsDeadAfter(t *testing.T) {
	s := testkit.Run(t)
	s.CommitsTwice(t)
	bolat := id(t, s, "bolat")
	admin := s.As(t, "zhanna")
	var region string
	if err := s.Owner.QueryRow(`select id from office where level = 'region' limit 1`).Scan(&region); err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		event string
		do    func(t *testing.T, c *testkit.Client)
	}{
		{"sign-out", func(_ *testing.T, c *testkit.Client) {
			p := c.Get("/account")
			jar := c.Cookies()
			c.Post("/sign-out", url.Values{"csrf": {p.Value("csrf")}, "op": {p.Value("op")}})
			c.SetCookies(jar)
		}},
		{"new sign-in of the same browser", func(_ *testing.T, c *testkit.Client) {
			jar := c.Cookies()
			signOut(c)
			signIn(c, "bolat", demo.Password)
			c.SetCookies(jar)
		}},
		{"idle", func(t *testing.T, _ *testkit.Client) {
			do(t, s, `update session set seen_at = seen_at - interval '16 minutes', expires_at = expires_at - interval '16 minutes' where account_id = $1`, bolat)
		}},
		{"eight hours in all", func(t *testing.T, c *testkit.Client) {
			do(t, s, `update session set created_at = created_at - interval '8 hours', seen_at = seen_at - interval '2 minutes' where account_id = $1`, bolat)
			c.Get("/account") // moves the end on, but not beyond the eight hours
		}},
		{"ended from another browser", func(t *testing.T, c *testkit.Client) {
			other := signedIn(t, s, "bolat")
			p := other.Get("/account")
			for _, b := range p.All(`button[name="session"]`) {
				other.Post("/account/sessions", url.Values{"csrf": {p.Value("csrf")}, "op": {p.Value("op")}, "session": {testkit.Attr(b, "value")}})
			}
		}},
		{"password changed elsewhere", func(t *testing.T, _ *testkit.Client) {
			other := signedIn(t, s, "bolat")
			press(t, other, "/account/password", map[string]string{"old_password": demo.Password, "new_password": fresh, "again_password": fresh})
			if !alive(other) {
				t.Error("the browser that changed it is signed out, too")
			}
			do(t, s, `update account set password_hash = (select password_hash from account where login = 'ainur') where login = 'bolat'`)
		}},
		{"disabled", func(t *testing.T, _ *testkit.Client) { press(t, admin, "/accounts/"+bolat+"/disable", nil) }},
		{"disabled and enabled", func(t *testing.T, _ *testkit.Client) {
			press(t, admin, "/accounts/"+bolat+"/disable", nil)
			press(t, admin, "/accounts/"+bolat+"/enable", nil)
		}},
		{"role changed", func(t *testing.T, _ *testkit.Client) {
			press(t, admin, "/accounts/"+bolat, map[string]string{"role": "finance", "office": region})
		}},
		{"password reset", func(t *testing.T, _ *testkit.Client) { press(t, admin, "/accounts/"+bolat+"/reissue", nil) }},
	} {
		t.Run(x.event, func(t *testing.T) {
			do(t, s, `update account set disabled_at = null, must_change = false, password_hash = (select password_hash from account where login = 'ainur') where login = 'bolat'`)
			c := signedIn(t, s, "bolat")
			if !alive(c) {
				t.Fatal("not signed in")
			}
			x.do(t, c)
			if p := c.Get("/account"); p.Status != http.StatusSeeOther {
				t.Errorf("the cookie still works: %d", p.Status)
			}
		})
	}
}

// At most three browsers at a time; the oldest gives way (S-14).
func TestThreeSessionsAtOnce(t *testing.T) {
	s := testkit.Run(t)
	s.CommitsTwice(t)
	var all []*testkit.Client
	for range 4 {
		all = append(all, signedIn(t, s, "bolat"))
	}
	for i, c := range all {
		if alive(c) != (i > 0) {
			t.Errorf("browser %d of 4: alive %v", i+1, alive(c))
		}
	}
	if n := len(all[3].Get("/account").All("tbody tr")); n != 3 {
		t.Errorf("%d sessions are listed", n)
	}
}

// The password form sent twice has one effect and one answer; with other contents it is told so.
func TestPasswordFormSentTwice(t *testing.T) {
	s := testkit.Run(t)
	s.CommitsTwice(t)
	c := signedIn(t, s, "bolat")
	f := c.Get("/account/password").Form("/account/password")
	f.Set("old_password", demo.Password)
	f.Set("new_password", fresh)
	f.Set("again_password", fresh)
	first, again := c.Post("/account/password", f), c.Post("/account/password", f)
	if first.Status != http.StatusSeeOther || again.Status != http.StatusSeeOther || first.To != again.To {
		t.Errorf("%d %s, again %d %s", first.Status, first.To, again.Status, again.Text("main"))
	}
	f.Set("new_password", fresh+" тағы")
	f.Set("again_password", fresh+" тағы")
	if p := c.Post("/account/password", f); p.Status != http.StatusUnprocessableEntity {
		t.Errorf("other contents: %d %s", p.Status, p.To)
	}
	if p := signIn(s.Visitor(t), "bolat", fresh); p.Status != http.StatusSeeOther {
		t.Errorf("the new password: %d", p.Status)
	}
}
