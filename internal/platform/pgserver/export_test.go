package pgserver

import "time"

// ExplainOutput and ReadPID are open to the tests.
var (
	ExplainOutput = explainOutput
	ReadPID       = readPID
)

// TryFor shortens how long a lost server is tried again; the function it gives undoes that.
func TryFor(d time.Duration) (undo func()) {
	before := tryFor
	tryFor = d
	return func() { tryFor = before }
}
