package i18n

import (
	"fmt"
	"strconv"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"

	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/fault"
	"nurlykosh/internal/platform/script"
)

// Reader is the words in one language; a small value that pages carry.
type Reader struct {
	c *Catalogue
	l Lang
}

// Reader gives the words in a language.
func (c *Catalogue) Reader(l Lang) Reader { return Reader{c: c, l: l} }

// Lang is the reader's language.
func (r Reader) Lang() Lang { return r.l }

// Dir is the direction of the reader's script.
func (r Reader) Dir() string {
	if r.l == KKArab {
		return "rtl"
	}
	return "ltr"
}

// Has reports whether there is a message of this key.
func (r Reader) Has(key string) bool {
	_, ok := r.c.find(r.l, key)
	return ok
}

// T gives a message. args are name and value in turn, or one fault.Args or map. A key without a message is shown
// in brackets and counted (Catalogue.Missing): a test finds it before a reader does.
func (r Reader) T(key string, args ...any) string {
	m, ok := r.c.find(r.l, key)
	if !ok {
		return r.c.absent.note(key)
	}
	get := r.values(args)
	if m.forms != nil {
		n := 0
		if v, ok := get("n"); ok {
			n, _ = strconv.Atoi(v)
		}
		return fill(m.form(r.l, n), get)
	}
	return fill(m.text, get)
}

// N gives a plural message for a count, which the text may show as {n}.
func (r Reader) N(key string, n int, args ...any) string {
	m, ok := r.c.find(r.l, key)
	if !ok {
		return r.c.absent.note(key)
	}
	get := r.values(args)
	text := m.text
	if m.forms != nil {
		text = m.form(r.l, n)
	}
	return fill(text, func(name string) (string, bool) {
		if name == "n" {
			return r.Number(n), true
		}
		return get(name)
	})
}

var tags = map[Lang]language.Tag{KK: language.Kazakh, KKArab: language.Kazakh, RU: language.Russian, EN: language.English}

func (m message) form(l Lang, n int) string {
	if n < 0 {
		n = -n
	}
	if t, ok := m.forms[plural.Cardinal.MatchPlural(tags[l], n, 0, 0, 0, 0)]; ok {
		return t
	}
	return m.forms[plural.Other]
}

// values looks a placeholder up among the arguments; a value that names a message itself ("@reason.x") is
// put in that message's words.
func (r Reader) values(args []any) func(string) (string, bool) {
	if len(args) == 1 {
		m, ok := args[0].(map[string]any)
		if !ok {
			m, ok = args[0].(fault.Args)
		}
		if ok {
			return func(name string) (string, bool) {
				v, ok := m[name]
				return r.text(v), ok
			}
		}
	}
	return func(name string) (string, bool) {
		for i := 0; i+1 < len(args); i += 2 {
			if args[i] == name {
				return r.text(args[i+1]), true
			}
		}
		return "", false
	}
}

func (r Reader) text(v any) string {
	switch x := v.(type) {
	case nil:
		return ""
	case string:
		if len(x) > 1 && x[0] == '@' && r.Has(x[1:]) {
			return r.T(x[1:])
		}
		return x
	case int:
		return strconv.Itoa(x)
	case int64:
		return strconv.FormatInt(x, 10)
	case civil.Date:
		return r.Date(x)
	case float64: // numbers that came back from JSON
		return strconv.FormatFloat(x, 'f', -1, 64)
	}
	return fmt.Sprint(v)
}

// Pick chooses among the three texts of a table's row; Arabic script is derived from the Kazakh.
func (r Reader) Pick(kk, ru, en string) string {
	switch r.l {
	case RU:
		return ru
	case EN:
		return en
	case KKArab:
		return script.Tote(kk)
	}
	return kk
}
