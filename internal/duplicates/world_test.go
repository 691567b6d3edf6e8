package duplicates_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/lib/pq"

	"nurlykosh/internal/accounts"
	"nurlykosh/internal/casefile"
	"nurlykosh/internal/duplicates"
	"nurlykosh/internal/employment"
	"nurlykosh/internal/housing"
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

// world is one district with a caseworker and two supervisors.
type world struct {
	*testkit.Database
	t                   *testing.T
	work                *duplicates.Work
	reg                 *intake.Work
	file                *casefile.Work
	own, lead, another  access.Actor
	office, otherOffice int64
}

func newWorld(t *testing.T) *world {
	t.Helper()
	d := testkit.Fresh(t)
	ministry, region := int64(0), int64(0)
	w := &world{Database: d, t: t}
	add := `insert into office (key, level, parent_id, region, name_kk, name_ru, name_en, phone) values ($1,$2,$3,$4,'Кеңсе','Офис','Office','8 000') returning id`
	for _, x := range []struct {
		key, level string
		parent     *int64
		region     any
		id         *int64
	}{{"ministry", "ministry", nil, nil, &ministry}, {"pavlodar_region", "region", &ministry, "55", &region}, {"pavlodar", "district", &region, "55", &w.office}, {"ekibastuz", "district", &region, "55", &w.otherOffice}} {
		if err := d.Owner.QueryRow(add, x.key, x.level, x.parent, x.region).Scan(x.id); err != nil {
			t.Fatal(err)
		}
	}
	staff := &accounts.Work{DB: d.DB}
	who := func(login string, role access.Role, office int64) access.Actor {
		id, err := staff.Add(t.Context(), db.Op{ID: db.NewID(), Name: "test.account", Actor: access.Programme, Form: []byte("x")}, accounts.New{
			Login: login, Password: "a long sentence for tests", Name: login, Role: role, OfficeID: office,
		})
		if err != nil {
			t.Fatal(err)
		}
		return access.Actor{ID: id, Role: role, Name: login}
	}
	w.own, w.lead, w.another = who("ainur", access.Caseworker, w.office), who("gulnar", access.Supervisor, w.office), who("dana", access.Supervisor, region)
	book, err := casefile.LoadBook(t.Context(), d.DB)
	if err != nil {
		t.Fatal(err)
	}
	w.reg = &intake.Work{DB: d.DB, Book: book}
	book.Evidence, book.PapersToBring = w.reg.Lacks, w.reg.ToBring
	book.Ended = []func(*casefile.Edit) error{housing.CaseEnded, employment.CaseEnded}
	book.MemberChanged = []func(*casefile.Edit, casefile.Member) error{housing.MemberChanged, employment.MemberChanged, integration.MemberChanged}
	w.work, w.file = &duplicates.Work{DB: d.DB, Book: book}, &casefile.Work{DB: d.DB, Book: book}
	return w
}

func op(a access.Actor) db.Op {
	return db.Op{ID: db.NewID(), Name: "test", Actor: a, Form: []byte(db.NewID())}
}

// somebody is a newcomer under a spelling.
func somebody(written, script, relation, sex string, born civil.Date) intake.Newcomer {
	return intake.Newcomer{Name: identity.Attested{Written: written, Script: script}, Relation: relation, Sex: sex, Birth: born, BirthYear: born.Year()}
}

// family registers one; whoever is recorded alike is said to be another person.
func (w *world) family(who ...intake.Newcomer) string {
	w.t.Helper()
	today := w.today()
	r := intake.Registration{
		Track: casefile.EthnicReturn, Channel: "arrival", Received: today, Arrived: today, OriginCountry: "CHN", BedTonight: casefile.Yes, SearchToken: db.NewID(),
		Head: who[0], Others: who[1:], Phone: "+7 705 000 11 22", PhoneRelation: "own",
		Alike: intake.Answer{Other: true, Why: "a test"},
	}
	if err := w.Owner.QueryRow("select coalesce(array_agg(id), '{}') from person").Scan(pq.Array(&r.Alike.Known)); err != nil {
		w.t.Fatal(err)
	}
	if _, err := w.DB.Plain(w.t.Context()).Exec("search_note", db.Args{"token": r.SearchToken, "account_id": w.own.ID, "hits": 0}); err != nil {
		w.t.Fatal(err)
	}
	res, err := w.reg.Register(w.t.Context(), op(w.own), r)
	if err != nil {
		w.t.Fatal(err)
	}
	return res.Args["number"].(string)
}

