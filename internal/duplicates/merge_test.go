package duplicates_test

import (
	"slices"
	"strconv"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"nurlykosh/internal/duplicates"
	"nurlykosh/internal/intake"
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
)

func (w *world) merged(number string) string {
	return w.text("select c.status || coalesce(' ' || m.number, '') from case_file c left join case_file m on m.id = c.merged_into where c.number = $1", number)
}

func TestTwoCasesBecomeOne(t *testing.T) {
	w := newWorld(t)
	one, two, pair := w.twice()
	w.exec(`update task set state = 'done', done_on = nk_today() where key = 'complete_household' and case_id = (select id from case_file where number = $1)`, two)
	x := w.plan(one, two)
	x.Pairs[0].Take = map[string]bool{"name": true}
	res, err := w.work.Merge(t.Context(), op(w.lead), pair, one, x)
	wants(t, err)
	if res.To != "/cases/"+one {
		t.Errorf("led to %s", res.To)
	}
	if got := w.merged(two); got != "merged "+one {
		t.Errorf("the other case is %s", got)
	}
	ms := w.members(one)
	if len(ms) != 3 || ms[0].Name != "Нұрлан Әбілмәжін" || ms[1].Name != "AYIGULI" || ms[1].Sex != "female" || ms[2].Relation != "child" {
		t.Errorf("the household is %+v", ms)
	}
	if got := w.text("select head_name from case_file where number = $1", one); got != "Нұрлан Әбілмәжін" {
		t.Errorf("the case is called %s", got)
	}
	if got := w.text("select state from task where key = 'complete_household' and case_id = (select id from case_file where number = $1)", one); got != "done" {
		t.Errorf("what the other case had done counts as %s", got)
	}
	for number, kind := range map[string]string{one: "case_merged", two: "case_merged_into"} {
		if w.text("select count(*) from event where stream_kind = 'case' and kind = $2 and stream_id = (select id from case_file where number = $1)", number, kind) != "1" {
			t.Errorf("%s does not tell of it", number)
		}
	}
	if w.text("select state from duplicate where id = $1", pair) != "merged" {
		t.Error("the pair still stands open")
	}
	if _, broken, err := audit.Verify(t.Context(), w.Owner); err != nil || len(broken) > 0 {
		t.Errorf("the chains: %v %v", broken, err)
	}
	// nothing is changed in the case that went, nor merged again
	_, err = w.reg.AddMember(t.Context(), op(w.own), two, intake.Joining{})
	wants(t, err, "case.closed")
	_, err = w.work.Merge(t.Context(), op(w.lead), pair, one, x)
	wants(t, err, "merge.already")
}

func TestMergeThenUndoGivesTheSameCases(t *testing.T) {
	w := newWorld(t)
	one, two, pair := w.twice()
	w.exec(`update case_file set arrived_on = null where number = $1`, one)
	w.exec(`update task set state = 'done', done_on = nk_today() where key = 'complete_household' and case_id = (select id from case_file where number = $1)`, two)
	if _, err := w.file.AddNote(t.Context(), op(w.own), two, "note", "the plan follows what is done", civil.Date{}); err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(r *rapid.T) {
		main, other := one, two
		if rapid.Bool().Draw(r, "the second goes on") {
			main, other = two, one
		}
		was := w.stands(one, two)
		x := duplicates.Plan{Text: "one family"}
		free := w.members(main)
		for _, o := range w.members(other) {
			q := duplicates.Pairing{Other: o.ID, Relation: rapid.SampledFrom(intake.Relations).Draw(r, "relation"), Take: map[string]bool{}, Sure: true}
			i := 0 // the two heads were compared
			if o.Relation != "head" {
				i = rapid.IntRange(-1, len(free)-1).Draw(r, "place")
			}
			if i >= 0 {
				q.Main, q.Relation = free[i].ID, ""
				free = slices.Delete(free, i, i+1)
			}
			for _, f := range duplicates.Fields {
				if rapid.Bool().Draw(r, f) {
					q.Take[f] = true
				}
			}
			x.Pairs = append(x.Pairs, q)
		}
		res, err := w.work.Merge(t.Context(), op(w.lead), pair, main, x)
		if err != nil {
			if f := fault.Of(err); f.Kind == fault.Internal {
				r.Fatal(err)
			}
			if now := w.stands(one, two); now != was {
				r.Fatalf("refused, and yet:\n%s", changes(was, now))
			}
			return
		}
		twice := w.text(`select count(*) from member a join member b on a.person_id = b.person_id and a.id < b.id and daterange(a.joined_on, a.left_on) && daterange(b.joined_on, b.left_on)`)
		if twice != "0" {
			r.Fatalf("%s persons are in two households", twice)
		}
		_, err = w.work.Undo(t.Context(), op(w.lead), res.IDs["merge"], duplicates.Undoing{Text: "two families"})
		if err != nil {
			r.Fatal(err)
		}
		if now := w.stands(one, two); now != was {
			r.Fatalf("after undoing:\n%s", changes(was, now))
		}
	})
}

