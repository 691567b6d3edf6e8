package desk_test

import (
	"net/http"
	"strconv"
	"strings"
	"testing"

	"nurlykosh/internal/desk"
	"nurlykosh/internal/identity"
	"nurlykosh/internal/testkit"
)

func TestReadQuery(t *testing.T) {
	for _, x := range []struct {
		typed, number, born string
		year                int
		bad                 bool
	}{
		{typed: "NK-26-004213-K", number: "NK-26-004213-K"},
		{typed: "нк 26 004213 к", number: "NK-26-004213-K"},
		{typed: "NK-26-004213-A", bad: true},
		{typed: "26004213A", bad: true},
		{typed: "14.3.1984", born: "1984-03-14"},
		{typed: "14/03/1984", born: "1984-03-14"},
		{typed: "14 03 1984", born: "1984-03-14"},
		{typed: "١٤.٠٣.١٩٨٤", born: "1984-03-14"},
		{typed: "31.2.1984"},
		{typed: "14.3.84"},
		{typed: "14.3"},
		{typed: "1955", year: 1955},
		{typed: "3055"},
		{typed: "Нұрлан"},
	} {
		q, err := desk.ReadQuery(x.typed)
		born := ""
		if !q.Born.IsZero() {
			born = q.Born.String()
		}
		if err != nil || q.Number != x.number || born != x.born || q.BornYear != x.year || q.BadCheck != x.bad {
			t.Errorf("%q: %+v %v", x.typed, q, err)
		}
	}
	for _, typed := range []string{"", " ", "а", strings.Repeat("ұ", 301)} {
		if _, err := desk.ReadQuery(typed); err == nil {
			t.Errorf("%.10q was taken", typed)
		}
	}
}

// A birth date or year typed with a name, in any place, is taken from it.
func TestReadQueryPartsNameAndBirth(t *testing.T) {
	for _, x := range []struct {
		typed, name, born string
		year              int
	}{
		{"Нұрлан 1984", "Нұрлан", "", 1984},
		{"1984 Нұрлан Серікұлы", "Нұрлан Серікұлы", "", 1984},
		{"NUERLAN 14.03.1984", "NUERLAN", "1984-03-14", 1984},
		{"NUERLAN 14-03-1984 ABILIMAJIN", "NUERLAN ABILIMAJIN", "1984-03-14", 1984},
		{"نۇرلان ١٤ ٣ ١٩٨٤", "نۇرلان", "1984-03-14", 1984},
		{"努尔兰 1984", "努尔兰", "", 1984},
		{"Нұрлан 31.02.1984", "Нұрлан 31.02.1984", "", 0},
		{"Нұрлан 3055", "Нұрлан 3055", "", 0},
		{"1984", "", "", 0},
		{"14 03 1984", "", "", 0},
		{"Нұрлан", "Нұрлан", "", 0},
	} {
		q, err := desk.ReadQuery(x.typed)
		born := ""
		if !q.Near.IsZero() {
			born = q.Near.String()
		}
		if err != nil || q.Name != x.name || q.NearYear != x.year || born != x.born {
			t.Errorf("%s: %q %s %d %v", x.typed, q.Name, born, q.NearYear, err)
		}
	}
}

