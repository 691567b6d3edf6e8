package employment_test

import (
	"testing"

	"nurlykosh/internal/accounts"
	"nurlykosh/internal/casefile"
	"nurlykosh/internal/employment"
	"nurlykosh/internal/identity"
	"nurlykosh/internal/intake"
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
	"nurlykosh/internal/testkit"
)

func TestMain(m *testing.M) { testkit.Main(m) }

const (
	bin      = "090140000019"
	otherBIN = "120540000021"
)

// world is a region's office with a caseworker, and a neighbour's.
type world struct {
	t           *testing.T
	d           *testkit.Database
	work        *employment.Work
	reg         *intake.Work
	who, nobody access.Actor
	made        int // families
}

func newWorld(t *testing.T) *world {
	t.Helper()
	d := testkit.Fresh(t)
	book, err := casefile.LoadBook(t.Context(), d.DB)
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, d: d, work: &employment.Work{DB: d.DB, Book: book}, reg: &intake.Work{DB: d.DB, Book: book}}
	var ministry int64
	w.scan(&ministry, `insert into office (key, level, name_kk, name_ru, name_en, phone) values ('m', 'ministry', 'М', 'М', 'M', '1') returning id`)
	w.who, w.nobody = w.staff("55", ministry), w.staff("61", ministry)
	return w
}

