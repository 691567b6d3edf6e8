package desk_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"nurlykosh/internal/testkit"
)

// ofOneCase are queries over one case that the caller has opened, or over nobody's cases: their right is checked there.
var ofOneCase = map[string]bool{
	"case_lock": true, "case_read": true, "case_number_of": true, "case_save": true, "case_add": true, "case_face": true, "case_held": true, "case_wishes": true,
	"household_ended": true, "household_on": true, "quota_included_before": true, "quota_grants_of_family": true, "merge_included": true, "papers_of_case": true, "duplicate_read": true, "merge_of_pair": true, "merge_mark": true, "merge_numbers": true, "merge_last": true, "household_elsewhere": true, "another_elsewhere": true, "caseworkers_of_office": true, "account_open_cases": true, // how many families somebody holds
	"demo_migrant": true,
}

// Every list of cases carries scope, seal and the reader's declared conflicts.
func TestEveryListOfCasesHasScopeSealAndConflict(t *testing.T) {
	d := testkit.Fresh(t)
	lists := 0
	for name, q := range d.DB.Queries() {
		if !strings.Contains(q.Text, "from case_file") && !strings.Contains(q.Text, "join case_file") || ofOneCase[name] || strings.HasPrefix(name, "portal_") {
			continue
		}
		lists++
		own := name == "day_rows" // a person's own list: what is sealed stays with its owner
		switch {
		case !slices.Contains(q.Params, "scope_actor") || !own && !slices.Contains(q.Params, "scope_region"):
			t.Errorf("%s has no scope", name)
		case !own && !strings.Contains(q.Text, "c.sealed"):
			t.Errorf("%s shows what is sealed", name)
		case !strings.Contains(q.Text, "from conflict k where k.case_id = c.id"):
			t.Errorf("%s shows families that the reader knows", name)
		}
	}
	if lists < 9 {
		t.Errorf("only %d lists were found", lists)
	}
}

// A case that is sealed, and one whose family the reader knows, show in no list, count or page; the search tells of the
// second only that an office holds it.
func TestSealedAndKnownFamiliesLeaveNoTrace(t *testing.T) {
	s := testkit.Run(t)
	pick := func(where string) (number string) {
		return text(t, s, `select c.number from case_file c join account a on a.id = c.owner_id
			where `+where+` and not c.sealed order by c.id limit 1`)
	}
	proposed := text(t, s, `select c.number from decision d join case_file c on c.id = d.case_id where d.state = 'proposed' order by d.id limit 1`)
	for _, x := range []struct {
		number, how string
		free        bool
	}{
		{pick(`a.login = 'bolat' and c.next_due < nk_today() and c.status = 'in_progress'`), "sealed", false},
		{pick(`a.login = 'bolat' and c.next_state = 'others' and c.status = 'in_progress'`), "sealed", true},
		{pick(`a.login = 'bolat' and c.status = 'follow_up'`), "known", false},
		{pick(`a.login = 'bolat' and c.stage = 'integration' and c.status = 'in_progress'`), "known", true},
		{proposed, "sealed", false},
	} {
		var id, head string
		if err := s.Owner.QueryRow(`select id, head_name from case_file where number = $1`, x.number).Scan(&id, &head); err != nil {
			t.Fatal(err)
		}
		exec(t, s, `update case_file set external_number = 'EXT-' || id where id = $1`, id)
		if x.free {
			exec(t, s, `update case_file set owner_id = null where id = $1`, id)
		}
		canary := "QXZWQ" + strings.Map(func(r rune) rune { return 'B' + r - '0' }, id)
		exec(t, s, `update case_file set head_name = $1 where id = $2`, canary, id)
		exec(t, s, `update attested_name set written = $1, fold = lower($1), latin = lower($1)
			where person_id in (select person_id from member where case_id = $2)`, canary, id)
		readers := []string{"ainur", "gulnar", "dana", "saule", "igor", "marat", "erzhan"}
		if x.how == "sealed" {
			exec(t, s, `update case_file set sealed = true where id = $1`, id)
		} else {
			exec(t, s, `insert into conflict (account_id, case_id) select id, $1 from account where role <> 'administrator' on conflict do nothing`, id)
			readers = append(readers, "asel", "ruslan")
		}
		for _, login := range readers {
			if text(t, s, `select coalesce((select a.login from case_file c join account a on a.id = c.owner_id where c.id = $1), '')`, id) == login && x.how == "sealed" {
				continue // it is that person's own
			}
			c := s.As(t, login)
			pages := []string{"/my-day", "/my-day?group=later", "/cases?state=all", "/cases?state=all&track=ethnic_return", "/board", "/decisions", "/dwellings", "/vacancies", "/account"}
			for _, state := range []string{"open", "late", "waiting", "unassigned", "settled", "closed"} {
				pages = append(pages, "/cases?state="+state)
			}
			for _, path := range pages {
				if p := c.Get(path); strings.Contains(p.Body, x.number) || strings.Contains(p.Body, canary) {
					t.Errorf("%s, %s: %s shows %s", login, x.how, path, x.number)
				}
			}
			if c.Get("/search").Status != http.StatusOK {
				continue
			}
			for _, q := range []string{x.number, "EXT-" + id, canary, strings.ToLower(canary)} {
				p := searched(t, c, q)
				// who knows a family learns that an office has it, so as not to register it again, and nothing more
				held := strings.Contains(p.Text("main"), "held by")
				if len(p.All(".nk-hit, main .nk-count")) > 0 || held != (x.how == "known") || held == strings.Contains(p.Text("main"), "Nothing found") {
					t.Errorf("%s, %s: the search %q says %s", login, x.how, q, p.Text("main"))
				}
			}
		}
	}
}

// Where a figure stands, its list has the same count, also with sealed cases and families that the reader knows.
func TestFiguresAndTheirListsHaveOneCount(t *testing.T) {
	s := testkit.Run(t)
	exec(t, s, `update case_file set sealed = true where id % 7 = 0`)
	exec(t, s, `insert into conflict (account_id, case_id) select a.id, c.id from account a, case_file c where a.login in ('dana', 'gulnar') and c.id % 9 = 0`)
	for _, login := range []string{"gulnar", "dana", "saule", "ruslan"} {
		c := s.As(t, login)
		p := c.Get("/board")
		links := 0
		for _, n := range p.All(".nk-figs a, .nk-table a[href^='/cases?']") {
			to := testkit.Attr(n, "href")
			if !strings.HasPrefix(to, "/cases?") || n.FirstChild == nil || strings.Trim(n.FirstChild.Data, "0123456789 \u00a0") != "" {
				continue
			}
			links++
			want := strings.TrimSpace(n.FirstChild.Data)
			list := c.Get(to)
			got := strings.Fields(list.Text("main caption"))
			if want == "0" && len(list.All("main table")) == 0 {
				continue
			}
			if len(got) == 0 || got[0] != want {
				t.Errorf("%s: %s says %s, its list %v", login, to, want, got)
			}
		}
		if links < 8 {
			t.Errorf("%s: only %d figures are links", login, links)
		}
	}
}
