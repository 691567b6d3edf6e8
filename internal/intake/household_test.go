package intake_test

import (
	"context"
	"slices"
	"testing"

	"github.com/lib/pq"

	"nurlykosh/internal/accounts"
	"nurlykosh/internal/casefile"
	"nurlykosh/internal/identity"
	"nurlykosh/internal/intake"
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
	"nurlykosh/internal/testkit"
)

func TestMain(m *testing.M) { testkit.Main(m) }

// counter is one office with one caseworker.
type counter struct {
	*testkit.Database
	t    *testing.T
	work *intake.Work
	file *casefile.Work
	who  access.Actor
}

func openCounter(t *testing.T) *counter {
	t.Helper()
	d := testkit.Fresh(t)
	ctx := context.Background()
	ministry, office := int64(0), int64(0)
	add := `insert into office (key, level, parent_id, region, name_kk, name_ru, name_en, phone) values ($1,$2,$3,$4,'Кеңсе','Офис','Office','8 000') returning id`
	if err := d.Owner.QueryRowContext(ctx, add, "ministry", "ministry", nil, nil).Scan(&ministry); err != nil {
		t.Fatal(err)
	}
	if err := d.Owner.QueryRowContext(ctx, add, "pavlodar_region", "region", ministry, "55").Scan(&office); err != nil {
		t.Fatal(err)
	}
	if err := d.Owner.QueryRowContext(ctx, add, "pavlodar", "district", office, "55").Scan(&office); err != nil {
		t.Fatal(err)
	}
	staff := &accounts.Work{DB: d.DB}
	id, err := staff.Add(ctx, db.Op{ID: db.NewID(), Name: "test.account", Actor: access.Programme, Form: []byte("x")}, accounts.New{
		Login: "ainur", Password: "a long sentence for tests", Name: "Айнұр", Role: access.Caseworker, OfficeID: office,
	})
	if err != nil {
		t.Fatal(err)
	}
	book, err := casefile.LoadBook(ctx, d.DB)
	if err != nil {
		t.Fatal(err)
	}
	k := &counter{Database: d, t: t, work: &intake.Work{DB: d.DB, Book: book}, who: access.Actor{ID: id, Role: access.Caseworker}}
	book.Evidence, book.Reopened = k.work.Lacks, intake.Reopened
	k.file = &casefile.Work{DB: d.DB, Book: book}
	return k
}

func (k *counter) op() db.Op {
	return db.Op{ID: db.NewID(), Name: "test", Actor: k.who, Form: []byte("x")}
}

// lead is an operation of a supervisor of the office, who comes to it when first needed.
func (k *counter) lead() db.Op {
	k.t.Helper()
	var id, office int64
	if err := k.Owner.QueryRow("select coalesce((select id from account where login = 'dana'), 0), (select office_id from account where id = $1)", k.who.ID).Scan(&id, &office); err != nil {
		k.t.Fatal(err)
	}
	if id == 0 {
		var err error
		if id, err = (&accounts.Work{DB: k.DB}).Add(k.t.Context(), db.Op{ID: db.NewID(), Name: "test.account", Actor: access.Programme, Form: []byte("y")}, accounts.New{
			Login: "dana", Password: "a long sentence for tests", Name: "Дана", Role: access.Supervisor, OfficeID: office,
		}); err != nil {
			k.t.Fatal(err)
		}
	}
	op := k.op()
	op.Actor = access.Actor{ID: id, Role: access.Supervisor}
	return op
}

func (k *counter) today() (day civil.Date) {
	k.t.Helper()
	if err := k.DB.Read(k.t.Context(), access.Programme, func(r *db.Rd) error { day = r.Today(); return nil }); err != nil {
		k.t.Fatal(err)
	}
	return day
}

func person(relation, name, sex string, birth civil.Date) intake.Newcomer {
	return intake.Newcomer{Name: identity.Attested{Written: name, Script: "Latn"}, Relation: relation, Sex: sex, Birth: birth, BirthYear: birth.Year()}
}

