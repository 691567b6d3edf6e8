package programme_test

import (
	"net/http"
	"strings"
	"testing"

	"nurlykosh/internal/testkit"
)

// A danger sign is taken over by the protection officer and by nobody else; neither slip nor status page knows of it.
func TestDangerSignGoesToTheProtectionOfficer(t *testing.T) {
	s := testkit.Run(t)
	p := s.Rich(t)
	path := "/cases/" + p.Number + "/protection"
	if got := s.As(t, "asel").Get(path).Status; got != http.StatusNotFound {
		t.Errorf("a case without a danger sign: %d", got)
	}
	if _, err := s.Owner.Exec(`update task set state = 'open', outcome = '', done_on = null, counted_from = nk_today(), due_on = nk_today() + 1 where case_id = $1 and key = 'refer_protection'`, p.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Owner.Exec(`update case_file set facts = facts || jsonb_build_object('danger', 'yes', 'danger_on', to_char(nk_today(), 'YYYY-MM-DD')) where id = $1`, p.ID); err != nil {
		t.Fatal(err)
	}
	worker := s.As(t, "ainur")
	if page := worker.Get(path); page.Status != http.StatusOK || !strings.Contains(page.Text("main"), "waits for the protection officer") || len(page.All(`main form[action="`+path+`"]`)) > 0 {
		t.Errorf("the caseworker: %d %s", page.Status, page.Text("main"))
	}
	money := s.As(t, "igor")
	if got := money.Get(path).Status; got != http.StatusNotFound {
		t.Errorf("the finance officer: %d", got)
	}
	for _, part := range []string{"", "/tasks", "/history"} {
		if text := money.Get("/cases/" + p.Number + part).Text("main"); strings.Contains(strings.ToLower(text), "danger") || text == "" {
			t.Errorf("the finance officer reads of it in %q: %s", part, text)
		}
	}
	officer := s.As(t, "asel")
	form := officer.Get(path).Form(path)
	form.Set("text", "handed over to the shelter")
	stolen := worker.Get(path)
	form2 := form
	form2.Set("csrf", stolen.Value("csrf"))
	if got := worker.Post(path, form2); got.Status < 400 {
		t.Errorf("the caseworker takes it over: %d", got.Status)
	}
	if got := officer.Submit(path, map[string]string{"text": ""}); got.Status != http.StatusUnprocessableEntity {
		t.Errorf("without a word: %d", got.Status)
	}
	done := officer.Submit(path, map[string]string{"text": "handed over to the shelter"})
	if done.Status != http.StatusSeeOther || !strings.Contains(officer.Follow(done).Text(".nk-banner"), "Taken over") {
		t.Fatalf("taking over: %d %s", done.Status, done.Text("main"))
	}
	var state string
	var told int
	if err := s.Owner.QueryRow(`select t.state, (select count(*) from event e where e.subject_kind = 'task' and e.subject_id = t.id and e.audience = 'migrant')
		from task t where t.case_id = $1 and t.key = 'refer_protection'`, p.ID).Scan(&state, &told); err != nil || state != "done" || told != 0 {
		t.Errorf("the task is %s, the family is told %d times, %v", state, told, err)
	}
}
