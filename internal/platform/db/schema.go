package db

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
)

// Schema writes the present schema from the catalogue, in a stable order: what sql/schema.sql holds for readers.
// The packaged server brings no pg_dump.
func Schema(ctx context.Context, owner *sql.DB) (string, error) {
	var b strings.Builder
	b.WriteString("-- The schema as the migrations leave it; written by a test (`make docs`), never run.\n")
	for _, part := range schemaParts {
		rows, err := owner.QueryContext(ctx, part.query)
		if err != nil {
			return "", fmt.Errorf("%s: %w", part.title, err)
		}
		b.WriteString("\n-- " + part.title + "\n\n")
		for rows.Next() {
			var text string
			if err := rows.Scan(&text); err != nil {
				return "", err
			}
			b.WriteString(strings.TrimSpace(text) + ";\n")
		}
		if err := rows.Err(); err != nil {
			return "", err
		}
		if err := rows.Close(); err != nil {
			return "", err
		}
	}
	return b.String(), nil
}

const ours = ` n.nspname = 'public' and c.relname <> 'goose_db_version' and c.relname not like 'goose%'
	and not exists (select 1 from pg_depend e where e.objid = c.oid and e.deptype = 'e')`

var schemaParts = []struct{ title, query string }{
	{"Tables", `select 'create table ' || c.relname || E' (\n  ' || string_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
		|| case when a.attgenerated = 's' then ' generated always as (' || pg_get_expr(d.adbin, d.adrelid) || ') stored'
			when a.attidentity <> '' then ' generated always as identity' when d.adbin is not null then ' default ' || pg_get_expr(d.adbin, d.adrelid) else '' end
		|| case when a.attnotnull then ' not null' else '' end, E',\n  ' order by a.attnum) || E'\n)' || coalesce(E';\ncomment on table ' || c.relname || ' is ' || quote_literal(obj_description(c.oid)), '')
		from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
		left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum where c.relkind = 'r' and` + ours + ` group by c.oid, c.relname order by c.relname`},
	{"Constraints", `select 'alter table ' || c.relname || ' add constraint ' || k.conname || ' ' || pg_get_constraintdef(k.oid)
		from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace where k.contype <> 'n' and` + ours + ` order by c.relname, k.contype, k.conname`},
	{"Indexes", `select pg_get_indexdef(i.indexrelid) from pg_index i join pg_class c on c.oid = i.indrelid join pg_class x on x.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace
		where not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid) and` + ours + ` order by x.relname`},
	{"Functions", `select pg_get_functiondef(p.oid) from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'public'
		and not exists (select 1 from pg_depend e where e.objid = p.oid and e.deptype = 'e') order by p.proname`},
	{"Triggers", `select pg_get_triggerdef(t.oid) from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace where not t.tgisinternal and` + ours + ` order by c.relname, t.tgname`},
}
