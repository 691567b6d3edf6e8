package identity

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

var foldLetters = strings.NewReplacer(
	"ә", "а", "ғ", "г", "қ", "к", "ң", "н", "ө", "о", "ұ", "у", "ү", "у", "һ", "х", "і", "и", "ё", "е", "й", "и", "ъ", "", "ь", "",
	"ك", "ک", "ى", "ی", "ي", "ی", "ە", "ه", "ة", "ه", "ھ", "ه", "\u200c", "", "\u200d", "", "\u0640", "",
	"\u0674", "", "\u0621", "", "\u0654", "", "ı", "i", "ø", "o", "ß", "ss",
	" ұлы", "улы", " қызы", "кызы", " улы", "улы", " кызы", "кызы", " ۇلى", "ۇلی", " قىزى", "قىزی")

// Fold is the search key of a name inside its own script: small letters, Kazakh letters as their Russian
// neighbours, Latin without marks, Arabic letters in one form each, no apostrophes or hyphens.
// The stored name never changes; folding lives in search keys only (product.md §4.8).
func Fold(name string) string {
	s := foldLetters.Replace(strings.ToLower(norm.NFKC.String(name)))
	var b strings.Builder
	space := false
	for _, r := range norm.NFD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Lm, r): // marks, and ʻ ʼ, which count as letters
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if space && b.Len() > 0 {
				b.WriteByte(' ')
			}
			space = false
			b.WriteRune(r)
		case unicode.IsSpace(r) || r == '·' || r == '•' || r == '・' || r == ',' || r == '.':
			space = true
		}
	}
	return foldLetters.Replace(b.String())
}

var latinOf = map[rune]string{
	'а': "a", 'б': "b", 'в': "v", 'г': "g", 'д': "d", 'е': "e", 'ж': "j", 'з': "z", 'и': "i", 'к': "k", 'л': "l", 'м': "m", 'н': "n",
	'о': "o", 'п': "p", 'р': "r", 'с': "s", 'т': "t", 'у': "u", 'ф': "f", 'х': "k", 'ц': "s", 'ч': "x", 'ш': "x", 'щ': "x", 'ы': "i",
	'э': "e", 'ю': "iu", 'я': "ia",
	'ا': "a", 'ب': "b", 'ۆ': "v", 'گ': "g", 'ع': "g", 'د': "d", 'ه': "e", 'ج': "j", 'ز': "z", 'ی': "i", 'ک': "k", 'ق': "k", 'ل': "l",
	'م': "m", 'ن': "n", 'ڭ': "n", 'و': "o", 'پ': "p", 'ر': "r", 'س': "s", 'ت': "t", 'ۋ': "u", 'ۇ': "u", 'ف': "f", 'ح': "k", 'چ': "x", 'ش': "x",
}

// latinSounds brings spellings of one sound together: zh and dzh, q, kh and h, double letters of pinyin and the like.
var latinSounds = strings.NewReplacer(
	"dzh", "j", "zh", "j", "dj", "j", "kh", "k", "gh", "g", "sch", "x", "sh", "x", "ch", "x", "q", "k", "h", "k", "ts", "s", "c", "j", "w", "u", "y", "i",
	"ue", "u", "uo", "o", "iao", "o", "ie", "e", "ai", "e", "ee", "e", "oo", "o", "ii", "i", "uu", "u")

// FoldLatin is a coarse key across scripts, so that Nurlan, Нұрлан and نۇرلان meet. The matcher that knows the
// losses of each writing system comes on top of it; Chinese characters stay as they are.
func FoldLatin(name string) string {
	var b strings.Builder
	for _, r := range Fold(name) {
		if l, ok := latinOf[r]; ok {
			b.WriteString(l)
			continue
		}
		b.WriteRune(r)
	}
	return latinSounds.Replace(b.String())
}
