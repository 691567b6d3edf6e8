package intake

import (
	"slices"
	"strconv"
	"strings"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/identity"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/fault"
)

// UrgentNeeds are what a family may need on the first day; coded, words in the catalogue as "urgent.<code>".
var UrgentNeeds = []string{"medicine", "food", "warm_clothes", "baby", "disability", "luggage"}

// Newcomer is a person at quick registration.
type Newcomer struct {
	Name      identity.Attested
	Relation  string
	Sex       string
	Birth     civil.Date
	BirthYear int
	IIN       string
	Override  string // the document says so, although the IIN does not agree
	Abroad    bool
	Link      int64 // the recorded person whom the clerk chose; 0: somebody new
}

// Registration is what three minutes at the counter give: enough for a number, a slip and a bed.
type Registration struct {
	Track         casefile.Track
	Channel       string
	External      string
	Received      civil.Date
	Arrived       civil.Date // zero: not arrived yet
	OriginCountry string
	OriginRegion  string // for moves inside the country
	OriginPlace   string
	Head          Newcomer
	Others        []Newcomer
	Phone         string
	PhoneRelation string // own, relative, neighbour, other
	PhoneWhose    string
	BedTonight    casefile.Tri
	Urgent        []string
	Danger        bool
	SearchToken   string
	Alike         Answer
	Application   int64 // the unfinished intake it comes from, saved after a search; 0 without one

	rows []int // which row of the form each of Others came from
}

// newcomerAt is a newcomer with the prefix of the inputs.
type newcomerAt struct {
	Newcomer
	at string
}

// all are the head and the others, each with its inputs.
func (r Registration) all() []newcomerAt {
	out := []newcomerAt{{r.Head, "head."}}
	for i, n := range r.Others {
		out = append(out, newcomerAt{n, r.at(i)})
	}
	return out
}

// at is the form's prefix of the i-th of Others.
func (r Registration) at(i int) string {
	if i < len(r.rows) {
		i = r.rows[i]
	}
	return others(i)
}

// Check gives everything that is wrong with a registration, each at its field. today is the civil day.
func (r Registration) Check(today civil.Date) error {
	var p fault.Problems
	if !slices.Contains(casefile.Tracks, r.Track) {
		p.Add("track", "registration.track_missing", nil)
	}
	if !slices.Contains(casefile.Channels, r.Channel) {
		p.Add("channel", "registration.channel_missing", nil)
	}
	switch {
	case r.Received.IsZero():
		p.Add("received_day", "registration.received_missing", nil)
	case r.Received.After(today):
		p.Add("received_day", "date.in_future", nil)
	case r.Received.Before(today.AddMonths(-24)):
		p.Add("received_day", "registration.received_long_ago", nil)
	}
	if r.Arrived.After(today) {
		p.Add("arrived_day", "date.in_future", nil)
	}
	r.checkOrigin(&p)
	r.Head.check(&p, "head.", today)
	if a := (casefile.Member{Birth: r.Head.Birth, BirthYear: r.Head.BirthYear}); !a.Birth.IsZero() || a.BirthYear != 0 {
		if _, most := a.Age(today); most < casefile.Adult {
			p.Add("head.birth_day", "registration.head_too_young", nil)
		}
	}
	for i, n := range r.Others {
		at := r.at(i)
		n.check(&p, at, today)
		if !slices.Contains(Relations, n.Relation) {
			p.Add(at+"relation", "registration.relation_missing", nil)
		}
		r.checkAges(&p, at, n)
		if n.Relation == "spouse" && slices.ContainsFunc(r.Others[:i], func(o Newcomer) bool { return o.Relation == "spouse" }) {
			p.Add(at+"relation", "household.two_spouses", nil)
		}
	}
	if r.BedTonight == casefile.NotKnown {
		p.Add("bed_tonight", "registration.bed_missing", nil)
	}
	if r.Phone != "" && r.PhoneRelation == "" {
		p.Add("phone_relation", "registration.phone_relation_missing", nil)
	}
	r.checkTwins(&p)
	return p.Err()
}

