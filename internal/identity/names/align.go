package names

// align is the cost of the cheapest way from one reading to the other: units read for each other or lost. A strange
// beginning costs more, for names are told apart by it, and most within one script.
func align(a, b []unit, within bool) int {
	table, first := &unitCost, firstStrange
	if within {
		table, first = &unitWithin, firstWithin
	}
	if len(a) < len(b) {
		a, b = b, a
	}
	var row [maxJoined + 1]int
	for j, v := range b {
		row[j+1] = row[j] + lost(v, j, within)
	}
	for i, u := range a {
		lose := lost(u, i, within)
		diagonal := row[0]
		row[0] += lose
		costs := &table[u]
		for j, v := range b {
			c := int(costs[v])
			if i == 0 && j == 0 && c > littleStrange {
				c = c * first / 100
			}
			c += diagonal
			diagonal = row[j+1]
			c = min(c, diagonal+lose, row[j]+lost(v, j, within))
			row[j+1] = c
		}
	}
	return row[len(b)]
}

// lost is what it costs to lose the unit at a place. Within one script nothing but a weak sound is left out.
func lost(u unit, at int, within bool) int {
	c := int(unitLoss[u])
	switch {
	case !within || c < strongSound:
		return c
	case at == 0:
		return c * firstLost / 100
	}
	return c * lostWithin / 100
}

// What it costs within one script to lose a sound that is not weak, in hundredths; at the beginning.
const (
	strongSound = 80
	lostWithin  = 130
	firstLost   = 200
)

// What a strange beginning costs, in hundredths of the same elsewhere; what costs little is not strange.
const (
	firstStrange  = 150
	firstWithin   = 250
	littleStrange = 20
)

// maxJoined is the longest reading that is aligned: two words written together.
const maxJoined = 2 * maxWord
