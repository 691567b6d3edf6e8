package intake_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/intake"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/fault"
)

// Whatever order people join, leave, die, divorce, found a household, come back, arrive and are named head in: an open case
// has a head who belongs to it, or an acting contact who does with a task to name a head; its persons are counted right;
// nobody is in two households on one day, and no place in the quota counts twice. What is refused is refused with a sentence.
// After twelve seconds no more sequences are begun.
func TestHouseholdOverTimeAlwaysHasSomebodyToSpeakFor(t *testing.T) {
	k := openCounter(t)
	verbs := []string{"join", "join", "leave", "leave", "name", "back", "return", "arrive", "divorce", "split"}
	done, until := map[string]int{}, time.Now().Add(12*time.Second)
	rapid.Check(t, func(r *rapid.T) {
		if time.Now().After(until) {
			return
		}
		numbers := []string{k.family()}
		if _, err := k.Owner.Exec(`update member set quota_standing = 'included' where case_id = (select id from case_file where number = $1)`, numbers[0]); err != nil {
			r.Fatal(err)
		}
		for range rapid.IntRange(1, 8).Draw(r, "steps") {
			n := rapid.SampledFrom(numbers).Draw(r, "case")
			what := rapid.SampledFrom(verbs).Draw(r, "verb")
			if _, _, ms := k.look(n); len(fitting(ms, what)) == 0 {
				what = map[string]string{"arrive": "join"}[what] // somebody who can arrive, else somebody who can come back
				if what == "" {
					what = "leave"
				}
			}
			founded, err := k.some(r, n, what)
			if founded != "" {
				numbers = append(numbers, founded)
			}
			if err == nil {
				done[what]++
			} else if kind := fault.Of(err).Kind; kind != fault.Invalid && kind != fault.NotFound && fault.Of(err).Key != "case.closed" { // the last one has died
				r.Fatalf("%s: %v", what, err)
			}
			for _, n := range numbers {
				if wrong := k.stands(n); wrong != "" {
					r.Fatalf("after %s, %s: %s", what, n, wrong)
				}
			}
			if places := k.count(`select count(*) from member m join case_file c on c.id = m.case_id where m.left_on is null and m.quota_standing = 'included' and c.number = any($1)`, "{"+join(numbers)+"}"); places > 3 {
				r.Fatalf("after %s: three places, %d persons in the quota", what, places)
			}
		}
	})
	if len(done) < 6 { // of eight; that each can succeed has tests of its own
		t.Errorf("the sequences did little: %v", done)
	}
	t.Log(done)
}

func join(numbers []string) (out string) {
	for i, n := range numbers {
		if i > 0 {
			out += ","
		}
		out += n
	}
	return out
}

// fitting are the members to whom something can happen: who is abroad arrives, who left comes back, but not from the dead.
func fitting(ms casefile.Household, what string) casefile.Household {
	return slices.DeleteFunc(slices.Clone(ms), func(m casefile.Member) bool {
		switch what {
		case "arrive":
			return !m.Abroad || !m.Left.IsZero()
		case "back":
			return m.Left.IsZero()
		case "return":
			return m.Left.IsZero() || m.Died()
		}
		return false
	})
}

