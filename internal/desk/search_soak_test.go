//go:build soak

package desk_test

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"nurlykosh/internal/desk"
	"nurlykosh/internal/generate"
	"nurlykosh/internal/identity"
	"nurlykosh/internal/identity/names"
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/pgserver"
	"nurlykosh/internal/platform/sealed"
	"nurlykosh/internal/testkit"
)

// asked is one search: what is typed, who is meant, and in which column of the report it counts.
type asked struct {
	column, typed string
	year          int
	person        int64
}

// The share of searches that have the right person among the first ten, by the script of what is typed, and how long the
// database takes; on a database that `nurlykosh generate` has filled, in the folder NK_SEARCH_VAR. SEARCH.md has the
// figures.
func TestSoakSearch(t *testing.T) {
	dir := os.Getenv("NK_SEARCH_VAR")
	if dir == "" {
		t.Skip("NK_SEARCH_VAR names no folder of a generated database")
	}
	d := openGenerated(t, dir)
	report(t, d, "forms of name-variants.tsv, planted", planted(t, d))
	report(t, d, "generated persons in another script", generated(t, d))
	var persons, names, size, load string
	if err := d.Owner.QueryRow(`select (select count(*) from person), (select count(*) from attested_name), pg_size_pretty(pg_database_size(current_database()))`).Scan(&persons, &names, &size); err != nil {
		t.Fatal(err)
	}
	if raw, err := os.ReadFile("/proc/loadavg"); err == nil {
		load = strings.TrimSpace(string(raw))
	}
	fmt.Printf("persons %s\tnames %s\tdatabase %s\tload %s\n", persons, names, size, load)
}

func openGenerated(t *testing.T, dir string) *testkit.Database {
	t.Helper()
	s, err := pgserver.StartOrJoin(t.Context(), pgserver.Options{Dir: filepath.Join(dir, "pg"), Packages: filepath.Join(testkit.Root(), "static", "node_modules"), Fsync: true, Say: func(string) {}})
	if err != nil {
		t.Fatal(err)
	}
	keys, err := sealed.FromMaster([]byte("any key does: nothing is opened.")) // searches by name need none
	if err != nil {
		t.Fatal(err)
	}
	d := &testkit.Database{Keys: keys}
	if d.Owner, err = db.OpenOwner(s.OwnerURL()); err != nil {
		t.Fatal(err)
	}
	if d.DB, err = db.Open(s.AppURL(), keys, db.Options{MaxConns: 1}); err != nil { // one connection: the plan turns generic
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_, _ = d.DB.Close(), d.Owner.Close()
		if err := s.Stop(); err != nil {
			t.Error(err)
		}
	})
	return d
}

// reader is the caseworker whose search is measured.
func reader(t *testing.T, d *testkit.Database) access.Actor {
	a := access.Actor{Role: access.Caseworker, Level: access.District}
	if err := d.Owner.QueryRow("select a.id, a.office_id, o.region from account a join office o on o.id = a.office_id where a.login = 'ainur'").Scan(&a.ID, &a.OfficeID, &a.Region); err != nil {
		t.Fatal(err)
	}
	return a
}

func report(t *testing.T, d *testkit.Database, title string, searches []asked) {
	t.Helper()
	who := reader(t, d)
	for _, withYear := range []bool{false, true} {
		found, all := map[string]int{}, map[string]int{}
		var missed []string
		var took, worked []time.Duration
		for i, a := range slices.Concat(searches[:min(20, len(searches))], searches) { // the first ones warm the connection
			typed := a.typed
			if withYear {
				typed += fmt.Sprintf(" %d", a.year)
			}
			q, err := desk.ReadQuery(typed)
			if err != nil {
				t.Fatal(typed, err)
			}
			var ids []int64
			var backend int // connections do not live for ever
			if err := d.DB.Pool().Get(&backend, "select pg_backend_pid()"); err != nil {
				t.Fatal(err)
			}
			cpu, begun := spent(t, backend), time.Now()
			err = d.DB.Read(t.Context(), who, func(r *db.Rd) error {
				ids, err = desk.Persons(r, q)
				return err
			})
			if err != nil { // a statement has its limit of time
				missed = append(missed, fmt.Sprintf("%s was not answered: %v", typed, err))
			}
			if i < min(20, len(searches)) {
				continue
			}
			took, worked = append(took, time.Since(begun)), append(worked, spent(t, backend)-cpu)
			if d := time.Since(begun); d > time.Second/2 {
				missed = append(missed, fmt.Sprintf("%s took %s", typed, d.Round(time.Millisecond)))
			}
			all[a.column]++
			if slices.Contains(ids[:min(10, len(ids))], a.person) {
				found[a.column]++
			} else {
				missed = append(missed, fmt.Sprintf("%s: %s (place %d of %d)", a.column, typed, slices.Index(ids, a.person)+1, len(ids)))
			}
		}
		how := "name alone"
		if withYear {
			how = "name and birth year"
		}
		print(title+", "+how, found, all, took, worked)
		for _, m := range missed[:min(len(missed), 40)] {
			fmt.Println("  missed\t" + m)
		}
	}
}

func print(title string, found, all map[string]int, took, worked []time.Duration) {
	fmt.Println(title)
	columns := []string{}
	f, n := 0, 0
	for c := range all {
		columns = append(columns, c)
		f, n = f+found[c], n+all[c]
	}
	slices.Sort(columns)
	for _, c := range columns {
		fmt.Printf("  %-18s%6.1f %%\t%d of %d\n", c, 100*float64(found[c])/float64(all[c]), found[c], all[c])
	}
	fmt.Printf("  %-18s%6.1f %%\t%d of %d\n", "all", 100*float64(f)/float64(n), f, n)
	for _, x := range []struct {
		what string
		took []time.Duration
	}{{"from asking to answer", took}, {"of the database's processor", worked}} {
		slices.Sort(x.took)
		at := func(p float64) string {
			return x.took[int(p*float64(len(x.took)-1))].Round(100 * time.Microsecond).String()
		}
		fmt.Printf("  p50 %s\tp95 %s\tp99 %s\tmost %s\t%s\n", at(0.5), at(0.95), at(0.99), at(1), x.what)
	}
}