func TestWhatIsRefusedInAMerge(t *testing.T) {
	w := newWorld(t)
	one, two, pair := w.twice()
	ctx := t.Context()
	try := func(who access.Actor, main string, change func(x *duplicates.Plan)) error {
		x := w.plan(one, two)
		if change != nil {
			change(&x)
		}
		_, err := w.work.Merge(ctx, op(who), pair, main, x)
		return err
	}
	wants(t, try(w.own, one, nil), "merge.closed_to_you") // a caseworker does not decide
	wants(t, try(w.lead, "NK-26-000000-A", nil), "fault.not_found")
	wants(t, try(w.lead, one, func(x *duplicates.Plan) { x.Text = " " }), "merge.text_missing")
	wants(t, try(w.lead, one, func(x *duplicates.Plan) { x.Pairs = x.Pairs[:2] }), "merge.place_missing")
	wants(t, try(w.lead, one, func(x *duplicates.Plan) { x.Pairs = append(x.Pairs, x.Pairs[2]) }), "form.not_a_choice")
	wants(t, try(w.lead, one, func(x *duplicates.Plan) { x.Pairs[1].Main = x.Pairs[0].Main }), "merge.place_twice")
	wants(t, try(w.lead, one, func(x *duplicates.Plan) { x.Pairs[0].Main, x.Pairs[0].Relation = 0, "sibling" }), "merge.pair_apart")
	wants(t, try(w.lead, one, func(x *duplicates.Plan) { x.Pairs[2].Relation = "spouse" }), "household.two_spouses")
	wants(t, try(w.lead, one, func(x *duplicates.Plan) { x.Pairs[2].Relation = "parent" }), "household.ages_do_not_fit")
	wants(t, try(w.lead, one, func(x *duplicates.Plan) { x.Pairs[2].Relation = "" }), "registration.relation_missing")
	w.exec(`insert into decision (case_id, kind, state, wanted, proposed_by, proposed_at, office_id, region, legal_basis, rule_version, facts)
		select id, 'status', 'proposed', 'grant', $2, nk_now(), office_id, region, 'x', nk_today(), '[]' from case_file where number = $1`, two, w.own.ID)
	w.exec(`insert into referral (case_id, member_id, kind, sent_on) select case_id, id, 'training', nk_today() from member where relation = 'head' and case_id = (select id from case_file where number = $1)`, two)
	wants(t, try(w.lead, one, nil), "merge.other_holds")
	w.exec("update referral set state = 'ended', ended_on = nk_today()")
	w.exec("update case_file set sealed = true, owner_id = null where number = $1", two)
	wants(t, try(w.lead, one, nil), "merge.closed_to_you")
	w.exec("update case_file set sealed = false where number = $1", two)
	wants(t, try(w.lead, one, nil), "merge.other_waits") // nobody would have decided it
	w.exec("update decision set state = 'returned', decided_by = $1, decided_at = nk_now(), decided_on = nk_today()", w.another.ID)
	wants(t, try(w.lead, one, nil))
}

func TestUndoingLaterNeedsASecondPerson(t *testing.T) {
	w := newWorld(t)
	one, two, pair := w.twice()
	ctx := t.Context()
	res, err := w.work.Merge(ctx, op(w.lead), pair, one, w.plan(one, two))
	wants(t, err)
	id := res.IDs["merge"]
	w.exec("update clock_shift set shift = interval '31 days'")
	defer w.exec("update clock_shift set shift = interval '0'")
	_, err = w.work.Undo(ctx, op(w.lead), id, duplicates.Undoing{})
	wants(t, err, "merge.undo_text_missing")
	// what was recorded since in the one case belongs to the other: it is told there
	_, err = w.file.AddNote(ctx, op(w.own), one, "note", "the uncle called", civil.Date{})
	wants(t, err)
	last := func() int64 { return w.count("select max(id) from event where stream_kind = 'case'") }
	note := last()
	child := w.members(one)[2].ID
	_, err = w.reg.RecordPaper(ctx, op(w.own), one, "birth_certificate", child, intake.PaperEntry{State: "received", Number: "AB 77"})
	wants(t, err)
	paper := last()
	_, err = w.work.Undo(ctx, op(w.lead), id, duplicates.Undoing{Text: "two families", Back: []int64{note, paper}})
	wants(t, err)
	if got := w.merged(two); got != "merged "+one {
		t.Fatalf("one person undid it: %s", got)
	}
	_, err = w.work.Confirm(ctx, op(w.lead), id, true, "")
	wants(t, err, "decision.own_proposal")
	_, err = w.work.Confirm(ctx, op(w.another), id, true, "")
	wants(t, err)
	if got := w.merged(two); got != "in_progress" {
		t.Errorf("two persons did not undo it: %s", got)
	}
	if w.text("select count(*) from event where kind = 'entry_belongs_here' and stream_id = (select id from case_file where number = $1)", two) != "2" {
		t.Error("the entries are not told in the case to which they belong")
	}
	if got := w.papers(two); len(got) != 1 || got[0] != w.members(two)[2].ID {
		t.Errorf("the paper of the child serves %v in the case to which it belongs", got)
	}
	_, err = w.work.Undo(ctx, op(w.lead), id, duplicates.Undoing{Text: "again"})
	wants(t, err, "merge.not_done")
}

