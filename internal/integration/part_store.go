package integration

import (
	"database/sql"
	"encoding/json"
	"errors"

	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/sealed"
)

// sealedText names what the text of a goal is sealed as.
const sealedText = "goal.text"

// PartOf reads what the room knows about a case; box is the case's own key.
func PartOf(r *db.Rd, caseID int64, box sealed.Box) (Part, error) {
	var p Part
	args := db.Args{"case_id": caseID}
	var row struct {
		Needs    []byte     `db:"needs"`
		Agreed   civil.Date `db:"agreed_on"`
		Signed   civil.Date `db:"signed_on"`
		Language string     `db:"language"`
		Rev      int        `db:"version"`
	}
	err := r.Get(&row, "integration_plan_of_case", args)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return p, err
	}
	if err == nil {
		p.Plan = Plan{Agreed: row.Agreed, Signed: row.Signed, Language: row.Language, Rev: row.Rev}
		if err := json.Unmarshal(row.Needs, &p.Plan.Needs); err != nil {
			return p, err
		}
	}
	if err := r.Select(&p.Goals, "goals_of_case", args); err != nil {
		return p, err
	}
	for i := range p.Goals {
		g := &p.Goals[i]
		if len(g.Sealed) == 0 {
			continue
		}
		if g.Text, err = box.Open(sealedText, g.Sealed); err != nil {
			return p, err
		}
	}
	if err := r.Select(&p.Applications, "applications_of_case", args); err != nil {
		return p, err
	}
	return p, r.Select(&p.Talks, "safety_talks_of_case", args)
}
