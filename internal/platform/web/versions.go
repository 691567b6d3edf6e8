package web

import (
	"cmp"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"

	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
	"nurlykosh/internal/platform/form"
	"nurlykosh/internal/platform/script"
	"nurlykosh/internal/platform/view"
)

// Thing is what a form changes; its verb asks for the version by the name Of: "case", "task".
type Thing struct {
	Of  string
	Now func(c *Ctx) (Standing, error)
}

// Standing is how a thing stands now. Rev counts its versions from 1; a thing that is to come has the first.
type Standing struct {
	Rev    int
	Stream audit.Stream // whose newest entry tells who saved the last version, and when
	Stands string       // what the form asks nothing about and yet rests on, such as a task's last day; may be empty
	Words  func(stands string) string
	Label  string // what Stands is called; empty: how it stands
	Says   string // a sentence for whoever saves all the same; may be empty
}

// asker is a page that tells its form's questions in their order, with the answers in words; none when nothing can be
// sent any more.
type asker interface {
	Asked() []view.Asked
	About() view.About
}

// VersionsView is what the page of two versions shows; Carried are the typed form and the state it is compared with.
type VersionsView struct {
	Title, Text string
	Says        string
	About       view.About
	Diff        view.Diff
	Action      string
	Carried     []TypedPair
}

// What the buttons of the page of two versions are called, and what their choices begin with.
const (
	doChosen = "chosen"
	doTheirs = "theirs"
	doMine   = "mine"
	pick     = "pick."
	seenRev  = "seen"
	stands   = "stands now" // no name of an input
)

// two is a form in three states: as it was made, as it was typed, as somebody else saved it meanwhile.
type two struct {
	before, yours, theirs url.Values
	now                   Standing
	opened                time.Time
	rows                  []differing
	about                 view.About
}

// differing is a question whose answers differ; side says who changed it: "both", "yours" or "theirs".
type differing struct {
	asked               view.Asked
	before, mine, other string
	side                string
}

// rev is the posted version; 0 when it is none.
func (c *Ctx) rev() int {
	n, err := strconv.ParseUint(c.Form().Get("rev"), 10, 31)
	if err != nil || len(c.Form()["rev"]) > 1 {
		return 0
	}
	return int(n)
}

// made is the version that a form is made from, and what it holds then: carried along, so that a conflict can show it.
func (f Form[F]) made(c *Ctx, values F) (rev, was string, err error) {
	if f.Changes.Now == nil || c.Row == nil {
		return "", "", nil
	}
	now, err := f.Changes.Now(c)
	if err != nil {
		return "", "", err
	}
	v := form.Encode(values)
	v.Set(stands, now.Stands)
	return strconv.Itoa(now.Rev), strconv.FormatInt(c.Row.Now.Unix(), 10) + "." + v.Encode(), nil
}

// answers are the posted fields without those of the page of two versions.
func (f Form[F]) answers(posted url.Values) url.Values {
	if f.Changes.Now == nil {
		return posted
	}
	out := url.Values{}
	for k, v := range posted {
		if k != seenRev && k != "rev" && !strings.HasPrefix(k, pick) {
			out[k] = v
		}
	}
	return out
}

// meanwhile answers a conflict. When only the version has moved on, not an answer of this form nor what it rests on, the
// verb is called once more with the version of today: nobody is asked to choose between equal things. Otherwise the page
// shows both versions; a form without questions is shown again as it stands today, with what is wrong.
func (f Form[F]) meanwhile(c *Ctx, op db.Op, values F, problem error) error {
	t, err := f.compare(c, values)
	switch rev := c.rev(); {
	case err != nil || rev == t.now.Rev: // gone, or a conflict of another kind
		return f.refused(c, values, problem)
	case rev > 0 && rev < t.now.Rev && !t.theirsMoved() && op.Made.Rev == rev:
		op.Made.Rev = t.now.Rev
		return f.done(c, op, values)
	case len(t.rows) > 0:
		return f.showVersions(c, t, nil)
	}
	return f.refused(c, values, problem)
}