// Each hit says whether it is the person, why and, behind a link, by which figures. A name alone never says that it is.
func TestHitsSayWhetherItIsThePerson(t *testing.T) {
	s := testkit.Run(t)
	c := s.As(t, "ainur")
	for _, x := range []struct{ typed, name, verdict, why string }{
		{"NUERLAN ABILIMAJIN", "NUERLAN ABILIMAJIN", "maybe the same", "same name"},
		{"NUERLAN ABILIMAJIN 1984", "NUERLAN ABILIMAJIN", "maybe the same", "same name, same birth year"},
		{"NUERLAN ABILIMAJIN 14.03.1984", "NUERLAN ABILIMAJIN", "same person", "same name, same birth date"},
		{"Нұрлан Әбілмәжінұлы 14.3.1984", "NUERLAN ABILIMAJIN", "same person", "sounds alike, same birth date"},
		{"Нұрлан Әбілмәжінұлы 3.12.1984", "NUERLAN ABILIMAJIN", "different", "sounds alike, Against: another birth date"},
		{"1984 نۇرلان ابىلماجىن", "NUERLAN ABILIMAJIN", "maybe the same", ""},
		{"Abilimaji", "NUERLAN ABILIMAJIN", "-", "name begins so"},
		{"14.03.1984", "NUERLAN ABILIMAJIN", "-", "same birth date"},
	} {
		p := searched(t, c, x.typed)
		hits := p.All(".nk-hit")
		if len(hits) == 0 || p.Text(".nk-hit h2") != x.name {
			t.Errorf("%s: %d hits, first %s", x.typed, len(hits), p.Text(".nk-hit h2"))
			continue
		}
		var why []string
		for _, n := range p.All(".nk-hit:first-of-type .nk-why li") {
			why = append(why, inner(n))
		}
		why = why[:min(len(why), strings.Count(x.why, ", ")+1)]
		verdict := p.Text(".nk-hit:first-of-type .nk-score > .nk-tag")
		if x.why != "" && strings.Join(why, ", ") != x.why || x.verdict != "" && x.verdict != "-" && verdict != x.verdict || x.verdict == "-" && verdict != "" {
			t.Errorf("%s: %q because of %q", x.typed, verdict, why)
		}
		if figures := p.Text(".nk-hit details"); (verdict != "") != strings.Contains(figures, "in all, from 0 to 1: ") {
			t.Errorf("%s: the figures are %q", x.typed, figures)
		}
	}
	// who was born then comes first, whatever else is found
	if p := searched(t, c, "Нурлан 1984"); p.Text(".nk-hit h2") != "NUERLAN ABILIMAJIN" || len(p.All(".nk-hit")) < 3 {
		t.Errorf("the year does not lead: %s", p.Text("main"))
	}
	for _, typed := range []string{"Нур\x00лан", "%", "_%", "'; drop table person; --", `"Нурлан"`, "\\", "<b>Нурлан</b>", strings.Repeat("Нұрлан ", 40), "\u202eНурлан", "😀😀"} {
		if p := c.Submit("/search", map[string]string{"q": typed}); p.Status != http.StatusSeeOther && p.Status != http.StatusUnprocessableEntity {
			t.Errorf("%.20q: %d", typed, p.Status)
		} else if p.Status == http.StatusSeeOther {
			if p = c.Follow(p); p.Status != http.StatusOK || strings.Contains(p.Body, "<b>Нурлан") {
				t.Errorf("%.20q: then %d", typed, p.Status)
			}
		}
	}
}

// The order is: letter for letter, a word of the name, its beginning, another spelling, the sound.
func TestSearchPutsTheSameLettersFirst(t *testing.T) {
	s := testkit.Run(t)
	c := s.As(t, "ainur")
	p := searched(t, c, "Нурлан")
	why := map[string]string{}
	var order []string
	for i, n := range p.All(".nk-hit h2") {
		name := inner(n)
		why[name] = inner(p.All(".nk-hit .nk-why li:first-child")[i])
		order = append(order, name)
	}
	if len(order) < 4 || order[0] != "Абдылдаев Нурлан" || why[order[0]] != "this word in the name" {
		t.Errorf("the order: %v %v", order, why)
	}
	if why["Ерасыл Нұрланұлы"] != "same but for the spelling" || why["NUERLAN ABILIMAJIN"] != "sounds alike" {
		t.Errorf("the reasons: %v", why)
	}
	if !strings.HasPrefix(p.Text("h1"), "Search: Нурлан "+count(len(order))) {
		t.Errorf("the heading: %s", p.Text("h1"))
	}
	for q, want := range map[string]string{
		"абдылдаев нурлан": "same name", "Абдылд": "name begins so", "14.2.1991": "same birth date", "1955": "same birth year",
		text(t, s, `select number from case_file order by id limit 1`): "same number",
	} {
		p := searched(t, c, q)
		if got := p.Text(".nk-hit .nk-why li:first-child"); got != want {
			t.Errorf("%s: %q, want %q: %s", q, got, want, p.Text("main"))
		}
	}
	if p := searched(t, c, "1955"); len(p.All("mark")) != 0 {
		t.Errorf("a name is marked for a birth year")
	}
	if p := searched(t, c, "كۇلاش"); p.Text("mark bdi, mark span, mark") == "" {
		t.Errorf("the matched form is not marked: %s", p.Text("main"))
	}
}

func TestNothingFoundIsASentence(t *testing.T) {
	s := testkit.Run(t)
	c := s.As(t, "ainur")
	for q, want := range map[string]string{
		"NK-26-000001-A": "The last letter does not fit this case number", "Щщщщщ": "Nothing found", "NK-26-999999-C": "Nothing found",
	} {
		p := searched(t, c, q)
		if !strings.Contains(p.Text("main"), want) || len(p.All("h1 .nk-count")) > 0 || len(p.All(`a[href="/intake/new"]`)) != 1 {
			t.Errorf("%s: %s", q, p.Text("main"))
		}
	}
	if p := c.Submit("/search", map[string]string{"q": "x"}); p.Status != http.StatusUnprocessableEntity || p.Text(".govuk-error-message") == "" {
		t.Errorf("one letter: %d %s", p.Status, p.Text("main"))
	}
}

// Of other offices' families one line an office is told, with the number of their cases.
func TestOtherOfficesAreNamedOnce(t *testing.T) {
	s := testkit.Run(t)
	p := searched(t, s.As(t, "erzhan"), "Иванов")
	n := 0
	for _, x := range p.All("main .nk-inset") {
		if strings.Contains(inner(x), "Pavlodar career centre") {
			n++
		}
	}
	if n != 1 || len(p.All(".nk-hit")) > 0 {
		t.Errorf("%d lines: %s", n, p.Text("main"))
	}
}

