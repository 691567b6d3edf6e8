package duplicates

import (
	"context"
	"strings"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/identity"
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
)

// PairOf is the thing that the form about a pair changes.
const PairOf = "pair"

// NotSame settles that two records are of two people; it is asked again only when what was compared changes.
func (w *Work) NotSame(ctx context.Context, op db.Op, id int64, text string) (db.Result, error) {
	return w.DB.Change(ctx, op, func(tx *db.Tx) (db.Result, error) {
		p, err := pairOf(&tx.Rd, id)
		if err != nil {
			return db.Result{}, err
		}
		if _, _, err := w.both(tx, p.NumberA, p.NumberB); err != nil {
			return db.Result{}, err
		}
		if err := tx.Get(&p, "duplicate_lock", db.Args{"id": id}); err != nil {
			return db.Result{}, err
		}
		if err := tx.Fresh(PairOf, p.Rev); err != nil {
			return db.Result{}, err
		}
		switch {
		case p.State != "open":
			return db.Result{}, fault.Clash("duplicate.not_open", nil)
		case strings.TrimSpace(text) == "":
			return db.Result{}, fault.OnField("text", "alike.why_missing", nil)
		}
		both, err := identity.DescribedOf(&tx.Rd, []int64{p.A, p.B})
		if err != nil {
			return db.Result{}, err
		}
		box, err := tx.Box(identity.Stream(p.A))
		if err != nil {
			return db.Result{}, err
		}
		for _, x := range [][2]int64{{p.A, p.B}, {p.B, p.A}} {
			tx.Record(audit.Event{Stream: identity.Stream(x[0]), Kind: "not_the_same", Subject: identity.Stream(x[1])})
		}
		_, err = tx.Exec("duplicate_settle", db.Args{
			"id": id, "state": "not_same", "actor_id": tx.Actor.ID, "said_sealed": box.Seal(saidColumn, text), "print": identity.Print(both[p.A], both[p.B]),
		})
		return db.Result{To: "/duplicates", Said: "duplicate.said_other"}, err
	})
}

// Report puts a pair on the supervisor's list because somebody who knows the family says so: a member of a case, and the
// likest person of another.
func (w *Work) Report(ctx context.Context, op db.Op, number string, member int64, other, text string) (db.Result, error) {
	return w.DB.Change(ctx, op, func(tx *db.Tx) (db.Result, error) {
		e, err := casefile.ForChange(tx, w.Book, number, access.Remark)
		if err != nil {
			return db.Result{}, err
		}
		var p fault.Problems
		m, ok := memberIn(e.Members.On(e.Today()), member)
		if !ok {
			p.Add("member", "form.not_a_choice", nil)
		}
		if strings.TrimSpace(text) == "" {
			p.Add("text", "duplicate.text_missing", nil)
		}
		no, err := casefile.ParseNumber(other)
		p.AddFault("number", err)
		if err := p.Err(); err != nil {
			return db.Result{}, err
		}
		if string(no) == number {
			return db.Result{}, fault.Clash("merge.itself", nil)
		}
		best, err := likestIn(tx, string(no), m)
		if err != nil {
			return db.Result{}, err
		}
		box, err := tx.Box(identity.Stream(min(m.PersonID, best.PersonID)))
		if err != nil {
			return db.Result{}, err
		}
		args := identity.PairArgs(m.PersonID, best.PersonID, best.Finding, best.Print)
		delete(args, "verdict")
		args["said_by"], args["said_sealed"] = tx.Actor.ID, box.Seal(saidColumn, text)
		var ids []int64
		if err := tx.Select(&ids, "duplicate_say", args); err != nil {
			return db.Result{}, err
		}
		if len(ids) == 0 {
			return db.Result{}, fault.Clash("merge.already", nil)
		}
		e.Note(audit.Event{Kind: "duplicate_reported", Subject: audit.Stream{Kind: "member", ID: m.ID}, Body: map[string]any{"number": string(no), "text": text}})
		return db.Result{To: "/cases/" + number + "/household", Said: "duplicate.said_reported", Args: map[string]any{"number": string(no)}}, nil
	})
}

// found is somebody of another case, with the print of what was compared.
type found struct {
	identity.Alike
	Print string
}

// likestIn finds who of another case is likest a member. A case that is sealed is answered as one that does not exist.
func likestIn(tx *db.Tx, number string, m casefile.Member) (best found, err error) {
	c, err := casefile.Of(&tx.Rd, number)
	if err != nil || c.Sealed && access.Check(tx.Actor, access.Read, c.Matter()) != nil {
		return best, fault.OnField("number", "number.unknown", fault.Args{"number": number})
	}
	ms, err := casefile.MembersOf(&tx.Rd, c.ID)
	if err != nil {
		return best, err
	}
	ids := []int64{m.PersonID}
	for _, o := range ms {
		ids = append(ids, o.PersonID)
	}
	all, err := identity.DescribedOf(&tx.Rd, ids)
	if err != nil {
		return best, err
	}
	best.Score = -1
	for _, o := range ms {
		if o.PersonID == m.PersonID {
			continue
		}
		if f := identity.Compare(all[m.PersonID], all[o.PersonID]); f.Score > best.Score {
			best = found{identity.Alike{PersonID: o.PersonID, Finding: f}, identity.Print(all[m.PersonID], all[o.PersonID])}
		}
	}
	if best.PersonID == 0 {
		return best, fault.OnField("number", "number.unknown", fault.Args{"number": number})
	}
	return best, nil
}
