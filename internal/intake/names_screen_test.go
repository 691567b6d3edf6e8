package intake_test

import (
	"net/http"
	"strconv"
	"strings"
	"testing"

	"nurlykosh/internal/testkit"
)

// After a name in Kazakh the page proposes its spellings; nothing of them is kept before the person chooses one, and then as
// said by the person, not as of a paper.
func TestSpellingsAreProposedAndOneIsChosen(t *testing.T) {
	s := testkit.Run(t)
	c := s.As(t, "ainur")
	var number string
	var head, person int64
	if err := s.Owner.QueryRow(`select c.number, h.id, h.person_id from case_file c join account a on a.id = c.owner_id join member h on h.id = c.head_member_id
		join attested_name n on n.person_id = h.person_id where a.login = 'ainur' and n.written = 'NUERLAN ABILIMAJIN'`).Scan(&number, &head, &person); err != nil {
		t.Fatal(err)
	}
	base := "/cases/" + number + "/household/" + strconv.FormatInt(head, 10)
	kept := func() (n int) {
		t.Helper()
		if err := s.Owner.QueryRow("select count(*) from attested_name where person_id = $1", person).Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	before := kept()
	arabic := map[string]string{"name": "نۇرلان ابىلماجىن ۇلى", "script": "kk-Arab", "paper": "identity_card_cn"}
	if p := c.Submit(base+"/name", arabic); p.Status != http.StatusUnprocessableEntity || !strings.Contains(p.Text(".govuk-error-summary"), "Write who read the name") || p.Value("name") != arabic["name"] {
		t.Fatalf("nobody is asked who read it: %d %s", p.Status, p.Text("main"))
	}
	p := c.Submit(base+"/name", map[string]string{"name": "Нұрлан Әбілмәжінұлы", "script": "kk-Cyrl", "paper": "kz_identity_card"})
	if !strings.HasPrefix(p.To, base+"/names?") {
		t.Fatalf("after a new name: %d %s %s", p.Status, p.To, p.Text("main"))
	}
	p = c.Follow(p)
	main := p.Text("main")
	for _, w := range []string{"NURLAN ABILMAZHINULY", "Нурлан Абильмажинулы", "Nūrlan Äbılmäjınūly", "Nurlan Ábilmájinuly", "Proposal: passport Latin", "Made from: \u2068Нұрлан Әбілмәжінұлы"} {
		if !strings.Contains(main, w) {
			t.Errorf("%q is not shown: %s", w, main)
		}
	}
	if kept() != before+1 {
		t.Errorf("proposals are kept before anybody chose one")
	}
	value := ""
	for _, n := range p.All(`input[name="spelling"]`) {
		if v := testkit.Attr(n, "value"); strings.HasSuffix(v, ":passport") && value == "" {
			value = v
		}
	}
	for _, wrong := range []string{"", "0", "999999", value + "x", "999999:ru"} {
		if p := c.Submit(base+"/names", map[string]string{"spelling": wrong}); p.Status != http.StatusUnprocessableEntity || !strings.Contains(p.Text("main"), "Choose one of the forms.") {
			t.Errorf("%q: %d %s", wrong, p.Status, p.Text("main"))
		}
	}
	p = c.Follow(c.Submit(base+"/names", map[string]string{"spelling": value}))
	if p.Status != http.StatusOK || !strings.Contains(p.Text(".nk-banner"), "The form of the name is chosen") || !strings.Contains(p.Text("h1"), "NURLAN ABILMAZHINULY") {
		t.Errorf("%d %s", p.Status, p.Text("main"))
	}
	var script, paper string
	if err := s.Owner.QueryRow(`select n.script, coalesce(n.paper_kind, '') from person p join attested_name n on n.id = p.chosen_name_id where p.id = $1`, person).Scan(&script, &paper); err != nil || script != "Latn" || paper != "" {
		t.Errorf("kept as %s of %q: %v", script, paper, err)
	}
	if p := c.Follow(c.Submit(base+"/names", map[string]string{"spelling": strings.Split(value, ":")[0]})); !strings.Contains(p.Text("h1"), "Нұрлан Әбілмәжінұлы") {
		t.Errorf("a paper's name is not chosen: %s", p.Text("h1"))
	}
	if p := c.Get("/cases/" + number + "/history"); strings.Contains(p.Body, "⟦") || !strings.Contains(p.Text("main"), "Form of the name chosen") {
		t.Errorf("the history: %s", p.Text("main"))
	}
	if p := s.As(t, "marat").Get(base + "/names"); p.Status != http.StatusNotFound {
		t.Errorf("another office chooses: %d", p.Status)
	}
}
