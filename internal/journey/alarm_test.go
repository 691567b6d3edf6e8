package journey_test

import (
	"testing"

	"nurlykosh/internal/testkit"
)

func TestAlarmsWithScripts(t *testing.T)    { alarm(t, "scripts") }
func TestAlarmsWithoutScripts(t *testing.T) { alarm(t, "plain") }

// alarm lets three families of one caseworker show one passport.
func alarm(t *testing.T, mode string) {
	t.Helper()
	t.Parallel()
	s := testkit.Run(t)
	rows, err := s.Owner.Query(`select c.number, c.head_member_id from case_file c join account a on a.id = c.owner_id
		where a.login = 'ainur' and c.status = 'in_progress' and not c.sealed order by c.id limit 3`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var families []map[string]any
	for rows.Next() {
		var number string
		var head int64
		if err := rows.Scan(&number, &head); err != nil {
			t.Fatal(err)
		}
		families = append(families, map[string]any{"number": number, "head": head})
	}
	if err := rows.Err(); err != nil || len(families) < 3 {
		t.Fatal(err, len(families))
	}
	drive(t, s, "alarm.mjs", mode, told(t, families))
}
