package generate

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"nurlykosh/internal/accounts"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/sealed"
)

// listLength is about how many families under way stand in one person's list.
const listLength = 60

// Of a made district centre.
const workersOfOffice = 6

// places gives every caseworker there is, and as many new centres as the cases need, one region after the other.
func places(ctx context.Context, tx *sql.Tx, keys *sealed.Keyring, cases int) ([]place, error) {
	out, err := caseworkers(ctx, tx)
	if err != nil {
		return nil, err
	}
	regions, err := regionsOf(ctx, tx)
	if err != nil {
		return nil, err
	}
	need := int(float64(cases)*underWayShare) / listLength
	for n := 0; len(out) < max(need, 1); n++ {
		made, err := makeCentre(ctx, tx, keys, regions[n%len(regions)])
		if err != nil {
			return nil, err
		}
		out = append(out, made...)
	}
	return out, nil
}

// caseworkers are those of the offices there are, with the supervisor who decides for them.
func caseworkers(ctx context.Context, tx *sql.Tx) (out []place, err error) {
	rows, err := tx.QueryContext(ctx, `select a.office_id, o.region, a.id, coalesce((select s.id from account s join office p on p.id = s.office_id
			where s.role = 'supervisor' and s.disabled_at is null and (p.id = o.id or p.id = o.parent_id or p.parent_id is null) order by p.id = o.id desc, p.parent_id is null, s.id limit 1), 0)
		from account a join office o on o.id = a.office_id where a.role = 'caseworker' and a.disabled_at is null and o.level = 'district' order by a.id`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var p place
		if err := rows.Scan(&p.office, &p.region, &p.worker, &p.supervisor); err != nil {
			return nil, err
		}
		if p.supervisor != 0 {
			out = append(out, p)
		}
	}
	return out, rows.Err()
}

type region struct {
	code, kk, ru, en string
	office           int64
}

// regionsOf gives the regions of today with the office of each, which is made where there is none.
func regionsOf(ctx context.Context, tx *sql.Tx) (out []region, err error) {
	rows, err := tx.QueryContext(ctx, `select r.code, r.name_kk, r.name_ru, r.name_en, coalesce((select min(o.id) from office o where o.region = r.code and o.level = 'region'), 0)
		from region r where r.kind <> 'former_region' and r.valid_to is null order by r.code`)
	if err != nil {
		return nil, err
	}
	for rows.Next() {
		var r region
		if err := rows.Scan(&r.code, &r.kk, &r.ru, &r.en, &r.office); err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	if err := rows.Err(); err != nil || len(out) == 0 {
		return nil, fmt.Errorf("there are no regions: %w", err)
	}
	for i := range out {
		if out[i].office == 0 {
			if out[i].office, err = makeOffice(ctx, tx, "region", out[i], "облыстық кеңсе", "областной офис", "regional office"); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

func makeOffice(ctx context.Context, tx *sql.Tx, level string, r region, kk, ru, en string) (id int64, err error) {
	var parent any
	if level == "district" {
		parent = r.office
	}
	const add = `insert into office (key, level, parent_id, region, name_kk, name_ru, name_en, phone)
		values ($1, $2, coalesce($3, (select id from office where level = 'ministry' order by id limit 1)), $4, $5, $6, $7, '8 7100 00-00-00') returning id`
	var n int
	if err = tx.QueryRowContext(ctx, "select count(*) from office").Scan(&n); err != nil {
		return 0, err
	}
	err = tx.QueryRowContext(ctx, add, fmt.Sprintf("generated_%s_%d", r.code, n), level, parent, r.code,
		fmt.Sprintf("%s, %d-%s", r.kk, n, kk), fmt.Sprintf("%s, %s № %d", r.ru, ru, n), fmt.Sprintf("%s, %s %d", r.en, en, n)).Scan(&id)
	return id, err
}

// nobodySignsIn is no hash of any password.
const nobodySignsIn = "generated"

func makeCentre(ctx context.Context, tx *sql.Tx, keys *sealed.Keyring, r region) (out []place, err error) {
	office, err := makeOffice(ctx, tx, "district", r, "мансап орталығы", "центр карьеры", "career centre")
	if err != nil {
		return nil, err
	}
	supervisor, err := makeAccount(ctx, tx, keys, office, "supervisor", 0)
	for i := 0; i < workersOfOffice && err == nil; i++ {
		p := place{office: office, region: r.code, supervisor: supervisor}
		p.worker, err = makeAccount(ctx, tx, keys, office, "caseworker", i)
		out = append(out, p)
	}
	return out, err
}

// makeAccount makes somebody whose lists are filled; nobody signs in as such before an administrator gives a password.
func makeAccount(ctx context.Context, tx *sql.Tx, keys *sealed.Keyring, office int64, role string, n int) (id int64, err error) {
	err = tx.QueryRowContext(ctx, "insert into account (login, password_hash, name, role, office_id) values ($1, $2, $3, $4, $5) returning id",
		fmt.Sprintf("generated-%d-%s-%d", office, role, n), nobodySignsIn, words["man"][(int(office)*7+n)%len(words["man"])].kk+" "+words["ru_surname"][(int(office)+n*11)%len(words["ru_surname"])].kk, role, office).Scan(&id)
	if err != nil {
		return 0, err
	}
	acc := accounts.Account{ID: id}
	for _, s := range []audit.Stream{acc.Stream(), acc.Views()} {
		key, _ := keys.NewKey(s.String())
		if _, err = tx.ExecContext(ctx, "insert into stream (kind, id, wrapped_key) values ($1, $2, $3)", s.Kind, s.ID, key); err != nil {
			return 0, err
		}
	}
	_, err = tx.ExecContext(ctx, `insert into event (stream_kind, stream_id, kind, audience, happened_on, recorded_at, actor_id, actor_role, code, seq, hash)
		values ($1, $2, 'account_made', 'staff', nk_today(), $3, 0, '', $4, 0, '')`, acc.Stream().Kind, id, time.Now(), role)
	return id, err
}