// family registers a couple from China with a child; the first woman's sex is not known yet.
func (k *counter) family() string {
	k.t.Helper()
	token := db.NewID()
	if _, err := k.DB.Plain(k.t.Context()).Exec("search_note", db.Args{"token": token, "account_id": k.who.ID, "hits": 0}); err != nil {
		k.t.Fatal(err)
	}
	res, err := k.work.Register(k.t.Context(), k.op(), intake.Registration{
		Track: casefile.EthnicReturn, Channel: "arrival", Received: k.today(), Arrived: k.today(), OriginCountry: "CHN", BedTonight: casefile.Yes, SearchToken: token,
		Head: person("head", "NUERLAN", "male", civil.Must(1984, 3, 14)), Alike: k.strangers(),
		Others: []intake.Newcomer{
			person("spouse", "AYIGULI", "", civil.Must(1987, 9, 2)),
			person("child", "YERASYL", "male", civil.Must(2015, 5, 21)),
		},
	})
	if err != nil {
		k.t.Fatal(err)
	}
	return res.Args["number"].(string)
}

// strangers says of everybody who is recorded that they are other people: families of this test are alike.
func (k *counter) strangers() intake.Answer {
	k.t.Helper()
	a := intake.Answer{Other: true, Why: "another family"}
	if err := k.Owner.QueryRow("select coalesce(array_agg(id), '{}') from person").Scan(pq.Array(&a.Known)); err != nil {
		k.t.Fatal(err)
	}
	return a
}

// look reads a case with tasks and members.
func (k *counter) look(number string) (c *casefile.Case, ts []casefile.Task, ms casefile.Household) {
	k.t.Helper()
	err := k.DB.Read(k.t.Context(), access.Programme, func(r *db.Rd) (err error) {
		if c, err = casefile.Read(r, number, access.Read); err != nil {
			return err
		}
		if ts, err = casefile.TasksOf(r, c.ID); err != nil {
			return err
		}
		ms, err = casefile.MembersOf(r, c.ID)
		return err
	})
	if err != nil {
		k.t.Fatal(err)
	}
	return c, ts, ms
}

func (k *counter) task(number, key string) casefile.Task {
	k.t.Helper()
	_, ts, _ := k.look(number)
	i := slices.IndexFunc(ts, func(t casefile.Task) bool { return t.Key == key })
	if i < 0 {
		k.t.Fatalf("no task %s", key)
	}
	return ts[i]
}

// wants checks that an error names exactly these messages.
func wants(t *testing.T, err error, keys ...string) {
	t.Helper()
	var got []string
	if err != nil {
		f := fault.Of(err)
		for _, x := range f.Fields {
			got = append(got, x.Key)
		}
		if len(f.Fields) == 0 {
			got = append(got, f.Key)
		}
	}
	slices.Sort(got)
	slices.Sort(keys)
	if !slices.Equal(got, keys) {
		t.Errorf("got %v, want %v (%v)", got, keys, err)
	}
}

func (k *counter) consent(number string, member int64) error {
	_, err := k.work.GiveConsent(k.t.Context(), k.op(), number, intake.Consenting{
		MemberID: member, Purposes: []string{"processing", "messages"}, Aloud: true, Language: "kk", On: k.today(),
	})
	return err
}

func correction(m casefile.Member) intake.Correction {
	return intake.Correction{
		Relation: m.Relation, Sex: m.Sex, Birth: m.Birth, BirthYear: m.BirthYear, Country: m.Country, Abroad: m.Abroad, StayUntil: m.StayUntil, StayBasis: m.StayBasis,
	}
}

