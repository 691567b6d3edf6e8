package duplicates

import (
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/identity"
	"nurlykosh/internal/intake"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
	"nurlykosh/internal/platform/i18n"
	"nurlykosh/internal/platform/view"
	"nurlykosh/internal/platform/web"
	"nurlykosh/templates/formview"
)

// mergeForm is a merge as typed: for every member of the other case a place, and whose values count.
type mergeForm struct {
	Members []placeForm `form:"members"`
	Text    string      `form:"text" validate:"max=2000"`
}

type placeForm struct {
	Member      string `form:"member" validate:"max=20"`
	As          string `form:"as" validate:"max=20"`
	Shown       string `form:"shown" validate:"max=20"`
	Relation    string `form:"relation" validate:"max=20"`
	Name        string `form:"keep_name" validate:"omitempty,oneof=main other"`
	Sex         string `form:"keep_sex" validate:"omitempty,oneof=main other"`
	Birth       string `form:"keep_birth" validate:"omitempty,oneof=main other"`
	Citizenship string `form:"keep_citizenship" validate:"omitempty,oneof=main other"`
	Reads       string `form:"keep_reads" validate:"omitempty,oneof=main other"`
	IIN         string `form:"keep_iin" validate:"omitempty,oneof=main other"`
	Sure        string `form:"sure" validate:"omitempty,oneof=yes no"`
}

func (f placeForm) taken() map[string]bool {
	out := map[string]bool{}
	for k, v := range map[string]string{"name": f.Name, "sex": f.Sex, "birth": f.Birth, "citizenship": f.Citizenship, "reads": f.Reads, "iin": f.IIN} {
		if v == "other" {
			out[k] = true
		}
	}
	return out
}

// join is the choice that somebody of the other household is nobody of the main one.
const join = "join"

func (f mergeForm) read(main, other *lookedSide, kind Kind) (Plan, error) {
	var p fault.Problems
	out := Plan{Text: strings.TrimSpace(f.Text)}
	for i, m := range f.Members {
		o, err := strconv.ParseInt(m.Member, 10, 64)
		if err != nil {
			p.Add(At(i)+"as", "form.not_a_choice", nil)
			continue
		}
		q := Pairing{Other: o, Take: m.taken(), Sure: m.Sure == "yes"}
		if m.As == join && kind == Cases {
			q.Relation = m.Relation
		} else if q.Main, err = strconv.ParseInt(m.As, 10, 64); err != nil {
			continue // Check says that the place is missing
		}
		om, _ := memberIn(other.Members, o)
		if mm, ok := memberIn(main.Members, q.Main); ok && m.Shown != m.As && len(differs(om, mm)) > 0 {
			p.Add(At(i)+"as", "merge.look_again", nil) // the summary names the member
		}
		out.Pairs = append(out.Pairs, q)
	}
	return out, p.Err()
}

func (s *screen) merge() web.Form[mergeForm] {
	open := func(c *web.Ctx) (x *looked, main, other *lookedSide, kind Kind, err error) {
		if x, err = s.look(c); err != nil {
			return
		}
		number, err := casefile.ParseNumber(c.Param("number"))
		if err != nil {
			return nil, nil, nil, "", fault.Missing()
		}
		if main, other, err = x.side(string(number)); err != nil {
			return
		}
		return x, main, other, KindOf(main.Side, other.Side, x.today), nil
	}
	return web.Form[mergeForm]{
		Name: "duplicates.merge",
		Changes: web.Thing{Of: MergeOf, Now: func(c *web.Ctx) (web.Standing, error) {
			x, main, _, _, err := open(c)
			if err != nil {
				return web.Standing{}, err
			}
			return web.Standing{Rev: x.mark, Stream: main.Case.Stream(), Stands: stand(x), Words: func(was string) string { return s.standWords(c.T, was) }}, nil
		}},
		Load: func(c *web.Ctx) (mergeForm, error) {
			x, main, other, kind, err := open(c)
			if err != nil {
				return mergeForm{}, err
			}
			return firstPlan(x, main, other, kind), nil
		},
		Show: func(c *web.Ctx, p view.Page, f mergeForm) (templ.Component, error) {
			x, main, other, kind, err := open(c)
			if err != nil {
				return nil, err
			}
			return formview.Form(s.mergePage(c, p, x, main, other, kind, f)), nil
		},
		Do: func(c *web.Ctx, op db.Op, f mergeForm) (db.Result, error) {
			x, main, other, kind, err := open(c)
			if err != nil && fault.Is(fault.Of(err), fault.NotFound) && op.Made.Rev > 0 { // it could be opened when the form was made
				return db.Result{}, closed(err)
			}
			if err != nil {
				return db.Result{}, err
			}
			plan, err := f.read(main, other, kind)
			if err != nil {
				return db.Result{}, err
			}
			plan.Stood = stand(x)
			return s.work.Merge(c.Ctx(), op, x.ID, main.Case.Number, plan)
		},
	}
}

