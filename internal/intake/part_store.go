package intake

import (
	"slices"
	"strconv"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/identity"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/fault"
)

// Parting is that a household becomes two, by a divorce or because some of it found a household of their own.
type Parting struct {
	On      civil.Date
	Head    int64 // who leads those who go
	Lines   []Line
	Things  []Thing
	Divorce *Divorce // nil: no divorce
	Contact int64    // who speaks for those who stay, when their speaker goes
	Text    string
	Seen    string // Choice of the preview that was shown
}

// Sides of a parting; words as "part.side.<side>".
const (
	stays = "stays"
	goes  = "goes"
)

// Rests is the paper that a choice rests on. Nothing: the paper of the parting itself.
type Rests struct{ Paper, Number string }

// Line is a member in a parting.
type Line struct {
	Member   int64
	Side     string
	Relation string // of who goes, to the head of the new household
	Place    string // of who goes and is included: the side that keeps the place in the quota
	Rests
}

// Thing is something of the family as a whole, and the side that keeps it.
type Thing struct {
	Kind string
	ID   int64
	Side string
	Rests
}

// Divorce is what is asked of a divorce alone.
type Divorce struct {
	Rests
	Issued civil.Date
	Heard  []Heard
	Codes  casefile.Tri // who stays surely holds the own code alone
	Again  casefile.Tri // one of the two asks for something that the family has had; asked within DivorceMonths
	Why    string
	other  int64 // who stays of the two
}

// Heard is that an adult was heard apart on a day, or why not.
type Heard struct {
	Member int64
	On     civil.Date
	Why    string
}

// DivorceMonths is the time after a divorce in which it is asked whether something is to be given twice (domain.md §2.4; a
// rule for moves inside the country alone, elsewhere an own question).
const DivorceMonths = 36

// fresh reports whether the divorce lies within DivorceMonths before a day.
func (d *Divorce) fresh(today civil.Date) bool {
	return d != nil && !d.Issued.IsZero() && d.Issued.After(today.AddMonths(-DivorceMonths))
}

// Papers on which a parting, and what each side keeps, may rest.
var (
	divorcePapers = []string{"divorce_certificate", "court_decision"}
	sharePapers   = []string{"court_decision", "parental_consent", "guardianship_decision", "housing_contract", "application"}
)

// why is the reason of leaving.
func (x Parting) why() string {
	if x.Divorce != nil {
		return leftByDivorce
	}
	return leftBySplit
}

// line gives what was chosen for a member.
func (x Parting) line(member int64) Line {
	for _, l := range x.Lines {
		if l.Member == member {
			return l
		}
	}
	return Line{Member: member}
}

// goers are the members of a household who go.
func (x Parting) goers(h casefile.Household) casefile.Household {
	return slices.DeleteFunc(slices.Clone(h), func(m casefile.Member) bool { return x.line(m.ID).Side != goes })
}

// founded is the new household as it will stand: its relations to the new head, and the places that go along.
func (x Parting) founded(h casefile.Household) casefile.Household {
	out := x.goers(h)
	for i := range out {
		l := x.line(out[i].ID)
		if out[i].Relation = l.Relation; out[i].ID == x.Head {
			out[i].Relation = "head"
		}
		if out[i].Quota == "included" && l.Place == stays {
			out[i].Quota = "not_asked"
		}
	}
	return out
}

// Choice is what the preview rests on: who goes, and with which places.
func (x Parting) Choice() string {
	out := ""
	for _, l := range x.Lines {
		if l.Side == goes {
			out += strconv.FormatInt(l.Member, 10) + "." + l.Place + ";"
		}
	}
	return out
}

// goesAlong reports whether something of the family goes with those who go.
func (x Parting) goesAlong(kind string, id int64) bool {
	return slices.ContainsFunc(x.Things, func(t Thing) bool { return t.Kind == kind && t.ID == id && t.Side == goes })
}