// compare sets the typed form beside what it was and what it is now.
func (f Form[F]) compare(c *Ctx, yours F) (*two, error) {
	theirs, err := f.Load(c)
	if err != nil {
		return nil, err
	}
	t := &two{yours: form.Encode(yours), theirs: form.Encode(theirs)}
	if t.now, err = f.Changes.Now(c); err != nil {
		return nil, err
	}
	t.theirs.Set(stands, t.now.Stands)
	at, typed, known := strings.Cut(c.Form().Get("was"), ".")
	var before F
	if seconds, err := strconv.ParseInt(at, 10, 64); known && err == nil {
		t.opened = time.Unix(seconds, 0)
		if v, err := url.ParseQuery(typed); err == nil {
			_ = form.Decode(v, &before) // what it held, right or wrong
			t.before = form.Encode(before)
			t.before.Set(stands, v.Get(stands))
		}
	}
	return t, f.ask(c, t, before, yours, theirs)
}

// ask finds the questions whose answers differ.
func (f Form[F]) ask(c *Ctx, t *two, before, yours, theirs F) error {
	words := [3]map[string]view.Asked{}
	var questions []view.Asked
	for i, x := range []F{before, theirs, yours} {
		page, err := f.Show(c, c.Page(""), x)
		if err != nil {
			return err
		}
		if a, ok := page.(asker); ok {
			questions, t.about = a.Asked(), a.About()
		}
		words[i] = map[string]view.Asked{}
		for _, q := range questions {
			words[i][q.Names[0]] = q
		}
	}
	for _, q := range questions {
		q.Label = script.Capital(q.Label)
		d := differing{asked: q, before: c.T.T("diff.not_known"), mine: q.Text, other: words[1][q.Names[0]].Text, side: "both"}
		if t.before != nil {
			d.before = words[0][q.Names[0]].Text
			switch {
			case same(t.before, t.theirs, q.Names):
				d.side = "yours"
			case same(t.before, t.yours, q.Names):
				d.side = "theirs"
			}
		}
		if !same(t.yours, t.theirs, q.Names) {
			t.rows = append(t.rows, d)
		}
	}
	if len(questions) > 0 && t.before != nil && !same(t.before, t.theirs, []string{stands}) {
		t.rows = append(t.rows, differing{
			asked: view.Asked{Names: []string{stands}, Label: cmp.Or(t.now.Label, c.T.T("diff.stands"))}, side: doTheirs,
			before: t.now.words(t.before.Get(stands)), other: t.now.words(t.now.Stands),
		})
	}
	return nil
}

// moved tells how what a form rests on stood when the form was made, and how it stands now; nil where that is the same.
func (c *Ctx) moved(now Standing) *view.Banner {
	_, typed, _ := strings.Cut(c.Form().Get("was"), ".")
	was, err := url.ParseQuery(typed)
	if err != nil || !was.Has(stands) || now.words(was.Get(stands)) == now.words(now.Stands) {
		return nil
	}
	return &view.Banner{Kind: view.Info, Title: script.Capital(cmp.Or(now.Label, c.T.T("diff.stands"))), Lines: []string{
		c.T.T("diff.stood", "text", now.words(was.Get(stands))), c.T.T("diff.stands_now", "text", now.words(now.Stands)),
	}}
}

func (s Standing) words(stands string) string {
	if s.Words == nil {
		return stands
	}
	return s.Words(stands)
}

func same(a, b url.Values, names []string) bool {
	return !slices.ContainsFunc(names, func(n string) bool {
		return !slices.Equal(a[n], b[n]) && strings.Join(a[n], "")+strings.Join(b[n], "") != ""
	})
}

// theirsMoved reports whether somebody else changed an answer of this form, or what it rests on.
func (t *two) theirsMoved() bool {
	return t.before == nil || !same(t.before, t.theirs, slices.Concat(slices.Collect(maps.Keys(t.before)), slices.Collect(maps.Keys(t.theirs))))
}

