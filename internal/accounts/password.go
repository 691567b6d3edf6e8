package accounts

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"nurlykosh/internal/platform/fault"
)

// Length of passwords in letters: 15 without a second factor (NIST SP 800-63B rev 4), 128 at most.
const (
	PasswordMin = 15
	PasswordMax = 128
)

// Normal puts a password into the one form that is hashed: NFC, nothing trimmed.
func Normal(password string) string { return norm.NFC.String(password) }

// CheckPassword refuses what is too short, too long, common, or made of the person's own names.
// No rules of composition: any letters of any script will do (trust.md S-02).
func CheckPassword(password string, own ...string) error {
	p := Normal(password)
	n := utf8.RuneCountInString(p)
	switch {
	case n < PasswordMin:
		return fault.Refuse("password.too_short", fault.Args{"min": PasswordMin})
	case n > PasswordMax:
		return fault.Refuse("password.too_long", fault.Args{"max": PasswordMax})
	}
	low := strings.ToLower(p)
	if fewLetters(low) {
		return fault.Refuse("password.common", nil)
	}
	rest := low
	for _, w := range append([]string{"nurlykosh", "nurly kosh", "нұрлы көш", "нурлы кош", "нұрлыкөш"}, own...) {
		if w = strings.ToLower(strings.TrimSpace(w)); utf8.RuneCountInString(w) >= 3 {
			rest = strings.ReplaceAll(rest, w, "")
		}
	}
	for _, w := range commonWords {
		rest = strings.ReplaceAll(rest, w, "")
	}
	if utf8.RuneCountInString(strings.TrimSpace(rest)) < PasswordMin/3 {
		return fault.Refuse("password.common", nil)
	}
	return nil
}

// fewLetters reports a password of too few different letters ("aaaaaaaaaaaaaaaa", "abababababababab")
// or one that only counts up or down.
func fewLetters(p string) bool {
	seen := map[rune]bool{}
	var last rune
	up, down, n := 0, 0, 0
	for _, r := range p {
		seen[r] = true
		if n > 0 {
			if r == last+1 {
				up++
			}
			if r == last-1 {
				down++
			}
		}
		last = r
		n++
	}
	return len(seen) < 5 || up >= n-3 || down >= n-3
}

// commonWords are the pieces that common long passwords are glued from.
var commonWords = []string{
	"password", "qwertyuiop", "qwerty", "asdfghjkl", "zxcvbnm", "1q2w3e4r5t", "1q2w3e4r", "letmein", "welcome", "administrator", "admin",
	"iloveyou", "monkey", "dragon", "football", "princess", "sunshine", "passw0rd", "p@ssw0rd", "changeme", "secret", "master",
	"пароль", "йцукен", "фывапролдж", "ячсмить", "любовь", "солнце", "құпиясөз", "казахстан", "қазақстан", "kazakhstan", "astana", "астана", "алматы", "almaty",
	"0123456789", "1234567890", "123456789", "12345678", "123456", "12345", "1234", "123", "111", "000", "2024", "2025", "2026",
}
