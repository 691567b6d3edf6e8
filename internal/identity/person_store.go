package identity

import (
	"strings"

	"github.com/lib/pq"

	"nurlykosh/internal/identity/names"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
	"nurlykosh/internal/platform/sealed"
)

// AddPerson stores a new person with a stream and key of its own.
func AddPerson(tx *db.Tx, p Person) (int64, error) {
	var id int64
	err := tx.Get(&id, "person_add", db.Args{
		"sex": p.Sex, "birth_date": p.Birth, "birth_year": orNull(p.BirthYear), "citizenship": textOrNull(p.Country),
		"iin_state": p.IINState, "reads": p.Reads,
	})
	if err != nil {
		return 0, err
	}
	if _, err := tx.Begin(Stream(id)); err != nil {
		return 0, err
	}
	tx.Record(audit.Event{Stream: Stream(id), Kind: "person_registered"})
	if p.IIN != "" {
		return id, SetIIN(tx, id, p.IIN, p.Override)
	}
	return id, nil
}

// SetIIN seals an IIN under the person's key; a number that another person has is refused by the database.
func SetIIN(tx *db.Tx, id int64, iin, override string) error {
	box, err := tx.Box(Stream(id))
	if err != nil {
		return err
	}
	_, err = tx.Exec("person_iin", db.Args{
		"id": id, "sealed": box.Seal("person.iin", iin), "lookup": tx.Keys().Lookup("iin", iin), "override": override,
	})
	return err
}

// AddName stores an attested name with its search keys, once for each paper; chosen makes it the person's chosen form.
func AddName(tx *db.Tx, a Attested, chosen bool) (int64, error) {
	id, err := Recorded(tx, a)
	if err != nil {
		return 0, err
	}
	if id == 0 {
		box, err := tx.Box(Stream(a.PersonID))
		if err != nil {
			return 0, err
		}
		if err := tx.Get(&id, "name_add", NameColumns(box, tx.Keys(), a)); err != nil {
			return 0, err
		}
		tx.Record(audit.Event{Stream: Stream(a.PersonID), Kind: "name_attested", Code: a.PaperKind, Body: map[string]string{"written": a.Written, "script": a.Script}})
	}
	if chosen {
		if _, err := tx.Exec("person_choose_name", db.Args{"id": a.PersonID, "name_id": id}); err != nil {
			return 0, err
		}
	}
	return id, nil
}

// Recorded finds a name that a person has already, from the same paper with the same number and dates; 0: there is none.
func Recorded(tx *db.Tx, a Attested) (int64, error) {
	var ids []int64
	args := db.Args{
		"person_id": a.PersonID, "written": a.Written, "script": a.Script, "paper_kind": textOrNull(a.PaperKind), "number_lookup": nil, "issued_on": a.Issued, "expires_on": a.Expires,
	}
	if key := DocumentKey(a.Number); key != "" {
		args["number_lookup"] = tx.Keys().Lookup("document", key)
	}
	if err := tx.Select(&ids, "name_recorded", args); err != nil || len(ids) == 0 {
		return 0, err
	}
	return ids[0], nil
}

// NameColumns are the columns of an attested name, with its search keys and its document sealed under the person's key.
func NameColumns(box sealed.Box, keys *sealed.Keyring, a Attested) db.Args {
	args := db.Args{
		"person_id": a.PersonID, "written": a.Written, "script": a.Script, "paper_kind": textOrNull(a.PaperKind),
		"number_sealed": nil, "number_lookup": nil, "number_tail": "", "issued_on": a.Issued, "expires_on": a.Expires,
		"read_by": a.ReadBy, "fold": Fold(a.Written), "latin": FoldLatin(a.Written),
		"sounds": pq.Array(names.SoundKeys(a.Written)),
	}
	if key := DocumentKey(a.Number); key != "" {
		args["number_sealed"] = box.Seal("attested_name.number", a.Number)
		args["number_lookup"] = keys.Lookup("document", key)
		args["number_tail"] = tail(key)
	}
	return args
}

// NamesOf reads the attested names of persons, with those of records joined to them; their numbers stay sealed.
func NamesOf(r *db.Rd, persons []int64) (out []Attested, err error) {
	return out, r.Select(&out, "names_of_person", db.Args{"persons": pq.Array(persons)})
}

// AddPhone stores a phone number and whose it is.
func AddPhone(tx *db.Tx, person int64, number, relation, whose string) error {
	digits := sealed.Digits(civil.Digits(number))
	if len(digits) < 7 || len(digits) > 15 {
		return fault.OnField("phone", "phone.digits", nil)
	}
	box, err := tx.Box(Stream(person))
	if err != nil {
		return err
	}
	_, err = tx.Exec("phone_add", PhoneColumns(box, tx.Keys(), person, number, relation, whose))
	return err
}

// PhoneColumns are the columns of a phone number, sealed under the person's key.
func PhoneColumns(box sealed.Box, keys *sealed.Keyring, person int64, number, relation, whose string) db.Args {
	digits := sealed.Digits(civil.Digits(number))
	return db.Args{
		"person_id": person, "sealed": box.Seal("phone.number", strings.TrimSpace(number)), "lookup": keys.Lookup("phone", digits),
		"tail": digits[len(digits)-4:], "whose_relation": relation, "whose": whose,
	}
}

// Phone is a number at which a person can be reached.
type Phone struct {
	ID       int64  `db:"id"`
	PersonID int64  `db:"person_id"`
	SealedBy int64  `db:"sealed_by"` // the record under whose key it stands
	Number   string `db:"-"`
	Sealed   []byte `db:"sealed"`
	Tail     string `db:"tail"`
	Whose    string `db:"whose"`
	Relation string `db:"whose_relation"` // own, relative, neighbour, other
}

// PhonesOf reads the numbers of persons that still count.
func PhonesOf(r *db.Rd, persons []int64) ([]Phone, error) {
	var out []Phone
	if err := r.Select(&out, "phones_of_persons", db.Args{"persons": pq.Array(persons)}); err != nil {
		return nil, err
	}
	for i := range out {
		box, err := r.Box(Stream(out[i].SealedBy))
		if err != nil {
			return nil, err
		}
		if out[i].Number, err = box.Open("phone.number", out[i].Sealed); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// WithdrawPhone ends that a number counts; false if none of these persons has it.
func WithdrawPhone(tx *db.Tx, persons []int64, id int64) (bool, error) {
	n, err := tx.Exec("phone_withdraw", db.Args{"id": id, "persons": pq.Array(persons)})
	return n > 0, err
}

func tail(s string) string {
	r := []rune(s)
	return string(r[max(0, len(r)-3):])
}

func orNull(n int) any {
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