// showVersions is the page of two versions; nothing is saved, nothing is lost.
func (f Form[F]) showVersions(c *Ctx, t *two, problem error) error {
	status := http.StatusConflict
	p := c.Page(c.T.T("diff.title"))
	p.Op, p.Here = db.NewID(), c.Request().URL.Path
	if problem != nil {
		status = http.StatusUnprocessableEntity
		c.Tell(&p, problem)
	}
	v := VersionsView{Title: p.Title, Says: t.now.Says, About: t.about, Action: c.Request().URL.Path}
	last, err := c.lastSaved(t.now.Stream)
	if err != nil {
		return err
	}
	v.Diff.Saved, v.Diff.Opened = c.T.Time(last.At), c.T.T("diff.not_known")
	if !t.opened.IsZero() {
		v.Diff.Opened = c.T.Time(t.opened)
	}
	who := last.Name
	v.Text = c.T.T("diff.saved_by", fault.Args{"name": who, "saved": v.Diff.Saved, "opened": v.Diff.Opened})
	if last.ActorID == c.Actor.ID {
		who = c.T.T("diff.you_elsewhere")
		v.Text = c.T.T("diff.saved_by_you", fault.Args{"saved": v.Diff.Saved, "opened": v.Diff.Opened})
	}
	for _, d := range t.rows {
		switch d.side {
		case "both":
			v.Diff.Both = append(v.Diff.Both, view.Choice{
				Name: pick + d.asked.Names[0], Label: d.asked.Label, Before: d.before, Yours: d.mine, Theirs: d.other,
				Chosen: c.Form().Get(pick + d.asked.Names[0]),
			})
		case "yours":
			v.Diff.One = append(v.Diff.One, view.Kept{Label: d.asked.Label, Before: d.before, After: d.mine, Who: c.T.T("diff.you")})
		default:
			v.Diff.One = append(v.Diff.One, view.Kept{Label: d.asked.Label, Before: d.before, After: d.other, Who: who})
		}
	}
	for k, vals := range t.yours {
		if form.Secret(k) {
			continue
		}
		for _, x := range vals {
			v.Carried = append(v.Carried, TypedPair{Name: k, Value: x})
		}
	}
	sort.Slice(v.Carried, func(i, j int) bool { return v.Carried[i].Name < v.Carried[j].Name })
	v.Carried = append(v.Carried, TypedPair{Name: "was", Value: c.Form().Get("was")}, TypedPair{Name: "rev", Value: c.Form().Get("rev")}, TypedPair{Name: seenRev, Value: strconv.Itoa(t.now.Rev)})
	return c.Show(status, c.App.VersionsPage(p, v))
}

// chosen saves what was chosen field by field, if nobody has saved a third version.
func (f Form[F]) chosen(c *Ctx, yours F) error {
	op := c.Op(f.Name)
	if _, err := c.App.DB.Done(c.Ctx(), c.Actor, op.ID); err == nil {
		return f.do(c, op, yours) // sent before: the first result
	}
	t, err := f.compare(c, yours)
	if err != nil {
		return err
	}
	if strconv.Itoa(t.now.Rev) != c.Form().Get(seenRev) {
		if len(t.rows) == 0 {
			return f.refused(c, yours, fault.Clash(db.Stale, nil))
		}
		return f.showVersions(c, t, nil)
	}
	var p fault.Problems
	out := url.Values{}
	for k, v := range t.theirs {
		if k != stands {
			out[k] = v
		}
	}
	for _, d := range t.rows {
		side := d.side
		if side == "both" {
			if side = c.Form().Get(pick + d.asked.Names[0]); side != doTheirs && side != "yours" {
				p.Add(pick+d.asked.Names[0], "diff.choose", fault.Args{"field": d.asked.Label})
			}
		}
		if side == "yours" {
			for _, n := range d.asked.Names {
				out[n] = t.yours[n]
			}
		}
	}
	if err := p.Err(); err != nil {
		return f.showVersions(c, t, err)
	}
	var merged F
	wrong := form.Decode(out, &merged)
	c.form.Set("was", strconv.FormatInt(c.Row.Now.Unix(), 10)+"."+t.theirs.Encode()) // the merged form is made from theirs
	c.form.Set("rev", strconv.Itoa(t.now.Rev))
	if wrong != nil {
		return f.refused(c, merged, wrong)
	}
	return f.do(c, op, merged)
}

// takeTheirs drops what was typed and shows how things stand.
func (f Form[F]) takeTheirs(c *Ctx) error {
	theirs, err := f.Load(c)
	if err != nil {
		return err
	}
	c.DropDraft()
	c.form, c.names, c.opID = nil, nil, db.NewID()
	p := c.Page("")
	if p.Rev, p.Was, err = f.made(c, theirs); err != nil {
		return err
	}
	p.Banner = &view.Banner{Kind: view.Info, Title: c.T.T("diff.theirs_stand")}
	return f.show(c, http.StatusOK, p, theirs)
}

// newest is the last entry of a stream.
type newest struct {
	ActorID int64     `db:"actor_id"`
	Name    string    `db:"name"`
	At      time.Time `db:"recorded_at"`
}

// lastSaved tells who wrote the newest entry of a stream, and when.
func (c *Ctx) lastSaved(s audit.Stream) (last newest, err error) {
	return last, c.App.DB.Read(c.Ctx(), c.Actor, func(r *db.Rd) error {
		return r.Get(&last, "stream_newest", db.Args{"kind": s.Kind, "id": s.ID})
	})
}
