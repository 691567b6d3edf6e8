package duplicates_test

import (
	"testing"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/duplicates"
	"nurlykosh/internal/identity"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
)

// A family that was included twice gives the places that are counted twice back, by two persons; whoever undoes the merge
// takes them again, while the line has them.
func TestPlacesCountedTwiceGoBack(t *testing.T) {
	w := newWorld(t)
	one, two, pair := w.twice()
	ctx := t.Context()
	decide := &casefile.DecideWork{DB: w.DB, Book: w.reg.Book, Deciders: w.reg.Deciders()}
	w.exec("insert into stream (kind, id, wrapped_key) select 'quota_line', id, '' from quota_line on conflict do nothing")
	line := w.count("select min(id) from quota_line where region = '55' and grantable and unit = 'persons'")
	w.exec("update quota_line set granted = 5, reserved = 0, amount = 5 where id = $1", line)
	granted := func() int64 { return w.count("select granted from quota_line where id = $1", line) }
	for n, places := range map[string]int{one: 2, two: 3} {
		w.exec(`insert into decision (case_id, kind, state, wanted, proposed_by, proposed_at, decided_by, decided_at, decided_on, office_id, region, legal_basis, rule_version, facts, line_id, places)
			select id, 'quota', 'approved', 'grant', $2, nk_now(), $3, nk_now(), nk_today(), office_id, region, 'x', nk_today(), '[]', $4, $5 from case_file where number = $1`, n, w.own.ID, w.another.ID, line, places)
		w.exec(`update case_file set facts = facts || '{"included":"yes"}' where number = $1`, n)
	}
	res, err := w.work.Merge(ctx, op(w.lead), pair, one, w.plan(one, two))
	wants(t, err)
	merge := res.IDs["merge"]
	_, err = w.work.Confirm(ctx, op(w.another), merge, true, "")
	wants(t, err)
	task := w.count("select id from task where key = 'double_quota' and state = 'open'")
	_, err = w.file.FinishTask(ctx, op(w.own), one, task, casefile.Finishing{On: w.today(), Text: "done, believe me"})
	if err == nil {
		t.Fatal("the task is done without a place that goes back")
	}
	_, err = decide.Propose(ctx, op(w.own), one, casefile.Proposal{Kind: casefile.KindQuotaReturn, TaskID: task, Wanted: "refuse"})
	wants(t, err, "decision.wanted_missing")
	res, err = decide.Propose(ctx, op(w.own), one, casefile.Proposal{Kind: casefile.KindQuotaReturn, TaskID: task, Wanted: "grant"})
	wants(t, err)
	_, err = decide.Decide(ctx, op(w.lead), res.IDs["decision"], casefile.Verdict{Choice: "grant"})
	wants(t, err)
	if granted() != 3 {
		t.Errorf("%d places are granted to a family of three", granted())
	}
	if w.text("select state from task where id = $1", task) != "done" {
		t.Error("the task still waits")
	}
	w.exec("update quota_line set granted = 5 where id = $1", line) // somebody else was quicker
	_, err = w.work.Undo(ctx, op(w.lead), merge, duplicates.Undoing{Text: "two families"})
	wants(t, err, "quota.exhausted")
	w.exec("update quota_line set granted = 3 where id = $1", line)
	_, err = w.work.Undo(ctx, op(w.lead), merge, duplicates.Undoing{Text: "two families"})
	wants(t, err)
	if granted() != 5 {
		t.Errorf("%d places are granted to two families of five", granted())
	}
	if w.merged(two) != "in_progress" {
		t.Errorf("the other case is %s", w.merged(two))
	}
}

