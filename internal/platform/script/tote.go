package script

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

const hamza = '\u0674'

var letters = map[rune]string{
	'а': "ا", 'ә': "ا", 'б': "ب", 'в': "ۆ", 'г': "گ", 'ғ': "ع", 'д': "د", 'е': "ە", 'ё': "يو", 'ж': "ج", 'з': "ز", 'и': "ي", 'й': "ي",
	'к': "ك", 'қ': "ق", 'л': "ل", 'м': "م", 'н': "ن", 'ң': "ڭ", 'о': "و", 'ө': "و", 'п': "پ", 'р': "ر", 'с': "س", 'т': "ت", 'у': "ۋ",
	'ұ': "ۇ", 'ү': "ۇ", 'ф': "ف", 'х': "ح", 'һ': "ھ", 'ц': "تس", 'ч': "چ", 'ш': "ش", 'щ': "شش", 'ъ': "", 'ы': "ى", 'і': "ى", 'ь': "",
	'э': "ە", 'ю': "يۋ", 'я': "يا",
}

var lookAlikes = strings.NewReplacer("\u0259", "ә", "\u018F", "Ә", "\u0275", "ө", "\u019F", "Ө")

// Tote writes a Kazakh text in Arabic script.
func Tote(text string) string {
	text = lookAlikes.Replace(norm.NFC.String(text))
	var b strings.Builder
	b.Grow(len(text) + 16)
	runes := []rune(text)
	for i := 0; i < len(runes); {
		if n := keptSpan(runes[i:], i == 0 || !wordRune(runes[i-1])); n > 0 {
			b.WriteString(string(runes[i : i+n]))
			i += n
			continue
		}
		if cyrillic(runes[i]) {
			j := i
			for j < len(runes) && cyrillic(runes[j]) {
				j++
			}
			name(&b, runes[i:j])
			i = j
			continue
		}
		b.WriteRune(mark(runes, i))
		i++
	}
	return b.String()
}

// mark turns the punctuation that has a form of its own; a comma between digits stays.
func mark(rs []rune, i int) rune {
	switch rs[i] {
	case ',':
		if i > 0 && i+1 < len(rs) && digit(rs[i-1]) && digit(rs[i+1]) {
			return ','
		}
		return '،'
	case ';':
		return '؛'
	case '?':
		return '؟'
	}
	return rs[i]
}

func digit(r rune) bool { return r >= '0' && r <= '9' }

func cyrillic(r rune) bool {
	_, ok := letters[unicode.ToLower(r)]
	return ok
}

func wordRune(r rune) bool { return unicode.IsLetter(r) || digit(r) }

// keptSpan is the length of a span that is copied untouched: {placeholder}, web address, e-mail address.
func keptSpan(rs []rune, atStart bool) int {
	switch {
	case rs[0] == '{':
		for j, r := range rs {
			if r == '}' {
				return j + 1
			}
		}
		return 0
	case !atStart:
		return 0
	}
	end := 0
	for end < len(rs) && !unicode.IsSpace(rs[end]) && !strings.ContainsRune("«»\"", rs[end]) {
		end++
	}
	for end > 0 && strings.ContainsRune(".,;:!?)", rs[end-1]) {
		end--
	}
	span := string(rs[:end])
	if strings.HasPrefix(span, "http://") || strings.HasPrefix(span, "https://") || strings.HasPrefix(span, "www.") {
		return end
	}
	if at := strings.IndexByte(span, '@'); at > 0 && strings.IndexByte(span[at:], '.') > 0 {
		return end
	}
	return 0
}

// name writes one run of letters; the ending -ұлы or -қызы of a capitalised name is a word of its own.
func name(b *strings.Builder, w []rune) {
	if cut := patronymic(w); cut > 0 {
		word(b, w[:cut])
		b.WriteByte(' ')
		word(b, w[cut:])
		return
	}
	word(b, w)
}

var caseEndings = []string{"", "ның", "на", "ны", "н", "нан", "нда", "ндағы", "мен"}

// patronymic is where a father's name ends and ұлы or қызы begins; 0 if the word is no such name.
func patronymic(w []rune) int {
	if !unicode.IsUpper(w[0]) {
		return 0
	}
	low := []rune(strings.ToLower(string(w)))
	s := string(low)
	for _, end := range caseEndings {
		for _, son := range []string{"ұлы", "қызы"} {
			if !strings.HasSuffix(s, son+end) {
				continue
			}
			cut := len(low) - len([]rune(son+end))
			if cut < 2 || son == "ұлы" && low[cut-1] == 'қ' && !vowel(low[cut-2]) {
				return 0
			}
			return cut
		}
	}
	return 0
}

func vowel(r rune) bool { return strings.ContainsRune("аәеёиоөуұүыіэюя", r) }

// word writes letters, with one hamza before a soft word: one that has ә ө ү і and none of е э г к; with қ or ғ
// only when its first vowel is soft.
func word(b *strings.Builder, w []rune) {
	if soft(w) {
		b.WriteRune(hamza)
	}
	for i, r := range w {
		r = unicode.ToLower(r)
		if (r == 'и' || r == 'й') && i+1 < len(w) {
			if next := unicode.ToLower(w[i+1]); next == 'я' || next == 'ю' {
				continue
			}
		}
		b.WriteString(letters[r])
	}
}

func soft(w []rune) bool {
	var has, back bool
	var first rune
	for _, r := range w {
		r = unicode.ToLower(r)
		switch r {
		case 'е', 'э', 'г', 'к':
			return false
		case 'қ', 'ғ':
			back = true
		case 'ә', 'ө', 'ү', 'і':
			has = true
		}
		if first == 0 && vowel(r) {
			first = r
		}
	}
	return has && (!back || strings.ContainsRune("әөүі", first))
}
