package db

import "nurlykosh/internal/platform/fault"

// rule is what a constraint's violation means to the person at the form.
type rule struct {
	Kind  fault.Kind
	Key   string
	Field string
}

func (r rule) fields() []fault.Field {
	if r.Field == "" {
		return nil
	}
	return []fault.Field{{Name: r.Field, Key: r.Key}}
}

// constraints is the one map from constraint names to faults: the database itself refuses, this says why.
// A constraint that is not here is a defect when it fires.
var constraints = map[string]rule{
	"account_login_once":             {fault.Invalid, "account.login_taken", "login"},
	"person_iin_once":                {fault.Invalid, "iin.taken", "iin"},
	"member_one_household_at_a_time": {fault.Invalid, "household.in_two", ""},
	"quota_line_places_left":         {fault.Conflict, "fault.conflict", ""},
	"quota_line_grantable":           {fault.Conflict, "quota.no_line", ""},
	"decision_two_persons":           {fault.Invalid, "decision.own_proposal", ""},
	"employer_bin_once":              {fault.Invalid, "bin.taken", "bin"},
	"referral_one_open":              {fault.Invalid, "work.sent_already", "vacancy"},
	"offer_dwelling_given_once":      {fault.Conflict, "offer.dwelling_taken", ""},
	"offer_one_open":                 {fault.Conflict, "offer.one_at_a_time", ""},
	"dwelling_title_once":            {fault.Invalid, "dwelling.title_taken", "title"},
	"decision_one_open":              {fault.Conflict, "decision.not_open", ""},
}
