package intake_test

import (
	"net/http"
	"strconv"
	"strings"
	"testing"

	"nurlykosh/internal/testkit"
)

// The slip is safe to show: plain words, papers to bring, nothing of danger, whatever stands on top of the case.
func TestSlipIsSafeToShow(t *testing.T) {
	s := testkit.Run(t)
	c := s.As(t, "ainur")
	var number string
	if err := s.Owner.QueryRow(`select c.number from case_file c join account a on a.id = c.owner_id where a.login = 'ainur' and c.stage = 'intake'
		and c.origin_country = 'CHN' and c.status = 'in_progress' order by c.id limit 1`).Scan(&number); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Owner.Exec(`update task t set state = 'open', due_on = nk_today() - 9 from case_file c where c.id = t.case_id and c.number = $1 and t.key = 'refer_protection'`, number); err != nil {
		t.Fatal(err)
	}
	for in, want := range map[string]string{"": `lang="kk-Arab"`, "ru": "Услуга", "en": "What", "kk": "Қабылдау"} {
		p := c.Get("/cases/" + number + "/slip?lang=ru&in=" + in)
		slip := p.Text("article.nk-slip")
		for _, w := range []string{"опасност", "Опасност", "қауіп", "Қауіп", "danger", "Danger", "provider", "услугодател", "⟦"} {
			if strings.Contains(slip, w) {
				t.Errorf("in %q: the slip says %q: %s", in, w, slip)
			}
		}
		if n := len(p.All("article.nk-slip section")); n != 2 || !strings.Contains(p.Body, want) {
			t.Errorf("in %q: %d languages, %q is missing", in, n, want)
		}
		if len(p.All("article.nk-slip section ul li")) == 0 {
			t.Errorf("in %q: no paper to bring is named", in)
		}
	}
}

// Every adult has a code of their own: a new one for one person leaves the others' alone.
func TestStripsAreEachPersonsOwn(t *testing.T) {
	s := testkit.Run(t)
	s.CommitsTwice(t)
	c := s.As(t, "ainur")
	var number string
	var one, other int64
	if err := s.Owner.QueryRow(`select c.number, h.id, m.id from case_file c join account a on a.id = c.owner_id join member h on h.case_id = c.id and h.relation = 'head'
		join member m on m.case_id = c.id and m.relation = 'spouse' and not m.abroad where a.login = 'ainur' and c.status = 'in_progress' and h.strip_issue = 1 and m.strip_issue = 1
		order by c.id limit 1`).Scan(&number, &one, &other); err != nil {
		t.Fatal(err)
	}
	issue := func(id int64) (n int, dead bool) {
		t.Helper()
		if err := s.Owner.QueryRow("select strip_issue, strip_revoked from member where id = $1", id).Scan(&n, &dead); err != nil {
			t.Fatal(err)
		}
		return n, dead
	}
	slip := "/cases/" + number + "/slip"
	send := func(path string, member int64) *testkit.Page {
		t.Helper()
		form := c.Get(slip).Form(path)
		form.Set("member", strconv.FormatInt(member, 10))
		return c.Post(path, form)
	}
	p := send("/cases/"+number+"/strips", one)
	if p.Status != http.StatusOK || len(p.All("article.nk-slip")) != 1 || len(p.All("article.nk-slip section")) != 2 {
		t.Fatalf("one new strip: %d, %d sheets", p.Status, len(p.All("article.nk-slip")))
	}
	if n, _ := issue(one); n != 2 {
		t.Errorf("the new strip has number %d", n)
	}
	if n, dead := issue(other); n != 1 || dead {
		t.Errorf("somebody else's code was touched: %d %t", n, dead)
	}
	if p := send("/cases/"+number+"/strips/revoke", other); p.Status != http.StatusSeeOther || !strings.Contains(c.Follow(p).Text(".nk-banner"), "no longer opens") {
		t.Errorf("revoking: %d %s", p.Status, p.Text("main"))
	}
	if _, dead := issue(other); !dead {
		t.Error("the code still counts")
	}
	if p := send("/cases/"+number+"/strips/revoke", 999999); p.Status != http.StatusNotFound {
		t.Errorf("a member of another case: %d", p.Status)
	}
}
