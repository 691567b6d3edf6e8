package intake

import (
	"slices"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/identity"
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
)

// personOf stores a newcomer as a person; whoever was recognised is the one on record, and leaves the household of a case
// that has ended.
func personOf(tx *db.Tx, n Newcomer, on civil.Date, country, at string) (int64, error) {
	if n.Link != 0 {
		if err := leavesEnded(tx, n.Link, on); err != nil {
			return 0, atField(err, at+"link")
		}
		return n.Link, complete(tx, n, country, at)
	}
	id, err := identity.AddPerson(tx, identity.Person{
		Sex: n.Sex, Birth: n.Birth, BirthYear: year(n), Country: country, IINState: "none", IIN: n.IIN, Override: n.Override,
	})
	return id, atField(err, at+"iin")
}

// entering is how a newcomer enters a household: from which day, why, and at which place; at is the prefix of the inputs.
type entering struct {
	at, country, reason string
	ord                 int
	on                  civil.Date
}

// nextPlace is the place of whoever enters a household after all others.
func nextPlace(h casefile.Household) int {
	last := 0
	for _, m := range h {
		last = max(last, m.Ord)
	}
	return last + 1
}

// addMember stores a newcomer's person and name, and makes them a member. Whoever was recognised goes by the name chosen before:
// choosing another one is the person's (product.md §2).
func addMember(e *casefile.Edit, n Newcomer, x entering) (member, person int64, err error) {
	if person, err = personOf(e.Tx, n, x.on, x.country, x.at); err != nil {
		return 0, 0, err
	}
	n.Name.PersonID = person
	if _, err = identity.AddName(e.Tx, n.Name, n.Link == 0); err != nil {
		return 0, 0, err
	}
	err = e.Get(&member, "member_add", db.Args{
		"case_id": e.Case.ID, "person_id": person, "ord": x.ord, "relation": n.Relation, "joined_on": x.on, "join_reason": x.reason, "abroad": n.Abroad,
	})
	if err == nil && n.Link != 0 {
		err = standingAlong(e.Tx, member, person)
	}
	return member, person, err
}

// standingAlong gives a member who was recognised the status and the permission to stay that the person has.
func standingAlong(tx *db.Tx, member, person int64) error {
	_, err := tx.Exec("household_standing_along", db.Args{"id": member, "person": person})
	return err
}

// linkable refuses to take a newcomer for somebody recorded who is dead, belongs to a household today, or was not found, and
// for one whom the clerk cannot see, unless a number in the papers at hand says so.
// here is the case that gets the newcomer; 0: a new one.
func linkable(p *fault.Problems, field string, found []Recorded, person, here int64, a access.Actor) {
	i := slices.IndexFunc(found, func(x Recorded) bool { return x.Person == person })
	switch {
	case i < 0:
		p.Add(field, "alike.link_taken", nil)
	case found[i].Died:
		p.Add(field, "alike.link_died", nil)
	case !found[i].choosable(found, a):
		p.Add(field, "alike.link_unseen", nil)
	case !found[i].Current:
	case found[i].CaseID == here:
		p.Add(field, "alike.link_here", nil)
	case found[i].told(a):
		p.Add(field, "alike.link_lives", fault.Args{"number": found[i].Number})
	default:
		p.Add(field, "alike.link_lives_elsewhere", nil)
	}
}

// choosable reports whether somebody can tell who was found: they may see the record, or it is the only one whose number
// stands in the papers at hand.
func (x Recorded) choosable(found []Recorded, a access.Actor) bool {
	if x.told(a) {
		return true
	}
	numbered := 0
	for _, o := range found {
		if o.Numbered() {
			numbered++
		}
	}
	return x.Numbered() && numbered == 1
}

// told reports whether somebody may learn who was found, and in which case.
func (x Recorded) told(a access.Actor) bool { return x.mayOpen(a) && !x.Conflict }

// complete adds to a recorded person what the record lacks of what was typed. What the record has otherwise is refused at its
// field and never overwritten: it is put right on the person's own page, where the history keeps before and after.
func complete(tx *db.Tx, n Newcomer, country, at string) error {
	var row personRow
	if err := tx.Get(&row, "household_person", db.Args{"id": n.Link}); err != nil {
		return err
	}
	box, err := tx.Box(identity.Stream(row.ID))
	if err != nil {
		return err
	}
	iin, err := box.Open("person.iin", row.Sealed)
	if err != nil {
		return err
	}
	if err := row.agrees(n, iin, at); err != nil {
		return err
	}
	now := row
	now.fill(n, country)
	if now.Sex != row.Sex || now.Birth != row.Birth || now.Year != row.Year || now.Country != row.Country {
		if err := now.save(tx); err != nil {
			return err
		}
	}
	if iin == "" && n.IIN != "" {
		if err := identity.CheckIINOf(n.IIN, now.Birth, now.Year, now.Sex, n.Override != ""); err != nil {
			return fault.OnField(at+"iin", fault.Of(err).Key, fault.Of(err).Args)
		}
		if err := identity.SetIIN(tx, row.ID, n.IIN, n.Override); err != nil {
			return atField(err, at+"iin")
		}
		tx.Record(audit.Event{Stream: identity.Stream(row.ID), Kind: "iin_corrected", Body: map[string]string{"before": "", "after": n.IIN}})
	}
	return nil
}

// agrees refuses what was typed against what is recorded. A year alone agrees with every day of it.
func (r personRow) agrees(n Newcomer, iin, at string) error {
	var p fault.Problems
	if n.Sex != "" && r.Sex != "" && n.Sex != r.Sex {
		p.Add(at+"sex", "alike.recorded_sex", nil)
	}
	typed, kept := year(n), r.Year
	if !r.Birth.IsZero() {
		kept = r.Birth.Year()
	}
	if typed != 0 && kept != 0 && typed != kept || !n.Birth.IsZero() && !r.Birth.IsZero() && n.Birth != r.Birth {
		p.Add(at+"birth_day", "alike.recorded_birth", nil)
	}
	if n.IIN != "" && iin != "" && n.IIN != iin {
		p.Add(at+"iin", "alike.recorded_iin", nil)
	}
	return p.Err()
}

func (r *personRow) fill(n Newcomer, country string) {
	if r.Sex == "" {
		r.Sex = n.Sex
	}
	if r.Birth.IsZero() {
		r.Birth = n.Birth
	}
	if r.Year == 0 {
		r.Year = year(n)
	}
	if r.Country == "" {
		r.Country = country
	}
}

// save stores what is known of a person, but for the IIN, and tells the person's history.
func (r personRow) save(tx *db.Tx) error {
	args := db.Args{"id": r.ID, "sex": r.Sex, "birth_date": r.Birth, "birth_year": nil, "citizenship": nil, "reads": r.Reads}
	if r.Year != 0 {
		args["birth_year"] = r.Year
	}
	if r.Country != "" {
		args["citizenship"] = r.Country
	}
	if _, err := tx.Exec("person_update", args); err != nil {
		return err
	}
	tx.Record(audit.Event{Stream: identity.Stream(r.ID), Kind: "person_corrected"})
	return nil
}
