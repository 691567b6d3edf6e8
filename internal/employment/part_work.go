package employment

import (
	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/db"
)

// MemberMoved takes somebody's profile along. It is one of casefile.Hooks.MemberMoved.
func MemberMoved(e *casefile.Edit, was, is int64) error {
	_, err := e.Exec("work_profile_copy", db.Args{"was": was, "member_id": is})
	return err
}

// Parted takes along the referrals and jobs that are not over of those who found a household of their own. It is one of
// casefile.Hooks.Parted.
func Parted(p *casefile.Parted) error {
	for was, is := range p.Members {
		n, err := p.To.Exec("referrals_move", db.Args{"was": was, "member_id": is, "case_id": p.To.Case.ID})
		if err != nil {
			return err
		}
		if n > 0 {
			p.To.Carry(p.From, "refer_to_work")
		}
	}
	return nil
}
