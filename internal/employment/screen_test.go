package employment_test

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/employment"
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/web"
	"nurlykosh/internal/testkit"
)

// site is the whole application with demo data, with this room.
func site(t *testing.T) (*testkit.Site, *employment.Work) {
	t.Helper()
	s := testkit.Run(t)
	s.CommitsTwice(t)
	book, err := casefile.LoadBook(t.Context(), s.DB)
	if err != nil {
		t.Fatal(err)
	}
	w := &employment.Work{DB: s.DB, Book: book}
	if !slices.ContainsFunc(s.App.Routes(), func(r web.Route) bool { return r.Path == "/vacancies" }) {
		employment.Room(s.App, w, &casefile.Frame{Book: book, Links: employment.Links})
	}
	return s, w
}

func ask[T any](t *testing.T, s *testkit.Site, query string, args ...any) (out T) {
	t.Helper()
	if err := s.Owner.QueryRow(query, args...).Scan(&out); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return out
}

func today(t *testing.T, s *testkit.Site) (day civil.Date) {
	t.Helper()
	if err := s.DB.Read(t.Context(), access.Programme, func(r *db.Rd) error { day = r.Today(); return nil }); err != nil {
		t.Fatal(err)
	}
	return day
}

// sends submits a form and wants a status; a redirect is followed.
func sends(t *testing.T, c *testkit.Client, path string, status int, fields map[string]string) *testkit.Page {
	t.Helper()
	send := c.Submit
	if status == http.StatusSeeOther {
		send = c.TenTimes
	}
	p := send(path, fields)
	if p.Status != status {
		t.Fatalf("%s: %d, want %d: %s", path, p.Status, status, p.Text("main"))
	}
	if status == http.StatusSeeOther {
		return c.Follow(p)
	}
	return p
}

func date(name string, d civil.Date, into map[string]string) map[string]string {
	into[name+"_day"], into[name+"_month"], into[name+"_year"] = strconv.Itoa(d.Day()), strconv.Itoa(d.Month()), strconv.Itoa(d.Year())
	return into
}

func TestThePagesFromStockToCheck(t *testing.T) {
	s, _ := site(t)
	c := s.As(t, "ainur")
	day := today(t, s)
	const free = "210740000078" // no demo employer's
	sends(t, c, "/employers/new", 422, map[string]string{"bin": "123", "name": "x"})
	p := sends(t, c, "/employers/new", 303, map[string]string{"bin": "2107 4000 0078", "name": "«Ертіс» ЖШС"})
	if p.Value("bin") != free {
		t.Errorf("the form of the vacancy knows the BIN %q", p.Value("bin"))
	}
	sends(t, c, "/vacancies/new", 422, date("until", day.AddDays(30), map[string]string{"bin": free, "title": "x", "occupation": "7", "places": "many", "wage": "-1"}))
	sends(t, c, "/vacancies/new", 303, date("until", day.AddDays(30), map[string]string{"bin": free, "title": "Тас қалаушы", "occupation": "7112-2", "places": "1", "wage": "280 000"}))
	vacancy := strconv.FormatInt(ask[int64](t, s, "select max(id) from vacancy where title = 'Тас қалаушы' and places = 1"), 10)
	sends(t, c, "/vacancies/"+vacancy, 303, map[string]string{"wage": "300 000"})
	if ask[int64](t, s, "select wage_tiyn from vacancy where id = "+vacancy) != 30_000_000 {
		t.Error("the wage was not changed")
	}
	for _, bin := range []string{free, "210740000078"} {
		sends(t, c, "/vacancies/"+vacancy, 422, map[string]string{"wage": "310 000", "bin": bin})
	}
	if ask[int64](t, s, "select wage_tiyn from vacancy where id = "+vacancy) != 30_000_000 {
		t.Error("a vacancy was changed for another employer")
	}
	if other := s.As(t, "erzhan").Get("/vacancies/" + vacancy); other.Status != http.StatusNotFound {
		t.Errorf("another region sees the vacancy: %d", other.Status)
	}

	number := ask[string](t, s, "select c.number from case_file c join account a on a.id = c.owner_id where a.login = 'ainur' and c.arrived_on is not null and c.status = 'in_progress' order by c.id limit 1")
	base := "/cases/" + number + "/employment"
	member := ask[int64](t, s, "select m.id from member m join case_file c on c.id = m.case_id where c.number = $1 and m.relation = 'head'", number)
	profile, refer := fmt.Sprintf("%s/profile/%d", base, member), fmt.Sprintf("%s/refer/%d", base, member)
	if p := c.Get(refer); len(p.All("form.nk-form")) != 0 {
		t.Error("somebody without a profile can be referred")
	}
	sends(t, c, profile, 422, map[string]string{"looks": "no"})
	sends(t, c, profile, 303, map[string]string{"looks": "yes", "trade": "тас қалаушы", "occupation": "7112"})
	if p := c.Get(refer); !strings.Contains(p.Text("select#vacancy"), "own occupation") {
		t.Errorf("the vacancy of the own occupation is not marked: %s", p.Text("select#vacancy"))
	}
	sends(t, c, refer, 422, map[string]string{"kind": "vacancy"})
	p = sends(t, c, refer, 303, map[string]string{"kind": "vacancy", "vacancy": vacancy})
	if !strings.Contains(p.Text("main"), "waiting for the answer") {
		t.Errorf("the part does not show the referral: %s", p.Text("main"))
	}
	r := ask[int64](t, s, "select max(id) from referral")
	at := func(verb string) string { return fmt.Sprintf("%s/%s/%d", base, verb, r) }
	sends(t, c, at("answer"), 422, map[string]string{"how": "refused_by_person", "reason": "refused_by_employer.language"})
	if _, err := s.Owner.Exec("update vacancy set taken = places where id = " + vacancy); err != nil {
		t.Fatal(err)
	}
	if p := sends(t, c, at("answer"), 409, map[string]string{"how": "hired"}); !strings.Contains(p.Text(".govuk-error-summary"), "All 1 places") {
		t.Errorf("a full vacancy: %s", p.Text(".govuk-error-summary"))
	}
	if _, err := s.Owner.Exec("update vacancy set taken = 0 where id = " + vacancy); err != nil {
		t.Fatal(err)
	}
	sends(t, c, at("answer"), 303, map[string]string{"how": "hired"})
	sends(t, c, at("contract"), 422, nil)
	sends(t, c, at("contract"), 303, map[string]string{"contract": "yes", "pension": "yes", "social": "yes", "health": "yes"})
	sends(t, c, at("check"), 422, map[string]string{"day": "90", "answer": "works"})
	paths := []string{"/vacancies", "/vacancies?state=full", "/vacancies?occupation=71&state=x", "/vacancies?after=x", "/vacancies/" + vacancy, "/vacancies/" + vacancy + "/close", "/vacancies/new", "/employers/new", base, profile, refer, at("answer"), at("contract"), at("check"), at("leave"), "/cases/" + number + "/history"}
	sound(t, s, "ainur", paths)
	sound(t, s, "saule", []string{"/vacancies", "/vacancies?region=55", "/employers/new"})
	if _, err := s.Owner.Exec("update referral set sent_on = sent_on - 120, answered_on = answered_on - 120, hired_on = hired_on - 120 where id = $1", r); err != nil {
		t.Fatal(err)
	}
	sends(t, c, at("check"), 303, map[string]string{"day": "90", "answer": "works"})
	sends(t, c, at("leave"), 422, nil)
	sends(t, c, at("leave"), 303, date("ended", day, map[string]string{}))
	sends(t, c, "/vacancies/"+vacancy+"/close", 422, nil)
	sends(t, c, "/vacancies/"+vacancy+"/close", 303, map[string]string{"reason": "withdrawn"})
	s.OneEffectEach(t, "/employers", "/vacancies", "/cases/:number/employment")
	if n := ask[int64](t, s, "select count(*) from vacancy where title = 'Тас қалаушы' and wage_tiyn = 30000000"); n != 1 {
		t.Errorf("%d vacancies", n)
	}
}

