package programme_test

import (
	"net/http"
	"regexp"
	"strings"
	"sync"
	"testing"

	"nurlykosh/internal/testkit"
)

// A task is marked as not required by two persons: proposed by one, confirmed by another; the proposer never decides.
func TestNotRequiredNeedsTwoPersons(t *testing.T) {
	s := testkit.Run(t)
	path := sample(t, s)("/cases/:number/tasks/:task/not-required")
	worker := s.As(t, "ainur")
	if p := worker.Submit(path, map[string]string{}); p.Status != http.StatusUnprocessableEntity {
		t.Fatalf("without a reason: %d", p.Status)
	}
	p := worker.Submit(path, map[string]string{"reason": "already_done", "text": "Done at another office"})
	if p.Status != http.StatusSeeOther {
		t.Fatalf("proposal: %d %s", p.Status, p.Text(".govuk-error-summary"))
	}
	if banner := worker.Follow(p).Text(".nk-banner"); !strings.Contains(banner, "Sent for decision") && !strings.Contains(banner, "ұсыныс") && !strings.Contains(banner, "Ұсыныс") {
		t.Errorf("the banner says %q", banner)
	}
	lead := s.As(t, "dana")
	list := lead.Get("/decisions")
	to := regexp.MustCompile(`/decisions/\d+`).FindString(list.Body)
	if to == "" {
		t.Fatalf("nothing waits for the supervisor: %s", list.Text("main"))
	}
	if p := worker.Get(to); p.Status != http.StatusNotFound {
		t.Errorf("the proposer opens the decision: %d", p.Status)
	}
	if p := lead.Submit(to, map[string]string{"choice": "return"}); p.Status != http.StatusUnprocessableEntity {
		t.Errorf("a return without a reason: %d", p.Status)
	}
	late := lead.Get(to).Form(to)
	if p := lead.Submit(to, map[string]string{"choice": "grant"}); p.Status != http.StatusSeeOther {
		t.Fatalf("the grant: %d %s", p.Status, p.Text(".govuk-error-summary"))
	}
	var state string
	if err := s.Owner.QueryRow("select t.state from decision d join task t on t.id = d.task_id order by d.id desc limit 1").Scan(&state); err != nil || state != "not_required" {
		t.Errorf("the task is %q, %v", state, err)
	}
	late.Set("choice", "return")
	late.Set("reason", "paper_missing")
	late.Set("text", "too late")
	if p := lead.Post(to, late); p.Status != http.StatusConflict {
		t.Errorf("it was decided twice: %d", p.Status)
	}
}

// A form sent ten times at once has one effect, and every copy gets the same page.
func TestFormSentTenTimesHasOneEffect(t *testing.T) {
	s := testkit.Run(t)
	path := sample(t, s)("/cases/:number/note")
	c := s.As(t, "ainur")
	form := c.Get(path).Form(path)
	form.Set("text", "once")
	pages := make([]*testkit.Page, 10)
	var wg sync.WaitGroup
	for i := range pages {
		wg.Go(func() { pages[i] = c.Post(path, form) })
	}
	wg.Wait()
	for i, p := range pages {
		if p.Status != http.StatusSeeOther || p.To != pages[0].To {
			t.Errorf("copy %d: %d %s", i, p.Status, p.To)
		}
	}
	var n int
	if err := s.Owner.QueryRow("select count(*) from event where kind = 'note_added'").Scan(&n); err != nil || n != 1 {
		t.Errorf("%d notes, %v", n, err)
	}
}

// What was typed under a session that ended comes back after signing in.
func TestTypedFormSurvivesTheSession(t *testing.T) {
	s := testkit.Run(t)
	path := sample(t, s)("/cases/:number/note")
	c := s.As(t, "ainur")
	form := c.Get(path).Form(path)
	form.Set("text", "a long story that must not be lost")
	if _, err := s.Owner.Exec("update session set expires_at = clock_timestamp() - interval '1 minute'"); err != nil {
		t.Fatal(err)
	}
	p := c.Post(path, form)
	if p.Status != http.StatusSeeOther || !strings.HasPrefix(p.To, "/sign-in?next=") {
		t.Fatalf("got %d %s", p.Status, p.To)
	}
	sign := c.Get(p.To)
	again := sign.Form("/sign-in/demo")
	var id string
	if err := s.Owner.QueryRow("select id from account where login = 'ainur'").Scan(&id); err != nil {
		t.Fatal(err)
	}
	again.Set("account", id)
	back := c.Post("/sign-in/demo", again)
	if back.To != path {
		t.Fatalf("after signing in: %s", back.To)
	}
	if text := c.Get(path).Form(path).Get("text"); text != "a long story that must not be lost" {
		t.Errorf("the form holds %q", text)
	}
	if other := s.As(t, "dana").Get(path).Form(path).Get("text"); other != "" {
		t.Errorf("somebody else sees %q", other)
	}
}
