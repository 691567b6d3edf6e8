package script

import "unicode"

// Script is a writing system, by its ISO 15924 code where it has one.
type Script string

// The scripts that papers of the programme use. Mixed has letters of more than one of them; Other has letters of none
// of them, or no letters.
const (
	Cyrl  Script = "Cyrl"
	Latn  Script = "Latn"
	Arab  Script = "Arab"
	Hans  Script = "Hans"
	Mixed Script = "Mixed"
	Other Script = "Other"
)

// Detect tells in which script a text is written, by its letters alone: digits, spaces and signs do not count. Chinese
// characters are Hans whether simplified or not.
func Detect(text string) Script {
	found := Other
	foreign := false // letters of yet another script
	for _, r := range text {
		s := scriptOf(r)
		switch {
		case s == Other:
			foreign = foreign || unicode.IsLetter(r) && !unicode.Is(unicode.Common, r) && !unicode.Is(unicode.Inherited, r)
		case found == Other:
			found = s
		case found != s:
			return Mixed
		}
	}
	if foreign && found != Other {
		return Mixed
	}
	return found
}

// scriptOf is the script of one letter; Other for digits and signs too.
func scriptOf(r rune) Script {
	switch {
	case r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z':
		return Latn
	case r < 0x80:
		return Other
	case !unicode.IsLetter(r):
		return Other
	case unicode.Is(unicode.Cyrillic, r):
		return Cyrl
	case unicode.Is(unicode.Arabic, r):
		return Arab
	case unicode.Is(unicode.Latin, r):
		return Latn
	case unicode.Is(unicode.Han, r):
		return Hans
	}
	return Other
}

// The directions of a line, as the dir attribute of HTML writes them.
const (
	LTR = "ltr"
	RTL = "rtl"
)

// Direction is the direction of a text, by its first letter, as dir="auto" finds it: rtl for Arabic and Hebrew letters,
// ltr for all others and for a text without letters.
func Direction(text string) string {
	for _, r := range text {
		switch {
		case !unicode.IsLetter(r):
		case unicode.Is(unicode.Arabic, r) || unicode.Is(unicode.Hebrew, r):
			return RTL
		default:
			return LTR
		}
	}
	return LTR
}
