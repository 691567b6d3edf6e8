package intake

import (
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/identity"
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
	"nurlykosh/internal/platform/i18n"
	"nurlykosh/internal/platform/view"
	"nurlykosh/internal/platform/web"
	intakeview "nurlykosh/templates/intake"
)

// paperRoutes are the pages and forms of the case's part "Papers".
func (s *screen) paperRoutes(a *web.App) {
	a.GET("/cases/:number/papers", access.CaseReader, s.papers)
	web.AddForm(a, "/cases/:number/papers/:kind", access.CaseWriter, s.recordPaper())
	web.AddForm(a, "/cases/:number/papers/:kind/:member", access.CaseWriter, s.recordPaper())
}

// papers lists what the case needs, surely and perhaps, and where each paper stands.
func (s *screen) papers(c *web.Ctx) error {
	c.In("cases")
	var needs []Need
	var about Circle
	v, err := s.frame.Look(c, func(r *db.Rd, v *casefile.View) error {
		var err error
		if about, err = circle(r, v.Case, v.Members, v.Today); err != nil {
			return err
		}
		recorded, err := PapersOf(r, v.ID)
		needs = Needs(s.book, about, recorded)
		return err
	})
	if err != nil {
		return err
	}
	p := intakeview.PapersPage{Frame: s.frame.Fill(c, c.Page(""), v, "papers"), MayWork: v.MayWork}
	open, listed := 0, 0
	seen := map[string]bool{}
	groups := map[int64]*intakeview.PaperGroup{}
	who := []*casefile.Member{nil}
	for i := range about.Members {
		who = append(who, &about.Members[i])
	}
	for _, m := range who {
		groups[idOf(m)] = group(c.T, m)
	}
	later, perhaps := kindList{}, kindList{}
	for _, n := range needs {
		seen[n.Kind.Kind] = true
		switch {
		case n.Own == nil && n.Wanted == casefile.NotKnown:
			perhaps.add(n)
			continue
		case n.By == nil && !n.Listed():
			later.add(n)
			continue
		}
		groups[idOf(n.Member)].Rows = append(groups[idOf(n.Member)].Rows, s.paperRow(c.T, v, n))
		if n.Listed() {
			if listed++; n.State() != paperReceived && n.State() != paperAccepted {
				open++
			}
		}
	}
	p.Later, p.Perhaps = later.rows(c.T, v, len(about.Members)), perhaps.rows(c.T, v, len(about.Members))
	for _, m := range who {
		p.Groups = append(p.Groups, *groups[idOf(m)])
	}
	p.Summary = c.T.T("papers.summary", "missing", open, "all", listed)
	for _, k := range s.book.Papers {
		if v.MayWork && !seen[k.Kind] && listedIn(k.Tracks, string(v.Track)) {
			p.Others = append(p.Others, view.Link{Href: "/cases/" + v.Number + "/papers/" + k.Kind, Text: c.T.Pick(k.KK, k.RU, k.EN)})
		}
	}
	return c.Show(200, intakeview.Papers(p))
}

// kindList gathers needs by kind, so that a large family does not repeat them.
type kindList struct {
	kinds []casefile.PaperKind
	whose map[string][]string
}

func (l *kindList) add(n Need) {
	if l.whose == nil {
		l.whose = map[string][]string{}
	}
	if _, known := l.whose[n.Kind.Kind]; !known {
		l.kinds = append(l.kinds, n.Kind)
	}
	l.whose[n.Kind.Kind] = append(l.whose[n.Kind.Kind], view.Isolated(nameOf(n.Member)))
}

