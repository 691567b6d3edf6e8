package integration

import (
	"strconv"

	"github.com/a-h/templ"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/identity"
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
	"nurlykosh/internal/platform/view"
	"nurlykosh/internal/platform/web"
	"nurlykosh/templates/formview"
)

type screen struct {
	work  *Work
	book  *casefile.Book
	frame *casefile.Frame
}

// opened is a case with what is known of its integration, read at once.
type opened struct {
	*casefile.View
	Part
	member casefile.Member // of an address that names one
	goal   Goal            // likewise
	app    Application     // likewise; its kind is known
	police *casefile.Task  // that follows it
}

// open gives a case to a reader who has the right, with the member, goal or application that the address names.
func (s *screen) open(c *web.Ctx, right access.Right) (*opened, error) {
	o := &opened{}
	var err error
	o.View, err = s.frame.Look(c, func(r *db.Rd, v *casefile.View) error {
		if err := access.Check(c.Actor, right, v.Matter()); err != nil {
			return err
		}
		box, err := r.Box(v.Stream())
		if err != nil {
			return err
		}
		if o.Part, err = PartOf(r, v.ID, box); err != nil {
			return err
		}
		o.View = v
		return o.find(c)
	})
	return o, err
}

func (o *opened) find(c *web.Ctx) error {
	if c.Param("member") != "" {
		id, err := c.ID("member")
		if err != nil {
			return err
		}
		for _, m := range o.Members.On(o.Today) {
			if m.ID == id {
				o.member = m
				return nil
			}
		}
		return fault.Missing()
	}
	if c.Param("goal") != "" {
		id, err := c.ID("goal")
		if err != nil {
			return err
		}
		g, ok := o.Goal(id)
		if !ok {
			return fault.Missing()
		}
		o.goal = *g
		o.member = o.memberOf(g.MemberID)
	}
	if kind := c.Param("kind"); kind != "" {
		if o.police = o.task("decide_" + kind); o.police == nil {
			return fault.Missing()
		}
		o.app, _ = o.Application(kind, o.police)
	}
	return nil
}

// task is one of the case by its key, rather one that is to be done; nil where the track has none, or it is not required.
func (o *opened) task(key string) (found *casefile.Task) {
	for i := range o.Tasks {
		if t := &o.Tasks[i]; t.Key == key && t.State != casefile.NotRequired && (found == nil || !t.State.Over()) {
			found = t
		}
	}
	return found
}

func (o *opened) memberOf(id int64) casefile.Member {
	for _, m := range o.Members {
		if m.ID == id {
			return m
		}
	}
	return casefile.Member{}
}

func base(o *opened) string { return "/cases/" + o.Number + "/integration" }

func nameOf(m casefile.Member) view.Name {
	return view.Name{Text: m.Name, Lang: identity.LangOf(m.NameScript)}
}

// sheet is one form of the room. load gives the values of its first showing, fill its inputs, do its verb.
type sheet[F any] struct {
	name, title string
	load        func(o *opened) F
	fill        func(c *web.Ctx, o *opened, f F, p *formview.Page)
	do          func(c *web.Ctx, op db.Op, number string, o *opened, f F) (db.Result, error)
	rest        func(c *web.Ctx, o *opened) string // what the form rests on besides its answers, in words
}

func (x sheet[F]) form(s *screen) web.Form[F] {
	return web.Form[F]{
		Name:    x.name,
		Changes: x.changes(s),
		Load: func(c *web.Ctx) (f F, err error) {
			o, err := s.open(c, access.Write)
			if err != nil {
				return f, err
			}
			return x.load(o), nil
		},
		Show: func(c *web.Ctx, p view.Page, f F) (templ.Component, error) {
			o, err := s.open(c, access.Write)
			if err != nil {
				return nil, err
			}
			p.Title = c.T.T(x.title)
			page := formview.Page{
				Page: p, Back: view.Link{Href: base(o), Text: o.Number + " · " + c.T.T("tab.integration")},
				Action: c.Request().URL.Path, Button: c.T.T("button.save"),
			}
			x.fill(c, o, f, &page)
			return formview.Form(page), nil
		},
		Do: func(c *web.Ctx, op db.Op, f F) (db.Result, error) {
			o, err := s.open(c, access.Write)
			if err != nil {
				return db.Result{}, err
			}
			return x.do(c, op, o.Number, o, f)
		},
	}
}

// changes is the case with what the form rests on.
func (x sheet[F]) changes(s *screen) web.Thing {
	return web.Thing{Of: "case", Now: func(c *web.Ctx) (out web.Standing, err error) {
		o, err := s.open(c, access.Write)
		if err != nil {
			return out, err
		}
		if x.rest != nil {
			out.Stands = x.rest(c, o)
		}
		out.Rev, out.Stream = o.Rev, o.Stream()
		return out, nil
	}}
}

func text(f view.Field) formview.Input     { return formview.Input{Text: &f} }
func sel(f view.Field) formview.Input      { return formview.Input{Select: &f} }
func radio(f view.Field) formview.Input    { return formview.Input{Radios: &f} }
func area(f view.Field) formview.Input     { return formview.Input{Area: &f} }
func boxes(f view.Field) formview.Input    { return formview.Input{Boxes: &f} }
func date(f view.DateField) formview.Input { return formview.Input{Date: &f} }
func number(id int64) string               { return strconv.FormatInt(id, 10) }
func chosen(s string) int64                { n, _ := strconv.ParseInt(s, 10, 64); return n }
func options(c *web.Ctx, codes []string, words string) []view.Option {
	var out []view.Option
	for _, k := range codes {
		out = append(out, view.Option{Value: k, Text: c.T.T(words + k)})
	}
	return out
}

// day reads a date of three inputs; what is wrong with it stands at its field.
func day(p *fault.Problems, name, d, m, y string) civil.Date {
	on, err := civil.FromParts(d, m, y)
	p.AddFault(name+"_day", err)
	return on
}

// parts are a date for its three inputs; empty for no date.
func parts(d civil.Date) (day, month, year string) {
	if d.IsZero() {
		return "", "", ""
	}
	return strconv.Itoa(d.Day()), strconv.Itoa(d.Month()), strconv.Itoa(d.Year())
}

// languages are those a text can be read or a talk held in.
func (s *screen) languages(c *web.Ctx) []view.Option {
	out := []view.Option{{Text: c.T.T("choose")}}
	for _, l := range s.book.Languages {
		out = append(out, view.Option{Value: l.Code, Text: c.T.Pick(l.KK, l.RU, l.EN)})
	}
	return out
}
