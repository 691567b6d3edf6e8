package intake_test

import (
	"net/url"
	"strings"
	"testing"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/identity"
	"nurlykosh/internal/intake"
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/testkit"
)

// registration of one person under a spelling.
func (k *counter) alone(written, script string, born civil.Date, a intake.Answer) intake.Registration {
	k.t.Helper()
	token := db.NewID()
	if _, err := k.DB.Plain(k.t.Context()).Exec("search_note", db.Args{"token": token, "account_id": k.who.ID, "hits": 0}); err != nil {
		k.t.Fatal(err)
	}
	return intake.Registration{
		Track: casefile.EthnicReturn, Channel: "arrival", Received: k.today(), OriginCountry: "CHN", BedTonight: casefile.Yes, SearchToken: token, Alike: a,
		Head: intake.Newcomer{Name: identity.Attested{Written: written, Script: script}, Relation: "head", Sex: "male", Birth: born, BirthYear: born.Year()},
	}
}

func (k *counter) pairs(want string) {
	k.t.Helper()
	var got string
	if err := k.Owner.QueryRow(`select coalesce(string_agg(verdict || ' ' || state || ' ' || said_other || case when again then ' again' else '' end, ', ' order by id), '') from duplicate`).Scan(&got); err != nil {
		k.t.Fatal(err)
	}
	if got != want {
		k.t.Errorf("pairs: %q, want %q", got, want)
	}
}

// Somebody who comes to another counter under another spelling is noticed before anything is saved; what is said of them is
// kept, for a supervisor where they look the same, and for good where they may be, until the data change.
func TestWhoIsRecordedUnderAnotherSpellingIsNoticed(t *testing.T) {
	k := openCounter(t)
	ctx := t.Context()
	register := func(r intake.Registration) error {
		_, err := k.work.Register(ctx, k.op(), r)
		return err
	}
	born := civil.Must(1984, 3, 14)
	if err := register(k.alone("NUERLAN ABILIMAJIN", "pinyin", born, intake.Answer{})); err != nil {
		t.Fatal(err)
	}
	var first int64
	if err := k.Owner.QueryRow("select min(id) from person").Scan(&first); err != nil {
		t.Fatal(err)
	}
	wants(t, register(k.alone("Нұрлан Әбілмәжін", "kk-Cyrl", born, intake.Answer{})), "alike.found")
	wants(t, register(k.alone("Нұрлан Әбілмәжін", "kk-Cyrl", born, intake.Answer{Known: []int64{first}})), "alike.answer_missing")
	wants(t, register(k.alone("Нұрлан Әбілмәжін", "kk-Cyrl", born, intake.Answer{Known: []int64{first}, Other: true})), "alike.why_missing")
	if n := k.count("select count(*) from case_file"); n != 1 {
		t.Fatalf("%d cases, want one", n)
	}
	k.pairs("")
	wants(t, register(k.alone("Нұрлан Әбілмәжін", "kk-Cyrl", born, intake.Answer{Known: []int64{first}, Other: true, Why: "his papers lie before me"})))
	k.pairs("same open true") // a supervisor looks at it
	twice := k.alone("Нұрлан Әбілмәжін", "kk-Cyrl", civil.Must(1961, 5, 5), intake.Answer{})
	twice.Others = []intake.Newcomer{{Name: identity.Attested{Written: "Нурлан Абильмажин", Script: "ru"}, Relation: "sibling", Birth: civil.Must(1961, 5, 5), BirthYear: 1961}}
	wants(t, register(twice), "registration.person_twice_spelled")
	// whoever only may be the same is settled by what was said
	wants(t, register(k.alone("Нурлан Абильмажинов", "ru", civil.Must(1984, 1, 1), k.strangers())))
	k.pairs("same open true, maybe not_same true, maybe not_same true")
	// a stranger in all things is asked about nothing
	wants(t, register(k.alone("Серік Асанұлы", "kk-Cyrl", born, intake.Answer{})))
	// a given name alone, born on the same day
	wants(t, register(k.alone("Серік Болатұлы Ахметов", "kk-Cyrl", civil.Must(1977, 8, 5), intake.Answer{})))
	wants(t, register(k.alone("SAILIKE", "pinyin", civil.Must(1977, 8, 5), intake.Answer{})), "alike.found")
	wants(t, register(k.alone("BOLATI", "pinyin", civil.Must(1977, 8, 6), intake.Answer{})))
	wants(t, register(k.alone("Болат Төлегенов", "kk-Cyrl", civil.Must(1977, 8, 6), intake.Answer{})), "alike.found")
	// one slip in the date of birth
	wants(t, register(k.alone("NUERLAN ABILIMAJIN", "pinyin", born.AddDays(1), intake.Answer{})), "alike.found")
	// a name alone says nothing
	wants(t, register(k.alone("Нұрлан Әбілмәжін", "kk-Cyrl", civil.Must(1951, 7, 7), intake.Answer{})))
	k.pairs("same open true, maybe not_same true, maybe not_same true")
}