// Whatever somebody does after a merge to who came with it stays when it is undone.
func TestWhoDiedSinceIsDeadInTheOtherCase(t *testing.T) {
	w := newWorld(t)
	one, two, pair := w.twice()
	ctx := t.Context()
	res, err := w.work.Merge(ctx, op(w.lead), pair, one, w.plan(one, two))
	wants(t, err)
	child := w.members(one)[2]
	_, err = w.reg.Leave(ctx, op(w.own), one, child.ID, intake.Leaving{Reason: "death", On: w.today()})
	wants(t, err)
	_, err = w.work.Undo(ctx, op(w.lead), res.IDs["merge"], duplicates.Undoing{Text: "two families"})
	wants(t, err)
	if got := w.text("select leave_reason from member where person_id = $1 and case_id = (select id from case_file where number = $2)", child.PersonID, two); got != "death" {
		t.Errorf("the child left the other household by %q", got)
	}
}

// Two supervisors merge the same two cases, each the other way round, a caseworker edits one meanwhile: one merge at most, and no deadlock.
func TestTwoMergesAndAnEditAtOnce(t *testing.T) {
	w := newWorld(t)
	one, two, pair := w.twice()
	ahead, back := w.plan(one, two), w.plan(two, one)
	var wg sync.WaitGroup
	errs := make([]error, 12)
	for i := range errs {
		wg.Go(func() {
			switch i % 3 {
			case 0:
				_, errs[i] = w.work.Merge(t.Context(), op(w.lead), pair, one, ahead)
			case 1:
				_, errs[i] = w.work.Merge(t.Context(), op(w.another), pair, two, back)
			default:
				_, errs[i] = w.file.AddNote(t.Context(), op(w.own), two, "note", "called", civil.Date{})
			}
		})
	}
	wg.Wait()
	done := 0
	for i, err := range errs {
		switch f := fault.Of(err); {
		case err == nil && i%3 < 2:
			done++
		case err != nil && f.Kind != fault.Conflict && f.Kind != fault.Unavailable:
			t.Errorf("%d: %v", i, err)
		}
	}
	if done != 1 {
		t.Errorf("%d merges, want one", done)
	}
	if w.text("select count(*) from case_file where status = 'merged'") != "1" {
		t.Error("not one case went")
	}
}

// A form made before either side changed is refused.
func TestAnOldFormDoesNotMerge(t *testing.T) {
	w := newWorld(t)
	one, two, pair := w.twice()
	o := op(w.lead)
	o.Made.Of, o.Made.Rev = duplicates.MergeOf, 1
	_, err := w.work.Merge(t.Context(), o, pair, one, w.plan(one, two))
	wants(t, err, db.Stale)
}

