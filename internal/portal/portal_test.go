package portal_test

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/a-h/templ"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/intake"
	"nurlykosh/internal/platform/fault"
	"nurlykosh/internal/platform/i18n"
	"nurlykosh/internal/platform/session"
	"nurlykosh/internal/platform/view"
	"nurlykosh/internal/platform/web"
	"nurlykosh/internal/portal"
	"nurlykosh/internal/seed"
	"nurlykosh/internal/testkit"
	errorview "nurlykosh/templates/errorview"
)

func TestMain(m *testing.M) { testkit.Main(m) }

const network = "192.0.2.7"

// world is one office with cases, made by the owner.
type world struct {
	t    *testing.T
	d    *testkit.Database
	work *portal.Work
	made int
}

func newWorld(t *testing.T) *world {
	t.Helper()
	d := testkit.Fresh(t)
	if err := seed.Load(t.Context(), d.Owner); err != nil {
		t.Fatal(err)
	}
	book, err := casefile.LoadBook(t.Context(), d.DB)
	if err != nil {
		t.Fatal(err)
	}
	book.PapersToBring = (&intake.Work{DB: d.DB, Book: book}).ToBring
	w := &world{t: t, d: d, work: &portal.Work{DB: d.DB, Book: book}}
	w.exec(`insert into office (id, key, level, name_kk, name_ru, name_en, phone) overriding system value
		values (9001, 'test-ministry', 'ministry', 'Министрлік', 'Министерство', 'Ministry', '8 7172 00-00-00')`)
	w.exec(`insert into office (id, key, level, parent_id, region, name_kk, name_ru, name_en, phone, hours_kk, hours_ru, hours_en) overriding system value
		values (9002, 'test-region', 'region', 9001, '55', 'Павлодар орталығы', 'Павлодарский центр', 'Pavlodar centre', '8 7182 00-00-00', 'Дс–Жм 9:00–18:00', 'Пн–Пт 9:00–18:00', 'Mon–Fri 9:00–18:00')`)
	return w
}

func (w *world) exec(query string, args ...any) {
	w.t.Helper()
	if _, err := w.d.Owner.Exec(query, args...); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) id(query string, args ...any) int64 {
	w.t.Helper()
	var id int64
	if err := w.d.Owner.QueryRow(query, args...).Scan(&id); err != nil {
		w.t.Fatal(err)
	}
	return id
}

// family is a case with one adult who has a strip.
type family struct {
	id, person, member int64
	number, code       string
}

func (w *world) family() family {
	w.t.Helper()
	w.made++
	f := family{number: string(casefile.NumberOf(2026, 4000+w.made))}
	f.id = w.id(`insert into case_file (number, track, template_version, opened_on, receipt_date, channel, office_id, region, origin_country, created_by, head_name)
		values ($1, 'ethnic_return', '2025-08-12', '2026-03-02', '2026-03-02', 'arrival', 9002, '55', 'CHN', 1, 'CANARY Күләш') returning id`, f.number)
	w.exec(`insert into stream (kind, id, wrapped_key) values ('case', $1, '')`, f.id)
	f.person = w.id(`insert into person (birth_year) values (1970) returning id`)
	f.member = w.join(f.id, f.person)
	f.code = casefile.Code(w.d.Keys.Portal, f.id, f.person, 1)
	return f
}

func (w *world) join(caseID, person int64) int64 {
	return w.id(`insert into member (case_id, person_id, ord, relation, joined_on, strip_issue) values ($1, $2, 1, 'head', '2026-03-02', 1) returning id`, caseID, person)
}

func (w *world) task(f family, key, role, state string, paused string) int64 {
	w.t.Helper()
	return w.id(`insert into task (case_id, template_id, key, step, ord, role, state, due_on, paused_on, pause_reason)
		select $1, id, task_key, step, ord, $3, $4, '2099-01-15', case when $4 = 'paused' then cast('2026-03-05' as date) end, $5
		from step_template where track = 'ethnic_return' and version_from = '2025-08-12' and task_key = $2 returning id`, f.id, key, role, state, paused)
}

func TestRightPairOpens(t *testing.T) {
	w := newWorld(t)
	f, other := w.family(), w.family()
	easternOf := strings.NewReplacer("0", "۰", "1", "۱", "2", "۲", "3", "۳", "4", "٤", "5", "٥", "6", "٦", "7", "٧", "8", "٨", "9", "٩")
	for _, typed := range []struct{ number, code string }{
		{f.number, f.code},
		{strings.ToLower(f.number), casefile.FormatCode(f.code)},
		{easternOf.Replace(f.number), easternOf.Replace(f.code)},
	} {
		who, err := w.work.Match(t.Context(), typed.number, typed.code, network)
		if err != nil || who != (portal.Who{CaseID: f.id, PersonID: f.person}) {
			t.Errorf("%q %q: %+v, %v", typed.number, typed.code, who, err)
		}
	}
	if _, err := w.work.Match(t.Context(), other.number, f.code, network); err == nil {
		t.Error("a code opened another family's case")
	}
}