// lineAt and thingAt are the prefixes of inputs, in the order of the household and of what it holds.
func lineAt(i int) string  { return "lines[" + strconv.Itoa(i) + "]." }
func thingAt(i int) string { return "things[" + strconv.Itoa(i) + "]." }

// check gives what is wrong with a parting of a household that holds some things.
func (x Parting) check(p *fault.Problems, c *casefile.Case, h casefile.Household, held []casefile.Holding, reps []Represented, today civil.Date) error {
	switch {
	case x.On.IsZero():
		p.Add("left_day", "leave.day_missing", nil)
	case x.On.After(today):
		p.Add("left_day", "date.in_future", nil)
	}
	for _, m := range x.goers(h) {
		if !x.On.IsZero() && x.On.Before(m.Joined) {
			p.Add("left_day", "leave.before_joining", fault.Args{"date": m.Joined})
			break
		}
	}
	x.checkHead(p, h, today)
	for i, m := range h {
		x.checkLine(p, lineAt(i), m, x.line(m.ID), today)
	}
	for _, l := range x.Lines {
		if !slices.ContainsFunc(h, func(m casefile.Member) bool { return m.ID == l.Member }) {
			p.Add("", "form.not_a_choice", nil)
		}
	}
	x.checkNew(p, h, today)
	for i, k := range held {
		j := slices.IndexFunc(x.Things, func(t Thing) bool { return t.Kind == k.Kind && t.ID == k.ID })
		if j < 0 || x.Things[j].Side != stays && x.Things[j].Side != goes {
			p.Add(thingAt(i)+"side", "part.side_missing", nil)
			continue
		}
		x.Things[j].check(p, thingAt(i), x.Divorce != nil || x.Things[j].Side == stays) // what stays with a family that goes on needs no paper
	}
	if len(x.Things) > len(held) {
		p.Add("", "form.not_a_choice", nil)
	}
	if x.Divorce != nil {
		x.Divorce.check(p, h, today)
	}
	return x.checkStaying(p, c, h, reps, today)
}

// checkHead wants somebody of age to lead those who go.
func (x Parting) checkHead(p *fault.Problems, h casefile.Household, today civil.Date) {
	i := slices.IndexFunc(h, func(m casefile.Member) bool { return m.ID == x.Head })
	switch {
	case i < 0:
		p.Add("head", "head.missing", nil)
	case x.line(x.Head).Side != goes:
		p.Add("head", "part.head_goes", nil)
	case !h[i].MayBeAdult(today):
		p.Add("head", "registration.head_too_young", nil)
	}
}

func (x Parting) checkLine(p *fault.Problems, at string, m casefile.Member, l Line, today civil.Date) {
	if l.Side != stays && l.Side != goes {
		p.Add(at+"side", "part.side_missing", nil)
		return
	}
	if l.Side == goes && m.ID != x.Head && !slices.Contains(Relations, l.Relation) {
		p.Add(at+"relation", "registration.relation_missing", nil)
	}
	if l.Side == goes && m.Quota == "included" && l.Place != stays && l.Place != goes {
		p.Add(at+"seat", "part.place_missing", nil)
	}
	l.Rests.check(p, at, x.Divorce != nil || l.Side == stays || m.MayBeAdult(today))
}

// check wants a paper, and its number; with may the paper of the parting itself is one.
func (r Rests) check(p *fault.Problems, at string, may bool) {
	switch {
	case r.Paper == "" && may:
	case r.Paper == "":
		p.Add(at+"paper", "part.paper_missing", nil)
	case !slices.Contains(sharePapers, r.Paper):
		p.Add(at+"paper", "form.not_a_choice", nil)
	case identity.DocumentKey(r.Number) == "":
		p.Add(at+"number", "part.number_missing", nil)
	}
}

// checkNew refuses a household that cannot be, each at its member.
func (x Parting) checkNew(p *fault.Problems, h casefile.Household, today civil.Date) {
	if len(p.Fields) > 0 {
		return // the relations are not all known
	}
	found := x.founded(h)
	CheckRelations(p, found, today, func(i int) string {
		return lineAt(slices.IndexFunc(h, func(m casefile.Member) bool { return m.ID == found[i].ID })) + "relation"
	})
}

