// Package accounts is the room of the people who sign in: offices, roles, passwords, sessions, conflicts.
//
// It stands below identity and casefile; nothing here knows a case, except that a declared conflict names one.
package accounts
