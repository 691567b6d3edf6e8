package testkit

import (
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
)

// atOnce is how often TenTimes sends a form.
const atOnce = 10

// sent remembers which forms were sent ten times at once, by site.
var sent struct {
	sync.Mutex
	paths map[*Site][]string
}

// TenTimes opens a form's page, fills the fields given and sends it ten times at once, as an impatient hand does: every copy
// has to get the same answer. It gives that answer.
func (c *Client) TenTimes(path string, fields map[string]string) *Page {
	c.t.Helper()
	p := c.Get(path)
	if p.Status != http.StatusOK {
		return p
	}
	form := p.Form(path)
	for k, v := range fields {
		form.Set(k, v)
	}
	all := c.copies(path, form)
	for _, x := range all[1:] {
		if x.Status != all[0].Status || x.To != all[0].To {
			c.t.Errorf("%s: one copy got %d %s, another %d %s: %s", path, all[0].Status, all[0].To, x.Status, x.To, x.Text("main"))
		}
	}
	sent.Lock()
	defer sent.Unlock()
	if sent.paths == nil {
		sent.paths = map[*Site][]string{}
	}
	sent.paths[c.site] = append(sent.paths[c.site], path)
	return all[0]
}

func (c *Client) copies(path string, form url.Values) []*Page {
	var wg sync.WaitGroup
	all := make([]*Page, atOnce)
	start := make(chan struct{})
	for i := range all {
		wg.Go(func() {
			<-start
			all[i] = c.Post(path, form)
		})
	}
	close(start)
	wg.Wait()
	return all
}

// OneEffectEach wants that no operation happened twice, and that every form under the prefixes was sent ten times.
func (s *Site) OneEffectEach(t testing.TB, prefixes ...string) {
	t.Helper()
	rows, err := s.Owner.Query(`select kind, code, count(*) from event where op_id is not null
		group by op_id, stream_kind, stream_id, kind, code, subject_kind, subject_id having count(*) > 1`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var kind, code string
		var n int
		if err := rows.Scan(&kind, &code, &n); err != nil {
			t.Fatal(err)
		}
		t.Errorf("%s %s happened %d times in one operation", kind, code, n)
	}
	sent.Lock()
	defer sent.Unlock()
	for _, r := range s.App.Routes() {
		ours := false
		for _, p := range prefixes {
			ours = ours || strings.HasPrefix(r.Path, p)
		}
		if r.Method != http.MethodPost || !ours {
			continue
		}
		was := false
		for _, path := range sent.paths[s] {
			was = was || matches(r.Path, path)
		}
		if !was {
			t.Errorf("%s was not sent ten times at once", r.Path)
		}
	}
}

// matches reports whether a path is one of a route; a parameter is one part of it, and no word of the route's neighbours.
func matches(route, path string) bool {
	a, b := strings.Split(route, "/"), strings.Split(path, "/")
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] && (!strings.HasPrefix(a[i], ":") || b[i] == "new") {
			return false
		}
	}
	return true
}

// CommitsTwice lets every second commit of a change fail as a conflict of two transactions does, so that each verb runs again:
// what it kept from the try that was rolled back shows.
func (d *Database) CommitsTwice(t testing.TB) {
	t.Helper()
	d.must(t, `create sequence conflicts;
		create function conflict_first() returns trigger language plpgsql security definer as $$
		begin
			if nextval('conflicts') % 2 = 1 then raise exception 'once more' using errcode = '40001'; end if;
			return null;
		end $$;
		create constraint trigger conflict_first after insert on operation deferrable initially deferred for each row execute function conflict_first()`)
}
