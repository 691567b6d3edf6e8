package desk

import (
	"strings"
	"unicode/utf8"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/identity"
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
	Phone    string // digits
	Document string // key of a document number
	Fold     string // folded name
	Latin    string // coarse Latin key
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
	if no, err := casefile.ParseNumber(typed); err == nil {
		q.Number = string(no)
	}
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
	}
	return q, nil
}
