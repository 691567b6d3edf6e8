package intakeview

import (
	"strings"

	"nurlykosh/internal/platform/view"
)

// hasProblem reports whether something is wrong with a field under a prefix: then its card is open.
func hasProblem(p view.Page, prefix string) bool {
	for _, x := range p.Problems {
		if strings.HasPrefix(x.Field, prefix) {
			return true
		}
	}
	return false
}
