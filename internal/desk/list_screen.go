package desk

import (
	"net/url"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/view"
	"nurlykosh/internal/platform/web"
)

func query(pairs ...string) string {
	q := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			q.Set(pairs[i], pairs[i+1])
		}
	}
	return q.Encode()
}

// tabs are the values of a filter as links that keep the other filters.
func tabs(c *web.Ctx, values []string, current, name, words string, keep ...string) []view.Tab {
	var out []view.Tab
	for _, v := range values {
		word := v
		if v == "" {
			word = "all"
		}
		out = append(out, view.Tab{Href: c.Path() + "?" + query(append([]string{name, v}, keep...)...), Text: c.T.T(words + word), Current: v == current})
	}
	return out
}

func oneOf(v string, list []string) string {
	for _, x := range list {
		if v == x {
			return v
		}
	}
	return list[0]
}

func knownTrack(s string) bool {
	for _, t := range trackNames() {
		if t == s {
			return true
		}
	}
	return false
}

func knownGroup(s string) bool {
	for _, g := range casefile.Groups {
		if string(g) == s {
			return true
		}
	}
	return false
}

func trackNames() []string {
	out := make([]string, 0, len(casefile.Tracks))
	for _, t := range casefile.Tracks {
		out = append(out, string(t))
	}
	return out
}
