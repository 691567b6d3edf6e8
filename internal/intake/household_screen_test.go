package intake_test

import (
	"net/http"
	"strconv"
	"strings"
	"testing"

	"nurlykosh/internal/testkit"
)

// TestHouseholdAndPapersPages walks through both parts of a demo case as its caseworker.
func TestHouseholdAndPapersPages(t *testing.T) {
	s := testkit.Run(t)
	s.CommitsTwice(t)
	c := s.As(t, "ainur")
	var number string
	var head, spouse int64
	err := s.Owner.QueryRow(`select c.number, h.id, m.id from case_file c join account a on a.id = c.owner_id join member h on h.id = c.head_member_id
		join member m on m.case_id = c.id and m.relation = 'spouse' join task t on t.case_id = c.id and t.key = 'complete_household' and t.state = 'open'
		where a.login = 'ainur' and c.origin_country = 'TUR'`).Scan(&number, &head, &spouse)
	if err != nil {
		t.Fatal(err)
	}
	base := "/cases/" + number + "/household"
	id := func(n int64) string { return strconv.FormatInt(n, 10) }
	ok := func(p *testkit.Page) *testkit.Page {
		t.Helper()
		p = c.Follow(p)
		if p.Status != http.StatusOK || p.Text(".nk-banner h2") == "" {
			t.Fatalf("%d %s", p.Status, p.Text("main"))
		}
		return p
	}
	wrong := func(p *testkit.Page, words ...string) {
		t.Helper()
		if p.Status != http.StatusUnprocessableEntity {
			t.Fatalf("%d %s", p.Status, p.Text("main"))
		}
		for _, w := range words {
			if !strings.Contains(p.Text(".govuk-error-summary"), w) {
				t.Errorf("the summary does not say %q: %s", w, p.Text(".govuk-error-summary"))
			}
		}
	}
	if n := len(c.Get(base).All(".nk-table tbody tr")); n != 2 {
		t.Errorf("%d members", n)
	}
	wrong(c.Submit(base+"/complete", nil), "Yusuf Altay: has not agreed")
	for _, m := range []int64{head, spouse} {
		wrong(c.Submit(base+"/consent", map[string]string{"member": id(m)}), "Tick what the person agrees to.", "Tick that the text was read aloud.")
		ok(c.Submit(base+"/consent", map[string]string{"member": id(m), "purposes": "processing", "aloud": "yes"}))
	}
	wrong(c.Submit(base+"/add", map[string]string{"reason": "later_arrival"}), "Write the name as the paper has it.", "Choose the relation.")
	p := ok(c.Submit(base+"/add", map[string]string{
		"reason": "later_arrival", "person.name": "Ayşe Altay", "person.script": "tr", "person.relation": "parent", "person.sex": "female", "person.birth_year": "1950", "person.abroad": "yes",
	}))
	if n := len(p.All(".nk-table tbody tr")); n != 3 {
		t.Errorf("%d members", n)
	}
	wrong(c.Submit(base+"/complete", nil), "Ayşe Altay: has not agreed")
	var aishe int64
	if err := s.Owner.QueryRow("select max(id) from member").Scan(&aishe); err != nil {
		t.Fatal(err)
	}
	wrong(c.Submit(base+"/"+id(aishe), map[string]string{"birth_year": "2001"}), "a child older than a parent")
	ok(c.Submit(base+"/"+id(aishe), map[string]string{"iin_state": "requested"}))
	if !strings.Contains(c.Get(base).Body, base+"/"+id(aishe)+"/arrive") {
		t.Error("no way to record the arrival")
	}
	wrong(c.Submit(base+"/"+id(aishe)+"/arrive", map[string]string{"arrived_day": "31", "arrived_month": "2"}), "31.2")
	wrong(c.Submit(base+"/"+id(aishe)+"/arrive", map[string]string{"stay_day": "1", "stay_month": "1", "stay_year": "1999"}), "Choose the paper.", "Give the number of the paper.", "Choose the ground for the stay.", "end")
	ok(c.Submit(base+"/"+id(aishe)+"/arrive", map[string]string{
		"paper": "foreign_passport", "number": "U 12", "status": "not_asked", "stay_day": "1", "stay_month": "1", "stay_year": "2099", "stay_basis": "visa",
	}))
	wrong(c.Submit(base+"/"+id(aishe)+"/name", map[string]string{"name": "Ойша", "issued_day": "30", "issued_month": "2", "issued_year": "2019"}), "30.2.2019 does not exist.")
	ok(c.Submit(base+"/"+id(aishe)+"/name", map[string]string{"name": "Ойша Жұмабаева", "script": "kk-Cyrl", "chosen": "yes"}))
	ok(c.Submit(base+"/"+id(aishe)+"/representative", map[string]string{
		"kind": "proxy", "by": id(head), "paper": "power_of_attorney", "from_day": "1", "from_month": "1", "from_year": "2020", "until_day": "1", "until_month": "1", "until_year": "2099",
	}))
	p = ok(c.Submit(base+"/facts", map[string]string{"asks_quota": "yes"}))
	if !strings.Contains(p.Text("main"), "Yusuf Altay") || !strings.Contains(p.Text("main"), "Ойша Жұмабаева") || !strings.Contains(p.Text("main"), "(proxy)") {
		t.Errorf("the household: %s", p.Text("main"))
	}
	ok(c.Submit(base+"/consent", map[string]string{"member": id(aishe), "purposes": "processing", "aloud": "yes"}))
	ok(c.Submit(base+"/complete", nil))

	papers := "/cases/" + number + "/papers"
	if p = c.Get(papers); p.Status != http.StatusOK || !strings.Contains(p.Text("main"), "Not received yet:") {
		t.Fatalf("%d %s", p.Status, p.Text("main"))
	}
	wrong(c.Submit(papers+"/foreign_passport/"+id(head), map[string]string{"state": "accepted"}), "give the day until which it is valid", "needs a notarised translation")
	ok(c.Submit(papers+"/foreign_passport/"+id(head), map[string]string{
		"state": "accepted", "number": "FA 1234567", "translation": "yes", "expires_day": "1", "expires_month": "1", "expires_year": "2099", "stands_for": "identity_card_tr",
	}))
	if p = c.Get(papers + "/foreign_passport/" + id(head)); p.Value("number") != "FA 1234567" || len(p.All(`input[name="stands_for"][checked]`)) != 1 {
		t.Errorf("the form does not show what is recorded: %s", p.Text("main"))
	}
	if p = c.Get(papers); !strings.Contains(p.Text("main"), "in its place: Passport of another state") {
		t.Errorf("the passport does not stand for the card: %s", p.Text("main"))
	}
	if p = s.As(t, "marat").Get(papers); p.Status != http.StatusNotFound {
		t.Errorf("another office sees the papers: %d", p.Status)
	}
	if p = s.As(t, "ruslan").Get(papers); p.Status != http.StatusOK || len(p.All(`a[href^="`+papers+`/"]`)) != 0 {
		t.Errorf("the auditor may record papers: %d", p.Status)
	}
	if p = c.Get("/cases/" + number + "/history"); strings.Contains(p.Body, "⟦") {
		t.Error("an event has no words")
	}
}