func TestEveryWrongPairGetsOneAnswer(t *testing.T) {
	w := newWorld(t)
	f, other, leaver, revoked, dead := w.family(), w.family(), w.family(), w.family(), w.family()
	w.exec(`update member set left_on = '2026-04-01' where id = $1`, leaver.member)
	w.exec(`update member set strip_revoked = true where id = $1`, revoked.member)
	w.exec(`update person set died_on = '2026-04-01' where id = $1`, dead.person)
	reissued := w.family()
	w.exec(`update member set strip_issue = 2 where id = $1`, reissued.member)
	none := w.family()
	w.exec(`update member set strip_issue = 0 where id = $1`, none.member)
	for name, typed := range map[string][2]string{
		"unknown number":   {string(casefile.NumberOf(2026, 999999)), f.code},
		"malformed number": {"no number", f.code},
		"another's code":   {f.number, other.code},
		"malformed code":   {f.number, "12"},
		"filler of a code": {f.number, strings.Repeat("-", casefile.CodeLength)},
		"leaver":           {leaver.number, leaver.code},
		"revoked strip":    {revoked.number, revoked.code},
		"died":             {dead.number, dead.code},
		"old issue":        {reissued.number, reissued.code},
		"never issued":     {none.number, casefile.Code(w.d.Keys.Portal, none.id, none.person, 0)},
		"nobody's code":    {"no number", casefile.Code(w.d.Keys.Portal, 0, 0, 0)},
	} {
		who, err := w.work.Match(t.Context(), typed[0], typed[1], network)
		if ft := fault.Of(err); err == nil || ft.Kind != fault.Invalid || ft.Key != "status.wrong_pair" || len(ft.Fields) > 0 || ft.Args != nil {
			t.Errorf("%s: %+v, %v", name, who, err)
		}
	}
}

func TestMergedCaseLeadsToTheNewOne(t *testing.T) {
	w := newWorld(t)
	old, now := w.family(), w.family()
	w.exec(`update member set left_on = '2026-04-01' where id = $1`, old.member)
	w.exec(`update case_file set status = 'merged', merged_into = $2 where id = $1`, old.id, now.id)
	if _, err := w.work.Match(t.Context(), old.number, old.code, network); err == nil {
		t.Error("somebody who did not come along got in")
	}
	w.exec(`insert into member (case_id, person_id, ord, relation, joined_on) values ($1, $2, 2, 'parent', '2026-04-01')`, now.id, old.person)
	for _, typed := range []struct {
		number, code string
		person       int64
	}{{old.number, old.code, old.person}, {old.number, now.code, now.person}} {
		who, err := w.work.Match(t.Context(), typed.number, typed.code, network)
		if err != nil || who != (portal.Who{CaseID: now.id, PersonID: typed.person}) {
			t.Errorf("%+v, %v", who, err)
		}
	}
}

// browser keeps cookies.
type browser struct {
	t   *testing.T
	app *web.App
	jar map[string]*http.Cookie
}

func (w *world) browser() *browser {
	w.t.Helper()
	words, err := i18n.Load()
	if err != nil {
		w.t.Fatal(err)
	}
	a := web.New(web.App{
		DB: w.d.DB, Sessions: session.NewStore(w.d.DB, false), Words: words, Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
		ErrorPage: func(p view.Page, e web.ErrorView) templ.Component { return errorview.Fault(p, e) },
	})
	portal.Room(a, w.work)
	return &browser{t: w.t, app: a, jar: map[string]*http.Cookie{}}
}

func (b *browser) send(method, path string, form url.Values) (int, string) {
	b.t.Helper()
	r := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for _, c := range b.jar {
		r.AddCookie(c)
	}
	rec := httptest.NewRecorder()
	b.app.Echo.ServeHTTP(rec, r)
	for _, c := range rec.Result().Cookies() {
		if c.MaxAge < 0 {
			delete(b.jar, c.Name)
		} else {
			b.jar[c.Name] = c
		}
	}
	return rec.Code, rec.Body.String()
}

var token = regexp.MustCompile(`name="csrf" value="([^"]+)"`)

