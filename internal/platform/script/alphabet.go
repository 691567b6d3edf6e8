package script

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// alphabet writes Kazakh Cyrillic letter by letter in another way; letters that it does not name stay as they are.
type alphabet struct {
	letters map[rune]string
	start   map[rune]string // at the beginning of a word
}

// spelling reads pairs of letters and what they become; - is nothing.
func spelling(pairs string) map[rune]string {
	out := map[rune]string{}
	fields := strings.Fields(pairs)
	for i := 0; i+1 < len(fields); i += 2 {
		from, _ := utf8.DecodeRuneInString(fields[i])
		out[from] = strings.Trim(fields[i+1], "-")
	}
	return out
}

// The alphabets of domain.md §4.3 and the Russian spelling of §4.2.
var (
	latin2018 = alphabet{letters: spelling(`а a ә á б b в v г g ғ ǵ д d е e ё ıo ж j з z и ı й ı к k қ q л l м m н n ң ń о o ө ó п p р r
		с s т t у ý ұ u ү ú ф f х h һ h ц ts ч ch ш sh щ shch ъ - ы y і i ь - э e ю ıý я ıa`)}
	latin2021 = alphabet{letters: spelling(`а a ә ä б b в v г g ғ ğ д d е e ё io ж j з z и i й i к k қ q л l м m н n ң ñ о o ө ö п p р r
		с s т t у u ұ ū ү ü ф f х h һ h ц ts ч tş ш ş щ ştş ъ - ы y і ı ь - э e ю iu я ia`)}
	passport = alphabet{
		letters: spelling(`а a ә a б b в v г g ғ g д d е e ё yo ж zh з z и i й i к k қ k л l м m н n ң n о o ө o п p р r
		с s т t у u ұ u ү u ф f х kh һ h ц ts ч ch ш sh щ shch ъ - ы y і i ь - э e ю yu я ya`),
		start: spelling(`е ye`),
	}
	russian = alphabet{letters: spelling(`ә а ғ г қ к ң н ө о ұ у ү у һ х і и`)}
)

// Latin2018 writes Kazakh Cyrillic in the Latin alphabet with acutes of 2018.
func Latin2018(text string) string { return latin2018.write(text) }

// Latin2021 writes Kazakh Cyrillic in the Latin alphabet of 2021.
func Latin2021(text string) string { return latin2021.write(text) }

// Passport writes Kazakh Cyrillic as the State's passports do, in capitals. Several spellings of one name are in use
// (domain.md §4.3): what stands in a passport counts, this is a proposal.
func Passport(text string) string { return strings.ToUpper(passport.write(text)) }

// Russian writes Kazakh Cyrillic with Russian letters: йы and йі as и, soft л before a consonant and at the end of a word
// (domain.md §4.2). A proposal: older papers have Ш-у-кеев for Ш-ө-кеев.
func Russian(text string) string {
	text = norm.NFC.String(text)
	for _, r := range [][2]string{{"йы", "и"}, {"йі", "и"}, {"Йы", "И"}, {"Йі", "И"}, {"ЙЫ", "И"}, {"ЙІ", "И"}} {
		text = strings.ReplaceAll(text, r[0], r[1])
	}
	return russian.write(softened(text))
}

// softL is an л between ү or і and a consonant or the end of a word.
var (
	softL    = regexp.MustCompile(`([үіҮІ]л)([^аәеёиоөуұүыіэюяйль]|$)`)
	softLCap = regexp.MustCompile(`([ҮІ]Л)([^АӘЕЁИОӨУҰҮЫІЭЮЯЙЛЬ]|$)`)
)

func softened(text string) string {
	return softLCap.ReplaceAllString(softL.ReplaceAllString(text, "${1}ь$2"), "${1}Ь$2")
}

func (a alphabet) write(text string) string {
	var b strings.Builder
	runes := []rune(norm.NFC.String(text))
	for i, r := range runes {
		small := unicode.ToLower(r)
		out, ok := a.letters[small]
		if first, at := a.start[small]; at && (i == 0 || !unicode.IsLetter(runes[i-1])) {
			out, ok = first, true
		}
		switch {
		case !ok:
			b.WriteRune(r)
		case small == r:
			b.WriteString(out)
		case i+1 < len(runes) && unicode.IsUpper(runes[i+1]) || i > 0 && unicode.IsUpper(runes[i-1]):
			b.WriteString(strings.ToUpper(out))
		default:
			first, n := utf8.DecodeRuneInString(out)
			if n > 0 {
				b.WriteString(strings.ToUpper(string(first)) + out[n:])
			}
		}
	}
	return b.String()
}
