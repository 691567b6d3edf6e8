package employment_test

import (
	"fmt"
	"sync"
	"testing"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/employment"
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
)

// Forty are hired at once for five places: exactly five are, whoever comes first.
func TestPlacesAreNeverGivenTwice(t *testing.T) {
	w := newWorld(t)
	w.employer()
	vacancy := w.vacancy(5)
	type sent struct {
		number   string
		referral int64
	}
	var all []sent
	for range 40 {
		number, ms := w.family(1985)
		w.profiled(number, ms[0])
		all = append(all, sent{number, w.referred(number, ms[0], vacancy)})
	}
	today := w.today()
	var wg sync.WaitGroup
	errs := make([]error, len(all))
	start := make(chan struct{})
	for i, s := range all {
		wg.Go(func() {
			<-start
			errs[i] = w.hire(s.number, s.referral, today)
		})
	}
	close(start)
	wg.Wait()
	hired := 0
	for _, err := range errs {
		if err == nil {
			hired++
			continue
		}
		w.refused("vacancy.full", err)
		if !fault.Is(err, fault.Conflict) {
			t.Errorf("not a conflict: %v", err)
		}
	}
	var stored int
	w.scan(&stored, "select count(*) from referral where state = 'hired'")
	if hired != 5 || stored != 5 || w.taken(vacancy) != 5 {
		t.Errorf("%d were told that they are hired, %d are, %d places are taken; want 5", hired, stored, w.taken(vacancy))
	}
	if _, broken, err := audit.Verify(t.Context(), w.d.Owner); err != nil || len(broken) > 0 {
		t.Errorf("chains: %v %v", broken, err)
	}
	if _, err := w.d.Owner.Exec("update vacancy set taken = 6 where id = $1", vacancy); err == nil {
		t.Error("the database itself let a vacancy be overfilled")
	}
}

func TestFromProfileToTheLastCheck(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	w.employer()
	vacancy := w.vacancy(2)
	number, ms := w.family(1984, 1987)
	day := w.today()
	w.task(number, "profile_adults", casefile.Open)
	w.profiled(number, ms[0])
	w.task(number, "profile_adults", casefile.Open)
	_, err := w.work.Profile(ctx, w.op(w.who), number, employment.Profile{MemberID: ms[1]})
	w.refused("work.why_missing", err)
	res, err := w.work.Profile(ctx, w.op(w.who), number, employment.Profile{MemberID: ms[1], WhyNot: "childcare"})
	w.must(res, err)
	w.task(number, "profile_adults", casefile.Done)
	w.task(number, "refer_to_work", casefile.Open)
	_, err = w.work.Refer(ctx, w.op(w.who), number, employment.Sending{MemberID: ms[1], Kind: employment.ToVacancy, VacancyID: vacancy, On: day})
	w.refused("work.not_looking", err)
	r := w.referred(number, ms[0], vacancy)
	w.task(number, "refer_to_work", casefile.Done)
	w.refused("work.before_sent", w.hire(number, r, day.AddDays(-1)))
	w.refused("date.in_future", w.hire(number, r, day.AddDays(1)))
	w.task(number, "check_job_90", casefile.NotRequired)
	if err := w.hire(number, r, day); err != nil {
		t.Fatal(err)
	}
	w.refused("work.answered_already", w.hire(number, r, day))
	w.see(number, func(c *casefile.Case, _ []casefile.Task, _ casefile.Household) {
		if f := c.Facts; f.Hired != casefile.Yes || f.HiredOn != day || f.LooksForWork != casefile.Yes {
			t.Errorf("facts %+v", f)
		}
	})
	for _, k := range []string{"confirm_hiring", "check_job_90", "check_job_180", "check_job_365"} {
		w.task(number, k, casefile.Open)
	}
	res, err = w.work.Confirm(ctx, w.op(w.who), number, r, employment.Seeing{Contract: true, Pension: true, Social: true})
	w.must(res, err)
	w.task(number, "confirm_hiring", casefile.Open)
	res, err = w.work.Confirm(ctx, w.op(w.who), number, r, employment.Seeing{Contract: true, Pension: true, Social: true, Health: true})
	w.must(res, err)
	w.task(number, "confirm_hiring", casefile.Done)
	check := func(d int, answer string) error {
		_, err := w.work.Check(ctx, w.op(w.who), number, r, employment.Checking{Day: d, Answer: answer, On: w.today()})
		return err
	}
	w.later(89)
	w.refused("work.check_too_early", check(90, "works"))
	w.later(1)
	for _, answer := range []string{"not_known", "works"} { // what was not known can be answered later
		if err := check(90, answer); err != nil {
			t.Fatal(err)
		}
	}
	w.refused("work.checked_already", check(90, "no_work"))
	w.task(number, "check_job_90", casefile.Done)
	w.refused("work.check_too_early", check(180, "works"))
	w.later(275)
	for _, d := range []int{180, 365} {
		if err := check(d, "other_job"); err != nil {
			t.Fatal(err)
		}
		w.task(number, fmt.Sprintf("check_job_%d", d), casefile.Done)
	}
	res, err = w.work.Leave(ctx, w.op(w.who), number, r, w.today(), "")
	if w.must(res, err); w.taken(vacancy) != 0 {
		t.Error("the place was not freed")
	}
	_, err = w.work.Leave(ctx, w.op(w.who), number, r, w.today(), "")
	w.refused("work.not_begun", err)
}

