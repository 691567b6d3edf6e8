package names

import (
	"slices"
	"strings"
)

// Name is a name that has been read, ready to be compared with many others.
type Name struct {
	words []string // clean, as written
	parts []part   // without the words that are only an ending
	han   bool     // Chinese characters are compared letter for letter
	cut   bool     // only the beginning was read
}

// maxParts are the words of a name that are compared.
const maxParts = 6

// Read reads a name as written, in whatever script.
func Read(written string) Name {
	words, cut := clean(written)
	if len(words) > maxParts {
		words, cut = words[:maxParts], true
	}
	n := Name{words: words, cut: cut, parts: make([]part, 0, len(words))}
	r := reader{store: make([]unit, 0, len(written)+32)}
	for _, w := range words {
		if is, ok := alone(w); ok && len(n.parts) > 0 {
			n.parts[len(n.parts)-1].ending = is
			continue
		}
		n.han = n.han || writingOf(w) == hanLetters
		n.parts = append(n.parts, r.part(w, len(words) > 1))
	}
	return n
}

// Compare reads two names and matches them.
func Compare(a, b string) Match {
	x, y := Read(a), Read(b)
	return x.Match(&y)
}

// What a score becomes when one name has parts that the other lacks: maybe, and the more for what they have in common. If
// each has a part of its own, they are two names.
const (
	partFloor  = maybeFrom + 0.01
	partShare  = 0.10
	partOfBoth = 0.35
)

// worstShare is how far the pair of parts that is least alike draws the score of the whole down.
const worstShare = 0.6

func drawn(score, worst float64) float64 { return score * (1 - worstShare + worstShare*worst) }

// relatedScore is what two parts of one Arabic origin are worth: never the same by that alone.
const relatedScore = 0.79

// Match compares two names. It is symmetric, and a name is the same as itself, if all of it was read.
func (n *Name) Match(other *Name) Match {
	m := n.match(other)
	if n.cut || other.cut {
		m.Reasons = append(m.Reasons, TooLong)
	}
	return m
}

func (n *Name) match(other *Name) Match {
	switch {
	case len(n.words) == 0 || len(other.words) == 0:
		return verdict(0, []Reason{NoName}, false)
	case slices.Equal(n.words, other.words):
		m := verdict(1, []Reason{SameLetters}, n.cut || other.cut)
		m.Parts = len(n.words)
		return m
	case n.han || other.han:
		return verdict(matchLetters(n.words, other.words))
	case len(n.parts) == 0 || len(other.parts) == 0:
		return verdict(0, []Reason{OtherSound}, false)
	}
	if slices.Compare(n.words, other.words) > 0 { // of two pairings that cost the same, the same one either way
		n, other = other, n
	}
	p := pairUp(n.parts, other.parts)
	score := drawn(p.sum.score(), p.worst)
	alike := score >= maybeFrom
	lacks := p.left[0]+p.left[1] > 0
	switch {
	case p.left[0] > 0 && p.left[1] > 0: // each has a part of its own: two names
		score *= partOfBoth
	case lacks:
		same := score >= sameFrom
		score *= partFloor + partShare*float64(p.sum.weight)/float64(p.sum.weight+p.left[0]+p.left[1])
		if same { // a part that is the same is maybe the whole, in whatever script
			score = max(score, maybeFrom)
		}
	}
	p.child = p.child || p.sexes && p.count > 1 // a family name alone is that of both
	m := verdict(score, p.reasons(alike), lacks || p.child || p.doubtful() || n.cut || other.cut)
	m.Parts = p.count
	return m
}

// doubtful reports whether names of several parts are never the same by their sum: a part of the one is another name than its
// counterpart, as brothers share all but one; or each bears the father's ending where the other does not, as father and son.
func (p *pairing) doubtful() bool {
	return p.count > 1 && (drawn(p.worst, p.worst) < sameFrom || p.only[0] && p.only[1])
}

// matchLetters compares words that have no sounds for us: all the same in any order, or some of the same.
func matchLetters(a, b []string) (float64, []Reason, bool) {
	common := 0
	left := slices.Clone(b)
	for _, w := range a {
		if i := slices.Index(left, w); i >= 0 {
			left = slices.Delete(left, i, i+1)
			common++
		}
	}
	switch {
	case common == len(a) && common == len(b):
		return 1, []Reason{SameLetters, Swapped}, false
	case strings.Join(a, "") == strings.Join(b, ""):
		return 1, []Reason{SameLetters, Joined}, false
	case common == min(len(a), len(b)):
		return partFloor + partShare*float64(common)/float64(max(len(a), len(b))), []Reason{SameLetters, Part}, true
	}
	return 0, []Reason{OtherLetters}, false
}

// verdict gives a score its word; an open question keeps it below same.
func verdict(score float64, reasons []Reason, open bool) Match {
	m := Match{Score: score, Verdict: Different, Reasons: reasons}
	if open {
		m.Score = min(score, sameFrom-0.01)
	}
	switch {
	case m.Score >= sameFrom:
		m.Verdict = Same
	case m.Score >= maybeFrom:
		m.Verdict = Maybe
	}
	return m
}

// nearly is the score down to which all sounds are called the same.
const nearly = 0.97

// reasons tells what made the score.
func (p *pairing) reasons(alike bool) []Reason {
	var out []Reason
	switch {
	case p.related:
		out = append(out, Related)
	case p.sum.score() >= nearly:
		out = append(out, SameSound)
	case alike:
		out = append(out, NearSound)
	default:
		return append(out, OtherSound)
	}
	for _, x := range []struct {
		holds bool
		is    Reason
	}{{p.swapped, Swapped}, {p.joined, Joined}, {p.child, Child}, {p.ending && !p.child, Ending}, {p.left[0] > 0 != (p.left[1] > 0), Part}, {p.left[0] > 0 && p.left[1] > 0, OwnParts}, {p.pinyin, Pinyin}} {
		if x.holds {
			out = append(out, x.is)
		}
	}
	return out
}
