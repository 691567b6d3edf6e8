package names

// pairing says which parts of two names belong together, however their order.
type pairing struct {
	sum     likeness // over all that is paired
	worst   float64  // score of the pair that is least alike
	count   int      // of pairs
	ending  bool     // they have different endings
	related bool
	child   bool    // a son's and a daughter's name
	sexes   bool    // a man's and a woman's family name
	only    [2]bool // which side has an ending where the other has none
	pinyin  bool
	left    [2]int // weight of what is not, by side
	joined  bool   // one writes apart what the other writes together
	swapped bool
}

// step is the cheapest way to pair the parts from a place on, when some of the other side are taken.
type step struct {
	cost     int
	from, to int8 // parts taken of the one side, first part taken of the other; none: -1
	width    int8 // how many of the other side
	reckoned bool
}

// pairs finds the pairing that costs least: every part with one of the other side, with two neighbours that are written
// apart, or with none.
type pairs struct {
	a, b  []part
	steps [maxParts + 1][1 << maxParts]step
	store [2 * maxJoined]unit
}

func pairUp(a, b []part) pairing {
	if len(a) == 1 && len(b) == 1 {
		out := pairing{worst: 1}
		out.add(liken(&a[0], &b[0]))
		return out
	}
	p := pairs{a: a, b: b}
	p.best(0, 0)
	out := pairing{worst: 1}
	mask, last := 0, -1
	for i := 0; i < len(a); {
		s := p.steps[i][mask]
		if s.to < 0 {
			out.left[0] += a[i].weight()
			i++
			continue
		}
		out.add(p.likeness(i, int(s.from), int(s.to), int(s.width)))
		out.joined = out.joined || s.from != s.width
		out.swapped = out.swapped || int(s.to) < last
		last = int(s.to)
		mask |= (1<<s.width - 1) << s.to
		i += int(s.from)
	}
	for j := range b {
		if mask&(1<<j) == 0 {
			out.left[1] += b[j].weight()
		}
	}
	return out
}

func (p *pairing) add(l likeness) {
	p.sum.cost += l.cost
	p.sum.weight += l.weight
	p.count++
	p.worst = min(p.worst, l.score())
	p.ending = p.ending || l.ending
	p.related = p.related || l.related
	p.child = p.child || l.child
	p.sexes = p.sexes || l.sexes
	p.only = [2]bool{p.only[0] || l.only[0], p.only[1] || l.only[1]}
	p.pinyin = p.pinyin || l.pinyin
}

func (p *pairs) best(i, mask int) int {
	if i == len(p.a) {
		cost := 0
		for j := range p.b {
			if mask&(1<<j) == 0 {
				cost += p.b[j].weight()
			}
		}
		return cost
	}
	s := &p.steps[i][mask]
	if s.reckoned {
		return s.cost
	}
	*s = step{cost: p.a[i].weight() + p.best(i+1, mask), to: -1, reckoned: true}
	for j := range p.b {
		for _, w := range widths {
			taken := (1<<w[1] - 1) << j
			if i+w[0] > len(p.a) || j+w[1] > len(p.b) || mask&taken != 0 {
				continue
			}
			l := p.likeness(i, w[0], j, w[1])
			cost := 2*l.cost + p.best(i+w[0], mask|taken)
			if cost < s.cost {
				s.cost, s.from, s.to, s.width = cost, int8(w[0]), int8(j), int8(w[1])
			}
		}
	}
	return s.cost
}

// widths are how many neighbours on either side make one pair.
var widths = [][2]int{{1, 1}, {1, 2}, {2, 1}}

func (p *pairs) likeness(i, n, j, m int) likeness {
	x, y := p.a[i], p.b[j]
	if n == 2 {
		x = join(p.store[:maxJoined], &p.a[i], &p.a[i+1])
	}
	if m == 2 {
		y = join(p.store[maxJoined:], &p.b[j], &p.b[j+1])
	}
	return liken(&x, &y)
}

// join reads two parts as one word.
func join(store []unit, a, b *part) part {
	out := part{ending: b.ending}
	out.n = 1
	us := append(append(store[:0], a.ways[0].units...), b.ways[0].units...)
	out.ways[0] = way{units: us, weight: a.ways[0].weight + b.ways[0].weight}
	if a.ways[0].spelling == b.ways[0].spelling {
		out.ways[0].spelling = a.ways[0].spelling
	}
	return out
}

// weight is what it costs to lose the part.
func (p *part) weight() int { return p.ways[0].weight }