// Two families are sent to the last place of a vacancy, and both hear that it is theirs: one gets it.
func TestTheLastPlaceGoesToOneOfTwo(t *testing.T) {
	w := newWorld(t)
	w.employer()
	for range 8 {
		vacancy := w.vacancy(1)
		var numbers [2]string
		var referrals [2]int64
		for i := range numbers {
			number, ms := w.family(1985)
			w.profiled(number, ms[0])
			numbers[i], referrals[i] = number, w.referred(number, ms[0], vacancy)
		}
		day := w.today()
		var errs [2]error
		var wg sync.WaitGroup
		for i := range numbers {
			wg.Go(func() { errs[i] = w.hire(numbers[i], referrals[i], day) })
		}
		wg.Wait()
		if (errs[0] == nil) == (errs[1] == nil) || w.taken(vacancy) != 1 {
			t.Fatalf("the last place: %v, %v; taken %d", errs[0], errs[1], w.taken(vacancy))
		}
		for _, err := range errs {
			if err != nil {
				w.refused("vacancy.full", err)
			}
		}
	}
}

// sound opens pages in three languages: no word is missing, no id stands twice.
func sound(t *testing.T, s *testkit.Site, login string, paths []string) {
	t.Helper()
	c := s.As(t, login)
	for _, lang := range []string{"kk", "ru", "en"} {
		c.Get("/?lang=" + lang)
		for _, path := range paths {
			p := c.Get(path)
			if p.Status != http.StatusOK || len(p.All("h1")) != 1 || len(p.Body) > 60_000 {
				t.Errorf("%s %s: %d, %d h1, %d bytes", lang, path, p.Status, len(p.All("h1")), len(p.Body))
			}
			if i := strings.Index(p.Body, "⟦"); i >= 0 {
				t.Errorf("%s %s: a word is missing: %s", lang, path, p.Body[i:min(len(p.Body), i+60)])
			}
			ids := map[string]bool{}
			for _, n := range p.All("[id]") {
				if id := testkit.Attr(n, "id"); ids[id] {
					t.Errorf("%s has the id %s twice", path, id)
				} else {
					ids[id] = true
				}
			}
		}
	}
}
