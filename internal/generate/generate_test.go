package generate_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/generate"
	"nurlykosh/internal/identity"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/testkit"
)

func TestMain(m *testing.M) { testkit.Main(m) }

func run(t *testing.T, d *testkit.Database, ctx context.Context, out io.Writer, n int) error {
	t.Helper()
	book, err := casefile.LoadBook(t.Context(), d.DB)
	if err != nil {
		t.Fatal(err)
	}
	w := generate.Work{Owner: d.Owner, Keys: d.Keys, Book: book, Bar: &generate.Bar{Out: out, Clock: time.Now}}
	return w.Cases(ctx, n, 3)
}

func count(t *testing.T, d *testkit.Database, query string) (n int) {
	t.Helper()
	if err := d.Owner.QueryRow(query).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// What is generated stands as if the verbs had made it: chains hold, the schema is as before, lists and pages work, names are
// found by their keys, and numbers go on.
func TestGeneratedCasesAreWhole(t *testing.T) {
	s := testkit.Run(t)
	before, err := db.Schema(t.Context(), s.Owner)
	if err != nil {
		t.Fatal(err)
	}
	files := count(t, s.Database, "select count(*) from case_file")
	for range 2 { // a second call adds to the first
		if err := run(t, s.Database, t.Context(), io.Discard, 250); err != nil {
			t.Fatal(err)
		}
	}
	if after, err := db.Schema(t.Context(), s.Owner); err != nil || after != before {
		t.Errorf("the schema has changed: %v", err)
	}
	if _, broken, err := audit.Verify(t.Context(), s.Owner); err != nil || len(broken) > 0 {
		t.Errorf("chains: %v %v", broken, err)
	}
	if n := count(t, s.Database, "select count(*) from case_file"); n != files+500 {
		t.Errorf("%d cases", n)
	}
	for what, query := range map[string]string{
		"open cases in no list":                `select count(*) from case_file c where status = 'in_progress' and owner_id is null and not exists (select 1 from office o where o.id = c.office_id)`,
		"cases whose next task is not open":    `select count(*) from case_file c left join task t on t.id = c.next_task_id where c.status = 'in_progress' and c.next_state <> '' and t.state not in ('open', 'paused', 'returned', 'proposed')`,
		"cases under way without a next task":  `select count(*) from case_file c where c.status = 'in_progress' and c.next_task_id is null`,
		"persons without a chosen name":        `select count(*) from person p where chosen_name_id is null`,
		"cases with a wrong number of persons": `select count(*) from case_file c where persons <> (select count(*) from member m where m.case_id = c.id and m.left_on is null)`,
		"decisions of one person":              `select count(*) from decision where decided_by = proposed_by`,
	} {
		if n := count(t, s.Database, query); n > 0 {
			t.Errorf("%d %s", n, what)
		}
	}
	var name, fold, number string
	if err := s.Owner.QueryRow(`select n.written, n.fold, c.number from attested_name n join member m on m.person_id = n.person_id join case_file c on c.id = m.case_id join account a on a.id = c.owner_id
		where a.login = 'ainur' and n.script = 'kk-Arab' order by n.id desc limit 1`).Scan(&name, &fold, &number); err != nil {
		t.Fatal(err)
	}
	if fold != identity.Fold(name) {
		t.Errorf("%q is folded to %q", name, fold)
	}
	c := s.As(t, "ainur")
	if p := c.Follow(c.Submit("/search", map[string]string{"q": name})); !strings.Contains(p.Text("main"), number) {
		t.Errorf("%q is not found: %s", name, p.Text("main"))
	}
	for _, path := range []string{"/my-day", "/cases/" + number, "/cases/" + number + "/history", "/cases/" + number + "/household"} {
		if p := c.Get(path); p.Status != http.StatusOK {
			t.Errorf("%s: %d", path, p.Status)
		}
	}
}

// Broken off, nothing is left of it, and the tables are as they were.
func TestBrokenOffNothingIsLeft(t *testing.T) {
	s := testkit.Run(t)
	before, err := db.Schema(t.Context(), s.Owner)
	if err != nil {
		t.Fatal(err)
	}
	files, offices := count(t, s.Database, "select count(*) from case_file"), count(t, s.Database, "select count(*) from office")
	ctx, stop := context.WithCancel(t.Context())
	err = run(t, s.Database, ctx, stopAt{stop, "indexes"}, 600)
	if err == nil {
		t.Fatal("it went on")
	}
	after, err := db.Schema(t.Context(), s.Owner)
	if err != nil || after != before || count(t, s.Database, "select count(*) from case_file") != files || count(t, s.Database, "select count(*) from office") != offices {
		t.Errorf("something is left: %v", err)
	}
}

// stopAt breaks off when a line begins with a word.
type stopAt struct {
	stop context.CancelFunc
	word string
}

func (s stopAt) Write(b []byte) (int, error) {
	if strings.HasPrefix(string(b), s.word) {
		s.stop()
	}
	return len(b), nil
}

// What is asked for one case, or for the persons of one page, does not walk the tables that grow with the families, whatever
// values it gets: a person's names were once compared with everybody's.
func TestWhatIsAskedOfOneCaseWalksNoTable(t *testing.T) {
	s := testkit.Run(t)
	if err := run(t, s.Database, t.Context(), io.Discard, 1500); err != nil {
		t.Fatal(err)
	}
	walk := regexp.MustCompile(`Seq Scan on (attested_name|person|phone|paper|member|case_file|task|duplicate|decision)\b`)
	queries := s.DB.Queries()
	for _, name := range []string{
		"names_of_person", "papers_of_case", "described_names", "search_names", "alike_candidates", "quota_included_before",
		"quota_grants_of_family", "document_keys_of_person", "another_elsewhere", "household_elsewhere", "alike_places",
	} {
		q, ok := queries[name]
		if !ok {
			t.Fatalf("no query %s", name)
		}
		rows, err := s.Owner.Query("explain (generic_plan) " + q.Text)
		if err != nil {
			t.Fatal(name, err)
		}
		var lines []string
		for rows.Next() {
			var line string
			if err := rows.Scan(&line); err != nil {
				t.Fatal(err)
			}
			lines = append(lines, line)
		}
		if err := errors.Join(rows.Err(), rows.Close()); err != nil {
			t.Fatal(name, err)
		}
		if found := walk.FindString(strings.Join(lines, "\n")); found != "" {
			t.Errorf("%s: %s", name, found)
		}
	}
}