// Of a family whose case another office holds the warning tells the office alone, in the list and in the question whether it
// is that person.
func TestTheWarningNamesNobodyOfAnotherOffice(t *testing.T) {
	s := testkit.Run(t)
	var number string
	if err := s.Owner.QueryRow(`update case_file set status = 'withdrawn', close_reason = 'other', closed_on = nk_today() where head_name = 'Болатов Берік' returning number`).Scan(&number); err != nil {
		t.Fatal(err)
	}
	c := s.As(t, "ainur")
	p := c.Get("/search")
	c.Post("/search", url.Values{"csrf": {p.Value("csrf")}, "op": {p.Value("op")}, "q": {"Polatov"}})
	page := c.Submit("/intake/new", map[string]string{
		"track": "ethnic_return", "origin_country": "UZB", "head.name": "BOLATOV BERIK", "head.script": "Latn", "head.sex": "male",
		"head.birth_day": "9", "head.birth_month": "9", "head.birth_year": "1986", "bed_tonight": "yes", "do": "register",
	})
	warning := page.Text(".nk-alike")
	if !strings.Contains(warning, "Is it") && !strings.Contains(warning, "same") {
		t.Fatalf("no warning: %d %s", page.Status, page.Text("main"))
	}
	if len(page.All(`.nk-alike input[name="head.link"]`)) != 0 || len(page.All(`.nk-alike input[name="others"]`)) != 2 {
		t.Errorf("somebody who is not shown can be chosen: %s", warning)
	}
	if strings.Contains(warning, "Болатов") || strings.Contains(warning, number) {
		t.Errorf("the warning names somebody of another office: %s", warning)
	}
}

// A sealed case is not given away by a warning, and its pair is noted all the same.
func TestASealedFamilyIsNotGivenAway(t *testing.T) {
	k := openCounter(t)
	born := civil.Must(1984, 3, 14)
	if _, err := k.work.Register(t.Context(), k.op(), k.alone("NUERLAN ABILIMAJIN", "pinyin", born, intake.Answer{})); err != nil {
		t.Fatal(err)
	}
	if _, err := k.Owner.Exec("update case_file set sealed = true, owner_id = null"); err != nil {
		t.Fatal(err)
	}
	if _, err := k.work.Register(t.Context(), k.op(), k.alone("Нұрлан Әбілмәжін", "kk-Cyrl", born, intake.Answer{})); err != nil {
		t.Errorf("refused: %v", err)
	}
	k.pairs("same open false")
}

// Whoever is added to a household is looked for on record, too.
func TestANewMemberOnRecordIsNoticed(t *testing.T) {
	k := openCounter(t)
	ctx := t.Context()
	born := civil.Must(1990, 6, 1)
	res, err := k.work.Register(ctx, k.op(), k.alone("BAHETIGULI SERIKE", "pinyin", born, intake.Answer{}))
	if err != nil {
		t.Fatal(err)
	}
	_, _, ms := k.look(res.Args["number"].(string))
	n := k.family()
	j := intake.Joining{Newcomer: person("sibling", "BAHETIGULI SERIKE", "male", born), Reason: "entered_late", Text: "x", On: k.today()}
	join := func() error { _, err := k.work.AddMember(ctx, k.op(), n, j); return err }
	wants(t, join(), "alike.found")
	j.Link = ms[0].PersonID
	wants(t, join(), "alike.link_lives") // belongs to a household of today
	if _, err := k.file.Close(ctx, k.op(), res.Args["number"].(string), casefile.Withdrawn, "changed_mind", ""); err != nil {
		t.Fatal(err)
	}
	wants(t, join())
	if _, _, now := k.look(n); now[len(now)-1].PersonID != ms[0].PersonID {
		t.Error("a new record was made of somebody who was recognised")
	}
	wants(t, join(), "alike.link_here")
}

// A reason for joining must be able to be true of the person.
func TestReasonsForJoiningFitThePerson(t *testing.T) {
	k := openCounter(t)
	n := k.family()
	join := func(relation, reason string, born civil.Date) error {
		j := intake.Joining{Newcomer: person(relation, "Aliya Dosym", "female", born), Reason: reason, On: k.today(), Alike: k.strangers()}
		_, err := k.work.AddMember(t.Context(), k.op(), n, j)
		return err
	}
	wants(t, join("child", "birth", civil.Date{}), "household.birth_missing")
	wants(t, join("child", "birth", k.today().AddMonths(-30)), "household.not_newborn")
	wants(t, join("child_in_law", "marriage", k.today().AddMonths(-12*15)), "household.too_young_to_marry")
	wants(t, join("child_in_law", "marriage", k.today().AddMonths(-12*19)))
	wants(t, join("child", "birth", k.today().AddDays(-20)))
}

