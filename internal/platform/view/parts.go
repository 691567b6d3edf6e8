package view

import (
	"strings"

	"github.com/a-h/templ"
)

// Link is an address with its words; Hidden is added for screen readers only.
type Link struct{ Href, Text, Hidden string }

// DueKind gives the clock's shape.
type DueKind string

// The shapes of look.md §4.
const (
	DueLate   DueKind = "late"
	DueToday  DueKind = "today"
	DueOK     DueKind = "ok"
	DuePaused DueKind = "paused"
	DueDone   DueKind = "done"
	DueNone   DueKind = ""
)

// Due is a clock in words with a shape.
type Due struct {
	Kind DueKind
	Text string
}

// Tag is a short word on a coloured ground: sky, green, gold, red, violet, line or "".
type Tag struct{ Kind, Text string }

// Option is a choice of a select, radios or checkboxes.
type Option struct {
	Value, Text, Hint string
	Selected          bool
	Lang              string // of a text that is a name; the page's own otherwise
}

// Field is one input of a form.
type Field struct {
	Name, Label, Hint, Value string
	Error                    string
	Type                     string // text unless set
	Mode                     string // inputmode
	Auto                     string // autocomplete
	Width                    string // govuk width class: 2, 4, 5, 10, 20
	Bidi                     bool   // the text may be in any script
	Tote                     bool   // the text may be in Arabic script: the script offers its letters on the screen
	LTR                      bool   // a number or a code: left to right on every page
	Rows                     int    // of a text area
	Options                  []Option
	Optional                 bool // marked as not required
	Small                    bool // legend or label not bold
}

// DateField is three inputs: name_day, name_month, name_year.
type DateField struct {
	Name, Label, Hint string
	Day, Month, Year  string
	Error             string
	Optional          bool
	YearOnly          bool // the year alone is enough: the hint says so
}

// Fact is a row of a summary list.
type Fact struct {
	Name, Value string
	Lang        string
	Links       []Link
	Note        string
}

// Step is one of the four in the case's path.
type Step struct {
	Word, State, StateWord, Sub string // State: done, now, todo
}

// NextAction is the box on top of a case.
type NextAction struct {
	What, WhatNote string
	Who, WhoNote   string
	When           string
	Due            Due
	Primary        *Link
	Others         []Link
}

// Event is a line of a timeline.
type Event struct {
	Text, Detail, Meta string
	Decision           bool
}

// Name is a person's name in its own language and direction.
type Name struct{ Text, Lang string }

// Isolated sets a name apart inside other text, so that neither turns the other's direction round: U+2068 … U+2069.
func Isolated(name string) string { return "\u2068" + name + "\u2069" }

// Arabic reports whether the name is written in Arabic script.
func (n Name) Arabic() bool {
	for _, r := range n.Text {
		if r >= 0x600 && r <= 0x6FF {
			return true
		}
	}
	return false
}

// TaskRow is a row of a list of tasks or families.
type TaskRow struct {
	Task    Link
	Why     string
	More    string // "+3 more"
	Case    Link
	Family  Name
	Persons string
	Step    string
	Due     Due
}

// TaskGroup is a table of My day.
type TaskGroup struct {
	ID, Title string
	Count     int
	Late      bool
	Rows      []TaskRow
	Empty     string
	More      *Link
}

// Tab is a part of the case page.
type Tab struct {
	Href, Text string
	Count      int
	Current    bool
}

// Rule is a row of a decision's check: met, not, unknown, waived.
type Rule struct {
	Kind, Word, Text, Fact, Basis string
	Todo                          *Link // what would meet it
}

// Bar is a share of a whole in an SVG: X and W in thousandths; Class is s1, s2 or h (hatched).
type Bar struct {
	X, W  int
	Class string
}