// rows names the kinds, and whose they are when not everybody's.
func (l kindList) rows(t i18n.Reader, v *casefile.View, members int) []intakeview.PaperKindRow {
	var out []intakeview.PaperKindRow
	for _, k := range l.kinds {
		row := intakeview.PaperKindRow{Text: t.Pick(k.KK, k.RU, k.EN)}
		switch names := l.whose[k.Kind]; {
		case k.BelongsTo == "household":
			row.Whose = t.T("papers.whole_household")
		case len(names) == members && members > 1:
			row.Whose = t.T("papers.every_member")
		default:
			row.Whose = strings.Join(names, ", ")
		}
		if w := WayOf(k.Kind); w != Brought {
			row.Way = t.T("papers.way." + string(w))
		}
		if v.MayWork {
			row.Href = "/cases/" + v.Number + "/papers/" + k.Kind
		}
		out = append(out, row)
	}
	return out
}

func idOf(m *casefile.Member) int64 {
	if m == nil {
		return 0
	}
	return m.ID
}

func group(t i18n.Reader, m *casefile.Member) *intakeview.PaperGroup {
	if m == nil {
		return &intakeview.PaperGroup{Title: t.T("papers.of_household")}
	}
	return &intakeview.PaperGroup{Title: m.RelationWord(t), Name: &view.Name{Text: m.Name, Lang: identity.LangOf(m.NameScript)}}
}

var paperColour = map[string]string{paperNeeded: "line", paperAsked: "sky", paperReceived: "gold", paperAccepted: "green", paperNotAccepted: "red"}

func (s *screen) paperRow(t i18n.Reader, v *casefile.View, n Need) intakeview.PaperRow {
	row := intakeview.PaperRow{Text: t.Pick(n.Kind.KK, n.Kind.RU, n.Kind.EN), State: view.Tag{Kind: paperColour[n.State()], Text: t.T("paper." + n.State())}}
	var sub []string
	if w := WayOf(n.Kind.Kind); w != Brought {
		sub = append(sub, t.T("papers.way."+string(w)))
	}
	if n.Wanted == casefile.No {
		sub = append(sub, t.T("papers.not_needed"))
	}
	if !n.Kind.Verified {
		sub = append(sub, t.T("word.unverified"))
	}
	row.Sub = strings.Join(sub, " · ")
	row.Detail = s.paperDetail(t, n)
	if v.MayWork {
		row.Edit = view.Link{Href: "/cases/" + v.Number + "/papers/" + n.Kind.Kind, Text: t.T("papers.record")}
		if n.Member != nil {
			row.Edit.Href += "/" + strconv.FormatInt(n.Member.ID, 10)
		}
	}
	return row
}

// paperDetail tells of the paper that serves a need: what stands for it, number, dates, who saw it, why it was refused.
func (s *screen) paperDetail(t i18n.Reader, n Need) string {
	p := n.By
	if p == nil {
		return ""
	}
	var out []string
	if p.Kind != n.Kind.Kind {
		out = append(out, t.T("papers.stands_in", "paper", s.paperTitle(t, p.Kind, p.Kind)))
	}
	if p.Tail != "" {
		out = append(out, "…"+p.Tail)
	}
	if d := shortDay(t, p.Expires); d != "" {
		out = append(out, t.T("household.until", "date", d))
	}
	if p.State == paperAccepted {
		out = append(out, t.T("papers.seen", "date", t.Date(p.Seen), "name", p.SeenBy))
	}
	if p.Original != "" {
		out = append(out, t.T("paper.original."+p.Original))
	}
	if p.Refused != "" {
		out = append(out, t.T("paper.refused."+p.Refused))
	}
	return strings.Join(out, " · ")
}

// paperForm is a paper as typed.
type paperForm struct {
	Member       string   `form:"member" validate:"max=20"`
	State        string   `form:"state" validate:"max=20"`
	Number       string   `form:"number" validate:"max=60"`
	IssuedDay    string   `form:"issued_day" validate:"max=4"`
	IssuedMonth  string   `form:"issued_month" validate:"max=4"`
	IssuedYear   string   `form:"issued_year" validate:"max=6"`
	ExpiresDay   string   `form:"expires_day" validate:"max=4"`
	ExpiresMonth string   `form:"expires_month" validate:"max=4"`
	ExpiresYear  string   `form:"expires_year" validate:"max=6"`
	SeenDay      string   `form:"seen_day" validate:"max=4"`
	SeenMonth    string   `form:"seen_month" validate:"max=4"`
	SeenYear     string   `form:"seen_year" validate:"max=6"`
	Original     string   `form:"original" validate:"max=20"`
	Translation  string   `form:"translation" validate:"omitempty,oneof=yes no"`
	Refused      string   `form:"refused" validate:"max=30"`
	Text         string   `form:"text" validate:"max=2000"`
	StandsFor    []string `form:"stands_for"`
}

