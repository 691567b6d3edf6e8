package script

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// FromTote proposes the Kazakh Cyrillic of a text in Arabic script. That script writes the soft and the hard vowel of a
// pair with one letter; a word is soft that has a hamza, or ە گ ك and neither ق nor ع. A compound of a soft and a hard word
// comes out wrong (identity/names knows those of names): a proposal for a person to look at, never a spelling to store. Separate ۇلى and قىزى are
// joined to the name before them (domain.md §4.3). Every word begins with a capital.
func FromTote(text string) string {
	var b strings.Builder
	for i, word := range strings.Fields(normalTote(text)) {
		c := cyrillicWord(word)
		if i > 0 && (c == "ұлы" || c == "қызы") {
			b.WriteString(c)
			continue
		}
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(Capital(c))
	}
	return b.String()
}

// normalTote brings the forms of one letter together and drops tatweel and joiners.
func normalTote(text string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case '\u0621', '\u0654':
			return '\u0674'
		case 'ک':
			return 'ك'
		case 'ی':
			return 'ي'
		case 'ہ':
			return 'ە'
		case '\u0640', '\u200c', '\u200d', '\u200e', '\u200f':
			return -1
		}
		return r
	}, text)
}

// hardOf are the Cyrillic letters of the Arabic ones; softOf those that differ in a soft word.
var (
	hardOf = spelling(`ا а ب б ۆ в گ г ع ғ د д ە е ج ж ز з ي и ك к ق қ ل л م м ن н ڭ ң و о پ п ر р س с ت т ۋ у ۇ ұ ف ф ح х ھ һ چ ч ش ш ى ы`)
	softOf = spelling(`ا ә و ө ۇ ү ى і`)
)

const cyrillicVowels = "аәеиоөұүыіу"

func cyrillicWord(word string) string {
	_, hamza := strings.CutPrefix(word, "\u0674")
	stem := word
	for _, ending := range []string{"ەۆ", "وۆ", "ەۆا", "وۆا"} { // do not make a name soft
		stem = strings.TrimSuffix(stem, ending)
	}
	soft := hamza || strings.ContainsAny(stem, "ەگك") && !strings.ContainsAny(stem, "قع")
	runes := []rune(word)
	var b strings.Builder
	var last rune
	for i, r := range runes {
		c, ok := hardOf[r]
		if s, is := softOf[r]; is && soft && !beside(runes, i, "قع") && !(r == 'ا' && i > 0 && runes[i-1] == 'ي') {
			c = s
		}
		switch {
		case r == '\u0674':
			continue
		case !ok:
			c = string(r)
		case r == 'ي' && last != 0 && strings.ContainsRune(cyrillicVowels, last), r == 'ي' && i == 0 && len(runes) > 1 && strings.ContainsRune("اوۇ", runes[1]):
			c = "й"
		}
		b.WriteString(c)
		last, _ = utf8.DecodeLastRuneInString(c)
	}
	return glides.Replace(b.String())
}

// beside reports whether a letter has one of these before or behind it.
func beside(runes []rune, i int, letters string) bool {
	return i > 0 && strings.ContainsRune(letters, runes[i-1]) || i+1 < len(runes) && strings.ContainsRune(letters, runes[i+1])
}

// glides are letters for two sounds that the other scripts write apart.
var glides = strings.NewReplacer("йа", "я", "йу", "ю", "иа", "ия", "иу", "ию")

// Capital begins a text with a capital letter.
func Capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// From2018 and From2021 propose the Kazakh Cyrillic of a text in one of the Latin alphabets. ı and i stand for и and й
// there, h for х and һ: the commoner one is taken.
func From2018(text string) string { return reverse(latin2018, "ı").read(text) }

// From2021 reads the alphabet of 2021.
func From2021(text string) string { return reverse(latin2021, "i").read(text) }

// reading is an alphabet the other way round.
type reading struct {
	letters map[string]string
	iota    string
	longest int
}

func reverse(a alphabet, iota string) reading {
	b := reading{letters: map[string]string{}, iota: iota}
	for from, to := range a.letters {
		if to == "" || strings.ContainsRune("һйэщёюя", from) || from == 'ц' {
			continue
		}
		b.letters[to] = string(from)
		b.longest = max(b.longest, len(to))
	}
	return b
}

func (b reading) read(text string) string {
	var out strings.Builder
	text = norm.NFC.String(text)
	vowel, start := false, true
	for at := 0; at < len(text); {
		c, n := b.at(text[at:])
		_, width := utf8.DecodeRuneInString(text[at:])
		upper := unicode.IsUpper([]rune(text[at : at+width])[0])
		if c == "и" && (vowel || start && vowelAhead(text[at+n:])) {
			c = "й"
		}
		if upper {
			out.WriteString(strings.ToUpper(c))
		} else {
			out.WriteString(c)
		}
		last, _ := utf8.DecodeLastRuneInString(c)
		vowel, start = strings.ContainsRune(cyrillicVowels, last), !unicode.IsLetter(last)
		at += n
	}
	return glides.Replace(out.String())
}

func vowelAhead(text string) bool {
	r, _ := utf8.DecodeRuneInString(strings.ToLower(text))
	return strings.ContainsRune("aáäoóöuúüū", r)
}

// at gives the Cyrillic of the longest letters a text begins with.
func (b reading) at(text string) (string, int) {
	for n := min(b.longest, len(text)); n > 0; n-- {
		if n < len(text) && !utf8.RuneStart(text[n]) {
			continue
		}
		if c, ok := b.letters[strings.ToLower(text[:n])]; ok {
			return c, n
		}
	}
	_, n := utf8.DecodeRuneInString(text)
	return text[:n], n
}