// spent is the processor's time that the connection's own process of PostgreSQL has used: what an answer costs, however many
// others the machine has to serve.
func spent(t *testing.T, pid int) time.Duration {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/schedstat", pid))
	var ns int64
	if err == nil {
		_, err = fmt.Sscan(string(raw), &ns)
	}
	if err != nil {
		t.Fatal(err)
	}
	return time.Duration(ns)
}

// planted puts a person for every name of the table among the generated ones, and asks for it by each of its forms. A given
// name has a father's name, whose form of the same column is typed with it. Their names are withdrawn when the test ends.
func planted(t *testing.T, d *testkit.Database) (out []asked) {
	t.Helper()
	f, err := os.Open(filepath.Join(testkit.Root(), "internal", "identity", "names", "testdata", "name-variants.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := names.ReadVariants(f)
	if err != nil {
		t.Fatal(err)
	}
	formsOf := func(v names.Variants, column string) (forms []string) {
		for _, x := range v.Forms {
			if x.Column == column {
				forms = append(forms, x.Written)
			}
		}
		return forms
	}
	r := rand.New(rand.NewPCG(1, 2))
	columns := []string{"kk_arab_tote", "kk_latn_2018", "kk_latn_2021", "kz_passport_latn", "mn_cyrl", "other_variants", "pinyin", "ru_cyrl", "tr_latn", "uz_latn"}
	for i, v := range rows {
		name, father := v.Name, names.Variants{}
		for k := i + 7; !strings.Contains(name, " "); k++ {
			if father = rows[k%len(rows)]; !strings.Contains(father.Name, " ") {
				name += " " + father.Name
			}
		}
		year := 1950 + r.IntN(60)
		id := plant(t, d, name, year)
		for _, column := range columns {
			fathers := formsOf(father, column)
			for k, form := range formsOf(v, column) {
				typed := form
				if name != v.Name {
					if len(fathers) == 0 {
						continue
					}
					typed += " " + fathers[k%len(fathers)]
				}
				out = append(out, asked{column, typed, year, id})
			}
		}
	}
	return out
}

func plant(t *testing.T, d *testkit.Database, name string, year int) (id int64) {
	t.Helper()
	args := identity.NameColumns(sealed.Box{}, d.Keys, identity.Attested{Written: name, Script: "kk-Cyrl"})
	err := d.Owner.QueryRow("insert into person (birth_year) values ($1) returning id", year).Scan(&id)
	if err == nil {
		_, err = d.Owner.Exec(`with n as (insert into attested_name (person_id, written, script, fold, latin, sounds) values ($1, $2, 'kk-Cyrl', $3, $4, $5) returning id)
			update person set chosen_name_id = (select id from n) where id = $1`, id, name, args["fold"], args["latin"], args["sounds"])
	}
	if err == nil {
		_, err = d.Owner.Exec("insert into member (case_id, person_id, ord, relation, joined_on) select id, $1, 90, 'other', opened_on from case_file where id = (select max(id) - $2 from case_file)", id, year)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if _, err := d.Owner.ExecContext(context.Background(), "update attested_name set withdrawn_at = now() where person_id = $1", id); err != nil {
			t.Error(err)
		}
	})
	return id
}

// generated takes persons of the generator and types their names as papers of other scripts have them.
func generated(t *testing.T, d *testkit.Database) (out []asked) {
	t.Helper()
	var cases int
	var today civil.Date
	if err := d.Owner.QueryRow("select count(*), nk_today() from case_file where number like 'NK-%'").Scan(&cases, &today); err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(3, 4))
	columns := map[string]string{"kk-Cyrl": "kk-Cyrl", "ru": "ru", "kk-Arab": "töte", "Latn": "passport", "pinyin": "pinyin", "mn": "mn", "uz": "uz", "tr": "tr", "Hans": "hanzi"}
	for len(out) < 600 {
		h := generate.Build(1, r.IntN(cases), today)
		p := h.Persons[r.IntN(len(h.Persons))]
		kept := p.Names[r.IntN(len(p.Names))]
		id := personOf(t, d, kept.Written, p.Year)
		for _, script := range slices.Sorted(maps.Keys(columns)) {
			column := columns[script]
			if typed := p.Written(script); typed != "" && id != 0 && script != kept.Script && (script != "Hans" || hasHanzi(p)) && r.IntN(3) == 0 {
				out = append(out, asked{column, typed, p.Year, id})
			}
		}
	}
	return out
}

func hasHanzi(p generate.Person) bool {
	return slices.ContainsFunc(p.Names, func(a identity.Attested) bool { return a.Script == "Hans" })
}

// personOf finds the row of a generated person; 0 when names and year fit more than one.
func personOf(t *testing.T, d *testkit.Database, written string, year int) (id int64) {
	t.Helper()
	err := d.Owner.QueryRow(`select min(p.id) from attested_name n join person p on p.id = n.person_id where n.fold = $1 and n.written = $2 and p.birth_year = $3 having count(*) = 1`,
		identity.Fold(written), written, year).Scan(&id)
	if err != nil && err != sql.ErrNoRows {
		t.Fatal(err)
	}
	return id
}
