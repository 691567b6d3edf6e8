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
	"account_login_once": {fault.Invalid, "account.login_taken", "login"},
}
