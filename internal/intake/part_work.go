package intake

import (
	"context"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
)

// Part makes two households of one. Those who go get a case of their own, of the same track, rules, office and hands, with what
// is theirs: standing, personal papers as they were seen, consents, profile, referrals, goals, and what the family kept
// for them. What was decided for them stays decided; papers of the household are asked for anew. Neither case shows the
// other to its family; for the staff each names the other in its history.
func (w *Work) Part(ctx context.Context, op db.Op, number string, x Parting) (db.Result, error) {
	return w.DB.Change(ctx, op, func(tx *db.Tx) (db.Result, error) {
		e, err := casefile.ForChange(tx, w.Book, number, access.Write)
		if err != nil {
			return db.Result{}, err
		}
		if err := w.checkParting(e, &x); err != nil {
			return db.Result{}, err
		}
		to, err := w.found(e, x)
		if err != nil {
			return db.Result{}, err
		}
		p := &casefile.Parted{From: e, To: to, Members: map[int64]int64{}, Goes: x.goesAlong}
		for _, step := range []func(*casefile.Parted, Parting) error{w.goOver, w.stayBehind, w.share, w.settleBoth} {
			if err := step(p, x); err != nil {
				return db.Result{}, err
			}
		}
		return db.Result{
			To: "/cases/" + to.Case.Number + "/household", Said: "part.said_" + x.why(),
			Args: map[string]any{"from": number, "to": to.Case.Number}, IDs: map[string]int64{"case": to.Case.ID},
		}, nil
	})
}

func (w *Work) checkParting(e *casefile.Edit, x *Parting) error {
	h := e.Members.On(e.Today())
	if x.Divorce != nil {
		other, couple := partner(h, x.Head)
		if !couple {
			return fault.Missing()
		}
		if x.line(x.Head).Side != goes || x.line(other.ID).Side != stays {
			return fault.Refuse("form.not_a_choice", nil)
		}
		x.Divorce.other = other.ID
	}
	reps, err := representatives(&e.Rd, e.Case.ID)
	if err != nil {
		return err
	}
	held, err := w.Book.HoldingsOf(&e.Rd, e.Case)
	if err != nil {
		return err
	}
	var p fault.Problems
	if err := x.check(&p, e.Case, h, held, reps, e.Today()); err != nil {
		return err
	}
	if err := p.Err(); err != nil {
		return err
	}
	if x.Seen != x.Choice() {
		return fault.Refuse("part.look_first", nil)
	}
	return nil
}

// found opens the case of the new household: a row, a stream, the tasks of the version by which the old case goes.
func (w *Work) found(e *casefile.Edit, x Parting) (*casefile.Edit, error) {
	c := e.Case
	var serial int
	if err := e.Get(&serial, "case_next_serial", nil); err != nil {
		return nil, err
	}
	number := string(casefile.NumberOf(e.Today().Year(), serial))
	owner := any(nil)
	if c.OwnerID != 0 {
		owner = c.OwnerID
	}
	var id int64
	if err := e.Get(&id, "case_add", db.Args{
		"number": number, "track": string(c.Track), "template_version": c.Version, "opened_on": e.Today(), "receipt_date": e.Today(),
		"channel": c.Channel, "external_number": "", "office_id": c.OfficeID, "region": c.Region, "owner_id": owner,
		"origin_country": c.OriginCountry, "origin_region": c.OriginRegion, "origin_place": c.OriginPlace, "arrived_on": c.Arrived,
		"facts": foundedFacts(c.Facts, x, e).JSON(), "persons": 1, "head_name": "", "head_lang": "kk", "created_by": e.Actor.ID,
	}); err != nil {
		return nil, err
	}
	if _, err := e.Begin(audit.Stream{Kind: "case", ID: id}); err != nil {
		return nil, err
	}
	for query, args := range map[string]db.Args{
		"tasks_from_templates": {"case_id": id, "track": string(c.Track), "version_from": c.Version},
		"household_known_to":   {"case_id": id, "was": c.ID}, // whoever knows the family knows both
	} {
		if _, err := e.Exec(query, args); err != nil {
			return nil, err
		}
	}
	to, err := casefile.ForNew(e.Tx, w.Book, number)
	if err == nil {
		to.Case.Sealed = c.Sealed
	}
	return to, err
}

