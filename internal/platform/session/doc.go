// Package session keeps sessions as rows behind gorilla/sessions' Store: the cookie holds 256 random bits,
// the database only their SHA-256. A session belongs to a person of the staff or to a migrant's one case.
//
// Staff: idle 15 minutes, 8 hours in all, at most three at a time. Migrants: 10 and 30 minutes.
// Revoking a row ends the session on every instance at the next request. (trust.md S-10…S-14)
package session
