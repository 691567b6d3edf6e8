package testkit

import (
	"context"

	programmeseed "nurlykosh/internal/seed"
)

func init() {
	seed = func(ctx context.Context, d *Database) error { return programmeseed.Load(ctx, d.Owner) }
}
