package housing_test

import (
	"net/http"
	"strconv"
	"strings"
	"testing"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/demo"
	"nurlykosh/internal/housing"
	"nurlykosh/internal/testkit"
)

// site is the application with demo data and a settlement in its region.
func site(t *testing.T) (s *testkit.Site, number string, village int64) {
	t.Helper()
	d := testkit.Fresh(t)
	if err := demo.Fill(t.Context(), d.DB, d.Owner, func(string) {}); err != nil {
		t.Fatal(err)
	}
	d.CommitsTwice(t)
	err := d.Owner.QueryRow(`insert into settlement (key, region, name_kk, name_ru, name_en, source, verified) values ('test_55', '55', 'Ақсу', 'Аксу', 'Aksu', 'test', false) returning id`).Scan(&village)
	if err != nil {
		t.Fatal(err)
	}
	err = d.Owner.QueryRow(`select c.number from case_file c join account a on a.id = c.owner_id where a.login = 'ainur' and c.persons > 2 order by c.id limit 1`).Scan(&number)
	if err != nil {
		t.Fatal(err)
	}
	s = testkit.Serve(t, d)
	for _, r := range s.App.Routes() {
		if r.Path == "/dwellings" {
			return s, number, village
		}
	}
	book, err := casefile.LoadBook(t.Context(), d.DB)
	if err != nil {
		t.Fatal(err)
	}
	housing.Room(s.App, &housing.Work{DB: d.DB, Book: book}, &casefile.Frame{Book: book, Links: housing.Links, Tabs: []casefile.Tab{housing.Tab}})
	return s, number, village
}

// sound checks a page: its status, its words in every language, one h1, single ids.
func sound(t *testing.T, c *testkit.Client, path string) *testkit.Page {
	t.Helper()
	var p *testkit.Page
	for _, lang := range []string{"kk", "ru", "en"} {
		sep := "?"
		if strings.Contains(path, "?") {
			sep = "&"
		}
		p = c.Get(path + sep + "lang=" + lang)
		if p.Status == http.StatusSeeOther && strings.HasPrefix(p.To, path) {
			p = c.Get(p.To)
		}
		if p.Status != http.StatusOK {
			t.Fatalf("%s %s: %d to %q: %s", lang, path, p.Status, p.To, p.Text("main"))
		}
		if i := strings.Index(p.Body, "⟦"); i >= 0 {
			t.Errorf("%s %s: a word is missing: %s", lang, path, p.Body[i:min(len(p.Body), i+60)])
		}
		if n := len(p.All("h1")); n != 1 {
			t.Errorf("%s %s: %d h1", lang, path, n)
		}
		ids := map[string]bool{}
		for _, n := range p.All("[id]") {
			id := testkit.Attr(n, "id")
			if ids[id] {
				t.Errorf("%s %s: id %s twice", lang, path, id)
			}
			ids[id] = true
		}
	}
	return p
}

func sent(t *testing.T, c *testkit.Client, path string, fields map[string]string) *testkit.Page {
	t.Helper()
	sound(t, c, path)
	p := c.TenTimes(path, fields)
	if p.Status != http.StatusSeeOther {
		t.Fatalf("%s: %d %s", path, p.Status, p.Text("main"))
	}
	to, _, _ := strings.Cut(p.To, "?")
	sound(t, c, to)
	return c.Follow(p)
}

