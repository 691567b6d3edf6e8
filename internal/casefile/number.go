package casefile

import (
	"fmt"
	"strconv"
	"strings"

	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/fault"
)

// Number is a case number: NK-26-004213-K. Two digits of the year, a serial of six digits or more, and a check
// letter out of the eleven that Latin and Cyrillic share.
type Number string

const checkLetters = "ABCEHKMPTXY"

// NumberOf makes the number of a year's serial.
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

var numberLookAlikes = strings.NewReplacer(
	"А", "A", "В", "B", "С", "C", "Е", "E", "Н", "H", "К", "K", "М", "M", "Р", "P", "Т", "T", "Х", "X", "У", "Y", "Ү", "Y",
	" ", "", "\u00a0", "", "-", "", "‐", "", "–", "", "—", "", "_", "", "\u200e", "", "\u200f", "")

// ParseNumber reads a typed number: with or without NK-, in any case, with Cyrillic look-alikes, Eastern digits,
// spaces or no hyphens. It does not say whether the case exists.
func ParseNumber(s string) (Number, error) {
	t := numberLookAlikes.Replace(strings.ToUpper(civil.Digits(strings.TrimSpace(s))))
	t = strings.TrimPrefix(strings.TrimPrefix(t, "NK"), "HK") // Cyrillic НК reads as HK
	if len(t) < 9 || len(t) > 12 || strings.IndexByte(checkLetters, t[len(t)-1]) < 0 {
		return "", fault.Refuse("number.malformed", nil)
	}
	digits := t[:len(t)-1]
	for i := range digits {
		if digits[i] < '0' || digits[i] > '9' {
			return "", fault.Refuse("number.malformed", nil)
		}
	}
	if len(digits) > 8 && digits[2] == '0' { // a digit too many, not a longer serial
		return "", fault.Refuse("number.malformed", nil)
	}
	if checkLetter(digits) != t[len(t)-1] {
		return "", fault.Refuse("number.check_letter", nil)
	}
	year, _ := strconv.Atoi(digits[:2])
	serial, _ := strconv.Atoi(digits[2:])
	return NumberOf(2000+year, serial), nil
}
