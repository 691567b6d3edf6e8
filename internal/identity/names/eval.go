package names

import (
	"cmp"
	"slices"
)

// Evaluation is how well the matcher does on a table: each form against the name of its own row, and against the names
// of all rows that do not have this form.
type Evaluation struct {
	Own, Others int // pairs
	At1, At01   Recall
	Misses      []Pair // own forms that are not found at 1 % false alarms
	Verdicts    []Rate
	Keys        KeyFigures
}

// Recall is the share of own forms that score higher than all but a share of the others.
type Recall struct {
	Alarms    float64 // false alarms allowed
	Threshold float64
	All       Share
	Columns   []Share
}

// Share is a part of a whole, and what it is of.
type Share struct {
	Of        string
	Part, Sum int
}

// Rate is how often pairs of a kind are given a verdict.
type Rate struct {
	Share
	Verdict Verdict
	Pairs   []Pair // those against the rule: own forms without the verdict, others with it
}

// Pair is a form and the name it was compared with.
type Pair struct {
	Form
	Name  string
	Score float64
}

// Ratio gives the share as a number.
func (s Share) Ratio() float64 { return float64(s.Part) / float64(max(1, s.Sum)) }

// Evaluate measures the matcher on a table.
func Evaluate(rows []Variants) Evaluation {
	read := make([]Name, len(rows))
	for i, v := range rows {
		read[i] = Read(v.Name)
	}
	var own, others []Pair
	var e Evaluation
	ownSame := Rate{Share: Share{Of: ownForms}, Verdict: Same}
	othersSame := Rate{Share: Share{Of: "other names"}, Verdict: Same}
	for i, v := range rows {
		for _, f := range v.Forms {
			form := Read(f.Written)
			for j := range rows {
				if j != i && rows[j].has(f.Written) {
					continue
				}
				m := form.Match(&read[j])
				p := Pair{f, rows[j].Name, m.Score}
				if j == i {
					own = append(own, p)
					ownSame.count(m.Verdict, p, false)
				} else {
					others = append(others, p)
					othersSame.count(m.Verdict, p, true)
				}
			}
		}
	}
	e.Own, e.Others = len(own), len(others)
	slices.SortFunc(others, func(a, b Pair) int { return cmp.Compare(b.Score, a.Score) })
	slices.SortStableFunc(own, func(a, b Pair) int { return cmp.Compare(a.Score, b.Score) })
	e.At1, e.At01 = recall(own, others, 0.01), recall(own, others, 0.001)
	for _, p := range own {
		if p.Score <= e.At1.Threshold {
			e.Misses = append(e.Misses, p)
		}
	}
	e.Verdicts = []Rate{ownSame, othersSame}
	e.Verdicts = append(e.Verdicts, distinct(rows)...)
	e.Keys = keyFigures(rows)
	return e
}

// count adds a pair; wrong tells that the verdict is the wrong one for pairs of this kind.
func (r *Rate) count(v Verdict, p Pair, wrong bool) {
	r.Sum++
	if v == r.Verdict {
		r.Part++
	}
	if (v == r.Verdict) == wrong {
		r.Pairs = append(r.Pairs, p)
	}
}

// distinct measures the names that must not be taken for the row's: against its name, and against every form of it.
func distinct(rows []Variants) []Rate {
	names := Rate{Share: Share{Of: "distinct names"}, Verdict: Same}
	forms := Rate{Share: Share{Of: "forms against distinct names"}, Verdict: Same}
	for i := range rows {
		v := &rows[i]
		for _, d := range v.Distinct {
			other := Read(d)
			one := Read(v.Name)
			m := one.Match(&other)
			names.count(m.Verdict, Pair{Form{"kk_cyrl", v.Name}, d, m.Score}, true)
			for _, f := range v.Forms {
				one := Read(f.Written)
				m := one.Match(&other)
				forms.count(m.Verdict, Pair{f, d, m.Score}, true)
			}
		}
	}
	return []Rate{names, forms}
}

// recall takes the score that only a share of the others reach for the threshold. Both lists are sorted.
func recall(own, others []Pair, alarms float64) Recall {
	r := Recall{Alarms: alarms, All: Share{Of: "all"}}
	if at := int(alarms * float64(len(others))); at < len(others) {
		r.Threshold = others[at].Score
	}
	columns := map[string]*Share{}
	var order []string
	for _, p := range own {
		if columns[p.Column] == nil {
			columns[p.Column] = &Share{Of: p.Column}
			order = append(order, p.Column)
		}
		for _, s := range []*Share{&r.All, columns[p.Column]} {
			s.Sum++
			if p.Score > r.Threshold {
				s.Part++
			}
		}
	}
	slices.Sort(order)
	for _, c := range order {
		r.Columns = append(r.Columns, *columns[c])
	}
	return r
}

const ownForms = "own forms"
