// Package housing is the second step: the stock of dwellings, what a family needs, offers with their answers,
// inspection by a second person, contract, move-in and registration at the place of residence.
//
// A dwelling belongs to one family at a time: the database refuses a second (offer_dwelling_given_once), whatever
// the concurrency. An open offer whose last day is past counts as expired at once; nobody has to mark it.
package housing