// Relations of members to the head, as they are offered; the head is first and not offered again.
var Relations = []string{"spouse", "child", "parent", "sibling", "grandchild", "grandparent", "child_in_law", "parent_in_law", "ward", "other"}

func (r Registration) checkOrigin(p *fault.Problems) {
	inside := r.Track == casefile.InternalMove
	switch {
	case inside && r.OriginRegion == "":
		p.Add("origin_region", "registration.origin_region_missing", nil)
	case !inside && r.OriginCountry == "":
		p.Add("origin_country", "registration.origin_country_missing", nil)
	case !inside && r.OriginCountry == "KAZ":
		p.Add("origin_country", "registration.origin_is_kazakhstan", nil)
	}
}

// checkAges refuses a child of the head who is older than the head, or a parent who is younger; grandparents alike.
func (r Registration) checkAges(p *fault.Problems, at string, n Newcomer) {
	if !agesFit(n.Relation, year(r.Head), year(n)) {
		p.Add(at+"birth_day", "registration.child_older_than_parent", nil)
	}
}

// checkTwins refuses one name in any spelling with one birth, one IIN, or one adult's paper, for two persons of the same form. A household's booklet names many,
// and children stand in the passport of a parent.
func (r Registration) checkTwins(p *fault.Problems) {
	people, iins, papers := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for i, n := range append([]Newcomer{r.Head}, r.Others...) {
		at := "head."
		if i > 0 {
			at = r.at(i - 1)
		}
		who := strings.ToLower(n.Name.Written) + " " + strconv.Itoa(year(n))
		if n.Name.Written != "" && year(n) != 0 && people[who] {
			p.Add(at+"name", "registration.person_twice", nil)
		} else if name := r.spelledBefore(i); name != "" {
			p.Add(at+"name", "registration.person_twice_spelled", fault.Args{"name": name})
		}
		people[who] = true
		if n.IIN != "" && iins[n.IIN] {
			p.Add(at+"iin", "iin.twice_in_form", nil)
		}
		iins[n.IIN] = true
		paper := n.Name.PaperKind + " " + identity.DocumentKey(n.Name.Number)
		if n.ownPaper(r.Received) {
			if papers[paper] {
				p.Add(at+"number", "document.twice_in_form", nil)
			}
			papers[paper] = true
		}
	}
}

// spelledBefore is the name under which the i-th of the form, the head being the first, stands in it before in another spelling.
func (r Registration) spelledBefore(i int) string {
	all := append([]Newcomer{r.Head}, r.Others...)
	for _, o := range all[:i] {
		if o.Name.Written != "" && all[i].Name.Written != "" && identity.Compare(o.described(r.OriginCountry), all[i].described(r.OriginCountry)).Same() {
			return o.Name.Written
		}
	}
	return ""
}

// ownPaper reports whether a newcomer's name stands in a paper made out to this person alone: not a household's booklet,
// and not a paper of a parent, in which a child may stand.
func (n Newcomer) ownPaper(on civil.Date) bool {
	if n.Name.Number == "" || n.Name.PaperKind == "" || n.Name.PaperKind == "household_register_cn" {
		return false
	}
	_, most := casefile.Member{Birth: n.Birth, BirthYear: n.BirthYear}.Age(on)
	return most >= casefile.Adult
}

func year(n Newcomer) int {
	if !n.Birth.IsZero() {
		return n.Birth.Year()
	}
	return n.BirthYear
}

func (n Newcomer) check(p *fault.Problems, at string, today civil.Date) {
	n.Name.Check(p, at, today)
	if n.Sex != "" && n.Sex != "male" && n.Sex != "female" {
		p.Add(at+"sex", "form.not_a_choice", nil)
	}
	p.AddFault(at+"birth_day", identity.CheckBirth(n.Birth, n.BirthYear, today))
	if n.IIN == "" {
		return
	}
	if err := identity.CheckIINOf(n.IIN, n.Birth, n.BirthYear, n.Sex, n.Override != ""); err != nil {
		p.AddFault(at+"iin", err)
	}
}

func others(i int) string {
	return "persons[" + strconv.Itoa(i) + "]."
}
