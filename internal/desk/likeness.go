package desk

import (
	"cmp"
	"slices"
	"strings"

	"nurlykosh/internal/identity"
	"nurlykosh/internal/identity/names"
)

// candidate is a name that may be the one typed, and the way it was found: by its letters, its sound keys, or because it is
// alike in Latin letters.
type candidate struct {
	ID       int64  `db:"id"`
	PersonID int64  `db:"person_id"`
	Written  string `db:"written"`
	Fold     string `db:"fold"`
	Via      string `db:"via"`
	Near     bool   `db:"near"` // born in the year that was typed with the name
}

// ranked is a candidate with its place: why says how it was found, and is the end of a message's key.
type ranked struct {
	candidate
	rank  int
	why   string
	score float64
	same  bool // as the matcher says
}

// ways to find a name, in the order in which they count: the whole, letter for letter or in another spelling; a word of it,
// the beginning of one; the sound, and what the matcher does not call another name; the father's name, for who is asked for by a
// given name are those who bear it; letters that are alike.
const (
	rankName = 1 + iota
	rankFold
	rankWord
	rankFoldWord
	rankBeginning
	rankFoldBeginning
	rankSound
	rankFather
	rankAlike
)

// byName is what search_persons calls those who were found by name.
const byName = "named"

// few are so many persons that it is worth looking wider.
const few = 5

// enough reports whether what was found needs no more ways: many, or a name that the matcher calls the same.
func enough(found []ranked) bool {
	return len(found) >= few || slices.ContainsFunc(found, func(x ranked) bool { return x.same })
}

// leastAlike is the score below which a name found by its letters has too little in common.
const leastAlike = 0.25

// rank gives each person's best name, in the order of the page: who was born in the year typed first, then by the way the
// name was found, then as the matcher says. Names that have only keys in common, and that the matcher calls different, are
// left out: keys are coarse.
func (q Query) rank(rows []candidate) []ranked {
	asked := names.Read(q.Name)
	typed := " " + strings.ToLower(q.Name)
	best := map[int64]ranked{}
	for _, c := range rows {
		x := ranked{candidate: c}
		x.rank, x.why = q.way(typed, c)
		found := names.Read(c.Written)
		m := asked.Match(&found)
		if x.rank == rankSound && m.Verdict == names.Different || x.rank == rankAlike && m.Score < leastAlike {
			continue
		}
		if x.rank >= rankBeginning && x.rank <= rankSound && slices.Contains(m.Reasons, names.Ending) && slices.Contains(m.Reasons, names.Part) {
			x.rank = rankFather
		}
		x.score, x.same = m.Score, m.Verdict == names.Same
		if old, ok := best[c.PersonID]; !ok || x.before(old) < 0 {
			best[c.PersonID] = x
		}
	}
	out := make([]ranked, 0, len(best))
	for _, x := range best {
		out = append(out, x)
	}
	slices.SortFunc(out, ranked.before)
	return out
}

func (q Query) way(typed string, c candidate) (int, string) {
	written, fold := " "+strings.ToLower(c.Written)+" ", " "+c.Fold
	switch {
	case written == typed+" ":
		return rankName, "name"
	case strings.Contains(written, typed+" "):
		return rankWord, "word"
	case strings.Contains(written, typed):
		return rankBeginning, "prefix"
	case c.Fold == q.Fold:
		return rankFold, "fold"
	case q.Fold != "" && strings.Contains(fold+" ", " "+q.Fold+" "):
		return rankFoldWord, "fold"
	case q.Fold != "" && strings.Contains(fold, " "+q.Fold):
		return rankFoldBeginning, "fold"
	case c.Via == "alike":
		return rankAlike, "alike"
	}
	return rankSound, "sound"
}

func (x ranked) before(y ranked) int {
	near := 0
	if x.Near != y.Near {
		if near = 1; x.Near {
			near = -1
		}
	}
	return cmp.Or(near, cmp.Compare(x.rank, y.rank), cmp.Compare(y.score, x.score), cmp.Compare(x.ID, y.ID))
}

// comparison reports whether a hit was found by a whole name, so that two descriptions can be compared; the beginning of a
// name, a number or a birth date alone says nothing of the rest.
func comparison(h hitRow) bool {
	return slices.Contains([]string{"name", "word", "fold", "sound", "alike"}, h.Why)
}

// described is what was typed, as a description of a person.
func (q Query) described() identity.Described {
	return identity.Described{
		Person: identity.Person{Birth: q.Near, BirthYear: q.NearYear}, Names: []identity.Attested{{Written: q.Name}},
	}
}
