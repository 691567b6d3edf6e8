// Package names tells whether two writings are one name, whatever script and country each comes from, and says why
// (domain.md §4). It is pure: text in, score and reasons out.
//
// Every writing system is a table that reads letters as Kazakh sounds (read_*.go); a row gives the sounds a letter can
// stand for and what each guess costs. sound.go says which sounds take each other's place, and what it costs to lose one.
// align.go finds the cheapest way from one reading to the other, part.go knows parts of names and their endings, match.go
// their order, verdict.go the thresholds. A new writing system is a new table; nothing else needs to change.
package names
