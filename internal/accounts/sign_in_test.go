package accounts_test

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"testing"

	"nurlykosh/internal/accounts"
	"nurlykosh/internal/demo"
	"nurlykosh/internal/platform/fault"
	"nurlykosh/internal/testkit"
)

// A burst of tries at once is counted one by one: no more are looked at than the bucket allows (S-06).
func TestBurstOfWrongPasswordsIsCounted(t *testing.T) {
	s := testkit.Run(t)
	w := work(s)
	var wg sync.WaitGroup
	var mu sync.Mutex
	kinds := map[fault.Kind]int{}
	for i := range 40 {
		wg.Go(func() {
			_, err := w.SignIn(t.Context(), op("accounts.sign_in"), accounts.Attempt{Login: "bolat", Password: "wrong wrong wrong", Device: []byte(number(i)), Network: "192.0.2." + number(i)})
			mu.Lock()
			defer mu.Unlock()
			kinds[fault.Of(err).Kind]++
		})
	}
	wg.Wait()
	// whoever is told that the service is busy has learned nothing of the password
	if kinds[fault.Invalid] > accounts.UnknownDevice.Free || kinds[fault.Invalid]+kinds[fault.TooMany]+kinds[fault.Unavailable] != 40 {
		t.Errorf("of 40 tries at once: %v", kinds)
	}
}

// An attacker of one account gets at most 100 tries a day, wherever they come from (S-06).
func TestAttackerGetsFewTriesADay(t *testing.T) {
	s := testkit.Run(t)
	s.CommitsTwice(t)
	looked, hour := 0, 0.0
	for hour < 24 {
		var n int
		err := s.DB.Plain(t.Context()).Get(&n, "throttle_take", map[string]any{
			"key": "k", "free": accounts.UnknownDevice.Free, "first": accounts.UnknownDevice.First.Seconds(), "most": accounts.UnknownDevice.Most.Seconds(),
		})
		if err != nil {
			t.Fatal(err)
		}
		looked++
		var wait float64
		if err := s.DB.Plain(t.Context()).Get(&wait, "throttle_wait", map[string]any{"key": "k"}); err != nil {
			t.Fatal(err)
		}
		hour += wait / 3600
		do(t, s, `update throttle set until = until - make_interval(secs => $1)`, wait+1)
	}
	if looked > 100 {
		t.Errorf("%d tries a day", looked)
	}
}

// Whatever others do from the same address, a browser that signed in before gets in at once; the wait that a page names
// is the wait that is meant.
func TestKnownBrowserIsNotLockedOut(t *testing.T) {
	s := testkit.Run(t)
	s.CommitsTwice(t)
	c := signedIn(t, s, "bolat")
	signOut(c)
	do(t, s, `insert into throttle (key, tries, until) select k, 500, clock_timestamp() + interval '4 minutes' from unnest(array['sign-in/network/127.0.0.1', 'sign-in/all']) k
		on conflict (key) do update set tries = 500, until = excluded.until`)
	if p := signIn(c, "bolat", demo.Password); p.Status != http.StatusSeeOther {
		t.Errorf("the known browser: %d %s", p.Status, p.Text("main"))
	}
	p := signIn(s.Visitor(t), "bolat", demo.Password)
	if p.Status != http.StatusTooManyRequests || p.Header.Get("Retry-After") != "240" && p.Header.Get("Retry-After") != "239" {
		t.Errorf("another browser: %d, retry after %q", p.Status, p.Header.Get("Retry-After"))
	}
	var n int
	if err := s.Owner.QueryRow(`select coalesce(max(tries), 0) from throttle where key like 'sign-in/unknown/%'`).Scan(&n); err != nil || n != 0 {
		t.Errorf("a refused try was counted for the account: %d %v", n, err)
	}
}

func TestRightPasswordIsGivenBack(t *testing.T) {
	s := testkit.Run(t)
	s.CommitsTwice(t)
	for range 8 {
		signedIn(t, s, "bolat")
	}
	var n int
	if err := s.Owner.QueryRow(`select coalesce(sum(tries), 0) from throttle`).Scan(&n); err != nil || n != 0 {
		t.Errorf("%d tries are counted after right passwords: %v", n, err)
	}
}

var tokens = regexp.MustCompile(`(name="(csrf|op)" value=")[^"]*`)

// Unknown name, wrong password, closed account: the same answer, letter by letter (S-07).
func TestSignInTellsNothing(t *testing.T) {
	s := testkit.Run(t)
	s.CommitsTwice(t)
	do(t, s, `update account set disabled_at = clock_timestamp() where login = 'marat'`)
	var first string
	for _, x := range [][2]string{{"bolat", "wrong wrong wrong"}, {"nobody", "wrong wrong wrong"}, {"marat", demo.Password}} {
		p := signIn(s.Visitor(t), x[0], x[1])
		body := tokens.ReplaceAllString(strings.ReplaceAll(p.Body, x[0], "LOGIN"), "$1")
		body = strings.ReplaceAll(body, ">Sign in<", "><")
		if first == "" {
			first = body
		}
		if p.Status != http.StatusUnprocessableEntity || cut(body) != cut(first) {
			t.Errorf("%s: %d %s", x[0], p.Status, p.Text("main"))
		}
	}
}

// cut leaves the list of demo accounts out, which shows who is open.
func cut(body string) string {
	a, _, _ := strings.Cut(body, `action="/sign-in/demo"`)
	return a
}

// The cookie holds 256 bits, the database only their digest (S-10); its marks are those of S-11.
func TestOnlyTheDigestIsStored(t *testing.T) {
	s := testkit.Run(t)
	s.CommitsTwice(t)
	c := s.Visitor(t)
	p := signIn(c, "bolat", demo.Password)
	var cookie *http.Cookie
	for _, k := range (&http.Response{Header: p.Header}).Cookies() {
		if k.Name == "nk" {
			cookie = k
		}
	}
	if cookie == nil || !cookie.HttpOnly || cookie.SameSite != http.SameSiteLaxMode || cookie.Path != "/" || cookie.Domain != "" {
		t.Fatalf("the cookie: %+v", cookie)
	}
	token, err := base64.RawURLEncoding.DecodeString(cookie.Value)
	if err != nil || len(token) != 32 {
		t.Fatalf("%d bytes: %v", len(token), err)
	}
	sum := sha256.Sum256(token)
	var n int
	if err := s.Owner.QueryRow(`select count(*) from session where token_hash = $1`, sum[:]).Scan(&n); err != nil || n != 1 {
		t.Errorf("the digest: %d %v", n, err)
	}
	if err := s.Owner.QueryRow(`select count(*) from session where position($1 in cast(session as text)) > 0 or token_hash = $2`, cookie.Value, token).Scan(&n); err != nil || n != 0 {
		t.Errorf("the token itself is stored: %d %v", n, err)
	}
}
