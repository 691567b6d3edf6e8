package programme_test

import (
	"net/http"
	"strings"
	"testing"

	"nurlykosh/internal/testkit"
)

// held is a case in progress for which a clause over case_file c holds, with the logins of its caseworker and of the
// supervisor of its office.
func held(t *testing.T, s *testkit.Site, where string) (number, worker, lead string) {
	t.Helper()
	if err := s.Owner.QueryRow(`select c.number, a.login, l.login from case_file c join account a on a.id = c.owner_id
		join account l on l.office_id = c.office_id and l.role = 'supervisor'
		where c.status = 'in_progress' and `+where+` order by c.id limit 1`).Scan(&number, &worker, &lead); err != nil {
		t.Fatalf("no case where %s: %v", where, err)
	}
	return number, worker, lead
}

func (l *lists) hold(t *testing.T, number string) bool {
	t.Helper()
	for _, page := range []string{"/my-day", "/cases?state=open", "/cases?state=waiting", "/cases?state=late", "/cases?state=unassigned"} {
		if strings.Contains(l.worker.Get(page).Body, number) {
			return true
		}
	}
	return false
}

// lists are those in which work waits.
type lists struct{ worker *testkit.Client }

func count(t *testing.T, s *testkit.Site, query string, args ...any) (n int) {
	t.Helper()
	if err := s.Owner.QueryRow(query, args...).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// A family that withdraws leaves every list, what was held for it is free again, and the notice can be printed in
// every language; a supervisor may open the case again, with a reason.
func TestWithdrawnCaseLeavesNothingBehind(t *testing.T) {
	s := testkit.Run(t)
	number, w, l := held(t, s, "exists (select 1 from offer o where o.case_id = c.id and o.state in ('open', 'accepted'))")
	path := "/cases/" + number
	worker, lead := s.As(t, w), s.As(t, l)
	all := &lists{worker}
	if !all.hold(t, number) {
		t.Fatal("the open case stands in no list")
	}
	if p := worker.Get(path + "/notice"); p.Status != http.StatusNotFound {
		t.Errorf("a notice of an open case: %d", p.Status)
	}
	if p := worker.Submit(path+"/close", map[string]string{"how": "withdrawn"}); p.Status != http.StatusUnprocessableEntity {
		t.Errorf("without a reason: %d", p.Status)
	}
	if p := worker.Submit(path+"/close", map[string]string{"how": "withdrawn", "reason": "left_country"}); p.Status != http.StatusUnprocessableEntity || !strings.Contains(p.Text("main"), "does not go with the chosen way") {
		t.Errorf("with a reason of another list: %d %s", p.Status, p.Text("main"))
	}
	p := worker.Submit(path+"/close", map[string]string{"how": "withdrawn", "reason": "changed_mind"})
	if p.Status != http.StatusSeeOther {
		t.Fatalf("withdrawing: %d %s", p.Status, p.Text(".govuk-error-summary"))
	}
	if all.hold(t, number) {
		t.Error("a withdrawn case stands in a list of work")
	}
	if n := count(t, s, "select count(*) from offer o join case_file c on c.id = o.case_id where c.number = $1 and o.state in ('open','accepted')", number); n != 0 {
		t.Error("a dwelling is held for it")
	}
	if p := worker.Get(path + "/note"); p.Status == http.StatusOK && len(p.All(`form[action="`+path+`/note"]`)) > 0 {
		t.Error("it can still be written to")
	}
	for lang, said := range map[string]string{"kk": "қайтарып алынды", "ru": "отозвано по Вашему желанию", "en": "withdrawn at your wish", "kk-Arab": "dir=\"rtl\""} {
		notice := worker.Get(path + "/notice?in=" + lang)
		if notice.Status != http.StatusOK || !strings.Contains(notice.Body, said) || strings.Contains(notice.Body, "⟦") {
			t.Errorf("notice in %s: %d %s", lang, notice.Status, notice.Text("main"))
		}
	}
	if p := worker.Get(path + "/reopen"); p.Status != http.StatusNotFound {
		t.Errorf("a caseworker opens it again: %d", p.Status)
	}
	if p := lead.Submit(path+"/reopen", map[string]string{}); p.Status != http.StatusUnprocessableEntity {
		t.Errorf("opened again without a reason: %d", p.Status)
	}
	if p := lead.Submit(path+"/reopen", map[string]string{"text": "The family came back"}); p.Status != http.StatusSeeOther {
		t.Fatalf("opening again: %d %s", p.Status, p.Text(".govuk-error-summary"))
	}
	if !all.hold(t, number) {
		t.Error("a case opened again stands in no list")
	}
}

// An application is refused by two persons; its proposals fall away and the notice names basis and term of appeal.
func TestRefusedByTwoPersons(t *testing.T) {
	s := testkit.Run(t)
	number, w, l := held(t, s, "c.stage = 'intake' and c.track = 'former_citizen' and exists (select 1 from decision d where d.case_id = c.id and d.state = 'proposed')")
	path := "/cases/" + number
	worker, lead := s.As(t, w), s.As(t, l)
	if p := worker.Submit(path+"/refuse", map[string]string{}); p.Status != http.StatusUnprocessableEntity {
		t.Errorf("without a reason: %d", p.Status)
	}
	for round, choice := range []string{"return", "grant"} {
		p := worker.Submit(path+"/refuse", map[string]string{"reason": "not_former_citizen", "text": "No paper and no recommendation"})
		if p.Status != http.StatusSeeOther {
			t.Fatalf("round %d: proposing: %d %s", round, p.Status, p.Text(".govuk-error-summary"))
		}
		var to string
		if err := s.Owner.QueryRow("select '/decisions/' || d.id from decision d join case_file c on c.id = d.case_id where c.number = $1 and d.kind = 'refusal' and d.state = 'proposed'", number).Scan(&to); err != nil {
			t.Fatal(err)
		}
		if p := worker.Submit(path+"/refuse", map[string]string{"reason": "not_former_citizen"}); p.Status != http.StatusConflict && p.Status != http.StatusUnprocessableEntity {
			t.Errorf("proposed twice at once: %d", p.Status)
		}
		page := lead.Get(to).Text("main form")
		if !strings.Contains(page, "Refuse the application") || strings.Contains(page, "Grant") || strings.Contains(page, "Kazakh nationality not proved") {
			t.Errorf("the choices of a refusal: %s", page)
		}
		if p := lead.Submit(to, map[string]string{"choice": "refuse", "reason": "paper_missing", "text": "x"}); p.Status != http.StatusUnprocessableEntity {
			t.Errorf("a refusal was refused: %d", p.Status)
		}
		fields := map[string]string{"choice": choice}
		if choice == "return" {
			fields["reason"], fields["text"] = "paper_missing", "Ask the archive first"
		}
		if p := lead.Submit(to, fields); p.Status != http.StatusSeeOther {
			t.Fatalf("%s: %d %s", choice, p.Status, p.Text(".govuk-error-summary"))
		}
	}
	if n := count(t, s, "select count(*) from decision d join case_file c on c.id = d.case_id where c.number = $1 and d.state = 'proposed'", number); n != 0 {
		t.Errorf("%d proposals still wait", n)
	}
	if (&lists{worker}).hold(t, number) {
		t.Error("a refused case stands in a list of work")
	}
	notice := worker.Get(path + "/notice?in=en").Text("main")
	for _, part := range []string{"refused on", "Legal basis", "appeal", "not verified"} {
		if !strings.Contains(notice, part) {
			t.Errorf("the notice lacks %q: %s", part, notice)
		}
	}
}
