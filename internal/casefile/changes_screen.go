package casefile

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/i18n"
)

// changed says how the timeline names a fact and puts its values into words: a message key, and the prefix of the
// values' keys. A prefix of "?" is yes or no, "country" a country, "tail" shows the last three signs of a number only.
var changed = map[string]struct{ label, prefix string }{
	"relation": {"field.relation", "relation."}, "sex": {"household.sex", "field.sex_"}, "birth": {"household.born", ""}, "birth_year": {"household.birth_year", ""},
	"citizenship": {"household.citizenship", "country"}, "iin_state": {"word.iin", "iin.state."}, "abroad": {"household.abroad", "?"},
	"stay_until": {"household.stay", ""}, "stay_basis": {"household.stay_basis", "stay."},
	"state": {"paper.state", "paper."}, "number": {"paper.number", "tail"}, "issued": {"paper.issued", ""}, "expires": {"paper.expires", ""},
	"original": {"paper.original", "paper.original."}, "translation": {"paper.translation", "?"}, "refused": {"paper.refused", "paper.refused."},
	"asks_quota": {"facts.asks_quota", "?"}, "citizenship_wish": {"facts.citizenship", "?"}, "language": {"facts.language", "?"},
	"divorced_36": {"facts.divorced_36", "?"}, "proof_paper": {"facts.proof_paper", "?"}, "bed_tonight": {"facts.bed_tonight", "?"}, "urgent": {"contact.urgent", "urgent."},
	"relatives": {"facts.relatives", "?"}, "circumstances": {"facts.circumstances", ""}, "wishes": {"facts.wishes", ""}, "reads": {"contact.reads", "language."},
	"due": {"word.due_date", ""}, "extended": {"task.extended_days", ""},
	"persons": {"leave.persons", ""}, "head": {"relation.head", ""}, "contact": {"leave.contact", ""}, "heard_apart": {"leave.apart", "?"},
	"asks_twice": {"part.again", "?"},
}

// changesIn lists what an event changed: name, before → after; nothing for events that carry no before.
func changesIn(t i18n.Reader, b *Book, kind string, body map[string]any) []string {
	before, _ := body["before"].(map[string]any)
	after, _ := body["after"].(map[string]any)
	var keys []string
	for k := range after {
		if !same(before[k], after[k]) {
			keys = append(keys, k)
		}
	}
	slices.Sort(keys)
	var out []string
	for _, k := range keys {
		name := k
		if kind == "facts_recorded" && k == "citizenship" { // the wish, not the passport
			name = "citizenship_wish"
		}
		c, ok := changed[name]
		if !ok {
			continue
		}
		out = append(out, strings.TrimSuffix(t.T(c.label), "?")+": "+valueWords(t, b, c.prefix, before[k])+" → "+valueWords(t, b, c.prefix, after[k]))
	}
	return out
}

func same(a, b any) bool {
	empty := func(x any) bool { return x == nil || x == "" || x == false || x == float64(0) }
	return empty(a) && empty(b) || fmt.Sprint(a) == fmt.Sprint(b)
}

func valueWords(t i18n.Reader, b *Book, prefix string, v any) string {
	switch x := v.(type) {
	case nil:
		return "–"
	case bool:
		return t.T(map[bool]string{true: "yes", false: "no"}[x])
	case []any:
		words := make([]string, 0, len(x))
		for _, y := range x {
			words = append(words, valueWords(t, b, prefix, y))
		}
		if len(words) == 0 {
			return "–"
		}
		return strings.Join(words, ", ")
	case string:
		switch {
		case x == "":
			return "–"
		case prefix == "tail":
			r := []rune(x)
			return "…" + string(r[max(0, len(r)-3):])
		case prefix == "country":
			if k, ok := b.Country(x); ok {
				return t.Pick(k.KK, k.RU, k.EN)
			}
			return x
		case prefix == "?":
			return t.T(x)
		case prefix != "" && t.Has(prefix+x):
			return t.T(prefix + x)
		}
		var d civil.Date
		if raw, err := json.Marshal(x); err == nil && json.Unmarshal(raw, &d) == nil && !d.IsZero() {
			return t.DateShort(d, civil.Date{})
		}
		return x
	}
	return fmt.Sprint(v)
}
