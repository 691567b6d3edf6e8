package names

import (
	"strings"
	"unicode/utf8"
)

// pinyinInitials and pinyinFinals read the Latin spelling of a Chinese rendering, which is made of syllables, not of
// letters (domain.md §4.2): р and л are one, a coda takes a vowel for padding (-ti, -ke, -si, -mu), vowels come as
// whole finals.
var (
	pinyinInitials = &table{text: `
b бп1в3
p пб1ф2
m м
f фп1б2в2
d дт1
t тд1
n нң2
l лр
g гғк2қ2
k ккқ1г3ғ3х3
h хқһғ1г3к3
j жз4ш5
q шчж3к4
x сш
zh жз
ch чшж3
sh шс4
r рж3
z зж2с4
c цс2ч2
s сз3ш2
y й~2
w ув~5
`}
	pinyinFinals = &table{text: `
a аә1е5
o оөұ3
e еыіө2а3ә2
i іийыұ4~2
u ұүуө2о2ы3
ü,v үөұ
ai еәа1 й~0
ei еәі1 й~0
ao аоө2 у~1
ou оөұ у~0
an аә1е3 нң1м1
en еыіә2а3 нң1м2
ang аә1о3 ңнм1
eng еыіә2 ңнм2
ong оұөү ңнм2
ia аә1
iao оөа1 у~1
ie еі2ә2
iu йі1~1 ұүу
ian еәа1 нң1м1
in іыие2 нң1м2
iang аә нңм1
ing іыие2 ңнм2
iong оөұ ңн
ua у~3 аә
uo оөұ2
uai у~3 еәа1 й~0
ui у~3 еі
uan у~3 аә нң1м1
un ұүыіе2 нң1м2
uang у~3 аә ңнм1
ue ү~2 еә
üe ү~2 еә
`}

	// pinyinPads are finals of open syllables, which may stand for no vowel at all.
	pinyinPads = &table{text: `
i іийыұ4~1
e еыіө2а3ә2~1
u ұүуө2о2ы3~1
`}
	// pinyinWhole are syllables that are not an initial and a final.
	pinyinWhole = &table{text: `
a аә1
o оөұ
e еыі
ai аәе1 й~1
ei еі й~1
an аәе3 нң1м1
en еыі нң1м2
ang аә1 ңнм1
eng еі ңнм2
ao аоә у~1
ou оөу у~0
er рл4
yi йиіы
wu ұүуө1о1
wo оөұ1у2
yu й~2 ұүу
you й~2 ұүуо2
ye й~1 еә3
yan й~2 аәе нң1м1
yin йиіы нң1м2
ying йиіы ңнм2
yuan й~2 у~2 аәе нң1
`}
)

const longestSyllable = 6

// pinyinWord appends the units of a word of Chinese syllables; false if it is none. Of all ways to part it into
// syllables the one is taken that has the fewest beginning with a vowel inside the word, then the longest first ones.
func pinyinWord(out []unit, word string) ([]unit, bool) {
	if len(word) > maxWord || !strings.ContainsRune("aeiouüvngr", lastRune(word)) {
		return out, false
	}
	var steps [maxWord + 1]uint8 // bytes of the syllable that begins here
	var cost [maxWord + 1]uint8
	for at := len(word) - 1; at >= 0; at-- {
		cost[at] = noWay
		for n := min(longestSyllable, len(word)-at); n > 0; n-- {
			if cost[at+n] == noWay {
				continue
			}
			us, vs := syllable(word[at:at+n], at == 0)
			if us == nil && vs == nil {
				continue
			}
			c := cost[at+n]
			if at > 0 && us == nil && word[at:at+n] != "er" && !strings.ContainsRune("yw", rune(word[at])) {
				c++
			}
			if c < cost[at] {
				cost[at], steps[at] = c, uint8(n)
			}
		}
	}
	if cost[0] == noWay {
		return out, false
	}
	for at := 0; at < len(word); at += int(steps[at]) {
		us, vs := syllable(word[at:at+int(steps[at])], at == 0)
		out = append(append(out, us...), vs...)
	}
	return out, true
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

const (
	maxWord = 64 // letters of a word that are read
	noWay   = 200
)

// syllable gives the units of the initial and of the final.
func syllable(s string, start bool) (initial, final []unit) {
	if us, ok := pinyinWhole.byKey[atStart+s]; ok && start {
		return nil, us
	}
	if us, ok := pinyinWhole.byKey[s]; ok {
		return nil, us
	}
	for _, n := range []int{2, 1} {
		if n >= len(s) {
			continue
		}
		us, ok := pinyinInitials.byKey[s[:n]]
		if !ok {
			continue
		}
		if vs, ok := pinyinPads.byKey[s[n:]]; ok {
			return us, vs
		}
		if vs, ok := pinyinFinals.byKey[s[n:]]; ok {
			return us, vs
		}
	}
	return nil, nil
}