// A phone that both records have is shown once, and goes with both.
func TestOnePhoneOfTwoRecords(t *testing.T) {
	w := newWorld(t)
	one, two, pair := w.twice() // both heads gave the same number
	ctx := t.Context()
	_, err := w.work.Merge(ctx, op(w.lead), pair, one, w.plan(one, two))
	wants(t, err)
	head := w.members(one)[0].PersonID
	phones := func() (out []identity.Phone) {
		w.read(func(r *db.Rd) (err error) { out, err = identity.PhonesOf(r, []int64{head}); return err })
		return out
	}
	all := phones()
	if len(all) != 1 || w.count("select count(*) from phone where withdrawn_at is null") != 2 {
		t.Fatalf("%d phones are shown", len(all))
	}
	_, err = w.DB.Change(ctx, op(w.own), func(tx *db.Tx) (db.Result, error) {
		gone, err := identity.WithdrawPhone(tx, []int64{head}, all[0].ID)
		if err == nil && !gone {
			t.Error("nothing was withdrawn")
		}
		tx.Record(audit.Event{Stream: identity.Stream(head), Kind: "phone_withdrawn"})
		return db.Result{}, err
	})
	wants(t, err)
	if left := phones(); len(left) != 0 {
		t.Errorf("%d phones count still", len(left))
	}
}

// Whoever came with a merge and was joined with somebody of the household since is not torn out: that is undone first.
func TestLaterJoinsAreUndoneFirst(t *testing.T) {
	w := newWorld(t)
	one, two, pair := w.twice()
	ctx := t.Context()
	plan := w.plan(one, two)
	plan.Pairs[0].Main, plan.Pairs[0].Relation = 0, "sibling" // the head of the other case is taken for a brother
	wives := w.count(`select d.id from duplicate d join member a on a.person_id = d.person_a join member b on b.person_id = d.person_b
		where a.relation = 'spouse' and b.relation = 'spouse'`)
	res, err := w.work.Merge(ctx, op(w.lead), wives, one, plan)
	wants(t, err)
	first := res.IDs["merge"]
	ms := w.members(one)
	brother := ms[len(ms)-1]
	for _, m := range ms {
		if m.Relation == "sibling" {
			brother = m
		}
	}
	res, err = w.work.Merge(ctx, op(w.lead), pair, one, duplicates.Plan{Text: "one man", Pairs: []duplicates.Pairing{{Other: brother.ID, Main: ms[0].ID}}})
	wants(t, err)
	_, err = w.work.Undo(ctx, op(w.lead), first, duplicates.Undoing{Text: "two families"})
	wants(t, err, "merge.undo_members_first")
	_, err = w.work.Undo(ctx, op(w.lead), res.IDs["merge"], duplicates.Undoing{Text: "brothers"})
	wants(t, err)
	_, err = w.work.Undo(ctx, op(w.lead), first, duplicates.Undoing{Text: "two families"})
	wants(t, err)
	if n := w.count("select count(*) from case_file c join member m on m.id = c.head_member_id where c.number in ($1, $2) and m.left_on is null", one, two); n != 2 {
		t.Errorf("%d of the two cases have their head", n)
	}
}

