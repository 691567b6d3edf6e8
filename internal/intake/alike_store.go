package intake

import (
	"github.com/lib/pq"

	"nurlykosh/internal/identity"
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/db"
)

// alikeTo finds who may be the newcomer, in every office and year. Of a case under restricted access, which the reader may
// not open, nothing is told.
func alikeTo(r *db.Rd, n Newcomer, country string) ([]Recorded, error) {
	if n.Name.Written == "" {
		return nil, nil
	}
	found, err := identity.FindAlike(r, n.described(country))
	if err != nil || len(found) == 0 {
		return nil, err
	}
	ids := make([]int64, 0, len(found))
	for _, x := range found {
		ids = append(ids, x.PersonID)
	}
	var rows []Recorded
	args := access.Scope(r.Actor)
	args["persons"] = pq.Array(ids)
	if err := r.Select(&rows, "alike_places", args); err != nil {
		return nil, err
	}
	var out []Recorded
	for _, x := range found {
		for _, row := range rows {
			if row.Person == x.PersonID {
				row.Alike = x
				out = append(out, row)
			}
		}
	}
	return out, nil
}

// mayOpen reports whether somebody may open the case in which the person is recorded.
func (x Recorded) mayOpen(a access.Actor) bool {
	return access.May(a, access.Read, access.Matter{OfficeID: x.OfficeID, Region: x.Region, OwnerID: x.OwnerID, Sealed: x.Sealed, Conflict: x.Conflict})
}
