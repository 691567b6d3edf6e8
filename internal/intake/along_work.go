package intake

import (
	"slices"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/db"
)

// AlongWith copies what is known of somebody alone to the membership that follows, or that counts for another: consents, who acts
// for them, and what the rooms know. What stands there already stays.
func AlongWith(e *casefile.Edit, was, is int64) error {
	for _, query := range []string{"household_consents_copy", "household_representatives_copy"} {
		if _, err := e.Exec(query, db.Args{"case_id": e.Case.ID, "was": was, "member_id": is}); err != nil {
			return err
		}
	}
	for _, follow := range e.Book.MemberMoved {
		if err := follow(e, was, is); err != nil {
			return err
		}
	}
	return nil
}

// papersAlong takes the personal papers along as they were seen, their numbers sealed under the key of the new case.
func papersAlong(p *casefile.Parted) error {
	recorded, err := PapersOf(&p.From.Rd, p.From.Case.ID)
	if err != nil {
		return err
	}
	for _, r := range recorded {
		is, moved := p.Members[r.MemberID]
		if !moved {
			continue
		}
		if err := copyPaper(p.From, p.To, r, is); err != nil {
			return err
		}
	}
	return nil
}

// GivePapers copies the papers of a member that were recorded in one case to who the member is in the other, where nothing
// better has been brought.
func GivePapers(from, to *casefile.Edit, was, is int64) error {
	all, err := PapersOf(&from.Rd, from.Case.ID)
	if err != nil {
		return err
	}
	for _, p := range all {
		if p.MemberID != was || p.CaseID != from.Case.ID {
			continue
		}
		if err := copyPaper(from, to, p, is); err != nil {
			return err
		}
	}
	return nil
}

// GivePaper copies a paper that was recorded in one case and belongs to another, where nothing better has been brought. member
// gives who a member of the one is in the other; 0: nobody, then a paper of that member's stays where it is.
func GivePaper(from, to *casefile.Edit, id int64, member func(int64) int64) error {
	all, err := PapersOf(&from.Rd, from.Case.ID)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(all, func(p Paper) bool { return p.ID == id && p.CaseID == from.Case.ID })
	if i < 0 {
		return nil
	}
	is := int64(0)
	if all[i].MemberID != 0 {
		if is = member(all[i].MemberID); is == 0 {
			return nil
		}
	}
	return copyPaper(from, to, all[i], is)
}

func copyPaper(from, to *casefile.Edit, r Paper, member int64) error {
	var number, of any
	if member != 0 {
		of = member
	}
	if len(r.Number) > 0 {
		text, err := from.Box().Open("paper.number", r.Number)
		if err != nil {
			return err
		}
		number = to.Box().Seal("paper.number", text)
	}
	_, err := to.Exec("paper_copy", db.Args{"id": r.ID, "case_id": to.Case.ID, "member_id": of, "number_sealed": number})
	return err
}
