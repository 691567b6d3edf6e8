// Package desk is the caseworker's room: My day, the search, the list of cases and the overview of a case.
//
// It reads what the lower rooms write and changes nothing itself.
package desk
