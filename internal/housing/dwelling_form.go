package housing

import (
	"strconv"
	"strings"

	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/fault"
)

// dwellingForm is a dwelling as typed.
type dwellingForm struct {
	Settlement string   `form:"settlement" validate:"max=20"`
	Kind       string   `form:"kind" validate:"max=20"`
	Address    string   `form:"address" validate:"max=300"`
	Hint       string   `form:"hint" validate:"max=100"`
	Title      string   `form:"title" validate:"max=60"`
	Rooms      string   `form:"rooms" validate:"max=4"`
	Area       string   `form:"area" validate:"max=12"`
	Price      string   `form:"price" validate:"max=24"`
	Rent       string   `form:"rent" validate:"max=24"`
	Tenures    []string `form:"tenures"`
	StepFree   string   `form:"step_free" validate:"omitempty,oneof=yes no"`
	Day        string   `form:"free_from_day" validate:"max=4"`
	Month      string   `form:"free_from_month" validate:"max=4"`
	Year       string   `form:"free_from_year" validate:"max=6"`
}

// formOf shows a stored dwelling as it would be typed.
func formOf(d *Dwelling, address string) dwellingForm {
	f := dwellingForm{
		Settlement: strconv.FormatInt(d.Settlement, 10), Kind: d.Kind, Address: address, Hint: d.Hint, Title: d.Title, Rooms: strconv.Itoa(d.Rooms),
		Area: typed(int64(d.Area)), Price: typed(d.Price), Rent: typed(d.Rent), Tenures: d.Tenures,
		Day: strconv.Itoa(d.FreeFrom.Day()), Month: strconv.Itoa(d.FreeFrom.Month()), Year: strconv.Itoa(d.FreeFrom.Year()),
	}
	if d.StepFree {
		f.StepFree = "yes"
	}
	return f
}

// read turns what was typed into details; everything that is wrong is in the fault.
func (f dwellingForm) read() (Details, error) {
	var p, more fault.Problems
	x := Details{Kind: f.Kind, Address: f.Address, Hint: f.Hint, Title: strings.ToUpper(f.Title), Tenures: f.Tenures, StepFree: f.StepFree == "yes"}
	x.Settlement, _ = strconv.ParseInt(f.Settlement, 10, 64)
	x.Rooms, _ = strconv.Atoi(civil.Digits(f.Rooms)) // what is no number is out of range
	area, err := hundredths(f.Area)
	p.AddFault("area", err)
	x.Area = int(min(area, areaMost+1))
	x.Price, err = hundredths(f.Price)
	p.AddFault("price", err)
	x.Rent, err = hundredths(f.Rent)
	p.AddFault("rent", err)
	x.FreeFrom, err = civil.FromParts(f.Day, f.Month, f.Year)
	p.AddFault("free_from_day", err)
	x.Check(&more)
	for _, m := range more.Fields {
		if len(p.Fields) == 0 || !named(p.Fields, m.Name) {
			p.Fields = append(p.Fields, m)
		}
	}
	return x, p.Err()
}

func named(fields []fault.Field, name string) bool {
	for _, f := range fields {
		if f.Name == name {
			return true
		}
	}
	return false
}

// mostTyped bounds an amount: no dwelling costs a thousand billion tenge.
const mostTyped = 1_000_000_000_000

// hundredths reads a number with up to two decimals as hundredths: square metres as dm², tenge as tiyn. Spaces
// between digits, a comma or a point, digits of any of our scripts; empty is 0.
func hundredths(s string) (int64, error) {
	s = strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "", ",", ".", "٫", ".").Replace(civil.Digits(s))
	if s == "" {
		return 0, nil
	}
	whole, rest, _ := strings.Cut(s, ".")
	if len(rest) > 2 {
		return 0, fault.Refuse("form.not_a_number", nil)
	}
	n, err := strconv.ParseUint(whole+(rest + "00")[:2], 10, 63)
	if err != nil || n > mostTyped*100 {
		return 0, fault.Refuse("form.not_a_number", nil)
	}
	return int64(n), nil
}

// typed writes hundredths as a number that hundredths reads; 0 is empty.
func typed(n int64) string {
	if n == 0 {
		return ""
	}
	s := strconv.FormatInt(n/100, 10)
	if n%100 != 0 {
		s += "," + strconv.FormatInt(100+n%100, 10)[1:]
	}
	return s
}