func (b *browser) post(path string, form url.Values) (int, string) {
	b.t.Helper()
	_, page := b.send("GET", "/status", nil)
	m := token.FindStringSubmatch(page)
	if m == nil {
		b.t.Fatalf("no token in %s", page)
	}
	form.Set("csrf", m[1])
	return b.send("POST", path, form)
}

func (b *browser) enter(f family) {
	b.t.Helper()
	if code, page := b.post("/status", url.Values{"number": {f.number}, "code": {f.code}}); code != http.StatusSeeOther {
		b.t.Fatalf("%d %s", code, page)
	}
}

var changing = regexp.MustCompile(`value="[^"]*"`)

func TestWrongPairsShowOnePageAndNeverTheCode(t *testing.T) {
	w := newWorld(t)
	f, other := w.family(), w.family()
	first := ""
	for _, typed := range [][2]string{{f.number, other.code}, {"NK-26-999999-A", other.code}, {"x", "12345"}} {
		code, page := w.browser().post("/status", url.Values{"number": {typed[0]}, "code": {typed[1]}})
		if code != http.StatusUnprocessableEntity || strings.Contains(page, typed[1]) {
			t.Errorf("%v: %d %s", typed, code, page)
		}
		page = changing.ReplaceAllString(page, "")
		if first == "" {
			first = page
		}
		if page != first {
			t.Errorf("%v: another page:\n%s", typed, page)
		}
	}
}

func TestWhatIsNotTypedIsNamed(t *testing.T) {
	w := newWorld(t)
	for _, x := range []struct{ number, code, want, not string }{
		{"", "", "Іс нөмірін теріңіз", ""}, {"NK-26-000001-E", " ", "Кодты теріңіз", "Іс нөмірін теріңіз"}, {"", "1234", "Іс нөмірін теріңіз", "Кодты теріңіз"},
	} {
		code, page := w.browser().post("/status", url.Values{"number": {x.number}, "code": {x.code}})
		if code != http.StatusUnprocessableEntity || !strings.Contains(page, x.want) || x.not != "" && strings.Contains(page, x.not) {
			t.Errorf("%q and %q: %d", x.number, x.code, code)
		}
	}
}

func TestStatusPage(t *testing.T) {
	w := newWorld(t)
	f := w.family()
	w.task(f, "register_family", "caseworker", "later", "")
	w.exec(`update task set state = 'done', done_on = '2026-03-02' where case_id = $1`, f.id)
	secret := w.task(f, "refer_protection", "protection", "open", "")
	w.task(f, "bring_papers", "migrant", "open", "")
	w.task(f, "check_papers", "caseworker", "paused", "waiting_paper")
	w.task(f, "decide_quota", "supervisor", "later", "")
	w.task(f, "offer_dwelling", "caseworker", "later", "")
	w.exec(`insert into paper (case_id, kind, state) values ($1, 'household_register_cn', 'asked')`, f.id)
	event := `insert into event (stream_kind, stream_id, kind, audience, happened_on, recorded_at, actor_id, actor_role, code, subject_kind, subject_id)
		values ('case', $1, $2, $3, '2026-03-04', now(), 1, 'caseworker', $4, 'task', $5)`
	w.exec(event, f.id, "case_opened", "migrant", "arrival", 0)
	w.exec(event, f.id, "task_done", "migrant", "refer_protection", secret)
	w.exec(event, f.id, "noted", "staff", "", 0)
	w.exec(`insert into task (case_id, key, step, ord, role, title, state, due_on) values
		($1, 'own', 'intake', 5, 'migrant', 'CANARY typed', 'open', '2099-01-10'), ($1, 'own', 'housing', 105, 'caseworker', 'CANARY typed', 'open', '2099-01-09')`, f.id)
	b := w.browser()
	b.enter(f)
	for lang, want := range map[string][]string{
		"kk":      {"Өтініш жағдайы", "Төмендегі құжаттарды әкеліңіз", "хукоу", "Павлодар орталығы", "өтінішіңіз қабылданды", "квотаға енгізу"},
		"ru":      {"Состояние заявления", "Принесите документы", "хукоу", "Павлодарский центр", "Ваше заявление принято", "не обещание"},
		"en":      {"Application status", "Bring the papers", "hukou", "Pavlodar centre", "your application was received", "not a promise"},
		"kk-Arab": {`dir="rtl"`},
	} {
		code, page := b.send("GET", "/status?lang="+lang, nil)
		if code != http.StatusOK || len(page) > 40_000 {
			t.Fatalf("%s: %d, %d bytes", lang, code, len(page))
		}
		for _, s := range want {
			if !strings.Contains(page, s) {
				t.Errorf("%s: %q is missing in\n%s", lang, s, page)
			}
		}
		for _, s := range []string{"⟦", "CANARY", "danger", "опасност", "Қауіп белгісін", "{"} {
			if strings.Contains(page, s) {
				t.Errorf("%s: the page says %q", lang, s)
			}
		}
		if !strings.Contains(page, f.number) || !strings.Contains(page, `href="tel:+77182000000"><bdi dir="ltr">8 7182 00-00-00</bdi>`) {
			t.Errorf("%s: number or phone is missing", lang)
		}
		if lang == "kk-Arab" && regexp.MustCompile(`<h[12][^>]*>[^<]*[а-яқғңөұүәі]`).MatchString(page) {
			t.Errorf("%s: Cyrillic headings in\n%s", lang, page)
		}
	}
	w.exec(`update case_file set status = 'refused', closed_on = '2026-05-01', close_reason = 'expired_papers' where id = $1`, f.id)
	if _, page := b.send("GET", "/status?lang=en", nil); !strings.Contains(page, "Papers expired") || strings.Contains(page, "Bring the papers") {
		t.Errorf("closed case: %s", page)
	}
	w.exec(`update case_file set sealed = true where id = $1`, f.id)
	_, page := b.send("GET", "/status?lang=en", nil)
	for _, s := range []string{f.number, "8 7182", "Pavlodar", "refused", "Papers", "hukou"} {
		if strings.Contains(page, s) {
			t.Errorf("the sealed page says %q", s)
		}
	}
	if !strings.Contains(page, "Contact your caseworker.") {
		t.Errorf("sealed case: %s", page)
	}
}