// some does one thing to a household with what is drawn; a parting gives the number of the case it founded.
func (k *counter) some(r *rapid.T, n, what string) (founded string, err error) {
	_, _, ms := k.look(n)
	m := rapid.SampledFrom(fitting(ms, what)).Draw(r, "member")
	other := rapid.SampledFrom(ms).Draw(r, "other")
	relation := rapid.SampledFrom(intake.Relations).Draw(r, "relation")
	if what == "back" || what == "return" {
		relation = rapid.SampledFrom([]string{relation, "other"}).Draw(r, "comes back as")
	}
	ctx := k.t.Context()
	switch what {
	case "join":
		born := civil.Must(rapid.IntRange(1950, 2020).Draw(r, "born"), 1, 1)
		x := intake.Joining{Newcomer: person(relation, "NEWCOMER", "male", born), Reason: "reunification", On: k.today(), Alike: k.strangers()}
		x.Abroad = rapid.Bool().Draw(r, "abroad")
		_, err = k.work.AddMember(ctx, k.op(), n, x)
	case "leave":
		reasons := []string{"death", "divorce", "split", "left_country", "study_or_army", "missing"}
		err = k.leave(n, m.ID, intake.Leaving{Reason: rapid.SampledFrom(reasons).Draw(r, "reason"), Text: "x", Apart: casefile.Yes, Contact: other.ID})
	case "name":
		x := intake.Naming{Head: m.ID, Relations: map[int64]string{}, Text: "x"}
		for _, o := range ms {
			x.Relations[o.ID] = rapid.SampledFrom([]string{"child", "parent", "sibling", "other", "spouse"}).Draw(r, "as")
		}
		_, err = k.work.NameHead(ctx, k.op(), n, x)
	case "back":
		_, err = k.work.TakeBackLeaving(ctx, k.op(), n, m.ID, intake.TakingBack{Relation: relation, Text: "x"})
	case "return":
		_, err = k.work.Return(ctx, k.op(), n, m.ID, intake.Returning{On: k.today(), Relation: relation})
	case "arrive":
		_, err = k.work.Arrive(ctx, k.op(), n, m.ID, intake.Arriving{On: k.today(), Paper: "foreign_passport", Number: fmt.Sprint(m.ID), StayBasis: "visa", Status: "applied"})
	case "divorce":
		x := k.divorce(ms.On(k.today()), m.ID)
		for i := range x.Lines {
			if l := &x.Lines[i]; l.Member != m.ID && l.Member != x.Contact && rapid.Bool().Draw(r, "goes") {
				l.Side, l.Relation, l.Place = "goes", "child", rapid.SampledFrom([]string{"stays", "goes"}).Draw(r, "place")
			}
		}
		return k.part(n, x)
	case "split":
		x := intake.Parting{Head: m.ID, Contact: other.ID}
		for _, o := range ms.On(k.today()) {
			l := intake.Line{Member: o.ID, Side: "stays"}
			if o.ID == m.ID || rapid.Bool().Draw(r, "goes") {
				l = intake.Line{Member: o.ID, Side: "goes", Relation: relation, Place: "goes", Rests: intake.Rests{Paper: "court_decision", Number: "7"}}
			}
			x.Lines = append(x.Lines, l)
		}
		return k.part(n, x)
	}
	return "", err
}

// stands says what is wrong with a household; nothing if all is right.
func (k *counter) stands(number string) string {
	c, ts, all := k.look(number)
	h := all.On(k.today())
	at := func(id int64) int { return slices.IndexFunc(h, func(m casefile.Member) bool { return m.ID == id }) }
	toName := slices.ContainsFunc(ts, func(t casefile.Task) bool { return t.Key == casefile.NameHead && !t.State.Over() })
	heads := 0
	for _, m := range h {
		if m.Relation == "head" {
			heads++
		}
	}
	here := k.count(`select count(*) from member m join case_file c on c.id = m.case_id where c.number = $1 and m.left_on is null and not m.abroad`, number)
	rooms := 1
	if here > 2 {
		rooms += (here - 1) / 2
	}
	speaker := at(c.Speaker())
	switch {
	case c.CloseReason == casefile.SoleMemberDied && len(h) == 0 && c.Persons == 0: // the last one has died
		return ""
	case len(h) == 0 || len(h) != c.Persons:
		return fmt.Sprintf("%d members, %d persons", len(h), c.Persons)
	case h.RoomsNeeded(k.today()) != rooms:
		return fmt.Sprintf("%d rooms for %d who are here", h.RoomsNeeded(k.today()), here)
	case speaker < 0:
		return "nobody speaks for the family"
	case c.HeadName != h[speaker].Name:
		return "the case is named after somebody else: " + c.HeadName
	case c.HeadID == 0 && (heads != 0 || !toName):
		return fmt.Sprintf("no head, %d relations, to be named: %v", heads, toName)
	case c.HeadID != 0 && (heads != 1 || at(c.HeadID) < 0 || h[at(c.HeadID)].Relation != "head" || toName):
		return fmt.Sprintf("the head is %d of %+v, to be named: %v", c.HeadID, h, toName)
	case k.count(`select count(*) from member a join member b on a.person_id = b.person_id and a.id < b.id
		and daterange(a.joined_on, a.left_on, '[)') && daterange(b.joined_on, b.left_on, '[)')`) != 0:
		return "somebody is in two households on one day"
	}
	return ""
}
