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
	units      = map[string]unit{}
	unitOf     [][]guess
	unitLoss   [maxUnits]uint16
	unitCost   costs // what it costs to read the one for the other
	unitWithin costs // the same within one script, which has a letter for each of the two sounds
)

type costs [maxUnits][maxUnits]uint16

// driftWithin is what a drift of sounds costs within one script, in hundredths of what it costs from script to script.
const driftWithin = 150

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
			best, within := 1<<15, 1<<15
			for _, p := range a {
				for _, q := range b {
					guessed, drifted := p.cost+q.cost, distances[p.sound][q.sound]
					best = min(best, guessed+drifted)
					within = min(within, guessed+drifted*driftWithin/100)
				}
			}
			unitCost[u][v], unitWithin[u][v] = uint16(best), uint16(within)
		}
	}
}
