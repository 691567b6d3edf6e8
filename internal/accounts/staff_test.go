package accounts_test

import (
	"net/http"
	"strings"
	"testing"

	"nurlykosh/internal/demo"
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/fault"
	"nurlykosh/internal/testkit"
)

func TestAdministratorAddsAPerson(t *testing.T) {
	s := testkit.Run(t)
	s.CommitsTwice(t)
	admin := s.As(t, "zhanna")
	var district string
	if err := s.Owner.QueryRow(`select id from office where level = 'district' order by id limit 1`).Scan(&district); err != nil {
		t.Fatal(err)
	}
	p := admin.Submit("/accounts/new", map[string]string{"login": "ainur", "name": "Сара", "role": "caseworker", "office": district})
	if p.Status != http.StatusUnprocessableEntity || !strings.Contains(p.Text(".govuk-error-summary"), "taken") || p.Value("name") != "Сара" {
		t.Errorf("a login that exists: %d %s", p.Status, p.Text("main"))
	}
	p = press(t, admin, "/accounts/new", map[string]string{"login": "sara", "name": "Сара Ахмет", "role": "caseworker", "office": district})
	shown := admin.Follow(p)
	password := ""
	for _, dd := range shown.All("dd") {
		if n := dd.FirstChild; n != nil && strings.Count(n.Data, "-") == 3 {
			password = strings.TrimSpace(n.Data)
		}
	}
	if len(password) != 23 {
		t.Fatalf("the first password: %q in %s", password, shown.Text("main"))
	}
	path, _, _ := strings.Cut(p.To, "?")
	if again := admin.Get(path); strings.Contains(again.Body, password) {
		t.Error("the first password is shown without its operation")
	}
	if other := s.As(t, "ainur").Get(p.To); other.Status != http.StatusNotFound {
		t.Errorf("somebody else: %d", other.Status)
	}
	sara := s.Visitor(t)
	if p := signIn(sara, "sara", password); p.Status != http.StatusSeeOther {
		t.Fatalf("the first sign-in: %d %s", p.Status, p.Text("main"))
	}
	for _, path := range []string{"/my-day", "/cases", "/account", "/search"} {
		if p := sara.Get(path); p.To != "/account/password" {
			t.Errorf("%s before the password is changed: %d %s", path, p.Status, p.To)
		}
	}
	if p := sara.Submit("/account/password", map[string]string{"old_password": password, "new_password": password, "again_password": password}); p.Status != http.StatusUnprocessableEntity {
		t.Errorf("the same password: %d", p.Status)
	}
	press(t, sara, "/account/password", map[string]string{"old_password": password, "new_password": fresh, "again_password": fresh})
	if p := sara.Get("/my-day"); p.Status != http.StatusOK {
		t.Errorf("afterwards: %d", p.Status)
	}
	if late := admin.Get(p.To); strings.Contains(late.Body, password) {
		t.Error("the first password is shown after it was changed")
	}
}

func TestFirstPasswordLapses(t *testing.T) {
	s := testkit.Run(t)
	s.CommitsTwice(t)
	do(t, s, `update account set must_change = true, password_set_at = nk_now() - interval '4 days' where login = 'bolat'`)
	if p := signIn(s.Visitor(t), "bolat", demo.Password); p.Status != http.StatusUnprocessableEntity {
		t.Errorf("a first password of four days ago: %d", p.Status)
	}
}

func TestLastAdministratorStays(t *testing.T) {
	s := testkit.Run(t)
	s.CommitsTwice(t)
	admin := s.As(t, "zhanna")
	zhanna := id(t, s, "zhanna")
	for _, path := range []string{"/disable", "/reissue"} {
		if p := admin.Submit("/accounts/"+zhanna+path, nil); p.Status != http.StatusUnprocessableEntity || !strings.Contains(p.Text("main"), "your own account") {
			t.Errorf("%s oneself: %d %s", path, p.Status, p.Text("main"))
		}
	}
	var ministry string
	if err := s.Owner.QueryRow(`select id from office where level = 'ministry'`).Scan(&ministry); err != nil {
		t.Fatal(err)
	}
	press(t, admin, "/accounts/"+id(t, s, "ruslan"), map[string]string{"role": "administrator", "office": ministry})
	second := s.As(t, "ruslan")
	press(t, second, "/accounts/"+zhanna+"/disable", nil)
	if alive(admin) {
		t.Error("a closed account is signed in")
	}
	o := op("accounts.disable") // whoever asks, the last one stays
	o.Actor = access.Actor{Role: access.Administrator}
	do(t, s, `update account set disabled_at = null where login = 'zhanna'`)
	do(t, s, `update account set role = 'auditor' where login = 'zhanna'`)
	if _, err := work(s).Disable(t.Context(), o, 1); !fault.Is(err, fault.Forbidden) && !fault.Is(err, fault.NotFound) {
		t.Errorf("an administrator without an account: %v", err)
	}
}

func TestStaffPagesAreTheAdministrators(t *testing.T) {
	s := testkit.Run(t)
	s.CommitsTwice(t)
	for _, login := range []string{"ainur", "dana", "ruslan", "asel", "igor"} {
		c := s.As(t, login)
		for _, path := range []string{"/accounts", "/accounts/new", "/accounts/1", "/accounts/1/disable", "/accounts/1/reissue"} {
			if p := c.Get(path); p.Status != http.StatusNotFound {
				t.Errorf("%s %s: %d", login, path, p.Status)
			}
		}
	}
	admin := s.As(t, "zhanna")
	for _, lang := range []string{"kk", "ru", "en"} {
		for _, path := range []string{"/accounts", "/accounts?state=disabled", "/accounts?state=all&after=bolat", "/accounts/new", "/accounts/2", "/accounts/2/disable", "/accounts/2/enable", "/accounts/2/reissue"} {
			sep := "?"
			if strings.Contains(path, "?") {
				sep = "&"
			}
			p := admin.Get(path + sep + "lang=" + lang)
			if p.Status != http.StatusOK || strings.Contains(p.Body, "⟦") || len(p.All("h1")) != 1 {
				t.Errorf("%s %s: %d %s", lang, path, p.Status, p.Text("main"))
			}
		}
	}
	stale := admin.Get("/accounts/2").Form("/accounts/2")
	press(t, admin, "/accounts/2", map[string]string{"name": "Болат Өзгерген"})
	stale.Set("name", "Болат Басқа")
	if p := admin.Post("/accounts/2", stale); p.Status != http.StatusConflict || len(p.All(`input[name="pick.name"]`)) != 2 {
		t.Errorf("an older form: %d %s", p.Status, p.Text("main"))
	}
}
