package access

import "context"

// Role is what an actor is; the words stand in the catalogue as "role.<role>".
type Role string

// The roles. None is a visitor; System is the programme itself (jobs, seed).
const (
	None          Role = "none"
	Migrant       Role = "migrant"
	Caseworker    Role = "caseworker"
	Supervisor    Role = "supervisor"
	Finance       Role = "finance"
	Protection    Role = "protection"
	Auditor       Role = "auditor"
	Administrator Role = "administrator"
	System        Role = "system"
)

// StaffRoles are the roles of people who sign in with a password, in the order of the demo list.
var StaffRoles = []Role{Caseworker, Supervisor, Finance, Protection, Auditor, Administrator}

// Staff reports whether the role belongs to a person who signs in with a password.
func (r Role) Staff() bool {
	for _, s := range StaffRoles {
		if r == s {
			return true
		}
	}
	return false
}

// Level is how far an office reaches.
type Level string

// The levels of offices: several district centres, their region, the ministry.
const (
	District Level = "district"
	Region   Level = "region"
	Ministry Level = "ministry"
)

// Actor is whoever acts: a person of the staff, a migrant with number and code, or the system.
type Actor struct {
	ID       int64  // account id; 0 for visitors, migrants and the system
	Role     Role   //
	OfficeID int64  // the office the person works in; 0 without one
	Level    Level  // level of that office
	Region   string // two-digit region code of that office, "" at the ministry
	Name     string // as shown to colleagues
	CaseID   int64  // a migrant's one case
	PersonID int64  // a migrant's person
}

// Programme is the actor behind jobs, seed and demo.
var Programme = Actor{Role: System}

// SignedIn reports whether the actor is a person of the staff.
func (a Actor) SignedIn() bool { return a.ID != 0 && a.Role.Staff() }

type actorKey struct{}

// With puts the actor into a context.
func With(ctx context.Context, a Actor) context.Context { return context.WithValue(ctx, actorKey{}, a) }

// From gives the actor of a context; a visitor without one.
func From(ctx context.Context) Actor {
	if a, ok := ctx.Value(actorKey{}).(Actor); ok {
		return a
	}
	return Actor{Role: None}
}
