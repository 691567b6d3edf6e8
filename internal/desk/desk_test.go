package desk_test

import (
	"net/http"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"nurlykosh/internal/testkit"
)

func TestMain(m *testing.M) { testkit.Main(m) }

func text(t *testing.T, s *testkit.Site, query string, args ...any) (out string) {
	t.Helper()
	if err := s.Owner.QueryRow(query, args...).Scan(&out); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return out
}

func exec(t *testing.T, s *testkit.Site, query string, args ...any) {
	t.Helper()
	if _, err := s.Owner.Exec(query, args...); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
}

// searched sends a search and shows its page.
func searched(t *testing.T, c *testkit.Client, q string) *testkit.Page {
	t.Helper()
	p := c.Submit("/search", map[string]string{"q": q})
	if p.Status == http.StatusSeeOther {
		p = c.Get(p.To)
	}
	if p.Status != http.StatusOK {
		t.Fatalf("search %q: %d %s", q, p.Status, p.Text("main"))
	}
	return p
}

// inner is the text of an element, spaces squeezed.
func inner(n *html.Node) string {
	var b strings.Builder
	for x := range n.Descendants() {
		if x.Type == html.TextNode {
			b.WriteString(x.Data + " ")
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

func count(n int) string {
	if n == 1 {
		return "1 person"
	}
	return strconv.Itoa(n) + " persons"
}
