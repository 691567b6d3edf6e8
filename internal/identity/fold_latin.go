package identity

import "strings"

// latinOf writes the folded letters of Cyrillic and of Arabic script in Latin, as coarsely as latinSpelling makes it:
// j for ж, x for ш and ч, k for қ and х, i for all that is written with y.
var latinOf = map[rune]string{
	'а': "a", 'б': "b", 'в': "v", 'г': "g", 'д': "d", 'е': "e", 'ж': "j", 'з': "z", 'и': "i", 'к': "k", 'л': "l", 'м': "m", 'н': "n",
	'о': "o", 'п': "p", 'р': "r", 'с': "s", 'т': "t", 'у': "u", 'ф': "f", 'х': "k", 'ц': "s", 'ч': "x", 'ш': "x", 'щ': "x", 'ы': "i",
	'э': "e", 'ю': "iu", 'я': "ia",
	'ا': "a", 'ب': "b", 'ۆ': "v", 'گ': "g", 'ع': "g", 'د': "d", 'ه': "e", 'ج': "j", 'ز': "z", 'ی': "i", 'ک': "k", 'ق': "k", 'ل': "l",
	'م': "m", 'ن': "n", 'ڭ': "n", 'و': "o", 'پ': "p", 'ر': "r", 'س': "s", 'ت': "t", 'ۋ': "u", 'ۇ': "u", 'ف': "f", 'ح': "k", 'چ': "x", 'ش': "x",
}

// latinSpelling brings spellings of one sound together; latinSounds then the vowels that papers write double.
var (
	latinSpelling = strings.NewReplacer(
		"dzh", "j", "zh", "j", "dj", "j", "kh", "k", "gh", "g", "sch", "x", "sh", "x", "ch", "x", "q", "k", "h", "k", "ts", "s",
		"c", "j", "w", "u", "ye", "e", "y", "i")
	latinSounds = strings.NewReplacer(
		"ue", "u", "uo", "o", "iao", "o", "ie", "e", "ai", "e", "ee", "e", "oo", "o", "ii", "i", "uu", "u")
	latinMarks = strings.NewReplacer("ş", "sh", "Ş", "sh", "ç", "ch", "Ç", "ch")
)

// FoldLatin is a coarse key across scripts, so that Nurlan, Нұрлан and نۇرلان meet. The matcher that knows the
// losses of each writing system comes on top of it; Chinese characters stay as they are.
func FoldLatin(name string) string {
	var b strings.Builder
	for _, r := range Fold(latinMarks.Replace(name)) {
		if l, ok := latinOf[r]; ok {
			b.WriteString(l)
			continue
		}
		b.WriteRune(r)
	}
	return latinSounds.Replace(latinSpelling.Replace(b.String()))
}
