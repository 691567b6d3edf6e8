package intake_test

import (
	"slices"
	"testing"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/intake"
	"nurlykosh/internal/platform/civil"
)

// settled makes a family one that was settled some time ago, included in the quota.
func (k *counter) settled(n string) {
	k.t.Helper()
	for _, q := range []string{
		`update task set state = 'done', done_on = nk_today() - 40, counted_from = nk_today() - 60, due_on = nk_today() - 40
			where state <> 'not_required' and key <> 'check_residence_duty' and case_id = (select id from case_file where number = $1)`,
		`update case_file set status = 'follow_up', stage = 'settled', settled_on = nk_today() - 30,
			facts = facts || '{"asks_quota":"yes","included":"yes","quota_decided":"2026-01-05","status_decided":"2026-01-05"}' where number = $1`,
		`update member set quota_standing = 'included', status_standing = 'granted' where case_id = (select id from case_file where number = $1)`,
	} {
		if _, err := k.Owner.Exec(q, n); err != nil {
			k.t.Fatal(err)
		}
	}
}

// A child comes from abroad into a family that is settled: the family stays so, the child gets tasks, papers and decisions of its own.
func TestChildArrivesIntoASettledFamily(t *testing.T) {
	k := openCounter(t)
	ctx := t.Context()
	n := k.family()
	k.settled(n)
	child := intake.Joining{Newcomer: person("child", "AIZERE", "female", civil.Must(2014, 2, 2)), Reason: "reunification", On: k.today()}
	child.Abroad = true
	_, err := k.work.AddMember(ctx, k.op(), n, child)
	wants(t, err)
	_, ts, ms := k.look(n)
	late := ms[3].ID
	if slices.ContainsFunc(ts, func(x casefile.Task) bool { return x.MemberID != 0 }) {
		t.Error("tasks are open for somebody who is still abroad")
	}
	arrive := func(x intake.Arriving) error {
		_, err := k.work.Arrive(ctx, k.op(), n, late, x)
		return err
	}
	good := intake.Arriving{On: k.today(), Paper: "birth_certificate", Number: "II-77", StayUntil: k.today().AddMonths(1), StayBasis: "visa_free", Status: "applied", Quota: "applied"}
	refused := func(change func(*intake.Arriving), keys ...string) {
		t.Helper()
		x := good
		change(&x)
		wants(t, arrive(x), keys...)
	}
	refused(func(x *intake.Arriving) { x.On = civil.Date{} }, "arrive.day_missing")
	refused(func(x *intake.Arriving) { x.On, x.StayUntil = k.today().AddDays(1), civil.Date{} }, "date.in_future")
	refused(func(x *intake.Arriving) { x.On = ms[3].Joined.AddDays(-1) }, "arrive.before_joining")
	refused(func(x *intake.Arriving) { x.On = ms[3].Birth.AddDays(-1) }, "household.joined_before_birth")
	refused(func(x *intake.Arriving) { x.StayUntil = k.today().AddDays(-1) }, "date.end_before_start")
	refused(func(x *intake.Arriving) { x.StayBasis = "" }, "household.stay_basis_missing")
	refused(func(x *intake.Arriving) { x.Paper, x.Number = "photo", "" }, "part.paper_missing", "part.number_missing")
	refused(func(x *intake.Arriving) { x.Status, x.Quota = "", "granted" }, "form.not_a_choice", "form.not_a_choice")
	wants(t, arrive(good))
	c, ts, ms := k.look(n)
	if c.Status != casefile.FollowUp || c.Stage != casefile.Settled {
		t.Errorf("the family is %s, %s", c.Status, c.Stage)
	}
	if m := ms[3]; m.Abroad || m.Quota != "applied" || m.StatusWay != "applied" || m.StayBasis != "visa_free" || ms[0].Quota != "included" {
		t.Errorf("%+v", m)
	}
	open := map[string]bool{}
	for _, x := range ts {
		if x.MemberID == late && x.State == casefile.Open {
			open[x.Key] = true
			if x.Due.Before(k.today()) {
				t.Errorf("%s is late at once: %s", x.Key, x.Due)
			}
		}
	}
	for _, key := range []string{"bring_papers", "check_papers", "enrol_children", "register_clinic", "decide_status", "decide_quota"} {
		if !open[key] {
			t.Errorf("%s is not open: %v", key, open)
		}
	}
	if open["profile_adults"] || open["explain_safety"] || open["register_residence"] {
		t.Errorf("%v", open)
	}
	wants(t, arrive(good), "fault.not_found")
	wants(t, k.leave(n, late, intake.Leaving{Reason: "left_country"}))
	if _, ts, _ = k.look(n); slices.ContainsFunc(ts, func(x casefile.Task) bool { return x.MemberID == late && x.State != casefile.NotRequired }) {
		t.Error("tasks of somebody who has left are open")
	}
	_, err = k.work.TakeBackLeaving(ctx, k.op(), n, late, intake.TakingBack{Relation: "child", Text: "mistake"})
	wants(t, err)
	if _, ts, _ = k.look(n); !slices.ContainsFunc(ts, func(x casefile.Task) bool { return x.MemberID == late && x.State == casefile.Open }) {
		t.Error("the tasks did not come back")
	}
}

