package accounts

import "time"

// Tries says how many wrong tries a bucket allows before it makes people wait, and how long (trust.md S-06).
// A browser that signed in before has a bucket of its own, so that nobody can lock out a colleague.
type Tries struct {
	Free  int           // wrong tries without a delay
	First time.Duration // delay after the first one beyond
	Most  time.Duration // longest delay
}

// The buckets: a known browser of the account, an unknown one, and the network the tries come from.
var (
	KnownDevice   = Tries{Free: 10, First: 2 * time.Second, Most: time.Minute}
	UnknownDevice = Tries{Free: 5, First: 5 * time.Second, Most: 20 * time.Minute}
	Network       = Tries{Free: 60, First: 2 * time.Second, Most: 5 * time.Minute}
)

// Wait is the delay after n wrong tries: it doubles, up to the longest.
func (t Tries) Wait(n int) time.Duration {
	if n < t.Free {
		return 0
	}
	w := t.First
	for range n - t.Free {
		if w *= 2; w >= t.Most {
			return t.Most
		}
	}
	return min(w, t.Most)
}