func TestNobodyLooksForWork(t *testing.T) {
	w := newWorld(t)
	number, ms := w.family(1984)
	res, err := w.work.Profile(t.Context(), w.op(w.who), number, employment.Profile{MemberID: ms[0], WhyNot: "health"})
	w.must(res, err)
	w.task(number, "refer_to_work", casefile.NotRequired)
	old := w.op(w.who)
	old.Made = db.Version{Of: "case", Rev: 1}
	_, err = w.work.Profile(t.Context(), old, number, employment.Profile{MemberID: ms[0], Looks: true, Trade: "x"})
	w.refused(db.Stale, err)
	res, err = w.work.Profile(t.Context(), w.op(w.who), number, employment.Profile{MemberID: ms[0], Looks: true, Trade: "x"})
	w.must(res, err)
	w.task(number, "refer_to_work", casefile.Open)
}

func TestOwnBusinessIsConfirmed(t *testing.T) {
	w := newWorld(t)
	ctx, day := t.Context(), w.today()
	number, ms := w.family(1984)
	res, err := w.work.Profile(ctx, w.op(w.who), number, employment.Profile{MemberID: ms[0], WantsBusiness: true})
	w.must(res, err)
	_, err = w.work.Refer(ctx, w.op(w.who), number, employment.Sending{MemberID: ms[0], Kind: employment.ToBusiness, On: day})
	w.refused("work.to_missing", err)
	res, err = w.work.Refer(ctx, w.op(w.who), number, employment.Sending{MemberID: ms[0], Kind: employment.ToBusiness, To: "наубайхана", On: day})
	w.must(res, err)
	var r int64
	w.scan(&r, "select id from referral")
	w.refused("form.not_a_choice", w.hire(number, r, day))
	res, err = w.work.Answer(ctx, w.op(w.who), number, r, employment.Answering{How: employment.Started, On: day})
	w.must(res, err)
	w.task(number, "confirm_hiring", casefile.Open)
	w.task(number, "check_job_90", casefile.NotRequired)
	res, err = w.work.Confirm(ctx, w.op(w.who), number, r, employment.Seeing{Contract: true, Pension: true, Social: true, Health: true})
	w.must(res, err)
	w.task(number, "confirm_hiring", casefile.Done)
}

func TestWhoCannotBeSent(t *testing.T) {
	w := newWorld(t)
	ctx, day := t.Context(), w.today()
	w.employer()
	vacancy := w.vacancy(1)
	number, ms := w.family(1984, day.Year()-12)
	send := func(member, vacancy int64) error {
		_, err := w.work.Refer(ctx, w.op(w.who), number, employment.Sending{MemberID: member, Kind: employment.ToVacancy, VacancyID: vacancy, On: w.today()})
		return err
	}
	w.refused("work.profile_first", send(ms[0], vacancy))
	w.refused("work.under_age", send(ms[1], vacancy))
	w.profiled(number, ms[0])
	w.refused("form.not_a_choice", send(ms[0], 999_999))
	r := w.referred(number, ms[0], vacancy)
	w.refused("work.sent_already", send(ms[0], vacancy))
	answer := func(a employment.Answering) error {
		a.On = day
		_, err := w.work.Answer(ctx, w.op(w.who), number, r, a)
		return err
	}
	w.refused("clock.reason_missing", answer(employment.Answering{How: employment.RefusedByPerson, Reason: "place_filled"}))
	w.refused("reason.text_missing", answer(employment.Answering{How: employment.RefusedByEmployer, Reason: "origin_cited"}))
	if err := answer(employment.Answering{How: employment.RefusedByPerson, Reason: "wage_low"}); err != nil {
		t.Fatal(err)
	}
	if w.taken(vacancy) != 0 {
		t.Error("a refusal took a place")
	}
	if err := w.hire(number, w.referred(number, ms[0], vacancy), day); err != nil {
		t.Fatal(err)
	}
	w.refused("vacancy.no_place", send(ms[0], vacancy))
	other := w.vacancy(3)
	res, err := w.work.CloseVacancy(ctx, w.op(w.who), other, "withdrawn")
	w.must(res, err)
	w.refused("vacancy.not_open", send(ms[0], other))
	_, err = w.work.Refer(ctx, w.op(w.nobody), number, employment.Sending{MemberID: ms[0], Kind: employment.ToTraining, To: "x", On: day})
	w.refused("fault.not_found", err)
	foreign, _ := w.family(1980)
	w.refused("fault.not_found", w.hire(foreign, r, day))
}