func TestCompleteHouseholdNamesWhatIsMissing(t *testing.T) {
	k := openCounter(t)
	ctx := t.Context()
	n := k.family()
	_, _, ms := k.look(n)
	_, err := k.work.CompleteHousehold(ctx, k.op(), n)
	wants(t, err, "household.lacks_consent", "household.lacks_consent", "household.lacks_sex")
	_, err = k.file.FinishTask(ctx, k.op(), n, k.task(n, "complete_household").ID, casefile.Finishing{On: k.today(), Text: "x"})
	wants(t, err, "task.not_open") // still waits for the registration's task

	x := correction(ms[1])
	x.Sex, x.StayUntil = "female", k.today().AddDays(30)
	_, err = k.work.CorrectMember(ctx, k.op(), n, ms[1].ID, x)
	wants(t, err, "household.stay_basis_missing")
	x.StayBasis = "visa"
	_, err = k.work.CorrectMember(ctx, k.op(), n, ms[1].ID, x)
	wants(t, err)
	wants(t, k.consent(n, ms[0].ID))
	wants(t, k.consent(n, ms[0].ID), "consent.given_already")
	wants(t, k.consent(n, ms[2].ID), "consent.under_age")
	wants(t, k.consent(n, 0), "consent.member_missing")
	_, err = k.work.CompleteHousehold(ctx, k.op(), n)
	wants(t, err, "household.lacks_consent")
	wants(t, k.consent(n, ms[1].ID))
	_, err = k.work.CompleteHousehold(ctx, k.op(), n)
	wants(t, err)
	if s := k.task(n, "complete_household").State; s != casefile.Done {
		t.Errorf("the task is %s", s)
	}
	_, err = k.work.CompleteHousehold(ctx, k.op(), n)
	wants(t, err, "task.already_over")
	_, _, ms = k.look(n)
	if ms[1].Sex != "female" || ms[1].StayBasis != "visa" || ms[1].StayUntil != x.StayUntil || ms[1].Country != "CHN" {
		t.Errorf("not corrected: %+v", ms[1])
	}
}

func TestMemberJoins(t *testing.T) {
	k := openCounter(t)
	ctx := t.Context()
	n, other := k.family(), k.family()
	j := intake.Joining{Newcomer: person("child", "AYIDA", "female", k.today().AddDays(-3)), Reason: "birth", On: k.today()}
	early := j
	early.On = k.today().AddDays(-9)
	_, err := k.work.AddMember(ctx, k.op(), n, early)
	wants(t, err, "household.joined_before_birth")
	old := j
	old.Reason, old.On, old.Birth = "entered_late", k.today().AddDays(-1), k.today().AddMonths(-30)
	old.Text, old.BirthYear = "x", old.Birth.Year()
	_, err = k.work.AddMember(ctx, k.op(), n, old)
	wants(t, err, "household.joined_before_case")
	late := j
	late.Reason, late.On = "", civil.Date{}
	_, err = k.work.AddMember(ctx, k.op(), n, late)
	wants(t, err, "clock.reason_missing", "household.joined_missing")
	old = j
	old.Reason, old.Birth, old.BirthYear = "adoption", civil.Must(1980, 1, 1), 1980
	_, err = k.work.AddMember(ctx, k.op(), n, old)
	wants(t, err, "registration.child_older_than_parent")
	_, err = k.work.AddMember(ctx, k.op(), n, j)
	wants(t, err)
	c, _, ms := k.look(n)
	if len(ms) != 4 || c.Persons != 4 || ms[3].Relation != "child" || ms[3].Ord != 3 {
		t.Errorf("%d persons: %+v", c.Persons, ms)
	}

	// the IIN of one family's head is refused to others, each case with its own sentence
	const iin = "840314300010"
	full := iinWithCheck(t, iin[:11])
	x := correction(ms[0])
	x.IIN = full
	_, err = k.work.CorrectMember(ctx, k.op(), n, ms[0].ID, x)
	wants(t, err)
	twin := intake.Joining{Newcomer: person("sibling", "TWIN", "male", civil.Must(1984, 3, 14)), Reason: "later_arrival", On: k.today()}
	twin.IIN = full
	_, err = k.work.AddMember(ctx, k.op(), n, twin)
	wants(t, err, "household.iin_here")
	_, err = k.work.AddMember(ctx, k.op(), other, twin)
	wants(t, err, "household.in_two")
	if _, err := k.Owner.Exec("update member set left_on = joined_on + 1, leave_reason = 'split' where id = $1", ms[0].ID); err != nil {
		t.Fatal(err)
	}
	_, err = k.work.AddMember(ctx, k.op(), other, twin)
	wants(t, err, "iin.taken")
}

// iinWithCheck completes eleven digits by the check digit that fits.
func iinWithCheck(t *testing.T, eleven string) string {
	t.Helper()
	for d := '0'; d <= '9'; d++ {
		if _, err := identity.CheckIIN(eleven + string(d)); err == nil {
			return eleven + string(d)
		}
	}
	t.Fatalf("no check digit fits %s", eleven)
	return ""
}