// foundedFacts are what is known of a family that holds for those who go as well.
func foundedFacts(f casefile.Facts, x Parting, e *casefile.Edit) casefile.Facts {
	out := casefile.Facts{
		AsksQuota: f.AsksQuota, Citizenship: f.Citizenship, ProofPaper: f.ProofPaper, Relatives: f.Relatives, Language: f.Language,
		Included: f.Included, QuotaApplied: f.QuotaApplied, StatusDecided: f.StatusDecided, QuotaDecided: f.QuotaDecided,
		ResidenceApplied: f.ResidenceApplied, CitizenshipApplied: f.CitizenshipApplied, Parted: e.Today(), Divorced36: f.Divorced36,
	}
	if f.Included == casefile.Yes {
		out.Included = casefile.No
		for _, m := range x.founded(e.Members.On(e.Today())) {
			if m.Quota == "included" {
				out.Included = casefile.Yes
			}
		}
	}
	if x.Divorce.fresh(e.Today()) {
		out.Divorced36, out.Divorced = casefile.Yes, e.Today()
	}
	return out
}

// goOver ends the membership of those who go, on the day on which it begins in the new household: nobody is in two.
func (w *Work) goOver(p *casefile.Parted, x Parting) error {
	e, to := p.From, p.To
	for i, m := range x.founded(e.Members.On(e.Today())) {
		if _, err := e.Exec("household_leave", db.Args{"id": m.ID, "left_on": x.On, "leave_reason": x.why()}); err != nil {
			return err
		}
		if err := revokeStrip(e, &m); err != nil {
			return err
		}
		var id int64
		if err := e.Get(&id, "household_again", db.Args{
			"was": m.ID, "case_id": to.Case.ID, "ord": i, "relation": m.Relation, "joined_on": x.On, "join_reason": "", "quota": m.Quota,
		}); err != nil {
			return err
		}
		p.Members[m.ID] = id
		e.Note(audit.Event{Kind: "member_left", Happened: x.On, Reason: x.why(), Subject: audit.Stream{Kind: "member", ID: m.ID}, Body: map[string]any{"case": to.Case.Number}})
	}
	head := p.Members[x.Head]
	to.Case.HeadID, to.Case.ContactID = head, head
	for was, is := range p.Members {
		if err := AlongWith(to, was, is); err != nil {
			return err
		}
	}
	for _, of := range []*casefile.Edit{e, to} {
		var err error
		if of.Members, err = casefile.MembersOf(&e.Rd, of.Case.ID); err != nil {
			return err
		}
	}
	nameAfter(to, head)
	return papersAlong(p)
}

// stayBehind puts the old household in order: who speaks for it, its slip, its codes.
func (w *Work) stayBehind(p *casefile.Parted, x Parting) error {
	e := p.From
	if x.Contact != 0 && p.Members[e.Case.Speaker()] != 0 {
		if err := speaks(e, x.Contact); err != nil {
			return err
		}
	}
	e.Case.SlipIssue++ // the old one may be with the other side
	if x.Divorce == nil {
		return nil
	}
	if x.Divorce.fresh(e.Today()) {
		f := &e.Case.Facts
		f.DivorcedBefore, f.Divorced36, f.Divorced = f.Divorced36, casefile.Yes, e.Today()
	}
	if x.Divorce.Codes == casefile.Yes {
		return nil
	}
	for i := range e.Members {
		if m := &e.Members[i]; m.Current(e.Today()) {
			if err := revokeStrip(e, m); err != nil {
				return err
			}
		}
	}
	return nil
}

// carried are the tasks that were done for those who go when they were one family with the others.
var carried = []string{
	"forward_application", "get_recommendation", "confirm_former_citizenship", "decide_status", "decide_inclusion", "decide_quota",
	"check_departing_registration", "check_jobseeker_status", "pay_relocation_aid",
}

