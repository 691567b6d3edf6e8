package accounts

import "time"

// Tries says how many wrong tries a bucket allows before it makes people wait, and how long (trust.md S-06): the delay
// doubles with each try beyond, up to the longest. A browser that signed in before has a bucket of its own and is asked
// by no other, so that nobody can lock out a colleague.
type Tries struct {
	Free  int           // wrong tries without a delay
	First time.Duration // delay after the first one beyond
	Most  time.Duration // longest delay
}

// The buckets: a known browser of the account; for the others the account, the network the tries come from, and all.
var (
	KnownDevice   = Tries{Free: 10, First: 2 * time.Second, Most: time.Minute}
	UnknownDevice = Tries{Free: 5, First: 5 * time.Second, Most: 20 * time.Minute}
	Network       = Tries{Free: 60, First: 2 * time.Second, Most: 5 * time.Minute}
	Everywhere    = Tries{Free: 3000, First: time.Second, Most: 5 * time.Second}
)
