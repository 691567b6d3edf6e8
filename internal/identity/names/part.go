package names

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// ending is what grammar adds to a name: the same man is Қабыш, Қабышұлы, Қабышов and Хавышийн (domain.md §4.2).
type ending uint8

const (
	bare   ending = iota
	family        // of a man: -ов
	son
	daughter
	familyHers // of a woman: -ова
)

// endingCost is what it costs to have the one for the other; a son is no daughter.
var endingCost = [5][5]int{
	bare:       {0, 4, 4, 4, 4},
	family:     {4, 0, 6, 8, 0},
	son:        {4, 6, 0, 90, 6},
	daughter:   {4, 8, 90, 0, 8},
	familyHers: {4, 0, 6, 8, 0},
}

// suffix is an ending by its letters.
type suffix struct {
	letters string
	is      ending
}

// endingTable has the endings of every script (domain.md §4.2–4.3).
var endingTable = []struct {
	is      ending
	letters string
}{
	{family, "ов ев ov ev yev وۆ ەۆ"},
	{familyHers, "ова ева ova eva yeva وۆا ەۆا"},
	{son, "ұлы улы уулу ович евич uly ūly ulı uulu oglu oğlu ogly o'g'li og'li ogli ugli ovich evich yevich ۇلى"},
	{daughter, "қызы кызы гызы овна евна qyzy kyzy qizi kizi kızı qızı gyzy gızı ovna evna yevna قىزى"},
}

// endings by their last letter.
var endings = func() map[rune][]suffix {
	out := map[rune][]suffix{}
	for _, e := range endingTable {
		for _, letters := range strings.Fields(e.letters) {
			out[lastRune(letters)] = append(out[lastRune(letters)], suffix{letters, e.is})
		}
	}
	return out
}()

// genitives are the endings of a Mongolian father's name before the given name.
var genitives = []string{"гийн", "ийн", "ын", "ы", "н"} // the last after й alone: Жумабайн

// leastStem are the letters that must be left before an ending.
const leastStem = 3

// stem takes the ending off a word. Consonant + құлы is a name of its own.
func stem(word string) (string, ending) {
	best, is := word, bare
	for _, e := range endings[lastRune(word)] {
		s, ok := strings.CutSuffix(word, e.letters)
		if !ok || len(s) >= len(best) || utf8.RuneCountInString(s) < leastStem {
			continue
		}
		if r, n := utf8.DecodeLastRuneInString(s); e.is == son && (r == 'қ' || r == 'q' || r == 'ق') {
			if before, _ := utf8.DecodeLastRuneInString(s[:len(s)-n]); !strings.ContainsRune("аәеоөұүыіиуaäáeoöóuüúūyıiاەوۇىيۋ", before) {
				continue
			}
		}
		best, is = s, e.is
	}
	if is == bare { // Мырзалина is the daughter of a Мырзалин
		for _, e := range daughtersOf {
			if s, ok := strings.CutSuffix(word, e[0]); ok && utf8.RuneCountInString(s) >= leastStem {
				return s + e[1], familyHers
			}
		}
	}
	return best, is
}

// daughtersOf are surnames in -ин of women, and of men.
var daughtersOf = [][2]string{{"лина", "лин"}, {"кина", "кин"}, {"зина", "зин"}, {"lina", "lin"}, {"kina", "kin"}, {"zina", "zin"}}

// alone reports whether a word is an ending by itself: Қабыш ұлы.
func alone(word string) (ending, bool) {
	for _, e := range endings[lastRune(word)] {
		if word == e.letters && e.is != family && e.is != familyHers {
			return e.is, true
		}
	}
	return bare, false
}

// part is one word of a name, read in every way it can be meant.
type part struct {
	ending ending
	origin string // of Arabic origin: one word for all forms of the name
	ways   [maxWays]way
	n      int
}

const maxWays = 3

// way is one reading of a part.
type way struct {
	units    []unit
	spelling spelling
	pinyin   bool
	prior    uint16 // what it costs to read it so
	weight   int    // what it costs to lose all
}

