package housing_test

import (
	"strconv"
	"testing"

	"nurlykosh/internal/accounts"
	"nurlykosh/internal/casefile"
	"nurlykosh/internal/housing"
	"nurlykosh/internal/identity"
	"nurlykosh/internal/intake"
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
	"nurlykosh/internal/testkit"
)

// world is one office of East Kazakhstan with two caseworkers and a supervisor.
type world struct {
	t             *testing.T
	d             *testkit.Database
	book          *casefile.Book
	work          *housing.Work
	decide        *casefile.DecideWork
	own, col, sup access.Actor
	village       int64
	made          int
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, d: testkit.Fresh(t)}
	ministry := w.id(`insert into office (key, level, name_kk, name_ru, name_en, phone) values ('m', 'ministry', 'М', 'М', 'M', '1') returning id`)
	office := w.id(`insert into office (key, level, parent_id, region, name_kk, name_ru, name_en, phone) values ('d', 'district', $1, '63', 'О', 'Ц', 'C', '2') returning id`, ministry)
	var err error
	if w.book, err = casefile.LoadBook(t.Context(), w.d.DB); err != nil {
		t.Fatal(err)
	}
	w.work = &housing.Work{DB: w.d.DB, Book: w.book}
	w.decide = &casefile.DecideWork{DB: w.d.DB, Book: w.book, Deciders: w.work.Deciders()}
	w.own, w.col, w.sup = w.account("own", access.Caseworker, office), w.account("col", access.Caseworker, office), w.account("sup", access.Supervisor, office)
	w.village = w.id(`select id from settlement where key = 'shygys'`)
	return w
}

func (w *world) id(query string, args ...any) (id int64) {
	w.t.Helper()
	if err := w.d.Owner.QueryRow(query, args...).Scan(&id); err != nil {
		w.t.Fatal(err)
	}
	return id
}

func (w *world) text(query string, args ...any) (s string) {
	w.t.Helper()
	if err := w.d.Owner.QueryRow(query, args...).Scan(&s); err != nil {
		w.t.Fatal(err)
	}
	return s
}

func (w *world) exec(query string, args ...any) {
	w.t.Helper()
	if _, err := w.d.Owner.Exec(query, args...); err != nil {
		w.t.Fatal(err)
	}
}

func op(who access.Actor) db.Op {
	id := db.NewID()
	return db.Op{ID: id, Name: "test", Actor: who, Form: []byte(id)}
}

func (w *world) account(login string, role access.Role, office int64) access.Actor {
	w.t.Helper()
	id, err := (&accounts.Work{DB: w.d.DB}).Add(w.t.Context(), op(access.Programme), accounts.New{Login: login, Password: "a long enough password", Name: login, Role: role, OfficeID: office})
	if err != nil {
		w.t.Fatal(err)
	}
	return access.Actor{ID: id, Role: role}
}

func (w *world) today() (day civil.Date) {
	w.t.Helper()
	if err := w.d.DB.Read(w.t.Context(), access.Programme, func(r *db.Rd) error { day = r.Today(); return nil }); err != nil {
		w.t.Fatal(err)
	}
	return day
}

// family registers a family of so many persons; it belongs to own.
func (w *world) family(persons int) (number string, id int64) {
	w.t.Helper()
	w.made++
	today := w.today()
	who := func(n int) identity.Attested {
		return identity.Attested{Written: testkit.Name(20*w.made + n), Script: "kk-Cyrl"}
	}
	r := intake.Registration{
		Track: casefile.EthnicReturn, Channel: "arrival", Received: today, OriginCountry: "MNG", BedTonight: casefile.Yes,
		Head: intake.Newcomer{Name: who(0), Relation: "head", Sex: "male", BirthYear: 1980}, SearchToken: db.NewID(),
	}
	for n := 1; n < persons; n++ {
		r.Others = append(r.Others, intake.Newcomer{Name: who(n), Relation: "child", Sex: "female", BirthYear: 2010})
	}
	if _, err := w.d.DB.Plain(w.t.Context()).Exec("search_note", db.Args{"token": r.SearchToken, "account_id": w.own.ID, "hits": 0}); err != nil {
		w.t.Fatal(err)
	}
	res, err := (&intake.Work{DB: w.d.DB, Book: w.book}).Register(w.t.Context(), op(w.own), r)
	if err != nil {
		w.t.Fatal(err)
	}
	return res.Args["number"].(string), res.IDs["case"]
}

func (w *world) dwelling(rooms int) int64 {
	w.t.Helper()
	w.made++
	res, err := w.work.AddDwelling(w.t.Context(), op(w.own), housing.Details{
		Settlement: w.village, Kind: "house", Address: "CANARY street " + strconv.Itoa(w.made), Title: "T-" + strconv.Itoa(w.made), Rooms: rooms, Area: 8000,
		Price: 900_000_000, Tenures: []string{"buy_out", "loan"}, FreeFrom: w.today(),
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return res.IDs["dwelling"]
}

func (w *world) must(_ db.Result, err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// refused wants a fault with a key, of its own or at a field.
func refused(t *testing.T, key string, err error) {
	t.Helper()
	f := fault.Of(err)
	if f == nil {
		t.Errorf("accepted; want %s", key)
		return
	}
	if f.Key == key {
		return
	}
	for _, x := range f.Fields {
		if x.Key == key || x.Name == key {
			return
		}
	}
	t.Errorf("got %v, want %s", err, key)
}

func (w *world) needs(number, tenure string, rooms int) {
	w.t.Helper()
	w.must(w.work.AgreeNeeds(w.t.Context(), op(w.own), number, housing.Need{Tenure: tenure, Rooms: rooms}))
}

func (w *world) offer(number string, dwelling int64) error {
	_, err := w.work.OfferDwelling(w.t.Context(), op(w.own), number, housing.Offering{DwellingID: dwelling})
	return err
}

func (w *world) accept(number string, yes bool, reason string) error {
	_, err := w.work.AnswerOffer(w.t.Context(), op(w.own), number, housing.Answer{Accept: yes, Reason: reason})
	return err
}

func (w *world) task(id int64, key, want string) {
	w.t.Helper()
	if got := w.text(`select state from task where case_id = $1 and key = $2`, id, key); got != want {
		w.t.Errorf("%s is %s, want %s", key, got, want)
	}
}

func (w *world) soundChains() {
	w.t.Helper()
	if _, broken, err := audit.Verify(w.t.Context(), w.d.Owner); err != nil || len(broken) > 0 {
		w.t.Errorf("chains: %v %v", broken, err)
	}
}
