package testkit

import (
	"strconv"
	"testing"

	"github.com/lib/pq"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/audit"
)

// Proposals are cases of one office that all wait for the same decision.
type Proposals struct {
	Cases, Decisions []int64
	Numbers          []string
	Proposer         access.Actor   // a caseworker
	Deciders         []access.Actor // supervisors of the office
}

// QuotaProposals makes n families of one person each, whose inclusion in the quota of a region is proposed and whose rules are
// all met: set up at once, since a race wants many. The clock stands in 2026, for which the lines are known.
func (d *Database) QuotaProposals(t testing.TB, region string, n int) Proposals {
	t.Helper()
	d.must(t, `update clock_shift set shift = cast('2026-06-15 12:00+05' as timestamptz) - clock_timestamp()`)
	var ministry, office int64
	d.get(t, &ministry, `insert into office (key, level, name_kk, name_ru, name_en, phone) values ('race-m', 'ministry', 'М', 'М', 'M', '1') returning id`)
	d.get(t, &office, `insert into office (key, level, parent_id, region, name_kk, name_ru, name_en, phone) values ('race', 'district', $1, $2, 'О', 'Ц', 'C', '2') returning id`, ministry, region)
	account := func(login string, role access.Role) access.Actor {
		a := access.Actor{Role: role}
		d.get(t, &a.ID, `insert into account (login, password_hash, name, role, office_id) values ($1, '', $1, $2, $3) returning id`, login, string(role), office)
		return a
	}
	p := Proposals{Proposer: account("race-proposer", access.Caseworker)}
	for i := range 4 {
		p.Deciders = append(p.Deciders, account("race-decider-"+strconv.Itoa(i), access.Supervisor))
	}
	keys := make([][]byte, n)
	p.Cases = d.ids(t, `select nextval(pg_get_serial_sequence('case_file', 'id')) from generate_series(1, cast($1 as int))`, n)
	for i, id := range p.Cases {
		p.Numbers = append(p.Numbers, string(casefile.NumberOf(2026, 5000+i)))
		keys[i], _ = d.Keys.NewKey(audit.Stream{Kind: "case", ID: id}.String())
	}
	people := d.ids(t, `insert into person (sex, birth_year) select 'male', 1980 from generate_series(1, cast($1 as int)) returning id`, n)
	d.must(t, `insert into case_file (id, number, track, template_version, opened_on, receipt_date, channel, office_id, region, owner_id, origin_country, created_by, facts, decisions_open)
		overriding system value select id, number, 'ethnic_return', '2025-08-12', nk_today(), nk_today(), 'arrival', $3, $4, $5, 'MNG', $5,
			'{"bed_tonight":"yes","asks_quota":"yes","proof_paper":"yes","status_decided":"2026-06-15","quota_applied":"2026-06-15"}', 1
		from unnest(cast($1 as bigint[]), cast($2 as text[])) as x (id, number)`, pq.Array(p.Cases), pq.Array(p.Numbers), office, region, p.Proposer.ID)
	d.must(t, `insert into stream (kind, id, wrapped_key) select 'case', id, key from unnest(cast($1 as bigint[]), cast($2 as bytea[])) as x (id, key)`, pq.Array(p.Cases), pq.Array(keys))
	d.must(t, `insert into member (case_id, person_id, ord, relation, joined_on) select c, p, 1, 'head', nk_today() from unnest(cast($1 as bigint[]), cast($2 as bigint[])) as x (c, p)`, pq.Array(p.Cases), pq.Array(people))
	d.must(t, `update case_file c set head_member_id = m.id from member m where m.case_id = c.id and c.office_id = $1`, office)
	d.must(t, `insert into task (case_id, template_id, key, step, ord, role, state, done_on, counted_from, due_on, due_first)
		select c.id, s.id, task_key, step, ord, role, state, case when state = 'done' then nk_today() end, nk_today(), nk_today() + 14, nk_today() + 14
		from case_file c join step_template s on s.track = c.track and s.version_from = c.template_version,
			lateral (select case when task_key = 'decide_quota' then 'proposed' when step = 'intake' and ord < 100 then 'done' else 'later' end) as x (state)
		where c.office_id = $1`, office)
	p.Decisions = d.ids(t, `insert into decision (case_id, task_id, kind, state, wanted, proposed_by, proposed_at, office_id, region, legal_basis, rule_version, places, line_id)
		select c.id, k.id, 'quota', 'proposed', 'grant', $2, nk_now(), c.office_id, c.region, 'x', c.template_version, 1, l.id
		from case_file c join task k on k.case_id = c.id and k.key = 'decide_quota' join quota_line l on l.year = 2026 and l.region = c.region and l.track = c.track
		where c.office_id = $1 order by c.id returning id`, office, p.Proposer.ID)
	return p
}

func (d *Database) must(t testing.TB, query string, args ...any) {
	t.Helper()
	if _, err := d.Owner.Exec(query, args...); err != nil {
		t.Fatal(err)
	}
}

func (d *Database) get(t testing.TB, to any, query string, args ...any) {
	t.Helper()
	if err := d.Owner.QueryRow(query, args...).Scan(to); err != nil {
		t.Fatal(err)
	}
}

func (d *Database) ids(t testing.TB, query string, args ...any) (out []int64) {
	t.Helper()
	rows, err := d.Owner.Query(query, args...)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			t.Fatal(err)
		}
		out = append(out, id)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}
