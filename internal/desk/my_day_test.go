package desk_test

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/testkit"
)

// Every open case of a person stands in exactly one group of My day, in the one that GroupOf names.
func TestEveryOpenCaseStandsInOneGroup(t *testing.T) {
	s := testkit.Run(t)
	s.CommitsTwice(t)
	c := s.As(t, "ainur")
	rnd := rand.New(rand.NewPCG(1, 2))
	turns := []casefile.Turn{casefile.TurnReturned, casefile.TurnOurs, casefile.TurnOthers, casefile.TurnNobody}
	var today civil.Date
	if err := s.DB.Read(t.Context(), access.Programme, func(r *db.Rd) error { today = r.Today(); return nil }); err != nil {
		t.Fatal(err)
	}
	for round := range 6 {
		exec(t, s, `update clock_shift set shift = make_interval(days => $1)`, round) // every kind of week day
		now := today.AddDays(round)
		want := map[string]casefile.Group{}
		ids, err := s.Owner.Query(`select c.id, c.number from case_file c join account a on a.id = c.owner_id where a.login = 'ainur' and c.status in ('registered','in_progress','follow_up')`)
		if err != nil {
			t.Fatal(err)
		}
		cases := map[string]string{}
		for ids.Next() {
			var id, number string
			if err := ids.Scan(&id, &number); err != nil {
				t.Fatal(err)
			}
			cases[id] = number
		}
		for id, number := range cases {
			turn, due := turns[rnd.IntN(len(turns))], now.AddDays(rnd.IntN(20)-8)
			var day any = due.String()
			if rnd.IntN(5) == 0 {
				day, due = nil, civil.Date{}
			}
			exec(t, s, `update case_file set next_state = $1, next_due = $2 where id = $3`, string(turn), day, id)
			want[number] = casefile.GroupOf(turn, due, now)
		}
		seen := map[string][]casefile.Group{}
		for _, g := range casefile.Groups {
			p := c.Get("/my-day?group=" + string(g))
			for _, a := range p.All("#" + string(g) + " tbody td a[href^='/cases/']") {
				number := strings.TrimPrefix(testkit.Attr(a, "href"), "/cases/")
				seen[number] = append(seen[number], g)
			}
			if got, n := p.Text("#"+string(g)+" caption .nk-count"), len(p.All("#"+string(g)+" tbody tr")); got != strconv.Itoa(n) {
				t.Errorf("%s: the caption says %s of %d", g, got, n)
			}
		}
		for number, g := range want {
			if len(seen[number]) != 1 || seen[number][0] != g {
				t.Errorf("round %d: %s stands in %v, want %s", round, number, seen[number], g)
			}
		}
		if len(seen) != len(want) {
			t.Errorf("round %d: %d families in the list, %d are open", round, len(seen), len(want))
		}
	}
}

// Late, returned and paused rows say why; the red number counts what is late and nothing else.
func TestRowsOfMyDaySayWhy(t *testing.T) {
	s := testkit.Run(t)
	s.CommitsTwice(t)
	c := s.As(t, "ainur")
	exec(t, s, `update task set paused_on = nk_today() where state = 'paused'`)
	p := c.Get("/my-day")
	for _, g := range []string{"overdue", "returned", "waiting"} {
		rows := p.All("#" + g + " tbody tr")
		if len(rows) == 0 {
			t.Errorf("the demo has nothing in %s", g)
		}
		if why := p.All("#" + g + " tbody tr th .sub"); len(why) != len(rows) {
			t.Errorf("%s: %d rows, %d reasons", g, len(rows), len(why))
		}
	}
	if w := p.Text("#waiting"); strings.Contains(w, "waiting 0 days") || !strings.Contains(w, "paused today") {
		t.Errorf("paused today: %s", w)
	}
	if !strings.Contains(p.Text("#returned th .sub"), "returned: ") || !strings.Contains(p.Text("#overdue th .sub"), "Due date: ") {
		t.Errorf("the reasons: %s, %s", p.Text("#returned th .sub"), p.Text("#overdue th .sub"))
	}
	late := text(t, s, `select count(*) from case_file c join account a on a.id = c.owner_id where a.login = 'ainur' and c.status in ('registered','in_progress','follow_up')
		and c.next_state in ('ours','returned') and c.next_due < nk_today()`)
	if got := p.Text(".nk-nav .nk-pill--late"); got != late {
		t.Errorf("the red number is %s, late are %s", got, late)
	}
	exec(t, s, `update case_file set next_due = nk_today() where next_due < nk_today()`)
	if p := c.Get("/my-day"); len(p.All(".nk-nav .nk-pill--late")) > 0 || p.Text(".nk-nav .nk-pill") == "" {
		t.Errorf("with nothing late: %s", p.Text(".nk-nav"))
	}
}

