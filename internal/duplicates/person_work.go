package duplicates

import (
	"nurlykosh/internal/identity"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
)

// persons lets one record of a person count for another: names and phones of both are read, of what there is one of each
// the chosen one stands.
func (w *Work) persons(tx *db.Tx, into, gone int64, take map[string]bool, was *before) error {
	first, second := min(into, gone), max(into, gone)
	rows := map[int64]personRow{}
	for _, id := range []int64{first, second} {
		row, err := personOf(tx, id)
		if err != nil {
			return err
		}
		rows[id] = row
	}
	a, b := rows[into], rows[gone]
	if a.Merged != 0 || b.Merged != 0 {
		return fault.Clash("merge.already", nil)
	}
	var earlier []int64
	if err := tx.Select(&earlier, "merge_aliases_of", db.Args{"id": gone}); err != nil {
		return err
	}
	for _, id := range append(earlier, gone) {
		if _, err := tx.Exec("merge_alias", db.Args{"id": id, "into_id": into}); err != nil {
			return err
		}
		was.Merged = append(was.Merged, mergedPerson{ID: id, Into: into, Was: b})
	}
	after := chosen(a, b, take)
	if err := setPerson(tx, a, after, gone); err != nil {
		return err
	}
	was.Persons = append(was.Persons, [2]personRow{a, after})
	for _, x := range [][2]int64{{into, gone}, {gone, into}} {
		tx.Record(audit.Event{Stream: identity.Stream(x[0]), Kind: "person_merged", Subject: identity.Stream(x[1])})
	}
	_, err := tx.Exec("duplicate_merged", db.Args{"state": "merged", "actor_id": tx.Actor.ID, "one": into, "two": gone})
	return err
}

// personOf reads and locks a person, with the IIN open.
func personOf(tx *db.Tx, id int64) (row personRow, err error) {
	if err = tx.Get(&row, "merge_person", db.Args{"id": id}); err != nil || len(row.IIN) == 0 {
		return row, err
	}
	box, err := tx.Box(identity.Stream(id))
	if err != nil {
		return row, err
	}
	row.Number, err = box.Open("person.iin", row.IIN)
	return row, err
}

// chosen is the record that goes on: its own values, those of the other where they were chosen or where it has none.
func chosen(a, b personRow, take map[string]bool) personRow {
	out := a
	if take["sex"] && b.Sex != "" || a.Sex == "" {
		out.Sex = b.Sex
	}
	if (take["birth"] || a.Year == 0) && b.Year != 0 {
		out.Birth, out.Year = b.Birth, b.Year
	}
	if take["citizenship"] && b.Country != "" || a.Country == "" {
		out.Country = b.Country
	}
	if take["reads"] && b.Reads != "" || a.Reads == "" {
		out.Reads = b.Reads
	}
	if take["name"] && b.NameID != 0 || a.NameID == 0 {
		out.NameID = b.NameID
	}
	if (take["iin"] || a.Number == "") && b.Number != "" {
		out.Number, out.IINState, out.Override = b.Number, b.IINState, b.Override
	}
	return out
}

// setPerson saves what changed of a record. An IIN that comes from another record leaves it: nobody has it twice.
func setPerson(tx *db.Tx, was, is personRow, from int64) error {
	if was.Sex != is.Sex || was.Birth != is.Birth || was.Year != is.Year || was.Country != is.Country || was.Reads != is.Reads || was.NameID != is.NameID {
		if _, err := tx.Exec("merge_person_values", db.Args{
			"id": is.ID, "sex": is.Sex, "birth_date": is.Birth, "birth_year": orNull(int64(is.Year)), "citizenship": textOrNull(is.Country), "reads": is.Reads, "chosen_name_id": orNull(is.NameID),
		}); err != nil {
			return err
		}
	}
	if was.Number == is.Number {
		return nil
	}
	if from != 0 {
		if _, err := tx.Exec("merge_person_iin", db.Args{"id": from, "sealed": nil, "lookup": nil, "state": "none", "override": ""}); err != nil {
			return err
		}
	}
	return setIIN(tx, is)
}

func setIIN(tx *db.Tx, p personRow) error {
	args := db.Args{"id": p.ID, "sealed": nil, "lookup": nil, "state": p.IINState, "override": p.Override}
	if p.Number != "" {
		box, err := tx.Box(identity.Stream(p.ID))
		if err != nil {
			return err
		}
		args["sealed"], args["lookup"] = box.Seal("person.iin", p.Number), tx.Keys().Lookup("iin", p.Number)
	}
	_, err := tx.Exec("merge_person_iin", args)
	return err
}

// apart undoes persons: each record counts for itself again, with what it had; what somebody has corrected since stays.
func (w *Work) apart(tx *db.Tx, was before) error {
	for i, x := range was.Persons {
		a, after := x[0], x[1]
		now, err := personOf(tx, a.ID)
		if err != nil {
			return err
		}
		back := undone(now, a, after)
		if now.Number != back.Number { // first it leaves this record, then it goes back to the other
			free := back
			free.Number, free.IINState = "", "none"
			if err := setIIN(tx, free); err != nil {
				return err
			}
			if back.Number != "" {
				if err := setIIN(tx, back); err != nil {
					return err
				}
			}
		}
		numbers := now
		numbers.Number = back.Number
		if err := setPerson(tx, numbers, back, 0); err != nil {
			return err
		}
		if err := w.release(tx, was, i, now.Number != back.Number); err != nil {
			return err
		}
	}
	return nil
}

// release lets the records that the i-th person stood for count again.
func (w *Work) release(tx *db.Tx, was before, i int, iinBack bool) error {
	into := was.Persons[i][0].ID
	for _, g := range was.Merged {
		if g.Into != into {
			continue
		}
		to := int64(0)
		if g.ID != g.Was.ID { // it had been joined to the other record before
			to = g.Was.ID
		}
		if _, err := tx.Exec("merge_alias", db.Args{"id": g.ID, "into_id": orNull(to)}); err != nil {
			return err
		}
		if to != 0 {
			continue
		}
		if iinBack && g.Was.Number != "" {
			if err := setIIN(tx, g.Was); err != nil {
				return err
			}
		}
		for _, x := range [][2]int64{{into, g.ID}, {g.ID, into}} {
			tx.Record(audit.Event{Stream: identity.Stream(x[0]), Kind: "person_parted", Subject: identity.Stream(x[1])})
		}
		if _, err := tx.Exec("duplicate_merged", db.Args{"state": "open", "actor_id": nil, "one": into, "two": g.ID}); err != nil {
			return err
		}
	}
	return nil
}

// undone is a record as it was before a merge, but for what has changed since.
func undone(now, was, is personRow) personRow {
	out := now
	if now.Sex == is.Sex {
		out.Sex = was.Sex
	}
	if now.Birth == is.Birth && now.Year == is.Year {
		out.Birth, out.Year = was.Birth, was.Year
	}
	if now.Country == is.Country {
		out.Country = was.Country
	}
	if now.Reads == is.Reads {
		out.Reads = was.Reads
	}
	if now.NameID == is.NameID {
		out.NameID = was.NameID
	}
	if now.Number == is.Number && was.Number != is.Number {
		out.Number, out.IINState, out.Override = was.Number, was.IINState, was.Override
	}
	return out
}

func orNull(n int64) any {
	if n == 0 {
		return nil
	}
	return n
}

func textOrNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}
