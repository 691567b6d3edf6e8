// Package journey walks through the programme in a real browser, as its people do: with scripts, without them,
// and by keyboard alone. Every page it stands on is checked by axe in every language.
package journey
