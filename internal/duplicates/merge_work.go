package duplicates

import (
	"context"
	"slices"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/identity"
	"nurlykosh/internal/intake"
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
)

// Work holds the verbs of the room.
type Work struct {
	DB   *db.DB
	Book *casefile.Book
}

// MergeOf is the thing that the form of a merge changes: both cases and all their persons.
const MergeOf = "merge"

// both opens two cases for a change, always in the same order, so that two merges of them never wait for each other.
func (w *Work) both(tx *db.Tx, main, other string) (m, o *casefile.Edit, err error) {
	if main == other {
		m, err = casefile.ForChangeAny(tx, w.Book, main, access.Decide)
		return m, m, err
	}
	numbers := []string{main, other}
	slices.Sort(numbers)
	edits := map[string]*casefile.Edit{}
	for _, n := range numbers {
		if edits[n], err = casefile.ForChangeAny(tx, w.Book, n, access.Decide); err != nil {
			return nil, nil, err
		}
	}
	return edits[main], edits[other], nil
}

// closed turns the answer for a case that cannot be opened any more, sealed since the page was made, into one that keeps
// what was typed: whoever got to the form had both cases open.
func closed(err error) error {
	if err != nil && fault.Is(fault.Of(err), fault.NotFound) {
		return fault.Clash("merge.closed_to_you", nil)
	}
	return err
}

func markOf(r *db.Rd, main, other int64) (mark int, err error) {
	return mark, r.Get(&mark, "merge_mark", db.Args{"main": main, "other": other})
}

// Merge joins two records that are of one person: of two cases of one family the main one goes on. Where money is in one of
// them a second person confirms it (product.md §4.5).
func (w *Work) Merge(ctx context.Context, op db.Op, pair int64, main string, x Plan) (db.Result, error) {
	return w.DB.Change(ctx, op, func(tx *db.Tx) (db.Result, error) {
		p, err := pairOf(&tx.Rd, pair)
		if err != nil {
			return db.Result{}, err
		}
		other := p.NumberA
		if main == p.NumberA {
			other = p.NumberB
		} else if main != p.NumberB {
			return db.Result{}, fault.Missing()
		}
		m, o, err := w.both(tx, main, other)
		if err != nil {
			return db.Result{}, closed(err)
		}
		mark, err := markOf(&tx.Rd, m.Case.ID, o.Case.ID)
		if err != nil {
			return db.Result{}, err
		}
		if err := tx.Fresh(MergeOf, mark); err != nil {
			return db.Result{}, err
		}
		if p.State == "merged" || m.Case.Status == casefile.Merged || o.Case.Status == casefile.Merged {
			return db.Result{}, fault.Clash("merge.already", nil)
		}
		kind, err := w.check(m, o, p, x)
		if err != nil {
			return db.Result{}, err
		}
		paid, err := inMoney(&tx.Rd, kind, m.Case.ID, o.Case.ID)
		if err != nil {
			return db.Result{}, err
		}
		args := db.Args{
			"pair_id": pair, "kind": string(kind), "state": "done", "main": m.Case.ID, "other": o.Case.ID, "plan": seal(m.Box(), planColumn, x), "before": []byte{},
			"mark": mark, "paid": paid, "actor_id": tx.Actor.ID, "decided_by": nil,
		}
		if paid {
			args["state"] = "proposed"
			var id int64
			if err := tx.Get(&id, "merge_add", args); err != nil {
				return db.Result{}, err
			}
			m.Note(audit.Event{Kind: "merge_proposed", Subject: o.Case.Stream(), Body: map[string]any{"number": other, "text": x.Text}})
			o.Note(audit.Event{Kind: "merge_proposed", Subject: m.Case.Stream(), Body: map[string]any{"number": main, "text": x.Text}})
			return db.Result{To: "/duplicates", Said: "merge.said_proposed", Args: map[string]any{"number": main, "other": other}, IDs: map[string]int64{"merge": id}}, nil
		}
		was, err := w.apply(m, o, kind, x)
		if err != nil {
			return db.Result{}, err
		}
		args["before"], args["decided_by"] = seal(m.Box(), beforeColumn, was), tx.Actor.ID
		var id int64
		if err := tx.Get(&id, "merge_add", args); err != nil {
			return db.Result{}, err
		}
		return db.Result{To: "/cases/" + main, Said: "merge.said_" + string(kind), Args: map[string]any{"number": main, "other": other}, IDs: map[string]int64{"merge": id}}, nil
	})
}

