package casefile

import (
	"encoding/json"

	"nurlykosh/internal/platform/civil"
)

// Tri is yes, no, or not known yet: what nobody asked is never taken for a no.
type Tri string

// The three answers; the zero value is not known.
const (
	NotKnown Tri = ""
	Yes      Tri = "yes"
	No       Tri = "no"
)

// TriOf turns a known truth into an answer.
func TriOf(b bool) Tri {
	if b {
		return Yes
	}
	return No
}

// Facts are what the conditions of tasks ask about a case. Each room writes what it finds out; the case
// itself derives none of them from names.
type Facts struct {
	BedTonight   Tri `json:"bed_tonight,omitempty"`    // has a bed for tonight
	Danger       Tri `json:"danger,omitempty"`         // a danger sign is recorded (handed over, not described here)
	AsksQuota    Tri `json:"asks_quota,omitempty"`     // asks to be included in the regional quota
	Citizenship  Tri `json:"citizenship,omitempty"`    // applies for citizenship
	ProofPaper   Tri `json:"proof_paper,omitempty"`    // a paper proves Kazakh nationality
	Relatives    Tri `json:"relatives,omitempty"`      // has relatives in the region
	Language     Tri `json:"language,omitempty"`       // an adult wants or needs a course
	Divorced36   Tri `json:"divorced_36,omitempty"`    // head or spouse divorced within 36 months
	Schoolable   Tri `json:"schoolable,omitempty"`     // children of kindergarten or school age
	WorkingAge   Tri `json:"working_age,omitempty"`    // a member of working age
	LooksForWork Tri `json:"looks_for_work,omitempty"` // an adult looks for work
	Hired        Tri `json:"hired,omitempty"`          // an adult was hired
	Business     Tri `json:"business,omitempty"`       // an adult started a business or training
	Included     Tri `json:"included,omitempty"`       // included in the quota

	Tenure string `json:"tenure,omitempty"` // agreed kind of housing

	Urgent []string `json:"urgent,omitempty"` // urgent needs at arrival, coded

	// Days on which something happened, from which limits are counted.
	Parted             civil.Date `json:"parted,omitzero"`           // the household parted from another one: a new beginning
	Divorced           civil.Date `json:"divorced,omitzero"`         // a divorce within 36 months was recorded
	DivorcedBefore     Tri        `json:"divorced_before,omitempty"` // what was known of it until then
	QuotaApplied       civil.Date `json:"quota_applied,omitzero"`
	DangerOn           civil.Date `json:"danger_on,omitzero"`
	StatusDecided      civil.Date `json:"status_decided,omitzero"`
	QuotaDecided       civil.Date `json:"quota_decided,omitzero"`
	HousingDecided     civil.Date `json:"housing_decided,omitzero"`
	MovedIn            civil.Date `json:"moved_in,omitzero"`
	HiredOn            civil.Date `json:"hired_on,omitzero"`
	ResidenceApplied   civil.Date `json:"residence_applied,omitzero"`
	CitizenshipApplied civil.Date `json:"citizenship_applied,omitzero"`
}

// ReadFacts reads the stored form.
func ReadFacts(raw []byte) (Facts, error) {
	var f Facts
	if len(raw) == 0 {
		return f, nil
	}
	return f, json.Unmarshal(raw, &f)
}

// Or fills what is not known with what another case of the same family knows.
func (f Facts) Or(other Facts) Facts {
	mine, theirs := f.fields(), other.fields()
	for k, v := range theirs {
		if _, known := mine[k]; !known {
			mine[k] = v
		}
	}
	return factsOf(mine)
}

// Undone takes back what changed from was to is, but for what somebody has changed since.
func (f Facts) Undone(was, is Facts) Facts {
	now, before, after := f.fields(), was.fields(), is.fields()
	for k, v := range after {
		if old, known := before[k]; string(now[k]) == string(v) && string(old) != string(v) {
			if delete(now, k); known {
				now[k] = old
			}
		}
	}
	return factsOf(now)
}

func (f Facts) fields() (out map[string]json.RawMessage) {
	if err := json.Unmarshal(f.JSON(), &out); err != nil {
		panic(err) // written by JSON just now
	}
	return out
}

func factsOf(fields map[string]json.RawMessage) Facts {
	raw, err := json.Marshal(fields)
	if err == nil {
		var f Facts
		if f, err = ReadFacts(raw); err == nil {
			return f
		}
	}
	panic(err) // of fields that Facts wrote
}

// JSON is the stored form.
func (f Facts) JSON() []byte {
	b, err := json.Marshal(f)
	if err != nil {
		panic(err) // strings and dates always marshal
	}
	return b
}
