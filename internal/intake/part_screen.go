package intake

import (
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
	"nurlykosh/internal/platform/i18n"
	"nurlykosh/internal/platform/view"
	"nurlykosh/internal/platform/web"
	"nurlykosh/templates/formview"
)

// divorce asks of a couple that parts, the one of the address going, who keeps what by which paper.
func (s *screen) divorce() web.Form[partForm] { return s.part("intake.divorce", s.showDivorce) }

// split asks who founds a household of their own, and what goes with them.
func (s *screen) split() web.Form[partForm] { return s.part("intake.split", s.showSplit) }

// part is the form of either; the page of a divorce has a member in its address.
func (s *screen) part(name string, show func(c *web.Ctx, p view.Page, f partForm) (templ.Component, error)) web.Form[partForm] {
	return web.Form[partForm]{
		Name:    name,
		Changes: s.frame.Changes(),
		Load: func(c *web.Ctx) (f partForm, err error) {
			v, held, err := s.parting(c)
			if err == nil {
				f.begin(v, held, memberPath(c))
			}
			return f, err
		},
		Show: show,
		Do: func(c *web.Ctx, op db.Op, f partForm) (db.Result, error) {
			x, err := f.read(memberPath(c))
			if err != nil {
				return db.Result{}, err
			}
			return s.work.Part(c.Ctx(), op, caseNumber(c), x)
		},
	}
}