// firstPlan fills in what is likest: the person of the pair, and those of the same name and birth.
func firstPlan(x *looked, main, other *lookedSide, kind Kind) (f mergeForm) {
	those := other.Members.On(x.today)
	if kind != Cases {
		those = casefile.Household{other.Member}
	}
	used := map[int64]bool{}
	married := slices.ContainsFunc(main.Members.On(x.today), func(m casefile.Member) bool { return m.Relation == "spouse" })
	for _, o := range those {
		row := placeForm{Member: strconv.FormatInt(o.ID, 10), As: join, Relation: o.Relation}
		if m, ok := likest(o, main, other, used, x); ok {
			used[m.ID] = true
			row.As, row.Relation = strconv.FormatInt(m.ID, 10), ""
			row.Shown = row.As
		} else if o.Relation == "head" || o.Relation == "spouse" && married { // cannot be, beside those of the main case
			row.Relation = ""
		}
		f.Members = append(f.Members, row)
	}
	return f
}

func likest(o casefile.Member, main, other *lookedSide, used map[int64]bool, x *looked) (casefile.Member, bool) {
	if o.ID == other.Member.ID {
		return main.Member, true
	}
	var best casefile.Member
	score := 0.0
	for _, m := range main.Members.On(x.today) {
		if used[m.ID] || m.ID == main.Member.ID {
			continue
		}
		f := identity.Compare(describe(o), describe(m))
		if o.PersonID == m.PersonID {
			f.Score = 2
		}
		if (f.Telling() || f.Score == 2) && f.Score > score {
			best, score = m, f.Score
		}
	}
	return best, score > 0
}

func describe(m casefile.Member) identity.Described {
	return identity.Described{
		Person: identity.Person{Sex: m.Sex, Birth: m.Birth, BirthYear: m.BirthYear, Country: m.Country},
		Names:  []identity.Attested{{Written: m.Name, Script: m.NameScript}},
	}
}

// differs are the fields of which two records have different values, both known.
func differs(o, m casefile.Member) (out []string) {
	if o.PersonID == m.PersonID {
		return nil
	}
	if o.Name != m.Name {
		out = append(out, "name")
	}
	if o.Sex != "" && m.Sex != "" && o.Sex != m.Sex {
		out = append(out, "sex")
	}
	if o.BirthYear != 0 && m.BirthYear != 0 && (o.Birth != m.Birth || o.BirthYear != m.BirthYear) {
		out = append(out, "birth")
	}
	if o.Country != "" && m.Country != "" && o.Country != m.Country {
		out = append(out, "citizenship")
	}
	if o.IINState == "known" && m.IINState == "known" {
		out = append(out, "iin")
	}
	return out
}

func (s *screen) mergePage(c *web.Ctx, p view.Page, x *looked, main, other *lookedSide, kind Kind, f mergeForm) formview.Page {
	t := c.T
	p.Title = t.T("merge.title_" + string(kind))
	whose(&p, f, other)
	page := formview.Page{
		Page: p, Back: view.Link{Href: x.address(), Text: t.T("duplicate.title")}, Action: c.Request().URL.Path, Button: t.T("merge.button"),
		About: view.Name{Text: main.Member.Name, Lang: identity.LangOf(main.Member.NameScript)}, Notes: slices.Compact([]string{main.Case.Number, other.Case.Number}),
	}
	if x.State != "open" && x.State != "not_same" {
		if page.Closed = t.T("merge.already"); x.State == "gone" {
			page.Closed = t.T("duplicate.state.gone")
		}
	}
	switch kind {
	case Cases:
		page.Facts = s.preview(t, x, main, other, f)
		page.Texts = []string{t.T("merge.text_case", "number", main.Case.Number, "other", other.Case.Number)}
		if main.holds.Grants+other.holds.Grants+main.holds.Dwellings > 0 {
			page.Texts, page.Button = append(page.Texts, t.T("merge.two_persons")), t.T("merge.button_propose")
		}
		if main.Case.Facts.Included == casefile.Yes && other.Case.Facts.Included == casefile.Yes {
			page.Texts = append(page.Texts, t.T("merge.double_quota"))
		}
		if main.Case.Track != other.Case.Track {
			page.Texts = append(page.Texts, t.T("merge.other_track"))
		}
	default:
		page.Texts = []string{t.T("merge.text_" + string(kind))}
	}
	for i, row := range f.Members {
		page.Inputs = append(page.Inputs, s.placeInputs(t, x, main, other, kind, i, row)...)
	}
	page.Inputs = append(page.Inputs, formview.Input{Area: &view.Field{Name: "text", Label: t.T("merge.why"), Hint: t.T("merge.why_hint"), Value: f.Text, Bidi: true}})
	return page
}

