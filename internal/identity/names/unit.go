package names

import (
	"fmt"
	"strings"
)

// unit is one step of a reading: the sounds that the letters can stand for. It is a place in the tables below, which
// hold what a table of letters writes as, say, "кқ1х3~4": к for sure, қ for 10, х for 30; its loss costs 40. Without ~
// the loss is that of the cheapest of its sounds.
type unit = uint8

type guess struct{ sound, cost int }

const maxUnits = 250

var (
	units     = map[string]unit{}
	unitOf    [][]guess
	unitLoss  [maxUnits]uint16
	unitVowel [maxUnits]bool
	unitCost  [maxUnits][maxUnits]uint16 // what it costs to read the one for the other
)

// define gives the unit of a text like "кқ1х3~4".
func define(text string) unit {
	if u, ok := units[text]; ok {
		return u
	}
	lost := -1
	var guesses []guess
	letters, after, given := strings.Cut(text, "~")
	if given {
		fmt.Sscan(after, &lost)
		lost *= 10
	}
	for _, r := range letters {
		if r >= '0' && r <= '9' {
			guesses[len(guesses)-1].cost = 10 * int(r-'0')
			continue
		}
		at, ok := soundAt[r]
		if !ok {
			panic("names: no sound " + string(r) + " in " + text)
		}
		guesses = append(guesses, guess{sound: at})
	}
	if !given {
		lost = 1 << 15
		for _, g := range guesses {
			lost = min(lost, g.cost+lossAt[g.sound])
		}
	}
	u := unit(len(unitOf))
	units[text] = u
	unitOf = append(unitOf, guesses)
	unitLoss[u] = uint16(lost)
	unitVowel[u] = vowelAt[guesses[0].sound]
	return u
}

// tables are all that is read.
var tables = []*table{cyrillic, kazakh, latin, tote, persian, pinyinInitials, pinyinFinals, pinyinPads, pinyinWhole}

// buildUnits fills the matrix once all tables are read.
func buildUnits() {
	for _, t := range tables {
		t.compile()
	}
	for u, a := range unitOf {
		for v, b := range unitOf {
			best := 1 << 15
			for _, p := range a {
				for _, q := range b {
					best = min(best, p.cost+distances[p.sound][q.sound]+q.cost)
				}
			}
			unitCost[u][v] = uint16(best)
		}
	}
}
