package intake_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"nurlykosh/internal/testkit"
)

// An unfinished intake is kept as typed, gone on with by whoever saved it, taken over after a day, and gone with the
// registration; other offices know nothing of it.
func TestUnfinishedIntake(t *testing.T) {
	s := testkit.Run(t)
	s.CommitsTwice(t)
	search := func(c *testkit.Client) {
		t.Helper()
		p := c.Get("/search")
		c.Post("/search", url.Values{"csrf": {p.Value("csrf")}, "op": {p.Value("op")}, "q": {"CANARY Кенже"}})
	}
	ainur, bolat, marat := s.As(t, "ainur"), s.As(t, "bolat"), s.As(t, "marat")
	search(ainur)
	form := ainur.Get("/intake/new").Form("/intake/new")
	form.Set("do", "later")
	form.Set("head.name", "CANARY Кенже")
	form.Set("head.birth_day", "99") // nothing is checked yet
	p := ainur.Post("/intake/new", form)
	if p.To == "" || !strings.Contains(ainur.Follow(p).Text(".nk-banner"), "no number yet") {
		t.Fatalf("saving: %d %s", p.Status, p.Text("main"))
	}
	var n int
	if err := s.Owner.QueryRow("select count(*) from application where position('CANARY' in encode(body, 'escape')) > 0").Scan(&n); err != nil || n != 0 {
		t.Errorf("what was typed lies in clear: %d, %v", n, err)
	}
	path := regexp.MustCompile(`/intake/applications/\d+`).FindString(ainur.Get("/intake/applications").Body)
	if path == "" {
		t.Fatal("it stands in no list")
	}
	if got := ainur.Get(path).Form(path); got.Get("head.name") != "CANARY Кенже" || got.Get("head.birth_day") != "99" {
		t.Errorf("the form holds %q, %q", got.Get("head.name"), got.Get("head.birth_day"))
	}
	if list := bolat.Get("/intake/applications").Text("main"); !strings.Contains(list, "a colleague works on it") {
		t.Errorf("the colleague's list: %s", list)
	}
	for who, c := range map[string]*testkit.Client{"the colleague": bolat, "another office": marat} {
		if got := c.Get(path).Status; got != http.StatusNotFound {
			t.Errorf("%s opens it: %d", who, got)
		}
		page := c.Get("/account")
		if got := c.Post(path+"/drop", url.Values{"csrf": {page.Value("csrf")}, "op": {page.Value("op")}}); got.Status != http.StatusNotFound {
			t.Errorf("%s throws it away: %d", who, got.Status)
		}
	}
	if _, err := s.Owner.Exec("update application set saved_at = saved_at - interval '25 hours'"); err != nil {
		t.Fatal(err)
	}
	if list := bolat.Get("/intake/applications").Text("main"); !strings.Contains(list, "Take over") {
		t.Errorf("after a day: %s", list)
	}
	if got := marat.Get(path).Status; got != http.StatusNotFound {
		t.Errorf("another office after a day: %d", got)
	}
	form = bolat.Get(path).Form(path)
	form.Set("do", "register")
	if p := bolat.Post(path, form); p.Status != http.StatusUnprocessableEntity || !strings.Contains(p.Body, "CANARY Кенже") {
		t.Fatalf("with what is wrong: %d", p.Status)
	}
	for k, v := range map[string]string{"track": "ethnic_return", "origin_country": "MNG", "head.script": "other", "head.birth_day": "", "head.birth_month": "", "head.birth_year": "1980", "bed_tonight": "yes"} {
		form.Set(k, v)
	}
	done := bolat.Post(path, form)
	if done.Status != http.StatusSeeOther || !strings.HasSuffix(strings.SplitN(done.To, "?", 2)[0], "/slip") {
		t.Fatalf("registering: %d %s %s", done.Status, done.To, done.Text(".govuk-error-summary"))
	}
	if err := s.Owner.QueryRow("select count(*) from application").Scan(&n); err != nil || n != 0 {
		t.Errorf("%d unfinished intakes are left, %v", n, err)
	}
}
