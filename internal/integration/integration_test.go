package integration_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/identity"
	"nurlykosh/internal/intake"
	"nurlykosh/internal/integration"
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
	"nurlykosh/internal/testkit"
)

func TestMain(m *testing.M) { testkit.Main(m) }

// world is the demo, in which families stand at every stage.
type world struct {
	*testkit.Site
	t           *testing.T
	work        *integration.Work
	decide      *casefile.DecideWork
	book        *casefile.Book
	who, second access.Actor
}

func newWorld(t *testing.T) *world {
	t.Helper()
	s := testkit.Run(t)
	book, err := casefile.LoadBook(t.Context(), s.DB)
	if err != nil {
		t.Fatal(err)
	}
	w := &world{Site: s, t: t, book: book, work: &integration.Work{DB: s.DB, Book: book}}
	w.decide = &casefile.DecideWork{DB: s.DB, Book: book, Deciders: w.work.Deciders()}
	w.who, w.second = w.account("ainur", access.Caseworker), w.account("gulnar", access.Supervisor)
	return w
}

func (w *world) account(login string, role access.Role) (a access.Actor) {
	w.t.Helper()
	a = access.Actor{Role: role, Level: access.District}
	if err := w.Owner.QueryRow("select a.id, o.id, o.region from account a join office o on o.id = a.office_id where a.login = $1", login).Scan(&a.ID, &a.OfficeID, &a.Region); err != nil {
		w.t.Fatal(err)
	}
	return a
}

// family is the number of the first case of ainur for which a condition over case_file c holds.
func (w *world) family(where string) (number string) {
	w.t.Helper()
	if err := w.Owner.QueryRow("select number from case_file c where owner_id = $1 and "+where+" order by id limit 1", w.who.ID).Scan(&number); err != nil {
		w.t.Fatalf("no family where %s: %v", where, err)
	}
	return number
}

func (w *world) op(who access.Actor) db.Op {
	id := db.NewID()
	return db.Op{ID: id, Name: "test", Actor: who, Form: []byte(id)}
}

