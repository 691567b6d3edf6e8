package journey_test

import (
	"testing"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/testkit"
)

func TestMergeAndUndoWithScripts(t *testing.T)    { merge(t, "scripts") }
func TestMergeAndUndoWithoutScripts(t *testing.T) { merge(t, "plain") }

// merge goes with the family of the demo that stands twice in the books through merge and undo.
func merge(t *testing.T, mode string) {
	t.Helper()
	t.Parallel()
	s := testkit.Run(t)
	var main, other, head string
	var id, person int64
	if err := s.Owner.QueryRow(`select a.number, b.number, b.head_name, b.id, m.person_id from duplicate d
		join member x on x.person_id = d.person_a join case_file a on a.id = x.case_id
		join member m on m.person_id = d.person_b join case_file b on b.id = m.case_id and b.head_member_id = m.id
		where d.state = 'open' and a.office_id = b.office_id order by d.id limit 1`).Scan(&main, &other, &head, &id, &person); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Owner.Exec("update member set strip_issue = 1 where case_id = $1 and person_id = $2", id, person); err != nil {
		t.Fatal(err)
	}
	drive(t, s, "merge.mjs", mode, told(t, map[string]any{
		"main": main, "other": other, "head": head, "code": casefile.Code(s.Keys.Portal, id, person, 1),
	}))
}
