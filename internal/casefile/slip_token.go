package casefile

import (
	"crypto/hmac"
	"crypto/sha256"
	"fmt"
	"strings"

	"nurlykosh/internal/platform/fault"
)

const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// slipLength is 100 bits of HMAC, five a sign, and a check sign.
const slipLength = 21

// SlipToken names a printed slip: it proves that we issued it and opens nothing (product.md §2). It is 21 signs of
// Crockford's base 32, so that no code strip looks like one.
func SlipToken(key []byte, caseID int64, issue int) string {
	m := hmac.New(sha256.New, key)
	fmt.Fprintf(m, "slip|%d|%d", caseID, issue)
	out := make([]byte, 0, slipLength)
	for _, b := range m.Sum(nil)[:slipLength-1] {
		out = append(out, crockford[b&31])
	}
	return string(append(out, crockford[slipCheck(string(out))]))
}

// SameToken compares two tokens in constant time.
func SameToken(a, b string) bool { return hmac.Equal([]byte(a), []byte(b)) }

// slipCheck weighs the signs by powers of x in the field of 32: finds every single wrong sign and every swap, since
// the powers repeat only after 31 signs.
func slipCheck(token string) int {
	c := 0
	for i := range len(token) {
		if c = (c ^ strings.IndexByte(crockford, token[i])) << 1; c > 31 {
			c ^= 0x25 // x⁵ + x² + 1
		}
	}
	return c
}

var slipLookAlikes = strings.NewReplacer("O", "0", "I", "1", "L", "1")

// ParseSlipToken reads a slip token as scanned or typed: any case, O for 0, I and L for 1, Cyrillic look-alikes,
// Eastern digits, spaces and hyphens. It does not say whether the token was issued. Faults: slip.malformed,
// slip.check_sign.
func ParseSlipToken(s string) (string, error) {
	t := slipLookAlikes.Replace(typed(s))
	if len(t) != slipLength || strings.Trim(t, crockford) != "" {
		return "", fault.Refuse("slip.malformed", nil)
	}
	if crockford[slipCheck(t[:slipLength-1])] != t[slipLength-1] {
		return "", fault.Refuse("slip.check_sign", nil)
	}
	return t, nil
}
