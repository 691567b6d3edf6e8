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
