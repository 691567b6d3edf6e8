package desk

import "nurlykosh/internal/platform/db"

// Persons gives the persons that a search finds, in the order of the page.
func Persons(r *db.Rd, q Query) ([]int64, error) {
	x, err := find(r, q)
	var ids []int64
	for _, h := range x.hits {
		ids = append(ids, h.PersonID)
	}
	return ids, err
}
