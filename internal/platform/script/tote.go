package script

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

const hamza = "\u0674"

// Tote writes a Kazakh text in Arabic script by the rules of the letters table. What is not Kazakh Cyrillic stays as
// it is, but for the comma, the semicolon and the question mark, which have forms of their own.
func Tote(text string) string {
	normal, spans := glance(text)
	if !normal {
		text = norm.NFC.String(text)
	}
	w := writer{text: text}
	if spans {
		w.kept = keptSpans(text)
	}
	w.b.Grow(len(text) + len(text)/8)
	for w.at < len(text) {
		w.step()
	}
	return w.b.String()
}

type writer struct {
	text string
	at   int
	kept []span // still ahead, in order
	b    strings.Builder
	word []byte   // places of the word at hand
	room [32]byte // for word
}

// step writes what begins here: a kept span, a word, or one sign.
func (w *writer) step() {
	if len(w.kept) > 0 && w.at == w.kept[0].from {
		w.b.WriteString(w.text[w.at:w.kept[0].to])
		w.at, w.kept = w.kept[0].to, w.kept[1:]
		return
	}
	if c := w.text[w.at]; c < utf8.RuneSelf {
		w.ascii(c)
		return
	}
	end, ours := w.letters()
	if ours {
		w.name()
	} else {
		w.b.WriteString(w.text[w.at:end])
	}
	w.at = end
}

// ascii turns the marks that have a form of their own; a comma between two digits stays.
func (w *writer) ascii(c byte) {
	switch {
	case c == ';':
		w.b.WriteString("؛")
	case c == '?':
		w.b.WriteString("؟")
	case c == ',' && !(w.at > 0 && w.at+1 < len(w.text) && digit(w.text[w.at-1]) && digit(w.text[w.at+1])):
		w.b.WriteString("،")
	default:
		w.b.WriteByte(c)
	}
	w.at++
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

// letters reads the run of Cyrillic letters that begins here into word, and gives its end; or the end of what is not ours:
// any other sign, and a Latin ə or ɵ beside other Latin letters.
func (w *writer) letters() (end int, ours bool) {
	limit := len(w.text)
	if len(w.kept) > 0 {
		limit = w.kept[0].from
	}
	w.word = w.room[:0]
	var after rune
	for end = w.at; end < limit; {
		r, n := utf8.DecodeRuneInString(w.text[end:limit])
		p, ok := place(r)
		if !ok {
			after = r
			break
		}
		ours = ours || r >= block
		w.word = append(w.word, p)
		end += n
	}
	if end == w.at {
		_, n := utf8.DecodeRuneInString(w.text[end:])
		return end + n, false
	}
	before, _ := utf8.DecodeLastRuneInString(w.text[:w.at])
	return end, ours || !unicode.Is(unicode.Latin, before) && !unicode.Is(unicode.Latin, after)
}

// name writes the word at hand; the ending -ұлы or -қызы of a capitalised name is a word of its own.
func (w *writer) name() {
	if cut := patronymic(w.word); cut > 0 {
		w.plain(w.word[:cut])
		w.b.WriteByte(' ')
		w.plain(w.word[cut:])
		return
	}
	w.plain(w.word)
}

// plain writes letters, with one hamza before a soft word; и and й are not written before я and ю.
func (w *writer) plain(word []byte) {
	if soft(word) {
		w.b.WriteString(hamza)
	}
	for i, p := range word {
		if table[p].is&glide != 0 && i+1 < len(word) && table[word[i+1]].is&iotate != 0 {
			continue
		}
		w.b.WriteString(table[p].out)
	}
}

// soft reports whether a word takes the hamza: it has ә ө ү or і and none of е э г к; with қ or ғ only when its first
// vowel is a soft one.
func soft(word []byte) bool {
	var all, first trait
	for _, p := range word {
		is := table[p].is
		all |= is
		if first == 0 && is&vowel != 0 {
			first = is
		}
	}
	return all&front != 0 && all&bare == 0 && (all&back == 0 || first&front != 0)
}
