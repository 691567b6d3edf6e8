package integration_test

import (
	"net/http"
	"strings"
	"testing"

	"nurlykosh/internal/integration"
	"nurlykosh/internal/testkit"
)

// What is missing on a page of many questions is called by its name; no text is called optional that a reason needs.
func TestMissingAnswersAreNamed(t *testing.T) {
	s := testkit.Run(t)
	c := s.As(t, "ainur")
	var number string
	if err := s.Owner.QueryRow(`select c.number from case_file c join account a on a.id = c.owner_id where a.login = 'ainur' and c.status = 'in_progress' and c.stage = 'housing' order by c.id limit 1`).Scan(&number); err != nil {
		t.Fatal(err)
	}
	base := "/cases/" + number + "/integration"
	form := map[string]string{"rev": "0"}
	for _, n := range integration.Needs {
		form["need_"+n] = ""
	}
	p := c.Submit(base+"/needs", form)
	said := p.Text(".govuk-error-summary")
	if p.Status != http.StatusUnprocessableEntity || strings.Count(said, "Choose: ") != len(integration.Needs) || strings.Contains(said, "Choose one of the options") {
		t.Errorf("the needs: %d %s", p.Status, said)
	}
	p = c.Submit(base+"/goals/new", map[string]string{"kind": "health"})
	for _, want := range []string{"Write what is to be reached", "Write who helps", "Write the day"} {
		if p.Status != http.StatusUnprocessableEntity || !strings.Contains(p.Text(".govuk-error-summary"), want) {
			t.Errorf("a bare goal: %d %s", p.Status, p.Text(".govuk-error-summary"))
		}
	}
	if p := c.Get(base + "/goals/new"); strings.Contains(p.Text("main"), "(optional)") {
		t.Errorf("a goal is optional: %s", p.Text("main"))
	}
}
