package intake

import (
	"slices"
	"strings"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/identity"
	"nurlykosh/internal/identity/names"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
)

// Representing says who acts for a member.
type Representing struct {
	By    int64  // a member of this household, or
	Name  string // somebody else
	Kind  string // parent, guardian, proxy
	Paper string
	From  civil.Date
	Until civil.Date // zero: no end
}

// RepresentativeKinds in the order they are offered; words as "representative.<kind>".
var RepresentativeKinds = []string{"parent", "guardian", "proxy"}

// representativePapers are by which each kind may act; a parent also without one, until it is brought.
var representativePapers = map[string][]string{
	"parent":   {"birth_certificate", "adoption_decision"},
	"guardian": {"guardianship_decision", "court_decision"},
	"proxy":    {"power_of_attorney"},
}

// check gives what is wrong with a representative. A parent acts for a minor; for an adult it is a guardian whom a court or an
// authority named, or a proxy.
func (x Representing) check(p *fault.Problems, m casefile.Member, h casefile.Household, today civil.Date) {
	switch {
	case !slices.Contains(RepresentativeKinds, x.Kind):
		p.Add("kind", "representative.kind_missing", nil)
	case x.Kind == "parent" && m.Adult(today):
		p.Add("kind", "representative.adult", nil)
	}
	x.checkWho(p, m, h, today)
	papers, known := representativePapers[x.Kind]
	switch {
	case x.Paper == "" && x.Kind != "parent":
		p.Add("paper", "representative.paper_missing", nil)
	case x.Paper != "" && known && !slices.Contains(papers, x.Paper):
		p.Add("paper", "representative.paper_unfit", nil)
	}
	switch {
	case x.From.IsZero():
		p.Add("from_day", "representative.from_missing", nil)
	case x.From.After(today):
		p.Add("from_day", "date.in_future", nil)
	case !m.Birth.IsZero() && x.From.Before(m.Birth) || x.From.Year() < m.BirthYear:
		p.Add("from_day", "representative.before_birth", nil)
	}
	switch {
	case x.Until.IsZero() && x.Kind == "proxy":
		p.Add("until_day", "representative.until_missing", nil)
	case !x.Until.IsZero() && x.Until.Before(x.From):
		p.Add("until_day", "date.end_before_start", nil)
	case !x.Until.IsZero() && x.Until.Before(today):
		p.Add("until_day", "representative.over", nil)
	case x.Kind != "proxy" && !x.Until.IsZero() && !m.Birth.IsZero() && !m.Adult(today) && x.Until.After(m.Birth.AddMonths(12*casefile.Adult)):
		p.Add("until_day", "representative.of_age_then", nil)
	}
}

func (x Representing) checkWho(p *fault.Problems, m casefile.Member, h casefile.Household, today civil.Date) {
	switch {
	case x.By == 0 && strings.TrimSpace(x.Name) == "":
		p.Add("by", "representative.who_missing", nil)
	case x.By != 0 && x.Name != "":
		p.Add("name", "representative.one_of_two", nil)
	case x.By == m.ID:
		p.Add("by", "representative.self", nil)
	case x.By != 0:
		i := slices.IndexFunc(h, func(o casefile.Member) bool { return o.ID == x.By && o.Current(today) })
		switch {
		case i < 0:
			p.Add("by", "form.not_a_choice", nil)
		case !h[i].Adult(today):
			p.Add("by", "representative.under_age", nil)
		}
	case sameName(x.Name, m.Name):
		p.Add("name", "representative.self", nil)
	case slices.ContainsFunc(h, func(o casefile.Member) bool { return o.Died() && sameName(x.Name, o.Name) }):
		p.Add("name", "representative.died", nil)
	default:
		identity.CheckWritten(p, "name", x.Name)
	}
}

// sameName reports whether two names are called the same, in whatever script and order.
func sameName(a, b string) bool {
	x, y := names.Read(a), names.Read(b)
	return x.Match(&y).Verdict == names.Same
}

// Represented is a stored representative.
type Represented struct {
	ID       int64      `db:"id"`
	MemberID int64      `db:"member_id"`
	By       int64      `db:"by_member_id"`
	Name     string     `db:"name"`
	Kind     string     `db:"kind"`
	Paper    string     `db:"paper_kind"`
	From     civil.Date `db:"valid_from"`
	Until    civil.Date `db:"valid_to"`
	Ended    civil.Date `db:"ended_on"` // the first day on which it does not count any more; zero: it counts to its end
	Why      string     `db:"end_reason"`
}

// representatives reads who acts for whom in a case.
func representatives(r *db.Rd, caseID int64) ([]Represented, error) {
	var out []Represented
	return out, r.Select(&out, "household_representatives", db.Args{"case_id": caseID})
}

// mistaken is the reason of an end for what was never true.
const mistaken = "mistake"

// endReasons are why a representative does not act any more; words as "representative.end.<reason>".
var endReasons = []string{"ended", mistaken}

// counts reports whether a representative may act on a day.
func (r Represented) counts(on civil.Date) bool {
	return r.Why != mistaken && !r.From.After(on) && (r.Until.IsZero() || !r.Until.Before(on)) && (r.Ended.IsZero() || on.Before(r.Ended))
}

// guards reports whether somebody outside the household is a member's parent or guardian on a day.
func (r Represented) guards(member int64, on civil.Date) bool {
	return r.MemberID == member && r.By == 0 && r.Kind != "proxy" && r.counts(on)
}

// EndingRight is that somebody does not act for a member any more, or never did.
type EndingRight struct {
	Reason string
	On     civil.Date // the first day without the right; of no account for a mistake
	Text   string
}

func (x EndingRight) check(p *fault.Problems, r Represented, today civil.Date) {
	switch {
	case !slices.Contains(endReasons, x.Reason):
		p.Add("reason", "representative.end_missing", nil)
	case x.Reason == mistaken && strings.TrimSpace(x.Text) == "":
		p.Add("text", "representative.mistake_text", nil)
	case x.Reason == mistaken:
	case x.On.IsZero():
		p.Add("ended_day", "representative.end_day_missing", nil)
	case x.On.After(today):
		p.Add("ended_day", "date.in_future", nil)
	case x.On.Before(r.From):
		p.Add("ended_day", "date.end_before_start", nil)
	}
}
