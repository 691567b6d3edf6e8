package programme_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"nurlykosh/internal/testkit"
)

// Two people edit the same thing: the second sees both versions of the answer, none of them chosen, and can save either.
func TestTwoVersionsOfEveryEditedForm(t *testing.T) {
	s := testkit.Run(t)
	place := s.Rich(t)
	for route, x := range map[string]struct{ field, theirs, yours string }{
		"/cases/:number/employment/profile/:member": {"licences", "B", "C"},
		"/vacancies/:id": {"places", "40", "41"},
		"/dwellings/:id": {"hint", "көк қақпа", "жасыл қақпа"},
	} {
		path, field := place.Fill(route), x.field
		ainur, dana := s.As(t, "ainur"), s.As(t, "ainur")
		theirs, yours := ainur.Get(path).Form(path), dana.Get(path).Form(path)
		if theirs.Get("looks") == "" && theirs.Has("trade") {
			for _, f := range []url.Values{theirs, yours} {
				f.Set("looks", "yes")
				f.Set("trade", "Тігінші")
			}
		}
		theirs.Set(field, x.theirs)
		yours.Set(field, x.yours)
		if p := ainur.Post(path, theirs); p.Status != http.StatusSeeOther {
			t.Errorf("%s: theirs: %d %s", path, p.Status, p.Text("main"))
			continue
		}
		p := dana.Post(path, yours)
		if p.Status != http.StatusConflict || len(p.All(`input[name="pick.`+field+`"]`)) != 2 || len(p.All("input[checked]")) != 0 {
			t.Errorf("%s: yours: %d %s", path, p.Status, p.Text("main"))
			continue
		}
		form := p.Form(path)
		form.Set("do", "chosen")
		if q := dana.Post(path, form); q.Status != http.StatusUnprocessableEntity {
			t.Errorf("%s: nothing chosen: %d", path, q.Status)
		}
		form.Set("pick."+field, "yours")
		if q := dana.Post(path, form); q.Status != http.StatusSeeOther {
			t.Errorf("%s: chosen: %d %s", path, q.Status, q.Text("main"))
		}
	}
}

// A name chosen meanwhile stands beside the one that is typed: neither takes the other's place unseen.
func TestNameChosenMeanwhileIsShown(t *testing.T) {
	s := testkit.Run(t)
	c, path := s.As(t, "ainur"), s.Rich(t).Fill("/cases/:number/household/:member/name")
	named := func(f url.Values, name string) *testkit.Page {
		f.Set("name", name)
		f.Set("script", "kk-Cyrl")
		f.Set("chosen", "yes")
		return c.Post(path, f)
	}
	old := c.Get(path).Form(path)
	if p := named(c.Get(path).Form(path), "Нұрлан Бірінші"); p.Status != http.StatusSeeOther {
		t.Fatalf("the first: %d %s", p.Status, p.Text("main"))
	}
	p := named(old, "Нұрлан Екінші")
	if said := p.Text("main"); p.Status != http.StatusConflict || !strings.Contains(said, "Нұрлан Бірінші") || !strings.Contains(said, "Нұрлан Екінші") || !strings.Contains(said, "Name for letters") {
		t.Errorf("the second: %d %s", p.Status, said)
	}
}
