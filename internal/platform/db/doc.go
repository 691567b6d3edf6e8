// Package db is the one way to the database.
//
// Change is the only way to write: one transaction in which the operation's id, the authority, the change,
// its events and its jobs stand or fall together. Read opens a read-only transaction for one actor.
// Queries have names and live in sql/queries/<room>.sql; there is no other SQL in the programme.
//
// A change has three outcomes: saved (a result), not saved (a fault), and unknown, which is resolved by
// asking for the operation's id on a fresh connection (trust.md M1–M4).
package db
