package programme_test

import (
	"context"
	"sync"
	"testing"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/intake"
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
	"nurlykosh/internal/testkit"
)

func opOf(a access.Actor) db.Op {
	id := db.NewID()
	return db.Op{ID: id, Name: "test", Actor: a, Form: []byte(id)}
}

func tally(t *testing.T, d *testkit.Database, query string, args ...any) (n int) {
	t.Helper()
	if err := d.Owner.QueryRow(query, args...).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// deciding is a database with the verbs of decisions, and of the reception.
func deciding(t *testing.T) (*testkit.Database, *casefile.DecideWork, *intake.Work) {
	t.Helper()
	d := testkit.Fresh(t)
	book, err := casefile.LoadBook(t.Context(), d.DB)
	if err != nil {
		t.Fatal(err)
	}
	reception := &intake.Work{DB: d.DB, Book: book}
	book.Evidence, book.PapersToBring = reception.Lacks, reception.ToBring
	return d, &casefile.DecideWork{DB: d.DB, Book: book, Deciders: reception.Deciders()}, reception
}

// A thousand families whose inclusion is proposed, and supervisors who grant them all at once: a hundred places are given
// exactly a hundred times, every other proposal stays open untouched (trust.md R-18). Each grant is the verb itself.
func TestThousandGrantsForHundredPlaces(t *testing.T) {
	const families, places, hands = 1000, 100, 12
	d, work, _ := deciding(t)
	p := d.QuotaProposals(t, "55", families)
	if _, err := d.Owner.Exec("update quota_line set amount = $1 where year = 2026 and region = '55' and track = 'ethnic_return'", places); err != nil {
		t.Fatal(err)
	}
	tickets := make(chan int, families)
	for i := range families {
		tickets <- i
	}
	close(tickets)
	answers := make([]error, families)
	var wg sync.WaitGroup
	for hand := range hands {
		wg.Go(func() {
			for i := range tickets {
				_, answers[i] = work.Decide(context.Background(), opOf(p.Deciders[hand%len(p.Deciders)]), p.Decisions[i], casefile.Verdict{Choice: "grant"})
			}
		})
	}
	wg.Wait()
	granted, refused := 0, map[string]int{}
	for _, err := range answers {
		switch f := fault.Of(err); {
		case err == nil:
			granted++
		case f.Kind == fault.Conflict && (f.Key == "quota.exhausted" || f.Key == "decision.rules_not_met"):
			refused[f.Key]++
		default:
			t.Error(err)
		}
	}
	t.Logf("%d granted, refused %v", granted, refused)
	if granted != places {
		t.Errorf("%d granted", granted)
	}
	for what, x := range map[string]struct {
		query string
		want  int
	}{
		"places granted on the line":          {"select granted from quota_line where year = 2026 and region = '55' and track = 'ethnic_return'", places},
		"places reserved or used":             {"select reserved + used from quota_line where year = 2026 and region = '55' and track = 'ethnic_return'", 0},
		"places taken in the line's stream":   {"select count(*) from event where kind = 'places_granted'", places},
		"decisions made":                      {"select count(*) from decision where state = 'approved' and decided_by is not null", places},
		"places of the decisions":             {"select coalesce(sum(places), 0) from decision where state = 'approved'", places},
		"decisions recorded":                  {"select count(*) from event where kind = 'decision_approved'", places},
		"proposals open and untouched":        {"select count(*) from decision where state = 'proposed' and version = 1 and decided_by is null", families - places},
		"tasks that still wait":               {"select count(*) from task where key = 'decide_quota' and state = 'proposed' and version = 1", families - places},
		"cases not touched":                   {"select count(*) from case_file where version = 1", families - places},
		"members included":                    {"select count(*) from member where quota_standing = 'included'", places},
		"members not asked":                   {"select count(*) from member where quota_standing = 'not_asked'", families - places},
		"operations kept":                     {"select count(*) from operation", places},
		"events of cases without a decision":  {"select count(*) from event e where stream_kind = 'case' and not exists (select 1 from decision d where d.case_id = e.stream_id and d.state = 'approved')", 0},
		"included families without a verdict": {"select count(*) from member m where quota_standing = 'included' and not exists (select 1 from decision d where d.case_id = m.case_id and d.state = 'approved')", 0},
	} {
		if n := tally(t, d, x.query); n != x.want {
			t.Errorf("%s: %d, want %d", what, n, x.want)
		}
	}
	if _, broken, err := audit.Verify(t.Context(), d.Owner); err != nil || len(broken) > 0 {
		t.Errorf("chains: %v %v", broken, err)
	}
	if _, err := d.Owner.Exec("update quota_line set granted = granted + 1 where year = 2026 and region = '55' and track = 'ethnic_return'"); err == nil {
		t.Error("the database let the owner itself take a place beyond the line")
	}
}

// Nobody decides what they proposed, also at once with somebody else: one verdict of ten counts.
func TestTenVerdictsOnOneProposal(t *testing.T) {
	d, work, _ := deciding(t)
	p := d.QuotaProposals(t, "55", 20)
	for i, id := range p.Decisions {
		answers := make([]error, 10)
		var wg sync.WaitGroup
		for k := range answers {
			wg.Go(func() {
				who, choice := p.Deciders[k%len(p.Deciders)], "grant"
				if k == 9 {
					who = p.Proposer
				}
				_, answers[k] = work.Decide(context.Background(), opOf(who), id, casefile.Verdict{Choice: choice})
			})
		}
		wg.Wait()
		won := 0
		for k, err := range answers {
			if err == nil {
				won++
			} else if f := fault.Of(err); f.Kind != fault.Conflict && (k != 9 || f.Kind != fault.NotFound) {
				t.Errorf("case %d, hand %d: %v", i, k, err)
			}
		}
		if won != 1 || answers[9] == nil {
			t.Errorf("case %d: %d verdicts counted, the proposer's: %v", i, won, answers[9])
		}
	}
	if n := tally(t, d, "select count(*) from event where kind = 'decision_approved'"); n != len(p.Decisions) {
		t.Errorf("%d verdicts for %d proposals", n, len(p.Decisions))
	}
}

// Twenty people save one case at once, each with what they saw: one is first, the others are told that it changed meanwhile;
// round after round nothing is lost (trust.md R-09).
func TestTwentySavesOfOneCase(t *testing.T) {
	const editors, rounds = 20, 10
	d, _, reception := deciding(t)
	p := d.QuotaProposals(t, "55", 1)
	for round := range rounds {
		rev := tally(t, d, "select version from case_file where id = $1", p.Cases[0])
		answers := make([]error, editors)
		var wg sync.WaitGroup
		for k := range answers {
			wg.Go(func() {
				o := opOf(p.Deciders[k%len(p.Deciders)])
				o.Made = db.Version{Of: "case", Rev: rev}
				_, answers[k] = reception.SetWishes(context.Background(), o, p.Numbers[0], intake.Wishes{AsksQuota: casefile.Yes, ProofPaper: casefile.Yes, Language: [2]casefile.Tri{casefile.Yes, casefile.No}[k%2]})
			})
		}
		wg.Wait()
		won := -1
		for k, err := range answers {
			switch {
			case err == nil && won >= 0:
				t.Errorf("round %d: %d and %d were both first", round, won, k)
			case err == nil:
				won = k
			case !fault.Is(err, fault.Conflict):
				t.Errorf("round %d: %v", round, err)
			}
		}
		if won < 0 {
			t.Fatalf("round %d: nobody saved", round)
		}
		if now := tally(t, d, "select version from case_file where id = $1", p.Cases[0]); now != rev+1 {
			t.Errorf("round %d: from revision %d to %d", round, rev, now)
		}
	}
	if _, broken, err := audit.Verify(t.Context(), d.Owner); err != nil || len(broken) > 0 {
		t.Errorf("chains: %v %v", broken, err)
	}
}
