package journey_test

import (
	"strings"
	"testing"

	"nurlykosh/internal/testkit"
)

func TestArrivalWithScripts(t *testing.T)    { arrival(t, "scripts") }
func TestArrivalWithoutScripts(t *testing.T) { arrival(t, "plain") }

// arrival lets a child that is still abroad come to a family of the demo that lives in its home already.
func arrival(t *testing.T, mode string) {
	t.Helper()
	t.Parallel()
	s := testkit.Run(t)
	var number, today string
	if err := s.Owner.QueryRow(`select c.number, to_char(nk_today(), 'FMDD FMMM YYYY') from case_file c join account a on a.id = c.owner_id
		where a.login = 'ainur' and c.status = 'in_progress' and c.track = 'ethnic_return' and exists (select 1 from own_dwelling where case_id = c.id) order by c.id limit 1`).Scan(&number, &today); err != nil {
		t.Fatal(err)
	}
	drive(t, s, "arrival.mjs", mode, told(t, map[string]any{"number": number, "today": strings.Fields(today)}))
}