// The check of a slip says genuine, replaced or foreign to anybody, and nothing about the people.
func TestSlipIsChecked(t *testing.T) {
	w := newWorld(t)
	f, other := w.family(), w.family()
	w.exec(`update case_file set slip_issue = 2, stage = 'housing' where id = $1`, f.id)
	token := func(id int64, issue int) string { return casefile.SlipToken(w.d.Keys.Slip, id, issue) }
	b := w.browser()
	for name, x := range map[string]struct {
		number, token, want string
		code                int
	}{
		"newest":        {f.number, token(f.id, 2), "This slip was issued by us", 200},
		"older":         {f.number, token(f.id, 1), "replaced by a newer one", 200},
		"another case":  {other.number, token(f.id, 2), "not issued by us", 200},
		"no such case":  {string(casefile.NumberOf(2031, 7)), token(f.id, 2), "not issued by us", 200},
		"mistyped":      {f.number, token(f.id, 2)[1:] + "7", "check mark", 422},
		"nothing typed": {"", "", "Check the slip", 200},
		"NUL":           {"\x00", "\xff", "21 letters and digits", 422},
	} {
		code, page := b.send("GET", "/check?lang=en&number="+url.QueryEscape(x.number)+"&slip="+url.QueryEscape(x.token), nil)
		if code != x.code || !strings.Contains(page, x.want) || strings.Contains(page, "CANARY") || strings.Contains(page, "⟦") {
			t.Errorf("%s: %d, %q is missing", name, code, x.want)
		}
		if stage := strings.Contains(page, "The case stands at"); stage != (name == "newest") {
			t.Errorf("%s: tells the stage: %t", name, stage)
		}
	}
	w.exec(`update case_file set sealed = true where id = $1`, f.id)
	if _, page := b.send("GET", "/check?lang=en&number="+f.number+"&slip="+token(f.id, 2), nil); strings.Contains(page, "The case stands at") {
		t.Error("the check tells where a sealed case stands")
	}
}

func TestRevokedStripEndsTheSession(t *testing.T) {
	w := newWorld(t)
	f := w.family()
	b := w.browser()
	b.enter(f)
	w.exec(`update member set strip_revoked = true where id = $1`, f.member)
	if code, _ := b.send("GET", "/status", nil); code != http.StatusSeeOther {
		t.Errorf("got %d", code)
	}
	if _, page := b.send("GET", "/status", nil); !strings.Contains(page, `name="code"`) {
		t.Error("the form is not shown")
	}
}

func TestLeaveEndsTheSession(t *testing.T) {
	w := newWorld(t)
	f := w.family()
	b := w.browser()
	b.enter(f)
	if code, page := b.post("/status/leave", url.Values{}); code != http.StatusSeeOther {
		t.Fatalf("%d %s", code, page)
	}
	if n := w.id("select count(*) from session where revoked_at is null"); n != 0 {
		t.Errorf("%d sessions live", n)
	}
	if _, page := b.send("GET", "/status", nil); !strings.Contains(page, `name="code"`) {
		t.Error("the form is not shown")
	}
}
