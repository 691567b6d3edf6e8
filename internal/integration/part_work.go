package integration

import (
	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/db"
)

// heldGoal is the kind of what this room holds for a family; words as "part.kind.goal".
const heldGoal = "goal"

// Holdings are the goals of the family as a whole that are not over. It is one of casefile.Hooks.Holdings.
func Holdings(r *db.Rd, c *casefile.Case) (out []casefile.Holding, err error) {
	box, err := r.Box(c.Stream())
	if err != nil {
		return nil, err
	}
	p, err := PartOf(r, c.ID, box)
	for _, g := range p.Goals {
		if g.MemberID != 0 || g.Over() {
			continue
		}
		text := g.Text
		if text == "" {
			text = g.Service
		}
		out = append(out, casefile.Holding{Kind: heldGoal, ID: g.ID, Key: "goal.kind." + g.Kind, Text: text})
	}
	return out, err
}

// MemberMoved takes along that somebody was told about safety. It is one of casefile.Hooks.MemberMoved.
func MemberMoved(e *casefile.Edit, was, is int64) error {
	_, err := e.Exec("safety_talk_copy", db.Args{"was": was, "member_id": is})
	return err
}

// Parted takes along the goals of those who found a household of their own and the family's goals that are theirs now, and
// the applications to the police, which were made for all. It is one of casefile.Hooks.Parted.
func Parted(p *casefile.Parted) error {
	part, err := PartOf(&p.From.Rd, p.From.Case.ID, p.From.Box())
	if err != nil {
		return err
	}
	for i := range part.Goals {
		g := &part.Goals[i]
		is, moved := p.Members[g.MemberID]
		takes := g.MemberID == 0 && !g.Over() && p.Goes(heldGoal, g.ID)
		if !moved && !takes {
			continue
		}
		if err := copyGoal(p.To, *g, is); err != nil {
			return err
		}
		if !takes {
			continue // dropped where the member left
		}
		g.Dropped, g.Why = p.From.Today(), "does_not_apply"
		if err := saveGoal(p.From, g); err != nil {
			return err
		}
		p.From.Note(audit.Event{Kind: "goal_moved", Code: g.Kind, Body: goalBody(*g)})
	}
	for _, a := range part.Applications {
		if a.Member != 0 {
			continue // what was granted stands with the member
		}
		if _, err := p.To.Exec("application_save", db.Args{
			"case_id": p.To.Case.ID, "kind": a.Kind, "member_id": nil, "applied_on": a.Applied, "number": a.Number, "decided_on": a.Decided, "answer": a.Answer, "valid_until": a.Until,
		}); err != nil {
			return err
		}
	}
	p.To.Carry(p.From, "decide_residence", "decide_citizenship")
	return nil
}

// copyGoal puts a goal as it stands into another case, its text sealed under the key of that case.
func copyGoal(e *casefile.Edit, g Goal, member int64) error {
	var text []byte
	if g.Text != "" {
		text = e.Box().Seal(sealedText, g.Text)
	}
	args := db.Args{
		"case_id": e.Case.ID, "member_id": nil, "kind": g.Kind, "text_sealed": text, "service": g.Service, "due_on": g.Due, "started_on": g.Started,
		"reached_on": g.Reached, "dropped_on": g.Dropped, "dropped_reason": g.Why,
	}
	if member != 0 {
		args["member_id"] = member
	}
	_, err := e.Exec("goal_copy", args)
	return err
}
