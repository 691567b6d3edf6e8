package casefile

import (
	"time"

	"github.com/lib/pq"
)

// anyTime reads an instant.
type anyTime struct{ time.Time }

// Scan reads a timestamptz column.
func (t *anyTime) Scan(src any) error {
	if v, ok := src.(time.Time); ok {
		t.Time = v
	}
	return nil
}

func idList(ids ...int64) any { return pq.Array(ids) }
