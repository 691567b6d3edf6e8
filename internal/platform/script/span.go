package script

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// span is a part of a text, in bytes.
type span struct{ from, to int }

// glance tells at one look whether a text is in NFC for certain, being of letters and signs that never change, and
// whether it may have spans to keep. Most texts are the one and have none of the other.
func glance(text string) (normal, spans bool) {
	normal = true
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '{' || c == '@' || c == '/' || c|0x20 == 'w':
			spans = true
		case c < 0x80 || c >= 0xC2 && c <= 0xCB || c == 0xD0 || c == 0xD1: // up to U+02FF; U+0400 to U+047F
		case c == 0xD2 && i+1 < len(text) && text[i+1] >= 0x8A || c == 0xD3: // U+048A to U+04FF
		case c == 0xE2 && i+2 < len(text) && text[i+1] == 0x80 && text[i+2] >= 0x90: // U+2010 to U+203F
			i += 2
		case c < 0xC0: // the second byte of a letter
		default:
			normal = false
		}
	}
	return normal, spans
}

// keptSpans finds what is copied untouched, in order: {placeholders}, web addresses and e-mail addresses. Every byte is
// looked at a fixed number of times, whatever the text.
func keptSpans(text string) (out []span) {
	open := true // a { may still find its }
	for at, done := 0, 0; at < len(text); {
		s := span{at, at}
		switch c := text[at]; {
		case c == '{' && open:
			n := strings.IndexByte(text[at:], '}')
			if open = n > 0; open {
				s.to = at + n + 1
			}
		case c == 'h' || c == 'H' || c == 'w' || c == 'W':
			s = webAddress(text, at)
		case c == '@':
			s = mailAddress(text, at, done)
		}
		if s.to == s.from {
			at++
			continue
		}
		out = append(out, s)
		at, done = s.to, s.to
	}
	return out
}

// webAddress is the address that begins at a place, without the punctuation of the sentence after it; empty if none.
func webAddress(text string, at int) span {
	none := span{at, at}
	if before, _ := utf8.DecodeLastRuneInString(text[:at]); unicode.IsLetter(before) || unicode.IsDigit(before) {
		return none
	}
	rest := text[at:]
	if !hasPrefixFold(rest, "http://") && !hasPrefixFold(rest, "https://") && !hasPrefixFold(rest, "www.") {
		return none
	}
	if end := strings.IndexFunc(rest, endsAddress); end >= 0 {
		rest = rest[:end]
	}
	rest = withoutEnding(rest)
	after := ".,;:!?…'’"
	if !strings.Contains(rest, "(") {
		after += ")"
	}
	return span{at, at + len(strings.TrimRight(rest, after))}
}

func endsAddress(r rune) bool {
	return unicode.IsSpace(r) || strings.ContainsRune("«»\"“”„<>،؛", r)
}

// withoutEnding leaves the Kazakh ending out of egov.kz-ке: it is read, the address is not.
func withoutEnding(address string) string {
	dash := strings.LastIndexByte(address, '-')
	if dash < 0 {
		return address
	}
	for i, r := range address {
		if _, cyrillic := place(r); i < dash && r >= utf8.RuneSelf || i > dash && !cyrillic && !strings.ContainsRune(".,;:!?…)", r) {
			return address
		}
	}
	return address[:dash]
}

// mailAddress is the address around an @, no part of it before done; empty if there is none.
func mailAddress(text string, at, done int) span {
	from, to := at, at+1
	for script := Other; from > done; {
		r, n := utf8.DecodeLastRuneInString(text[:from])
		if !inMail(r, &script) {
			break
		}
		from -= n
	}
	for script := Other; to < len(text); {
		r, n := utf8.DecodeRuneInString(text[to:])
		if !inMail(r, &script) {
			break
		}
		to += n
	}
	from = at - len(strings.TrimLeft(text[from:at], "._%+-"))
	to = at + 1 + len(strings.TrimRight(text[at+1:to], "._%+-"))
	if from == at || strings.IndexByte(text[at:to], '.') <= 1 {
		return span{at, at}
	}
	return span{from, to}
}

// inMail reports whether a letter may stand in one side of an address; all letters of a side are of one script.
func inMail(r rune, script *Script) bool {
	s := scriptOf(r)
	if s == Other {
		return unicode.IsDigit(r) || strings.ContainsRune("._%+-", r)
	}
	if *script == Other {
		*script = s
	}
	return *script == s
}

func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}
