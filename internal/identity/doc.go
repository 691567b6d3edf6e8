// Package identity is the room of persons: who somebody is, whatever script their papers use.
//
// A person is in the system once. Names are kept as attested, letter for letter; folding happens only in the
// search keys. IIN is optional, and unique when present. Arrows: platform ← accounts ← identity.
package identity