// What it costs to take a word for Chinese syllables, for Persian, for a genitive.
const (
	priorPinyin   = 4
	priorPersian  = 8
	priorGenitive = 8
	priorApart    = 12
)

// mostWeight is what a unit counts at most in the weight of a name.
const mostWeight = 100

// reader writes the units of a name into one store.
type reader struct {
	store []unit
}

func (r *reader) part(word string, many bool) part {
	if len(word) > 2*maxWord {
		word = firstLetters(word, maxWord)
	}
	var p part
	var s string
	s, p.ending = stem(word)
	p.origin = originOf(s)
	switch writingOf(word) {
	case cyrillicLetters:
		t := cyrillic
		if strings.ContainsAny(word, "әғқңөұүһі") {
			t = kazakh
		}
		r.add(&p, t, s, 0)
		if many && t == cyrillic && p.ending == bare {
			for _, g := range genitives {
				if father, ok := strings.CutSuffix(s, g); ok && utf8.RuneCountInString(father) >= leastStem && (g != "н" || strings.HasSuffix(father, "й")) {
					r.add(&p, t, father, priorGenitive)
					break
				}
			}
		}
	case arabicLetters:
		if !strings.ContainsAny(word, "ەۇىۋۆڭ") {
			r.add(&p, persian, s, priorPersian)
		}
		r.add(&p, tote, s, 0)
	default:
		r.add(&p, latin, s, 0)
		if strings.Contains(s, "sh") { // Ashat: in Kazakh and Turkish Latin s and h
			r.add(&p, latin, strings.ReplaceAll(s, "sh", "s·h"), priorApart)
		}
		from := len(r.store)
		if us, ok := pinyinWord(r.store, toneless(word)); ok {
			r.keep(&p, us, from, way{prior: priorPinyin, pinyin: true})
		}
	}
	return p
}

// toneless gives syllables without their tones, and without the sign that parts them. Kazakh Latin has letters that look like
// the first two tones: a word is taken for syllables with tones only when it has one of the others.
func toneless(word string) string {
	if strings.ContainsAny(word, "ǎěǐǒǔǚàèìòùǜ") {
		return tones.Replace(word)
	}
	return strings.ReplaceAll(word, "'", "")
}

var tones = strings.NewReplacer("'", "", "ā", "a", "á", "a", "ǎ", "a", "à", "a", "ē", "e", "é", "e", "ě", "e", "è", "e", "ī", "i", "í", "i", "ǐ", "i", "ì", "i",
	"ō", "o", "ó", "o", "ǒ", "o", "ò", "o", "ū", "u", "ú", "u", "ǔ", "u", "ù", "u", "ǖ", "ü", "ǘ", "ü", "ǚ", "ü", "ǜ", "ü")

func (r *reader) add(p *part, t *table, word string, prior uint16) {
	from := len(r.store)
	us := t.read(r.store, word)
	r.keep(p, us, from, way{prior: prior, spelling: t.spelling})
}

func (r *reader) keep(p *part, store []unit, from int, w way) {
	r.store = store
	w.units = store[from:len(store):len(store)]
	if len(w.units) > maxWord {
		w.units = w.units[:maxWord]
	}
	for _, u := range w.units {
		w.weight += min(int(unitLoss[u]), mostWeight)
	}
	if len(w.units) > 0 {
		p.ways[p.n] = w
		p.n++
	}
}

func firstLetters(s string, n int) string {
	for at := range s {
		if n--; n < 0 {
			return s[:at]
		}
	}
	return s
}

type letters uint8

const (
	latinLetters letters = iota
	cyrillicLetters
	arabicLetters
	hanLetters
)

// writingOf tells the script of a word by its first letter.
func writingOf(word string) letters {
	switch r, _ := utf8.DecodeRuneInString(word); {
	case r >= 0x400 && r < 0x530:
		return cyrillicLetters
	case r >= 0x600 && r < 0x780:
		return arabicLetters
	case unicode.Is(unicode.Han, r):
		return hanLetters
	}
	return latinLetters
}
