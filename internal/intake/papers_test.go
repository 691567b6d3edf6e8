package intake_test

import (
	"slices"
	"strings"
	"testing"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/intake"
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/i18n"
)

func TestEveryPaperHasARule(t *testing.T) {
	k := openCounter(t)
	used := map[string]bool{}
	words, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range k.work.Book.Papers {
		if _, ok := intake.PaperRuleFor(p.Condition); !ok {
			t.Errorf("%s: no rule is named for %q", p.Kind, p.Condition)
		}
		used[p.Condition] = true
		for lang, title := range map[i18n.Lang]string{i18n.KK: p.KK, i18n.RU: p.RU, i18n.EN: p.EN} {
			if got := words.Reader(lang).T("paper.title." + p.Kind); got != title {
				t.Errorf("%s: the message has %q, the table %q", p.Kind, got, title)
			}
		}
	}
	names := map[string]bool{}
	for _, r := range intake.PaperRules {
		if !used[r.Prose] || names[r.Name] {
			t.Errorf("rule %s: no paper uses it, or it stands twice", r.Name)
		}
		names[r.Name] = true
	}
}

func (k *counter) needs(number string) map[string]casefile.Tri {
	k.t.Helper()
	c, _, ms := k.look(number)
	out := map[string]casefile.Tri{}
	for _, n := range intake.Needs(k.work.Book, intake.Circle{Case: c, Members: ms, Today: k.today()}, nil) {
		who := "household"
		if n.Member != nil {
			who = n.Member.Relation
		}
		out[who+" "+n.Kind.Kind] = n.Wanted
	}
	return out
}

func TestNeedsFollowTrackOriginAndCondition(t *testing.T) {
	k := openCounter(t)
	got := k.needs(k.family())
	const none = casefile.Tri("none")
	for what, want := range map[string]casefile.Tri{
		"head foreign_passport": casefile.Yes, "child foreign_passport": casefile.NotKnown, "household household_register_cn": casefile.Yes,
		"head identity_card_cn": casefile.Yes, "child identity_card_cn": none, "head identity_card_mn": none, "head autobiography": casefile.Yes,
		"child autobiography": none, "head nationality_proof": casefile.Yes, "spouse nationality_proof": casefile.NotKnown, "household marriage_certificate": casefile.Yes,
		"child birth_certificate": casefile.Yes, "head birth_certificate": casefile.NotKnown, "child parental_consent": none, "head kz_identity_card": none,
		"head departing_registration": none, "household application": casefile.Yes, "household purpose_paper": casefile.Yes, "head former_citizenship_proof": none,
		"head disability_certificate": casefile.NotKnown, "household housing_contract": none, "child school_record": casefile.Yes,
	} {
		have, ok := got[what]
		if !ok {
			have = none
		}
		if have != want {
			t.Errorf("%s: %q, want %q", what, have, want)
		}
	}
}

func (k *counter) paper(number, kind string, member int64, x intake.PaperEntry) error {
	_, err := k.work.RecordPaper(k.t.Context(), k.op(), number, kind, member, x)
	return err
}

func TestPaperRules(t *testing.T) {
	k := openCounter(t)
	n := k.family()
	_, _, ms := k.look(n)
	day := k.today()
	wants(t, k.paper(n, "foreign_passport", 0, intake.PaperEntry{State: "asked"}), "paper.member_missing")
	wants(t, k.paper(n, "departing_registration", ms[0].ID, intake.PaperEntry{State: "asked"}), "fault.not_found") // another track's
	wants(t, k.paper(n, "kz_identity_card", ms[0].ID, intake.PaperEntry{State: "asked"}), "paper.never_ask")
	wants(t, k.paper(n, "foreign_passport", ms[0].ID, intake.PaperEntry{}), "paper.state_missing")
	wants(t, k.paper(n, "foreign_passport", ms[0].ID, intake.PaperEntry{State: "accepted"}), "paper.seen_missing", "paper.expires_missing", "paper.translation_missing")
	wants(t, k.paper(n, "foreign_passport", ms[0].ID, intake.PaperEntry{State: "accepted", Seen: day, Translation: true, Expires: day.AddDays(-1)}), "paper.expired")
	wants(t, k.paper(n, "foreign_passport", ms[0].ID, intake.PaperEntry{State: "not_accepted"}), "paper.refused_missing")
	wants(t, k.paper(n, "foreign_passport", ms[0].ID, intake.PaperEntry{State: "received", Refused: "expired"}), "paper.refused_but_state")
	wants(t, k.paper(n, "foreign_passport", ms[0].ID, intake.PaperEntry{State: "received", StandsFor: []string{"photo"}}), "paper.cannot_stand")
	wants(t, k.paper(n, "foreign_passport", ms[0].ID, intake.PaperEntry{State: "received", Number: "EJ 4471209", Issued: civil.Must(2021, 6, 11)}))
	wants(t, k.paper(n, "foreign_passport", ms[0].ID, intake.PaperEntry{State: "accepted", Number: "EJ4471209", Seen: day, Translation: true, Expires: day.AddDays(900)}))
	wants(t, k.paper(n, "photo", ms[0].ID, intake.PaperEntry{State: "received", Number: "7"}))
	wants(t, k.paper(n, "photo", ms[1].ID, intake.PaperEntry{State: "received", Number: "7"}), "paper.number_used")
	var rows, events int
	if err := k.Owner.QueryRow("select (select count(*) from paper where kind = 'foreign_passport'), (select count(*) from event where code = 'foreign_passport')").Scan(&rows, &events); err != nil || rows != 1 || events != 2 {
		t.Errorf("%d papers, %d events, %v", rows, events, err)
	}
}

