package programme_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"nurlykosh/internal/testkit"
)

// places are the first things of each of a caseworker's cases.
func places(t *testing.T, s *testkit.Site) (out []testkit.Place) {
	t.Helper()
	rows, err := s.Owner.Query(`select c.id, c.number, coalesce(k.id, 0), coalesce(m.id, c.head_member_id), coalesce(r.id, 0), coalesce(g.id, 0), coalesce((select min(id) from decision where case_id = c.id and state = 'proposed'), 0)
		from case_file c
		left join lateral (select id from task where case_id = c.id and state in ('open', 'paused', 'returned') order by state desc, id limit 3) k on true
		left join lateral (select id from member where case_id = c.id order by ord limit 3) m on true
		left join lateral (select id from referral where case_id = c.id order by state <> 'open', id limit 2) r on true
		left join lateral (select id from goal where case_id = c.id and reached_on is null and dropped_on is null limit 1) g on true
		order by c.id`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var p testkit.Place
		if err := rows.Scan(&p.ID, &p.Number, &p.Task, &p.Member, &p.Referral, &p.Goal, &p.Decision); err != nil {
			t.Fatal(err)
		}
		out = append(out, p)
	}
	return out
}

// openForm finds somebody and a place where a form can be sent.
func openForm(s *testkit.Site, staff map[string]*testkit.Client, all []testkit.Place, route string) (*testkit.Client, string) {
	tried := map[string]bool{}
	for _, p := range all {
		path := p.Fill(route)
		if strings.HasPrefix(route, "/accounts/") {
			path = strings.Replace(route, ":id", "2", 1)
		}
		for _, who := range []string{"ainur", "dana", "gulnar", "zhanna"} {
			if c := staff[who]; c != nil && !tried[who+path] {
				tried[who+path] = true
				if page := c.Get(path); page.Status == http.StatusOK && len(page.All(`form[action="`+path+`"]`)) > 0 {
					return c, path
				}
			}
		}
	}
	return nil, ""
}

// Every form that changes what is there carries the version it was made from. None, nothing, what is no number, what is
// sent twice and what does not exist yet are refused; what was typed stands on the page, and nothing is saved.
func TestEveryChangeNamesTheVersionItWasMadeFrom(t *testing.T) {
	s := testkit.Run(t)
	rich := s.Rich(t)
	if _, err := s.Owner.Exec("update member set abroad = true where case_id = $1 and ord = 1", rich.ID); err != nil { // who may arrive
		t.Fatal(err)
	}
	if _, err := s.Owner.Exec(`insert into member (case_id, person_id, ord, relation, joined_on, left_on, leave_reason) -- whose record may be somebody else's
		select c.id, m.person_id, 40, 'child', m.joined_on - 20, m.joined_on - 10, 'moved' from member m, case_file c where m.id = $1 and c.id <> m.case_id order by c.id limit 1`, rich.Member); err != nil {
		t.Fatal(err)
	}
	all := append(places(t, s), rich)
	staff := map[string]*testkit.Client{}
	for _, who := range []string{"ainur", "bolat", "dana", "gulnar", "asel", "zhanna"} {
		staff[who] = s.As(t, who)
	}
	way := newFamily(t, s, staff)
	for _, r := range s.App.Routes() {
		if !r.Made || way.has(r.Path) {
			continue
		}
		c, path := openForm(s, staff, all, r.Path)
		if c == nil {
			t.Errorf("%s: nobody stands before it", r.Path)
			continue
		}
		asksForItsVersion(t, s, c, path)
	}
	for _, x := range way.stages {
		c, path := x.before(), way.place.Fill(x.route)
		if page := c.Get(path); page.Status != http.StatusOK || len(page.All(`form[action="`+path+`"]`)) == 0 {
			t.Errorf("%s: the family does not stand before it: %d %s", path, page.Status, page.Text("main"))
			continue
		}
		asksForItsVersion(t, s, c, path)
	}
}

func asksForItsVersion(t *testing.T, s *testkit.Site, c *testkit.Client, path string) {
	t.Helper()
	before := events(t, s)
	for name, rev := range map[string][]string{
		"none": nil, "empty": {""}, "zero": {"0"}, "negative": {"-1"}, "no number": {"x1"}, "long": {strings.Repeat("9", 40)}, "twice": {"1", "1"}, "to come": {"999999"},
	} {
		page := c.Get(path)
		form := page.Form(path)
		if !form.Has("rev") {
			t.Fatalf("%s: the form carries no version", path)
		}
		delete(form, "rev")
		if rev != nil {
			form["rev"] = rev
		}
		typed := ""
		if form.Has("text") {
			typed = "Сақталсын: " + name
			form.Set("text", typed)
		}
		answer := c.Post(path, form)
		if answer.Status != http.StatusConflict && (name != "to come" || answer.Status != http.StatusUnprocessableEntity) {
			t.Errorf("%s with the version %s: %d %s", path, name, answer.Status, answer.Text("main"))
		}
		if typed != "" && !strings.Contains(answer.Body, typed) {
			t.Errorf("%s with the version %s: what was typed is gone", path, name)
		}
		if len(answer.All(`[role="alert"], .nk-banner`)) == 0 {
			t.Errorf("%s with the version %s: no word about it", path, name)
		}
	}
	if n := events(t, s); n != before {
		t.Errorf("%s: %d events were recorded", path, n-before)
	}
}