func TestStock(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	add := func(e employment.Employer) error {
		_, err := w.work.AddEmployer(ctx, w.op(w.who), e)
		return err
	}
	w.refused("bin.check_digit", add(employment.Employer{BIN: "090140000018", Name: "x"}))
	w.employer()
	w.refused("bin.taken", add(employment.Employer{BIN: bin, Name: "y"}))
	for key, change := range map[string]func(*employment.Vacancy){
		"employer.unknown":      func(v *employment.Vacancy) { v.BIN = otherBIN },
		"occupation.malformed":  func(v *employment.Vacancy) { v.Occupation = "71" },
		"wage.not_positive":     func(v *employment.Vacancy) { v.Wage = 0 },
		"form.range":            func(v *employment.Vacancy) { v.Places = 0 },
		"date.end_before_start": func(v *employment.Vacancy) { v.Until = v.From.AddDays(-1) },
		"date.in_past":          func(v *employment.Vacancy) { v.Until = w.today().AddDays(-1) },
		"form.not_a_choice":     func(v *employment.Vacancy) { v.SettlementID = 999_999 },
	} {
		v := w.offer(3)
		change(&v)
		_, err := w.work.AddVacancy(ctx, w.op(w.who), v)
		w.refused(key, err)
	}
	v := w.offer(3)
	v.ID = w.vacancy(3)
	number, ms := w.family(1984)
	w.profiled(number, ms[0])
	if err := w.hire(number, w.referred(number, ms[0], v.ID), w.today()); err != nil {
		t.Fatal(err)
	}
	change := func(who access.Actor, places, rev int) error {
		o := w.op(who)
		o.Made = db.Version{Of: "vacancy", Rev: rev}
		v.Places = places
		_, err := w.work.ChangeVacancy(ctx, o, v)
		return err
	}
	w.refused("form.range", change(w.who, 0, 1))
	w.refused("fault.not_found", change(w.nobody, 4, 1))
	if err := change(w.who, 1, 1); err != nil {
		t.Fatal(err)
	}
	w.refused(db.Stale, change(w.who, 4, 1))
	_, err := w.work.CloseVacancy(ctx, w.op(w.who), v.ID, "")
	w.refused("clock.reason_missing", err)
	if ids, err := employment.Demo(ctx, w.work, w.nobody, 1, w.today()); err != nil || len(ids) != 6 {
		t.Errorf("demo: %v %v", ids, err)
	}
}

func TestReadingNumbers(t *testing.T) {
	for typed, want := range map[string]int64{"180 000": 18_000_000, "180000,5": 18_000_050, "20000.25": 2_000_025, "٢٥٠٠٠": 2_500_000} {
		if got, err := employment.Wage(typed); err != nil || got != want {
			t.Errorf("wage %q: %d %v, want %d", typed, got, err, want)
		}
	}
	for _, typed := range []string{"", "0", "-5", "many", "1e9", "99999999999", "13", "19999,99"} {
		if got, err := employment.Wage(typed); err == nil {
			t.Errorf("wage %q became %d", typed, got)
		}
	}
	for typed, want := range map[string]string{"7115": "7115", "7115-2": "7115-2", "х111": "X111", "٧115–2": "7115-2"} {
		if got, err := employment.Occupation(typed); err != nil || got != want {
			t.Errorf("occupation %q: %q %v", typed, got, err)
		}
	}
	for _, typed := range []string{"", "71", "71155", "7115-22", "ABCD"} {
		if got, err := employment.Occupation(typed); err == nil {
			t.Errorf("occupation %q became %q", typed, got)
		}
	}
}
