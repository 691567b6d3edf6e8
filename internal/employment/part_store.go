package employment

import (
	"nurlykosh/internal/platform/db"
)

// PartOf reads what the room knows about a case.
func PartOf(r *db.Rd, caseID int64) (Part, error) {
	var p Part
	args := db.Args{"case_id": caseID}
	if err := r.Select(&p.Profiles, "work_profiles_of_case", args); err != nil {
		return p, err
	}
	if err := r.Select(&p.Referrals, "referrals_of_case", args); err != nil {
		return p, err
	}
	return p, r.Select(&p.Checks, "job_checks_of_case", args)
}

// offered are the open vacancies of a region with free places, those that fit an occupation first.
func offered(r *db.Rd, region, occupation string) ([]Vacancy, error) {
	var vs []Vacancy
	return vs, r.Select(&vs, "vacancies_offered", db.Args{"region": region, "occupation": occupation})
}

func orNull(id int64) any {
	if id == 0 {
		return nil
	}
	return id
}
