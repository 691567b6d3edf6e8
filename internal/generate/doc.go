// Package generate fills a database with invented families in great number, for measuring: believable households with
// attested names in every script, papers, cases, tasks and histories whose chains hold.
//
// A case is built from the seed and its own number alone (household.go, names.go), so that the same seed gives the same
// families whatever the machine; only keys and sealed texts differ, which are never the same twice. The rows go into the
// tables by COPY in one transaction: all of them, or none. In production the command refuses.
package generate
