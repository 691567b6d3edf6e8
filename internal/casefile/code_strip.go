package casefile

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"fmt"
	"math/big"
	"strings"

	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/fault"
)

// CodeLength is the number of digits of a code strip: 19 (63 bits) and a check digit (trust.md S-30).
const CodeLength = 20

var tenTo19, _ = new(big.Int).SetString("10000000000000000000", 10)

// Code derives a member's code from the portal key; it is never stored. A new issue makes the old code dead.
func Code(key []byte, caseID, personID int64, issue int) string {
	m := hmac.New(sha256.New, key)
	fmt.Fprintf(m, "code-strip|%d|%d|%d", caseID, personID, issue)
	n := new(big.Int).SetBytes(m.Sum(nil)) // 256 bits: the bias of the remainder is below 2^-190
	digits := fmt.Sprintf("%019s", n.Mod(n, tenTo19).String())
	return digits + string('0'+damm(digits))
}

// dammTable is the quasigroup of order 10 of H. M. Damm (2004): finds every single wrong digit and every swap of
// neighbours.
var dammTable = [10]string{
	"0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
	"3674209581", "5869720134", "8945362017", "9438617205", "2581436790",
}

func damm(digits string) byte {
	var c byte
	for i := range len(digits) {
		c = dammTable[c][digits[i]-'0'] - '0'
	}
	return c
}

// FormatCode writes a code in five groups of four.
func FormatCode(code string) string {
	var b strings.Builder
	for i, r := range code {
		if i > 0 && i%4 == 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// ParseCode reads a typed code: Eastern digits, spaces and hyphens are accepted.
func ParseCode(s string) (string, error) {
	var b strings.Builder
	for _, r := range civil.Digits(s) {
		switch {
		case r >= '0' && r <= '9':
			b.WriteRune(r)
		case strings.ContainsRune(" -‐‑–—\u00a0\u202f\u200e\u200f\t", r):
		default:
			return "", fault.Refuse("code.malformed", nil)
		}
	}
	code := b.String()
	if len(code) != CodeLength {
		return "", fault.Refuse("code.malformed", nil)
	}
	if damm(code) != 0 {
		return "", fault.Refuse("code.check_digit", nil)
	}
	return code, nil
}

// SameCode compares two codes in constant time.
func SameCode(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }

const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// slipLength is 100 bits of HMAC and a check sign.
const slipLength = 21

// SlipToken names a printed slip: it proves that we issued it and opens nothing.
func SlipToken(key []byte, caseID int64, issue int) string {
	m := hmac.New(sha256.New, key)
	fmt.Fprintf(m, "slip|%d|%d", caseID, issue)
	out := make([]byte, 0, slipLength)
	for _, b := range m.Sum(nil)[:slipLength-1] {
		out = append(out, crockford[b&31])
	}
	return string(append(out, crockford[slipCheck(string(out))]))
}

// slipCheck weighs the signs by powers of two in the field of 32: finds every single wrong sign and every swap.
func slipCheck(token string) int {
	c := 0
	for i := range len(token) {
		if c = (c ^ strings.IndexByte(crockford, token[i])) << 1; c > 31 {
			c ^= 0x25 // x⁵ + x² + 1
		}
	}
	return c
}

var slipLookAlikes = strings.NewReplacer("O", "0", "I", "1", "L", "1", " ", "", "-", "")

// ParseSlipToken reads a slip token as scanned or typed: any case, O for 0, I and L for 1. It does not say whether
// the token was issued.
func ParseSlipToken(s string) (string, error) {
	t := slipLookAlikes.Replace(strings.ToUpper(civil.Digits(strings.TrimSpace(s))))
	if len(t) != slipLength {
		return "", fault.Refuse("slip.malformed", nil)
	}
	for i := range len(t) {
		if strings.IndexByte(crockford, t[i]) < 0 {
			return "", fault.Refuse("slip.malformed", nil)
		}
	}
	if crockford[slipCheck(t[:slipLength-1])] != t[slipLength-1] {
		return "", fault.Refuse("slip.check_sign", nil)
	}
	return t, nil
}