// inMoney reports whether one of the cases has been granted something.
func inMoney(r *db.Rd, kind Kind, cases ...int64) (bool, error) {
	if kind != Cases {
		return false, nil
	}
	for _, id := range cases {
		h, err := holdsOf(r, id)
		if err != nil || h.Grants > 0 || h.Dwellings > 0 {
			return h.Grants > 0 || h.Dwellings > 0, err
		}
	}
	return false, nil
}

// holds is what a case has in hand.
type holds struct {
	Dwellings int `db:"dwellings"`
	Referrals int `db:"referrals"`
	Grants    int `db:"grants"`
	Waiting   int `db:"waiting"` // decisions proposed
}

// block reports whether what a case has in hand keeps it from ending in another one. Work that somebody has stays with a case
// that has ended.
func (h holds) block(c *casefile.Case) bool {
	return h.Dwellings > 0 || h.Referrals > 0 && c.Status.Open()
}

func holdsOf(r *db.Rd, caseID int64) (h holds, err error) {
	return h, r.Get(&h, "merge_holds", db.Args{"case_id": caseID})
}

// check refuses what cannot become one.
func (w *Work) check(m, o *casefile.Edit, p Pair, x Plan) (Kind, error) {
	today := m.Today()
	main, other, err := sides(m, o, p)
	if err != nil {
		return "", err
	}
	kind := KindOf(main, other, today)
	var bad fault.Problems
	switch kind {
	case Cases:
		if o.Case.Status.Open() && !m.Case.Status.Open() {
			return kind, fault.Clash("merge.main_not_open", fault.Args{"number": o.Case.Number})
		}
		h, err := holdsOf(&m.Rd, o.Case.ID)
		if err != nil {
			return kind, err
		}
		if h.block(o.Case) {
			return kind, fault.Clash("merge.other_holds", fault.Args{"number": o.Case.Number})
		}
		if h.Waiting > 0 { // it would fall away, and nobody would have decided it
			return kind, fault.Clash("merge.other_waits", fault.Args{"number": o.Case.Number})
		}
		x.Check(&bad, m.Members.On(today), o.Members.On(today), today)
		x.checkPair(&bad, main.Member, other.Member, o.Members.On(today), today)
	default:
		if kind == Records && main.standsNowhere(today) && other.standsNowhere(today) && m.Case.Status.Open() && o.Case.Status.Open() {
			return kind, fault.Clash("merge.nowhere", nil)
		}
		x.CheckOne(&bad, main.Member, other.Member)
		if kind == Twice && (other.Member.ID == m.Case.Speaker() || other.Member.ID == m.Case.HeadID) {
			return kind, fault.Clash("merge.head_goes", nil)
		}
	}
	return kind, bad.Err()
}

// sides finds the pair's two members. Where both stand in one case the main record is the pair's first unless it goes.
func sides(m, o *casefile.Edit, p Pair) (main, other Side, err error) {
	find := func(e *casefile.Edit, persons ...int64) (casefile.Member, bool) {
		var best casefile.Member
		for _, x := range e.Members {
			if slices.Contains(persons, x.PersonID) && (best.ID == 0 || x.Current(e.Today())) {
				best = x
			}
		}
		return best, best.ID != 0
	}
	if m == o {
		one, ok := find(m, p.A)
		two, ok2 := find(m, p.B)
		if !ok || !ok2 {
			return main, other, fault.Missing()
		}
		if two.ID == m.Case.Speaker() || two.ID == m.Case.HeadID {
			one, two = two, one
		}
		return Side{m.Case, m.Members, one}, Side{m.Case, m.Members, two}, nil
	}
	mm, ok := find(m, p.A, p.B)
	om, ok2 := find(o, p.A, p.B)
	if !ok || !ok2 {
		return main, other, fault.Missing()
	}
	return Side{m.Case, m.Members, mm}, Side{o.Case, o.Members, om}, nil
}

