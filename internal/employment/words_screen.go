package employment

import (
	"fmt"
	"strconv"
	"strings"

	"nurlykosh/internal/platform/civil"
)

// squeeze drops the spaces people type into numbers.
func squeeze(s string) string {
	return strings.NewReplacer(" ", "", "\u00a0", "", "-", "").Replace(civil.Digits(s))
}

// parts are a date for its three inputs; empty for no date.
func parts(d civil.Date) (day, month, year string) {
	if d.IsZero() {
		return "", "", ""
	}
	return strconv.Itoa(d.Day()), strconv.Itoa(d.Month()), strconv.Itoa(d.Year())
}

// tenge is an amount as the form takes it.
func tenge(tiyn int64) string {
	if tiyn%100 == 0 {
		return strconv.FormatInt(tiyn/100, 10)
	}
	return fmt.Sprintf("%d,%02d", tiyn/100, tiyn%100)
}