func TestMoneyNeedsASecondPerson(t *testing.T) {
	w := newWorld(t)
	one, two, pair := w.twice()
	ctx := t.Context()
	w.exec(`insert into decision (case_id, kind, state, wanted, proposed_by, proposed_at, decided_by, decided_at, decided_on, office_id, region, legal_basis, rule_version, facts)
		select id, 'quota', 'approved', 'grant', $2, nk_now(), $3, nk_now(), nk_today(), office_id, region, 'x', nk_today(), '[]' from case_file where number = $1`, two, w.own.ID, w.another.ID)
	res, err := w.work.Merge(ctx, op(w.lead), pair, one, w.plan(one, two))
	wants(t, err)
	if got := w.merged(two); got != "in_progress" {
		t.Fatalf("one person merged it: %s", got)
	}
	_, err = w.work.Merge(ctx, op(w.another), pair, one, w.plan(one, two))
	wants(t, err, "merge.under_way")
	_, err = w.work.Confirm(ctx, op(w.lead), res.IDs["merge"], true, "")
	wants(t, err, "decision.own_proposal")
	_, err = w.work.Confirm(ctx, op(w.another), res.IDs["merge"], false, "")
	wants(t, err, "merge.refuse_text")
	_, err = w.work.Confirm(ctx, op(w.another), res.IDs["merge"], false, "look again")
	wants(t, err)
	res, err = w.work.Merge(ctx, op(w.lead), pair, one, w.plan(one, two))
	wants(t, err)
	_, err = w.work.Confirm(ctx, op(w.lead), res.IDs["merge"], false, "the wrong case goes on")
	wants(t, err)
	if got := w.text("select state || ' ' || (decided_by is null) from merge where id = $1", res.IDs["merge"]); got != "refused true" {
		t.Errorf("taken back: %s", got)
	}
	res, err = w.work.Merge(ctx, op(w.lead), pair, one, w.plan(one, two))
	wants(t, err)
	_, err = w.file.AddNote(ctx, op(w.own), two, "note", "the uncle called", civil.Date{}) // changes nothing of what was proposed
	wants(t, err)
	w.exec("update member set version = version + 1 where case_id = (select id from case_file where number = $1)", two)
	_, err = w.work.Confirm(ctx, op(w.another), res.IDs["merge"], true, "")
	wants(t, err, "merge.changed_since")
	w.exec("update member set version = version - 1 where case_id = (select id from case_file where number = $1)", two)
	_, err = w.work.Confirm(ctx, op(w.another), res.IDs["merge"], true, "")
	wants(t, err)
	if got := w.merged(two); got != "merged "+one {
		t.Errorf("two persons did not merge it: %s", got)
	}
}

// Whatever of a standing came with a merge goes back when it is undone, part by part: what somebody has changed since stays.
func TestEachPartOfAStandingIsGivenBack(t *testing.T) {
	w := newWorld(t)
	one, two, pair := w.twice()
	ctx := t.Context()
	head := w.members(one)[0].ID
	w.exec("update member set quota_standing = 'included', status_standing = 'granted' where id = $1", w.members(two)[0].ID)
	res, err := w.work.Merge(ctx, op(w.lead), pair, one, w.plan(one, two))
	wants(t, err)
	stands := func() string {
		return w.text("select quota_standing || ' ' || status_standing || ' ' || stay_basis from member where id = $1", head)
	}
	if got := stands(); got != "included granted " {
		t.Fatalf("merged: %s", got)
	}
	w.exec("update member set stay_basis = 'visa', stay_until = '2027-05-05', version = version + 1 where id = $1", head)
	_, err = w.work.Undo(ctx, op(w.lead), res.IDs["merge"], duplicates.Undoing{Text: "two families"})
	wants(t, err)
	if got := stands(); got != "not_asked not_asked visa" {
		t.Errorf("undone: %s", got)
	}
}

// What one case has paid is not paid again in the case that goes on, though there it had fallen away by rule.
func TestNothingIsPaidTwiceAfterAMerge(t *testing.T) {
	w := newWorld(t)
	one, two, pair := w.twice()
	w.exec("update task set state = 'not_required', outcome = 'by_rule' where key = 'pay_relocation_aid' and case_id = (select id from case_file where number = $1)", one)
	w.exec("update task set state = 'done', done_on = nk_today() where key = 'pay_relocation_aid' and case_id = (select id from case_file where number = $1)", two)
	w.exec(`update case_file set facts = facts || '{"included":"yes","quota_decided":"2026-01-05"}' where number = $1`, two)
	_, err := w.work.Merge(t.Context(), op(w.lead), pair, one, w.plan(one, two))
	wants(t, err)
	if got := w.text("select state from task where key = 'pay_relocation_aid' and case_id = (select id from case_file where number = $1)", one); got != "done" {
		t.Errorf("the payment is %s", got)
	}
}
