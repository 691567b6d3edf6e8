package intake

import (
	"context"
	"slices"
	"strings"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/identity"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
)

// PaperEntry is what is recorded about a paper.
type PaperEntry struct {
	State       string
	Number      string
	Issued      civil.Date
	Expires     civil.Date
	Original    string
	Seen        civil.Date // when accepted: the day on which the actor saw it
	Translation bool       // a translation was seen
	Refused     string     // why not accepted
	Text        string
	StandsFor   []string // kinds it stands for in this case
}

// standsFor are the kinds that a paper may stand for.
func standsFor(b *casefile.Book, kind string) []casefile.PaperKind {
	var out []casefile.PaperKind
	for _, k := range b.Papers {
		if slices.Contains(strings.Split(k.Alternatives, ";"), kind) {
			out = append(out, k)
		}
	}
	return out
}

// check gives what is wrong with an entry.
func (x PaperEntry) check(p *fault.Problems, b *casefile.Book, k casefile.PaperKind, today civil.Date) {
	accepted := x.State == paperAccepted
	if !slices.Contains(PaperStates, x.State) {
		p.Add("state", "paper.state_missing", nil)
	}
	if x.State == paperAsked && WayOf(k.Kind) == Looked {
		p.Add("state", "paper.never_ask", nil)
	}
	if x.Issued.After(today) {
		p.Add("issued_day", "date.in_future", nil)
	}
	switch {
	case !x.Issued.IsZero() && !x.Expires.IsZero() && x.Expires.Before(x.Issued):
		p.Add("expires_day", "date.end_before_start", nil)
	case accepted && x.Expires.IsZero() && k.Expires:
		p.Add("expires_day", "paper.expires_missing", nil)
	case accepted && !x.Expires.IsZero() && x.Expires.Before(today):
		p.Add("expires_day", "paper.expired", nil)
	}
	if x.Original != "" && !slices.Contains(OriginalPlaces, x.Original) {
		p.Add("original", "form.not_a_choice", nil)
	}
	switch {
	case accepted && x.Seen.IsZero():
		p.Add("seen_day", "paper.seen_missing", nil)
	case accepted && x.Seen.After(today):
		p.Add("seen_day", "date.in_future", nil)
	case accepted && x.Seen.Before(x.Issued):
		p.Add("seen_day", "paper.seen_before_issued", nil)
	}
	if accepted && !x.Translation && strings.HasPrefix(k.Translation, "yes") {
		p.Add("translation", "paper.translation_missing", nil)
	}
	switch {
	case x.State == paperNotAccepted && !slices.Contains(PaperRefusals, x.Refused):
		p.Add("refused", "paper.refused_missing", nil)
	case x.State == paperNotAccepted && x.Refused == "other" && x.Text == "":
		p.Add("text", "reason.text_missing", nil)
	case x.State != paperNotAccepted && x.Refused != "":
		p.Add("refused", "paper.refused_but_state", nil)
	}
	may := standsFor(b, k.Kind)
	for _, s := range x.StandsFor {
		if !slices.ContainsFunc(may, func(o casefile.PaperKind) bool { return o.Kind == s }) {
			p.Add("stands_for", "paper.cannot_stand", nil)
			break
		}
	}
}

// RecordPaper records where a paper stands; member is 0 for papers of the household. Accepting is seeing: the actor
// saw the original on a day.
func (w *Work) RecordPaper(ctx context.Context, op db.Op, number, kind string, member int64, x PaperEntry) (db.Result, error) {
	res, err := w.onHousehold(ctx, op, number, "paper.said", func(e *casefile.Edit) error {
		k, ok := w.Book.Paper(kind)
		if !ok || !listedIn(k.Tracks, string(e.Case.Track)) {
			return fault.Missing()
		}
		var m *casefile.Member
		switch {
		case k.BelongsTo == "person" && member == 0:
			return fault.OnField("member", "paper.member_missing", nil)
		case k.BelongsTo == "household" && member != 0:
			return fault.Missing()
		case member != 0:
			var err error
			if m, err = e.Member(member); err != nil {
				return err
			}
		}
		var p fault.Problems
		x.check(&p, w.Book, k, e.Today())
		identity.CheckNumber(&p, "number", x.Number)
		if err := numberFree(&p, e, k, m, x.Number); err != nil {
			return err
		}
		if err := p.Err(); err != nil {
			return err
		}
		return w.keepPaper(e, k, m, x)
	})
	res.To = strings.TrimSuffix(res.To, "/household") + "/papers"
	return res, err
}

