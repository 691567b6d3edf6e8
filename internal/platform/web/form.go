package web

import (
	"errors"
	"mime"
	"net/http"
	"net/url"
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
type Form[F any] struct {
	Name string // the verb: "housing.move_in"
	Load func(c *Ctx) (F, error)
	Show func(c *Ctx, p view.Page, f F) (templ.Component, error)
	Do   func(c *Ctx, op db.Op, f F) (db.Result, error)
}

// AddForm registers a form's page and its posting under one policy.
func AddForm[F any](a *App, path string, p access.Policy, f Form[F]) {
	a.GET(path, p, f.get)
	a.POST(path, p, f.post)
}

func (f Form[F]) get(c *Ctx) error {
	values, err := f.Load(c)
	if err != nil {
		return err
	}
	p := c.Page("")
	if draft := c.takeDraft(); draft != nil {
		var kept F
		_ = form.Decode(draft, &kept) // what is wrong with it is said when it is sent
		values = kept
		p.Banner = &view.Banner{Kind: view.Info, Title: c.T.T("form.rescued")}
	}
	return f.show(c, http.StatusOK, p, values)
}

func (f Form[F]) post(c *Ctx) error {
	var values F
	err := form.Decode(c.Form(), &values)
	if err == nil {
		op := c.Op(f.Name)
		var res db.Result
		if res, err = f.Do(c, op, values); err == nil {
			c.dropDraft()
			return c.Done(op, res)
		}
	} else if _, missing := f.Load(c); missing != nil {
		return missing // no right to see the form: no word about its fields either
	}
	kind := fault.Of(err).Kind
	if kind != fault.Invalid && kind != fault.Conflict {
		return err
	}
	p := c.Page("")
	c.Tell(&p, err)
	if kind == fault.Conflict {
		p.Op = db.NewID()
	}
	return f.show(c, statusOf[kind], p, values)
}

func (f Form[F]) show(c *Ctx, status int, p view.Page, values F) error {
	page, err := f.Show(c, p, values)
	if err != nil {
		return err
	}
	return c.Show(status, page)
}

// Tell puts a fault's problems into the page: at their fields and in the summary.
func (c *Ctx) Tell(p *view.Page, err error) {
	if err == nil {
		return
	}
	ft := fault.Of(err)
	for _, x := range ft.Fields {
		p.Problems = append(p.Problems, view.Problem{Field: x.Name, Text: c.T.T(x.Key, x.Args)})
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
	if err := r.ParseForm(); err != nil {
		var tooBig *http.MaxBytesError
		if errors.As(err, &tooBig) {
			c.formErr = err
			return
		}
		c.formErr = fault.Refuse("fault.invalid", nil)
		return
	}
	n := 0
	for k, v := range r.PostForm {
		n += len(v)
		if len(k) > 200 || strings.ContainsRune(k, 0) {
			n = maxKeys + 1
		}
	}
	if n > maxKeys {
		c.formErr = fault.Refuse("fault.too_big", nil)
		return
	}
	c.form = r.PostForm
}