func (w *world) scan(dst any, query string, args ...any) {
	w.t.Helper()
	if err := w.d.Owner.QueryRow(query, args...).Scan(dst); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) staff(region string, ministry int64) access.Actor {
	w.t.Helper()
	var office int64
	w.scan(&office, `insert into office (key, level, parent_id, region, name_kk, name_ru, name_en, phone) values ($1, 'district', $2, $3, 'К', 'К', 'C', '2') returning id`, "o"+region, ministry, region)
	id, err := (&accounts.Work{DB: w.d.DB}).Add(w.t.Context(), w.op(access.Programme), accounts.New{
		Login: "worker" + region, Password: "a long enough password", Name: "Айнұр", Role: access.Caseworker, OfficeID: office,
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return access.Actor{ID: id, Role: access.Caseworker, OfficeID: office, Level: access.District, Region: region}
}

func (w *world) op(who access.Actor) db.Op {
	id := db.NewID()
	return db.Op{ID: id, Name: "test", Actor: who, Form: []byte(id)}
}

func (w *world) today() (day civil.Date) {
	w.t.Helper()
	if err := w.d.DB.Read(w.t.Context(), access.Programme, func(r *db.Rd) error { day = r.Today(); return nil }); err != nil {
		w.t.Fatal(err)
	}
	return day
}

// later moves the programme's clock.
func (w *world) later(days int) {
	w.t.Helper()
	if _, err := w.d.Owner.Exec("update clock_shift set shift = shift + make_interval(days => $1)", days); err != nil {
		w.t.Fatal(err)
	}
}

// must gives a result that has to be.
func (w *world) must(res db.Result, err error) db.Result {
	w.t.Helper()
	if err != nil {
		w.t.Fatalf("%v: %+v", err, fault.Of(err))
	}
	return res
}

// refused wants a fault of a key, at a field or as a whole.
func (w *world) refused(key string, err error) {
	w.t.Helper()
	f := fault.Of(err)
	if err == nil || f.Key == key {
		if err == nil {
			w.t.Errorf("nothing was refused, want %s", key)
		}
		return
	}
	for _, x := range f.Fields {
		if x.Key == key {
			return
		}
	}
	w.t.Errorf("refused with %s %+v, want %s", f.Key, f.Fields, key)
}

// family registers one with an adult of each year of birth; it gives the number and the members' ids.
func (w *world) family(births ...int) (number string, members []int64) {
	w.t.Helper()
	w.made++
	today := w.today()
	one := func(i, year int) intake.Newcomer {
		return intake.Newcomer{Name: identity.Attested{Written: testkit.Name(10*w.made + i), Script: "kk-Cyrl"}, Relation: "other", Sex: "male", Birth: civil.Must(year, 1, 2)}
	}
	r := intake.Registration{
		Track: casefile.EthnicReturn, Channel: "arrival", Received: today, Arrived: today, OriginCountry: "CHN", Head: one(0, births[0]),
		BedTonight: casefile.Yes, SearchToken: db.NewID(),
	}
	for i, y := range births[1:] {
		r.Others = append(r.Others, one(i+1, y))
	}
	if _, err := w.d.DB.Plain(w.t.Context()).Exec("search_note", db.Args{"token": r.SearchToken, "account_id": w.who.ID, "hits": 0}); err != nil {
		w.t.Fatal(err)
	}
	res, err := w.reg.Register(w.t.Context(), w.op(w.who), r)
	number = w.must(res, err).Args["number"].(string)
	w.see(number, func(_ *casefile.Case, _ []casefile.Task, ms casefile.Household) {
		for _, m := range ms {
			members = append(members, m.ID)
		}
	})
	return number, members
}

func (w *world) see(number string, fn func(*casefile.Case, []casefile.Task, casefile.Household)) {
	w.t.Helper()
	err := w.d.DB.Read(w.t.Context(), access.Programme, func(r *db.Rd) error {
		c, err := casefile.Read(r, number, access.Read)
		if err != nil {
			return err
		}
		ts, err := casefile.TasksOf(r, c.ID)
		if err != nil {
			return err
		}
		ms, err := casefile.MembersOf(r, c.ID)
		fn(c, ts, ms)
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
}

// task wants a task in a state.
func (w *world) task(number, key string, want casefile.State) {
	w.t.Helper()
	w.see(number, func(_ *casefile.Case, ts []casefile.Task, _ casefile.Household) {
		for _, k := range ts {
			if k.Key == key && k.State != want {
				w.t.Errorf("%s is %s, want %s", key, k.State, want)
			}
		}
	})
}

func (w *world) employer() {
	w.t.Helper()
	res, err := w.work.AddEmployer(w.t.Context(), w.op(w.who), employment.Employer{BIN: bin, Name: "«Ертіс» ЖШС"})
	w.must(res, err)
}

func (w *world) offer(places int) employment.Vacancy {
	today := w.today()
	return employment.Vacancy{BIN: bin, Occupation: "7112-2", Title: "Тас қалаушы", Places: places, Wage: 28_000_000, From: today.AddDays(-3), Until: today.AddDays(400)}
}

func (w *world) vacancy(places int) int64 {
	w.t.Helper()
	res, err := w.work.AddVacancy(w.t.Context(), w.op(w.who), w.offer(places))
	return w.must(res, err).IDs["vacancy"]
}

func (w *world) profiled(number string, member int64) {
	w.t.Helper()
	res, err := w.work.Profile(w.t.Context(), w.op(w.who), number, employment.Profile{MemberID: member, Looks: true, Trade: "тас қалаушы"})
	w.must(res, err)
}

// referred sends a person to a vacancy and gives the referral.
func (w *world) referred(number string, member, vacancy int64) (id int64) {
	w.t.Helper()
	res, err := w.work.Refer(w.t.Context(), w.op(w.who), number, employment.Sending{MemberID: member, Kind: employment.ToVacancy, VacancyID: vacancy, On: w.today()})
	w.must(res, err)
	w.scan(&id, "select max(id) from referral where member_id = $1", member)
	return id
}

func (w *world) hire(number string, referral int64, on civil.Date) error {
	_, err := w.work.Answer(w.t.Context(), w.op(w.who), number, referral, employment.Answering{How: employment.Hired, On: on})
	return err
}

func (w *world) taken(vacancy int64) (n int) {
	w.t.Helper()
	w.scan(&n, "select taken from vacancy where id = $1", vacancy)
	return n
}
