package testkit

import (
	"fmt"
	"strings"
	"testing"
)

// Place is a case with everything an address can name.
type Place struct {
	ID                                     int64
	Number                                 string
	Task, Member, Referral, Goal, Decision int64
}

// Fill puts the place into the parameters of a route; dwellings and vacancies are the first of the demo.
func (p Place) Fill(path string) string {
	kind := "foreign_passport"
	if strings.Contains(path, "/police/") {
		kind = "residence"
	}
	id := p.Decision
	if !strings.HasPrefix(path, "/decisions") {
		id = 1
	}
	return strings.NewReplacer(":number", p.Number, ":task", fmt.Sprint(p.Task), ":id", fmt.Sprint(id), ":member", fmt.Sprint(p.Member),
		":referral", fmt.Sprint(p.Referral), ":goal", fmt.Sprint(p.Goal), ":kind", kind).Replace(path)
}

// Rich finds the demo case of a caseworker on which most hangs: tasks, members, a referral, a goal, a decision.
func (s *Site) Rich(t testing.TB) (p Place) {
	t.Helper()
	err := s.Owner.QueryRow(`select c.id, c.number, (select min(id) from task where case_id = c.id and state = 'open'), c.head_member_id,
			(select min(id) from referral where case_id = c.id), (select min(id) from goal where case_id = c.id), (select min(id) from decision where case_id = c.id)
		from case_file c join account a on a.id = c.owner_id where a.login = 'ainur' and c.status = 'in_progress'
			and exists (select 1 from task where case_id = c.id and state = 'open') and exists (select 1 from referral where case_id = c.id)
			and exists (select 1 from goal where case_id = c.id) and exists (select 1 from decision where case_id = c.id) order by c.id limit 1`).
		Scan(&p.ID, &p.Number, &p.Task, &p.Member, &p.Referral, &p.Goal, &p.Decision)
	if err != nil {
		t.Fatal(err)
	}
	return p
}
