package identity

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/fault"
)

// NameScripts are the scripts and spellings in which papers write names (domain.md §4.2–4.3).
var NameScripts = []string{"kk-Cyrl", "ru", "kk-Arab", "Latn", "pinyin", "Hans", "mn", "uz", "tr", "fa", "other"}

// Attested is a name exactly as one document writes it.
type Attested struct {
	ID        int64      `db:"id"`
	PersonID  int64      `db:"person_id"`
	Written   string     `db:"written"` // letter for letter
	Script    string     `db:"script"`
	PaperKind string     `db:"paper_kind"`  // "" for what the person said
	Number    string     `db:"-"`           // of the document; sealed in the database
	Tail      string     `db:"number_tail"` // its last signs
	Issued    civil.Date `db:"issued_on"`
	Expires   civil.Date `db:"expires_on"`
	ReadBy    string     `db:"read_by"` // who read it where the clerk could not
	Chosen    bool       `db:"chosen"`  // the person's chosen form
}

// MaxName is the longest name kept, in letters.
const MaxName = 200

// CheckWritten refuses, at a field, what no name is written with.
func CheckWritten(p *fault.Problems, field, written string) {
	n := utf8.RuneCountInString(written)
	switch {
	case n == 0:
		p.Add(field, "name.missing", nil)
	case n > MaxName:
		p.Add(field, "form.too_long", fault.Args{"max": MaxName})
	case strings.ContainsFunc(written, unseen):
		p.Add(field, "name.unseen_signs", nil)
	case !strings.ContainsFunc(written, unicode.IsLetter):
		p.Add(field, "name.no_letters", nil)
	}
}

// Check refuses what is not a name; every problem at its field under the prefix.
func (a Attested) Check(p *fault.Problems, prefix string, today civil.Date) {
	CheckWritten(p, prefix+"name", a.Written)
	switch other := lettersOutside(a.Written, a.Script); {
	case !contains(NameScripts, a.Script):
		p.Add(prefix+"script", "name.script_missing", nil)
	case other != "":
		p.Add(prefix+"script", "name.script_differs", fault.Args{"letters": other})
	}
	CheckNumber(p, prefix+"number", a.Number)
	if !a.Issued.IsZero() && a.Issued.After(today) {
		p.Add(prefix+"issued", "date.in_future", nil)
	}
	if !a.Issued.IsZero() && !a.Expires.IsZero() && a.Expires.Before(a.Issued) {
		p.Add(prefix+"expires", "date.end_before_start", nil)
	}
}

// unseen are signs that nobody sees and that turn or part what is written; the joiners of Persian are letters' neighbours.
func unseen(r rune) bool {
	return r != '\u200c' && r != '\u200d' && unicode.In(r, unicode.Cf, unicode.Cc)
}

// lettersIn are the alphabets in which the papers of a script write; one without an entry may have any letters.
var lettersIn = map[string][]*unicode.RangeTable{
	"kk-Cyrl": {unicode.Cyrillic}, "ru": {unicode.Cyrillic}, "mn": {unicode.Cyrillic},
	"kk-Arab": {unicode.Arabic}, "fa": {unicode.Arabic},
	"Latn": {unicode.Latin}, "pinyin": {unicode.Latin}, "tr": {unicode.Latin}, "uz": {unicode.Latin, unicode.Cyrillic},
	"Hans": {unicode.Han},
}

// lettersOutside are the letters of a name, each once, that its script does not have: a sign that the wrong script was
// chosen, or that a look-alike was typed (a Latin i for the Kazakh і).
func lettersOutside(name, script string) string {
	alphabets, known := lettersIn[script]
	if !known {
		return ""
	}
	var out []string
	for _, r := range name {
		// letters of no one script, such as the apostrophe of Uzbek, belong to all
		if unicode.IsLetter(r) && !unicode.In(r, alphabets...) && !unicode.In(r, unicode.Common, unicode.Inherited) && !contains(out, string(r)) {
			out = append(out, string(r))
		}
	}
	return strings.Join(out, " ")
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// LangOf is the language tag under which a screen shows a name of a script.
func LangOf(script string) string {
	switch script {
	case "kk-Cyrl", "":
		return "kk"
	case "ru", "mn", "uz", "tr", "fa":
		return script
	case "kk-Arab":
		return "kk-Arab"
	case "Hans":
		return "zh-Hans"
	case "pinyin":
		return "zh-Latn"
	case "Latn":
		return "kk-Latn"
	}
	return "und"
}

// CheckNumber refuses a document number without a letter or digit; none is no fault.
func CheckNumber(p *fault.Problems, field, number string) {
	if number != "" && DocumentKey(number) == "" {
		p.Add(field, "document.number_empty", nil)
	}
}

// DocumentKey is the form under which a document number is found again: letters and digits only, capital,
// Cyrillic look-alikes as Latin.
func DocumentKey(number string) string {
	var b strings.Builder
	for _, r := range strings.ToUpper(civil.Digits(number)) {
		if l, ok := lookAlike[r]; ok {
			r = l
		}
		if r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r > 0x7F && unicode.IsLetter(r) {
			b.WriteRune(r)
		}
	}
	return b.String()
}

var lookAlike = map[rune]rune{
	'А': 'A', 'В': 'B', 'С': 'C', 'Е': 'E', 'Н': 'H', 'К': 'K', 'М': 'M', 'О': 'O', 'Р': 'P', 'Т': 'T', 'Х': 'X', 'У': 'Y', 'І': 'I',
}
