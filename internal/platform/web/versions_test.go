package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"nurlykosh/internal/testkit"
)

// twoVersions: ainur saves 5 rooms and a step-free house, dana's older form says 4 rooms and a school.
func twoVersions(t *testing.T, s *testkit.Site) (dana *testkit.Client, path string, conflict *testkit.Page) {
	t.Helper()
	path = "/cases/" + family(t, s) + "/housing/needs"
	ainur, dana := s.As(t, "ainur"), s.As(t, "dana")
	first := ainur.Get(path).Form(path)
	first.Set("tenure", "own")
	first.Set("rooms", "2")
	first.Del("step_free")
	first.Del("near_school")
	if p := ainur.Post(path, first); p.Status != http.StatusSeeOther {
		t.Fatalf("the first needs: %d %s", p.Status, p.Text("main"))
	}
	theirs, mine := ainur.Get(path).Form(path), dana.Get(path).Form(path)
	theirs.Set("rooms", "5")
	theirs.Set("step_free", "yes")
	if p := ainur.Post(path, theirs); p.Status != http.StatusSeeOther {
		t.Fatalf("theirs: %d %s", p.Status, p.Text("main"))
	}
	mine.Set("rooms", "4")
	mine.Set("near_school", "yes")
	return dana, path, dana.Post(path, mine)
}

func needs(t *testing.T, s *testkit.Site, path string) (out string) {
	t.Helper()
	err := s.Owner.QueryRow(`select n.rooms || ' ' || n.step_free || ' ' || n.near_school from housing_need n join case_file c on c.id = n.case_id where c.number = $1`,
		strings.Split(path, "/")[2]).Scan(&out)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func press(f url.Values, set ...string) url.Values {
	for i := 0; i < len(set); i += 2 {
		f.Set(set[i], set[i+1])
	}
	return f
}

func TestTwoVersionsAreShownAndChosen(t *testing.T) {
	s := testkit.Run(t)
	dana, path, p := twoVersions(t, s)
	if p.Status != http.StatusConflict || !strings.Contains(p.Text(".nk-banner"), "Nothing is saved yet, nothing is lost") || !strings.Contains(p.Text(".nk-banner"), "Айнұр") {
		t.Fatalf("%d %s", p.Status, p.Text("main"))
	}
	if n := len(p.All(`input[type="radio"]`)); n != 2 || len(p.All("input[checked]")) != 0 {
		t.Errorf("%d radios, %d of them chosen", n, len(p.All("input[checked]")))
	}
	both, one := p.Text("table"), p.Text("table + table")
	if !strings.Contains(both, "2") || !strings.Contains(both, "4") || !strings.Contains(both, "5") || !strings.Contains(one, "you") || !strings.Contains(one, "Айнұр") {
		t.Errorf("the tables: %s | %s", both, one)
	}
	if needs(t, s, path) != "5 true false" {
		t.Fatalf("saved already: %s", needs(t, s, path))
	}
	few := dana.Post(path, press(p.Form(path), "do", "chosen"))
	if few.Status != http.StatusUnprocessableEntity || !strings.Contains(few.Text(".govuk-error-summary"), "choose one of the two versions") {
		t.Fatalf("nothing chosen: %d %s", few.Status, few.Text("main"))
	}
	back := dana.Post(path, press(few.Form(path), "do", "mine"))
	if back.Status != http.StatusOK || back.Value("rooms") != "4" {
		t.Fatalf("back to my form: %d %s", back.Status, back.Text("main"))
	}
	p = dana.Post(path, back.Form(path)) // from there it is the same conflict again, never a silent overwrite
	if p.Status != http.StatusConflict {
		t.Fatalf("saved from my form: %d", p.Status)
	}
	for _, lang := range []string{"kk", "ru", "en"} {
		p = dana.Post(path+"?lang="+lang, p.Form(path))
		if p.Status != http.StatusConflict || len(p.All(`input[type="radio"]`)) != 2 || strings.Contains(p.Body, "⟦") || len(p.All("h1")) != 1 {
			t.Errorf("in %s: %d %s", lang, p.Status, p.Text("main"))
		}
	}
	form := press(p.Form(path), "do", "chosen", "pick.rooms", "yours")
	if p = dana.Post(path, form); p.Status != http.StatusSeeOther || needs(t, s, path) != "4 true true" {
		t.Errorf("chosen: %d %s %s", p.Status, needs(t, s, path), p.Text("main"))
	}
	if again := dana.Post(path, form); again.To != p.To {
		t.Errorf("the same press again: %d %s", again.Status, again.To)
	}
}

func TestThirdVersionIsShownBeforeItIsOverwritten(t *testing.T) {
	s := testkit.Run(t)
	dana, path, p := twoVersions(t, s)
	ainur := s.As(t, "ainur")
	if x := ainur.Submit(path, map[string]string{"rooms": "3"}); x.Status != http.StatusSeeOther {
		t.Fatal(x.Text("main"))
	}
	p = dana.Post(path, press(p.Form(path), "do", "chosen", "pick.rooms", "yours"))
	if p.Status != http.StatusConflict || !strings.Contains(p.Text("table"), "3") || needs(t, s, path) != "3 true false" {
		t.Errorf("the third version: %d %s", p.Status, p.Text("main"))
	}
	p = dana.Post(path, press(p.Form(path), "do", "theirs"))
	if p.Status != http.StatusOK || p.Value("rooms") != "3" || needs(t, s, path) != "3 true false" {
		t.Errorf("all of theirs: %d %s", p.Status, p.Text("main"))
	}
}

func TestFormWithoutItsRevisionIsStale(t *testing.T) {
	s := testkit.Run(t)
	dana, path, _ := twoVersions(t, s)
	for _, rev := range []string{"", "0", "-1", "x", "99999"} {
		f := dana.Get(path).Form(path)
		f.Set("rooms", "9")
		f.Set("rev", rev)
		f.Del("was")
		if p := dana.Post(path, f); p.Status != http.StatusConflict || needs(t, s, path) != "5 true false" {
			t.Errorf("revision %q: %d %s", rev, p.Status, p.Text("main"))
		}
	}
}

// A note in another tab moves the case on, not the form: nothing is asked.
func TestOtherChangesOfTheCaseAreNoConflict(t *testing.T) {
	s := testkit.Run(t)
	number := family(t, s)
	c := s.As(t, "ainur")
	var member string
	if err := s.Owner.QueryRow(`select m.id from member m join case_file c on c.id = m.case_id where c.number = $1 and m.relation <> 'head' order by m.ord limit 1`, number).Scan(&member); err != nil {
		t.Fatal(err)
	}
	path := "/cases/" + number + "/household/" + member
	f, old := c.Get(path).Form(path), c.Get(path).Form(path)
	if p := c.Post("/cases/"+number+"/note", note(c, "/cases/"+number+"/note")); p.Status != http.StatusSeeOther {
		t.Fatal(p.Text("main"))
	}
	f.Set("stay_basis", "visa")
	if p := c.Post(path, f); p.Status != http.StatusSeeOther {
		t.Fatalf("after a note: %d %s", p.Status, p.Text("main"))
	}
	old.Set("stay_basis", "asylum")
	p := c.Post(path, old)
	if p.Status != http.StatusConflict || len(p.All(`input[name="pick.stay_basis"]`)) != 2 || !strings.Contains(p.Text(".nk-banner"), "You saved the other version yourself") {
		t.Errorf("the member in two tabs: %d %s", p.Status, p.Text("main"))
	}
}
