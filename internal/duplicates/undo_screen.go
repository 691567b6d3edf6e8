package duplicates

import (
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
	"nurlykosh/internal/platform/i18n"
	"nurlykosh/internal/platform/view"
	"nurlykosh/internal/platform/web"
	"nurlykosh/templates/formview"
)

// opened is a merge with its cases, for whoever may decide both.
type opened struct {
	mergeRow
	main, other *casefile.Case
	plan        Plan
	undoing     Undoing
	since       []since
	late        bool
	mark        int
	today       civil.Date
	proposer    string
	members     [2]casefile.Household // of the main case, of the other
}

func (s *screen) openMerge(c *web.Ctx) (*opened, error) {
	id, err := c.ID("merge")
	if err != nil {
		return nil, err
	}
	x := &opened{}
	err = c.App.DB.Read(c.Ctx(), c.Actor, func(r *db.Rd) error {
		if err := r.Get(&x.mergeRow, "merge_read", db.Args{"id": id}); err != nil {
			return err
		}
		main, other, err := numbersOf(r, x.mergeRow)
		if err != nil {
			return err
		}
		if x.main, err = casefile.Read(r, main, access.Decide); err != nil {
			return err
		}
		if x.other, err = casefile.Read(r, other, access.Decide); err != nil {
			return err
		}
		if n := c.Param("number"); n != "" && n != main {
			return fault.Missing()
		}
		for i, k := range []*casefile.Case{x.main, x.other} {
			if x.members[i], err = casefile.MembersOf(r, k.ID); err != nil {
				return err
			}
		}
		box, err := r.Box(x.main.Stream())
		if err != nil {
			return err
		}
		if err := open(box, planColumn, x.Plan, &x.plan); err != nil {
			return err
		}
		if err := open(box, undoColumn, x.mergeRow.Undo, &x.undoing); err != nil {
			return err
		}
		x.today = r.Today()
		x.late = late(x.mergeRow, x.today)
		if x.mark, err = markOf(r, x.Main, x.Other); err != nil {
			return err
		}
		by := x.ProposedBy
		if x.State == "undo_proposed" {
			by = x.UndoBy
		}
		if err := r.Get(&x.proposer, "account_name", db.Args{"id": by}); err != nil {
			return err
		}
		x.since, err = sinceMerge(r, x.Main, x.Other)
		return err
	})
	if err != nil {
		return nil, err
	}
	if err := c.Saw(x.Main); err != nil {
		return nil, err
	}
	return x, c.Saw(x.Other)
}

// stands is how the two cases of a merge stand today, as stand tells it.
func (x *opened) stands() string {
	var of looked
	of.today, of.NumberA, of.NumberB = x.today, x.main.Number, x.other.Number
	for i, c := range []*casefile.Case{x.main, x.other} {
		of.sides[i].Side = Side{Case: c, Members: x.members[i]}
	}
	return stand(&of)
}

// row is a stored merge as what a form changes.
func (s *screen) row() web.Thing {
	return web.Thing{Of: "merge_row", Now: func(c *web.Ctx) (web.Standing, error) {
		x, err := s.openMerge(c)
		if err != nil {
			return web.Standing{}, err
		}
		return web.Standing{Rev: x.Rev, Stream: x.main.Stream(), Stands: x.State, Words: func(st string) string { return c.T.T("merge.state." + st) }}, nil
	}}
}

type undoForm struct {
	Back []string `form:"back"`
	Text string   `form:"text" validate:"max=2000"`
}

func (s *screen) undo() web.Form[undoForm] {
	return web.Form[undoForm]{
		Name:    "duplicates.undo",
		Changes: s.row(),
		Load:    func(c *web.Ctx) (undoForm, error) { _, err := s.openMerge(c.In("cases")); return undoForm{}, err },
		Show: func(c *web.Ctx, p view.Page, f undoForm) (templ.Component, error) {
			x, err := s.openMerge(c.In("cases"))
			if err != nil {
				return nil, err
			}
			t := c.T
			p.Title = t.T("merge.undo")
			page := mergeForms(c, p, x, view.Link{Href: "/cases/" + x.main.Number, Text: x.main.Number})
			page.Button = t.T("merge.undo")
			page.Texts = []string{t.T("merge.undo_text_"+string(x.Kind), "number", x.main.Number, "other", x.other.Number)}
			if x.late {
				page.Texts = append(page.Texts, t.T("merge.undo_late", "days", UndoDays))
			}
			if x.State != "done" {
				page.Closed = t.T("merge.state." + x.State)
			}
			if x.Kind == Cases && len(x.since) > 0 {
				boxes := view.Field{Name: "back", Label: t.T("merge.since", "other", x.other.Number), Hint: t.T("merge.since_hint", "number", x.main.Number)}
				for _, e := range x.since {
					id := strconv.FormatInt(e.ID, 10)
					boxes.Options = append(boxes.Options, view.Option{Value: id, Text: t.DateShort(e.Happened, x.main.Opened) + " · " + eventName(t, e), Hint: s.what(t, x, e), Selected: slices.Contains(f.Back, id)})
				}
				page.Inputs = append(page.Inputs, formview.Input{Boxes: &boxes})
			}
			page.Inputs = append(page.Inputs, formview.Input{Area: &view.Field{Name: "text", Label: t.T("merge.undo_why"), Value: f.Text, Bidi: true}})
			return formview.Form(page), nil
		},
		Do: func(c *web.Ctx, op db.Op, f undoForm) (db.Result, error) {
			id, err := c.ID("merge")
			if err != nil {
				return db.Result{}, err
			}
			x := Undoing{Text: strings.TrimSpace(f.Text)}
			for _, b := range f.Back {
				n, err := strconv.ParseInt(b, 10, 64)
				if err != nil {
					return db.Result{}, fault.OnField("back", "form.not_a_choice", nil)
				}
				x.Back = append(x.Back, n)
			}
			return s.work.Undo(c.Ctx(), op, id, x)
		},
	}
}

