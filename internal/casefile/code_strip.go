package casefile

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"fmt"
	"math/big"
	"strings"

	"nurlykosh/internal/platform/fault"
)

// CodeLength is the number of digits of a code strip: 19 (63 bits) and a check digit (trust.md S-30).
const CodeLength = 20

var tenTo19 = new(big.Int).Exp(big.NewInt(10), big.NewInt(CodeLength-1), nil)

// Code derives a member's code from the portal key; it is never stored (architecture.md §5.4). A new issue makes the
// old code dead.
func Code(key []byte, caseID, personID int64, issue int) string {
	m := hmac.New(sha256.New, key)
	fmt.Fprintf(m, "code-strip|%d|%d|%d", caseID, personID, issue)
	n := new(big.Int).SetBytes(m.Sum(nil)) // 256 bits: the bias of the remainder is below 2^-190
	digits := fmt.Sprintf("%019d", n.Mod(n, tenTo19))
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

// ParseCode reads a typed code: Eastern digits, spaces and hyphens are accepted. It does not say whether the code was
// issued. Faults: code.malformed, code.check_digit.
func ParseCode(s string) (string, error) {
	code := typed(s)
	if len(code) != CodeLength || strings.Trim(code, "0123456789") != "" {
		return "", fault.Refuse("code.malformed", nil)
	}
	if damm(code) != 0 {
		return "", fault.Refuse("code.check_digit", nil)
	}
	return code, nil
}

// SameCode compares two codes in constant time.
func SameCode(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }
