package web

import (
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
	"nurlykosh/internal/platform/view"
)

// Versions lets a form show two people's versions of it (look.md §6.10). The form carries a field "rev", the revision
// it was made from, which Load fills; the verb answers with a conflict when that is not the revision of today.
type Versions[F any] struct {
	// Asked gives the form's questions in their order with the answers of f in words.
	Asked func(c *Ctx, f F) ([]view.Asked, error)
	// Of is the stream whose newest entry tells who saved the other version, and when.
	Of func(c *Ctx) (audit.Stream, error)
}

// VersionsView is what the page of two versions shows; Carried are the typed form and the state it is compared with.
type VersionsView struct {
	Title, Text string
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
)

// two is a form in three states: as it was made, as it was typed, as somebody else saved it meanwhile.
type two struct {
	before, yours, theirs url.Values
	rev                   string // the revision of theirs
	opened                time.Time
	rows                  []differing
}

// differing is a question whose answers differ; side says who changed it: "both", "yours" or "theirs".
type differing struct {
	asked               view.Asked
	before, mine, other string
	side                string
}

// was is what a form holds when it is made, carried along so that a conflict can show it.
func (f Form[F]) was(c *Ctx, values F) string {
	if f.Versions == nil || c.Row == nil {
		return ""
	}
	return strconv.FormatInt(c.Row.Now.Unix(), 10) + "." + form.Encode(values).Encode()
}

// answers are the posted fields without those of the page of two versions.
func (f Form[F]) answers(posted url.Values) url.Values {
	if f.Versions == nil {
		return posted
	}
	out := url.Values{}
	for k, v := range posted {
		if k != seenRev && !strings.HasPrefix(k, pick) {
			out[k] = v
		}
	}
	return out
}

// compare sets the typed form beside what it was and what it is now.
func (f Form[F]) compare(c *Ctx, yours F) (*two, error) {
	theirs, err := f.Load(c)
	if err != nil {
		return nil, err
	}
	t := &two{yours: form.Encode(yours), theirs: form.Encode(theirs)}
	t.rev = t.theirs.Get("rev")
	at, typed, known := strings.Cut(c.Form().Get("was"), ".")
	var before F
	if seconds, err := strconv.ParseInt(at, 10, 64); known && err == nil {
		t.opened = time.Unix(seconds, 0)
		if v, err := url.ParseQuery(typed); err == nil {
			_ = form.Decode(v, &before) // what it held, right or wrong
			t.before = form.Encode(before)
		}
	}
	words := [3][]view.Asked{}
	for i, x := range []F{before, yours, theirs} {
		if words[i], err = f.Versions.Asked(c, x); err != nil {
			return nil, err
		}
	}
	for i, a := range words[1] {
		d := differing{asked: a, before: c.T.T("diff.not_known"), mine: a.Text, other: words[2][i].Text, side: "both"}
		if t.before != nil {
			d.before = words[0][i].Text
			switch {
			case same(t.before, t.theirs, a.Names):
				d.side = "yours"
			case same(t.before, t.yours, a.Names):
				d.side = "theirs"
			}
		}
		if !same(t.yours, t.theirs, a.Names) {
			t.rows = append(t.rows, d)
		}
	}
	return t, nil
}

func same(a, b url.Values, names []string) bool {
	return !slices.ContainsFunc(names, func(n string) bool { return !slices.Equal(a[n], b[n]) && a.Get(n)+b.Get(n) != "" })
}

// fresh reports whether the form was made from the revision of today: then no other version exists.
func (t *two) fresh() bool { return t.yours.Get("rev") == t.rev && t.rev != "" }

// theirsMoved reports whether somebody else changed an answer of this form.
func (t *two) theirsMoved() bool {
	return slices.ContainsFunc(t.rows, func(d differing) bool { return d.side != "yours" })
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
	s, err := f.Versions.Of(c)
	if err != nil {
		return err
	}
	v := VersionsView{Title: p.Title, Action: c.Request().URL.Path}
	last, err := c.lastSaved(s)
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
		for _, x := range vals {
			v.Carried = append(v.Carried, TypedPair{Name: k, Value: x})
		}
	}
	sort.Slice(v.Carried, func(i, j int) bool { return v.Carried[i].Name < v.Carried[j].Name })
	v.Carried = append(v.Carried, TypedPair{Name: "was", Value: c.Form().Get("was")}, TypedPair{Name: seenRev, Value: t.rev})
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
	if t.rev != c.Form().Get(seenRev) {
		return f.showVersions(c, t, nil)
	}
	var p fault.Problems
	out := url.Values{}
	for k, v := range t.theirs {
		out[k] = v
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
	c.dropDraft()
	c.form, c.names, c.opID = nil, nil, db.NewID()
	p := c.Page("")
	p.Was = f.was(c, theirs)
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

// withRev gives a form the revision of today.
func withRev[F any](values F, rev string) F {
	v := form.Encode(values)
	v.Set("rev", rev)
	var out F
	_ = form.Decode(v, &out) // it was decoded before
	return out
}
