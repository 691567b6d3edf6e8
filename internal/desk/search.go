package desk

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/identity"
	"nurlykosh/internal/identity/names"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/fault"
	"nurlykosh/internal/platform/sealed"
)

// Query is what somebody typed into the one field, read every way it can be meant.
type Query struct {
	Typed    string
	Number   string // a case number
	External string // an external number
	IIN      string
	Phone    string      // digits
	Document string      // key of a document number
	Name     string      // what can be a name: all that was typed, or what is left of it beside a birth date or year
	Fold     string      // folded name
	Latin    string      // coarse Latin key
	Sounds   [3][]string // sound keys of the name's first parts; a name of fewer parts has the first again
	Parts    int         // how many parts have sound keys
	Born     civil.Date  // a birth date by itself
	BornYear int         // a year by itself
	Near     civil.Date  // a birth date typed with a name
	NearYear int         // the year of Near, or a year typed with a name
	BadCheck bool        // a case number whose last letter does not fit
}

// Length of a search in letters.
const (
	searchLeast = 2
	searchMost  = 300
)

// ReadQuery reads a typed search. Fewer than two letters are refused; quotes, percent signs and the like are data.
func ReadQuery(typed string) (Query, error) {
	typed = strings.TrimSpace(typed)
	q := Query{Typed: typed}
	switch n := utf8.RuneCountInString(typed); {
	case n < searchLeast:
		return q, fault.OnField("q", "search.too_short", nil)
	case n > searchMost:
		return q, fault.OnField("q", "form.too_long", fault.Args{"max": searchMost})
	}
	no, err := casefile.ParseNumber(typed)
	q.Number = string(no)
	if err != nil {
		q.Number = string(casefile.Unchecked(typed))
	}
	q.BadCheck = err != nil && fault.Of(err).Key == "number.check_letter"
	q.Born, q.BornYear = birth(typed)
	q.External = typed
	if _, err := identity.CheckIIN(strings.ReplaceAll(typed, " ", "")); err == nil {
		q.IIN = civil.Digits(strings.ReplaceAll(typed, " ", ""))
	}
	if d := sealed.Digits(civil.Digits(typed)); len(d) >= 7 && len(d) <= 15 {
		q.Phone = d
	}
	if key := identity.DocumentKey(typed); len(key) >= 4 && strings.ContainsAny(key, "0123456789") {
		q.Document = key
	}
	if strings.ContainsFunc(typed, func(r rune) bool { return r > '9' && r != '\u00a0' }) {
		q.readName()
	}
	return q, nil
}

// readName parts what was typed into a name and a birth date or year, and makes the keys of the name.
func (q *Query) readName() {
	q.Name, q.Near, q.NearYear = nameAndBirth(q.Typed)
	q.Fold, q.Latin = identity.Fold(q.Name), identity.FoldLatin(q.Name)
	parts := names.PartKeys(q.Name)
	q.Parts = len(parts)
	for i := 0; len(parts) > 0 && i < len(q.Sounds); i++ {
		q.Sounds[i] = parts[0]
		if i < len(parts) {
			q.Sounds[i] = parts[i]
		}
	}
}

// nameAndBirth takes a birth date or year, in any place, from a name; without either, or without a name, all is the name.
func nameAndBirth(typed string) (name string, on civil.Date, year int) {
	fields := strings.Fields(typed)
	for _, n := range []int{3, 1} { // 14 3 1984, then 14.3.1984 or 1984
		for i := 0; i+n <= len(fields); i++ {
			d, y := birth(strings.Join(fields[i:i+n], " "))
			rest := strings.Join(slices.Concat(fields[:i], fields[i+n:]), " ")
			if d.IsZero() && y == 0 || !strings.ContainsFunc(rest, unicode.IsLetter) {
				continue
			}
			if !d.IsZero() {
				y = d.Year()
			}
			return rest, d, y
		}
	}
	return typed, civil.Date{}, 0
}

// Years of birth that can be meant by a number of four digits.
const (
	bornFirst = 1900
	bornLast  = 2099
)

// birth reads a birth date typed as day.month.year or year-month-day, or a year by itself.
func birth(typed string) (civil.Date, int) {
	parts := strings.FieldsFunc(civil.Digits(typed), func(r rune) bool { return r == '.' || r == '/' || r == '-' || r == ' ' })
	switch len(parts) {
	case 3:
		if len(parts[0]) == 4 {
			parts[0], parts[2] = parts[2], parts[0]
		}
		if len(parts[2]) != 4 {
			return civil.Date{}, 0
		}
		d, err := civil.FromParts(parts[0], parts[1], parts[2])
		if err != nil {
			return civil.Date{}, 0
		}
		return d, 0
	case 1:
		if y, err := strconv.Atoi(parts[0]); err == nil && len(parts[0]) == 4 && y >= bornFirst && y <= bornLast {
			return civil.Date{}, y
		}
	}
	return civil.Date{}, 0
}
