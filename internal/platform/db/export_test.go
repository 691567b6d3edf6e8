package db

// RawForTest runs a statement inside a change.
func (t *Tx) RawForTest(sql string) error {
	_, err := t.tx.ExecContext(t.ctx, sql)
	return err
}