func TestNationalityProofIsKnownWhenAccepted(t *testing.T) {
	k := openCounter(t)
	n := k.family()
	_, _, ms := k.look(n)
	wants(t, k.paper(n, "nationality_proof", ms[0].ID, intake.PaperEntry{State: "accepted", Seen: k.today()}))
	if c, _, _ := k.look(n); c.Facts.ProofPaper != casefile.Yes {
		t.Errorf("accepted, but %q", c.Facts.ProofPaper)
	}
	wants(t, k.paper(n, "nationality_proof", ms[0].ID, intake.PaperEntry{State: "not_accepted", Refused: "looks_forged"}))
	if c, _, _ := k.look(n); c.Facts.ProofPaper != casefile.NotKnown {
		t.Errorf("not accepted any more, but %q", c.Facts.ProofPaper)
	}
}

// lacks asks what a task with some kinds of evidence lacks.
func (k *counter) lacks(number string, evidence ...string) []casefile.Lack {
	k.t.Helper()
	var out []casefile.Lack
	err := k.DB.Read(k.t.Context(), access.Programme, func(r *db.Rd) error {
		c, err := casefile.Read(r, number, access.Read)
		if err != nil {
			return err
		}
		ms, err := casefile.MembersOf(r, c.ID)
		if err == nil {
			out, err = k.work.Lacks(r, c, ms, &casefile.Task{Key: "x", Evidence: strings.Join(evidence, ";")})
		}
		return err
	})
	if err != nil {
		k.t.Fatal(err)
	}
	return out
}

func TestLacks(t *testing.T) {
	k := openCounter(t)
	n := k.family()
	_, _, ms := k.look(n)
	day := k.today()
	missing := func(evidence ...string) []string {
		var out []string
		for _, f := range k.lacks(n, evidence...) {
			name, _ := f.Args["name"].(string)
			out = append(out, f.Key+" "+strings.TrimPrefix(f.Args["paper"].(string), "@paper.title.")+" "+name)
		}
		return out
	}
	if got := missing("minutes", "visit"); len(got) != 0 {
		t.Errorf("no papers are asked: %v", got)
	}
	if got := missing("paper:marriage_certificate"); !slices.Equal(got, []string{"paper.lack_accepted marriage_certificate "}) {
		t.Errorf("%v", got)
	}
	list := missing("paper:required_list")
	for _, want := range []string{
		"paper.lack_received application ", "paper.lack_received household_register_cn ", "paper.lack_received_of foreign_passport NUERLAN",
		"paper.lack_received_of birth_certificate YERASYL", "paper.lack_received_of autobiography AYIGULI",
	} {
		if !slices.Contains(list, want) {
			t.Errorf("the list has no %s: %v", want, list)
		}
	}
	for _, s := range list {
		if strings.Contains(s, "photo") || strings.Contains(s, "health_insurance") || strings.Contains(s, "kandas_certificate") {
			t.Errorf("the family is asked for %s", s)
		}
	}

	// the household register stands for the marriage and for the child's birth
	stands := []string{"marriage_certificate", "birth_certificate"}
	wants(t, k.paper(n, "household_register_cn", 0, intake.PaperEntry{State: "received", StandsFor: stands}))
	if got := missing("originals_seen"); !slices.Equal(got, []string{"paper.lack_seen household_register_cn "}) {
		t.Errorf("%v", got)
	}
	if got := missing("paper:required_list"); slices.Contains(got, "paper.lack_received_of birth_certificate YERASYL") || len(got) != len(list)-3 {
		t.Errorf("the register does not count: %v", got)
	}
	wants(t, k.paper(n, "household_register_cn", 0, intake.PaperEntry{State: "accepted", Seen: day, Translation: true, StandsFor: stands}))
	if got := missing("originals_seen", "paper:marriage_certificate"); len(got) != 0 {
		t.Errorf("%v", got)
	}

	for _, s := range missing("paper:required_list") {
		parts := strings.SplitN(s, " ", 3)
		member := int64(0)
		for _, m := range ms {
			if m.Name == parts[2] {
				member = m.ID
			}
		}
		wants(t, k.paper(n, parts[1], member, intake.PaperEntry{State: "received"}))
	}
	if got := missing("paper:required_list"); len(got) != 0 {
		t.Errorf("everything was received: %v", got)
	}
}
