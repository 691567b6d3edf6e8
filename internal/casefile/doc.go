// Package casefile is the case: household, steps, tasks, clock, decisions and events. Every other room
// of the programme speaks of it; it speaks of none of them.
//
// A step room tells the case what it needs to know through Facts (was a dwelling moved into, was somebody
// hired, since when); the case decides from its templates which tasks that means (Plan), what comes next and
// who acts. Arrows: platform ← accounts ← identity ← casefile.
package casefile
