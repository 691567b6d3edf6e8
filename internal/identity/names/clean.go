package names

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxLetters are the letters of a name that are read, as many as a stored name may have; what comes behind them is cut,
// and a name that was cut is never the same as another.
const maxLetters = 200

// clean gives the words of a name in small letters, each sign in one form: an apostrophe for all that look like one,
// Arabic kaf, alef and he once each. Hyphens, the high hamza, tatweel, joiners and direction marks go.
func clean(name string) (words []string, cut bool) {
	cut = len(name) > maxBytes
	name = composed(firstBytes(name))
	out := make([]byte, 0, len(name)+8)
	n, from := 0, 0
	for _, r := range name {
		if n++; n > maxLetters {
			cut = true
			break
		}
		s := ""
		if r < maxPlain {
			s = plain[r]
		} else {
			s = cleanRune(r)
		}
		if s != " " {
			out = append(out, s...)
			continue
		}
		if len(out) > from {
			words = append(words, string(out[from:]))
		}
		from = len(out)
	}
	if len(out) > from {
		words = append(words, string(out[from:]))
	}
	return words, cut
}

// composed puts letters and their marks together; most names have no loose marks.
func composed(s string) string {
	for _, r := range s {
		if r >= 0x300 && r < 0x370 || r >= 0x653 && r < 0x656 {
			return norm.NFC.String(s)
		}
	}
	return s
}

// plain are the clean forms of the letters up to the Arabic ones.
const maxPlain = 0x700

var plain = func() (out [maxPlain]string) {
	for r := range out {
		out[r] = cleanRune(rune(r))
	}
	return out
}()

const maxBytes = 4 * maxLetters

// firstBytes keeps what can matter of a text of any length, whole letters only.
func firstBytes(s string) string {
	if len(s) <= maxBytes {
		return s
	}
	at := maxBytes
	for at > maxBytes-utf8.UTFMax && !utf8.RuneStart(s[at]) {
		at--
	}
	return s[:at]
}

func cleanRune(r rune) string {
	if s, ok := signs[r]; ok {
		return s
	}
	switch {
	case unicode.In(r, unicode.Mn, unicode.Cf, unicode.Lm, unicode.Pd):
		return ""
	case unicode.IsLetter(r):
		return string(unicode.ToLower(r))
	}
	return " "
}

var signs = map[rune]string{
	'\'': "'", '’': "'", '‘': "'", 'ʻ': "'", 'ʼ': "'", '`': "'", '´': "'", '′': "'", '‛': "'", 'ʹ': "'", '-': "", 'ь': "", 'ъ': "", 'Ь': "", 'Ъ': "",
	'İ': "i", 'ß': "ss", 'ł': "l", 'ø': "ö",
	'ə': "ә", 'Ə': "ә", 'ɵ': "ө", 'Ɵ': "ө",
	'\u0621': "", '\u0674': "", '\u0640': "", 'ک': "ك", 'أ': "ا", 'إ': "ا", 'ئ': "", 'ؤ': "و",
	'ہ': "ه", 'ۀ': "ه",
}