// share writes into both histories who keeps what by which paper, and lets the rooms follow.
func (w *Work) share(p *casefile.Parted, x Parting) error {
	e, to := p.From, p.To
	e.Note(audit.Event{
		Kind: "household_parted", Happened: x.On, Reason: x.why(), Body: map[string]any{
			"case": to.Case.Number, "text": x.Text, "before": map[string]any{"persons": e.Case.Persons}, "after": map[string]any{"persons": e.Case.Persons - len(p.Members)},
		},
	})
	to.Note(audit.Event{Kind: "case_opened", Audience: audit.Family})
	to.Note(audit.Event{Kind: "household_founded", Happened: x.On, Reason: x.why(), Body: map[string]any{"case": e.Case.Number}})
	for _, m := range e.Members {
		switch l := x.line(m.ID); {
		case l.Side == goes:
			kept(e, goes, audit.Stream{Kind: "member", ID: m.ID}, x.rests(l.Rests), casefile.Holding{})
			kept(to, goes, audit.Stream{Kind: "member", ID: p.Members[m.ID]}, x.rests(l.Rests), casefile.Holding{})
			if kind := map[string]string{stays: "place_stays", goes: "place_goes"}[l.Place]; kind != "" {
				e.Note(audit.Event{Kind: kind, Subject: audit.Stream{Kind: "member", ID: m.ID}})
				to.Note(audit.Event{Kind: kind, Subject: audit.Stream{Kind: "member", ID: p.Members[m.ID]}})
			}
		case l.Side == stays && !m.MayBeAdult(e.Today()): // a child has two who could keep it
			kept(e, stays, audit.Stream{Kind: "member", ID: m.ID}, x.rests(l.Rests), casefile.Holding{})
		}
	}
	held, err := w.Book.HoldingsOf(&e.Rd, e.Case)
	if err != nil {
		return err
	}
	for _, k := range held {
		for _, t := range x.Things {
			if t.Kind == k.Kind && t.ID == k.ID {
				kept(e, t.Side, audit.Stream{Kind: t.Kind, ID: t.ID}, x.rests(t.Rests), k)
				if t.Side == goes {
					kept(to, t.Side, audit.Stream{Kind: t.Kind, ID: t.ID}, x.rests(t.Rests), k)
				}
			}
		}
	}
	if x.Divorce != nil {
		if err := endRights(e, "representatives_parted", db.Args{"one": x.Head, "two": x.Divorce.other, "ended_on": e.Today()}); err != nil {
			return err
		}
		if err := w.divorced(p, x); err != nil {
			return err
		}
	}
	for _, follow := range w.Book.Parted {
		if err := follow(p); err != nil {
			return err
		}
	}
	to.Carry(e, carried...)
	return nil
}

// rests is the paper that something rests on: where none is named, that of the divorce.
func (x Parting) rests(r Rests) Rests {
	if r.Paper == "" && x.Divorce != nil {
		return x.Divorce.Rests
	}
	return r
}

// kept tells that a side keeps something, what, and the paper it rests on.
func kept(e *casefile.Edit, side string, what audit.Stream, r Rests, k casefile.Holding) {
	body := map[string]any{}
	if r.Number != "" {
		body["text"] = r.Number
	}
	if k.Text != "" {
		body["service"] = k.Text
	}
	if k.Key != "" {
		body["what"], body["of"] = k.Key, k.Kind
	}
	e.Note(audit.Event{Kind: "kept_" + side, Code: r.Paper, Subject: what, Body: body})
}

// divorced records the paper in both cases, who was heard apart, and the answer about what is asked for twice.
func (w *Work) divorced(p *casefile.Parted, x Parting) error {
	d := x.Divorce
	kind, _ := w.Book.Paper(d.Paper)
	entry := PaperEntry{State: paperReceived, Number: d.Number, Issued: d.Issued, Original: "with_family"}
	for _, of := range []struct {
		e      *casefile.Edit
		member int64
	}{{p.From, d.other}, {p.To, p.Members[x.Head]}} {
		for i := range of.e.Members {
			if m := &of.e.Members[i]; m.ID == of.member {
				if err := w.keepPaper(of.e, kind, m, entry); err != nil {
					return err
				}
			}
		}
		if d.fresh(p.From.Today()) {
			of.e.Note(audit.Event{Kind: "divorce_asked", Body: map[string]any{"after": map[string]any{"asks_twice": d.Again}, "text": d.Why}})
		}
	}
	for _, h := range d.Heard {
		ev := audit.Event{Kind: "heard_apart", Happened: h.On, Subject: audit.Stream{Kind: "member", ID: h.Member}}
		if h.On.IsZero() {
			ev.Kind, ev.Body = "not_heard_apart", map[string]string{"text": h.Why}
		}
		p.From.Note(ev)
		if is, went := p.Members[h.Member]; went {
			ev.Subject.ID = is
			p.To.Note(ev)
		}
	}
	return nil
}

// settleBoth lets every room follow who is where now; who applied and has no answer is asked about in the new case.
func (w *Work) settleBoth(p *casefile.Parted, _ Parting) error {
	for was, is := range p.Members {
		if err := changed(p.From, was); err != nil {
			return err
		}
		if err := changed(p.To, is); err != nil {
			return err
		}
	}
	for _, m := range p.To.Members.Here() {
		for key, standing := range map[string]string{"decide_status": m.StatusWay, "decide_quota": m.Quota} {
			if standing == "applied" {
				if err := p.To.OpenFor(key, m.ID, p.To.Today()); err != nil {
					return err
				}
			}
		}
	}
	if err := p.From.Save(); err != nil {
		return err
	}
	return p.To.Save()
}
