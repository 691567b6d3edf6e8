package db_test

import (
	"database/sql"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/testkit"
)

// asked is every query of sql/queries, prepared on one connection of the owner's, so that the server itself can say
// whether the application's role may run it.
type asked struct {
	t       *testing.T
	tx      *sql.Tx
	queries map[string]db.Query
	names   []string
}

func ask(t *testing.T, d *testkit.Database) *asked {
	t.Helper()
	tx, err := d.Owner.Begin()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = tx.Rollback() })
	a := &asked{t: t, tx: tx, queries: d.DB.Queries()}
	for name, q := range a.queries {
		a.exec("prepare " + name + " as " + q.Text)
		a.names = append(a.names, name)
	}
	slices.Sort(a.names)
	return a
}

func (a *asked) exec(s string) {
	a.t.Helper()
	if _, err := a.tx.Exec(s); err != nil {
		a.t.Fatalf("%.200s: %v", s, err)
	}
}

// refused gives the first query that names the object and that the application's role may not run; the plan alone is
// made, and the rights are checked before it. Functions are not entered: see fixed.
func (a *asked) refused(object string) (string, error) {
	a.exec("savepoint asking")
	a.exec("set local role nk_app")
	defer a.exec("reset role")
	defer a.exec("rollback to savepoint asking")
	word := regexp.MustCompile(`\b` + object + `\b`)
	for _, name := range a.names {
		q := a.queries[name]
		if !word.MatchString(q.Text) {
			continue
		}
		nulls := strings.TrimSuffix(strings.Repeat("null, ", len(q.Params)), ", ")
		if nulls != "" {
			nulls = "(" + nulls + ")"
		}
		if _, err := a.tx.Exec("explain execute " + name + nulls); err != nil {
			return name, err
		}
	}
	return "", nil
}

// fixed are rights that functions need, which planning a query does not show.
var fixed = map[string]string{
	"clock_shift":          "select", // nk_now
	"sequence case_serial": "usage",  // nextval
}

// columnwise are the tables of which the application may change single columns only.
var columnwise = map[string]bool{"account": true, "operation": true, "quota_line": true}

// needed finds, table by table, the rights without which some query is refused.
func (a *asked) needed() map[string]string {
	out := maps.Clone(fixed)
	a.exec("savepoint all_rights")
	defer a.exec("rollback to savepoint all_rights")
	a.exec("grant all on all tables in schema public to nk_app")
	for _, table := range a.strings("select relname from pg_class where relnamespace = cast('public' as regnamespace) and relkind = 'r' order by 1") {
		var may []string
		for _, right := range []string{"select", "insert", "update", "delete"} {
			if a.fails(table, "revoke "+right+" on "+table+" from nk_app") {
				if right == "update" && columnwise[table] {
					right = "update (" + strings.Join(a.columns(table), ", ") + ")"
				}
				may = append(may, right)
			}
		}
		if len(may) > 0 && out[table] == "" {
			out[table] = strings.Join(may, ", ")
		}
	}
	return out
}

// fails reports whether some query is refused once a right is taken away.
func (a *asked) fails(table, without string) bool {
	a.t.Helper()
	a.exec("savepoint taking")
	defer a.exec("rollback to savepoint taking")
	a.exec(without)
	_, err := a.refused(table)
	return err != nil
}

// columns are those of a table that some query changes.
func (a *asked) columns(table string) []string {
	all := a.strings("select attname from pg_attribute where attrelid = cast('" + table + "' as regclass) and attnum > 0 and not attisdropped order by attnum")
	var out []string
	for i, c := range all {
		others := slices.Delete(slices.Clone(all), i, i+1)
		if a.fails(table, "revoke update on "+table+" from nk_app; grant update ("+strings.Join(others, ", ")+") on "+table+" to nk_app") {
			out = append(out, c)
		}
	}
	return out
}

func (a *asked) strings(query string) []string {
	a.t.Helper()
	rows, err := a.tx.Query(query)
	if err != nil {
		a.t.Fatal(err)
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			a.t.Fatal(err)
		}
		out = append(out, s)
	}
	return out
}

var columnList = regexp.MustCompile(`\([^)]*\)`)

// inOrder sorts the columns of a list of rights: their order means nothing.
func inOrder(may string) string {
	return columnList.ReplaceAllStringFunc(may, func(list string) string {
		columns := strings.Split(strings.Trim(list, "()"), ", ")
		slices.Sort(columns)
		return "(" + strings.Join(columns, ", ") + ")"
	})
}

// The application's role may do what the queries use, and nothing more: the server itself is asked which query fails
// when a right is taken away.
func TestEveryRightIsNeededAndGiven(t *testing.T) {
	d := testkit.Fresh(t)
	a := ask(t, d)
	given := map[string]string{}
	for _, line := range a.strings("select object || '=' || may from application_right") {
		object, may, _ := strings.Cut(line, "=")
		given[object] = may
	}
	needed := a.needed()
	for object, may := range needed {
		if inOrder(given[object]) != inOrder(may) {
			t.Errorf("the queries need on %s: %s; given: %q. In the newest migration: insert into application_right (object, may) values ('%s', '%s') on conflict (object) do update set may = excluded.may",
				object, may, given[object], object, may)
		}
		delete(given, object)
	}
	for object := range given {
		t.Errorf("no query uses %s: delete from application_right where object = '%s'", object, object)
	}
	for _, have := range a.strings(`select distinct c.relname || ' ' || lower(x.privilege_type) from pg_class c, aclexplode(c.relacl) x
		where c.relnamespace = cast('public' as regnamespace) and x.grantee = cast('nk_app' as regrole) order by 1`) {
		object, right, _ := strings.Cut(have, " ")
		if may := needed[object] + needed["sequence "+object]; !slices.Contains(strings.Split(may, ", "), right) {
			t.Errorf("the catalogue lets the application %s %s", right, object)
		}
	}
	if name, err := a.refused(`\w+`); err != nil {
		t.Errorf("%s is refused: %v", name, err)
	}
}
