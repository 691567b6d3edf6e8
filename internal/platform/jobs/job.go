// Package jobs runs work that follows from a change: rows written in the verb's transaction, done at
// least once by idempotent functions, parked and shown to a person after too many tries.
package jobs

import "time"

// Job is one piece of work; Kind and Key together happen once.
type Job struct {
	Kind string
	Key  string
	Args any       // marshalled to JSON; no personal values
	At   time.Time // zero = as soon as possible
}
