package db_test

import (
	"testing"

	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/i18n"
	"nurlykosh/internal/testkit"
)

// Every rule of the database has a fault of its own: no violation ends on the page for defects. Keys and nullness are
// not rules a form can break.
func TestEveryConstraintHasAFault(t *testing.T) {
	d := testkit.Fresh(t)
	words, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	rows, err := d.Owner.Query(`select k.conname, c.relname from pg_constraint k join pg_class c on c.oid = k.conrelid
			where k.connamespace = cast('public' as regnamespace) and k.contype in ('c', 'f', 'u', 'x') and c.relname not like 'goose%'
		union all
		select x.relname, c.relname from pg_index i join pg_class x on x.oid = i.indexrelid join pg_class c on c.oid = i.indrelid
			where x.relnamespace = cast('public' as regnamespace) and i.indisunique and not i.indisprimary
			and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid)
		union all
		select m[1], 'a trigger' from pg_proc p, regexp_matches(p.prosrc, 'constraint = ''([a-z_]+)''', 'g') m
			where p.pronamespace = cast('public' as regnamespace) order by 2, 1`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	named := map[string]bool{}
	for rows.Next() {
		var name, table string
		if err := rows.Scan(&name, &table); err != nil {
			t.Fatal(err)
		}
		named[name] = true
		if db.FaultOfConstraint(name) == "" {
			t.Errorf("%s of %s has no fault in constraint.go", name, table)
		}
	}
	for name, key := range db.ConstraintsForTest() {
		if !named[name] {
			t.Errorf("constraint.go names %s, which the database does not know", name)
		}
		for _, lang := range []i18n.Lang{i18n.KK, i18n.RU, i18n.EN} {
			if !words.Reader(lang).Has(key) {
				t.Errorf("%s: no words for %s in %s", name, key, lang)
			}
		}
	}
}
