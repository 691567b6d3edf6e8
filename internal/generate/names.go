package generate

import (
	_ "embed"
	"math/rand/v2"
	"strings"
	"unicode"
	"unicode/utf8"

	"nurlykosh/internal/platform/script"
)

//go:embed names.tsv
var namesTable string

// spelt is a given name as each country's papers write it; Russian, Arabic script and passport Latin follow by rule.
type spelt struct{ kk, pinyin, hans, mn, uz, tr string }

func (s spelt) with(last spelt) spelt {
	return spelt{s.kk + last.kk, s.pinyin + last.pinyin, s.hans + last.hans, s.mn + last.mn, s.uz + last.uz, s.tr + last.tr}
}

// vocabulary is what names are made of: whole names, and first and last parts that any two make a name.
type vocabulary map[string][]spelt

// words is the table of names; a line that does not fit is a defect of the program.
var words = func() vocabulary {
	v := vocabulary{}
	for i, line := range strings.Split(strings.TrimRight(namesTable, "\n"), "\n") {
		cells := strings.Split(line, "\t")
		if len(cells) != 7 {
			panic("names.tsv: " + line)
		}
		if i > 0 {
			v[cells[0]] = append(v[cells[0]], spelt{cells[1], cells[2], cells[3], cells[4], cells[5], cells[6]})
		}
	}
	return v
}()

func (v vocabulary) one(r *rand.Rand, use string) spelt { return v[use][r.IntN(len(v[use]))] }

// wholeShare is the share of names that are taken whole: few, or else too many people were called alike.
const wholeShare = 0.15

// given invents a given name of the Kazakhs.
func (v vocabulary) given(r *rand.Rand, sex string) spelt {
	if r.Float64() < wholeShare {
		return v.one(r, map[string]string{male: "man", female: "woman"}[sex])
	}
	return v.one(r, "first").with(v.one(r, map[string]string{male: "last_man", female: "last_woman"}[sex]))
}

// write gives a person's name as a paper of a script has it: own name and father's name, in the order and with the endings
// of the country.
func write(in string, own, father spelt, sex string) string {
	child, kyzy := "ұлы", sex == female
	if kyzy {
		child = "қызы"
	}
	switch in {
	case "kk-Arab":
		return script.Tote(own.kk) + " " + script.Tote(father.kk) + " " + script.Tote(child)
	case "pinyin":
		return strings.ToUpper(own.pinyin + " " + father.pinyin)
	case "Hans":
		return own.hans + "·" + father.hans
	case "ru":
		return surname(script.Russian(father.kk), kyzy) + " " + script.Russian(own.kk)
	case "Latn":
		return script.Passport(own.kk + " " + father.kk + child)
	case "mn":
		return genitive(father.mn) + " " + own.mn
	case "uz":
		return uzbek(father.uz, kyzy) + " " + own.uz
	case "tr":
		return own.tr + " " + father.tr
	}
	return own.kk + " " + father.kk + child
}

func surname(father string, woman bool) string {
	ending := "ов"
	switch last, n := utf8.DecodeLastRuneInString(father); {
	case strings.ContainsRune("йьиы", last):
		father, ending = father[:len(father)-n], "ев"
		if last == 'и' || last == 'ы' {
			father += string(last)
		}
	case strings.ContainsRune("аяеэоёуюю", last):
		ending = "ев"
	}
	if woman {
		ending += "а"
	}
	return father + ending
}

func genitive(father string) string {
	last, n := utf8.DecodeLastRuneInString(father)
	switch {
	case last == 'й':
		return father[:len(father)-n] + "йн"
	case last == 'ь':
		return father[:len(father)-n] + "ийн"
	case strings.ContainsRune("аэеиоуөү", last):
		return father + "гийн"
	case strings.ContainsAny(father, "эеиөү") && !strings.ContainsAny(father, "аоу"):
		return father + "ийн"
	}
	return father + "ын"
}

func uzbek(father string, woman bool) string {
	ending := "ov"
	if last, _ := utf8.DecodeLastRuneInString(father); strings.ContainsRune("iaeoy", unicode.ToLower(last)) {
		ending = "yev"
	}
	if woman {
		ending += "a"
	}
	return father + ending
}

// russian invents the name of a former citizen.
func (v vocabulary) russian(r *rand.Rand, sex, family, father string) string {
	if sex == female {
		return feminine(family) + " " + v.one(r, "ru_woman").kk + " " + patronymic(father, "на")
	}
	return family + " " + v.one(r, "ru_man").kk + " " + patronymic(father, "ич")
}

func feminine(family string) string {
	if strings.HasSuffix(family, "ий") {
		return strings.TrimSuffix(family, "ий") + "ая"
	}
	return family + "а"
}

// patronymic makes Сергеевич of Сергей, Ильич of Илья, Иванович of Иван; ending is ич or на.
func patronymic(father, ending string) string {
	switch {
	case strings.HasSuffix(father, "ий"):
		return strings.TrimSuffix(father, "ий") + "ьев" + ending
	case strings.HasSuffix(father, "й"):
		return strings.TrimSuffix(father, "й") + "ев" + ending
	case strings.HasSuffix(father, "ь"):
		return strings.TrimSuffix(father, "ь") + "ев" + ending
	case father == "Павел":
		return "Павлов" + ending
	case father == "Пётр":
		return "Петров" + ending
	case strings.HasSuffix(father, "а") || strings.HasSuffix(father, "я"):
		return father[:len(father)-2] + map[string]string{"ич": "ич", "на": "инична"}[ending]
	}
	return father + "ов" + ending
}
