package access

import "nurlykosh/internal/platform/fault"

// Right is something an actor may do to a matter. PERMISSIONS.md is written from Rights.
type Right string

// The rights over a case and what hangs on it. Each is checked by a verb or a page; what is sealed is read by those
// whom Check lets read it.
const (
	Read        Right = "read"         // open the file
	Remark      Right = "remark"       // add a note or a call, also for a colleague who is away
	Write       Right = "write"        // record, change, propose
	Decide      Right = "decide"       // make a decision that another person proposed
	Assign      Right = "assign"       // give the case to somebody
	Stock       Right = "stock"        // dwellings, vacancies, employers of the region
	ManageStaff Right = "manage_staff" // people who sign in, offices
)

// Rights lists every right, in the order of PERMISSIONS.md.
var Rights = []Right{Read, Remark, Write, Decide, Assign, Stock, ManageStaff}

// Matter is what a right is asked for: where it lies and how it stands to the actor.
type Matter struct {
	OfficeID int64  // the office that holds it
	Region   string // two-digit code of that office's region
	OwnerID  int64  // the one responsible; 0 = unassigned
	Sealed   bool   // under restricted access
	Conflict bool   // the actor has declared "I know this family"
	CaseID   int64  // for a migrant: the one case
}

// Check gives nil, or the answer that is given for something that does not exist.
// Source of the rules: product.md §4.5, §4.9; architecture.md §5.10.
func Check(a Actor, r Right, m Matter) error {
	if May(a, r, m) {
		return nil
	}
	return fault.Missing()
}

// May reports whether the actor has the right over the matter.
func May(a Actor, r Right, m Matter) bool {
	if a.Role == System {
		return true
	}
	if m.Conflict && r != Read { // a declared conflict leaves nothing but the closed door
		return false
	}
	if m.Sealed && a.Role != Protection && a.Role != Auditor && (a.ID == 0 || a.ID != m.OwnerID) {
		return false
	}
	if !within(a, m) {
		return false
	}
	switch a.Role {
	case Caseworker:
		switch r {
		case Read, Remark, Stock:
			return !m.Conflict
		case Write:
			return m.OwnerID == 0 || m.OwnerID == a.ID
		}
	case Supervisor:
		switch r {
		case Read:
			return !m.Conflict
		case Remark, Write, Decide, Assign, Stock:
			return true
		}
	case Finance:
		return r == Read && !m.Conflict
	case Protection, Auditor:
		return r == Read
	case Administrator:
		return r == ManageStaff
	}
	return false
}

// within reports whether the matter lies in the actor's scope: office, region or the country.
func within(a Actor, m Matter) bool {
	switch a.Role {
	case Auditor:
		return true
	case Administrator:
		return m.CaseID == 0
	}
	switch a.Level {
	case Ministry:
		return true
	case Region:
		return a.Region == m.Region
	case District:
		if a.Role == Finance || a.Role == Protection { // they serve the region, wherever they sit
			return a.Region == m.Region
		}
		return a.OfficeID == m.OfficeID
	}
	return false
}

// Scope gives the arguments of the clause every list of cases carries:
//
//	(:scope_all or c.region = :scope_region or c.office_id = :scope_office)
//	and (not c.sealed or :scope_sealed or c.owner_id = :scope_actor)
//
// so that a list never shows what Check would refuse.
func Scope(a Actor) map[string]any {
	s := map[string]any{
		"scope_all": false, "scope_region": "", "scope_office": int64(0),
		"scope_sealed": a.Role == Protection || a.Role == Auditor || a.Role == System,
		"scope_actor":  a.ID,
	}
	switch {
	case a.Role == Auditor || a.Role == System, a.Level == Ministry && a.Role.Staff() && a.Role != Administrator:
		s["scope_all"] = true
	case a.Role == Administrator || !a.Role.Staff():
	case a.Level == Region, a.Role == Finance, a.Role == Protection:
		s["scope_region"] = a.Region
	default:
		s["scope_office"] = a.OfficeID
	}
	return s
}
