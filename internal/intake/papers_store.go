package intake

import (
	"slices"
	"strings"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
)

// The states of a paper, and the words "paper.<state>".
const (
	paperNeeded      = "needed"
	paperAsked       = "asked"
	paperReceived    = "received"
	paperAccepted    = "accepted"
	paperNotAccepted = "not_accepted"
)

// PaperStates in the order they are offered.
var PaperStates = []string{paperNeeded, paperAsked, paperReceived, paperAccepted, paperNotAccepted}

// OriginalPlaces say where an original lies; words as "paper.original.<code>".
var OriginalPlaces = []string{"with_family", "with_us", "other_body"}

// PaperRefusals are the reasons not to accept a paper; words as "paper.refused.<code>".
var PaperRefusals = []string{"expired", "unreadable", "no_translation", "no_legalisation", "data_differ", "other_person", "looks_forged", "copy_only", "other"}

// Paper is a recorded paper of a case.
type Paper struct {
	ID          int64      `db:"id"`
	CaseID      int64      `db:"case_id"` // where it is recorded: this case, or one merged into it
	Kind        string     `db:"kind"`
	MemberID    int64      `db:"member_id"` // 0: of the household
	State       string     `db:"state"`
	Number      []byte     `db:"number_sealed"`
	Tail        string     `db:"number_tail"`
	Issued      civil.Date `db:"issued_on"`
	Expires     civil.Date `db:"expires_on"`
	Original    string     `db:"original_at"`
	SeenBy      string     `db:"seen_by"`
	Seen        civil.Date `db:"seen_on"`
	Translation bool       `db:"translation_seen"`
	StandsFor   string     `db:"stands_for"` // kinds, joined by ;
	Refused     string     `db:"refused_reason"`
}

// Stands reports whether the paper counts as one of a kind: it is one, or was recorded to stand for one.
func (p Paper) Stands(kind string) bool {
	return p.Kind == kind || p.StandsFor != "" && slices.Contains(strings.Split(p.StandsFor, ";"), kind)
}

// of reports whether the paper serves a member; a paper of the household serves everybody, and the household is
// served by any paper.
func (p Paper) of(m *casefile.Member) bool {
	return m == nil || p.MemberID == m.ID || p.MemberID == 0
}

// PapersOf reads the papers of a case, with those that came to it by a merge.
func PapersOf(r *db.Rd, caseID int64) ([]Paper, error) {
	var out []Paper
	return out, r.Select(&out, "papers_of_case", db.Args{"case_id": caseID})
}

// number opens the number of a paper, which is sealed under the key of the case in which it is recorded.
func (p Paper) number(r *db.Rd) (string, error) {
	box, err := r.Box(audit.Stream{Kind: "case", ID: p.CaseID})
	if err != nil {
		return "", err
	}
	return box.Open("paper.number", p.Number)
}

// Need is a paper that a case needs surely or perhaps, or that is recorded in it.
type Need struct {
	Kind   casefile.PaperKind
	Member *casefile.Member // nil: of the household
	Wanted casefile.Tri     // yes: surely; not known: perhaps; no: only recorded
	Own    *Paper           // the record of this kind
	By     *Paper           // the paper that serves best: its own or one that stands for it
}

// State is where the need stands: as the paper that serves it best.
func (n Need) State() string {
	if n.By != nil {
		return n.By.State
	}
	return paperNeeded
}

// Listed reports whether the paper is on the family's list: surely needed, and brought at intake.
func (n Need) Listed() bool { return n.Wanted == casefile.Yes && WayOf(n.Kind.Kind) == Brought }

// rank orders the states by how far they serve.
var rank = map[string]int{paperNotAccepted: 1, paperNeeded: 2, paperAsked: 3, paperReceived: 4, paperAccepted: 5}

// Needs lists what a case needs by track, origin and condition, together with what is recorded: papers of the
// household first, then member by member.
func Needs(b *casefile.Book, c Circle, recorded []Paper) []Need {
	var out []Need
	who := []*casefile.Member{nil}
	for i := range c.Members {
		who = append(who, &c.Members[i])
	}
	for _, m := range who {
		for _, k := range b.Papers {
			if (k.BelongsTo == "household") != (m == nil) {
				continue
			}
			n := Need{Kind: k, Member: m, Wanted: casefile.No}
			if listedIn(k.Tracks, string(c.Case.Track)) && listedIn(k.Origins, c.Case.OriginCountry) {
				n.Wanted = casefile.NotKnown
				if r, ok := PaperRuleFor(k.Condition); ok {
					n.Wanted = r.Holds(c, m)
				}
			}
			n.serve(recorded)
			if n.Wanted != casefile.No || n.Own != nil {
				out = append(out, n)
			}
		}
	}
	return out
}

