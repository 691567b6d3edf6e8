package session_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/session"
	"nurlykosh/internal/testkit"
)

func TestMain(m *testing.M) { testkit.Main(m) }

// begun is a session's cookie.
func begun(t *testing.T, s *session.Store, who session.For, with ...*http.Cookie) *http.Cookie {
	t.Helper()
	w, r := httptest.NewRecorder(), httptest.NewRequest(http.MethodPost, "/", nil)
	for _, k := range with {
		r.AddCookie(k)
	}
	if err := s.Begin(w, r, who); err != nil {
		t.Fatal(err)
	}
	all := w.Result().Cookies()
	return all[len(all)-1] // before it, the end of the old one
}

func actor(t *testing.T, s *session.Store, k *http.Cookie) access.Actor {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.AddCookie(k)
	ses, err := s.Get(r, s.Name)
	if err != nil {
		t.Fatal(err)
	}
	return session.RowOf(ses).Actor()
}

func TestCookieIsBoundToTheHost(t *testing.T) {
	d := testkit.Run(t).Database
	k := begun(t, session.NewStore(d.DB, true), session.For{AccountID: 1})
	if k.Name != "__Host-nk" || !k.Secure || !k.HttpOnly || k.Path != "/" || k.Domain != "" || k.SameSite != http.SameSiteLaxMode {
		t.Errorf("staff: %+v", k)
	}
	if k = begun(t, session.NewStore(d.DB, true), session.For{CaseID: 1, PersonID: 1}); k.SameSite != http.SameSiteStrictMode {
		t.Errorf("a migrant's: %+v", k)
	}
}

// Signing in gives a new id, and the one of before is dead; made-up cookies are nobody's.
func TestNewSessionKillsTheOldOne(t *testing.T) {
	d := testkit.Run(t).Database
	s := session.NewStore(d.DB, false)
	old := begun(t, s, session.For{AccountID: 1})
	if a := actor(t, s, old); a.ID != 1 {
		t.Fatalf("%+v", a)
	}
	fresh := begun(t, s, session.For{AccountID: 2}, old)
	if fresh.Value == old.Value || actor(t, s, old).ID != 0 || actor(t, s, fresh).ID != 2 {
		t.Errorf("old %+v, new %+v", actor(t, s, old), actor(t, s, fresh))
	}
	for _, v := range []string{"", "x", fresh.Value[:42], fresh.Value + "A", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"} {
		if a := actor(t, s, &http.Cookie{Name: s.Name, Value: v}); a.Role != access.None {
			t.Errorf("%q is %+v", v, a)
		}
	}
}

// A migrant's session sees one case and lives 10 minutes, 30 in all.
func TestMigrantsSessionIsShort(t *testing.T) {
	d := testkit.Run(t).Database
	s := session.NewStore(d.DB, false)
	age := func(column string, minutes int) {
		if _, err := d.Owner.Exec(`update session set `+column+` = `+column+` - make_interval(mins => $1) where case_id = 1`, minutes); err != nil {
			t.Fatal(err)
		}
	}
	k := begun(t, s, session.For{CaseID: 1, PersonID: 2})
	if a := actor(t, s, k); a.Role != access.Migrant || a.CaseID != 1 || a.PersonID != 2 || a.SignedIn() {
		t.Fatalf("%+v", a)
	}
	if age("expires_at", 10); actor(t, s, k).Role != access.None {
		t.Error("lives on after ten idle minutes")
	}
	k = begun(t, s, session.For{CaseID: 1, PersonID: 2})
	age("created_at", 30)
	age("seen_at", 2)
	actor(t, s, k) // moves the end on, not beyond the half hour
	if actor(t, s, k).Role != access.None {
		t.Error("lives on after half an hour")
	}
}
