// Package duplicates is where two records become one: the list of pairs that may be one human being, the comparison side by
// side, the merge with a choice for every field, and its undoing.
//
// A merge re-keys nothing. It sets person.merged_into and case_file.merged_into: what both records hold stays where it is and
// is read through the one that goes on, so that undoing takes the marks away. Finding is identity's, warning is intake's.
package duplicates
