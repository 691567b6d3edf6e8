package identity

import (
	"encoding/hex"
	"slices"

	"github.com/lib/pq"

	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
)

// describedRow is a recorded person as Compare looks at it.
type describedRow struct {
	ID      int64      `db:"id"`
	Sex     string     `db:"sex"`
	Birth   civil.Date `db:"birth_date"`
	Year    int        `db:"birth_year"`
	Country string     `db:"citizenship"`
	Lookup  []byte     `db:"iin_lookup"`
}

type describedName struct {
	PersonID int64  `db:"person_id"`
	Written  string `db:"written"`
	Script   string `db:"script"`
	Paper    string `db:"paper_kind"`
	Lookup   []byte `db:"number_lookup"`
}

// DescribedOf reads recorded persons with all their names, those of records that were joined to them among them. IIN and
// document numbers stay sealed: their digests stand for them, equal where the numbers are.
func DescribedOf(r *db.Rd, ids []int64) (map[int64]Described, error) {
	out := map[int64]Described{}
	if len(ids) == 0 {
		return out, nil
	}
	var rows []describedRow
	if err := r.Select(&rows, "described_persons", db.Args{"ids": pq.Array(ids)}); err != nil {
		return nil, err
	}
	for _, x := range rows {
		out[x.ID] = Described{Person: Person{ID: x.ID, Sex: x.Sex, Birth: x.Birth, BirthYear: x.Year, Country: x.Country, IIN: hex.EncodeToString(x.Lookup)}}
	}
	var written []describedName
	if err := r.Select(&written, "described_names", db.Args{"ids": pq.Array(ids)}); err != nil {
		return nil, err
	}
	for _, n := range written {
		d := out[n.PersonID]
		a := Attested{PersonID: n.PersonID, Written: n.Written, Script: n.Script, PaperKind: n.Paper}
		if !shared[n.Paper] {
			a.Number = hex.EncodeToString(n.Lookup)
		}
		d.Names = append(d.Names, a)
		out[n.PersonID] = d
	}
	return out, nil
}

// sealedAs gives a person as typed in the form in which recorded ones are compared: digests for IIN and numbers. What the
// IIN says of birth and sex is told before.
func sealedAs(r *db.Rd, d Described) Described {
	d = told(d)
	if iin := plainIIN(d.IIN); iin != "" {
		d.IIN = hex.EncodeToString(r.Keys().Lookup("iin", iin))
	}
	written := make([]Attested, len(d.Names))
	for i, n := range d.Names {
		key := DocumentKey(n.Number)
		if n.Number = ""; key != "" && !shared[n.PaperKind] {
			n.Number = hex.EncodeToString(r.Keys().Lookup("document", key))
		}
		written[i] = n
	}
	d.Names = written
	return d
}

// FindAlike looks through all persons, of every office and year, for those who may be the one at hand as it was typed, the
// likeliest first. Only what is Telling. Who reads them is for the caller to ask.
func FindAlike(r *db.Rd, d Described) ([]Alike, error) { return findAlike(r, sealedAs(r, d)) }

// FindAlikeOf looks for those who may be the same as a recorded person.
func FindAlikeOf(r *db.Rd, person int64) (Described, []Alike, error) {
	all, err := DescribedOf(r, []int64{person})
	if err != nil {
		return Described{}, nil, err
	}
	found, err := findAlike(r, all[person])
	return all[person], found, err
}

func findAlike(r *db.Rd, d Described) ([]Alike, error) {
	var ids []int64
	seen := map[int64]bool{d.ID: true}
	from, to := years(d.Person)
	var documents [][]byte
	for _, n := range d.Names {
		if raw, err := hex.DecodeString(n.Number); err == nil && len(raw) > 0 {
			documents = append(documents, raw)
		}
	}
	iin, _ := hex.DecodeString(d.IIN)
	for _, n := range d.Names {
		parts := partKeys(n.Written)
		if parts == nil {
			parts = [][]string{{}, {}, {}}
		}
		var more []int64
		if err := r.Select(&more, "alike_candidates", db.Args{
			"born": dayOfBirth(d.Person), "iin": iin, "documents": pq.Array(documents), "from_year": from, "to_year": to,
			"sounds_1": pq.Array(parts[0]), "sounds_2": pq.Array(parts[1]), "sounds_3": pq.Array(parts[2]),
		}); err != nil {
			return nil, err
		}
		for _, id := range more {
			if !seen[id] {
				seen[id] = true
				ids = append(ids, id)
			}
		}
	}
	others, err := DescribedOf(r, ids)
	if err != nil {
		return nil, err
	}
	var out []Alike
	for _, id := range ids {
		if f := Compare(d, others[id]); f.Telling() {
			out = append(out, Alike{PersonID: id, Finding: f})
		}
	}
	return likest(out), nil
}

// Said is what somebody who saves a person says of those found alike.
type Said struct {
	Other bool    // those shown are other people
	Of    []int64 // who was shown
	Text  string  // why
}

// NoteAlike writes down who may be the same as a recorded person. What was called maybe and is said to be another person at
// once is settled; what was called the same stays open for a supervisor, with what was said. A pair that was settled
// before stays so while nothing that was compared has changed. Documents that another household holds are noted, too.
func NoteAlike(tx *db.Tx, person int64, said Said) error {
	d, found, err := FindAlikeOf(&tx.Rd, person)
	if err != nil {
		return err
	}
	ids := make([]int64, 0, len(found))
	for _, x := range found {
		ids = append(ids, x.PersonID)
	}
	others, err := DescribedOf(&tx.Rd, ids)
	if err != nil {
		return err
	}
	for _, x := range found {
		args := PairArgs(person, x.PersonID, x.Finding, Print(d, others[x.PersonID]))
		args["said_by"], args["said_sealed"] = nil, []byte{}
		args["state"], args["decided_by"] = "open", nil
		shown := slices.Contains(said.Of, x.PersonID)
		args["said_other"] = said.Other && shown
		if shown && (said.Other || said.Text != "") {
			box, err := tx.Box(Stream(args["person_a"].(int64)))
			if err != nil {
				return err
			}
			args["said_by"], args["said_sealed"] = tx.Actor.ID, box.Seal("duplicate.said", said.Text)
			if args["verdict"] == "maybe" && said.Other {
				args["state"], args["decided_by"] = "not_same", tx.Actor.ID
			}
		}
		if _, err := tx.Exec("duplicate_note", args); err != nil {
			return err
		}
	}
	if _, err = tx.Exec("duplicate_gone", db.Args{"person": person, "still": pq.Array(ids)}); err != nil {
		return err
	}
	return noteDocuments(tx, person)
}

// PairArgs are what is written down of a pair.
func PairArgs(a, b int64, f Finding, print string) db.Args {
	verdict := "maybe"
	if f.Same() {
		verdict = "same"
	}
	points := make([]float64, 0, len(f.Why))
	for _, e := range f.Why {
		points = append(points, e.Points)
	}
	return db.Args{
		"person_a": min(a, b), "person_b": max(a, b), "verdict": verdict, "score": f.Score, "reasons": pq.Array(f.Codes()), "points": pq.Array(points), "print": print,
	}
}