func (n *Need) serve(recorded []Paper) {
	for i := range recorded {
		p := &recorded[i]
		if !p.Stands(n.Kind.Kind) || !p.of(n.Member) {
			continue
		}
		if n.Own == nil && p.Kind == n.Kind.Kind && (n.Member == nil || p.MemberID == n.Member.ID) {
			n.Own = p
		}
		if n.By == nil || rank[p.State] > rank[n.By.State] {
			n.By = p
		}
	}
}

// circle reads what the rules look at.
func circle(r *db.Rd, c *casefile.Case, members casefile.Household, today civil.Date) (Circle, error) {
	out := Circle{Case: c, Members: members.On(today), Today: today, Acted: map[int64]bool{}, Scripts: map[int64]int{}}
	reps, err := representatives(r, c.ID)
	if err != nil {
		return out, err
	}
	for _, x := range reps {
		if x.Until.IsZero() || !x.Until.Before(today) {
			out.Acted[x.MemberID] = true
		}
	}
	names, err := namesOf(r, out.Members)
	if err != nil {
		return out, err
	}
	seen := map[int64]map[string]bool{}
	for _, n := range names {
		if n.PaperKind == "" {
			continue
		}
		if seen[n.PersonID] == nil {
			seen[n.PersonID] = map[string]bool{}
		}
		seen[n.PersonID][n.Written] = true
		out.Scripts[n.PersonID] = len(seen[n.PersonID])
	}
	return out, nil
}

// Lacks says which evidence a task still lacks: papers that are named, the family's list, originals that nobody
// has accepted or refused, and what the household lacks. It is casefile.Hooks.Evidence.
func (w *Work) Lacks(r *db.Rd, c *casefile.Case, ms casefile.Household, t *casefile.Task) (out []casefile.Lack, err error) {
	if t.Key == completeHousehold {
		given, err := consents(r, c.ID)
		if err != nil {
			return nil, err
		}
		for _, f := range lacksOf(ms, given, r.Today()) {
			out = append(out, casefile.Lack{Field: fault.Field{Name: "text", Key: f.Key, Args: f.Args}, Path: "/household"})
		}
	}
	asks := slices.ContainsFunc(t.Kinds(), func(k string) bool { return strings.HasPrefix(k, "paper:") || k == "originals_seen" })
	if !asks {
		return out, nil
	}
	recorded, err := PapersOf(r, c.ID)
	if err != nil {
		return nil, err
	}
	for _, k := range t.Kinds() {
		switch {
		case k == "paper:required_list":
			about, err := circle(r, c, ms, r.Today())
			if err != nil {
				return nil, err
			}
			for _, n := range Needs(w.Book, about, recorded) {
				if s := n.State(); n.Listed() && s != paperReceived && s != paperAccepted {
					out = append(out, lack("paper.lack_received", n.Kind.Kind, nameOf(n.Member)))
				}
			}
		case k == "originals_seen":
			for _, r := range recorded {
				if r.State == paperReceived {
					out = append(out, lack("paper.lack_seen", r.Kind, ms.Name(r.MemberID)))
				}
			}
		case strings.HasPrefix(k, "paper:"):
			kind := k[len("paper:"):]
			if !slices.ContainsFunc(recorded, func(r Paper) bool { return r.State == paperAccepted && r.Stands(kind) }) {
				l := lack("paper.lack_accepted", kind, "")
				if p, ok := w.Book.Paper(kind); ok && p.BelongsTo == "household" {
					l.Path += "/" + kind
				}
				out = append(out, l)
			}
		}
	}
	return out, nil
}

// ToBring lists, kind by kind and without saying whose, what was asked for and not received; during intake all that
// stands on the family's list. It is casefile.Hooks.PapersToBring.
func (w *Work) ToBring(r *db.Rd, c *casefile.Case, ms casefile.Household) (out []casefile.ToBring, err error) {
	recorded, err := PapersOf(r, c.ID)
	if err != nil {
		return nil, err
	}
	about, err := circle(r, c, ms, r.Today())
	if err != nil {
		return nil, err
	}
	at := map[string]int{}
	for _, n := range Needs(w.Book, about, recorded) {
		if s := n.State(); s == paperReceived || s == paperAccepted || s != paperAsked && (!n.Listed() || c.Stage != casefile.Intake) {
			continue
		}
		i, known := at[n.Kind.Kind]
		if !known {
			i = len(out)
			at[n.Kind.Kind] = i
			out = append(out, casefile.ToBring{Kind: n.Kind.Kind})
		}
		out[i].N++
	}
	return out, nil
}

// lack names a paper in the reader's language, and whose it is.
func lack(key, kind, name string) casefile.Lack {
	if name != "" {
		key += "_of"
	}
	return casefile.Lack{Field: fault.Field{Name: "text", Key: key, Args: fault.Args{"paper": "@paper.title." + kind, "name": name}}, Paper: kind, Path: "/papers"}
}

func nameOf(m *casefile.Member) string {
	if m == nil {
		return ""
	}
	return m.Name
}
