package partial

import "nurlykosh/internal/platform/view"

// toMend reports whether the person can mend what is wrong: it stands at a field, or the page was refused for its contents.
func toMend(p view.Page) bool {
	if !p.Clash {
		return true
	}
	for _, x := range p.Problems {
		if x.Field != "" {
			return true
		}
	}
	return false
}
