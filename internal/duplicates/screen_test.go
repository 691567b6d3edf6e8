package duplicates_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"nurlykosh/internal/testkit"
)

// Where a change has ended the pair, nothing can be sent any more; the page says so, how both records stood and stand, and keeps
// what was typed.
func TestAMergeOfAPairThatAChangeEnded(t *testing.T) {
	for what, change := range map[string]string{
		"the pair":    "update duplicate set state = 'gone', version = version + 1 where id = $1",
		"a household": "update member set left_on = nk_today(), leave_reason = 'missing' where person_id = (select person_a from duplicate where id = $1)",
		"a seal":      "update case_file set sealed = true, owner_id = null where id = (select case_id from member where person_id = (select person_a from duplicate where id = $1) limit 1)",
	} {
		t.Run(what, func(t *testing.T) {
			s := testkit.Run(t)
			var pair, person int64
			var number string
			if err := s.Owner.QueryRow(`select d.id, m.person_id, c.number from duplicate d join member m on m.person_id = d.person_a join case_file c on c.id = m.case_id
				where d.state = 'open' and c.head_name = 'Нургалиев Ерлан' order by d.id limit 1`).Scan(&pair, &person, &number); err != nil {
				t.Fatal(err)
			}
			c := s.As(t, "gulnar")
			path := fmt.Sprintf("/duplicates/%d/merge/%s", pair, number)
			form := c.Get(path).Form(path)
			form.Set("text", "Бір отбасы")
			for _, do := range []string{"update person set birth_date = birth_date - 400, birth_year = birth_year - 1, version = version + 1 where id = (select person_a from duplicate where id = $1)", change} {
				if _, err := s.Owner.Exec(do, pair); err != nil {
					t.Fatal(err)
				}
			}
			p := c.Post(path, form)
			if p.Status != http.StatusConflict || !strings.Contains(p.Text("main"), "Бір отбасы") {
				t.Errorf("%d %s", p.Status, p.Text("main"))
			}
			before, now := strings.Contains(p.Text("main"), "16 April 1982"), strings.Contains(p.Text("main"), "12 March 1981")
			if before == (what == "a seal") || now != (what == "the pair") {
				t.Errorf("how it stood is told, or not: %s", p.Text("main"))
			}
		})
	}
}

// A merge form that was made before a birth date on either side changed is not sent on with today's version: both stand on
// the page.
func TestAMergeOlderThanAChangeShowsBoth(t *testing.T) {
	s := testkit.Run(t)
	var pair, person int64
	var number string
	if err := s.Owner.QueryRow(`select d.id, m.person_id, c.number from duplicate d join member m on m.person_id = d.person_a join case_file c on c.id = m.case_id
		where d.state = 'open' and c.head_name = 'Нургалиев Ерлан' order by d.id limit 1`).Scan(&pair, &person, &number); err != nil {
		t.Fatal(err)
	}
	c := s.As(t, "gulnar")
	path := fmt.Sprintf("/duplicates/%d/merge/%s", pair, number)
	form := c.Get(path).Form(path)
	form.Set("text", "Бір отбасы")
	if _, err := s.Owner.Exec("update person set birth_date = birth_date - 1, version = version + 1 where id = $1", person); err != nil {
		t.Fatal(err)
	}
	p := c.Post(path, form)
	if p.Status != http.StatusConflict || !strings.Contains(p.Body, "Бір отбасы") || strings.Contains(p.Text("main"), "not_asked") {
		t.Fatalf("%d %s", p.Status, p.Text("main"))
	}
	var merged int
	if err := s.Owner.QueryRow("select count(*) from merge").Scan(&merged); err != nil || merged != 0 {
		t.Errorf("%d merges, %v", merged, err)
	}

	// where money was granted, the second person sees who becomes whom, and which values count
	if _, err := s.Owner.Exec(`insert into decision (case_id, kind, state, wanted, proposed_by, proposed_at, decided_by, decided_at, decided_on, office_id, region, legal_basis, rule_version, facts)
		select id, 'quota', 'approved', 'grant', (select id from account where login = 'ainur'), nk_now(), (select id from account where login = 'dana'), nk_now(), nk_today(), office_id, region, 'x', nk_today(), '[]'
		from case_file where number = $1`, number); err != nil {
		t.Fatal(err)
	}
	if p := c.Submit(path, map[string]string{"text": "Бір отбасы"}); p.Status != http.StatusSeeOther {
		t.Fatalf("proposing: %d %s", p.Status, p.Text("main"))
	}
	var merge int64
	if err := s.Owner.QueryRow("select id from merge where state = 'proposed'").Scan(&merge); err != nil {
		t.Fatal(err)
	}
	look := s.As(t, "dana").Get(fmt.Sprintf("/duplicates/merges/%d", merge)).Text("main")
	for _, w := range []string{"Нұрғалиев Ерлан", "the same as Нургалиев Ерлан", "15 April 1982", "Нұрғалиева Аяла", "joins the household", "Бір отбасы"} {
		if !strings.Contains(look, w) {
			t.Errorf("the second person does not see %q: %s", w, look)
		}
	}
}
