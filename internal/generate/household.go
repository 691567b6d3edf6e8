package generate

import (
	"fmt"
	"math/rand/v2"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/identity"
	"nurlykosh/internal/platform/civil"
)

const (
	male   = "male"
	female = "female"
)

// Person is an invented human being with the names that papers give.
type Person struct {
	Relation, Sex, Country string
	Birth                  civil.Date
	Year                   int
	Names                  []identity.Attested // the first is the chosen form
	own, father            spelt
}

// Written is the person's name as papers of a script would have it; empty for former citizens, who have no other.
func (p Person) Written(in string) string {
	if p.own.kk == "" {
		return ""
	}
	return write(in, p.own, p.father, p.Sex)
}

// Household is an invented family and how far it has come.
type Household struct {
	Track          casefile.Track
	Country, Place string
	Region         string // of origin, for moves inside
	Opened         civil.Date
	Settled        civil.Date // zero: under way, or ended otherwise
	Ended          civil.Date // withdrawn or closed early
	Reason         string
	Persons        []Person
	Phone          string
	Steps          int // how many tasks were done, of a family under way
	Choice         uint64
}

// Under way are the cases of the last months; all others have an end.
const (
	underWayShare = 0.12
	underWayDays  = 400
	endedShare    = 0.05
	firstYear     = 2009 // of the programme (domain.md §2)
)

// MostPersons is the size that no household passes.
const MostPersons = 8

// Build invents the i-th household of a seed as it stands on a day.
func Build(seed uint64, i int, today civil.Date) Household {
	r := rand.New(rand.NewPCG(seed, uint64(i)))
	o := pick(r)
	h := Household{Track: o.track, Country: o.country, Place: o.places[r.IntN(len(o.places))], Region: o.region, Choice: r.Uint64()}
	switch x := r.Float64(); {
	case x < underWayShare:
		h.Opened = today.AddDays(-r.IntN(underWayDays))
		h.Steps = r.IntN(3 + today.Sub(h.Opened)/15)
	default:
		first := civil.Must(firstYear, 1, 5)
		h.Opened = first.AddDays(r.IntN(today.Sub(first) - underWayDays - 500))
		if x < underWayShare+endedShare {
			h.Ended, h.Reason = h.Opened.AddDays(20+r.IntN(300)), "family_reason"
		} else {
			h.Settled = h.Opened.AddDays(180 + r.IntN(700))
		}
	}
	h.Phone = fmt.Sprintf("+7 7%02d %07d", []int{1, 2, 5, 7, 47, 75, 76, 78}[r.IntN(8)], r.IntN(1e7))
	if o.script == "" {
		h.russians(r, o)
	} else {
		h.kazakhs(r, o)
	}
	return h
}

// kazakhs fills a household of Kazakhs: head, spouse, children with the father's name, sometimes an old parent.
func (h *Household) kazakhs(r *rand.Rand, o origin) {
	sex := male
	if r.Float64() < 0.2 {
		sex = female
	}
	year := h.Opened.Year() - 26 - r.IntN(32)
	head := h.kazakh(r, o, "head", sex, year, words.given(r, male))
	h.add(head)
	father := head.own
	if sex == female {
		father = words.given(r, male)
	} else if r.Float64() < 0.85 {
		h.add(h.kazakh(r, o, "spouse", female, year-2+r.IntN(7), words.given(r, male)))
	}
	for range childrenOf(r) {
		s := []string{male, female}[r.IntN(2)]
		if born := year + 22 + r.IntN(16); born <= h.Opened.Year() {
			h.add(h.kazakh(r, o, "child", s, born, father))
		}
	}
	if r.Float64() < 0.15 {
		h.add(h.kazakh(r, o, "parent", []string{male, female}[r.IntN(2)], year-21-r.IntN(9), words.given(r, male)))
	}
}

// childrenOf is how many children a family brings: two on the average.
func childrenOf(r *rand.Rand) int { return []int{0, 0, 1, 1, 2, 2, 2, 3, 3, 4, 5}[r.IntN(11)] }

func (h *Household) add(p Person) {
	if len(h.Persons) < MostPersons {
		h.Persons = append(h.Persons, p)
	}
}

func (h *Household) kazakh(r *rand.Rand, o origin, relation, sex string, year int, father spelt) Person {
	p := h.person(r, relation, sex, year)
	p.own, p.father = words.given(r, sex), father
	h.attest(r, &p, o.script, o.paper)
	if o.second != "" && r.Float64() < o.often && (o.second != "Hans" || p.own.hans != "" && p.father.hans != "") {
		h.attest(r, &p, o.second, o.secondPaper)
	}
	if o.third != "" && r.Float64() < o.often && (o.third != "Hans" || p.own.hans != "" && p.father.hans != "") {
		h.attest(r, &p, o.third, o.secondPaper)
	}
	if !h.Settled.IsZero() && o.script != "kk-Cyrl" && r.Float64() < 0.3 { // a paper of Kazakhstan by now
		h.attest(r, &p, "kk-Cyrl", "kz_identity_card")
	}
	return p
}

func (h *Household) person(r *rand.Rand, relation, sex string, year int) Person {
	p := Person{Relation: relation, Sex: sex, Year: year, Country: h.Country}
	last := civil.Must(year, 12, 28)
	if last.After(h.Opened) {
		last = h.Opened
	}
	if day := last.AddDays(-r.IntN(last.Sub(civil.Must(year, 1, 1)) + 1)); year > 1960 || r.Float64() < 0.6 {
		p.Birth = day
	}
	return p
}

const paperAge = 16

func (h *Household) attest(r *rand.Rand, p *Person, in, paper string) {
	a := identity.Attested{Written: write(in, p.own, p.father, p.Sex), Script: in, PaperKind: paper}
	h.date(r, p, &a)
	if in == "kk-Arab" || in == "Hans" {
		a.ReadBy = "Гүлнар"
	}
	p.Names = append(p.Names, a)
}

// date gives a paper its number and the day of issue; children have a birth certificate.
func (h *Household) date(r *rand.Rand, p *Person, a *identity.Attested) {
	if h.Opened.Year()-p.Year < paperAge {
		a.PaperKind = "birth_certificate"
	}
	a.Number = fmt.Sprintf("%c%c%08d", 'A'+rune(r.IntN(26)), 'A'+rune(r.IntN(26)), r.IntN(1e8))
	if a.Issued = h.Opened.AddDays(-30 - r.IntN(2500)); a.Issued.Year() <= p.Year {
		a.Issued = civil.Date{}
	}
}

// russians fills a household of former citizens.
func (h *Household) russians(r *rand.Rand, o origin) {
	family := words.one(r, "ru_surname").kk
	year := h.Opened.Year() - 26 - r.IntN(32)
	someone := func(relation, sex string, born int, father string) {
		p := h.person(r, relation, sex, born)
		a := identity.Attested{Written: words.russian(r, sex, family, father), Script: "ru", PaperKind: o.paper}
		h.date(r, &p, &a)
		p.Names = append(p.Names, a)
		h.add(p)
	}
	someone("head", male, year, words.one(r, "ru_man").kk)
	if r.Float64() < 0.85 {
		someone("spouse", female, year-2+r.IntN(7), words.one(r, "ru_man").kk)
	}
	father := words.one(r, "ru_man").kk
	for range childrenOf(r) {
		if born := year + 22 + r.IntN(16); born <= h.Opened.Year() {
			someone("child", []string{male, female}[r.IntN(2)], born, father)
		}
	}
}
