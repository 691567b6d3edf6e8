// Package view is what every page shares: typed display values that screens fill and templates show.
//
// Values are ready-made strings in the reader's language; templates decide nothing. Raw markup (the mark, the
// icons) lives here and nowhere else.
package view

import (
	"strings"

	"nurlykosh/internal/platform/i18n"
)

// Shell is the frame around a page.
type Shell int

// The frames: visitors, people of the staff, migrants.
const (
	Public Shell = iota
	Staff
	Migrant
)

// Page is what the layout and the partials need of every page.
type Page struct {
	T        i18n.Reader
	Title    string // without the product's name
	Path     string // this address, for the language links
	CSRF, Op string // hidden fields of a form: token and operation id
	Shell    Shell
	User     *User // nil for visitors
	Nav      []NavItem
	Banner   *Banner
	Problems []Problem // what is wrong with the form
	Dev      bool
	Keys     bool   // keyboard shortcuts wanted
	Version  string //
	Search   string // typed search, kept in its field
	Printed  string // who printed when, for paper
	Refresh  string // reserved address of a page that moves on; empty

	Here  string   // address of the form that this page is: its language links carry what was typed; empty without one
	Was   string   // what the form held when it was made, for the page of two versions
	Rev   string   // the version of what the form changes that it was made from; empty for a form that only adds
	Drop  bool     // the form was brought back, and can be thrown away
	Clash bool     // what is wrong is what somebody else did meanwhile
	Typed []string // what was typed and has no other place on this page
}

// ThisForm is the id of the form that a page is.
const ThisForm = "this-form"

// DropDraft is the button that throws away what a form was brought back with.
const DropDraft = "drop"

// User is the person signed in.
type User struct {
	Name, Role, Office string
	Finds              bool // may search for families
}

// NavItem is an entry of the main navigation; Count 0 shows no number.
type NavItem struct {
	Href, Text string
	Count      int
	Late       bool
	Current    bool
}

// Count is a number beside the navigation.
type Count struct {
	N    int
	Late bool
}

// BannerKind colours a banner; its words say the same.
type BannerKind string

// The kinds of banners.
const (
	OK   BannerKind = ""
	Warn BannerKind = "warn"
	Info BannerKind = "info"
	Stop BannerKind = "stop"
)

// Banner tells what was done and what follows.
type Banner struct {
	Kind  BannerKind
	Title string
	Lines []string
	Link  *Link
	Links []Link // further ways on, such as undoing it
}

// Problem is one thing wrong with one field; Field is empty when it concerns the whole form. Where names the part of a
// form in which the same field stands several times, Label the field where the text is the same at every field (Nameless);
// the summary says both before the text.
type Problem struct {
	Field, Text, Where, Label string
	Nameless                  bool
}

// ID is the element id of a field's name: persons[1].name → persons-1-name.
func ID(name string) string {
	return strings.NewReplacer("[", "-", "].", "-", "]", "", ".", "-").Replace(name)
}

// Err is the text of the problem at a field, empty when there is none.
func (p Page) Err(field string) string {
	for _, x := range p.Problems {
		if x.Field == field {
			return x.Text
		}
	}
	return ""
}

// FullTitle is the text of the title element; it begins with "Error:" when the form has problems.
func (p Page) FullTitle() string {
	s := p.Title
	if len(p.Problems) > 0 {
		s = p.T.T("layout.error_prefix") + " " + s
	}
	return s + " – " + p.T.T("layout.product")
}

// LangLink is the address of this page in another language.
func (p Page) LangLink(l i18n.Lang) string {
	sep := "?"
	if strings.Contains(p.Path, "?") {
		sep = "&"
	}
	return p.Path + sep + "lang=" + string(l)
}
