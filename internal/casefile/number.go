package casefile

import (
	"fmt"
	"strings"
	"unicode"

	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/fault"
)

// Number is a case number: NK-26-004213-K. Two digits of the year, a serial of six digits or more, and a check
// letter out of the eleven that Latin and Cyrillic share (product.md §2).
type Number string

const checkLetters = "ABCEHKMPTXY"

// NumberOf makes the number of a year's serial; serials begin with 1 and may pass 999999.
func NumberOf(year, serial int) Number {
	digits := fmt.Sprintf("%02d%06d", year%100, serial)
	return Number(fmt.Sprintf("NK-%s-%s-%c", digits[:2], digits[2:], checkLetter(digits)))
}

// checkLetter weighs the digits from the right by 2, 3, … 10, 2 … modulo 11: every single wrong digit and every
// swap of neighbours changes it, since 11 is prime and neighbouring weights differ.
func checkLetter(digits string) byte {
	sum, w := 0, 2
	for i := len(digits) - 1; i >= 0; i-- {
		sum += int(digits[i]-'0') * w
		if w++; w > 10 {
			w = 2
		}
	}
	return checkLetters[(sum+1)%11] // + 1: the example NK-26-004213-K of all papers is right
}

// Lengths of a number without prefix and hyphens: the year, a serial of six to nine digits, the letter.
const (
	numberLeast = 2 + 6 + 1
	numberMost  = 2 + 9 + 1
)

// ParseNumber reads a typed number: with or without NK-, in any case, with Cyrillic look-alikes, Eastern digits,
// spaces or no hyphens. A serial of more than six digits has both its hyphens or none, or else a digit typed for a
// hyphen would make one. It does not say whether the case exists. Faults: number.malformed, number.check_letter.
func ParseNumber(s string) (Number, error) {
	parts := typedParts(s)
	t, ok := strings.CutPrefix(parts, "NK")
	if !ok {
		t = strings.TrimPrefix(parts, "HK") // НК in Cyrillic
	}
	parts = strings.TrimPrefix(t, "-")
	t = strings.ReplaceAll(parts, "-", "")
	if len(t) < numberLeast || len(t) > numberMost || strings.IndexByte(checkLetters, t[len(t)-1]) < 0 {
		return "", fault.Refuse("number.malformed", nil)
	}
	digits := t[:len(t)-1]
	if strings.Trim(digits, "0123456789") != "" {
		return "", fault.Refuse("number.malformed", nil)
	}
	whole := digits[:2] + "-" + digits[2:] + "-" + t[len(t)-1:]
	if len(t) > numberLeast && (digits[2] == '0' || parts != t && parts != whole) {
		return "", fault.Refuse("number.malformed", nil)
	}
	if checkLetter(digits) != t[len(t)-1] {
		return "", fault.Refuse("number.check_letter", nil)
	}
	return Number("NK-" + whole), nil
}

// Unchecked reads a number typed without its check letter, NK-26-000024 or 26-000024, for a search; empty when it is none.
// Where a letter is asked for, ParseNumber refuses it.
func Unchecked(s string) Number {
	parts := typedParts(s)
	t, ok := strings.CutPrefix(parts, "NK")
	if !ok {
		t, ok = strings.CutPrefix(parts, "HK")
	}
	t = strings.TrimPrefix(t, "-")
	year, serial, apart := strings.Cut(t, "-")
	if !apart && len(t) > 2 {
		year, serial = t[:2], t[2:]
	}
	if !ok && !apart || len(year) != 2 || len(serial) < numberLeast-3 || len(serial) > numberMost-3 || strings.Trim(year+serial, "0123456789") != "" {
		return ""
	}
	return Number(fmt.Sprintf("NK-%s-%s-%c", year, serial, checkLetter(year+serial)))
}

// typedMost is longer than anything a person types into a field for a number, code or token.
const typedMost = 200

// typedParts reads what a person typed from a paper: capital letters, Cyrillic look-alikes as Latin, Eastern digits as
// European; spaces and hyphens between parts as one hyphen; no direction marks. What is too long to be meant is empty.
func typedParts(s string) string {
	if len(s) > typedMost {
		return ""
	}
	var b strings.Builder
	gap := false
	for _, r := range civil.Digits(s) {
		switch {
		case unicode.IsSpace(r) || unicode.Is(unicode.Pd, r) || r == '−' || r == '_':
			gap = true
			continue
		case unicode.Is(unicode.Cf, r):
			continue
		}
		if gap && b.Len() > 0 {
			b.WriteByte('-')
		}
		gap = false
		r = unicode.ToUpper(r)
		if latin, ok := lookAlikes[r]; ok {
			r = latin
		}
		b.WriteRune(r)
	}
	return b.String()
}

// typed is typedParts in one piece.
func typed(s string) string { return strings.ReplaceAll(typedParts(s), "-", "") }

// lookAlikes are the Cyrillic letters that look like the letters of our numbers.
var lookAlikes = map[rune]rune{
	'А': 'A', 'В': 'B', 'С': 'C', 'Е': 'E', 'Н': 'H', 'К': 'K', 'М': 'M', 'О': 'O', 'Р': 'P', 'Т': 'T', 'Х': 'X', 'У': 'Y', 'Ү': 'Y',
}
