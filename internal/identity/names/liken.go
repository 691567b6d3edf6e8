package names

// likeness of two parts, or of a part and two that are written apart.
type likeness struct {
	cost, weight                   int
	pinyin, ending, related, child bool
	sexes                          bool    // a man's and a woman's family name
	only                           [2]bool // which side alone has an ending
}

func (l likeness) score() float64 {
	if l.weight == 0 {
		return 0
	}
	return max(0, 1-float64(l.cost)/float64(l.weight))
}

// liken compares two parts in every way each can be read, and keeps the best.
func liken(a, b *part) likeness {
	best, high := likeness{cost: a.weight() + b.weight(), weight: max(1, (a.weight()+b.weight())/2)}, -1.0
	for i := range a.ways[:a.n] {
		for j := range b.ways[:b.n] {
			x, y := &a.ways[i], &b.ways[j]
			c := align(x.units, y.units, x.spelling != manySpellings && x.spelling == y.spelling) + int(x.prior+y.prior) + endingCost[a.ending][b.ending]
			l := likeness{cost: c, weight: max(1, (x.weight+y.weight)/2), pinyin: x.pinyin || y.pinyin}
			if s := l.score(); s > high {
				best, high = l, s
			}
		}
	}
	best.ending = a.ending != b.ending
	best.only = [2]bool{a.ending != bare && b.ending == bare, a.ending == bare && b.ending != bare}
	best.sexes = a.ending == family && b.ending == familyHers || a.ending == familyHers && b.ending == family
	best.child = a.ending == son && b.ending == daughter || a.ending == daughter && b.ending == son
	if most := int((1 - relatedScore) * float64(best.weight)); a.origin != "" && a.origin == b.origin && best.cost > most {
		best.cost, best.related = most, true
	}
	return best
}