// numberFree refuses a number that stands with another person, for papers that never cover many.
func numberFree(p *fault.Problems, e *casefile.Edit, k casefile.PaperKind, m *casefile.Member, number string) error {
	key := identity.DocumentKey(number)
	if m == nil || k.Many || key == "" {
		return nil
	}
	var used bool
	err := e.Get(&used, "paper_number_used", db.Args{"kind": k.Kind, "lookup": e.Keys().Lookup("document", key), "person_id": m.PersonID})
	if used {
		p.Add("number", "paper.number_used", nil)
	}
	return err
}

func (w *Work) keepPaper(e *casefile.Edit, k casefile.PaperKind, m *casefile.Member, x PaperEntry) error {
	recorded, err := PapersOf(&e.Rd, e.Case.ID)
	if err != nil {
		return err
	}
	var before map[string]any
	member := int64(0)
	if m != nil {
		member = m.ID
	}
	for _, r := range recorded {
		if r.Kind != k.Kind || r.MemberID != member || before != nil {
			continue
		}
		number, err := r.number(&e.Rd)
		if err != nil {
			return err
		}
		before = paperFacts(r.State, number, r.Issued, r.Expires, r.Original, r.Translation, r.Refused, r.StandsFor)
	}
	stands := strings.Join(x.StandsFor, ";")
	args := db.Args{
		"case_id": e.Case.ID, "kind": k.Kind, "member_id": nil, "state": x.State, "number_sealed": nil, "number_lookup": nil, "number_tail": "",
		"issued_on": x.Issued, "expires_on": x.Expires, "original_at": x.Original, "seen_by": nil, "seen_on": nil,
		"translation_seen": x.Translation, "stands_for": stands, "refused_reason": x.Refused,
	}
	if member != 0 {
		args["member_id"] = member
	}
	happened := civil.Date{}
	if x.State == paperAccepted {
		args["seen_by"], args["seen_on"], happened = e.Actor.ID, x.Seen, x.Seen
	}
	if key := identity.DocumentKey(x.Number); key != "" {
		r := []rune(key)
		args["number_sealed"] = e.Box().Seal("paper.number", x.Number)
		args["number_lookup"] = e.Keys().Lookup("document", key)
		args["number_tail"] = string(r[max(0, len(r)-3):])
	}
	var id int64
	if err := e.Get(&id, "paper_record", args); err != nil {
		return err
	}
	after := paperFacts(x.State, x.Number, x.Issued, x.Expires, x.Original, x.Translation, x.Refused, stands)
	e.Note(audit.Event{
		Kind: "paper_" + x.State, Happened: happened, Code: k.Kind, Reason: x.Refused, Subject: audit.Stream{Kind: "paper", ID: id},
		Body: map[string]any{"before": before, "after": after, "member": member, "text": x.Text},
	})
	if key, ok := args["number_lookup"].([]byte); ok && k.BelongsTo == "person" {
		if err := identity.NoteDocument(e.Tx, key); err != nil {
			return err
		}
	}
	if k.Kind == nationalityProof {
		return provesNationality(e)
	}
	return nil
}

// nationalityProof is the paper that decides about the way through the commission.
const nationalityProof = "nationality_proof"

// provesNationality keeps the fact in line with the accepted proofs. Without any, what the family said of it is not
// known again; a no that was recorded stays.
func provesNationality(e *casefile.Edit) error {
	recorded, err := PapersOf(&e.Rd, e.Case.ID)
	if err != nil {
		return err
	}
	switch f := &e.Case.Facts; {
	case slices.ContainsFunc(recorded, func(r Paper) bool { return r.Kind == nationalityProof && r.State == paperAccepted }):
		f.ProofPaper = casefile.Yes
	case f.ProofPaper == casefile.Yes:
		f.ProofPaper = casefile.NotKnown
	}
	return nil
}

func paperFacts(state, number string, issued, expires civil.Date, original string, translation bool, refused, stands string) map[string]any {
	return map[string]any{
		"state": state, "number": number, "issued": issued, "expires": expires, "original": original,
		"translation": translation, "refused": refused, "stands_for": stands,
	}
}
