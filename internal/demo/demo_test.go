package demo_test

import (
	"testing"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/testkit"
)

func TestMain(m *testing.M) { testkit.Main(m) }

// The demo data shows every track at every stage, late, in time and waiting, and how cases end.
func TestDemoShowsEveryTrackStageAndLateness(t *testing.T) {
	d := testkit.Run(t)
	rows, err := d.Owner.Query(`select track, case when status in ('in_progress', 'follow_up') then stage else status end,
		case when next_state = 'returned' then 'returned' when next_state = 'others' then 'waiting' when next_due < nk_today() then 'late' else 'in time' end, count(*)
		from case_file group by 1, 2, 3`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	seen, all := map[string]int{}, 0
	for rows.Next() {
		var track, stage, how string
		var n int
		if err := rows.Scan(&track, &stage, &how, &n); err != nil {
			t.Fatal(err)
		}
		seen[track+" "+stage+" "+how], seen[track+" "+stage], seen[how] = n, seen[track+" "+stage]+n, seen[how]+n
		all += n
	}
	for _, track := range casefile.Tracks {
		for _, s := range casefile.Steps {
			for _, how := range []string{"late", "waiting"} {
				if s != casefile.Intake && s != casefile.Integration && seen[string(track)+" "+string(s)+" "+how] == 0 {
					t.Errorf("no family of %s at %s is %s", track, s, how)
				}
			}
			if seen[string(track)+" "+string(s)] < 2 {
				t.Errorf("%s at %s: only %d families", track, s, seen[string(track)+" "+string(s)])
			}
		}
		if seen[string(track)+" settled"] == 0 || seen[string(track)+" withdrawn"] == 0 {
			t.Errorf("no family of %s has ended", track)
		}
	}
	for _, how := range []string{"late", "in time", "waiting", "returned"} {
		if seen[how] < 3 {
			t.Errorf("%s: only %d families", how, seen[how])
		}
	}
	if all < 60 {
		t.Errorf("%d households", all)
	}
	if _, broken, err := audit.Verify(t.Context(), d.Owner); err != nil || len(broken) > 0 {
		t.Errorf("chains: %v %v", broken, err)
	}
}

// What a family of the demo has done, it has done with its evidence: a complete household has consents and answers, a
// list that was brought has its papers; who came from China has a name in both spellings; every centre has families.
func TestDemoIsBelievable(t *testing.T) {
	d := testkit.Run(t)
	count := func(query string) (n int) {
		t.Helper()
		if err := d.Owner.QueryRow(query).Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	for what, query := range map[string]string{
		"households are complete without consent": `select count(*) from task t where t.key = 'complete_household' and t.state = 'done' and not exists (select 1 from consent k where k.case_id = t.case_id)`,
		"households are complete without answers": `select count(*) from task t join case_file c on c.id = t.case_id where t.key = 'complete_household' and t.state = 'done' and coalesce(c.facts->>'asks_quota', '') = ''`,
		"lists of papers were brought and nothing was seen": `select count(*) from task t where t.key = 'bring_papers' and t.state = 'done'
			and not exists (select 1 from paper p where p.case_id = t.case_id and p.state = 'accepted')`,
		"heads from China have one spelling": `select count(*) from case_file c join member m on m.id = c.head_member_id where c.origin_country = 'CHN'
			and (select count(distinct n.script) from attested_name n where n.person_id = m.person_id and n.script in ('pinyin', 'kk-Arab')) < 2`,
		"centres have no family": `select count(*) from office o where o.level = 'district' and (select count(*) from case_file c where c.office_id = o.id) < 2`,
		"events of past days happened at night": `select count(*) from event e where e.recorded_at < nk_now() - interval '2 days' and e.stream_kind = 'case'
			and extract(hour from e.recorded_at at time zone 'Asia/Almaty') not between 9 and 17`,
		"dwellings show street and house to everybody": `select count(*) from dwelling where address_hint ~ '[0-9]{2}|көшесі'`,
	} {
		if n := count(query); n > 0 {
			t.Errorf("%d %s", n, what)
		}
	}
	if n := count(`select count(*) from task where key = 'complete_household' and state = 'done'`); n < 40 {
		t.Errorf("only %d households are complete", n)
	}
}