// twice registers one family two times: first from its Chinese papers, then from its Kazakh ones, with a child more.
func (w *world) twice() (one, two string, pair int64) {
	w.t.Helper()
	one = w.family(
		somebody("NUERLAN ABILIMAJIN", "pinyin", "head", "male", civil.Must(1984, 3, 14)),
		somebody("AYIGULI", "pinyin", "spouse", "", civil.Must(1987, 9, 2)),
	)
	two = w.family(
		somebody("Нұрлан Әбілмәжін", "kk-Cyrl", "head", "male", civil.Must(1984, 3, 14)),
		somebody("Айгүл Серікқызы", "kk-Cyrl", "spouse", "female", civil.Must(1987, 9, 2)),
		somebody("Ерасыл Нұрланұлы", "kk-Cyrl", "child", "male", civil.Must(2015, 5, 21)),
	)
	if err := w.Owner.QueryRow(`select d.id from duplicate d join member a on a.person_id = d.person_a join member b on b.person_id = d.person_b
		where a.relation = 'head' and b.relation = 'head' order by d.id desc limit 1`).Scan(&pair); err != nil {
		w.t.Fatal(err)
	}
	return one, two, pair
}

// plan merges the second of two families into the first: head and spouse are the same, the child joins.
func (w *world) plan(main, other string) duplicates.Plan {
	w.t.Helper()
	a, b := w.members(main), w.members(other)
	x := duplicates.Plan{Text: "one family"}
	for i, o := range b {
		if i < len(a) && i < 2 {
			x.Pairs = append(x.Pairs, duplicates.Pairing{Other: o.ID, Main: a[i].ID})
		} else {
			x.Pairs = append(x.Pairs, duplicates.Pairing{Other: o.ID, Relation: "child"})
		}
	}
	return x
}

func (w *world) members(number string) (ms casefile.Household) {
	w.t.Helper()
	w.read(func(r *db.Rd) error {
		c, err := casefile.Read(r, number, access.Read)
		if err != nil {
			return err
		}
		ms, err = casefile.MembersOf(r, c.ID)
		ms = ms.On(r.Today())
		return err
	})
	return ms
}

// papers are the members whom the papers of a case serve.
func (w *world) papers(number string) (out []int64) {
	w.t.Helper()
	w.read(func(r *db.Rd) error {
		c, err := casefile.Read(r, number, access.Read)
		if err != nil {
			return err
		}
		ps, err := intake.PapersOf(r, c.ID)
		for _, p := range ps {
			out = append(out, p.MemberID)
		}
		return err
	})
	return out
}

func (w *world) read(fn func(r *db.Rd) error) {
	w.t.Helper()
	if err := w.DB.Read(w.t.Context(), access.Programme, fn); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) today() (day civil.Date) {
	w.read(func(r *db.Rd) error { day = r.Today(); return nil })
	return day
}

func (w *world) exec(query string, args ...any) {
	w.t.Helper()
	if _, err := w.Owner.Exec(query, args...); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) text(query string, args ...any) (s string) {
	w.t.Helper()
	if err := w.Owner.QueryRow(query, args...).Scan(&s); err != nil {
		w.t.Fatalf("%s: %v", query, err)
	}
	return s
}

// stands is all that two cases and their persons hold, but for the counters of versions.
func (w *world) stands(numbers ...string) string {
	w.t.Helper()
	return w.text(`with c as (select id from case_file where number = any($1)), m as (select * from member where case_id in (select id from c) and leave_reason <> 'merge_undone')
		select string_agg(x, e'\n') from (
		select (to_jsonb(f) - 'version' - 'touched_at')::text as x from case_file f where id in (select id from c)
		union all select (to_jsonb(m) - 'version')::text from m
		union all select (to_jsonb(p) - 'version')::text from person p where id in (select person_id from m)
		union all select to_jsonb(n)::text from attested_name n where person_id in (select person_id from m)
		union all select to_jsonb(n)::text from phone n where person_id in (select person_id from m)
		union all select (to_jsonb(t) - 'version')::text from task t where case_id in (select id from c) and key <> 'double_quota'
		union all select (to_jsonb(p) - 'version')::text from paper p where case_id in (select id from c)
		order by x) all_of_it`, pq.Array(numbers))
}

// changes are the lines of two states that are not in both.
func changes(was, is string) string {
	a, b := strings.Split(was, "\n"), strings.Split(is, "\n")
	var out []string
	for _, x := range a {
		if !slices.Contains(b, x) {
			out = append(out, "- "+x)
		}
	}
	for _, x := range b {
		if !slices.Contains(a, x) {
			out = append(out, "+ "+x)
		}
	}
	return strings.Join(out, "\n")
}

func wants(t *testing.T, err error, keys ...string) {
	t.Helper()
	if len(keys) == 0 {
		if err != nil {
			t.Errorf("refused: %v %v", err, fault.Of(err).Fields)
		}
		return
	}
	f := fault.Of(err)
	got := f.Key
	if len(f.Fields) > 0 {
		got = f.Fields[0].Key
	}
	if err == nil || got != keys[0] {
		t.Errorf("got %v (%s), want %s", err, got, keys[0])
	}
}

func (w *world) count(query string, args ...any) (n int64) {
	w.t.Helper()
	if err := w.Owner.QueryRow(query, args...).Scan(&n); err != nil {
		w.t.Fatal(err)
	}
	return n
}