func eventName(t i18n.Reader, e since) string {
	kind := "event." + e.Kind
	if t.Has(kind + "." + e.Code) {
		kind += "." + e.Code
	}
	return t.T(kind)
}

// bornAndSex is what two records may contradict each other in.
func (s *screen) bornAndSex(t i18n.Reader, m casefile.Member) string {
	out := bornShort(t, m)
	if m.Sex != "" {
		out += " " + s.value(t, "sex", m)
	}
	return strings.TrimSpace(out)
}

// what is more of an entry: the paper it is about, the note in it.
func (s *screen) what(t i18n.Reader, x *opened, e since) string {
	var out []string
	if name := x.members[0].Name(e.Member); name != "" {
		out = append(out, name)
	}
	if k, ok := s.book.Paper(e.Code); ok {
		out = append(out, t.Pick(k.KK, k.RU, k.EN))
	}
	if e.Text != "" {
		out = append(out, "«"+e.Text+"»")
	}
	return strings.Join(out, " · ")
}

// mergeForms begins the page of a form about a stored merge.
func mergeForms(c *web.Ctx, p view.Page, x *opened, back view.Link) formview.Page {
	return formview.Page{
		Page: p, Back: back, Action: c.Request().URL.Path, About: view.Name{Text: x.main.HeadName, Lang: x.main.HeadLang}, Notes: slices.Compact([]string{x.main.Number, x.other.Number}),
	}
}

type confirmForm struct {
	Choice string `form:"choice" validate:"oneof=yes no"`
	Text   string `form:"text" validate:"max=2000"`
}

// planned is who becomes whom, with the values that count where the two records differ: what a second person confirms.
func (s *screen) planned(t i18n.Reader, x *opened) (out []view.Fact) {
	if x.State != "proposed" {
		return nil
	}
	for _, q := range x.plan.Pairs {
		o, ok := memberIn(x.members[1], q.Other)
		if !ok {
			continue
		}
		f := view.Fact{Name: o.Name + " · " + x.other.Number, Value: t.T("merge.as_join") + " · " + t.T("relation."+q.Relation)}
		if m, ok := memberIn(x.members[0], q.Main); ok {
			f.Value = t.T("merge.as_same", "name", m.Name)
			if contradict(o, m) {
				f.Value += " — " + t.T("merge.sure_told", "a", s.bornAndSex(t, o), "b", s.bornAndSex(t, m))
			}
			var chosen []string
			for _, k := range differs(o, m) {
				from := m
				if q.Take[k] {
					from = o
				}
				chosen = append(chosen, s.value(t, k, from))
			}
			f.Note = strings.Join(chosen, "; ")
		}
		out = append(out, f)
	}
	return out
}

