package employment

import (
	"regexp"
	"strconv"
	"strings"

	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/fault"
)

// Employer is a holder of a BIN that hires.
type Employer struct {
	BIN, Name, Region, Phone string
}

// Vacancy is places for an occupation; hiring takes them, leaving frees them.
type Vacancy struct {
	ID           int64      `db:"id"`
	EmployerID   int64      `db:"employer_id"`
	BIN          string     `db:"bin"`
	Employer     string     `db:"employer"`
	Phone        string     `db:"phone"`
	Occupation   string     `db:"occupation"` // NK RK 01-2017: a unit group, or one of its occupations
	Title        string     `db:"title"`
	Region       string     `db:"region"`
	SettlementID int64      `db:"settlement_id"`
	Places       int        `db:"places"`
	Taken        int        `db:"taken"`
	Wage         int64      `db:"wage_tiyn"` // a month
	From         civil.Date `db:"open_from"`
	Until        civil.Date `db:"open_until"`
	Rev          int        `db:"version"`
	Rank         int        `db:"rank"` // in the list: 0 open, 1 to come, 2 closed
}

// Stream is the vacancy's chain of events.
func (v Vacancy) Stream() audit.Stream { return audit.Stream{Kind: "vacancy", ID: v.ID} }

// Free is how many places nobody has.
func (v Vacancy) Free() int { return v.Places - v.Taken }

// Open reports whether people can be sent on a day.
func (v Vacancy) Open(on civil.Date) bool { return !v.From.After(on) && !v.Until.Before(on) }

// CloseReasons say why a vacancy is closed; words as "vacancy.closed.<code>".
var CloseReasons = []string{"filled", "withdrawn", "mistake", "other"}

// matter is a region's stock as rights see it: any office of the region works with it.
func matter(a access.Actor, region string) access.Matter {
	m := access.Matter{Region: region}
	if a.Region == region {
		m.OfficeID = a.OfficeID
	}
	return m
}

var occupationForm = regexp.MustCompile(`^[0-9X][0-9]{3}(-[0-9])?$`)

// Occupation reads a code of NK RK 01-2017, 0000 or 0000-0; the first sign of the group of others is X. Whether the
// classifier has the code is not checked: no list of it is at hand.
func Occupation(s string) (string, error) {
	s = strings.NewReplacer("x", "X", "х", "X", "Х", "X", "–", "-", "—", "-", " ", "").Replace(civil.Digits(s))
	if s == "" {
		return "", fault.Refuse("form.required", nil)
	}
	if !occupationForm.MatchString(s) {
		return "", fault.Refuse("occupation.malformed", nil)
	}
	return s, nil
}

// Bounds against slips of the pen, in tenge a month: a quarter of a job is paid more than the least. Own rule; it does not
// replace the minimum wage of the year, of which the programme's tables hold no figure.
const (
	wageLeast = 20_000
	wageMost  = 10_000_000
)

var wageForm = regexp.MustCompile(`^[0-9]{1,10}([.,][0-9]{1,2})?$`)

// Wage reads an amount in tenge and gives it in tiyn.
func Wage(s string) (int64, error) {
	s = strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "", "₸", "", "'", "").Replace(civil.Digits(s))
	switch {
	case s == "":
		return 0, fault.Refuse("form.required", nil)
	case strings.HasPrefix(s, "-"), strings.HasPrefix(s, "−"):
		return 0, fault.Refuse("wage.not_positive", nil)
	case !wageForm.MatchString(s):
		return 0, fault.Refuse("wage.malformed", nil)
	}
	tenge, rest, _ := strings.Cut(strings.Replace(s, ",", ".", 1), ".")
	n, _ := strconv.ParseInt(tenge, 10, 64)
	m, _ := strconv.ParseInt((rest + "00")[:2], 10, 64)
	switch {
	case n == 0 && m == 0:
		return 0, fault.Refuse("wage.not_positive", nil)
	case n < wageLeast:
		return 0, fault.Refuse("wage.too_low", fault.Args{"min": wageLeast})
	case n > wageMost:
		return 0, fault.Refuse("wage.too_high", fault.Args{"max": wageMost})
	}
	return n*100 + m, nil
}

// Places of one vacancy.
const (
	placesLeast = 1
	placesMost  = 1000
)

// Check gives everything that is wrong with a vacancy, each at its field. today is the civil day; fresh is a new one.
func (v Vacancy) Check(today civil.Date, fresh bool) error {
	var p fault.Problems
	if v.Title == "" {
		p.Add("title", "form.required", nil)
	}
	if !occupationForm.MatchString(v.Occupation) {
		p.Add("occupation", "occupation.malformed", nil)
	}
	switch {
	case v.Places < placesLeast || v.Places > placesMost:
		p.Add("places", "form.range", fault.Args{"min": placesLeast, "max": placesMost})
	case v.Places < v.Taken:
		p.Add("places", "vacancy.places_below_taken", fault.Args{"taken": v.Taken})
	}
	if v.Wage <= 0 {
		p.Add("wage", "wage.not_positive", nil)
	}
	switch {
	case v.From.IsZero():
		p.Add("from_day", "form.required", nil)
	case v.Until.IsZero():
		p.Add("until_day", "form.required", nil)
	case v.Until.Before(v.From):
		p.Add("until_day", "date.end_before_start", nil)
	case fresh && v.Until.Before(today):
		p.Add("until_day", "date.in_past", nil)
	}
	return p.Err()
}
