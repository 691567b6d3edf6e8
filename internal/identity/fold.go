package identity

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold is the search key of a name inside its own script: small letters, Kazakh letters as their Russian
// neighbours, Latin without marks, Arabic letters in one form each, no apostrophes or hyphens, one space between
// words, ұлы and қызы at the end of the father's name (domain.md §4.3). Folding twice is folding once. The stored name
// never changes; folding lives in search keys only (product.md §4.8).
func Fold(name string) string {
	s := strings.ToLower(name)
	s = strings.ReplaceAll(s, "´", "'") // or else it falls apart into a space and a mark
	s = strings.ReplaceAll(s, "ß", "ss")
	out := make([]byte, 0, len(s))
	word, gap := 0, false // where the word at hand begins; whether one has ended
	for _, r := range norm.NFKD.String(s) {
		switch r = foldRune(r); r {
		case drop:
			continue
		case ' ':
			gap = true
			continue
		}
		if gap && len(out) > 0 {
			out = join(out, word)
			word = len(out)
			out = append(out, ' ')
		}
		gap = false
		out = utf8.AppendRune(out, r)
	}
	return string(join(out, word))
}

// join puts ұлы or қызы, written as a word of its own, to the word before it; from is the space between them.
func join(out []byte, from int) []byte {
	if from == 0 {
		return out
	}
	switch string(out[from+1:]) {
	case "улы", "кызы", "ۇلی", "قیزی", "uly", "kyzy", "qyzy":
		return append(out[:from], out[from+1:]...)
	}
	return out
}

const drop = -1

// foldRune folds one sign of a decomposed text in small letters; a space stands for whatever parts words.
func foldRune(r rune) rune {
	switch {
	case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
		return r
	case r == '\'' || r == '-' || r == '"' || r == '`':
		return drop
	case r < 0x80:
		return ' '
	}
	switch r {
	case 'ә', 'ə':
		return 'а'
	case 'ғ':
		return 'г'
	case 'қ':
		return 'к'
	case 'ң':
		return 'н'
	case 'ө', 'ɵ':
		return 'о'
	case 'ұ', 'ү':
		return 'у'
	case 'һ':
		return 'х'
	case 'і', 'й':
		return 'и'
	case 'ъ', 'ь', '\u0621', '\u0674', '\u0640': // hamza by itself or before a word; tatweel
		return drop
	case 'ك':
		return 'ک'
	case 'ى', 'ي':
		return 'ی'
	case 'ە', 'ة', 'ھ', 'ہ':
		return 'ه'
	case 'ı':
		return 'i'
	case 'ŋ':
		return 'n'
	case 'ø':
		return 'o'
	case 'ł':
		return 'l'
	case 'đ':
		return 'd'
	}
	switch {
	case unicode.In(r, unicode.Mn, unicode.Lm, unicode.Pd, unicode.Pi, unicode.Pf, unicode.Cf): // marks, ʻ ʼ ’, joiners
		return drop
	case unicode.IsLetter(r) || unicode.IsDigit(r):
		return r
	}
	return ' '
}
