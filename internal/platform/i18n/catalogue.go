package i18n

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"sync"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"

	"nurlykosh/internal/platform/script"
)

//go:embed locales
var locales embed.FS

// Lang is a language of the pages.
type Lang string

// The languages; KKArab is for the migrant's and public pages.
const (
	KK     Lang = "kk"
	RU     Lang = "ru"
	EN     Lang = "en"
	KKArab Lang = "kk-Arab"
)

// Langs in the order of the language links.
var Langs = []Lang{KK, KKArab, RU, EN}

// ParseLang reads a language code; false for any other.
func ParseLang(s string) (Lang, bool) {
	for _, l := range Langs {
		if s == string(l) {
			return l, true
		}
	}
	return KK, false
}

// Match chooses by the browser's wish; Kazakh when it names none of ours.
func Match(accept string) Lang {
	tags, _, err := language.ParseAcceptLanguage(accept)
	if err != nil {
		return KK
	}
	for _, t := range tags {
		base, _ := t.Base()
		scr, conf := t.Script()
		switch base.String() {
		case "kk":
			if scr.String() == "Arab" && conf == language.Exact {
				return KKArab
			}
			return KK
		case "ru":
			return RU
		case "en":
			return EN
		}
	}
	return KK
}

// message is a text, or its plural forms.
type message struct {
	text  string
	forms map[plural.Form]string
}

// Catalogue is all messages of all languages.
type Catalogue struct {
	texts  map[Lang]map[string]message
	tote   sync.Map // key → message in Arabic script, derived once
	absent absent
}

var formNames = map[string]plural.Form{"one": plural.One, "few": plural.Few, "many": plural.Many, "other": plural.Other}

// Load reads the embedded catalogues; an error names the file and the key.
func Load() (*Catalogue, error) {
	c := &Catalogue{texts: map[Lang]map[string]message{}}
	for _, l := range Langs {
		c.texts[l] = map[string]message{}
		files, err := fs.Glob(locales, path.Join("locales", string(l), "*.json"))
		if err != nil {
			return nil, err
		}
		for _, f := range files {
			if err := c.read(l, f); err != nil {
				return nil, fmt.Errorf("%s: %w", f, err)
			}
		}
	}
	return c, nil
}

func (c *Catalogue) read(l Lang, file string) error {
	raw, err := locales.ReadFile(file)
	if err != nil {
		return err
	}
	var entries map[string]json.RawMessage
	if err := json.Unmarshal(raw, &entries); err != nil {
		return err
	}
	for key, value := range entries {
		if _, twice := c.texts[l][key]; twice {
			return fmt.Errorf("%s stands in another file too", key)
		}
		var m message
		if json.Unmarshal(value, &m.text) != nil {
			var forms map[string]string
			if err := json.Unmarshal(value, &forms); err != nil {
				return fmt.Errorf("%s: neither a text nor plural forms", key)
			}
			m.forms = map[plural.Form]string{}
			for name, text := range forms {
				form, ok := formNames[name]
				if !ok {
					return fmt.Errorf("%s: no plural form is named %s", key, name)
				}
				m.forms[form] = text
			}
		}
		c.texts[l][key] = m
	}
	return nil
}

// find gives the message of a key; in Arabic script an own text, else one derived from the Kazakh.
func (c *Catalogue) find(l Lang, key string) (message, bool) {
	if m, ok := c.texts[l][key]; ok {
		return m, true
	}
	if l != KKArab {
		return message{}, false
	}
	if m, ok := c.tote.Load(key); ok {
		return m.(message), true
	}
	kk, ok := c.texts[KK][key]
	if !ok {
		return message{}, false
	}
	m := message{text: script.Tote(kk.text)}
	if kk.forms != nil {
		m.forms = map[plural.Form]string{}
		for f, t := range kk.forms {
			m.forms[f] = script.Tote(t)
		}
	}
	c.tote.Store(key, m)
	return m, true
}

// Keys lists a language's own keys, for tests.
func (c *Catalogue) Keys(l Lang) []string {
	var out []string
	for k := range c.texts[l] {
		out = append(out, k)
	}
	return out
}

// Texts lists the texts of a key, its plural forms by name, for tests.
func (c *Catalogue) Texts(l Lang, key string) map[string]string {
	m := c.texts[l][key]
	out := map[string]string{}
	if m.forms == nil {
		out[""] = m.text
	}
	for name, f := range formNames {
		if t, ok := m.forms[f]; ok {
			out[name] = t
		}
	}
	return out
}

// fill puts values into a text's placeholders.
func fill(text string, get func(name string) (string, bool)) string {
	if strings.IndexByte(text, '{') < 0 {
		return text
	}
	var b strings.Builder
	b.Grow(len(text) + 32)
	for {
		i := strings.IndexByte(text, '{')
		if i < 0 {
			break
		}
		j := strings.IndexByte(text[i:], '}')
		if j < 0 {
			break
		}
		b.WriteString(text[:i])
		if v, ok := get(text[i+1 : i+j]); ok {
			b.WriteString(v)
			if strings.HasSuffix(v, " г.") && strings.HasPrefix(text[i+j+1:], ".") {
				j++ // a Russian date ends with the full stop of the sentence
			}
		} else {
			b.WriteString(text[i : i+j+1])
		}
		text = text[i+j+1:]
	}
	b.WriteString(text)
	return b.String()
}
