package programme_test

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/testkit"
)

// walker is a role at a level, played by a demo account.
type walker struct{ name, login string }

var walkers = []walker{
	{"caseworker", "ainur"},
	{"supervisor, district", "gulnar"},
	{"supervisor, region", "dana"},
	{"supervisor, ministry", "saule"},
	{"finance", "igor"},
	{"protection", "asel"},
	{"auditor", "ruslan"},
	{"administrator", "zhanna"},
}

// relations are how a case may stand to an actor; each is a change of one and the same case. $1 is the case, $2 the actor.
var relations = []struct{ name, change string }{
	{"own", "update case_file set owner_id = $2 where id = $1"},
	{"unassigned", "update case_file set owner_id = null where id = $1 and $2 > 0"},
	{"colleague's", "update case_file set owner_id = (select id from account where login = 'bolat') where id = $1 and $2 > 0"},
	{"same region", "update case_file set office_id = (select id from office where key = 'ekibastuz') where id = $1 and $2 > 0"},
	{"other region", "update case_file set office_id = o.id, region = o.region from office o where o.key = 'turkistan' and case_file.id = $1 and $2 > 0"},
	{"sealed", "update case_file set sealed = true, owner_id = (select id from account where login = 'bolat') where id = $1 and $2 > 0"},
	{"conflict", "insert into conflict (case_id, account_id) values ($1, $2)"},
	{"closed", "update case_file set status = 'withdrawn', close_reason = 'changed_mind', closed_on = nk_today() where id = $1 and $2 > 0"},
}

// caseRoutes are the routes about one case.
func caseRoutes(s *testkit.Site) (out []string) {
	for _, r := range s.App.Routes() {
		if strings.Contains(r.Path, ":number") || strings.HasPrefix(r.Path, "/decisions/:") {
			out = append(out, r.Method+" "+r.Path)
		}
	}
	slices.Sort(out)
	return out
}

// TestWhoReachesWhat walks every route about a case as every role in every relation to the case and keeps the answers as a
// golden table: a route or a right that changes shows there. A posted form names a field that no form has, so that whoever
// may enter is told so (422) and nothing is done.
func TestWhoReachesWhat(t *testing.T) {
	s := testkit.Run(t)
	p := s.Rich(t)
	routes := caseRoutes(s)
	var b strings.Builder
	b.WriteString("# Who reaches what\n\nWritten by a test that walks over HTTP; `make docs` writes it again. Status codes by relation to the case: ")
	for i, r := range relations {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(r.name)
	}
	b.WriteString(".\n")
	for _, w := range walkers {
		c := s.As(t, w.login)
		var account int64
		if err := s.Owner.QueryRow("select id from account where login = $1", w.login).Scan(&account); err != nil {
			t.Fatal(err)
		}
		rows := map[string][]string{}
		for _, rel := range relations {
			undo := relate(t, s, p, account, rel.change)
			page := c.Get("/account")
			for _, r := range routes {
				method, path, _ := strings.Cut(r, " ")
				var answer *testkit.Page
				if method == http.MethodGet {
					answer = c.Get(p.Fill(path))
				} else {
					f := url.Values{"csrf": {page.Value("csrf")}, "op": {page.Value("op")}, "no_such_field": {"x"}}
					if !slices.Contains(routes, "GET "+path) { // a button refuses the field before it looks at anything
						f.Del("no_such_field")
					}
					answer = c.Post(p.Fill(path), f)
				}
				if answer.Status >= 500 || answer.Status == http.StatusForbidden {
					t.Errorf("%s, %s: %s gives %d: %s", w.name, rel.name, r, answer.Status, answer.Text("main"))
				}
				rows[r] = append(rows[r], fmt.Sprint(answer.Status))
			}
			undo()
		}
		fmt.Fprintf(&b, "\n## %s\n\n| route | %s |\n|---|%s\n", w.name, names(), strings.Repeat("---|", len(relations)))
		for _, r := range routes {
			b.WriteString("| `" + r + "` | " + strings.Join(rows[r], " | ") + " |\n")
		}
	}
	document(t, "REACH.md", b.String())
}

func names() string {
	var out []string
	for _, r := range relations {
		out = append(out, r.name)
	}
	return strings.Join(out, " | ")
}