// One person, entered twice in one household, and an earlier record of somebody who comes anew.
func TestOnePersonTwice(t *testing.T) {
	w := newWorld(t)
	born := civil.Must(2015, 5, 21)
	n := w.family(
		somebody("Нұрлан Әбілмәжін", "kk-Cyrl", "head", "male", civil.Must(1984, 3, 14)),
		somebody("Ерасыл Нұрланұлы", "kk-Cyrl", "child", "male", born),
	)
	again := intake.Joining{Newcomer: somebody("YERASYL NURLANULY", "Latn", "child", "male", born), Reason: "entered_late", Text: "x", On: w.today(), Alike: intake.Answer{Open: true}}
	again.Alike.Known = []int64{w.members(n)[1].PersonID}
	_, err := w.reg.AddMember(t.Context(), op(w.own), n, again)
	wants(t, err)
	pair, err := strconv.ParseInt(w.text("select id from duplicate order by id desc limit 1"), 10, 64)
	wants(t, err)
	ms := w.members(n)
	for _, x := range [][]duplicates.Pairing{nil, {{Other: ms[2].ID}}, {{Other: ms[2].ID, Main: ms[0].ID}}, {{Other: ms[0].ID, Main: ms[1].ID}}, {{Other: ms[2].ID, Main: ms[1].ID}, {Other: ms[0].ID, Main: ms[1].ID}}} {
		_, err := w.work.Merge(t.Context(), op(w.lead), pair, n, duplicates.Plan{Text: "not these two", Pairs: x})
		wants(t, err, "form.not_a_choice")
	}
	w.exec(`insert into paper (case_id, kind, member_id, state, seen_by) values ((select id from case_file where number = $1), 'birth_certificate', $2, 'accepted', $3)`, n, ms[2].ID, w.own.ID)
	one := duplicates.Plan{Text: "one child", Pairs: []duplicates.Pairing{{Other: ms[2].ID, Main: ms[1].ID}}}
	w.exec("update person set sex = 'female' where id = $1", ms[2].PersonID)
	_, err = w.work.Merge(t.Context(), op(w.lead), pair, n, one)
	wants(t, err, "merge.contradict") // a boy is no girl, unless somebody is sure
	w.exec("update person set sex = 'male' where id = $1", ms[2].PersonID)
	was := w.stands(n)
	res, err := w.work.Merge(t.Context(), op(w.lead), pair, n, one)
	wants(t, err)
	if now := w.members(n); len(now) != 2 {
		t.Errorf("%d members", len(now))
	}
	if got := w.papers(n); len(got) != 1 || got[0] != ms[1].ID {
		t.Errorf("the paper of the record that went serves %v, want %d", got, ms[1].ID)
	}
	_, err = w.work.Undo(t.Context(), op(w.lead), res.IDs["merge"], duplicates.Undoing{Text: "twins"})
	wants(t, err)
	if now := w.stands(n); now != was {
		t.Errorf("after undoing:\n%s", changes(was, now))
	}
}

func TestTwoPeopleAreRememberedUntilTheDataChange(t *testing.T) {
	w := newWorld(t)
	one, _, pair := w.twice()
	ctx := t.Context()
	state := func() string {
		return w.text("select state || case when again then ' again' else '' end from duplicate where id = $1", pair)
	}
	_, err := w.work.NotSame(ctx, op(w.own), pair, "x")
	wants(t, err, "fault.not_found")
	_, err = w.work.NotSame(ctx, op(w.lead), pair, " ")
	wants(t, err, "alike.why_missing")
	_, err = w.work.NotSame(ctx, op(w.lead), pair, "cousins of one name")
	wants(t, err)
	_, err = w.work.NotSame(ctx, op(w.lead), pair, "cousins of one name")
	wants(t, err, "duplicate.not_open")
	head := w.members(one)[0]
	fix := func(sex string, y, m, d int) {
		_, err := w.reg.CorrectMember(ctx, op(w.own), one, head.ID, intake.Correction{Relation: "head", Sex: sex, Birth: civil.Must(y, m, d), BirthYear: y, Country: "CHN", StayBasis: ""})
		wants(t, err)
	}
	fix("male", 1984, 3, 14) // nothing that was compared
	if state() != "not_same" {
		t.Errorf("asked again without a change: %s", state())
	}
	fix("male", 1984, 1, 1)
	if state() != "open again" {
		t.Errorf("not asked again after a change: %s", state())
	}
	fix("male", 1950, 1, 1)
	if state() != "gone" {
		t.Errorf("the data speak for it no more, and yet: %s", state())
	}
	fix("male", 1984, 1, 1) // it was a slip
	if state() != "open again" {
		t.Errorf("not asked again when the data are as before: %s", state())
	}
}

func TestACaseworkerReportsADuplicate(t *testing.T) {
	w := newWorld(t)
	one := w.family(somebody("Нұрлан Әбілмәжін", "kk-Cyrl", "head", "male", civil.Must(1984, 3, 14)))
	two := w.family(somebody("Серік Асанұлы", "kk-Cyrl", "head", "male", civil.Must(1971, 3, 14)))
	who := w.members(one)[0].ID
	report := func(member int64, other, text string) error {
		_, err := w.work.Report(t.Context(), op(w.own), one, member, other, text)
		return err
	}
	wants(t, report(who, one, "x"), "merge.itself")
	wants(t, report(who, "nonsense", "x"), "number.malformed")
	wants(t, report(who, two, ""), "duplicate.text_missing")
	wants(t, report(0, two, "x"), "form.not_a_choice")
	w.exec("update case_file set sealed = true, owner_id = null where number = $1", two)
	wants(t, report(who, two, "x"), "number.unknown")
	w.exec("update case_file set sealed = false where number = $1", two)
	wants(t, report(who, two, "he changed his name"))
	if got := w.text("select verdict || ' ' || state from duplicate"); got != "said open" {
		t.Errorf("the list has %s", got)
	}
}
