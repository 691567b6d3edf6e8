package intakeview

import (
	"nurlykosh/internal/platform/view"
	casefileview "nurlykosh/templates/casefile"
)

// HouseholdPage is the part of a case about its members.
type HouseholdPage struct {
	casefileview.Frame
	Members  []HouseholdRow
	Earlier  []EarlierRow
	People   []PersonCard
	Wishes   []view.Fact
	MayWork  bool
	Complete bool // the task of completing it is still to be done
	NameHead string
}

// HouseholdRow is a member of today.
type HouseholdRow struct {
	Name                                      view.Name
	Relation, Born, Sex, Country, IIN         string
	Quota, Status, Where, Stay, Basis, Joined string
	Speaks                                    string // for a household without a head
	Edit                                      view.Link
	More                                      []view.Link // what else can be recorded about the person
}

// EarlierRow is somebody who belonged to the household once.
type EarlierRow struct {
	Name                       view.Name
	Relation, From, Until, Why string
	More                       []view.Link
}

// PersonCard is what is known about one member beyond the table.
type PersonCard struct {
	Name            view.Name
	Names           []CardName
	Representatives []CardLine
	Consents        []CardLine
	Links           []view.Link
}

// CardName is an attested name with its paper.
type CardName struct {
	Name          view.Name
	Paper, Detail string
	Chosen        bool
}

// CardLine is a line of a card: what, and more about it.
type CardLine struct {
	Text, Detail string
	Lang         string
	More         *view.Link // what can be changed about it
}
