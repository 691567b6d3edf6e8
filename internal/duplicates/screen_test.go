package duplicates_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"nurlykosh/internal/testkit"
)

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
	if p.Status != http.StatusConflict || !strings.Contains(p.Body, "Бір отбасы") || strings.Contains(p.Body, "\x1f") {
		t.Fatalf("%d %s", p.Status, p.Text("main"))
	}
	var merged int
	if err := s.Owner.QueryRow("select count(*) from merge").Scan(&merged); err != nil || merged != 0 {
		t.Errorf("%d merges, %v", merged, err)
	}
}