// Whom a quota included once, under whatever spelling, is not included again; while nobody has settled whether somebody who
// looks the same is, the rule is not known.
func TestOnceOnlyOverAllRecords(t *testing.T) {
	k := openCounter(t)
	born := civil.Must(1984, 3, 14)
	register := func(written, script string) string {
		res, err := k.work.Register(t.Context(), k.op(), k.alone(written, script, born, k.strangers()))
		if err != nil {
			t.Fatal(err)
		}
		return res.Args["number"].(string)
	}
	first, second := register("NUERLAN ABILIMAJIN", "pinyin"), register("Нұрлан Әбілмәжін", "kk-Cyrl")
	count := func() (included, alike int) {
		c, _, _ := k.look(second)
		err := k.DB.Read(t.Context(), access.Programme, func(r *db.Rd) error {
			var x struct {
				Included int `db:"included"`
				Alike    int `db:"alike"`
			}
			err := r.Get(&x, "quota_included_before", db.Args{"case_id": c.ID})
			included, alike = x.Included, x.Alike
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return included, alike
	}
	want := func(included, alike int) {
		t.Helper()
		if a, b := count(); a != included || b != alike {
			t.Errorf("included %d, alike %d; want %d and %d", a, b, included, alike)
		}
	}
	want(0, 0)
	if _, err := k.Owner.Exec("update member set quota_standing = 'included' where case_id = (select id from case_file where number = $1)", first); err != nil {
		t.Fatal(err)
	}
	want(0, 1)
	if _, err := k.Owner.Exec("update person set merged_into = (select max(id) from person) where id = (select min(id) from person)"); err != nil {
		t.Fatal(err)
	}
	want(1, 1)
}

// A member who was taken for somebody on record gets a record of their own: names, code and history part.
func TestAMemberIsAnotherPerson(t *testing.T) {
	k := openCounter(t)
	ctx := t.Context()
	born := civil.Must(1984, 3, 14)
	res, err := k.work.Register(ctx, k.op(), k.alone("NUERLAN ABILIMAJIN", "pinyin", born, intake.Answer{}))
	if err != nil {
		t.Fatal(err)
	}
	first := res.Args["number"].(string)
	_, _, was := k.look(first)
	detach := func(number string, member int64, x intake.Detaching) error {
		_, err := k.work.Detach(ctx, k.op(), number, member, x)
		return err
	}
	wants(t, detach(first, was[0].ID, intake.Detaching{Text: "x"}), "another.nowhere_else")
	if _, err := k.file.Close(ctx, k.op(), first, casefile.Withdrawn, "changed_mind", ""); err != nil {
		t.Fatal(err)
	}
	again := k.alone("Нұрлан Әбілмәжін", "kk-Cyrl", born, intake.Answer{})
	again.Head.Name.PaperKind, again.Head.Name.Number = "foreign_passport", "N 123456"
	again.Head.Link = was[0].PersonID
	if res, err = k.work.Register(ctx, k.op(), again); err != nil {
		t.Fatal(err)
	}
	second := res.Args["number"].(string)
	_, _, ms := k.look(second)
	var old, own int64
	if err := k.Owner.QueryRow("select min(id), max(id) from attested_name where person_id = $1", ms[0].PersonID).Scan(&old, &own); err != nil {
		t.Fatal(err)
	}
	wants(t, detach(second, ms[0].ID, intake.Detaching{Text: "x"}), "another.names_missing")
	wants(t, detach(second, ms[0].ID, intake.Detaching{Text: "x", Names: []int64{own, 999999}}), "another.names_missing")
	wants(t, detach(second, ms[0].ID, intake.Detaching{Text: "x", Names: []int64{old, own}}), "another.names_all")
	wants(t, detach(second, ms[0].ID, intake.Detaching{Names: []int64{own}}), "another.text_missing")
	if _, err := k.Owner.Exec("update member set status_standing = 'granted', stay_until = '2027-08-23', stay_basis = 'kandas_certificate' where person_id = $1", ms[0].PersonID); err != nil {
		t.Fatal(err)
	}
	wants(t, detach(second, ms[0].ID, intake.Detaching{Text: "a cousin of the same name", Names: []int64{own}}))
	_, _, now := k.look(second)
	if m := now[0]; m.StatusWay != "not_asked" || m.StayBasis != "" || !m.StayUntil.IsZero() {
		t.Errorf("keeps the other one's status %s and stay %s until %s", m.StatusWay, m.StayBasis, m.StayUntil)
	}
	if now[0].PersonID == ms[0].PersonID || now[0].Name != "Нұрлан Әбілмәжін" {
		t.Errorf("still the same record: %+v", now[0])
	}
	if n := k.count("select count(*) from attested_name n join person p on p.chosen_name_id = n.id where p.id = $1 and n.written = 'NUERLAN ABILIMAJIN'", ms[0].PersonID); n != 1 {
		t.Error("the other record has lost its name")
	}
	if n := k.count("select count(*) from attested_name where person_id = $1 and number_lookup is not null and withdrawn_at is null", now[0].PersonID); n != 1 {
		t.Error("the number of the passport did not come along")
	}
	k.pairs("maybe not_same true")
}
