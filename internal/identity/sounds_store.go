package identity

import (
	"context"
	"database/sql"
	"errors"

	"github.com/lib/pq"

	"nurlykosh/internal/identity/names"
)

// soundsBatch is how many names get their keys in one statement.
const soundsBatch = 2000

// FillSounds gives every attested name the sound keys of today's rules, by the owner's connection; told calls out how many
// names were done. Nothing is done when the rules have not changed. What was done stays done when it is broken off.
func FillSounds(ctx context.Context, owner *sql.DB, told func(done int)) error {
	current, err := SoundsCurrent(ctx, owner)
	if err != nil || current {
		return err
	}
	done := 0
	for last := int64(0); ; {
		ids, keys, err := soundsAfter(ctx, owner, last)
		if err != nil {
			return err
		}
		if len(ids) == 0 {
			break
		}
		// keys travel as text, for rows of arrays of different lengths are no array
		const set = `update attested_name n set sounds = cast(k.sounds as text[]) from unnest(cast($1 as bigint[]), cast($2 as text[])) as k(id, sounds)
			where n.id = k.id and n.sounds <> cast(k.sounds as text[])`
		if _, err := owner.ExecContext(ctx, set, pq.Array(ids), pq.Array(keys)); err != nil {
			return err
		}
		last = ids[len(ids)-1]
		done += len(ids)
		told(done)
	}
	_, err = owner.ExecContext(ctx, "update installation set sounds_version = $1", names.KeysVersion())
	return err
}

// SoundsCurrent reports whether the stored sound keys are made by today's rules.
func SoundsCurrent(ctx context.Context, owner *sql.DB) (bool, error) {
	var is string
	err := owner.QueryRowContext(ctx, "select sounds_version from installation").Scan(&is)
	return is == names.KeysVersion(), err
}

func soundsAfter(ctx context.Context, owner *sql.DB, last int64) (ids []int64, keys []string, err error) {
	rows, err := owner.QueryContext(ctx, "select id, written from attested_name where id > $1 order by id limit $2", last, soundsBatch)
	if err != nil {
		return nil, nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var id int64
		var written string
		if err := rows.Scan(&id, &written); err != nil {
			return nil, nil, err
		}
		array, err := pq.Array(names.SoundKeys(written)).Value()
		if err != nil {
			return nil, nil, err
		}
		text, _ := array.(string)
		if text == "" {
			text = "{}"
		}
		ids, keys = append(ids, id), append(keys, text)
	}
	return ids, keys, rows.Err()
}
