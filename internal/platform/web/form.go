package web

import (
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
	"nurlykosh/internal/platform/form"
	"nurlykosh/internal/platform/view"
)

// Form is one form of a room: a page at a path, and what happens when it is posted there.
//
// Load gives the values of the first showing and checks the right to see them. Show draws the page, also with
// problems and typed values. Do calls the verb. Whoever posts sees either the next page, or the same form with
// the same values and what is wrong with each.
//
// Changes is what the form changes: the form carries its version, the verb asks for it (db.Tx.Fresh), and whoever typed
// into an older one sees both versions. A form that nobody else can change says so.
type Form[F any] struct {
	Name    string // the verb: "housing.move_in"
	Load    func(c *Ctx) (F, error)
	Show    func(c *Ctx, p view.Page, f F) (templ.Component, error)
	Do      func(c *Ctx, op db.Op, f F) (db.Result, error)
	Changes Thing
	Alone   bool // it saves no answer that somebody else can change: something new, one's own choices, a bare button
}

// AddForm registers a form's page and its posting under one policy.
func AddForm[F any](a *App, path string, p access.Policy, f Form[F]) {
	if (f.Changes.Now == nil) != f.Alone {
		panic(path + ": a form stands alone, or tells the version of what it changes")
	}
	a.GET(path, p, f.get)
	a.register(http.MethodPost, path, p, f.post)
	var fields F
	r := &a.routes[len(a.routes)-1]
	r.Made, r.Fields = f.Changes.Now != nil, form.Names(fields)
}

func (f Form[F]) get(c *Ctx) error {
	values, err := f.Load(c)
	draft := c.Draft()
	if err != nil && (draft == nil || !isRedirect(err)) { // what was typed comes back before any way round
		return err
	}
	p := c.Page("")
	if p.Rev, p.Was, err = f.made(c, values); err != nil {
		return err
	}
	if draft != nil {
		var kept F
		_ = form.Decode(draft, &kept) // what is wrong with it is said when it is sent
		values, p.Rev, p.Was = kept, draft.Get("rev"), draft.Get("was")
		p.Banner = &view.Banner{Kind: view.Info, Title: c.T.T("form.rescued")}
		p.Drop = true
	}
	return f.show(c, http.StatusOK, p, values)
}

func (f Form[F]) post(c *Ctx) error {
	var values F
	wrong := form.Decode(f.answers(c.Form()), &values)
	switch do := c.Form().Get("do"); {
	case c.outdated:
		return f.sendAgain(c, values)
	case c.LanguageOnly():
		return f.inLanguage(c, values)
	case do == view.DropDraft:
		c.DropDraft()
		return c.Redirect(http.StatusSeeOther, c.Request().URL.Path)
	case f.Changes.Now != nil && do == doTheirs:
		return f.takeTheirs(c)
	case f.Changes.Now != nil && c.rev() == 0 && do != doMine && do != doChosen: // no form of ours, and none that was ever saved
		if err := f.mayShow(c); err != nil {
			return err
		}
		return f.meanwhile(c, c.Op(f.Name), values, fault.Clash(db.Stale, nil))
	case wrong != nil || f.Changes.Now != nil && do == doMine:
		if err := f.mayShow(c); err != nil {
			return err
		}
		return f.refused(c, values, wrong)
	case f.Changes.Now != nil && do == doChosen:
		return f.chosen(c, values)
	}
	return f.do(c, c.Op(f.Name), values)
}

// do calls the verb with the version that the form was made from.
func (f Form[F]) do(c *Ctx, op db.Op, values F) error {
	if f.Changes.Now != nil {
		op.Made = db.Version{Of: f.Changes.Of, Rev: c.rev()}
	}
	return f.done(c, op, values)
}

// done calls the verb and goes on to what follows from its answer.
func (f Form[F]) done(c *Ctx, op db.Op, values F) error {
	res, err := f.Do(c, op, values)
	if err != nil && fault.Of(err).Key == db.Stale && f.Changes.Now != nil {
		return f.meanwhile(c, op, values, err)
	}
	if err != nil {
		return f.refused(c, values, err)
	}
	c.DropDraft()
	return c.Done(op, res)
}

// refused shows the form again with what is wrong; a fault that is not the form's is answered by its own page.
func (f Form[F]) refused(c *Ctx, values F, err error) error {
	status := http.StatusOK
	if err != nil {
		kind := fault.Of(err).Kind
		if kind != fault.Invalid && kind != fault.Conflict {
			return err
		}
		status = statusOf[kind]
	}
	p := c.Page("")
	p.Rev, p.Was = c.Form().Get("rev"), c.Form().Get("was")
	if status == http.StatusConflict && f.Changes.Now != nil { // the reader is told, and sees how it stands today
		now, hidden := f.Changes.Now(c)
		switch {
		case fault.Is(hidden, fault.NotFound): // and may not be seen any more
			return err
		case hidden != nil:
			return hidden
		}
		p.Rev, p.Banner = strconv.Itoa(now.Rev), c.moved(now)
	}
	c.Tell(&p, err)
	if status == http.StatusConflict || err != nil && fault.Of(err).Key == "fault.operation_reused" {
		p.Op = db.NewID() // the next press is a wish of its own
	}
	hidden := f.show(c, status, p, values)
	if hidden != nil && status == http.StatusConflict { // there is nothing to be sent any more: say what has happened
		if gone := fault.Of(hidden); gone.Kind == fault.NotFound && gone.Key != fault.Missing().Key {
			return fault.Clash(gone.Key, gone.Args)
		}
		return err
	}
	return hidden
}

