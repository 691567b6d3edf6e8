package access_test

import (
	"testing"

	"nurlykosh/internal/platform/access"
)

var (
	everyRole  = append([]access.Role{access.None, access.Migrant}, access.StaffRoles...)
	everyLevel = []access.Level{access.District, access.Region, access.Ministry, ""}
)

// each calls fn for every actor and every matter that differ in what the rules look at.
func each(fn func(a access.Actor, m access.Matter)) {
	for _, role := range everyRole {
		for _, level := range everyLevel {
			a := access.Actor{ID: 7, Role: role, OfficeID: 1, Region: "55", Level: level}
			for _, office := range []int64{1, 2, 3} {
				for _, owner := range []int64{0, 7, 8} {
					for _, mark := range []int{0, 1, 2, 3} {
						m := access.Matter{OfficeID: office, Region: map[int64]string{1: "55", 2: "55", 3: "61"}[office], OwnerID: owner, Sealed: mark&1 != 0, Conflict: mark&2 != 0, CaseID: 1}
						fn(a, m)
					}
				}
			}
		}
	}
}

// What holds for every actor, matter and right, whatever the table says.
func TestRulesThatAlwaysHold(t *testing.T) {
	each(func(a access.Actor, m access.Matter) {
		may := func(r access.Right) bool { return access.May(a, r, m) }
		for _, r := range access.Rights {
			if !may(r) {
				continue
			}
			switch {
			case a.Role == access.None || a.Role == access.Migrant || a.Role == access.Administrator:
				t.Errorf("%+v has %s over a case", a, r)
			case m.Conflict && r != access.Read:
				t.Errorf("a declared conflict leaves %s to %+v", r, a)
			case m.Conflict && (a.Role == access.Caseworker || a.Role == access.Supervisor || a.Role == access.Finance):
				t.Errorf("a declared conflict leaves reading to %+v", a)
			case m.Sealed && a.Role != access.Protection && a.Role != access.Auditor && m.OwnerID != a.ID:
				t.Errorf("%+v has %s over a sealed case", a, r)
			case a.Level == access.District && a.Role != access.Auditor && a.Region != m.Region:
				t.Errorf("%+v has %s in another region", a, r)
			case (a.Role == access.Caseworker || a.Role == access.Supervisor) && a.Level == access.District && m.OfficeID != a.OfficeID:
				t.Errorf("%+v has %s in another office", a, r)
			case a.Role == access.Caseworker && r == access.Write && m.OwnerID == 8:
				t.Errorf("%+v writes a colleague's case", a)
			case a.Role != access.Supervisor && (r == access.Decide || r == access.Assign):
				t.Errorf("%+v has %s", a, r)
			case a.Role != access.Caseworker && a.Role != access.Supervisor && (r == access.Remark || r == access.Write || r == access.Stock):
				t.Errorf("%+v has %s", a, r)
			}
		}
	})
}

// A list shows what Check lets read, case by case: the arguments of Scope mean the same.
func TestScopeIsWhatMayBeRead(t *testing.T) {
	each(func(a access.Actor, m access.Matter) {
		if m.Conflict { // a clause of its own in every list
			return
		}
		s := access.Scope(a)
		listed := (s["scope_all"] == true || s["scope_region"] == m.Region || s["scope_office"] == m.OfficeID) &&
			(!m.Sealed || s["scope_sealed"] == true || s["scope_actor"] == m.OwnerID && m.OwnerID != 0)
		if may := access.May(a, access.Read, m); may != listed && a.Level != "" {
			t.Errorf("%+v over %+v: read %v, listed %v", a, m, may, listed)
		}
	})
}

func TestOnlyAdministratorsManageStaff(t *testing.T) {
	each(func(a access.Actor, _ access.Matter) {
		if access.May(a, access.ManageStaff, access.Matter{}) != (a.Role == access.Administrator) {
			t.Errorf("%+v", a)
		}
	})
}

func TestPoliciesLetOnlyTheirRoles(t *testing.T) {
	for _, p := range []access.Policy{access.AnyStaff, access.CaseReader, access.CaseWriter, access.Decider, access.Leader, access.StockUser, access.Admin, access.Applicant} {
		if p.Lets(access.None) || p.Open() || p.Empty() || p.Lets(access.Migrant) != p.ForApplicants() {
			t.Errorf("%s", p.Name)
		}
	}
	if (access.Policy{}).Lets(access.Auditor) || !(access.Policy{}).Empty() {
		t.Error("a policy that was never set lets somebody in")
	}
	if access.CaseReader.Lets(access.Administrator) || access.CaseWriter.Lets(access.Auditor) || access.Decider.Lets(access.Caseworker) {
		t.Error("a policy lets in who has no such right")
	}
}
