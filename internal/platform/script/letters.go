package script

import "unicode"

// letter is what the rules know of one Cyrillic letter. Small and capital letters share one row: the Arabic script has
// no capitals.
type letter struct {
	out   string // in Arabic script; empty for ъ and ь, which are not written
	small byte   // place of the small letter in the table
	is    trait
}

type trait uint16

const (
	known  trait = 1 << iota // a letter of the table
	upper                    // a capital
	vowel                    // for the first vowel of a word, and before -құлы
	front                    // ә ө ү і: ask for a hamza
	bare                     // е э г к: soft enough by themselves, no hamza in the word
	back                     // қ ғ: no hamza unless the first vowel is a soft one
	glide                    // и й: not written before я ю
	iotate                   // я ю
)

// block is where the Cyrillic letters begin; the table has the 256 of them.
const block = 0x400

var table = build(map[rune]string{
	'а': "ا", 'ә': "ا", 'б': "ب", 'в': "ۆ", 'г': "گ", 'ғ': "ع", 'д': "د", 'е': "ە", 'ё': "يو", 'ж': "ج", 'з': "ز", 'и': "ي", 'й': "ي",
	'к': "ك", 'қ': "ق", 'л': "ل", 'м': "م", 'н': "ن", 'ң': "ڭ", 'о': "و", 'ө': "و", 'п': "پ", 'р': "ر", 'с': "س", 'т': "ت", 'у': "ۋ",
	'ұ': "ۇ", 'ү': "ۇ", 'ф': "ف", 'х': "ح", 'һ': "ھ", 'ц': "تس", 'ч': "چ", 'ш': "ش", 'щ': "شش", 'ъ': "", 'ы': "ى", 'і': "ى", 'ь': "",
	'э': "ە", 'ю': "يۋ", 'я': "يا",
}, map[trait]string{
	vowel: "аәеёиоөуұүыіэюя", front: "әөүі", bare: "еэгк", back: "қғ", glide: "ий", iotate: "яю",
})

func build(letters map[rune]string, traits map[trait]string) (t [256]letter) {
	for r, out := range letters {
		l := letter{out: out, small: byte(r - block), is: known}
		t[r-block] = l
		l.is |= upper
		t[unicode.ToUpper(r)-block] = l
	}
	for is, letters := range traits {
		for _, r := range letters {
			t[r-block].is |= is
			t[unicode.ToUpper(r)-block].is |= is
		}
	}
	return t
}

// place finds a letter in the table; false for everything else. Latin ə and ɵ, typed where the keyboard had no Kazakh
// letters, are read as ә and ө.
func place(r rune) (byte, bool) {
	switch r {
	case 'ə':
		r = 'ә'
	case 'Ə':
		r = 'Ә'
	case 'ɵ':
		r = 'ө'
	case 'Ɵ':
		r = 'Ө'
	}
	if r < block || r >= block+256 {
		return 0, false
	}
	return byte(r - block), table[r-block].is&known != 0
}

// places are the small letters of a word as places in the table.
func places(word string) string {
	var out []byte
	for _, r := range word {
		out = append(out, byte(r-block))
	}
	return string(out)
}