func TestPagesFromStockToRegistration(t *testing.T) {
	s, number, village := site(t)
	ainur, bolat, dana := s.As(t, "ainur"), s.As(t, "bolat"), s.As(t, "dana")
	base := "/cases/" + number + "/housing"
	sound(t, ainur, base)
	bad := ainur.Submit("/dwellings/new", map[string]string{"rooms": "no", "area": "1,234", "price": "-5"})
	if bad.Status != http.StatusUnprocessableEntity || !strings.Contains(bad.Text(".govuk-error-summary"), "Write a number") || bad.Value("price") != "-5" {
		t.Errorf("bad dwelling: %d %s", bad.Status, bad.Text("main"))
	}
	for _, named := range []string{"Choose: What it is", "Choose: Given as", "Fill in: Address"} {
		if said := bad.Text(".govuk-error-summary"); !strings.Contains(strings.ToLower(said), strings.ToLower(named)) {
			t.Errorf("no problem is called %q: %s", named, said)
		}
	}
	for _, x := range []map[string]string{
		{"rooms": "٣", "area": "78,5", "price": "9 800 000", "title": "t-1", "hint": "Aksu, third row"},
		{"rooms": "1", "area": "30", "price": "5000000", "title": "t-2"},
	} {
		x["settlement"], x["kind"], x["address"], x["tenures"] = strconv.FormatInt(village, 10), "house", "CANARY street "+x["title"], "buy_out"
		sent(t, ainur, "/dwellings/new", x)
	}
	list := sound(t, ainur, "/dwellings?state=free&tenure=buy_out&rooms=2&village="+strconv.FormatInt(village, 10))
	if !strings.Contains(list.Text("table"), "Aksu, third row") || strings.Contains(list.Body, "CANARY") || !strings.Contains(list.Text("table"), "9 800 000") {
		t.Errorf("the list: %s", list.Text("main"))
	}
	sound(t, dana, "/dwellings?after=x&state=nonsense")
	var home string
	if err := s.Owner.QueryRow(`select id from dwelling where title_number = 'T-1'`).Scan(&home); err != nil {
		t.Fatal(err)
	}
	if p := sound(t, ainur, "/dwellings/"+home); p.Value("address") != "CANARY street t-1" || p.Value("price") != "9800000" {
		t.Errorf("the dwelling: %s", p.Text("main"))
	}
	sound(t, ainur, "/dwellings/"+home+"/withdraw")
	if p := s.As(t, "marat").Get("/dwellings/" + home); p.Status != http.StatusOK || strings.Contains(p.Body, "CANARY") {
		t.Errorf("another office of the region: %d", p.Status)
	}
	if p := s.As(t, "erzhan").Get("/dwellings/" + home); p.Status != http.StatusNotFound {
		t.Errorf("another region: %d", p.Status)
	}

	if p := ainur.Get(base + "/offer"); p.To != base+"/needs" {
		t.Errorf("offer before the needs: %d %s", p.Status, p.To)
	}
	sent(t, ainur, base+"/needs", map[string]string{"tenure": "buy_out", "rooms": "2", "settlement": strconv.FormatInt(village, 10)})
	p := sent(t, ainur, base+"/offer", map[string]string{"dwelling": home})
	if !strings.Contains(p.Text("main"), "waiting for the answer") || !strings.Contains(p.Text("main"), "Offered dwelling") || strings.Contains(p.Text("main"), "Where the family lives") {
		t.Errorf("the part after the offer: %s", p.Text("main"))
	}
	for _, form := range []string{base + "/answer", "/dwellings/" + home + "/withdraw"} {
		if p := ainur.Get(form); strings.Contains(p.Text("main"), "(optional)") {
			t.Errorf("%s calls a text optional that a reason needs: %s", form, p.Text("main"))
		}
	}
	if p = sent(t, ainur, base+"/answer", map[string]string{"answer": "accepted"}); !strings.Contains(p.Text("main"), "Accepted dwelling, not lived in yet") {
		t.Errorf("the part after the acceptance: %s", p.Text("main"))
	}
	sheets(t, ainur, base)
	if p := sound(t, ainur, base+"/inspect"); !strings.Contains(p.Text("main"), "You made this offer") {
		t.Errorf("own inspection: %s", p.Text("main"))
	}
	for _, path := range []string{"/contract", "/move-in", "/registration"} {
		if p := sound(t, ainur, base+path); len(p.All("main form button.govuk-button")) > 0 && strings.Contains(p.Body, `action="`+base+path+`"`) {
			t.Errorf("%s can be sent too early", path)
		}
	}
	sent(t, bolat, base+"/inspect", map[string]string{"suitable": "yes", "valuation": "10 000 000", "title": "yes"})
	if _, err := s.Owner.Exec(`update case_file set facts = facts || jsonb_build_object('housing_decided', to_char(nk_today(), 'YYYY-MM-DD')) where number = $1`, number); err != nil {
		t.Fatal(err)
	}
	paper := "/cases/" + number + "/papers/housing_contract"
	if p := sound(t, ainur, base+"/contract"); !strings.Contains(p.Body, `href="`+paper+`"`) {
		t.Errorf("the contract does not lead to its paper: %s", p.Text("main"))
	}
	if p := ainur.Submit(base+"/contract", map[string]string{"language": "kk", "read": "yes"}); p.Status != http.StatusUnprocessableEntity || !strings.Contains(p.Text(".govuk-error-summary"), "must be seen and accepted") {
		t.Errorf("signed without the contract: %d %s", p.Status, p.Text(".govuk-error-summary"))
	}
	sent(t, ainur, paper, map[string]string{"state": "accepted", "number": "7", "expires_day": "1", "expires_month": "1", "expires_year": "2040"})
	sent(t, ainur, base+"/contract", map[string]string{"language": "kk", "read": "yes"})
	sent(t, ainur, base+"/move-in", map[string]string{"text": "The family was at home."})
	var member string
	if err := s.Owner.QueryRow(`select m.id from member m join case_file c on c.id = m.case_id where c.number = $1 order by m.ord limit 1`, number).Scan(&member); err != nil {
		t.Fatal(err)
	}
	p = sent(t, ainur, base+"/registration", map[string]string{"members": member})
	if !strings.Contains(p.Text("main"), "CANARY street t-1") || !strings.Contains(p.Text("main"), "lives there") || !strings.Contains(p.Text("main"), "Where the family lives") {
		t.Errorf("the part at the end: %s", p.Text("main"))
	}
	if p := s.As(t, "erzhan").Get(base); p.Status != http.StatusNotFound {
		t.Errorf("another region reads the part: %d", p.Status)
	}
	sound(t, ainur, "/cases/"+number+"/history")
	var other string
	if err := s.Owner.QueryRow(`select id from dwelling where title_number = 'T-2'`).Scan(&other); err != nil {
		t.Fatal(err)
	}
	sent(t, ainur, "/dwellings/"+other, map[string]string{"rooms": "2"})
	sent(t, ainur, "/dwellings/"+other+"/withdraw", map[string]string{"reason": "price_too_high"})
	s.OneEffectEach(t, "/dwellings", "/cases/:number/housing")
	var made, offers int
	if err := s.Owner.QueryRow(`select (select count(*) from dwelling where title_number in ('T-1', 'T-2')), (select count(*) from offer where dwelling_id = $1)`, home).Scan(&made, &offers); err != nil || made != 2 || offers != 1 {
		t.Errorf("%d dwellings, %d offers: %v", made, offers, err)
	}
}

