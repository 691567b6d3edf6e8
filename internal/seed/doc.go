// Package seed loads the dated tables of sql/seed into the database: the programme's facts with their sources.
//
// It runs with the owner's rights after the migrations, is repeatable, and adds or refreshes rows by their key;
// a running case never notices, since tasks and decisions keep the version they were made under. A row marked
// unverified stays so marked. A condition that no rule in code is named for stops the loading.
package seed
