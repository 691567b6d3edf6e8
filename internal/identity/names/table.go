package names

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// table reads the letters of one writing system. A line of its text is letters, or several parted by commas, then the
// units they are read as; ^ before the letters means the beginning of a word. The longest letters that fit are taken.
type table struct {
	text     string
	spelling spelling
	byKey    map[string][]unit
	rows     map[rune][]row // by the first letter, the longest first
	quick    [maxPlain][]row
}

// spelling groups the tables whose letters write the same sounds alike: within one script another letter is mostly another
// sound. Latin letters are spelt differently in every country, and Persian has no letter for many vowels.
type spelling uint8

const (
	manySpellings spelling = iota
	cyrillicSpelling
	toteSpelling
)

type row struct {
	letters string
	start   bool // only at the beginning of a word
	units   []unit
}

const atStart = "^"

func (t *table) compile() {
	t.byKey, t.rows = map[string][]unit{}, map[rune][]row{}
	for _, line := range strings.Split(t.text, "\n") {
		fields := strings.Fields(line)
		if len(fields) == 0 {
			continue
		}
		var us []unit
		for _, f := range fields[1:] {
			us = append(us, define(f))
		}
		for _, key := range strings.Split(fields[0], ",") {
			t.byKey[key] = us
			letters, start := strings.CutPrefix(key, atStart)
			first, _ := utf8.DecodeRuneInString(letters)
			t.rows[first] = append(t.rows[first], row{letters: letters, start: start, units: us})
		}
	}
	for first, rows := range t.rows {
		slices.SortStableFunc(rows, func(a, b row) int {
			return cmp.Or(cmp.Compare(len(b.letters), len(a.letters)), order(a.start, b.start))
		})
		if first < maxPlain {
			t.quick[first] = rows
		}
	}
}

// order puts rows for the beginning of a word before those for everywhere.
func order(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// read appends the units of a word in small letters; what the table does not have is passed over.
func (t *table) read(out []unit, word string) []unit {
	start := len(out)
	for at := 0; at < len(word); {
		us, n := t.at(word[at:], len(out) == start)
		for _, u := range us {
			if len(out) == start || out[len(out)-1] != u { // doubled letters are one
				out = append(out, u)
			}
		}
		at += n
	}
	return out
}

// at gives the units of the longest letters that the text begins with, and how many bytes these are.
func (t *table) at(text string, start bool) ([]unit, int) {
	first, n := utf8.DecodeRuneInString(text)
	var rows []row
	if first < maxPlain {
		rows = t.quick[first]
	} else {
		rows = t.rows[first]
	}
	for i := range rows {
		r := &rows[i]
		if (start || !r.start) && strings.HasPrefix(text, r.letters) {
			return r.units, len(r.letters)
		}
	}
	return nil, n
}
