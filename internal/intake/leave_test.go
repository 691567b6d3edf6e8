package intake_test

import (
	"testing"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/intake"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
)

func (k *counter) leave(number string, member int64, x intake.Leaving) error {
	if x.On.IsZero() {
		x.On = k.today()
	}
	_, err := k.work.Leave(k.t.Context(), k.op(), number, member, x)
	return err
}

func (k *counter) count(query string, args ...any) (n int) {
	k.t.Helper()
	if err := k.Owner.QueryRow(query, args...).Scan(&n); err != nil {
		k.t.Fatal(err)
	}
	return n
}

func TestLeavingIsRefusedWithAReason(t *testing.T) {
	k := openCounter(t)
	n := k.family()
	_, _, ms := k.look(n)
	spouse := ms[1].ID
	wants(t, k.leave(n, spouse, intake.Leaving{}), "clock.reason_missing")
	wants(t, k.leave(n, spouse, intake.Leaving{Reason: "other"}), "reason.text_missing")
	wants(t, k.leave(n, spouse, intake.Leaving{Reason: "nonsense", On: k.today().AddDays(1)}), "clock.reason_missing", "date.in_future")
	wants(t, k.leave(n, spouse, intake.Leaving{Reason: "death", On: ms[1].Joined.AddDays(-1)}), "leave.before_joining")
	wants(t, k.leave(n, spouse, intake.Leaving{Reason: "divorce"}), "leave.divorce_form")
	wants(t, k.leave(n, ms[2].ID, intake.Leaving{Reason: "divorce"}), "leave.minor_alone")
	wants(t, k.leave(n, ms[2].ID, intake.Leaving{Reason: "split"}), "leave.minor_alone")
	born := func(d civil.Date) {
		if _, err := k.Owner.Exec("update person set birth_date = $2, birth_year = $3 where id = $1", ms[2].PersonID, d, d.Year()); err != nil {
			t.Fatal(err)
		}
	}
	born(civil.Must(2006, 5, 5))
	wants(t, k.leave(n, ms[2].ID, intake.Leaving{Reason: "divorce"}), "leave.apart_missing")
	born(ms[2].Birth)
	wants(t, k.leave(n, 999999, intake.Leaving{Reason: "split"}), "fault.not_found")
	_, err := k.work.Leave(t.Context(), k.op(), n, spouse, intake.Leaving{Reason: "split"})
	wants(t, err, "leave.day_missing")
	wants(t, k.leave(n, ms[0].ID, intake.Leaving{Reason: "death"}), "leave.contact_missing")
	wants(t, k.leave(n, ms[0].ID, intake.Leaving{Reason: "death", Contact: ms[0].ID}), "leave.contact_missing")
	wants(t, k.leave(n, ms[0].ID, intake.Leaving{Reason: "death", Contact: ms[2].ID}), "leave.contact_missing") // a child while an adult is there
	if c, _, ms := k.look(n); c.Persons != 3 || !ms[1].Left.IsZero() {
		t.Errorf("something was saved: %d persons, %+v", c.Persons, ms[1])
	}
}

// Somebody who parts from the family: the code is dead and the slip that the other side may hold is old, quota stands. Taken
// back the person belongs to it again, but the code stays dead.
func TestSplitEndsCodeAndSlip(t *testing.T) {
	k := openCounter(t)
	n := k.family()
	_, _, ms := k.look(n)
	head, spouse := ms[0].ID, ms[1].ID
	if _, err := k.work.IssueStrips(t.Context(), k.op(), n, 0); err != nil {
		t.Fatal(err)
	}
	wants(t, k.leave(n, spouse, intake.Leaving{Reason: "split"}))
	c, _, ms := k.look(n)
	if c.Persons != 2 || c.HeadID != head || c.SlipIssue != 2 {
		t.Errorf("%d persons, head %d, slip %d", c.Persons, c.HeadID, c.SlipIssue)
	}
	if !ms[1].Revoked || ms[0].Revoked || ms[1].LeftWhy != "split" || ms[1].Left != k.today() {
		t.Errorf("%+v", ms[1])
	}
	if k.count("select count(*) from task where key = 'name_head'") != 0 {
		t.Error("a head is to be named although there is one")
	}
	back := func(x intake.TakingBack) error {
		_, err := k.work.TakeBackLeaving(t.Context(), k.op(), n, spouse, x)
		return err
	}
	wants(t, back(intake.TakingBack{Relation: "spouse"}), "leave.back_text_missing")
	wants(t, back(intake.TakingBack{Relation: "child", Text: "mistake"}), "household.ages_do_not_fit")
	wants(t, back(intake.TakingBack{Relation: "head", Text: "mistake"}), "registration.relation_missing")
	wants(t, back(intake.TakingBack{Relation: "spouse", Text: "mistake"}))
	if c, _, ms = k.look(n); c.Persons != 3 || !ms[1].Left.IsZero() || !ms[1].Revoked {
		t.Errorf("%d persons, %+v", c.Persons, ms[1])
	}
	wants(t, back(intake.TakingBack{Relation: "spouse", Text: "mistake"}), "fault.not_found")
}