func (f paperForm) read() (PaperEntry, error) {
	p := &fault.Problems{}
	x := PaperEntry{
		State: f.State, Number: f.Number, Original: f.Original, Translation: f.Translation == "yes", Refused: f.Refused, Text: f.Text,
		StandsFor: f.StandsFor,
	}
	x.Issued = readDay(p, "issued_day", f.IssuedDay, f.IssuedMonth, f.IssuedYear)
	x.Expires = readDay(p, "expires_day", f.ExpiresDay, f.ExpiresMonth, f.ExpiresYear)
	x.Seen = readDay(p, "seen_day", f.SeenDay, f.SeenMonth, f.SeenYear)
	return x, p.Err()
}

// formOf is the form of a recorded paper.
func formOf(p Paper, number string, today civil.Date) paperForm {
	f := paperForm{
		State: p.State, Number: number, Original: p.Original, Refused: p.Refused,
		StandsFor: strings.FieldsFunc(p.StandsFor, func(r rune) bool { return r == ';' }),
	}
	if p.Translation {
		f.Translation = "yes"
	}
	f.IssuedDay, f.IssuedMonth, f.IssuedYear = dayParts(p.Issued)
	f.ExpiresDay, f.ExpiresMonth, f.ExpiresYear = dayParts(p.Expires)
	if p.Seen.IsZero() {
		p.Seen = today
	}
	f.SeenDay, f.SeenMonth, f.SeenYear = dayParts(p.Seen)
	return f
}

func (s *screen) kind(c *web.Ctx, t casefile.Track) (casefile.PaperKind, error) {
	k, ok := s.book.Paper(c.Param("kind"))
	if !ok || !listedIn(k.Tracks, string(t)) || k.BelongsTo == "household" && c.Param("member") != "" {
		return k, fault.Missing()
	}
	return k, nil
}

func (s *screen) recordPaper() web.Form[paperForm] {
	return web.Form[paperForm]{
		Name:    "intake.record_paper",
		Changes: s.frame.Changes(),
		Load: func(c *web.Ctx) (paperForm, error) {
			f := paperForm{}
			_, _, err := s.forWork(c, func(r *db.Rd, v *casefile.View) error {
				k, err := s.kind(c, v.Track)
				if err != nil {
					return err
				}
				f = formOf(Paper{}, "", v.Today)
				recorded, err := PapersOf(r, v.ID)
				if err != nil {
					return err
				}
				i := slices.IndexFunc(recorded, func(p Paper) bool { return p.Kind == k.Kind && p.MemberID == memberPath(c) })
				if i < 0 {
					return nil
				}
				number, err := recorded[i].number(r)
				if err != nil {
					return err
				}
				f = formOf(recorded[i], number, v.Today)
				return err
			})
			return f, err
		},
		Show: s.showPaper,
		Do: func(c *web.Ctx, op db.Op, f paperForm) (db.Result, error) {
			x, err := f.read()
			if err != nil {
				return db.Result{}, err
			}
			member := memberPath(c)
			if member == 0 {
				member = memberID(f.Member)
			}
			return s.work.RecordPaper(c.Ctx(), op, caseNumber(c), c.Param("kind"), member, x)
		},
	}
}

