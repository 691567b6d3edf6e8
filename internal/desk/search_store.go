package desk

import (
	"cmp"
	"slices"

	"nurlykosh/internal/identity"
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"

	"github.com/lib/pq"
)

type hitRow struct {
	PersonID   int64      `db:"person_id"`
	Why        string     `db:"why"`
	NameID     int64      `db:"name_id"`
	Number     string     `db:"number"`
	Track      string     `db:"track"`
	Status     string     `db:"status"`
	Stage      string     `db:"stage"`
	OfficeID   int64      `db:"office_id"`
	Region     string     `db:"region"`
	OwnerID    int64      `db:"owner_id"`
	Sealed     bool       `db:"sealed"`
	Acquainted bool       `db:"acquainted"` // the reader has declared to know this family
	Opened     civil.Date `db:"opened_on"`
	Head       string     `db:"head_name"`
	HeadLang   string     `db:"head_lang"`
	Relation   string     `db:"relation"`
	Sex        string     `db:"sex"`
	Name       string     `db:"name"`
	NameScript string     `db:"name_script"`
	Birth      civil.Date `db:"birth_date"`
	BirthYear  int        `db:"birth_year"`
	Died       civil.Date `db:"died_on"`
	OfficeKK   string     `db:"office_kk"`
	OfficeRU   string     `db:"office_ru"`
	OfficeEN   string     `db:"office_en"`
	Phone      string     `db:"office_phone"`
}

// found is the answer to a search.
type found struct {
	hits  []hitRow
	names map[int64][]identity.Attested
	more  bool // there are more than a page shows
}

// hitsMost is the number of hits a page shows.
const hitsMost = 30

// personsMost is how many persons found by name are looked at; some may be sealed, or in no family now.
const personsMost = 100

// find gives the persons found, who was meant most likely first. A case that is sealed for the reader is not among them: the
// queries leave it out before anything is counted.
func find(r *db.Rd, q Query) (x found, err error) {
	x.names = map[int64][]identity.Attested{}
	args := db.Args(access.Scope(r.Actor))
	args["number"], args["external"] = q.Number, q.External
	if err := r.Select(&x.hits, "search_number", args); err != nil {
		return x, err
	}
	named, err := findNames(r, q)
	if err != nil {
		return x, err
	}
	persons, err := findPersons(r, q, named)
	if err != nil {
		return x, err
	}
	for _, h := range persons {
		if !slices.ContainsFunc(x.hits, func(k hitRow) bool { return k.PersonID == h.PersonID && k.Number == h.Number }) {
			x.hits = append(x.hits, h)
		}
	}
	if x.more = len(x.hits) > hitsMost; x.more {
		x.hits = x.hits[:hitsMost]
	}
	ids := make([]int64, 0, len(x.hits))
	for _, h := range x.hits {
		ids = append(ids, h.PersonID)
	}
	rows, err := identity.NamesOf(r, ids)
	if err != nil {
		return x, err
	}
	for _, n := range rows {
		x.names[n.PersonID] = append(x.names[n.PersonID], n)
	}
	return x, nil
}

// findNames ranks the names that may be the one typed; it looks wider, which takes longer, if few are and none is called the same.
func findNames(r *db.Rd, q Query) (found []ranked, err error) {
	if q.Name == "" {
		return nil, nil
	}
	args := db.Args{
		"fold": q.Fold, "fold_end": q.Fold + "\U0010FFFF", "latin": q.Latin, "parts": q.Parts, "near_year": nil,
		"sounds_1": pq.Array(q.Sounds[0]), "sounds_2": pq.Array(q.Sounds[1]), "sounds_3": pq.Array(q.Sounds[2]),
	}
	if q.NearYear != 0 {
		args["near_year"] = q.NearYear
	}
	var rows []candidate
	for _, wider := range []bool{false, true} {
		if wider && enough(found) {
			break
		}
		args["wider"] = wider
		var more []candidate
		if err := r.Select(&more, "search_names", args); err != nil {
			return nil, err
		}
		rows = append(rows, more...)
		found = q.rank(rows)
	}
	return found[:min(len(found), personsMost)], nil
}

// findPersons reads the persons found by name, and who has the number, IIN, phone, document or birth date typed, who come
// first.
func findPersons(r *db.Rd, q Query, named []ranked) (out []hitRow, err error) {
	ids := make([]int64, len(named))
	place := map[int64]int{}
	for i, n := range named {
		ids[i], place[n.PersonID] = n.PersonID, i
	}
	args := db.Args(access.Scope(r.Actor))
	args["iin_lookups"], args["phone_lookups"], args["document_lookups"] = keys(r, "iin", q.IIN), keys(r, "phone", q.Phone), keys(r, "document", q.Document)
	args["born"], args["born_year"], args["persons"] = q.Born, q.BornYear, pq.Array(ids)
	if err := r.Select(&out, "search_persons", args); err != nil {
		return nil, err
	}
	for i := range out {
		if h := &out[i]; h.Why == byName {
			n := named[place[h.PersonID]]
			h.Why, h.NameID = n.why, n.ID
		} else {
			place[h.PersonID] = -1
		}
	}
	slices.SortStableFunc(out, func(a, b hitRow) int { return cmp.Compare(place[a.PersonID], place[b.PersonID]) })
	return out, nil
}

func keys(r *db.Rd, kind, value string) any {
	if value == "" {
		return pq.ByteaArray{}
	}
	return pq.ByteaArray{r.Keys().Lookup(kind, value)}
}