// The head dies: the acting contact speaks for the family at once, own phone and code of the dead are gone, a head is to
// be named within ten working days; naming one ends all of it.
func TestDeathOfTheHead(t *testing.T) {
	k := openCounter(t)
	ctx := t.Context()
	n := k.family()
	_, _, ms := k.look(n)
	head, spouse, child := ms[0].ID, ms[1].ID, ms[2].ID
	for _, of := range []string{"own", "neighbour"} {
		if _, err := k.work.SetContact(ctx, k.op(), n, intake.Contact{Member: head, Phone: "87010000001", Relation: of, Bed: casefile.Yes}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := k.work.IssueStrips(ctx, k.op(), n, 0); err != nil {
		t.Fatal(err)
	}
	wants(t, k.leave(n, head, intake.Leaving{Reason: "death", Contact: spouse}))
	c, _, _ := k.look(n)
	if c.HeadID != 0 || c.ContactID != spouse || c.HeadName != "AYIGULI" || c.Persons != 2 {
		t.Errorf("head %d, contact %d, %s, %d persons", c.HeadID, c.ContactID, c.HeadName, c.Persons)
	}
	task := k.task(n, casefile.NameHead)
	if want := k.work.Book.Calendar.Due(k.today(), 10, casefile.WorkingDay); task.State != casefile.Open || task.Due != want {
		t.Errorf("the task is %s until %s, want %s", task.State, task.Due, want)
	}
	if c.Stage != casefile.Intake {
		t.Errorf("the stage is %s", c.Stage)
	}
	if k.count("select count(*) from phone where withdrawn_at is null and whose_relation = 'own'") != 0 {
		t.Error("the own phone is still called")
	}
	if k.count("select count(*) from phone f join member m on m.person_id = f.person_id where f.withdrawn_at is null and f.whose_relation = 'neighbour' and m.id = $1", spouse) != 1 {
		t.Error("the family is not reached through the neighbour any more")
	}
	if k.count("select count(*) from person where died_on is not null") != 1 {
		t.Error("nobody died")
	}
	name := func(x intake.Naming) error { _, err := k.work.NameHead(ctx, k.op(), n, x); return err }
	wants(t, name(intake.Naming{}), "head.missing", "registration.relation_missing", "registration.relation_missing")
	wants(t, name(intake.Naming{Head: head, Relations: map[int64]string{spouse: "child", child: "child"}}), "head.missing")
	wants(t, name(intake.Naming{Head: child, Relations: map[int64]string{spouse: "parent"}}), "registration.head_too_young")
	wants(t, name(intake.Naming{Head: spouse, Relations: map[int64]string{child: "parent"}}), "household.ages_do_not_fit")
	wants(t, name(intake.Naming{Head: spouse, Relations: map[int64]string{child: "child"}}))
	c, _, ms = k.look(n)
	if c.HeadID != spouse || c.Speaker() != spouse || ms[1].Relation != "head" || ms[2].Relation != "child" || k.task(n, casefile.NameHead).State != casefile.Done {
		t.Errorf("head %d, %+v", c.HeadID, ms)
	}
	wants(t, name(intake.Naming{Head: spouse, Relations: map[int64]string{child: "child"}, Text: "x"}), "head.same")

	// back from the dead by mistake: the widow is the head, so he needs a relation
	back := func(x intake.TakingBack) error {
		_, err := k.work.TakeBackLeaving(ctx, k.op(), n, head, x)
		return err
	}
	wants(t, back(intake.TakingBack{Text: "namesake", Relation: "head"}), "registration.relation_missing")
	wants(t, back(intake.TakingBack{Text: "namesake", Relation: "spouse"}))
	if k.count("select count(*) from person where died_on is not null") != 0 {
		t.Error("still dead")
	}
	wants(t, name(intake.Naming{Head: head, Relations: map[int64]string{spouse: "spouse", child: "spouse"}}), "head.text_missing", "household.two_spouses")
	wants(t, name(intake.Naming{Head: head, Relations: map[int64]string{spouse: "spouse", child: "child"}, Text: "as before"}))
	if c, _, _ = k.look(n); c.HeadID != head || c.HeadName != "NUERLAN" {
		t.Errorf("head %d, %s", c.HeadID, c.HeadName)
	}
}

// A head whose death was a mistake is the head again while nobody else was named; nobody has to be named any more.
func TestTheHeadIsBack(t *testing.T) {
	k := openCounter(t)
	n := k.family()
	_, _, ms := k.look(n)
	wants(t, k.leave(n, ms[0].ID, intake.Leaving{Reason: "death", Contact: ms[1].ID}))
	_, err := k.work.TakeBackLeaving(t.Context(), k.op(), n, ms[0].ID, intake.TakingBack{Text: "namesake"})
	wants(t, err)
	if c, _, _ := k.look(n); c.HeadID != ms[0].ID || c.HeadName != "NUERLAN" || k.task(n, casefile.NameHead).State != casefile.NotRequired {
		t.Errorf("head %d, %s, task %s", c.HeadID, c.HeadName, k.task(n, casefile.NameHead).State)
	}
}

// Where only children would be left somebody must be recorded who may act for them; the last member never leaves.
func TestChildrenAloneNeedAGuardian(t *testing.T) {
	k := openCounter(t)
	ctx := t.Context()
	n := k.family()
	_, _, ms := k.look(n)
	head, spouse, child := ms[0].ID, ms[1].ID, ms[2].ID
	_, err := k.work.SetRepresentative(ctx, k.op(), n, child, intake.Representing{By: spouse, Kind: "parent", From: k.today()})
	wants(t, err)
	_, err = k.work.SetRepresentative(ctx, k.op(), n, child, intake.Representing{By: spouse, Kind: "parent", From: k.today()})
	wants(t, err, "representative.twice")
	wants(t, k.leave(n, spouse, intake.Leaving{Reason: "death"}))
	if k.count("select count(*) from representative where ended_on is not null") != 1 {
		t.Error("the dead act for their children")
	}
	wants(t, k.leave(n, head, intake.Leaving{Reason: "left_country", Contact: child}), "leave.guardian_first")
	wants(t, k.leave(n, head, intake.Leaving{Reason: "death"}), "leave.contact_missing")
	wants(t, k.leave(n, head, intake.Leaving{Reason: "death", Contact: child})) // a death is recorded at once
	if c, _, _ := k.look(n); c.HeadID != 0 || c.ContactID != child || k.task(n, casefile.NameHead).State != casefile.Open {
		t.Errorf("head %d, contact %d, task %s", c.HeadID, c.ContactID, k.task(n, casefile.NameHead).State)
	}
	_, err = k.work.SetRepresentative(ctx, k.op(), n, child, intake.Representing{Name: "Uncle", Kind: "guardian", Paper: "court_decision", From: k.today()})
	wants(t, err)
	if k.task(n, casefile.NameHead).State != casefile.NotRequired {
		t.Error("children with a guardian are to name a head")
	}
	wants(t, end1(k, n, child))
	if k.count("select count(*) from task where key = 'name_head' and state = 'open'") != 1 {
		t.Error("nobody is asked for again when the guardian's right has ended")
	}
	_, err = k.work.SetRepresentative(ctx, k.op(), n, child, intake.Representing{Name: "NUERLAN", Kind: "parent", From: k.today()})
	wants(t, err, "representative.died")
	_, err = k.work.TakeBackLeaving(ctx, k.op(), n, head, intake.TakingBack{Text: "namesake"})
	wants(t, err)
	guardian := intake.Representing{Name: "Aunt", Kind: "guardian", Paper: "guardianship_decision", From: k.today().AddDays(-30), Until: k.today().AddDays(-1)}
	set := func() error { _, err := k.work.SetRepresentative(ctx, k.op(), n, child, guardian); return err }
	wants(t, set(), "representative.over")
	guardian.Until = civil.Date{}
	wants(t, set())
	end := func(x intake.EndingRight) error {
		_, err := k.work.EndRepresentative(ctx, k.op(), n, child, int64(k.count("select max(id) from representative")), x)
		return err
	}
	wants(t, end(intake.EndingRight{}), "representative.end_missing")
	wants(t, end(intake.EndingRight{Reason: "mistake"}), "representative.mistake_text")
	wants(t, end(intake.EndingRight{Reason: "ended"}), "representative.end_day_missing")
	wants(t, end(intake.EndingRight{Reason: "ended", On: k.today().AddDays(-31)}), "date.end_before_start")
	wants(t, end(intake.EndingRight{Reason: "ended", On: k.today()}))
	wants(t, end(intake.EndingRight{Reason: "ended", On: k.today()}), "representative.ended_already")
	wants(t, k.leave(n, head, intake.Leaving{Reason: "left_country", Contact: child}), "leave.guardian_first") // nobody guards the child any more
	wants(t, set())
	wants(t, k.leave(n, head, intake.Leaving{Reason: "left_country", Contact: child}))
	if c, _, _ := k.look(n); c.ContactID != child || c.HeadName != "YERASYL" {
		t.Errorf("contact %d, %s", c.ContactID, c.HeadName)
	}
	wants(t, k.leave(n, child, intake.Leaving{Reason: "left_country"}), "leave.last")
	// the death of the last one is recorded at once, and ends the case; that it was a mistake reopens it
	_, err = k.file.Close(ctx, k.op(), n, casefile.ClosedEarly, casefile.SoleMemberDied, "")
	wants(t, err, "close.record_death")
	wants(t, k.leave(n, child, intake.Leaving{Reason: "death"}))
	dead := func() int {
		return k.count("select count(*) from person p join member m on m.person_id = p.id where m.id = $1 and p.died_on is not null", child)
	}
	if k.count("select count(*) from event e join case_file c on c.id = e.stream_id where c.number = $1 and e.kind = 'task_done' and e.recorded_at >= (select closed_at from (select max(recorded_at) as closed_at from event where kind = 'case_closed_early') x)", n) != 0 {
		t.Error("tasks are done because nobody is left")
	}
	if c, _, _ := k.look(n); c.Status != casefile.ClosedEarly || c.CloseReason != casefile.SoleMemberDied || dead() != 1 {
		t.Errorf("%s, %s, %d dead", c.Status, c.CloseReason, dead())
	}
	_, err = k.file.Reopen(ctx, k.lead(), n, "a namesake")
	wants(t, err)
	if c, _, ms := k.look(n); !c.Status.Open() || c.HeadID != child || dead() != 0 || len(ms.On(k.today())) != 1 {
		t.Errorf("%s, head %d, %d dead", c.Status, c.HeadID, dead())
	}
}

// end1 takes the newest representative back.
func end1(k *counter, n string, member int64) error {
	_, err := k.work.EndRepresentative(k.t.Context(), k.op(), n, member, int64(k.count("select max(id) from representative")), intake.EndingRight{Reason: "mistake", Text: "x"})
	return err
}

// Somebody who belongs to another household meanwhile does not come back; the database would refuse it, too.
func TestNobodyComesBackFromAnotherHousehold(t *testing.T) {
	k := openCounter(t)
	n, other := k.family(), k.family()
	_, _, ms := k.look(n)
	wants(t, k.leave(n, ms[1].ID, intake.Leaving{Reason: "split"}))
	c, _, _ := k.look(other)
	if _, err := k.Owner.Exec("insert into member (case_id, person_id, ord, relation, joined_on) values ($1, $2, 9, 'other', $3)", c.ID, ms[1].PersonID, k.today()); err != nil {
		t.Fatal(err)
	}
	_, err := k.work.TakeBackLeaving(t.Context(), k.op(), n, ms[1].ID, intake.TakingBack{Text: "mistake", Relation: "spouse"})
	wants(t, err, "leave.elsewhere")
}

func TestNobodyHasTwoSpouses(t *testing.T) {
	k := openCounter(t)
	n := k.family()
	_, _, ms := k.look(n)
	_, err := k.work.AddMember(t.Context(), k.op(), n, intake.Joining{Newcomer: person("spouse", "SECOND", "female", civil.Must(1990, 1, 1)), Reason: "marriage", On: k.today()})
	wants(t, err, "household.two_spouses")
	x := correction(ms[2])
	x.Relation = "spouse"
	_, err = k.work.CorrectMember(t.Context(), k.op(), n, ms[2].ID, x)
	wants(t, err, "household.too_young_to_marry", "household.two_spouses")
}

// An operation that is sent twice has one effect.
func TestLeavingTwiceIsOnce(t *testing.T) {
	k := openCounter(t)
	n := k.family()
	_, _, ms := k.look(n)
	op := k.op()
	x := intake.Leaving{Reason: "death", On: k.today(), Contact: ms[1].ID}
	var first db.Result
	for i := range 2 {
		res, err := k.work.Leave(t.Context(), op, n, ms[0].ID, x)
		if err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			first = res
		} else if res.Said != first.Said || res.Args["name"] != first.Args["name"] {
			t.Errorf("%v, then %v", first, res)
		}
	}
	if e := k.count("select count(*) from event where kind = 'member_left'"); e != 1 {
		t.Errorf("%d events", e)
	}
}