// A decision about somebody who came later is about that person alone: nobody else's standing or term moves.
func TestLaterStatusIsOfTheNewcomerAlone(t *testing.T) {
	k := openCounter(t)
	n := k.family()
	k.settled(n)
	child := intake.Joining{Newcomer: person("child", "AIZERE", "female", civil.Must(2014, 2, 2)), Reason: "reunification", On: k.today()}
	child.Abroad = true
	_, err := k.work.AddMember(t.Context(), k.op(), n, child)
	wants(t, err)
	_, _, ms := k.look(n)
	_, err = k.work.Arrive(t.Context(), k.op(), n, ms[3].ID, intake.Arriving{On: k.today(), Paper: "birth_certificate", Number: "II-77", StayBasis: "visa_free", Status: "applied", Quota: "not_asked"})
	wants(t, err)
	if _, err := k.Owner.Exec("update task set state = 'done', done_on = nk_today() where member_id = $1 and key in ('bring_papers', 'check_papers')", ms[3].ID); err != nil {
		t.Fatal(err)
	}
	for _, kind := range []string{"nationality_proof", "autobiography"} {
		x := intake.PaperEntry{State: "accepted", Number: kind, Seen: k.today(), Translation: true, Expires: k.today().AddMonths(12)}
		if _, err := k.work.RecordPaper(t.Context(), k.op(), n, kind, ms[0].ID, x); err != nil {
			t.Fatal(err)
		}
	}
	k.grant(n, casefile.KindStatus)
	_, _, after := k.look(n)
	if after[3].StatusWay != "granted" || after[3].StayBasis != "kandas_certificate" || after[0].StayBasis != ms[0].StayBasis || after[0].StayUntil != ms[0].StayUntil {
		t.Errorf("%+v", after)
	}
}

// grant lets a second person grant what the open task of a kind of decision asks for.
func (k *counter) grant(n string, kind casefile.Kind) {
	k.t.Helper()
	ctx := k.t.Context()
	_, ts, _ := k.look(n)
	i := slices.IndexFunc(ts, func(x casefile.Task) bool { return x.Decision == string(kind) && x.State == casefile.Open })
	if i < 0 {
		k.t.Fatalf("nothing asks for %s", kind)
	}
	work := &casefile.DecideWork{DB: k.DB, Book: k.work.Book, Deciders: k.work.Deciders()}
	res, err := work.Propose(ctx, k.op(), n, casefile.Proposal{Kind: kind, TaskID: ts[i].ID, Wanted: "grant", MinutesNo: "4", MinutesOn: k.today()})
	if err != nil {
		k.t.Fatal(err)
	}
	if _, err := work.Decide(ctx, k.lead(), res.IDs["decision"], casefile.Verdict{Choice: "grant"}); err != nil {
		k.t.Fatal(err)
	}
}
