package i18n

import (
	"slices"

	"golang.org/x/text/collate"
)

// InOrder gives a list in the order of the alphabet of the reader's language, by the text of each.
func InOrder[T any](r Reader, list []T, text func(T) string) []T {
	by := collate.New(tags[r.l])
	out := slices.Clone(list)
	slices.SortStableFunc(out, func(a, b T) int { return by.CompareString(text(a), text(b)) })
	return out
}