func TestCorrectionsKeepTheRules(t *testing.T) {
	k := openCounter(t)
	ctx := t.Context()
	n := k.family()
	_, _, ms := k.look(n)
	for _, c := range []struct {
		member int
		change func(*intake.Correction)
		key    string
	}{
		{0, func(x *intake.Correction) { x.Relation = "spouse" }, "household.head_stays"},
		{1, func(x *intake.Correction) { x.Relation = "head" }, "registration.relation_missing"},
		{0, func(x *intake.Correction) { x.Birth, x.BirthYear = civil.Must(2012, 1, 1), 2012 }, "registration.head_too_young registration.child_older_than_parent"},
		{2, func(x *intake.Correction) { x.Birth, x.BirthYear = civil.Must(1983, 1, 1), 1983 }, "registration.child_older_than_parent"},
		{2, func(x *intake.Correction) { x.Birth = k.today().AddDays(1) }, "birth.in_future"},
		{1, func(x *intake.Correction) { x.IIN = "123" }, "iin.length"},
		{1, func(x *intake.Correction) { x.Country = "XXX" }, "form.not_a_choice"},
	} {
		x := correction(ms[c.member])
		c.change(&x)
		_, err := k.work.CorrectMember(ctx, k.op(), n, ms[c.member].ID, x)
		var keys []string
		for _, s := range []string{"registration.head_too_young", "registration.child_older_than_parent"} {
			if len(c.key) > len(s) && (c.key[:len(s)] == s || c.key[len(c.key)-len(s):] == s) {
				keys = append(keys, s)
			}
		}
		if keys == nil {
			keys = []string{c.key}
		}
		wants(t, err, keys...)
	}

	x := correction(ms[1])
	x.Abroad, x.Requested = true, true
	_, err := k.work.CorrectMember(ctx, k.op(), n, ms[1].ID, x)
	wants(t, err)
	_, _, now := k.look(n)
	if !now[1].Abroad || now[1].IINState != "requested" {
		t.Errorf("%+v", now[1])
	}
	x.Abroad = false
	_, err = k.work.CorrectMember(ctx, k.op(), n, ms[1].ID, x)
	wants(t, err, "arrive.own_form")
	come := intake.Arriving{On: k.today(), Paper: "foreign_passport", Number: "A123", StayBasis: "visa", Status: "not_asked"}
	_, err = k.work.Arrive(ctx, k.op(), n, ms[1].ID, come)
	wants(t, err)
	var events int
	if err := k.Owner.QueryRow("select count(*) from event where kind in ('member_arrived','member_corrected')").Scan(&events); err != nil || events != 2 {
		t.Errorf("%d events, %v", events, err)
	}
}

func TestQuotaAskedOpensItsDecision(t *testing.T) {
	k := openCounter(t)
	ctx := t.Context()
	n := k.family()
	if s := k.task(n, "decide_quota").State; s != casefile.Later {
		t.Fatalf("before anybody asked: %s", s)
	}
	_, err := k.work.SetWishes(ctx, k.op(), n, intake.Wishes{AsksQuota: casefile.Yes, BedTonight: casefile.Yes, Divorced36: casefile.Yes})
	wants(t, err)
	c, _, ms := k.look(n)
	task := k.task(n, "decide_quota")
	if task.State != casefile.Open || task.Counted != k.today() || c.Facts.QuotaApplied != k.today() || ms[0].Quota != "applied" {
		t.Errorf("asked: %s, %v, %s", task.State, c.Facts, ms[0].Quota)
	}
	if c.Facts.Divorced36 != casefile.NotKnown {
		t.Error("a question of another track was answered")
	}
	_, err = k.work.SetWishes(ctx, k.op(), n, intake.Wishes{AsksQuota: casefile.No, BedTonight: casefile.Yes})
	wants(t, err)
	c, _, ms = k.look(n)
	if s := k.task(n, "decide_quota").State; s != casefile.NotRequired || !c.Facts.QuotaApplied.IsZero() || ms[0].Quota != "not_asked" {
		t.Errorf("taken back: %s, %v, %s", s, c.Facts, ms[0].Quota)
	}
}