// A dwelling that its offerer may not inspect is found by a colleague and by the supervisors, with the form.
func TestInspectionIsFoundByAnotherPerson(t *testing.T) {
	s := testkit.Run(t)
	s.CommitsTwice(t)
	number := text(t, s, `select c.number from case_file c join account a on a.id = c.owner_id where a.login = 'ainur' and c.stage = 'housing' and c.status = 'in_progress' order by c.id limit 1`)
	exec(t, s, `insert into offer (case_id, dwelling_id, tenure, offered_on, expires_on, state, answered_on, offered_by)
		select c.id, (select d.id from dwelling d where not exists (select 1 from offer o where o.dwelling_id = d.id) order by d.id limit 1), 'loan', nk_today(), nk_today() + 10, 'accepted', nk_today(), c.owner_id
		from case_file c where c.number = $1`, number)
	exec(t, s, `update task set state = 'open', done_on = null, due_on = nk_today(), counted_from = nk_today() where key = 'inspect_dwelling' and case_id = (select id from case_file where number = $1)`, number)
	form := "/cases/" + number + "/housing/inspect"
	for _, login := range []string{"bolat", "gulnar", "dana"} {
		c := s.As(t, login)
		p := c.Get("/my-day")
		if len(p.All(`#inspections a[href="`+form+`"]`)) != 1 {
			t.Errorf("%s does not see the inspection: %s", login, p.Text("main"))
		}
		if p := c.Get(form); p.Status != http.StatusOK || len(p.All(`main form[action="`+form+`"]`)) != 1 {
			t.Errorf("%s cannot inspect: %d %s", login, p.Status, p.Text("main"))
		}
	}
	for _, login := range []string{"ainur", "erzhan", "marat"} {
		if p := s.As(t, login).Get("/my-day"); len(p.All("#inspections")) > 0 {
			t.Errorf("%s is asked to inspect: %s", login, p.Text("#inspections"))
		}
	}
	exec(t, s, `update case_file set sealed = true where number = $1`, number)
	if p := s.As(t, "bolat").Get("/my-day"); len(p.All("#inspections")) > 0 {
		t.Errorf("a sealed case shows: %s", p.Text("#inspections"))
	}
}

// The officers of protection and finance begin with the tasks of their role in their region.
func TestOfficersFindTheTasksOfTheirRole(t *testing.T) {
	s := testkit.Run(t)
	s.CommitsTwice(t)
	for login, key := range map[string]string{"asel": "refer_protection", "igor": "pay_relocation_aid"} {
		if to := s.As(t, login).Get("/sign-in"); to.To != "/my-day" {
			t.Errorf("%s is led to %q", login, to.To)
		}
		exec(t, s, `update task set state = 'not_required', paused_on = null, done_on = null where key = $1`, key)
		c := s.As(t, login)
		p := c.Get("/my-day")
		if p.Status != http.StatusOK || !strings.Contains(p.Text("main"), "No family waits for you now") || len(p.All(".nk-nav .nk-pill")) > 0 {
			t.Errorf("%s with nothing to do: %d %s", login, p.Status, p.Text("main"))
		}
		var late, soon string
		rows, err := s.Owner.Query(`select c.number from case_file c join task t on t.case_id = c.id where t.key = $1 and c.status = 'in_progress' and not c.sealed and c.region = '55' order by c.id limit 2`, key)
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			late = soon
			if err := rows.Scan(&soon); err != nil {
				t.Fatal(err)
			}
		}
		for number, days := range map[string]int{late: -3, soon: 40} {
			exec(t, s, fmt.Sprintf(`update task set state = 'open', done_on = null, counted_from = nk_today() - 9, due_on = nk_today() + %d where key = $1 and case_id = (select id from case_file where number = $2)`, days), key, number)
		}
		if key == "refer_protection" {
			exec(t, s, `update case_file set sealed = true where number = $1`, late) // they see what is sealed
		}
		p = c.Get("/my-day")
		if !strings.Contains(p.Text("#overdue"), late) || !strings.Contains(p.Text("#later"), soon) || !strings.Contains(p.Text("#overdue"), "Pavlodar career centre") {
			t.Errorf("%s: %s", login, p.Text("main"))
		}
		if got := p.Text(".nk-nav .nk-pill--late"); got != "1" {
			t.Errorf("%s: the red number is %q", login, got)
		}
		for _, a := range p.All("#overdue th a") {
			if x := c.Get(testkit.Attr(a, "href")); x.Status != http.StatusOK {
				t.Errorf("%s: %s gives %d", login, testkit.Attr(a, "href"), x.Status)
			}
		}
		if p := s.As(t, "erzhan").Get("/my-day"); strings.Contains(p.Body, late) {
			t.Errorf("another region sees %s", late)
		}
	}
}
