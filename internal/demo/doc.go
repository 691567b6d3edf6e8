// Package demo fills an empty database with offices, people of every role and believable households in every
// track and state of lateness. Everything is invented; in production neither the data nor the accounts exist.
//
// The households go through the same verbs as real ones, on a clock that is set back for each of them.
package demo