// Icons are the only raw markup of the programme.
const (
	iconDone = `<svg width="22" height="22" viewBox="0 0 22 22" aria-hidden="true"><circle cx="11" cy="11" r="11" fill="#0A6638"/><path d="M5.5 11.5l3.7 3.7 7.3-8" fill="none" stroke="#fff" stroke-width="2.6"/></svg>`
	iconNow  = `<svg width="22" height="22" viewBox="0 0 22 22" aria-hidden="true"><circle cx="11" cy="11" r="9.5" fill="#fff" stroke="#005F73" stroke-width="3"/><circle cx="11" cy="11" r="4.5" fill="#005F73"/></svg>`
	iconTodo = `<svg width="22" height="22" viewBox="0 0 22 22" aria-hidden="true"><circle cx="11" cy="11" r="9.8" fill="#fff" stroke="#4A626B" stroke-width="2" stroke-dasharray="3.5 3"/></svg>`
	mark     = `<svg width="30" height="30" viewBox="0 0 32 32" aria-hidden="true" focusable="false"><g fill="none" stroke-linecap="round" stroke-width="2.6"><path stroke="#FEC50C" d="M16 1.8v4M6.6 5.6l2.5 3.1M25.4 5.6l-2.5 3.1M1.8 14.4l3.8 1.2M30.2 14.4l-3.8 1.2"/><path fill="#FEC50C" stroke="none" d="M7 22a9 9 0 0 1 18 0z"/><path stroke="#fff" stroke-width="1.7" stroke-linecap="butt" d="M7 22a9 9 0 0 1 18 0M12 21.6c0-4 1.6-6.6 5.6-8.3M20 21.6c0-4-1.6-6.6-5.6-8.3M16 21.6v-8.3"/><path stroke="#00AFCA" d="M1.8 26.2h13c3.6 0 2.6 4 6.2 4h9.2"/></g></svg>`
)

var icons = map[string]string{
	"mark":     mark,
	"mark-sky": strings.NewReplacer("#FEC50C", "#FFF4CF", `stroke="#fff"`, `stroke="#0B3B47"`, "#00AFCA", "#0B3B47").Replace(mark),
	"mark-ink": strings.NewReplacer("#FEC50C", "#000", `stroke="#fff"`, `stroke="#fff"`, "#00AFCA", "#000").Replace(mark),
	"done":     iconDone, "now": iconNow, "todo": iconTodo,
	"ok":       `<svg width="26" height="26" viewBox="0 0 26 26" aria-hidden="true"><circle cx="13" cy="13" r="13" fill="#0A6638"/><path d="M7 13.5l4.2 4.2 8-9" fill="none" stroke="#fff" stroke-width="3"/></svg>`,
	"warn":     `<svg width="26" height="26" viewBox="0 0 26 26" aria-hidden="true"><path d="M13 2l12 22H1z" fill="#6B4700"/><path d="M13 10v7M13 19.5v2" stroke="#fff" stroke-width="2.6"/></svg>`,
	"info":     `<svg width="26" height="26" viewBox="0 0 26 26" aria-hidden="true"><circle cx="13" cy="13" r="13" fill="#005F73"/><path d="M13 11v8M13 6.5v2.5" stroke="#fff" stroke-width="2.8"/></svg>`,
	"stop":     `<svg width="26" height="26" viewBox="0 0 26 26" aria-hidden="true"><path d="M8 1h10l7 7v10l-7 7H8l-7-7V8z" fill="#B0121C"/><path d="M13 6v9M13 18v3" stroke="#fff" stroke-width="3"/></svg>`,
	"previous": `<svg class="govuk-pagination__icon govuk-pagination__icon--prev" height="13" width="15" aria-hidden="true" focusable="false" viewBox="0 0 15 13"><path d="m6.6 0-6.700 6.700 6.700 6.400 1.400-1.400-4.200-4h12.900v-2h-13l4.300-4.300z"/></svg>`,
	"next":     `<svg class="govuk-pagination__icon govuk-pagination__icon--next" height="13" width="15" aria-hidden="true" focusable="false" viewBox="0 0 15 13"><path d="m8.100 0-1.400 1.400 4.300 4.300h-13v2h12.900l-4.200 4 1.400 1.400 6.700-6.400z"/></svg>`,
	"met":      `<svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true"><path d="M2 8.5l4 4 8-9" fill="none" stroke="currentColor" stroke-width="2.6"/></svg>`,
	"not":      `<svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true"><path d="M3 3l10 10M13 3L3 13" stroke="currentColor" stroke-width="2.6"/></svg>`,
	"unk":      `<svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true"><path d="M5 5.5a3 3 0 1 1 4.5 2.6c-1 .6-1.5 1.100-1.500 2.400M8 13v2" fill="none" stroke="currentColor" stroke-width="2.2"/></svg>`,
	"wai":      `<svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true"><path d="M2 5.500h12M2 10.500h12M5 13l6-10" stroke="currentColor" stroke-width="2"/></svg>`,
}

// Icon gives a drawn sign by its name.
func Icon(name string) templ.Component { return templ.Raw(icons[name]) }