// apply makes one of two. It gives what stood before.
func (w *Work) apply(m, o *casefile.Edit, kind Kind, x Plan) (before, error) {
	was := before{}
	was.Facts[0] = m.Case.Facts
	tasks := slices.Clone(m.Tasks)
	persons := len(m.Members.On(m.Today()))
	same := x.same(m.Members, o.Members)
	for _, q := range x.Pairs {
		if err := w.pair(m, o, kind, q, &was); err != nil {
			return was, err
		}
	}
	if kind == Cases {
		if err := w.cases(m, o, x, &was); err != nil {
			return was, err
		}
	}
	var err error
	if m.Members, err = casefile.MembersOf(&m.Rd, m.Case.ID); err != nil {
		return was, err
	}
	m.Note(audit.Event{Kind: mergedEvent[kind], Audience: audience(kind), Subject: o.Case.Stream(), Body: map[string]any{
		"number": o.Case.Number, "text": x.Text, "same": same, "before": map[string]any{"persons": persons}, "after": map[string]any{"persons": len(m.Members.On(m.Today()))},
	}})
	err = m.Save()
	was.Facts[1], was.Tasks = m.Case.Facts, m.Moved(tasks)
	return was, err
}

// same are the names of those whom a plan takes for one, each of the other case and of the main one.
func (x Plan) same(main, other casefile.Household) (out [][2]string) {
	for _, q := range x.Pairs {
		om, ok := memberIn(other, q.Other)
		mm, ok2 := memberIn(main, q.Main)
		if ok && ok2 {
			out = append(out, [2]string{om.Name, mm.Name})
		}
	}
	return out
}

// mergedEvent is how the main case tells of a merge.
var mergedEvent = map[Kind]string{Cases: "case_merged", Twice: "members_merged", Records: "records_merged"}

func audience(k Kind) audit.Audience {
	if k == Cases {
		return audit.Family
	}
	return audit.Staff
}

// cases ends the other case in the main one: what it has finished counts, who knows the one family knows the other.
func (w *Work) cases(m, o *casefile.Edit, x Plan, was *before) error {
	m.TakeOver(o.Tasks)
	twice := m.Case.Facts.Included == casefile.Yes && o.Case.Facts.Included == casefile.Yes
	m.Case.Facts = m.Case.Facts.Or(o.Case.Facts)
	if o.Case.Facts.Included == casefile.Yes { // what was granted stands, whichever case goes on
		m.Case.Facts.Included, m.Case.Facts.QuotaDecided = casefile.Yes, o.Case.Facts.QuotaDecided
	}
	if was.Arrived = m.Case.Arrived; m.Case.Arrived.IsZero() {
		m.Case.Arrived = o.Case.Arrived
		was.ArrivedBy = o.Case.Arrived
	}
	if twice {
		if err := m.AddTask(casefile.DoubleQuota, w.Book.Calendar.Due(m.Today(), DoubleQuotaDays, casefile.WorkingDay)); err != nil {
			return err
		}
	}
	if _, err := m.Exec("merge_conflicts", db.Args{"main": m.Case.ID, "other": o.Case.ID}); err != nil {
		return err
	}
	var err error
	was.Ending, err = o.MergeInto(m.Case, x.Text)
	return err
}

// DoubleQuotaDays is the own term for giving back a quota place that one family has twice, in working days.
const DoubleQuotaDays = 5

