package db

// RawForTest runs a statement inside a change.
func (t *Tx) RawForTest(sql string) error {
	_, err := t.tx.ExecContext(t.ctx, sql)
	return err
}

// DurableForTest judges the settings of a server.
func DurableForTest(fsync, fullPages, commit string) error {
	return fitness{Fsync: fsync, FullPages: fullPages, Commit: commit}.durable()
}

// ConstraintsForTest gives the message key of every constraint that has one.
func ConstraintsForTest() map[string]string {
	out := map[string]string{}
	for name, r := range constraints {
		out[name] = r.Key
	}
	return out
}

// FaultOfConstraint is the message key of a constraint, "" without one.
func FaultOfConstraint(name string) string { return constraints[name].Key }
