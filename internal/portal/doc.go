// Package portal is the migrant's status page: number and code in, one page out that says where the case stands,
// what is needed from the family, what comes next, and whom to call.
//
// The page knows no names, addresses, people of the staff or notes, and nothing that the protection officer does.
// A case under restricted access tells nothing at all. (trust.md S-30…S-32)
package portal