// sheets looks at the sheet that explains the kind of housing, in every script of the family.
func sheets(t *testing.T, c *testkit.Client, base string) {
	t.Helper()
	sound(t, c, base+"/sheet")
	for in, want := range map[string]string{
		"kk": "Толық төленгенше үй Сіздің меншігіңіз емес", "ru": "Пока не выплачено всё, дом Вам не принадлежит", "en": "The house is not yours until everything is paid", "kk-Arab": "تۇرعىن ٴۇي كىمدىكى",
	} {
		p := c.Get(base + "/sheet?in=" + in)
		if got := p.Text("article"); p.Status != http.StatusOK || !strings.Contains(got, want) || !strings.Contains(got, "CANARY street t-1") {
			t.Errorf("%s: %d %s", in, p.Status, got)
		}
		for _, a := range p.All("article") {
			if testkit.Attr(a, "lang") != in || (testkit.Attr(a, "dir") == "rtl") != (in == "kk-Arab") {
				t.Errorf("%s: lang %s, dir %s", in, testkit.Attr(a, "lang"), testkit.Attr(a, "dir"))
			}
		}
	}
}

// Every kind of housing that needs a contract has its sheet, in every language.
func TestEveryTenureWithAContractHasItsSheet(t *testing.T) {
	s, number, _ := site(t)
	c := s.As(t, "ainur")
	path := "/cases/" + number + "/housing/sheet"
	if p := c.Get(path); p.Status != http.StatusOK || len(p.All("article")) != 0 {
		t.Errorf("a sheet before the kind is agreed: %d %s", p.Status, p.Text("main"))
	}
	for _, tenure := range housing.StockTenures {
		sent(t, c, "/cases/"+number+"/housing/needs", map[string]string{"tenure": tenure, "rooms": "2"})
		p := sound(t, c, path)
		if n := len(p.All("article section")); n != 4 {
			t.Errorf("%s: %d parts", tenure, n)
		}
	}
	sent(t, c, "/cases/"+number+"/housing/needs", map[string]string{"tenure": "own", "rooms": "2"})
	if p := c.Get(path); len(p.All("article")) != 0 {
		t.Errorf("an own dwelling has a sheet")
	}
}
