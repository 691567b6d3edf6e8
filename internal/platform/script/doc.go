// Package script writes Kazakh Cyrillic in Arabic script (töte jazu) and tells scripts apart.
//
// The rules are those of the letters table (sources: press spellings, two public converters read for facts);
// where references disagree, the choice taken is the one the table marks. Words are converted letter by letter:
// no word lists, no marks added; digits, Latin, addresses and placeholders stay untouched.
package script