// checkStaying refuses that nobody is left, or nobody who may speak for those who are.
func (x Parting) checkStaying(p *fault.Problems, c *casefile.Case, h casefile.Household, reps []Represented, today civil.Date) error {
	var gone []int64
	for _, m := range x.goers(h) {
		gone = append(gone, m.ID)
	}
	may, alone := mayLeave(c, h, reps, today, gone...)
	switch {
	case alone && len(may) == 0:
		return fault.Refuse("part.nobody_stays", nil)
	case alone:
		return fault.Refuse("leave.guardian_first", nil)
	}
	if len(may) > 0 && !slices.ContainsFunc(may, func(m casefile.Member) bool { return m.ID == x.Contact }) {
		p.Add("contact", "leave.contact_missing", nil)
	}
	return nil
}

func (d *Divorce) check(p *fault.Problems, h casefile.Household, today civil.Date) {
	if !slices.Contains(divorcePapers, d.Paper) {
		p.Add("paper", "part.paper_missing", nil)
	}
	if identity.DocumentKey(d.Number) == "" {
		p.Add("number", "part.number_missing", nil)
	}
	switch {
	case d.Issued.IsZero():
		p.Add("issued_day", "part.issued_missing", nil)
	case d.Issued.After(today):
		p.Add("issued_day", "date.in_future", nil)
	case slices.ContainsFunc(h.On(today), func(m casefile.Member) bool {
		return (m.Relation == "head" || m.Relation == "spouse") && bornIn(m) != 0 && d.Issued.Year() < bornIn(m)+MarriageAge
	}):
		p.Add("issued_day", "part.issued_before", nil)
	}
	for i, m := range adultsOf(h, today) {
		at := heardAt(i)
		j := slices.IndexFunc(d.Heard, func(x Heard) bool { return x.Member == m.ID })
		switch {
		case j < 0 || d.Heard[j].On.IsZero() && d.Heard[j].Why == "":
			p.Add(at+"on_day", "part.heard_missing", nil)
		case !d.Heard[j].On.IsZero() && d.Heard[j].Why != "":
			p.Add(at+"why", "part.heard_both", nil)
		case d.Heard[j].On.After(today):
			p.Add(at+"on_day", "date.in_future", nil)
		case !d.Heard[j].On.IsZero() && d.Heard[j].On.Before(m.Joined):
			p.Add(at+"on_day", "part.heard_before", nil)
		}
	}
	if d.Codes == casefile.NotKnown {
		p.Add("codes", "part.codes_missing", nil)
	}
	if !d.fresh(today) {
		return
	}
	if d.Again == casefile.NotKnown {
		p.Add("again", "part.again_missing", nil)
	}
	if d.Why == "" {
		p.Add("why", "part.why_missing", nil)
	}
}

// adultsOf are the members of whom nothing known says that they are under age.
func adultsOf(h casefile.Household, today civil.Date) casefile.Household {
	return slices.DeleteFunc(slices.Clone(h), func(m casefile.Member) bool { return !m.MayBeAdult(today) })
}

// heardAt is the prefix of the inputs about an adult heard apart, in the order of the household's adults.
func heardAt(i int) string { return "heard[" + strconv.Itoa(i) + "]." }

// partner is the other one of the couple that leads a household; no member without one.
func partner(h casefile.Household, member int64) (casefile.Member, bool) {
	is := func(relation string) int {
		return slices.IndexFunc(h, func(m casefile.Member) bool { return m.Relation == relation })
	}
	head, spouse := is("head"), is("spouse")
	switch {
	case head < 0 || spouse < 0:
	case h[head].ID == member:
		return h[spouse], true
	case h[spouse].ID == member:
		return h[head], true
	}
	return casefile.Member{}, false
}