func (w *world) look(number string) (c *casefile.Case, tasks map[string]casefile.Task, ms casefile.Household, today civil.Date) {
	w.t.Helper()
	err := w.DB.Read(w.t.Context(), access.Programme, func(r *db.Rd) error {
		var err error
		if c, err = casefile.Read(r, number, access.Read); err != nil {
			return err
		}
		ts, err := casefile.TasksOf(r, c.ID)
		if err != nil {
			return err
		}
		tasks, today = map[string]casefile.Task{}, r.Today()
		for _, k := range ts {
			tasks[k.Key] = k
		}
		ms, err = casefile.MembersOf(r, c.ID)
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return c, tasks, ms, today
}

func (w *world) must(res db.Result, err error) db.Result {
	w.t.Helper()
	if err != nil {
		w.t.Fatalf("%v", err)
	}
	return res
}

// refused wants a fault of a key, at a field or as a whole.
func (w *world) refused(key string, _ db.Result, err error) {
	w.t.Helper()
	if err == nil {
		w.t.Errorf("nothing was refused, want %s", key)
		return
	}
	f := fault.Of(err)
	if f.Key != key && !slices.ContainsFunc(f.Fields, func(x fault.Field) bool { return x.Key == key }) {
		w.t.Errorf("refused with %s, want %s", f, key)
	}
}

func (w *world) state(number, key string, want casefile.State) {
	w.t.Helper()
	_, tasks, _, _ := w.look(number)
	if got := tasks[key].State; got != want {
		w.t.Errorf("%s is %s, want %s", key, got, want)
	}
}

func (w *world) decided(number, key, choice, reason string) {
	w.t.Helper()
	_, tasks, _, _ := w.look(number)
	k := tasks[key]
	wanted := map[bool]string{true: "grant", false: "refuse"}[choice == "grant"]
	p := casefile.Proposal{Kind: casefile.DecisionOf(&k), TaskID: k.ID, Wanted: wanted, Reason: reason, Text: "test"}
	res, err := w.decide.Propose(w.t.Context(), w.op(w.who), number, p)
	id := w.must(res, err).IDs["decision"]
	w.must(w.decide.Decide(w.t.Context(), w.op(w.second), id, casefile.Verdict{Choice: choice, Reason: reason, Text: "test"}))
}

const unagreed = "status = 'in_progress' and exists (select 1 from task t where t.case_id = c.id and t.key = 'agree_plan' and t.state = 'open')"

func TestPlanIsAgreedOnlyWhenEveryNeedHasAGoal(t *testing.T) {
	w := newWorld(t)
	number := w.family(unagreed)
	_, _, _, today := w.look(number)
	ctx := t.Context()
	res, err := w.work.Agree(ctx, w.op(w.who), number, today, "kk")
	w.refused("plan.needs_missing", res, err)

	needs := map[string]bool{}
	res, err = w.work.AnswerNeeds(ctx, w.op(w.who), number, needs)
	w.refused("form.not_a_choice", res, err)
	for _, n := range integration.Needs {
		needs[n] = n == "legal" || n == "training"
	}
	w.must(w.work.AnswerNeeds(ctx, w.op(w.who), number, needs))
	res, err = w.work.Agree(ctx, w.op(w.who), number, today, "kk")
	w.refused("plan.unmet", res, err)
	soon := today.AddDays(30)
	w.must(w.work.AddGoal(ctx, w.op(w.who), number, integration.Goal{Kind: "legal", Text: "Мұра құжаты", Service: "Заң кеңесі", Due: soon}))
	w.must(w.work.AddGoal(ctx, w.op(w.who), number, integration.Goal{Kind: "training", Text: "Дәнекерлеуші", Service: "Курс", Due: soon}))
	for key, g := range map[string]integration.Goal{
		"plan.text_missing":   {Kind: "training", Service: "Курс", Due: soon},
		"plan.helper_missing": {Kind: "training", Text: "Дәнекерлеуші", Due: soon},
		"plan.due_missing":    {Kind: "training", Text: "Дәнекерлеуші", Service: "Курс"},
		"date.in_past":        {Kind: "training", Text: "Дәнекерлеуші", Service: "Курс", Due: today.AddDays(-1)},
	} {
		res, err = w.work.AddGoal(ctx, w.op(w.who), number, g)
		w.refused(key, res, err)
	}
	res, err = w.work.Agree(ctx, w.op(w.who), number, today.AddDays(1), "kk")
	w.refused("date.in_future", res, err)
	res, err = w.work.Agree(ctx, w.op(w.who), number, today, "tlh")
	w.refused("form.not_a_choice", res, err)
	old := w.op(w.who)
	old.Made = db.Version{Of: "case", Rev: 1}
	res, err = w.work.Agree(ctx, old, number, today, "kk")
	w.refused(db.Stale, res, err)
	w.must(w.work.Agree(ctx, w.op(w.who), number, today, "kk"))
	w.state(number, "agree_plan", casefile.Done)

	var stored []byte
	if err := w.Owner.QueryRow("select text_sealed from goal where kind = 'legal' order by id desc limit 1").Scan(&stored); err != nil || len(stored) == 0 || string(stored) == "Мұра құжаты" {
		t.Errorf("the text of a goal is not sealed: %q %v", stored, err)
	}
}

func TestGoalMovesOnceAndInOrder(t *testing.T) {
	w := newWorld(t)
	number := w.family(unagreed)
	_, _, _, today := w.look(number)
	ctx := t.Context()
	w.must(w.work.AddGoal(ctx, w.op(w.who), number, integration.Goal{Kind: "training", Text: "Дәнекерлеуші", Service: "Курс", Due: today.AddDays(30)}))
	if _, err := w.Owner.Exec("update goal set service = '' where id = (select max(id) from goal)"); err != nil { // as goals were kept before
		t.Fatal(err)
	}
	var id int64
	if err := w.Owner.QueryRow("select max(id) from goal").Scan(&id); err != nil {
		t.Fatal(err)
	}
	move := func(x integration.Progress) (db.Result, error) {
		return w.work.MoveGoal(ctx, w.op(w.who), number, id, x)
	}
	res, err := move(integration.Progress{What: "started", On: today})
	w.refused("plan.service_missing", res, err)
	w.must(move(integration.Progress{What: "started", On: today.AddDays(-2), Service: "Колледж"}))
	res, err = move(integration.Progress{What: "reached", On: today.AddDays(-3)})
	w.refused("plan.reached_before", res, err)
	res, err = move(integration.Progress{What: "dropped", On: today})
	w.refused("clock.reason_missing", res, err)
	w.must(move(integration.Progress{What: "reached", On: today}))
	res, err = move(integration.Progress{What: "dropped", On: today, Reason: "family_declined"})
	w.refused("plan.goal_over", res, err)
	other := w.family(unagreed + fmt.Sprintf(" and number <> '%s'", number))
	if _, err := w.work.MoveGoal(ctx, w.op(w.who), other, id, integration.Progress{What: "dropped", On: today, Reason: "family_declined"}); !fault.Is(err, fault.NotFound) {
		t.Errorf("a goal of another case: %v", err)
	}
}

func TestSafetyIsToldToEachAdultApart(t *testing.T) {
	w := newWorld(t)
	number := w.family("status = 'in_progress' and persons >= 3 and exists (select 1 from task t where t.case_id = c.id and t.key = 'explain_safety' and t.state = 'open')")
	_, _, ms, today := w.look(number)
	adults := ms.On(today).Here().Adults(today)
	ctx := t.Context()
	res, err := w.work.Explain(ctx, w.op(w.who), number, nil, today, "kk")
	w.refused("arrival.nobody_told", res, err)
	for i, m := range adults {
		w.must(w.work.Explain(ctx, w.op(w.who), number, []int64{m.ID}, today, "kk"))
		want := casefile.Open
		if i == len(adults)-1 {
			want = casefile.Done
		}
		w.state(number, "explain_safety", want)
	}
}

const followed = "status = 'in_progress' and exists (select 1 from task t where t.case_id = c.id and t.key = 'decide_residence' and t.state = 'open')"

func TestResidenceFollowsThePolice(t *testing.T) {
	w := newWorld(t)
	number := w.family(followed)
	_, tasks, _, today := w.look(number)
	ctx := t.Context()
	if due := tasks["decide_residence"].Due; !due.IsZero() {
		t.Errorf("the limit runs before anybody applied: %s", due)
	}
	res, err := w.work.Apply(ctx, w.op(w.who), number, "citizenship_of_mars", "", today)
	if !fault.Is(err, fault.NotFound) {
		t.Errorf("unknown application: %v %v", res, err)
	}
	w.must(w.work.Apply(ctx, w.op(w.who), number, integration.Residence, "P-1", today))
	_, tasks, _, _ = w.look(number)
	if want := w.book.Calendar.Due(today, tasks["decide_residence"].Amount, casefile.CalendarDay); tasks["decide_residence"].Due != want {
		t.Errorf("due %s, want %s", tasks["decide_residence"].Due, want)
	}
	res, err = w.work.Apply(ctx, w.op(w.who), number, integration.Residence, "P-2", today)
	w.refused("application.made", res, err)
	k := tasks["decide_residence"]
	res, err = w.decide.Propose(ctx, w.op(w.who), number, casefile.Proposal{Kind: casefile.KindResidence, TaskID: k.ID, Wanted: "grant"})
	w.refused("decision.not_ready", res, err)
	res, err = w.work.RecordAnswer(ctx, w.op(w.who), number, integration.Residence, integration.Answering{Answer: integration.Granted, On: today.AddDays(-1)})
	w.refused("application.before_applying", res, err)
	w.must(w.work.RecordAnswer(ctx, w.op(w.who), number, integration.Residence, integration.Answering{Answer: integration.Refused, On: today}))
	w.decided(number, "decide_residence", "refuse", "expired_papers")
	w.state(number, "decide_residence", casefile.Done)

	// After a refusal the family may apply again; the task comes back with a new limit.
	w.must(w.work.Apply(ctx, w.op(w.who), number, integration.Residence, "P-2", today))
	w.state(number, "decide_residence", casefile.Open)
	until := today.AddMonths(120)
	w.must(w.work.RecordAnswer(ctx, w.op(w.who), number, integration.Residence, integration.Answering{Answer: integration.Granted, On: today, Until: until}))
	w.decided(number, "decide_residence", "grant", "")
	_, _, ms, _ := w.look(number)
	for _, m := range ms.On(today).Here() {
		if m.Country != "KAZ" && (m.StayBasis != "permanent_residence" || m.StayUntil != until) {
			t.Errorf("%s may stay by %s until %s", m.Name, m.StayBasis, m.StayUntil)
		}
	}
}

func TestSettledOnlyWhenEveryStepIsOver(t *testing.T) {
	w := newWorld(t)
	number := w.family("status = 'in_progress' and stage = 'employment'")
	_, tasks, _, _ := w.look(number)
	k := tasks["confirm_settled"]
	res, err := w.decide.Propose(t.Context(), w.op(w.who), number, casefile.Proposal{Kind: casefile.KindSettled, TaskID: k.ID, Wanted: "grant"})
	w.refused("task.not_open", res, err)

	number = w.family("next_state = 'returned' and stage = 'integration'")
	_, tasks, _, _ = w.look(number)
	finishing := &casefile.Work{DB: w.decide.DB, Book: w.decide.Book}
	res, err = finishing.FinishTask(t.Context(), w.op(w.who), number, tasks["confirm_settled"].ID, casefile.Finishing{Text: "one person says so"})
	w.refused("task.needs_decision", res, err)
	w.decided(number, "confirm_settled", "grant", "")
	c, _, _, today := w.look(number)
	if !c.Status.Open() && c.Status != casefile.Concluded || c.SettledOn != today {
		t.Errorf("status %s, settled on %s", c.Status, c.SettledOn)
	}
}

func TestResidenceDutyComesBackEachYearUntilItEnds(t *testing.T) {
	w := newWorld(t)
	number := w.family("status = 'follow_up' and exists (select 1 from task t where t.case_id = c.id and t.key = 'check_residence_duty' and t.state = 'open')")
	ctx := t.Context()
	c, _, _, _ := w.look(number)
	decided := c.Facts.QuotaDecided
	checks := 0
	for ; checks < 12; checks++ {
		_, tasks, _, _ := w.look(number)
		k := tasks["check_residence_duty"]
		if k.State != casefile.Open {
			break
		}
		if _, err := w.Owner.Exec("update clock_shift set shift = shift + make_interval(days => $1::date - nk_today())", k.Due); err != nil {
			t.Fatal(err)
		}
		_, _, _, today := w.look(number)
		w.must(w.work.CheckDuty(ctx, w.op(w.who), number, integration.Duty{Answer: "not_known", On: today}))
		w.state(number, "check_residence_duty", casefile.Open)
		w.must(w.work.CheckDuty(ctx, w.op(w.who), number, integration.Duty{Answer: "lives_here", On: today}))
	}
	if checks != integration.DutyYears {
		t.Errorf("checked %d times since %s, want %d", checks, decided, integration.DutyYears)
	}
}

// Kindergarten is for children under seven, school begins at six; a year of birth alone leaves two ages.
func TestSchoolAndKindergartenHaveTheirAges(t *testing.T) {
	for _, x := range []struct {
		least, most          int
		kindergarten, school bool
	}{{2, 2, false, false}, {3, 3, true, false}, {5, 5, true, false}, {5, 6, true, true}, {6, 6, true, true}, {6, 7, true, true}, {7, 7, false, true}, {12, 12, false, true}, {17, 18, false, true}, {18, 18, false, false}} {
		if got := integration.Enrollable("kindergarten", x.least, x.most); got != x.kindergarten {
			t.Errorf("kindergarten at %d to %d: %v", x.least, x.most, got)
		}
		if got := integration.Enrollable("school", x.least, x.most); got != x.school {
			t.Errorf("school at %d to %d: %v", x.least, x.most, got)
		}
	}
}

// Whoever comes after the family had its permit applies alone: the family's own application and terms stay as they are.
func TestWhoCameLaterAppliesAlone(t *testing.T) {
	w := newWorld(t)
	number := w.family(followed)
	c, _, _, today := w.look(number)
	ctx := t.Context()
	until := today.AddMonths(120)
	w.must(w.work.Apply(ctx, w.op(w.who), number, integration.Residence, "P-1", today))
	w.must(w.work.RecordAnswer(ctx, w.op(w.who), number, integration.Residence, integration.Answering{Answer: integration.Granted, On: today, Until: until}))
	w.decided(number, "decide_residence", "grant", "")

	come := intake.Joining{
		Newcomer: intake.Newcomer{Name: identity.Attested{Written: "ZZYZX QWERTOV", Script: "Latn"}, Relation: "child", Sex: "male", Birth: today.AddMonths(-120), BirthYear: today.AddMonths(-120).Year()},
		Reason:   "reunification", On: today,
	}
	w.must((&intake.Work{DB: w.DB, Book: w.book}).AddMember(ctx, w.op(w.who), number, come))
	var task, member int64
	if err := w.Owner.QueryRow("select id, member_id from task where case_id = $1 and key = 'decide_residence' and state = 'open'", c.ID).Scan(&task, &member); err != nil {
		t.Fatalf("nothing asks for the permit of the child: %v", err)
	}
	res, err := w.decide.Propose(ctx, w.op(w.who), number, casefile.Proposal{Kind: casefile.KindResidence, TaskID: task, Wanted: "grant"})
	w.refused("decision.not_ready", res, err) // the answer to the family is none to the child
	w.must(w.work.Apply(ctx, w.op(w.who), number, integration.Residence, "P-2", today))
	res, err = w.work.Apply(ctx, w.op(w.who), number, integration.Residence, "P-3", today)
	w.refused("application.made", res, err)
	if page := w.As(t, "ainur").Get("/cases/" + number + "/integration"); page.Status != 200 || !strings.Contains(page.Text("#residence"), "ZZYZX QWERTOV") {
		t.Errorf("the page does not say whose permit it is: %d %s", page.Status, page.Text("#residence"))
	}
	own := today.AddMonths(60)
	w.must(w.work.RecordAnswer(ctx, w.op(w.who), number, integration.Residence, integration.Answering{Answer: integration.Granted, On: today, Until: own}))
	res = w.must(w.decide.Propose(ctx, w.op(w.who), number, casefile.Proposal{Kind: casefile.KindResidence, TaskID: task, Wanted: "grant"}))
	w.must(w.decide.Decide(ctx, w.op(w.second), res.IDs["decision"], casefile.Verdict{Choice: "grant"}))
	_, _, ms, _ := w.look(number)
	for _, m := range ms.On(today).Here() {
		want := until
		if m.ID == member {
			want = own
		}
		if m.Country != "KAZ" && m.StayUntil != want {
			t.Errorf("%s may stay until %s, want %s", m.Name, m.StayUntil, want)
		}
	}
}
