package desk

import (
	"strconv"
	"strings"
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
	Fold     string      // folded name
	Latin    string      // coarse Latin key
	Sounds   [3][]string // sound keys of the name's first parts; a name of fewer parts has the first again
	Born     civil.Date
	BornYear int  // a year by itself
	BadCheck bool // a case number whose last letter does not fit
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
		q.Fold, q.Latin = identity.Fold(typed), identity.FoldLatin(typed)
		for i, part := 0, names.PartKeys(typed); len(part) > 0 && i < len(q.Sounds); i++ {
			q.Sounds[i] = part[0]
			if i < len(part) {
				q.Sounds[i] = part[i]
			}
		}
	}
	return q, nil
}

// Years of birth that can be meant by a number of four digits.
const (
	bornFirst = 1900
	bornLast  = 2099
)

// birth reads a birth date typed as day.month.year, or a year by itself.
func birth(typed string) (civil.Date, int) {
	parts := strings.FieldsFunc(civil.Digits(typed), func(r rune) bool { return r == '.' || r == '/' || r == ' ' })
	switch len(parts) {
	case 3:
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
