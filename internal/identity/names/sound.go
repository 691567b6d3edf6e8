package names

// Costs are in hundredths: one consonant lost, or one that has nothing to do with the other, costs 100 and more.

// sounds are the Kazakh sounds, written as Kazakh letters. и and у stand for the letters, which are a vowel or a glide.
const sounds = "аәеоөұүыіиуйбвгғджзкқлмнңпрстфхһцчш"

const vowels = "аәеоөұүыіиу"

// loss is what it costs when a sound has no counterpart. The high vowels ы and і are weak: Russian, Uzbek, Mongolian and
// Chinese papers leave them out; а о ұ е survive (domain.md §4.2).
var loss = map[rune]int{
	'а': 100, 'ә': 95, 'е': 85, 'о': 100, 'ө': 110, 'ұ': 85, 'ү': 80, 'ы': 30, 'і': 30, 'и': 50, 'у': 70, 'й': 40,
	'һ': 40, 'ғ': 110, 'х': 80,
}

const lossElse = 130

// drift is what it costs when one sound stands where the other is expected: vowels go to their neighbours only,
// consonants to another of the same place in the mouth. Pairs that are not here are strangers.
var drift = map[string]int{
	// the soft and the hard vowel of a pair are one in Russian, Mongolian, Uzbek and in Arabic script
	"аә": 10, "оө": 10, "ұү": 10, "ыі": 10,
	"әе": 25, "ае": 45, "іе": 40, "ые": 60, "оұ": 30, "өү": 30, "өұ": 35, "оү": 45, "өе": 60, "ыұ": 40, "іү": 80, "іұ": 80, "ыү": 70,
	"ыа": 80, "өә": 90, "оа": 90,
	"иі": 10, "иы": 20, "ий": 10, "йі": 20, "йы": 30, "ие": 50,
	"уұ": 10, "уү": 10, "уо": 40, "уө": 40, "ув": 15, "уы": 90, "уі": 110,
	"қк": 10, "қх": 15, "қһ": 25, "кх": 35, "кһ": 45, "хһ": 10, "кг": 35, "қғ": 30, "кғ": 45, "қг": 45, "ғг": 10, "ғх": 40, "ғһ": 40, "гх": 50,
	"бп": 30, "вб": 40, "вп": 45, "фп": 30, "фв": 30, "фб": 50, "дт": 30, "мб": 90,
	"жз": 55, "жш": 70, "жч": 50, "жц": 70, "шч": 35, "шс": 70, "сз": 65, "сц": 25, "цч": 40, "жй": 45, "ғй": 70, "жд": 90, "чс": 70, "шж": 70,
	"нң": 10, "мң": 120, "ңг": 60, "лр": 90, "лн": 100,
}

// Strangers of one kind, and a vowel against a consonant.
const (
	strangerVowel     = 140
	strangerConsonant = 150
	strangerKind      = 200
)

// Places of sounds in the table of distances.
var (
	soundAt   = map[rune]int{}
	vowelAt   [len(sounds)]bool
	lossAt    [len(sounds)]int
	distances [len(sounds)][len(sounds)]int
)

func init() {
	for _, r := range sounds {
		soundAt[r] = len(soundAt)
	}
	for _, r := range vowels {
		vowelAt[soundAt[r]] = true
	}
	for a, i := range soundAt {
		lossAt[i] = lossElse
		if l, ok := loss[a]; ok {
			lossAt[i] = l
		}
		for b, j := range soundAt {
			distances[i][j] = between(a, b)
		}
	}
	buildUnits()
	buildKeys()
}

func between(a, b rune) int {
	if a == b {
		return 0
	}
	for _, pair := range []string{string(a) + string(b), string(b) + string(a)} {
		if d, ok := drift[pair]; ok {
			return d
		}
	}
	switch va, vb := vowelAt[soundAt[a]], vowelAt[soundAt[b]]; {
	case va != vb:
		return strangerKind
	case va:
		return strangerVowel
	}
	return strangerConsonant
}
