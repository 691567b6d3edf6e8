// Package i18n holds the words of the programme: whole sentences with named placeholders, in Kazakh, Russian
// and English, one file a room. Kazakh in Arabic script is derived from the Kazakh texts by platform/script,
// with an own text where a word would not be understood.
//
// A placeholder is {name}; a plural message is an object of forms and takes {n}. No ending is ever joined to
// a value.
package i18n
