package identity

import (
	"slices"

	"nurlykosh/internal/identity/names"
	"nurlykosh/internal/platform/civil"
)

// Described is a person with the names that papers give them.
type Described struct {
	Person
	Names []Attested
}

// Evidence is one thing that speaks for or against two descriptions being of one person. Its code is a message key's end.
type Evidence struct {
	Code   string
	Points float64 // for, or against below 0
}

// NameCodes are the codes of the evidence of names.
var NameCodes = []string{nameSame, nameMaybe, nameOther}

// What can be said of two persons. The order is that of the reasons.
const (
	sameIIN      = "iin_equal"
	otherIIN     = "iin_differs"
	sameDocument = "document_equal"
	nameSame     = "name_same"
	nameMaybe    = "name_maybe"
	nameOther    = "name_differs"
	birthSame    = "birth_date_equal"
	birthSwapped = "birth_day_month_swapped"
	birthYear    = "birth_year_equal"
	birthClose   = "birth_date_near"
	birthNear    = "birth_year_near"
	birthOther   = "birth_differs"
	sexSame      = "sex_equal"
	sexOther     = "sex_differs"
	countrySame  = "country_equal"
	countryOther = "country_differs"
)

// points of each kind of evidence; a name of one part says less than a full one (fullName).
var points = map[string]float64{
	sameIIN: 8, otherIIN: -8, sameDocument: 6, nameSame: 2.5, nameMaybe: 1, nameOther: -4,
	birthSame: 4, birthSwapped: 3, birthYear: 2, birthClose: 1, birthNear: -1, birthOther: -4, sexSame: 0.5, sexOther: -4, countrySame: 0.5, countryOther: -0.5,
}

const fullName = 1.5 // more points for a name of two parts or more

// Points from which on two descriptions are called the same person, or maybe. A full name with the birth date reaches the
// first; a name alone, whatever its length, reaches maybe only.
const (
	sameFrom  = 8
	maybeFrom = 2.5
)

// least and most points, between which the score lies from 0 to 1.
const (
	leastPoints = -8
	mostPoints  = 16
)

// Finding is the answer for two persons. Screens show the verdict and the reasons; the score is behind a link.
type Finding struct {
	Score   float64 // 0 to 1
	Verdict names.Verdict
	Name    names.Match // of the two names that are most alike
	Why     []Evidence
}

// Compare tells whether two descriptions are of one person, by name in any script, birth, sex, country, documents and IIN
// (domain.md §4.4: a name alone is weak). It is symmetric. What is not known says nothing; whoever contradicts in birth,
// sex or IIN is at most maybe the same, for a human being to look at.
func Compare(a, b Described) Finding {
	a, b = told(a), told(b)
	f := Finding{Name: likestNames(a.Names, b.Names)}
	f.iin(a.IIN, b.IIN)
	if documentsMeet(a.Names, b.Names) {
		f.add(sameDocument, 0)
	}
	f.name()
	f.birth(a.Person, b.Person)
	f.agree(a.Sex, b.Sex, sexSame, sexOther)
	f.agree(a.Country, b.Country, countrySame, countryOther)
	f.decide()
	return f
}

// told fills birth and sex with what the IIN says, where nobody said it.
func told(d Described) Described {
	info, err := CheckIIN(d.IIN)
	if d.IIN == "" || err != nil || info.Foreigner {
		return d
	}
	if d.Birth.IsZero() && d.BirthYear == 0 {
		d.Birth = info.Birth
	}
	if d.Sex == "" {
		d.Sex = info.Sex
	}
	return d
}

func likestNames(a, b []Attested) names.Match {
	best := names.Match{Verdict: names.Different, Reasons: []names.Reason{names.NoName}}
	read := make([]names.Name, len(b))
	for i, n := range b {
		read[i] = names.Read(n.Written)
	}
	for _, n := range a {
		x := names.Read(n.Written)
		for i := range read {
			m := x.Match(&read[i])
			unread := slices.Contains(best.Reasons, names.NoName)
			if m.Score > best.Score || m.Score == best.Score && (m.Parts > best.Parts || unread && !slices.Contains(m.Reasons, names.NoName)) {
				best = m
			}
		}
	}
	return best
}

