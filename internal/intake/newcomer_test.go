package intake_test

import (
	"testing"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/identity"
	"nurlykosh/internal/intake"
	"nurlykosh/internal/platform/civil"
)

// Who was recorded and belongs to no household of today can be taken as the same person; whoever does belong to one cannot.
func TestARecordedPersonComesBackAsTheSame(t *testing.T) {
	k := openCounter(t)
	ctx := t.Context()
	born := civil.Must(1984, 3, 14)
	res, err := k.work.Register(ctx, k.op(), k.alone("NUERLAN ABILIMAJIN", "pinyin", born, intake.Answer{}))
	if err != nil {
		t.Fatal(err)
	}
	number := res.Args["number"].(string)
	_, _, ms := k.look(number)
	again := k.alone("Нұрлан Әбілмәжін", "kk-Cyrl", born, intake.Answer{})
	again.Head.Link = ms[0].PersonID
	_, err = k.work.Register(ctx, k.op(), again)
	wants(t, err, "alike.link_lives")
	if _, err := k.file.Close(ctx, k.op(), number, casefile.Withdrawn, "changed_mind", ""); err != nil {
		t.Fatal(err)
	}
	res, err = k.work.Register(ctx, k.op(), again)
	if err != nil {
		t.Fatal(err)
	}
	_, _, now := k.look(res.Args["number"].(string))
	twice := k.alone("Нұрлан Әбілмәжін", "kk-Cyrl", born, intake.Answer{})
	twice.Head.Link = ms[0].PersonID
	twice.Others = []intake.Newcomer{twice.Head}
	twice.Others[0].Relation, twice.Others[0].Name, twice.Others[0].Birth = "sibling", identity.Attested{Written: "NUERLAN ABILIMAJIN", Script: "pinyin"}, civil.Date{}
	_, err = k.file.Close(ctx, k.op(), res.Args["number"].(string), casefile.Withdrawn, "changed_mind", "")
	wants(t, err)
	_, err = k.work.Register(ctx, k.op(), twice)
	wants(t, err, "registration.person_twice")
	twice.Others[0].Link = 0 // recognised once, and entered anew beside it
	_, err = k.work.Register(ctx, k.op(), twice)
	wants(t, err, "alike.found")
	if now[0].PersonID != ms[0].PersonID || now[0].Name != "NUERLAN ABILIMAJIN" {
		t.Errorf("another person came back: %+v", now[0])
	}
	// a clerk who cannot say leaves it to a supervisor
	cannot := k.alone("NURLAN ABILMAZHIN", "Latn", born, intake.Answer{Known: []int64{ms[0].PersonID}, Open: true})
	res, err = k.work.Register(ctx, k.op(), cannot)
	wants(t, err)
	k.pairs("same open false")
	// one of two records of one human being is chosen, and what is said of the other is kept
	_, err = k.file.Close(ctx, k.op(), res.Args["number"].(string), casefile.Withdrawn, "changed_mind", "")
	wants(t, err)
	_, _, second := k.look(res.Args["number"].(string))
	cannot.Head.Link, cannot.Alike = second[0].PersonID, intake.Answer{Known: []int64{ms[0].PersonID}}
	_, err = k.work.Register(ctx, k.op(), cannot)
	wants(t, err, "alike.answer_missing")
	cannot.Alike.Other, cannot.Alike.Why = true, "a cousin"
	_, err = k.work.Register(ctx, k.op(), cannot)
	wants(t, err)
	k.pairs("same open true")
	if n := k.count("select count(*) from attested_name where person_id = $1", ms[0].PersonID); n != 2 {
		t.Errorf("%d names, want both", n)
	}
}

// Whoever joins a household before the case they belonged to has ended would be in two: it is said at the answer.
func TestNobodyComesBackBeforeTheOldCaseEnded(t *testing.T) {
	k := openCounter(t)
	ctx := t.Context()
	old := k.family()
	_, _, ms := k.look(old)
	if _, err := k.file.Close(ctx, k.op(), old, casefile.Withdrawn, "changed_mind", ""); err != nil {
		t.Fatal(err)
	}
	res, err := k.work.Register(ctx, k.op(), k.alone("Кенже Досымұлы", "kk-Cyrl", civil.Must(1970, 1, 1), intake.Answer{}))
	wants(t, err)
	n := res.Args["number"].(string)
	if _, err := k.Owner.Exec("update case_file set opened_on = opened_on - 10, receipt_date = receipt_date - 10 where number = $1", n); err != nil {
		t.Fatal(err)
	}
	child := ms[2]
	come := intake.Joining{Newcomer: person("child", child.Name, child.Sex, child.Birth), Reason: "reunification", On: k.today().AddDays(-3), Alike: k.strangers()}
	come.BirthYear, come.Link = child.BirthYear, child.PersonID
	_, err = k.work.AddMember(ctx, k.op(), n, come)
	wants(t, err, "alike.ended_later")
	come.On = k.today()
	_, err = k.work.AddMember(ctx, k.op(), n, come)
	wants(t, err)
}

