package programme_test

import (
	"net/http"
	"slices"
	"testing"

	"nurlykosh/internal/testkit"
)

// newcomer is a family that a test leads through states in which no family of the demo stands.
type newcomer struct {
	t      *testing.T
	s      *testkit.Site
	staff  map[string]*testkit.Client
	place  testkit.Place
	stages []stage
}

// stage is a form, and what brings the family before it; it gives who sends the form.
type stage struct {
	route  string
	before func() *testkit.Client
}

// newFamily takes a family of the first caseworker for which neither dwelling nor job was sought yet.
func newFamily(t *testing.T, s *testkit.Site, staff map[string]*testkit.Client) *newcomer {
	t.Helper()
	n := &newcomer{t: t, s: s, staff: staff}
	if err := s.Owner.QueryRow(`select c.id, c.number, c.head_member_id from case_file c join account a on a.id = c.owner_id
		where a.login = 'ainur' and c.status in ('registered', 'in_progress') and not exists (select 1 from housing_need where case_id = c.id)
			and not exists (select 1 from referral where case_id = c.id) and not exists (select 1 from police_application where case_id = c.id)
		order by c.id limit 1`).Scan(&n.place.ID, &n.place.Number, &n.place.Member); err != nil {
		t.Fatal(err)
	}
	ainur, bolat := staff["ainur"], staff["bolat"]
	n.stages = []stage{
		{"/cases/:number/housing/offer", func() *testkit.Client {
			n.send("/cases/:number/housing/needs", ainur, map[string]string{"tenure": "rent_subsidy", "rooms": "1"})
			return ainur
		}},
		{"/cases/:number/housing/answer", func() *testkit.Client {
			offer := n.place.Fill("/cases/:number/housing/offer")
			ask := choices(ainur.Get(offer), offer)
			homes, small := ask["dwelling"], ask["small_reason"]
			n.send(offer, ainur, map[string]string{"dwelling": homes[len(homes)-1], "small_reason": small[len(small)-1]})
			return ainur
		}},
		{"/cases/:number/housing/inspect", func() *testkit.Client {
			n.send("/cases/:number/housing/answer", ainur, map[string]string{"answer": "accepted"})
			return bolat
		}},
		{"/cases/:number/housing/contract", func() *testkit.Client { // the decision is not what is tested here
			n.send("/cases/:number/housing/inspect", bolat, map[string]string{"suitable": "yes", "valuation": "10 000 000", "title": "yes"})
			n.exec(`update case_file set facts = facts || jsonb_build_object('housing_decided', to_char(nk_today(), 'YYYY-MM-DD')) where id = $1`)
			return ainur
		}},
		{"/cases/:number/employment/answer/:referral", func() *testkit.Client {
			n.send("/cases/:number/employment/profile/:member", ainur, map[string]string{"looks": "yes", "trade": "Тас қалаушы", "occupation": "7112"})
			n.send("/cases/:number/employment/refer/:member", ainur, map[string]string{"kind": "business", "to": "Наубайхана"})
			if err := s.Owner.QueryRow(`select max(id) from referral where case_id = $1`, n.place.ID).Scan(&n.place.Referral); err != nil {
				t.Fatal(err)
			}
			return ainur
		}},
		{"/cases/:number/integration/police/:kind/answer", func() *testkit.Client {
			n.send("/cases/:number/integration/police/:kind", ainur, map[string]string{"number": "P-100"})
			return ainur
		}},
		{"/cases/:number/protection", func() *testkit.Client { // as a registration with a danger sign leaves it
			n.exec(`update task set state = 'open', outcome = '', done_on = null, counted_from = nk_today(), due_on = nk_today() + 1 where case_id = $1 and key = 'refer_protection'`)
			n.exec(`update case_file set facts = facts || jsonb_build_object('danger', 'yes', 'danger_on', to_char(nk_today(), 'YYYY-MM-DD')) where id = $1`)
			return staff["asel"]
		}},
	}
	return n
}

func (n *newcomer) has(route string) bool {
	return slices.ContainsFunc(n.stages, func(x stage) bool { return x.route == route })
}

func (n *newcomer) exec(query string) {
	n.t.Helper()
	if _, err := n.s.Owner.Exec(query, n.place.ID); err != nil {
		n.t.Fatal(err)
	}
}

func (n *newcomer) send(route string, c *testkit.Client, fields map[string]string) {
	n.t.Helper()
	path := n.place.Fill(route)
	form := c.Get(path).Form(path)
	for k, v := range fields {
		form.Set(k, v)
	}
	if p := c.Post(path, form); p.Status != http.StatusSeeOther {
		n.t.Errorf("%s: %d %s", path, p.Status, p.Text("main"))
	}
}