func documentsMeet(a, b []Attested) bool {
	return slices.ContainsFunc(a, func(x Attested) bool {
		key := DocumentKey(x.Number)
		return key != "" && slices.ContainsFunc(b, func(y Attested) bool { return DocumentKey(y.Number) == key })
	})
}

func (f *Finding) add(code string, more float64) {
	f.Why = append(f.Why, Evidence{code, points[code] + more})
}

func (f *Finding) iin(a, b string) {
	a, b = civil.Digits(a), civil.Digits(b)
	f.agree(a, b, sameIIN, otherIIN)
}

func (f *Finding) agree(a, b, same, other string) {
	switch {
	case a == "" || b == "":
	case a == b:
		f.add(same, 0)
	default:
		f.add(other, 0)
	}
}

func (f *Finding) name() {
	more := 0.0
	if f.Name.Parts > 1 {
		more = fullName
	}
	switch {
	case f.Name.Verdict == names.Same:
		f.add(nameSame, more)
	case f.Name.Verdict == names.Maybe:
		f.add(nameMaybe, more)
	case !slices.Contains(f.Name.Reasons, names.NoName):
		f.add(nameOther, 0)
	}
}

// birth compares dates as far as they are known. The first of January stands in many papers for a year alone.
func (f *Finding) birth(a, b Person) {
	ya, yb := yearOf(a), yearOf(b)
	switch {
	case ya == 0 || yb == 0:
	case !a.Birth.IsZero() && a.Birth == b.Birth && !newYear(a.Birth):
		f.add(birthSame, 0)
	case ya == yb && (a.Birth.IsZero() || b.Birth.IsZero() || newYear(a.Birth) || newYear(b.Birth)):
		f.add(birthYear, 0)
	case ya == yb && a.Birth.Day() == b.Birth.Month() && a.Birth.Month() == b.Birth.Day():
		f.add(birthSwapped, 0)
	case oneSlip(a.Birth, b.Birth):
		f.add(birthClose, 0)
	case ya-yb == 1 || yb-ya == 1:
		f.add(birthNear, 0)
	default:
		f.add(birthOther, 0)
	}
}

// oneSlip reports whether two dates differ in one of day, month and year, the year by one: as a slip of the pen does.
func oneSlip(a, b civil.Date) bool {
	if a.IsZero() || b.IsZero() {
		return false
	}
	years, months, days := a.Year()-b.Year(), a.Month() == b.Month(), a.Day() == b.Day()
	return years == 0 && (months || days) || (years == 1 || years == -1) && months && days
}

func yearOf(p Person) int {
	if !p.Birth.IsZero() {
		return p.Birth.Year()
	}
	return p.BirthYear
}

func newYear(d civil.Date) bool { return d.Month() == 1 && d.Day() == 1 }

func (f *Finding) decide() {
	sum, beyondName, contradicts := 0.0, false, 0
	for _, e := range f.Why {
		sum += e.Points
		switch e.Code {
		case otherIIN, birthOther, birthNear, sexOther:
			contradicts++
		case sameIIN, sameDocument, birthSame, birthSwapped, birthYear:
			beyondName = true
		}
	}
	f.Score = min(1, max(0, (sum-leastPoints)/(mostPoints-leastPoints)))
	switch {
	case sum >= sameFrom && beyondName && contradicts == 0 && f.Name.Verdict != names.Different:
		f.Verdict = names.Same
	case sum >= maybeFrom, f.Name.Verdict == names.Maybe && contradicts == 0: // a part of a name, of which nothing speaks against it
		f.Verdict = names.Maybe
	default:
		f.Verdict = names.Different
	}
}
