package casefile

import (
	"regexp"
	"slices"
	"strings"

	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/fault"
	"nurlykosh/internal/platform/i18n"
	"nurlykosh/internal/platform/view"
)

// TitleOf is a task's title in the reader's language.
func TitleOf(t i18n.Reader, k Task) string {
	if k.TitleEN == "" {
		if t.Has("task.key." + k.Key) {
			return t.T("task.key." + k.Key)
		}
		return k.Title
	}
	return t.Pick(k.TitleKK, k.TitleRU, k.TitleEN)
}

// DueWords is a task's clock in words: late, today, left (working days), waiting, or none.
func DueWords(t i18n.Reader, cal *Calendar, state State, due, paused, today civil.Date, full bool) view.Due {
	suffix := ""
	if full {
		suffix = "_full"
	}
	switch {
	case state == Paused:
		return view.Due{Kind: view.DuePaused, Text: t.N("due.waiting", cal.WorkingDays(paused, today))}
	case state == Proposed:
		return view.Due{Kind: view.DuePaused, Text: t.T("due.proposed")}
	case due.IsZero():
		return view.Due{Text: t.T("due.none")}
	case due == today:
		return view.Due{Kind: view.DueToday, Text: t.T("due.today")}
	case due.Before(today):
		return view.Due{Kind: view.DueLate, Text: t.N("due.late"+suffix, max(1, cal.WorkingDays(due, today)))}
	}
	return view.Due{Kind: view.DueOK, Text: t.N("due.left"+suffix, cal.WorkingDays(today, due))}
}

// Options lists a group of reasons for a select; the first is the invitation to choose.
func (b *Book) Options(t i18n.Reader, group string) []view.Option {
	out := []view.Option{{Value: "", Text: t.T("choose")}}
	for _, r := range b.ReasonsOf(group) {
		out = append(out, view.Option{Value: r.Code, Text: t.Pick(r.KK, r.RU, r.EN)})
	}
	return out
}

// CountryOptions lists the countries for a select under its first line, in the order of the reader's alphabet.
func (b *Book) CountryOptions(t i18n.Reader, first string) []view.Option {
	var out []view.Option
	for _, k := range b.Countries {
		out = append(out, view.Option{Value: k.Code, Text: t.Pick(k.KK, k.RU, k.EN)})
	}
	return append([]view.Option{{Text: first}}, inOrder(t, out)...)
}

// RegionOptions lists the regions of today for a select under its first line, in the order of the reader's alphabet.
func (b *Book) RegionOptions(t i18n.Reader, first string) []view.Option {
	var out []view.Option
	for _, k := range b.Regions {
		if k.Kind != "former_region" {
			out = append(out, view.Option{Value: k.Code, Text: t.Pick(k.KK, k.RU, k.EN)})
		}
	}
	return append([]view.Option{{Text: first}}, inOrder(t, out)...)
}

func inOrder(t i18n.Reader, list []view.Option) []view.Option {
	return i18n.InOrder(t, list, func(o view.Option) string { return o.Text })
}

// OptionsFor lists those reasons of a group that make sense in a track.
func (b *Book) OptionsFor(t i18n.Reader, group string, track Track) []view.Option {
	return slices.DeleteFunc(b.Options(t, group), func(o view.Option) bool { return o.Value != "" && !ReasonFits(o.Value, track) })
}

// act is a legal basis as the tables write it.
var act = regexp.MustCompile(`^(Law|Order|Decree) No\. (\S+) of (\S+)$`)

// ownRule is the legal basis of what this system asks by itself.
const ownRule = "own rule"

// BasisWords are a legal basis in the reader's language; what is no act stays as it is written.
func BasisWords(t i18n.Reader, basis string) string {
	if m := act.FindStringSubmatch(basis); m != nil {
		return t.T("basis."+strings.ToLower(m[1]), "number", m[2], "date", m[3])
	}
	if basis == ownRule {
		return t.T("basis.own_rule")
	}
	return basis
}

// CheckReason wants a code of the group, and a text where the code needs one.
func (b *Book) CheckReason(p *fault.Problems, group, code, text string) {
	r, ok := b.Reason(group, code)
	switch {
	case !ok:
		p.Add("reason", "clock.reason_missing", nil)
	case r.NeedsText && text == "":
		p.Add("text", "reason.text_missing", nil)
	}
}

// Needing names those of some reasons that are told only with a text; empty if none is.
func (b *Book) Needing(t i18n.Reader, groups ...string) string {
	var out []string
	for _, g := range groups {
		for _, r := range b.ReasonsOf(g) {
			if word := t.Pick(r.KK, r.RU, r.EN); r.NeedsText && !slices.Contains(out, word) {
				out = append(out, word)
			}
		}
	}
	if len(out) == 0 {
		return ""
	}
	return t.T("reason.text_for", "reasons", strings.Join(out, "; "))
}

// Explained is the text beside a choice of reasons: left empty, or needed with the reasons that its hint names.
func (b *Book) Explained(t i18n.Reader, text string, groups ...string) *view.Field {
	f := &view.Field{Name: "text", Label: t.T("reason.text"), Hint: b.Needing(t, groups...), Value: text, Bidi: true}
	f.Optional = f.Hint == ""
	return f
}

func missing() error { return fault.Missing() }
