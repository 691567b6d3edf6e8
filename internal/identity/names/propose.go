package names

import (
	"slices"
	"strings"

	"nurlykosh/internal/platform/script"
)

// Proposal is a spelling of a name in another writing system, made by rule: somebody looks at it, and what a paper
// writes counts.
type Proposal struct {
	Script  string // kk-Cyrl, kk-Arab, Latn-2018, Latn-2021, passport, ru
	Written string
}

// Propose spells a name in the other writing systems of Kazakhstan and of the Kazakhs of China. from is the script of
// the name as identity.NameScripts has it; nothing is proposed from any but Kazakh Cyrillic, Arabic script and the two Kazakh Latin
// alphabets, for other letters have lost too much.
func Propose(written, from string) []Proposal {
	var kk string
	var out []Proposal
	switch from {
	case "kk-Cyrl":
		kk = written
		out = append(out, Proposal{"kk-Arab", script.Tote(kk)})
	case "kk-Arab":
		kk = Cyrillic(written)
		out = append(out, Proposal{"kk-Cyrl", kk})
	case "Latn":
		if kk = kazakhLatin(written); kk == "" {
			return nil
		}
		out = append(out, Proposal{"kk-Cyrl", kk}, Proposal{"kk-Arab", script.Tote(kk)})
	default:
		return nil
	}
	out = append(out,
		Proposal{"Latn-2018", script.Latin2018(kk)}, Proposal{"Latn-2021", script.Latin2021(kk)},
		Proposal{"passport", script.Passport(kk)}, Proposal{"ru", script.Russian(kk)})
	return slices.DeleteFunc(out, func(p Proposal) bool { return p.Written == written })
}

// Letters that only one of the Kazakh Latin alphabets has (domain.md §4.3); ü and ö are Turkish and German as well.
const (
	letters2018 = "áǵńóúý"
	letters2021 = "äğñöüūşı"
	own2018     = "ǵńý"
	own2021     = "ğñūş"
)

// kazakhLatin proposes the Kazakh Cyrillic of a name in one of the Kazakh Latin alphabets; empty when its letters do not tell
// which it is.
func kazakhLatin(written string) string {
	small := strings.ToLower(written)
	switch has := func(letters string) bool { return strings.ContainsAny(small, letters) }; {
	case has(own2021) && !has(letters2018):
		return script.From2021(written)
	case has(own2018) && !has(strings.ReplaceAll(letters2021, "ı", "")):
		return script.From2018(written)
	}
	return ""
}

// elements are words that names are made of. Each is soft or hard by itself, so a compound is read word by word: Гүл-жан,
// Ай-гүл, Жұма-бек.
var (
	firstElements = strings.Fields("گۇل نۇر اي ەر بەك جان تاڭ قول الما دوس")
	lastElements  = strings.Fields("جان حان بەك باي گۇل گوز نۇر گەلدى گەرىم لان بول زات نار ميرا زيرا")
)

// Cyrillic proposes the Kazakh Cyrillic of a name in Arabic script.
func Cyrillic(tote string) string {
	words := strings.Fields(tote)
	for i, w := range words {
		words[i] = strings.Join(elements(w), "\u2060")
	}
	pieces := strings.Split(strings.Join(words, " "), "\u2060")
	for i, p := range pieces {
		pieces[i] = script.FromTote(p)
		if i > 0 {
			pieces[i] = lowerFirst(pieces[i])
		}
	}
	return strings.Join(pieces, "")
}

func lowerFirst(s string) string {
	for i, r := range s {
		if i == 0 {
			return strings.ToLower(string(r)) + s[len(string(r)):]
		}
	}
	return s
}

// elements parts a compound; a part keeps at least two letters.
func elements(word string) []string {
	tail := ""
	stem := word
	for _, ending := range []string{"ەۆ", "وۆ"} {
		if s, ok := strings.CutSuffix(word, ending); ok && strings.HasSuffix(s+"ي", "باي") {
			stem, tail = s+"ي", ending
		}
	}
	for _, e := range lastElements {
		if s, ok := strings.CutSuffix(stem, e); ok && len(s) >= leastElement {
			if tail != "" { // Тілеу-ба-ев
				return []string{s, strings.TrimSuffix(e, "ي") + tail}
			}
			return []string{s, e}
		}
	}
	for _, e := range firstElements {
		if s, ok := strings.CutPrefix(stem, e); ok && len(s) >= leastElement+2 {
			return []string{e, s}
		}
	}
	return []string{word}
}

const leastElement = 4 // bytes: two letters