// inLanguage shows the form in another language with what was typed; nothing is checked or stored.
func (f Form[F]) inLanguage(c *Ctx, values F) error {
	if err := f.mayShow(c); err != nil {
		return err
	}
	if f.Changes.Now != nil && c.Form().Has(seenRev) {
		t, err := f.compare(c, values)
		if err != nil {
			return err
		}
		if len(t.rows) > 0 {
			return f.showVersions(c, t, nil)
		}
	}
	return f.refused(c, values, nil)
}

// mayShow checks the right to see the form: without it there is no word about its fields either.
func (f Form[F]) mayShow(c *Ctx) error {
	if _, err := f.Load(c); err != nil && !isRedirect(err) {
		return err
	}
	return nil
}

// sendAgain shows a form whose token does not fit this session any more, with one that does.
func (f Form[F]) sendAgain(c *Ctx, values F) error {
	if err := c.stale(); fault.Of(err).Key != sendAgain || f.mayShow(c) != nil {
		return err
	}
	p := c.Page("")
	p.Rev, p.Was = c.Form().Get("rev"), c.Form().Get("was")
	p.Banner = &view.Banner{Kind: view.Warn, Title: c.T.T(sendAgain)}
	return f.show(c, http.StatusForbidden, p, values)
}

// show writes the form's page. Its language links are buttons of the form, if there is one to be sent; what was typed
// and has no place on the page any more stands above it.
func (f Form[F]) show(c *Ctx, status int, p view.Page, values F) error {
	p.Here = c.Request().URL.Path
	for {
		page, err := f.Show(c, p, values)
		if err != nil {
			return err
		}
		var b strings.Builder
		if err := page.Render(c.Request().Context(), &b); err != nil {
			return err
		}
		switch html := b.String(); {
		case p.Here != "" && !strings.Contains(html, ` id="`+view.ThisForm+`"`):
			p.Here = ""
		case p.Typed == nil && len(c.lost(html)) > 0:
			p.Typed = c.lost(html)
		case named(p.Problems, html):
		default:
			return c.write(status, html)
		}
	}
}

func isRedirect(err error) bool {
	var r errRedirect
	return errors.As(err, &r)
}

// Tell puts a fault's problems into the page: at their fields and in the summary.
func (c *Ctx) Tell(p *view.Page, err error) {
	if err == nil {
		return
	}
	ft := fault.Of(err)
	p.Clash = ft.Kind == fault.Conflict
	for _, x := range ft.Fields {
		p.Problems = append(p.Problems, view.Problem{Field: x.Name, Text: c.T.T(x.Key, x.Args), Nameless: x.Name != "" && nameless(x.Key)})
	}
	if len(ft.Fields) == 0 {
		p.Problems = append(p.Problems, view.Problem{Text: c.T.T(ft.Key, ft.Args)})
	}
}

// Form is the posted form; empty before and outside a POST.
func (c *Ctx) Form() url.Values {
	if c.form == nil {
		return url.Values{}
	}
	return c.form
}

// parseForm reads the body once. Only ordinary forms are taken, with a bounded number of names.
func (c *Ctx) parseForm() {
	r := c.Request()
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind != "application/x-www-form-urlencoded" {
		c.formErr = fault.Refuse("fault.invalid", nil)
		return
	}
	raw, err := io.ReadAll(r.Body)
	if err != nil {
		var tooBig *http.MaxBytesError
		if errors.As(err, &tooBig) {
			c.formErr = err
			return
		}
		c.formErr = fault.Refuse("fault.invalid", nil)
		return
	}
	posted, err := url.ParseQuery(string(raw))
	if err != nil {
		c.formErr = fault.Refuse("fault.invalid", nil)
		return
	}
	n := 0
	for k, v := range posted {
		n += len(v)
		if len(k) > 200 || strings.ContainsRune(k, 0) {
			n = maxKeys + 1
		}
	}
	if n > maxKeys {
		c.formErr = fault.Refuse("fault.too_big", nil)
		return
	}
	for pair := range strings.SplitSeq(string(raw), "&") { // in the order of the page
		name, _, _ := strings.Cut(pair, "=")
		if name, err = url.QueryUnescape(name); err == nil && !slices.Contains(c.names, name) {
			c.names = append(c.names, name)
		}
	}
	c.form, r.PostForm = posted, posted
}