// A task that was put off meanwhile: whoever asks for more time sees it beside what they typed, and can go on.
func TestTaskThatMovedMeanwhileIsShown(t *testing.T) {
	s := testkit.Run(t)
	c := s.As(t, "ainur")
	path := s.Rich(t).Fill("/cases/:number/tasks/:task/extend")
	old := c.Get(path).Form(path)
	more := func(f url.Values, days string) *testkit.Page {
		for _, code := range choices(c.Get(path), path)["reason"] {
			if code != "" {
				f.Set("reason", code)
			}
		}
		f.Set("text", "Құжаттар келмеді")
		f.Set("days", days)
		return c.Post(path, f)
	}
	if p := more(c.Get(path).Form(path), "5"); p.Status != http.StatusSeeOther {
		t.Fatalf("the first: %d %s", p.Status, p.Text("main"))
	}
	p := more(old, "7")
	if p.Status != http.StatusConflict || !strings.Contains(p.Text("main"), "How it stands") || strings.Count(p.Text("table"), "due:") != 2 || !strings.Contains(p.Text("table"), "7") {
		t.Fatalf("the second: %d %s", p.Status, p.Text("main"))
	}
	if said := p.Text("main"); !strings.Contains(said, "Working days added: 5") || !strings.Contains(said, "5 working days were added already") {
		t.Errorf("the days given meanwhile are not said: %s", said)
	}
	f := p.Form(path)
	f.Set("do", "chosen")
	if p = c.Post(path, f); p.Status != http.StatusSeeOther {
		t.Errorf("all the same: %d %s", p.Status, p.Text("main"))
	}
}

// A clock that was paused meanwhile, or goes on again: it is said how it stands, since when and why. Nothing that cannot be saved
// is offered, and what was typed is still there.
func TestClockThatStandsAlreadyIsSaid(t *testing.T) {
	s := testkit.Run(t)
	c := s.As(t, "ainur")
	var task string
	if err := s.Owner.QueryRow(`select '/cases/' || c.number || '/tasks/' || k.id from task k join step_template t on t.id = k.template_id
		join case_file c on c.id = k.case_id join account a on a.id = c.owner_id
		where a.login = 'ainur' and c.status in ('registered', 'in_progress') and k.state = 'open' and t.pausable and k.due_on is not null order by k.id limit 1`).Scan(&task); err != nil {
		t.Fatal(err)
	}
	pause, resume, extend := task+"/pause", task+"/resume", task+"/extend"
	send := func(path string, f url.Values, text string) *testkit.Page {
		for field, codes := range choices(c.Get(path), path) {
			if field == "reason" {
				f.Set("reason", codes[len(codes)-1])
			}
		}
		f.Set("text", text)
		return c.Post(path, f)
	}
	old, more := c.Get(pause).Form(pause), c.Get(extend).Form(extend)
	reason := choices(c.Get(pause), pause)["reason"]
	old.Set("reason", reason[len(reason)-1])
	more.Set("days", "9")
	if p := send(pause, c.Get(pause).Form(pause), "Бірінші"); p.Status != http.StatusSeeOther {
		t.Fatalf("the first: %d %s", p.Status, p.Text("main"))
	}
	going := c.Get(resume).Form(resume)
	for path, f := range map[string]url.Values{pause: old, extend: more} {
		f.Set("text", "Екінші сөйлем")
		p := c.Post(path, f)
		said := p.Text("main")
		if p.Status != http.StatusConflict || !strings.Contains(said, "paused since") || !strings.Contains(said, "reason: ") || !strings.Contains(said, "Екінші сөйлем") {
			t.Errorf("%s: %d %s", path, p.Status, said)
		}
		if len(p.All(`main form[action="`+path+`"]`)) != 0 || len(p.All(`a[href="`+resume+`"]`)) == 0 || len(p.All(`a[href="`+task+`"]`)) == 0 {
			t.Errorf("%s: what cannot be saved is offered, or no way back", path)
		}
	}
	if p := c.Post(resume, c.Get(resume).Form(resume)); p.Status != http.StatusSeeOther {
		t.Fatalf("the clock does not go on: %d %s", p.Status, p.Text("main"))
	}
	if p := c.Post(resume, going); p.Status != http.StatusConflict || !strings.Contains(p.Text("main"), "does not stand still") {
		t.Errorf("it goes on twice: %d %s", p.Status, p.Text("main"))
	}
}
