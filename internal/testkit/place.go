package testkit

import (
	"fmt"
	"strings"
	"testing"

	"nurlykosh/internal/identity"
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/db"
)

// Place is a case with everything an address can name.
type Place struct {
	ID                                     int64
	Number                                 string
	Task, Member, Referral, Goal, Decision int64
	Pair, Merge, Proposed                  int64 // two members who may be one person; a merge that was made; one that waits
	Alarm                                  int64 // a document that the case shares with another one
	Representative                         int64 // of the member
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
	merge := p.Merge
	if strings.HasPrefix(path, "/duplicates") {
		merge = p.Proposed
	}
	return strings.NewReplacer(":pair", fmt.Sprint(p.Pair), ":alarm", fmt.Sprint(p.Alarm), ":merge", fmt.Sprint(merge), ":representative", fmt.Sprint(p.Representative), ":number", p.Number, ":task", fmt.Sprint(p.Task), ":id", fmt.Sprint(id), ":member", fmt.Sprint(p.Member),
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
	s.twins(t, &p)
	if err := s.Owner.QueryRow(`insert into representative (member_id, name, kind, paper_kind, valid_from) select m.id, 'Somebody', 'guardian', 'court_decision', m.joined_on from member m where m.id = $1 returning id`, p.Member).
		Scan(&p.Representative); err != nil {
		t.Fatal(err)
	}
	return p
}

// twins lets two members of the case stand on the list of those who may be one, with a merge that was made and one that waits
// for a second person; the case shares an address with another one. The rows are made by hand: whoever merges is of no account here.
func (s *Site) twins(t testing.TB, p *Place) {
	t.Helper()
	err := s.Owner.QueryRow(`insert into duplicate (person_a, person_b, verdict, score, reasons, points, print)
		select min(x.person_id), max(x.person_id), 'maybe', 0.6, '{name_maybe,birth_year_equal}', '{2.5,2}', '' from (select person_id from member where case_id = $1 order by ord limit 2) x
		on conflict (person_a, person_b) do update set state = 'open' returning id`, p.ID).Scan(&p.Pair)
	for state, id := range map[string]*int64{"done": &p.Merge, "proposed": &p.Proposed} {
		if err == nil {
			err = s.Owner.QueryRow(`insert into merge (kind, state, main_case, other_case, plan_sealed, mark, paid, proposed_by, pair_id, decided_at)
				select 'member', $2, $1, $1, '', 0, false, min(a.id), $3, nk_now() from account a returning id`, p.ID, state, p.Pair).Scan(id)
		}
	}
	if err == nil {
		_, err = s.Owner.Exec(`insert into own_dwelling (case_id, address_sealed, address_lookup, whose)
			select c.id, '', 'one address', '' from case_file c where c.id = $1 or c.id in (select min(o.id) from case_file o join case_file r on r.id = $1
				where o.id <> r.id and o.office_id = r.office_id and o.status in ('registered','in_progress') and not o.sealed)
			on conflict (case_id) do update set address_lookup = excluded.address_lookup`, p.ID)
	}
	if err == nil {
		_, err = s.DB.Change(t.Context(), db.Op{ID: db.NewID(), Name: "test.alarm", Actor: access.Programme, Form: []byte("x")}, func(tx *db.Tx) (db.Result, error) {
			return db.Result{}, identity.NoteShared(tx, identity.SharedAddress, 2, 2, []byte("one address"))
		})
	}
	if err == nil {
		err = s.Owner.QueryRow("select max(id) from alarm").Scan(&p.Alarm)
	}
	if err != nil {
		t.Fatal(err)
	}
}