// whose says in the summary of problems which member each is about.
func whose(p *view.Page, f mergeForm, other *lookedSide) {
	for i := range p.Problems {
		for k, row := range f.Members {
			if id, err := strconv.ParseInt(row.Member, 10, 64); err == nil && strings.HasPrefix(p.Problems[i].Field, At(k)) {
				if m, _ := memberIn(other.Members, id); !strings.HasPrefix(p.Problems[i].Text, m.Name) {
					p.Problems[i].Where = m.Name
				}
			}
		}
	}
}

// preview sets the household of today beside the one that comes of the merge.
func (s *screen) preview(t i18n.Reader, x *looked, main, other *lookedSide, f mergeForm) []view.Fact {
	now := main.Members.On(x.today)
	then := slices.Clone(now)
	for _, row := range f.Members {
		if id, err := strconv.ParseInt(row.Member, 10, 64); err == nil && row.As == join {
			if m, ok := memberIn(other.Members, id); ok {
				then = append(then, m)
			}
		}
	}
	arrow := func(a, b int) string { return strconv.Itoa(a) + " → " + strconv.Itoa(b) }
	tasks := 0
	for _, d := range other.tasks {
		if slices.ContainsFunc(main.tasks, func(k casefile.Task) bool { return k.TakesOver(d) }) {
			tasks++
		}
	}
	return []view.Fact{
		{Name: t.T("leave.persons"), Value: arrow(len(now), len(then))},
		{Name: t.T("leave.rooms"), Value: arrow(now.RoomsNeeded(x.today), then.RoomsNeeded(x.today))},
		{Name: t.T("merge.tasks_counted"), Value: strconv.Itoa(tasks)},
	}
}

// placeInputs asks about one member of the other record: who that is in the main one, and whose values count.
func (s *screen) placeInputs(t i18n.Reader, x *looked, main, other *lookedSide, kind Kind, i int, row placeForm) []formview.Input {
	id, err := strconv.ParseInt(row.Member, 10, 64)
	o, ok := memberIn(other.Members, id)
	if err != nil || !ok {
		return nil
	}
	at := At(i)
	out := []formview.Input{
		{Heading: o.Name + " · " + other.Case.Number},
		{Hidden: &view.Field{Name: at + "member", Value: row.Member}},
		{Hidden: &view.Field{Name: at + "shown", Value: row.As}},
	}
	if kind == Cases {
		as := view.Field{Name: at + "as", Label: t.T("merge.as", "number", main.Case.Number), Value: row.As}
		for _, m := range main.Members.On(x.today) {
			as.Options = append(as.Options, view.Option{Value: strconv.FormatInt(m.ID, 10), Text: t.T("merge.as_same", "name", m.Name)})
		}
		as.Options = append(as.Options, view.Option{Value: join, Text: t.T("merge.as_join")})
		relation := view.Field{Name: at + "relation", Label: t.T("merge.relation"), Value: row.Relation, Options: []view.Option{{Text: t.T("choose")}}}
		for _, k := range intake.Relations {
			relation.Options = append(relation.Options, view.Option{Value: k, Text: t.T("relation." + k)})
		}
		out = append(out, formview.Input{Select: &as}, formview.Input{Select: &relation})
	} else {
		out = append(out, formview.Input{Hidden: &view.Field{Name: at + "as", Value: row.As}})
	}
	as, _ := strconv.ParseInt(row.As, 10, 64)
	m, ok := memberIn(main.Members, as)
	if !ok {
		return out
	}
	typed := map[string]string{"name": row.Name, "sex": row.Sex, "birth": row.Birth, "citizenship": row.Citizenship, "reads": row.Reads, "iin": row.IIN}
	for _, k := range differs(o, m) {
		f := view.Field{Name: at + "keep_" + k, Label: t.T("merge.field." + k), Value: typed[k]}
		if f.Value == "" {
			f.Value = "main"
		}
		f.Options = []view.Option{
			{Value: "main", Text: s.value(t, k, m), Hint: main.Case.Number}, {Value: "other", Text: s.value(t, k, o), Hint: other.Case.Number},
		}
		out = append(out, formview.Input{Radios: &f})
	}
	if contradict(o, m) {
		out = append(out, formview.Input{Check: &view.Field{Name: at + "sure", Label: t.T("merge.sure", "name", m.Name), Value: row.Sure}})
	}
	return out
}

// value is a member's field in words.
func (s *screen) value(t i18n.Reader, field string, m casefile.Member) string {
	switch field {
	case "name":
		return m.Name
	case "sex":
		return t.T("field.sex_" + m.Sex)
	case "birth":
		return bornShort(t, m)
	case "citizenship":
		return s.country(t, m.Country)
	}
	return t.T("merge.iin_of", "name", m.Name)
}
