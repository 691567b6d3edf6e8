//go:build soak

package programme_test

import (
	"flag"
	"maps"
	"math"
	"math/rand/v2"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aclements/go-moremath/stats"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/testkit"
)

var pairs = flag.Int("pairs", 2000, "pairs of answers to compare in the drills of timing")

// Limits of trust.md S-07: the difference of two answers is noise, and too small to be measured from afar.
const (
	leastP = 0.01
	mostMS = 2.0
)

// alike sends two requests in turn, in a fresh order each time, and wants that their answers tell nothing apart: neither by
// status, headers and body, nor by the time they take. One difference in a hundred is chance: where there seems to be one, twice
// as many pairs are sent, which show a real one more clearly and chance no more.
func alike(t *testing.T, s *testkit.Site, send func(known bool) *testkit.Page, blank func(string) string) {
	t.Helper()
	send(true) // the cookies of a browser's first answer
	if differ(t, *pairs, s, send, blank) && differ(t, 2**pairs, s, send, blank) {
		t.Error("the answers can be told apart by their time")
	}
}

func differ(t *testing.T, n int, s *testkit.Site, send func(known bool) *testkit.Page, blank func(string) string) bool {
	t.Helper()
	const warm = 10
	took := map[bool][]float64{}
	for i := range n + warm {
		if _, err := s.Owner.Exec("delete from throttle"); err != nil { // the limit of wrong tries is another test's
			t.Fatal(err)
		}
		pages := map[bool]*testkit.Page{}
		first := rand.IntN(2) == 0
		for _, known := range []bool{first, !first} {
			begun := time.Now()
			pages[known] = send(known)
			if i >= warm {
				took[known] = append(took[known], float64(time.Since(begun).Microseconds())/1000)
			}
		}
		a, b := pages[true], pages[false]
		if a.Status != http.StatusUnprocessableEntity || a.Status != b.Status || blank(a.Body) != blank(b.Body) || len(a.Body) != len(b.Body) || !maps.EqualFunc(told(a.Header), told(b.Header), slices.Equal) {
			t.Fatalf("pair %d: %d and %d, %v and %v:\n%s\n%s", i, a.Status, b.Status, a.Header, b.Header, blank(a.Body), blank(b.Body))
		}
	}
	u, err := stats.MannWhitneyUTest(took[true], took[false], stats.LocationDiffers)
	if err != nil {
		t.Fatal(err)
	}
	known, unknown := (stats.Sample{Xs: took[true]}).Quantile(0.5), (stats.Sample{Xs: took[false]}).Quantile(0.5)
	t.Logf("%d pairs: median %.3f ms known, %.3f ms unknown, gap %.3f ms; Mann-Whitney p = %.3f", n, known, unknown, known-unknown, u.P)
	return u.P <= leastP || math.Abs(known-unknown) >= mostMS
}

// told are the headers without the date.
func told(h http.Header) http.Header {
	h = h.Clone()
	h.Del("Date")
	return h
}

var changing = regexp.MustCompile(`(name="(csrf|op)" value=")[^"]*`)

// A known name with a wrong password and a name that nobody has (S-07).
func TestSoakSignInTakesTheSameTime(t *testing.T) {
	s := testkit.Run(t)
	c := s.Visitor(t)
	form := c.Get("/sign-in?lang=en").Form("/sign-in")
	names := map[bool]string{true: "bolat", false: "borat"}
	alike(t, s, func(known bool) *testkit.Page {
		return c.Post("/sign-in", url.Values{"csrf": form["csrf"], "op": {db.NewID()}, "login": {names[known]}, "password": {"wrong wrong wrong"}})
	}, func(body string) string {
		return strings.ReplaceAll(changing.ReplaceAllString(body, "$1"), names[false], names[true])
	})
}

// A known number with a wrong code and a number that no case has (S-31).
func TestSoakStatusTakesTheSameTime(t *testing.T) {
	s := testkit.Run(t)
	c := s.Visitor(t)
	form := c.Get("/status?lang=en").Form("/status")
	numbers := map[bool]string{true: s.Rich(t).Number, false: string(casefile.NumberOf(2026, 777777))}
	if len(numbers[true]) != len(numbers[false]) {
		t.Fatalf("%v differ in length", numbers)
	}
	code := casefile.Code(s.Keys.Portal, 999_999, 999_999, 1)
	alike(t, s, func(known bool) *testkit.Page {
		return c.Post("/status", url.Values{"csrf": form["csrf"], "number": {numbers[known]}, "code": {code}})
	}, func(body string) string {
		return strings.ReplaceAll(changing.ReplaceAllString(body, "$1"), numbers[false], numbers[true])
	})
}