// What was typed about somebody recognised is added where the record lacks it, and refused at its field where the record has
// it otherwise: nothing typed is dropped, nothing recorded overwritten.
func TestWhatIsTypedOfARecognisedPersonIsKept(t *testing.T) {
	k := openCounter(t)
	ctx := t.Context()
	old := k.alone("BAHETIGULI SERIKE", "pinyin", civil.Date{}, intake.Answer{})
	old.Head.BirthYear, old.Head.Sex = 1990, ""
	old.Head.Name.PaperKind, old.Head.Name.Number = "foreign_passport", "E12345678"
	res, err := k.work.Register(ctx, k.op(), old)
	wants(t, err)
	_, _, ms := k.look(res.Args["number"].(string))
	_, err = k.file.Close(ctx, k.op(), res.Args["number"].(string), casefile.Withdrawn, "changed_mind", "")
	wants(t, err)
	if _, err := k.Owner.Exec("update member set status_standing = 'granted', stay_basis = 'visa', quota_standing = 'included' where id = $1", ms[0].ID); err != nil {
		t.Fatal(err)
	}
	n := k.family()
	j := intake.Joining{Newcomer: person("sibling", "BAHETIGULI SERIKE", "female", civil.Must(1990, 6, 1)), Reason: "reunification", On: k.today()}
	j.IIN, j.Link, j.Name = "900601499912", ms[0].PersonID, old.Head.Name
	if _, err := identity.CheckIIN(j.IIN); err != nil {
		t.Fatal(err)
	}
	join := func() error { _, err := k.work.AddMember(ctx, k.op(), n, j); return err }
	wants(t, join())
	var got string
	if err := k.Owner.QueryRow("select sex || ' ' || birth_date || ' ' || birth_year || ' ' || iin_state from person where id = $1", ms[0].PersonID).Scan(&got); err != nil || got != "female 1990-06-01 1990 known" {
		t.Errorf("the record was completed to %q, %v", got, err)
	}
	_, _, now := k.look(n)
	if m := now[len(now)-1]; m.StatusWay != "granted" || m.StayBasis != "visa" || m.Quota != "not_asked" {
		t.Errorf("came along with %q, %q, %q", m.StatusWay, m.StayBasis, m.Quota)
	}
	wants(t, k.leave(n, now[len(now)-1].ID, intake.Leaving{Reason: "other_case"}))
	j.Sex, j.IIN = "male", ""
	j.Birth, j.BirthYear = civil.Date{}, 1990
	wants(t, join(), "alike.recorded_sex")
	j.Sex, j.Birth = "", civil.Must(1990, 1, 6)
	wants(t, join(), "alike.recorded_birth")
	j.Birth, j.IIN = civil.Date{}, "900601499922"
	wants(t, join(), "alike.recorded_iin")
}

// Whom the clerk cannot see is recognised by a number in the papers at hand alone.
func TestWhoIsNotSeenIsRecognisedByANumber(t *testing.T) {
	k := openCounter(t)
	ctx := t.Context()
	born := civil.Must(1984, 3, 14)
	first := k.alone("NUERLAN ABILIMAJIN", "pinyin", born, intake.Answer{})
	first.Head.Name.PaperKind, first.Head.Name.Number = "foreign_passport", "E12345678"
	res, err := k.work.Register(ctx, k.op(), first)
	wants(t, err)
	n := res.Args["number"].(string)
	_, _, ms := k.look(n)
	_, err = k.file.Close(ctx, k.op(), n, casefile.Withdrawn, "changed_mind", "")
	wants(t, err)
	if _, err := k.Owner.Exec("update case_file set office_id = (select id from office where level = 'ministry'), owner_id = null where number = $1", n); err != nil {
		t.Fatal(err)
	}
	again := k.alone("Нұрлан Әбілмәжін", "kk-Cyrl", born, intake.Answer{})
	again.Head.Link = ms[0].PersonID
	_, err = k.work.Register(ctx, k.op(), again)
	wants(t, err, "alike.link_unseen")
	again.Head.Name.PaperKind, again.Head.Name.Number = "foreign_passport", "E12345678"
	_, err = k.work.Register(ctx, k.op(), again)
	wants(t, err)
}