// pair gives a member of the other household its place in the main one.
func (w *Work) pair(m, o *casefile.Edit, kind Kind, q Pairing, was *before) error {
	om, ok := memberIn(o.Members, q.Other)
	if !ok {
		return fault.Missing()
	}
	if q.Main == 0 {
		return w.joins(m, o, om, q, was)
	}
	mm, ok := memberIn(m.Members, q.Main)
	if !ok || om.PersonID == mm.PersonID && kind != Cases {
		return fault.Missing()
	}
	if om.PersonID != mm.PersonID {
		if err := w.persons(m.Tx, mm.PersonID, om.PersonID, q.Take, was); err != nil {
			return err
		}
	}
	if mm.ID == m.Case.Speaker() && q.Take["name"] {
		m.Case.HeadName, m.Case.HeadLang = om.Name, identity.LangOf(om.NameScript)
	}
	if kind == Records {
		return nil
	}
	is := standing{
		Quota: Best(quotaOrder, mm.Quota, om.Quota), Status: Best(statusOrder, mm.StatusWay, om.StatusWay), Stay: mm.StayUntil, Basis: mm.StayBasis,
	}
	if is.Stay.IsZero() {
		is.Stay, is.Basis = om.StayUntil, om.StayBasis
	}
	if is != standingOf(mm) {
		was.Members = append(was.Members, memberWas{ID: mm.ID, Was: standingOf(mm), Is: is})
		if err := setStanding(m.Tx, mm.ID, is); err != nil {
			return err
		}
	}
	if kind == Twice {
		was.Members = append(was.Members, memberWas{ID: om.ID, Left: om.Left, LeftAs: om.LeftWhy, Ended: true})
		return ends(m.Tx, om.ID, m)
	}
	return nil
}

func ends(tx *db.Tx, member int64, e *casefile.Edit) error {
	_, err := tx.Exec("merge_member_back", db.Args{"id": member, "left_on": e.Today(), "leave_reason": "merged"})
	return err
}

func setStanding(tx *db.Tx, member int64, s standing) error {
	_, err := tx.Exec("merge_standing", db.Args{"id": member, "quota": s.Quota, "status": s.Status, "stay_until": s.Stay, "stay_basis": s.Basis})
	return err
}

// joins lets somebody of the other household belong to the main one from today.
func (w *Work) joins(m, o *casefile.Edit, om casefile.Member, q Pairing, was *before) error {
	if err := ends(m.Tx, om.ID, m); err != nil {
		return err
	}
	ord := 0
	for _, x := range m.Members {
		ord = max(ord, x.Ord)
	}
	var id int64
	if err := m.Get(&id, "member_add", db.Args{
		"case_id": m.Case.ID, "person_id": om.PersonID, "ord": ord + 1, "relation": q.Relation, "joined_on": m.Today(), "join_reason": "merge", "abroad": om.Abroad,
	}); err != nil {
		return err
	}
	if err := setStanding(m.Tx, id, standingOf(om)); err != nil {
		return err
	}
	if err := intake.AlongWith(m, om.ID, id); err != nil {
		return err
	}
	if _, err := m.Exec("merge_residence", db.Args{"was": om.ID, "member_id": id}); err != nil {
		return err
	}
	was.Joined = append(was.Joined, joined{Other: om.ID, Main: id, Left: om.Left, Why: om.LeftWhy})
	m.Note(audit.Event{Kind: "member_joined", Subject: audit.Stream{Kind: "member", ID: id}, Body: map[string]any{"name": om.Name, "relation": q.Relation}})
	var err error
	m.Members, err = casefile.MembersOf(&m.Rd, m.Case.ID)
	return err
}

func memberIn(h casefile.Household, id int64) (casefile.Member, bool) {
	i := slices.IndexFunc(h, func(m casefile.Member) bool { return m.ID == id })
	if i < 0 {
		return casefile.Member{}, false
	}
	return h[i], true
}
