package seed

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"

	nksql "nurlykosh/sql"
)

// Load fills or refreshes the programme's tables in one transaction, by the owner's connection.
func Load(ctx context.Context, owner *sql.DB) (err error) {
	tx, err := owner.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, tx.Rollback())
		}
	}()
	if _, err = tx.ExecContext(ctx, "delete from entitlement_rule; delete from quota_total"); err != nil {
		return err
	}
	for _, t := range tables {
		if err = t.load(ctx, tx); err != nil {
			return err
		}
	}
	if err = quota(ctx, tx); err != nil {
		return err
	}
	for _, s := range others {
		if _, err = tx.ExecContext(ctx, s); err != nil {
			return fmt.Errorf("%s: %w", s, err)
		}
	}
	if _, err = tx.ExecContext(ctx, "update installation set seed_digest = $1", digest()); err != nil {
		return err
	}
	return tx.Commit()
}

// Current reports whether the programme's tables are loaded as this program has them.
func Current(ctx context.Context, owner *sql.DB) (bool, error) {
	var loaded string
	err := owner.QueryRowContext(ctx, "select seed_digest from installation").Scan(&loaded)
	return loaded == digest(), err
}

// digest is over all that is loaded: the files, the statements and the facts that stand in the code.
func digest() string {
	h := sha256.New()
	_ = fs.WalkDir(nksql.Seed, ".", func(path string, d fs.DirEntry, err error) error { // embedded files cannot fail
		if err == nil && !d.IsDir() {
			raw, _ := fs.ReadFile(nksql.Seed, path)
			fmt.Fprintf(h, "%s %d\n%s", path, len(raw), raw)
		}
		return err
	})
	for _, t := range tables {
		fmt.Fprintln(h, t.file, t.insert)
	}
	fmt.Fprintln(h, others, regionFrom)
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// others are small tables whose facts stand in domain.md §3.3, §5.1 and §5.3.
var others = []string{
	`insert into region_successor (code, successor, since) values
		('51','61','2018-06-19'), ('51','79','2018-06-19'), ('63','63','2022-06-08'), ('63','10','2022-06-08'),
		('19','19','2022-06-08'), ('19','33','2022-06-08'), ('35','35','2022-06-08'), ('35','62','2022-06-08') on conflict do nothing`,
	`insert into counter_balance (key, day, persons, source) values
		('arrivals_since_1991', '2009-05-01', 737000, 'OSCE statement EEF.DEL/22/09; domain.md §5.1') on conflict do nothing`,
}

// quota makes the lines that can be granted from, with their versions, and keeps all other figures for reports.
func quota(ctx context.Context, tx *sql.Tx) error {
	rows, err := read("quota-lines")
	if err != nil {
		return err
	}
	for _, r := range rows {
		region := r.get("region_code")
		if region == "KZ" || !r.yes("grantable") {
			_, err = tx.ExecContext(ctx, `insert into quota_total (year, region, track, unit, amount, valid_from, changed_by, note, source, verified)
				values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)`, r.get("year"), region, r.get("track"), r.get("persons_or_families"), r.get("amount"),
				r.date("valid_from"), r.get("changed_by"), r.get("note"), r.get("source"), r.yes("verified"))
		} else {
			err = line(ctx, tx, r)
		}
		if err != nil {
			return fmt.Errorf("quota-lines.tsv line %d: %w", r.line, err)
		}
	}
	return nil
}

func line(ctx context.Context, tx *sql.Tx, r row) error {
	var id int64
	err := tx.QueryRowContext(ctx, `insert into quota_line (year, region, track, unit, grantable, amount) values ($1,$2,$3,$4,true,$5)
		on conflict on constraint quota_line_once do nothing returning id`,
		r.get("year"), r.get("region_code"), r.get("track"), r.get("persons_or_families"), r.get("amount")).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return nil // changed since by orders, which add versions
	}
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `insert into quota_version (line_id, version, amount, valid_from, changed_by, note, source, verified)
		values ($1,1,$2,$3,$4,$5,$6,$7)`, id, r.get("amount"), r.date("valid_from"), r.get("changed_by"), r.get("note"), r.get("source"), r.yes("verified"))
	return err
}