// relate puts the case into a relation to an account; everything else is the account's own. The function it gives undoes it.
func relate(t *testing.T, s *testkit.Site, p testkit.Place, account int64, change string) func() {
	t.Helper()
	run := func(query string, args ...any) {
		t.Helper()
		if _, err := s.Owner.Exec(query, args...); err != nil {
			t.Fatalf("%s: %v", query, err)
		}
	}
	var owner, office int64
	var region string
	if err := s.Owner.QueryRow("select owner_id, office_id, region from case_file where id = $1", p.ID).Scan(&owner, &office, &region); err != nil {
		t.Fatal(err)
	}
	run(relations[0].change, p.ID, account)
	if change != relations[0].change {
		run(change, p.ID, account)
	}
	return func() {
		run("delete from conflict where case_id = $1", p.ID)
		run(`update case_file set owner_id = $2, office_id = $3, region = $4, sealed = false, status = 'in_progress', close_reason = '', closed_on = null where id = $1`, p.ID, owner, office, region)
	}
}

// An address that names a part of another case gives nothing, and the same as a part that does not exist (trust.md S-22).
func TestPartsOfAnotherCaseAreNotFound(t *testing.T) {
	s := testkit.Run(t)
	mine := s.Rich(t)
	other := mine
	err := s.Owner.QueryRow(`select c.id, (select min(id) from task where case_id = c.id), c.head_member_id, (select min(id) from referral where case_id = c.id), (select min(id) from goal where case_id = c.id)
		from case_file c where c.id <> $1 and exists (select 1 from referral where case_id = c.id) and exists (select 1 from goal where case_id = c.id) order by c.id limit 1`, mine.ID).
		Scan(&other.ID, &other.Task, &other.Member, &other.Referral, &other.Goal)
	if err != nil {
		t.Fatal(err)
	}
	c := s.As(t, "ainur")
	page := c.Get("/account")
	walked := 0
	for _, r := range caseRoutes(s) {
		method, path, _ := strings.Cut(r, " ")
		if !strings.Contains(strings.TrimPrefix(path, "/cases/:number"), ":") || strings.HasSuffix(path, "/:kind") || strings.HasPrefix(path, "/decisions") || strings.Contains(path, "/police/") {
			continue
		}
		walked++
		var status []int
		for _, where := range []string{other.Fill(path), strings.NewReplacer(":number", mine.Number, ":kind", "foreign_passport", ":task", "999999", ":member", "999999", ":referral", "999999", ":goal", "999999", ":pair", "999999", ":merge", "999999").Replace(path)} {
			answer := c.Get(where)
			if method == http.MethodPost {
				answer = c.Post(where, url.Values{"csrf": {page.Value("csrf")}, "op": {page.Value("op")}})
			}
			status = append(status, answer.Status)
		}
		if stale := method == http.MethodPost && status[0] == http.StatusConflict; status[0] != status[1] || status[0] != http.StatusNotFound && !stale {
			t.Errorf("%s gives %d for a part of another case, %d for one that does not exist", r, status[0], status[1])
		}
	}
	if walked < 20 {
		t.Errorf("only %d routes were walked", walked)
	}
}

// Other spellings of an address never reach further than the plain one (trust.md S-24).
func TestOtherSpellingsReachNoFurther(t *testing.T) {
	s := testkit.Run(t)
	fill := sample(t, s)
	plain := fill("/cases/:number")
	for _, login := range []string{"marat", "zhanna", "igor"} {
		c := s.As(t, login)
		for _, path := range []string{
			plain + "/", "/" + plain, "//cases/" + plain[7:], "/cases//" + plain[7:], "/cases/./" + plain[7:], "/x/.." + plain, "/cases%2F" + plain[7:], "/cases/" + plain[7:] + ";x",
			"/CASES/" + plain[7:], "/cases/" + strings.ToLower(plain[7:]), plain + "%2Fhousehold", plain + "/%2e/note", plain + "?_method=POST", "/cases/" + plain[10:] + "%00",
		} {
			if p := c.Get(path); p.Status == http.StatusOK && c.Get(plain).Status != http.StatusOK {
				t.Errorf("%s: %s gives %d", login, path, p.Status)
			}
		}
	}
	for _, r := range s.App.Routes() {
		if r.Policy.Lets(access.None) || r.Method != http.MethodGet {
			continue
		}
		p := s.Visitor(t).Get("/." + fill(r.Path))
		if p.Status == http.StatusOK {
			t.Errorf("a visitor reads %s by another spelling", r.Path)
		}
	}
}
