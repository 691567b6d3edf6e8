package journey_test

import (
	"strings"
	"testing"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/testkit"
)

func TestDivorceWithScripts(t *testing.T)    { divorce(t, "scripts") }
func TestDivorceWithoutScripts(t *testing.T) { divorce(t, "plain") }

// divorce goes with a family of the demo that lives in a home of its own, with children, through a divorce.
func divorce(t *testing.T, mode string) {
	t.Helper()
	t.Parallel()
	s := testkit.Run(t)
	var number, head, spouse, today string
	var id, one, two, him, her int64
	var issue, hers int
	if err := s.Owner.QueryRow(`select c.number, c.id, h.person_id, m.person_id, h.id, m.id, h.strip_issue, m.strip_issue, hn.written, mn.written, to_char(nk_today(), 'FMDD FMMM YYYY')
		from case_file c join account a on a.id = c.owner_id join member h on h.id = c.head_member_id join member m on m.case_id = c.id and m.relation = 'spouse'
		join person hp on hp.id = h.person_id join attested_name hn on hn.id = hp.chosen_name_id
		join person mp on mp.id = m.person_id join attested_name mn on mn.id = mp.chosen_name_id
		where a.login = 'ainur' and c.status = 'in_progress' and h.strip_issue > 0 and m.strip_issue > 0 and exists (select 1 from own_dwelling where case_id = c.id)
		and exists (select 1 from member k join person p on p.id = k.person_id where k.case_id = c.id and p.birth_year > 2010) order by c.id limit 1`).
		Scan(&number, &id, &one, &two, &him, &her, &issue, &hers, &head, &spouse, &today); err != nil {
		t.Fatal(err)
	}
	drive(t, s, "divorce.mjs", mode, told(t, map[string]any{
		"number": number, "head": head, "spouse": spouse, "today": strings.Fields(today), "member": her, "other": him,
		"code": casefile.Code(s.Keys.Portal, id, one, issue), "hers": casefile.Code(s.Keys.Portal, id, two, hers),
	}))
}
