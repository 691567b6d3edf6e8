package i18n

import (
	"sort"
	"sync"
)

// mostAbsent bounds what is remembered: a key may be made of data.
const mostAbsent = 1000

// absent remembers the keys that were asked for and have no message.
type absent struct {
	mu   sync.Mutex
	keys map[string]int
}

// note counts a key and gives what stands in its place on the page.
func (a *absent) note(key string) string {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.keys == nil {
		a.keys = map[string]int{}
	}
	if _, known := a.keys[key]; known || len(a.keys) < mostAbsent {
		a.keys[key]++
	}
	return "⟦" + key + "⟧"
}

// Missing lists the keys that pages have asked for in vain, for tests and for the log.
func (c *Catalogue) Missing() []string {
	c.absent.mu.Lock()
	defer c.absent.mu.Unlock()
	out := make([]string, 0, len(c.absent.keys))
	for k := range c.absent.keys {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}