// Looking at a search writes nothing, and what was typed does not lie in the session in clear.
func TestSearchIsKeptSealedAndShownWithoutWriting(t *testing.T) {
	s := testkit.Run(t)
	c := s.As(t, "ainur")
	if p := c.Get("/intake/new"); p.Status != http.StatusSeeOther || p.To != "/search" {
		t.Errorf("registered without a search: %d %s", p.Status, p.To)
	}
	if p := c.Get("/search"); len(p.All(`main form[action="/search"] input[name="q"]`)) != 1 {
		t.Errorf("there is no field to search with: %s", p.Text("main"))
	}
	if p := searched(t, c, "900101300017"); p.Value("q") != "900101300017" {
		t.Errorf("the typed text is gone: %q", p.Value("q"))
	}
	notes := text(t, s, `select count(*) from search_token`)
	for range 3 {
		c.Get("/search")
	}
	if after := text(t, s, `select count(*) from search_token`); after != notes {
		t.Errorf("showing the hits wrote: %s, then %s", notes, after)
	}
	if n := text(t, s, `select count(*) from session where data::text like '%900101300017%'`); n != "0" {
		t.Errorf("the search lies in the session in clear")
	}
	if p := c.Get("/intake/new"); p.Status != http.StatusOK {
		t.Errorf("no registration after a search: %d", p.Status)
	}
}

// A name is found whatever script it was written in, hanzi letter for letter in any order; keys of rules that were others
// are made anew.
func TestSearchGoesAcrossScripts(t *testing.T) {
	s := testkit.Run(t)
	c := s.As(t, "ainur")
	found := func(q, name string) string {
		t.Helper()
		p := searched(t, c, q)
		for i, n := range p.All(".nk-hit h2") {
			if inner(n) == name {
				return inner(p.All(".nk-hit .nk-why li:first-child")[i])
			}
		}
		return ""
	}
	for _, x := range [][2]string{
		{"Nuerlan", "Ерасыл Нұрланұлы"},
		{"نۇرلان", "Ерасыл Нұрланұлы"},
		{"Kulaxi", "كۇلاش مۇقاش قىزى"},
		{"Абилмажин Нұрлан", "NUERLAN ABILIMAJIN"},
	} {
		if why := found(x[0], x[1]); why != "sounds alike" {
			t.Errorf("%s does not find %s by its sound: %q", x[0], x[1], why)
		}
	}
	if why := found("Мұрат Нұрлан", "NUERLAN ABILIMAJIN"); why != "" {
		t.Errorf("half a name finds: %s", why)
	}
	hanzi := "努尔兰·阿不都满金"
	if _, err := s.Owner.ExecContext(t.Context(), `insert into attested_name (person_id, written, script, fold, latin)
		select person_id, $1, 'Hans', $2, $3 from attested_name where written = 'NUERLAN ABILIMAJIN'`, hanzi, identity.Fold(hanzi), identity.FoldLatin(hanzi)); err != nil {
		t.Fatal(err)
	}
	if why := found(hanzi, "NUERLAN ABILIMAJIN"); why != "same name" {
		t.Errorf("hanzi: %q", why)
	}
	swapped := "阿不都满金 努尔兰"
	if n := text(t, s, "select count(*) from attested_name where sounds = '{}'"); n != "1" {
		t.Errorf("%s names have no sound keys", n)
	}
	done := 0
	for range 2 {
		if err := identity.FillSounds(t.Context(), s.Owner, func(n int) { done += n }); err != nil {
			t.Fatal(err)
		}
	}
	if all := text(t, s, "select count(*) from attested_name"); all != strconv.Itoa(done) {
		t.Errorf("%d of %s names were done", done, all)
	}
	if n := text(t, s, "select count(*) from attested_name where sounds = '{}'"); n != "0" {
		t.Errorf("%s names have no sound keys still", n)
	}
	if why := found(swapped, "NUERLAN ABILIMAJIN"); why != "sounds alike" {
		t.Errorf("swapped hanzi: %q", why)
	}
	if p := searched(t, c, "努尔江"); len(p.All(".nk-hit")) != 0 {
		t.Errorf("other hanzi are found: %s", p.Text("main"))
	}
}

// The field that searches stands on the pages of those who may search, and of nobody else.
func TestSearchIsOfferedToWhoMaySearch(t *testing.T) {
	s := testkit.Run(t)
	for login, want := range map[string]int{"ainur": 1, "ruslan": 1, "zhanna": 0} {
		if got := len(s.As(t, login).Get("/account").All(`form[action="/search"]`)); got != want {
			t.Errorf("%s: %d", login, got)
		}
	}
}
