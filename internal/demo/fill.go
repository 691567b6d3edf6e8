package demo

import (
	"context"
	"database/sql"
	"fmt"

	"nurlykosh/internal/accounts"
	"nurlykosh/internal/casefile"
	"nurlykosh/internal/employment"
	"nurlykosh/internal/housing"
	"nurlykosh/internal/intake"
	"nurlykosh/internal/integration"
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
)

// Fill makes the demo data, if nobody has an account yet; it says what it does and how to sign in.
func Fill(ctx context.Context, d *db.DB, owner *sql.DB, say func(string)) error {
	var n int
	if err := owner.QueryRowContext(ctx, "select count(*) from account").Scan(&n); err != nil || n > 0 {
		return err
	}
	say("demo: making offices, people and households (all invented)")
	ids, err := makeOffices(ctx, owner)
	if err != nil {
		return err
	}
	actors, err := makeStaff(ctx, d, ids)
	if err != nil {
		return err
	}
	book, err := casefile.LoadBook(ctx, d)
	if err != nil {
		return err
	}
	vacancies, err := makeStock(ctx, d, owner, actors["ainur"])
	if err != nil {
		return fmt.Errorf("demo stock: %w", err)
	}
	f := &filler{ctx: ctx, d: d, owner: owner, reg: &intake.Work{DB: d, Book: book}, work: &casefile.Work{DB: d, Book: book}, book: book}
	book.Evidence = f.reg.Lacks // as in the programme: no task is done without what it asks for
	book.MemberChanged = []func(*casefile.Edit, casefile.Member) error{housing.MemberChanged, employment.MemberChanged, integration.MemberChanged}
	w := newWalker(f, actors)
	w.vacancies = vacancies
	if w.end, err = f.today(); err != nil {
		return err
	}
	for i, h := range households {
		w.worker = actors[holder(i)]
		if err := w.begin(h); err != nil {
			return fmt.Errorf("demo household %d: %w", i+1, err)
		}
	}
	more := families()
	for i, h := range more {
		w.worker, w.colleague = actors["ainur"], actors["bolat"]
		if i%3 == 2 {
			w.worker, w.colleague = w.colleague, w.worker
		}
		if err := w.walk(h); err != nil {
			return fmt.Errorf("demo family: %w", err)
		}
	}
	for _, h := range again {
		w.worker, w.why = actors[h.who], h.why
		if err := w.begin(h.household); err != nil {
			return fmt.Errorf("demo family again: %w", err)
		}
	}
	if err := f.shift(0); err != nil {
		return err
	}
	say(fmt.Sprintf("demo: %d households; sign in with a button at /sign-in, or as %s with the password %s", len(households)+len(more)+len(again), staff[0].login, Password))
	return nil
}

func makeOffices(ctx context.Context, owner *sql.DB) (map[string]int64, error) {
	ids := map[string]int64{}
	for _, o := range offices {
		var parent, region any
		if o.parent != "" {
			parent, region = ids[o.parent], o.region
		}
		var id int64
		err := owner.QueryRowContext(ctx, `insert into office (key, level, parent_id, region, name_kk, name_ru, name_en, phone, hours_kk, hours_ru, hours_en)
			values ($1,$2,$3,$4,$5,$6,$7,$8,'дүйсенбі – жұма, 9:00–18:00','понедельник – пятница, 9:00–18:00','Monday to Friday, 9:00–18:00') returning id`,
			o.key, o.level, parent, region, o.kk, o.ru, o.en, o.phone).Scan(&id)
		if err != nil {
			return nil, err
		}
		ids[o.key] = id
	}
	return ids, nil
}

func makeStaff(ctx context.Context, d *db.DB, ids map[string]int64) (map[string]access.Actor, error) {
	work := &accounts.Work{DB: d}
	out := map[string]access.Actor{}
	for _, p := range staff {
		op := db.Op{ID: db.NewID(), Name: "demo.account", Actor: access.Programme, Form: []byte(p.login)}
		id, err := work.Add(ctx, op, accounts.New{Login: p.login, Password: Password, Name: p.name, Role: p.role, OfficeID: ids[p.office], Demo: true})
		if err != nil {
			return nil, fmt.Errorf("demo account %s: %w", p.login, err)
		}
		out[p.login] = access.Actor{ID: id, Role: p.role}
	}
	return out, nil
}

// makeStock makes a village with dwellings, and employers with vacancies; their dates are of today.
func makeStock(ctx context.Context, d *db.DB, owner *sql.DB, who access.Actor) ([]int64, error) {
	var village int64
	err := owner.QueryRowContext(ctx, `insert into settlement (key, region, name_kk, name_ru, name_en, source, verified)
		values ('demo_village', '55', 'Достық ауылы (сынақ)', 'село Достык (проба)', 'Dostyk village (demo)', 'invented', false) returning id`).Scan(&village)
	if err != nil {
		return nil, err
	}
	var today civil.Date
	if err := d.Read(ctx, access.Programme, func(r *db.Rd) error { today = r.Today(); return nil }); err != nil {
		return nil, err
	}
	book, err := casefile.LoadBook(ctx, d) // with the new village
	if err != nil {
		return nil, err
	}
	if err := housing.Demo(ctx, &housing.Work{DB: d, Book: book}, who, village, today.AddDays(-200)); err != nil {
		return nil, err
	}
	return employment.Demo(ctx, &employment.Work{DB: d, Book: book}, who, 0, today)
}

type filler struct {
	ctx   context.Context
	d     *db.DB
	owner *sql.DB
	reg   *intake.Work
	work  *casefile.Work
	book  *casefile.Book

	day, minute int // of the clock: days ago, minute of that day
}

// shift sets the programme's clock back by days, to the hours in which an office works: every call on one day is a little
// later than the last. Today has the real time.
func (f *filler) shift(days int) error {
	if days == 0 {
		f.day = 0
		_, err := f.owner.ExecContext(f.ctx, "update clock_shift set shift = interval '0'")
		return err
	}
	if days != f.day {
		f.day, f.minute = days, 9*60+days*37%180
	}
	f.minute = min(f.minute+7, 17*60+50)
	_, err := f.owner.ExecContext(f.ctx, `update clock_shift set shift = (date_trunc('day', clock_timestamp() at time zone 'Asia/Almaty')
		- make_interval(days => $1) + make_interval(mins => $2)) at time zone 'Asia/Almaty' - clock_timestamp()`, days, f.minute)
	return err
}

func (f *filler) op(who access.Actor, name string) db.Op {
	return db.Op{ID: db.NewID(), Name: name, Actor: who, Form: []byte(name)}
}

func (f *filler) today() (day civil.Date, err error) {
	err = f.d.Read(f.ctx, access.Programme, func(r *db.Rd) error { day = r.Today(); return nil })
	return day, err
}
