package i18n

import (
	"strconv"
	"strings"
)

// Number groups digits by no-break spaces; a number below zero has the minus sign, not a hyphen.
func (r Reader) Number(n int) string { return grouped(int64(n)) }

// Money is an amount in tiyn, written in tenge: 1 250 000 теңге. The sign is left out, since its font is not loaded.
func (r Reader) Money(tiyn int64) string {
	whole, rest := tiyn/100, tiyn%100
	s := grouped(whole)
	if rest < 0 {
		rest = -rest
		if whole == 0 {
			s = "−" + s // the whole part alone has lost the sign
		}
	}
	if rest != 0 {
		sep := ","
		if r.l == EN {
			sep = "."
		}
		s += sep + strconv.FormatInt(100+rest, 10)[1:]
	}
	return s + "\u00a0" + r.T("money.tenge")
}

// Decimal writes a number with so many places behind the comma, or the point in English.
func (r Reader) Decimal(x float64, places int) string {
	s := strings.Replace(strconv.FormatFloat(x, 'f', places, 64), "-", "−", 1)
	if r.l != EN {
		s = strings.Replace(s, ".", ",", 1)
	}
	return s
}

func grouped(n int64) string {
	s := strconv.FormatInt(n, 10)
	digits := strings.TrimPrefix(s, "-")
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "\u00a0" + digits[i:]
	}
	if n < 0 {
		return "−" + digits
	}
	return digits
}
