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

// The order is: letter for letter, a word of the name, its beginning, another spelling, the sound.
func TestSearchPutsTheSameLettersFirst(t *testing.T) {
	s := testkit.Run(t)
	c := s.As(t, "ainur")
	p := searched(t, c, "Нурлан")
	why := map[string]string{}
	var order []string
	for i, n := range p.All(".nk-hit h2") {
		name := inner(n)
		why[name] = inner(p.All(".nk-hit .nk-why")[i])
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
		if got := p.Text(".nk-hit .nk-why"); got != want {
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
				return inner(p.All(".nk-hit .nk-why")[i])
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
