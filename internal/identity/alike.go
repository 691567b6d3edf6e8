package identity

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"nurlykosh/internal/identity/names"
	"nurlykosh/internal/platform/civil"
)

// Alike is a recorded person who may be the one at hand.
type Alike struct {
	PersonID int64
	Finding
}

// Telling reports whether a finding is worth a person's attention: that they are the same, or maybe, with more than a
// name to say so. A name alone says nothing (domain.md §4.4).
func (f Finding) Telling() bool {
	if f.Verdict == names.Same {
		return true
	}
	return f.Verdict == names.Maybe && slices.ContainsFunc(f.Why, func(e Evidence) bool {
		switch e.Code {
		case sameIIN, sameDocument, birthSame, birthSwapped, birthYear:
			return true
		case birthClose: // one slip in the date of somebody with the same full name
			return f.Name.Verdict == names.Same && f.Name.Parts > 1
		}
		return false
	})
}

// Same reports whether two descriptions are called the same person.
func (f Finding) Same() bool { return f.Verdict == names.Same }

// Numbered reports whether a number of their papers says that they are the same.
func (f Finding) Numbered() bool {
	return slices.ContainsFunc(f.Why, func(e Evidence) bool { return e.Code == sameIIN || e.Code == sameDocument })
}

// Codes are the reasons of a finding, without their points.
func (f Finding) Codes() []string {
	out := make([]string, 0, len(f.Why))
	for _, e := range f.Why {
		out = append(out, e.Code)
	}
	return out
}

// Print is a mark of what was compared: the same for the same data, another one as soon as either person's changes.
func Print(a, b Described) string {
	marks := []string{a.mark(), b.mark()}
	slices.Sort(marks)
	sum := sha256.Sum256([]byte(strings.Join(marks, "|")))
	return hex.EncodeToString(sum[:16])
}

func (d Described) mark() string {
	written := make([]string, 0, len(d.Names))
	for _, n := range d.Names {
		written = append(written, n.Written+"#"+n.Number)
	}
	slices.Sort(written)
	return fmt.Sprint(d.Sex, d.Birth, d.BirthYear, d.Country, d.IIN, slices.Compact(written))
}

// shared are papers in which many persons stand: a number in common says nothing.
var shared = map[string]bool{"household_register_cn": true}

// likest orders what was found by how likely it is.
func likest(found []Alike) []Alike {
	slices.SortStableFunc(found, func(a, b Alike) int {
		switch {
		case a.Score > b.Score:
			return -1
		case a.Score < b.Score:
			return 1
		}
		return int(a.PersonID - b.PersonID)
	})
	return found
}

// years are those of birth within which the candidates of a person lie; 0 and 0 when nothing is known.
func years(p Person) (from, to int) {
	y := yearOf(p)
	if y == 0 {
		return 0, 0
	}
	return y - 1, y + 1
}

// dayOfBirth is the day on which a person was born, nothing while only the year is known.
func dayOfBirth(p Person) civil.Date {
	if newYear(p.Birth) {
		return civil.Date{}
	}
	return p.Birth
}

// partKeys are the sound keys of a name's first three parts; a name of fewer has its first again. nil: it has none.
func partKeys(written string) [][]string {
	parts := names.PartKeys(written)
	if len(parts) == 0 {
		return nil
	}
	out := make([][]string, 3)
	for i := range out {
		out[i] = parts[0]
		if i < len(parts) {
			out[i] = parts[i]
		}
	}
	return out
}

// plainIIN is an IIN in western digits without spaces.
func plainIIN(s string) string { return strings.ReplaceAll(civil.Digits(s), " ", "") }