func (s *screen) showPaper(c *web.Ctx, p view.Page, f paperForm) (templ.Component, error) {
	page, v, m, err := s.questions(c, p, "papers.record")
	if err != nil {
		return nil, err
	}
	k, err := s.kind(c, v.Track)
	if err != nil {
		return nil, err
	}
	t := c.T
	page.Title = t.Pick(k.KK, k.RU, k.EN)
	page.Back = view.Link{Href: "/cases/" + v.Number + "/papers", Text: t.T("page.papers")}
	if w := WayOf(k.Kind); w != Brought {
		page.Lead = t.T("papers.way." + string(w))
	}
	if k.BelongsTo == "person" && m == nil {
		who := view.Field{Name: "member", Label: t.T("papers.whose"), Value: f.Member, Options: []view.Option{{Text: t.T("choose")}}}
		for _, o := range v.Members.On(v.Today) {
			who.Options = append(who.Options, view.Option{Value: strconv.FormatInt(o.ID, 10), Text: o.Name})
		}
		page.Items = append(page.Items, intakeview.FormItem{Select: &who})
	}
	state := view.Field{Name: "state", Label: t.T("papers.state"), Value: f.State}
	for _, x := range PaperStates {
		if x != paperAsked || WayOf(k.Kind) != Looked {
			state.Options = append(state.Options, view.Option{Value: x, Text: t.T("paper." + x)})
		}
	}
	page.Items = append(
		page.Items,
		intakeview.FormItem{Radios: &state},
		intakeview.FormItem{Input: &view.Field{Name: "number", Label: t.T("person.number"), Value: f.Number, Optional: true, Bidi: true, Width: "20"}},
		intakeview.FormItem{Date: &view.DateField{Name: "issued", Label: t.T("paper.issued"), Day: f.IssuedDay, Month: f.IssuedMonth, Year: f.IssuedYear, Optional: true}},
		intakeview.FormItem{Date: &view.DateField{Name: "expires", Label: t.T("paper.expires"), Day: f.ExpiresDay, Month: f.ExpiresMonth, Year: f.ExpiresYear, Optional: !k.Expires}},
		intakeview.FormItem{Date: &view.DateField{Name: "seen", Label: t.T("papers.seen_on"), Hint: t.T("papers.seen_hint"), Day: f.SeenDay, Month: f.SeenMonth, Year: f.SeenYear}},
	)
	original := view.Field{Name: "original", Label: t.T("papers.original"), Value: f.Original, Options: []view.Option{{Text: t.T("word.not_known")}}}
	for _, x := range OriginalPlaces {
		original.Options = append(original.Options, view.Option{Value: x, Text: t.T("paper.original." + x)})
	}
	refused := view.Field{Name: "refused", Label: t.T("papers.refused"), Hint: t.T("papers.refused_hint"), Value: f.Refused, Options: []view.Option{{Text: t.T("choose")}}}
	for _, x := range PaperRefusals {
		refused.Options = append(refused.Options, view.Option{Value: x, Text: t.T("paper.refused." + x)})
	}
	page.Items = append(
		page.Items,
		intakeview.FormItem{Select: &original},
		check("translation", t.T("papers.translation"), f.Translation),
		intakeview.FormItem{Select: &refused},
		intakeview.FormItem{Input: &view.Field{Name: "text", Label: t.T("reason.text"), Value: f.Text, Optional: true}},
	)
	if may := standsFor(s.book, k.Kind); len(may) > 0 {
		stands := view.Field{Name: "stands_for", Label: t.T("papers.stands_for"), Hint: t.T("papers.stands_for_hint")}
		for _, o := range may {
			if listedIn(o.Tracks, string(v.Track)) && listedIn(o.Origins, v.OriginCountry) {
				stands.Options = append(stands.Options, view.Option{Value: o.Kind, Text: t.Pick(o.KK, o.RU, o.EN), Selected: contained(f.StandsFor, o.Kind)})
			}
		}
		if len(stands.Options) > 0 {
			page.Items = append(page.Items, intakeview.FormItem{Boxes: &stands})
		}
	}
	return intakeview.Questions(page), nil
}