// parting opens the case for somebody who may write, with what the rooms hold for the family.
func (s *screen) parting(c *web.Ctx) (v *casefile.View, held []casefile.Holding, err error) {
	v, m, err := s.forWork(c, func(r *db.Rd, v *casefile.View) (err error) {
		held, err = s.book.HoldingsOf(r, v.Case)
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	if m != nil {
		if _, couple := partner(v.Members.On(v.Today), m.ID); !couple {
			return nil, nil, fault.Missing()
		}
	}
	return v, held, nil
}

func (s *screen) showDivorce(c *web.Ctx, p view.Page, f partForm) (templ.Component, error) {
	v, held, err := s.parting(c)
	if err != nil {
		return nil, err
	}
	t := c.T
	h := v.Members.On(v.Today)
	i := slices.IndexFunc(h, func(m casefile.Member) bool { return m.ID == memberPath(c) })
	leaver := h[i]
	other, _ := partner(h, leaver.ID)
	page := s.personForm(c, p, v, leaver, "part.divorce")
	page.Links = []view.Link{{Href: "/cases/" + v.Number + "/household/" + strconv.FormatInt(other.ID, 10) + "/divorce", Text: t.T("part.other_leaves", "name", other.Name)}}
	page.Facts = append([]view.Fact{{Name: t.T("part.leaves"), Value: leaver.Name}, {Name: t.T("part.stays"), Value: other.Name}}, s.partPreview(t, v, f, leaver.ID)...)
	page.Texts = []string{t.T("part.divorce_lead"), t.T("part.papers")}
	codes := yesNo(c, "codes", t.T("part.codes", "name", other.Name), f.Codes)
	codes.Hint = t.T("part.codes_hint")
	again := yesNo(c, "again", t.T("part.again"), f.Again)
	again.Hint = t.T("part.again_hint", "months", DivorceMonths)
	page.Inputs = append([]formview.Input{
		{Heading: t.T("part.codes_title")},
		{Radios: &codes},
		{Heading: t.T("part.paper_title")},
		{Select: s.paperField(t, "paper", t.T("part.paper"), f.Paper, t.T("choose"), divorcePapers)},
		{Text: &view.Field{Name: "number", Label: t.T("part.number"), Value: f.Number, Bidi: true, Width: "20"}},
		{Date: &view.DateField{Name: "issued", Label: t.T("part.issued"), Day: f.IssuedDay, Month: f.IssuedMonth, Year: f.IssuedYear}},
		{Date: &view.DateField{Name: "left", Label: t.T("part.day"), Hint: t.T("part.day_hint"), Day: f.Day, Month: f.Month, Year: f.Year}},
		{Heading: t.T("part.again_title", "months", DivorceMonths)},
		{Radios: &again},
		{Area: &view.Field{Name: "why", Label: t.T("part.why"), Hint: t.T("part.why_hint"), Value: f.Why}},
		{Heading: t.T("part.heard_title")},
	}, heardInputs(t, v, f)...)
	for i, m := range h {
		page.Inputs = append(page.Inputs, s.lineInputs(t, v, f, i, m, leaver.ID, other.ID)...)
	}
	return s.finishPart(c, page, v, held, f, leaver.ID), nil
}

func (s *screen) showSplit(c *web.Ctx, p view.Page, f partForm) (templ.Component, error) {
	v, held, err := s.parting(c)
	if err != nil {
		return nil, err
	}
	t := c.T
	page := s.familyForm(c, p, v, "part.split")
	page.Texts = []string{t.T("part.split_lead"), t.T("part.papers")}
	h := v.Members.On(v.Today)
	if len(h) < 2 {
		page.Closed = t.T("leave.last")
		page.Links = []view.Link{{Href: "/cases/" + v.Number + "/close", Text: t.T("button.close_case")}}
		return formview.Form(page), nil
	}
	page.Facts = s.partPreview(t, v, f, 0)
	head := view.Field{Name: "head", Label: t.T("part.head"), Hint: t.T("part.head_hint"), Value: f.Head, Options: membersOf(t, adultsOf(h, v.Today))}
	page.Inputs = []formview.Input{
		{Date: &view.DateField{Name: "left", Label: t.T("part.day"), Hint: t.T("part.day_hint"), Day: f.Day, Month: f.Month, Year: f.Year}},
		{Radios: &head},
	}
	for i, m := range h {
		page.Inputs = append(page.Inputs, s.lineInputs(t, v, f, i, m, 0, 0)...)
	}
	return s.finishPart(c, page, v, held, f, 0), nil
}

// partPreview is what both households will be by the choices that stand on the page.
func (s *screen) partPreview(t i18n.Reader, v *casefile.View, f partForm, leaver int64) []view.Fact {
	x, _ := f.read(leaver)
	h := v.Members.On(v.Today)
	founded := x.founded(h)
	stay := slices.DeleteFunc(slices.Clone(h), func(m casefile.Member) bool { return x.line(m.ID).Side == goes })
	if len(founded) == 0 {
		return []view.Fact{{Name: t.T("leave.persons"), Value: strconv.Itoa(len(h)), Note: t.T("part.nobody_yet")}}
	}
	return preview(t, v, stay, founded)
}

// heardInputs ask of each adult the day on which they were heard apart, or why not.
func heardInputs(t i18n.Reader, v *casefile.View, f partForm) (out []formview.Input) {
	for i, m := range adultsOf(v.Members.On(v.Today), v.Today) {
		var x heardForm
		if i < len(f.Heard) {
			x = f.Heard[i]
		}
		at := heardAt(i)
		out = append(out,
			formview.Input{Hidden: &view.Field{Name: at + "member", Value: strconv.FormatInt(m.ID, 10)}},
			formview.Input{Date: &view.DateField{Name: at + "on", Label: t.T("part.heard", "name", m.Name), Day: x.Day, Month: x.Month, Year: x.Year}},
			formview.Input{Text: &view.Field{Name: at + "why", Label: t.T("part.heard_why"), Value: x.Why, Optional: true}})
	}
	return out
}

// lineInputs ask about one member: the side, and of who may go the relation, the place in the quota and the paper. The sides
// of a couple that divorces are fixed.
func (s *screen) lineInputs(t i18n.Reader, v *casefile.View, f partForm, i int, m casefile.Member, leaver, other int64) []formview.Input {
	at := lineAt(i)
	x := lineForm{}
	if i < len(f.Lines) {
		x = f.Lines[i]
	}
	out := []formview.Input{{Hidden: &view.Field{Name: at + "member", Value: strconv.FormatInt(m.ID, 10)}}}
	in, minor := m.Quota == "included", !m.MayBeAdult(v.Today)
	switch m.ID {
	case other:
		return append(out, formview.Input{Hidden: &view.Field{Name: at + "side", Value: stays}})
	case leaver:
		out = append(out, formview.Input{Hidden: &view.Field{Name: at + "side", Value: goes}})
		if !in {
			return out
		}
		out = append(out, formview.Input{Heading: m.Name})
	default:
		side := sideField(t, at, t.T("part.side"), x.Side, "part.member_")
		out = append(out, formview.Input{Heading: m.Name + " · " + m.RelationWord(t)}, formview.Input{Radios: &side},
			formview.Input{Select: relationField(t, at+"relation", t.T("part.relation"), x.Relation)})
	}
	if in {
		place := sideField(t, at, t.T("part.place"), x.Place, "part.place_")
		place.Name = at + "seat"
		out = append(out, formview.Input{Radios: &place})
	}
	if in || minor {
		out = append(out, s.restsInputs(t, at, x.Paper, x.Number, leaver != 0)...)
	}
	return out
}

func sideField(t i18n.Reader, at, label, value, words string) view.Field {
	return view.Field{Name: at + "side", Label: label, Value: value, Options: []view.Option{{Value: stays, Text: t.T(words + stays)}, {Value: goes, Text: t.T(words + goes)}}}
}

// restsInputs ask by which paper; in a divorce its own paper is enough.
func (s *screen) restsInputs(t i18n.Reader, at, paper, number string, divorce bool) []formview.Input {
	first := t.T("choose")
	if divorce {
		first = t.T("part.same_paper")
	}
	return []formview.Input{
		{Select: s.paperField(t, at+"paper", t.T("part.by_paper"), paper, first, sharePapers)},
		{Text: &view.Field{Name: at + "number", Label: t.T("part.number"), Value: number, Bidi: true, Optional: true, Width: "20"}},
	}
}

func (s *screen) paperField(t i18n.Reader, name, label, value, first string, kinds []string) *view.Field {
	f := &view.Field{Name: name, Label: label, Value: value, Options: []view.Option{{Text: first}}}
	for _, k := range kinds {
		f.Options = append(f.Options, view.Option{Value: k, Text: s.paperTitle(t, k, k)})
	}
	return f
}

// finishPart adds what both forms ask at the end: the family's things, who speaks for those who stay, a note.
func (s *screen) finishPart(c *web.Ctx, page formview.Page, v *casefile.View, held []casefile.Holding, f partForm, leaver int64) templ.Component {
	t := c.T
	for i, k := range held {
		at, x := thingAt(i), thingForm{}
		if i < len(f.Things) {
			x = f.Things[i]
		}
		name := t.T("part.kind."+k.Kind) + ": " + t.T(k.Key)
		if k.Text != "" {
			name += " · " + k.Text
		}
		side := sideField(t, at, t.T("part.keeps"), x.Side, "part.thing_")
		page.Inputs = append(page.Inputs, formview.Input{Heading: name}, formview.Input{Hidden: &view.Field{Name: at + "kind", Value: k.Kind}},
			formview.Input{Hidden: &view.Field{Name: at + "thing", Value: strconv.FormatInt(k.ID, 10)}}, formview.Input{Radios: &side})
		page.Inputs = append(page.Inputs, s.restsInputs(t, at, x.Paper, x.Number, leaver != 0)...)
	}
	page.Inputs = append(page.Inputs, formview.Input{Heading: t.T("part.end")})
	if leaver == 0 || leaver == v.Speaker() {
		who := view.Field{Name: "contact", Label: t.T("leave.who_speaks"), Hint: t.T("part.who_speaks_hint", "days", NameHeadDays), Value: f.Contact, Options: []view.Option{{Text: t.T("choose")}}}
		for _, m := range v.Members.On(v.Today) {
			if m.ID != leaver && m.ID != v.Speaker() {
				who.Options = append(who.Options, view.Option{Value: strconv.FormatInt(m.ID, 10), Text: m.Name})
			}
		}
		if len(who.Options) == 2 && who.Value == "" { // there is nobody else
			who.Value = who.Options[1].Value
		}
		page.Inputs = append(page.Inputs, formview.Input{Select: &who})
	}
	page.Inputs = append(page.Inputs, formview.Input{Area: &view.Field{Name: "text", Label: t.T("reason.text"), Value: f.Text, Optional: true}},
		formview.Input{Hidden: &view.Field{Name: "shown", Value: f.choice(leaver)}})
	page.Again, page.Button = t.T("part.show"), t.T("part.button")
	return formview.Form(page)
}