// confirm asks the second person.
func (s *screen) confirm() web.Form[confirmForm] {
	return web.Form[confirmForm]{
		Name:    "duplicates.confirm",
		Changes: s.row(),
		Load: func(c *web.Ctx) (confirmForm, error) {
			_, err := s.openMerge(c.In("duplicates"))
			return confirmForm{}, err
		},
		Show: func(c *web.Ctx, p view.Page, f confirmForm) (templ.Component, error) {
			x, err := s.openMerge(c.In("duplicates"))
			if err != nil {
				return nil, err
			}
			t := c.T
			p.Title = t.T("merge.confirm_" + map[bool]string{true: "undo", false: "merge"}[x.State == "undo_proposed"])
			page := mergeForms(c, p, x, view.Link{Href: "/duplicates", Text: t.T("page.duplicates")})
			page.Texts = []string{t.T("merge.text_case", "number", x.main.Number, "other", x.other.Number)}
			why, asked := x.plan.Text, "merge.why"
			if x.State == "undo_proposed" {
				page.Texts = []string{t.T("merge.undo_text_"+string(x.Kind), "number", x.main.Number, "other", x.other.Number)}
				why, asked = x.undoing.Text, "merge.undo_why"
			}
			page.Facts = append([]view.Fact{{Name: t.T("merge.proposed_by"), Value: x.proposer}, {Name: t.T(asked), Value: why}}, s.planned(t, x)...)
			if x.State == "proposed" && x.main.Facts.Included == casefile.Yes && x.other.Facts.Included == casefile.Yes && x.Kind == Cases {
				page.Texts = append(page.Texts, t.T("merge.double_quota"))
			}
			page.Links = []view.Link{{Href: "/cases/" + x.main.Number, Text: x.main.Number}, {Href: "/cases/" + x.other.Number, Text: x.other.Number}}
			own := x.State == "proposed" && x.ProposedBy == c.Actor.ID || x.State == "undo_proposed" && x.UndoBy == c.Actor.ID
			switch {
			case x.State != "proposed" && x.State != "undo_proposed":
				page.Closed = t.T("merge.not_waiting")
			case own:
				page.Texts = append(page.Texts, t.T("merge.own"))
			case x.State == "proposed" && x.mark != x.Mark:
				page.Texts = append(page.Texts, t.T("merge.changed_since"))
				page.Texts = append(page.Texts, s.stoodApart(t, x.plan.Stood, x.stands())...)
			}
			choice := view.Field{Name: "choice", Label: t.T("merge.confirm_choice"), Value: f.Choice, Options: []view.Option{{Value: "yes", Text: t.T("merge.confirm_yes")}, {Value: "no", Text: t.T("merge.confirm_no")}}}
			label := "merge.refuse_why"
			if x.State == "proposed" && x.mark != x.Mark { // it cannot be made any more as it was proposed
				choice.Options = choice.Options[1:]
			}
			if own {
				choice.Options, label = []view.Option{{Value: "no", Text: t.T("merge.confirm_back")}}, "word.reason"
			}
			page.Inputs = []formview.Input{{Radios: &choice}, {Area: &view.Field{Name: "text", Label: t.T(label), Value: f.Text, Optional: !own, Bidi: true}}}
			page.Button = t.T("button.save")
			return formview.Form(page), nil
		},
		Do: func(c *web.Ctx, op db.Op, f confirmForm) (db.Result, error) {
			id, err := c.ID("merge")
			if err != nil {
				return db.Result{}, err
			}
			return s.work.Confirm(c.Ctx(), op, id, f.Choice == "yes", strings.TrimSpace(f.Text))
		},
	}
}

type reportForm struct {
	Member string `form:"member" validate:"max=20"`
	Number string `form:"number" validate:"max=40"`
	Text   string `form:"text" validate:"max=2000"`
}

// report is how a caseworker tells that a family stands twice in the books.
func (s *screen) report() web.Form[reportForm] {
	look := func(c *web.Ctx) (*casefile.View, error) {
		v, err := s.frame.Look(c.In("cases"), nil)
		if err == nil && !v.MayWork {
			err = fault.Missing()
		}
		return v, err
	}
	return web.Form[reportForm]{
		Name:    "duplicates.report",
		Changes: s.frame.Changes(),
		Load: func(c *web.Ctx) (reportForm, error) {
			v, err := look(c)
			if err != nil {
				return reportForm{}, err
			}
			return reportForm{Member: strconv.FormatInt(v.Speaker(), 10)}, nil
		},
		Show: func(c *web.Ctx, p view.Page, f reportForm) (templ.Component, error) {
			v, err := look(c)
			if err != nil {
				return nil, err
			}
			t := c.T
			p.Title = t.T("duplicate.report")
			who := view.Field{Name: "member", Label: t.T("duplicate.report_who"), Value: f.Member}
			for _, m := range v.Members.On(v.Today) {
				who.Options = append(who.Options, view.Option{Value: strconv.FormatInt(m.ID, 10), Text: m.Name, Hint: m.RelationWord(t)})
			}
			return formview.Form(formview.Page{
				Page: p, Back: view.Link{Href: "/cases/" + v.Number + "/household", Text: t.T("page.household")}, About: view.Name{Text: v.HeadName, Lang: v.HeadLang}, Notes: []string{v.Number},
				Action: c.Request().URL.Path, Texts: []string{t.T("duplicate.report_text")}, Button: t.T("duplicate.report"),
				Inputs: []formview.Input{
					{Radios: &who},
					{Text: &view.Field{Name: "number", Label: t.T("duplicate.report_number"), Hint: t.T("status.number_hint"), Value: f.Number, Width: "20"}},
					{Area: &view.Field{Name: "text", Label: t.T("duplicate.report_why"), Value: f.Text, Bidi: true}},
				},
			}), nil
		},
		Do: func(c *web.Ctx, op db.Op, f reportForm) (db.Result, error) {
			member, _ := strconv.ParseInt(f.Member, 10, 64)
			n, err := casefile.ParseNumber(c.Param("number"))
			if err != nil {
				return db.Result{}, fault.Missing()
			}
			return s.work.Report(c.Ctx(), op, string(n), member, f.Number, strings.TrimSpace(f.Text))
		},
	}
}
