package intake

import (
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/identity"
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
	"nurlykosh/internal/platform/i18n"
	"nurlykosh/internal/platform/view"
	"nurlykosh/internal/platform/web"
	intakeview "nurlykosh/templates/intake"
)

// householdRoutes are the pages and forms of the case's part "Household".
func (s *screen) householdRoutes(a *web.App) {
	a.GET("/cases/:number/household", access.CaseReader, s.household)
	web.AddForm(a, "/cases/:number/household/add", access.CaseWriter, s.addMember())
	web.AddForm(a, "/cases/:number/household/facts", access.CaseWriter, s.wishes())
	web.AddForm(a, "/cases/:number/household/contact", access.CaseWriter, s.contact())
	web.AddForm(a, "/cases/:number/household/consent", access.CaseWriter, s.consent())
	web.AddForm(a, "/cases/:number/household/complete", access.CaseWriter, s.complete())
	web.AddForm(a, "/cases/:number/household/head", access.CaseWriter, s.nameHead())
	web.AddForm(a, "/cases/:number/household/split", access.CaseWriter, s.split())
	web.AddForm(a, "/cases/:number/household/:member", access.CaseWriter, s.correctMember())
	web.AddForm(a, "/cases/:number/household/:member/another", access.CaseWriter, s.another())
	web.AddForm(a, "/cases/:number/household/:member/name", access.CaseWriter, s.addName())
	web.AddForm(a, "/cases/:number/household/:member/names", access.CaseWriter, s.chooseName())
	web.AddForm(a, "/cases/:number/household/:member/representative", access.CaseWriter, s.represent())
	web.AddForm(a, "/cases/:number/household/:member/representative/:representative", access.CaseWriter, s.endRepresentative())
	web.AddForm(a, "/cases/:number/household/:member/leave", access.CaseWriter, s.leave())
	web.AddForm(a, "/cases/:number/household/:member/divorce", access.CaseWriter, s.divorce())
	web.AddForm(a, "/cases/:number/household/:member/arrive", access.CaseWriter, s.arrive())
	web.AddForm(a, "/cases/:number/household/:member/back", access.CaseWriter, s.takeBack())
	web.AddForm(a, "/cases/:number/household/:member/return", access.CaseWriter, s.comeBack())
}

func caseNumber(c *web.Ctx) string {
	n, _ := casefile.ParseNumber(c.Param("number"))
	return string(n)
}

// forWork opens the case of an address for somebody who may write, with the member that the address names.
func (s *screen) forWork(c *web.Ctx, fn func(r *db.Rd, v *casefile.View) error) (*casefile.View, *casefile.Member, error) {
	v, err := s.frame.Look(c.In("cases"), fn)
	if err != nil {
		return nil, nil, err
	}
	if !v.MayWork {
		return nil, nil, fault.Missing()
	}
	if c.Param("member") == "" {
		return v, nil, nil
	}
	id, err := c.ID("member")
	if err != nil {
		return nil, nil, err
	}
	for i := range v.Members {
		switch m := &v.Members[i]; {
		case m.ID != id:
		case m.Current(v.Today):
			return v, m, nil
		default:
			return nil, nil, s.hasLeft(c.T, m)
		}
	}
	return nil, nil, fault.Missing()
}

// hasLeft tells whoever comes too late when a member left, and why.
func (s *screen) hasLeft(t i18n.Reader, m *casefile.Member) error {
	reason := t.T("word.not_known")
	if r, ok := s.book.Reason("household_leave", m.LeftWhy); ok {
		reason = t.Pick(r.KK, r.RU, r.EN)
	}
	return fault.New(fault.NotFound, "household.has_left", fault.Args{"name": m.Name, "date": m.Left, "reason": reason})
}

// questions begins the page of a form of the household.
func (s *screen) questions(c *web.Ctx, p view.Page, title string) (intakeview.CaseForm, *casefile.View, *casefile.Member, error) {
	v, m, err := s.forWork(c, nil)
	if err != nil {
		return intakeview.CaseForm{}, nil, nil, err
	}
	p.Title = c.T.T(title)
	out := intakeview.CaseForm{
		Page: p, Back: view.Link{Href: "/cases/" + v.Number + "/household", Text: c.T.T("page.household")},
		Action: c.Request().URL.Path, Button: c.T.T("button.save"),
	}
	if m != nil {
		out.About = &view.Name{Text: m.Name, Lang: identity.LangOf(m.NameScript)}
	}
	return out, v, m, nil
}

func memberPath(c *web.Ctx) int64 {
	id, _ := c.ID("member")
	return id
}

// householdData is what the page reads besides the case.
type householdData struct {
	joins    map[int64]string
	others   []int64 // persons who stand in another case, too
	names    []identity.Attested
	reps     []Represented
	consents []Consent

	circumstances, wishes string
}

func (d *householdData) read(r *db.Rd, v *casefile.View) error {
	var rows []struct {
		ID     int64  `db:"id"`
		Reason string `db:"join_reason"`
	}
	if err := r.Select(&rows, "household_joins", db.Args{"case_id": v.ID}); err != nil {
		return err
	}
	d.joins = map[int64]string{}
	for _, x := range rows {
		d.joins[x.ID] = x.Reason
	}
	box, err := r.Box(v.Stream())
	if err != nil {
		return err
	}
	if d.circumstances, d.wishes, err = wordsOf(r, box, v.ID); err != nil {
		return err
	}
	if d.names, err = namesOf(r, v.Members.On(v.Today)); err != nil {
		return err
	}
	if d.others, err = recordedElsewhere(r, v.ID); err != nil {
		return err
	}
	if d.reps, err = representatives(r, v.ID); err != nil {
		return err
	}
	d.consents, err = consents(r, v.ID)
	return err
}

// household shows the members, today's and earlier ones, with names, representatives and consents.
func (s *screen) household(c *web.Ctx) error {
	page, err := s.householdPage(c, c.In("cases").Page(""))
	if err != nil {
		return err
	}
	return c.Show(200, page)
}

func (s *screen) householdPage(c *web.Ctx, p view.Page) (templ.Component, error) {
	var d householdData
	v, err := s.frame.Look(c, d.read)
	if err != nil {
		return nil, err
	}
	out := intakeview.HouseholdPage{Frame: s.frame.Fill(c, p, v, "household"), MayWork: v.MayWork}
	for _, k := range v.Tasks {
		out.Complete = out.Complete || k.Key == completeHousehold && !k.State.Over()
	}
	for _, m := range v.Members {
		if m.LeftWhy == "merge_undone" { // came with a merge that was undone: never of this family
			continue
		}
		if !m.Current(v.Today) {
			out.Earlier = append(out.Earlier, s.earlier(c.T, v, m))
			continue
		}
		out.Members = append(out.Members, s.memberRow(c.T, v, m, d.joins[m.ID], slices.Contains(d.others, m.PersonID)))
		out.People = append(out.People, s.card(c.T, v, m, d))
	}
	if out.NameHead = c.T.T("head.change"); v.HeadID == 0 {
		out.NameHead = c.T.T("head.title")
	}
	for _, q := range wishesOf(v.Track) {
		out.Wishes = append(out.Wishes, view.Fact{Name: c.T.T("facts." + q.field), Value: triWords(c.T, *q.fact(&v.Facts))})
	}
	for _, x := range []struct{ field, text string }{{"circumstances", d.circumstances}, {"wishes", d.wishes}} {
		if x.text != "" {
			out.Wishes = append(out.Wishes, view.Fact{Name: c.T.T("facts." + x.field), Value: x.text})
		}
	}
	return intakeview.Household(out), nil
}

func triWords(t i18n.Reader, x casefile.Tri) string {
	if x == casefile.NotKnown {
		return t.T("word.not_known")
	}
	return t.T(string(x))
}

func (s *screen) memberRow(t i18n.Reader, v *casefile.View, m casefile.Member, joined string, elsewhere bool) intakeview.HouseholdRow {
	row := intakeview.HouseholdRow{
		Name: view.Name{Text: m.Name, Lang: identity.LangOf(m.NameScript)}, Relation: m.RelationWord(t), Born: t.Birth(m.Birth, m.BirthYear),
		Sex: t.T("word.not_known"), Country: t.T("word.not_known"), IIN: t.T("iin.state." + m.IINState), Quota: t.T("quota." + m.Quota),
		Status: t.T("household.kandas." + m.StatusWay),
		Edit:   view.Link{Href: "/cases/" + v.Number + "/household/" + strconv.FormatInt(m.ID, 10), Text: t.T("button.change"), Hidden: m.Name},
	}
	_, couple := partner(v.Members.On(v.Today), m.ID)
	for _, x := range []struct {
		shown bool
		what  string
	}{{m.Abroad, "arrive"}, {true, "leave"}, {couple, "divorce"}, {elsewhere, "another"}} {
		if x.shown {
			row.More = append(row.More, view.Link{Href: row.Edit.Href + "/" + x.what, Text: t.T("household.link_" + x.what), Hidden: m.Name})
		}
	}
	if v.HeadID == 0 && m.ID == v.ContactID {
		row.Speaks = t.T("leave.contact")
	}
	if m.Sex != "" {
		row.Sex = t.T("field.sex_" + m.Sex)
	}
	if k, ok := s.book.Country(m.Country); ok {
		row.Country = t.Pick(k.KK, k.RU, k.EN)
	}
	if m.Abroad {
		row.Where = t.T("household.abroad")
	}
	if r, ok := s.book.Reason("household_join", joined); ok {
		row.Joined = t.T("household.joined_on", "date", t.Date(m.Joined), "reason", t.Pick(r.KK, r.RU, r.EN))
	}
	if m.StayBasis != "" {
		row.Stay, row.Basis = t.T("stay."+m.StayBasis), ""
	}
	if !m.StayUntil.IsZero() {
		row.Stay, row.Basis = t.T("household.until", "date", t.Date(m.StayUntil)), row.Stay
	}
	return row
}

func (s *screen) earlier(t i18n.Reader, v *casefile.View, m casefile.Member) intakeview.EarlierRow {
	row := intakeview.EarlierRow{
		Name: view.Name{Text: m.Name, Lang: identity.LangOf(m.NameScript)}, Relation: m.RelationWord(t),
		From: t.Date(m.Joined), Until: t.Date(m.Left),
	}
	base := "/cases/" + v.Number + "/household/" + strconv.FormatInt(m.ID, 10)
	if again := slices.ContainsFunc(v.Members, func(o casefile.Member) bool { return o.PersonID == m.PersonID && o.ID > m.ID }); !again {
		row.More = []view.Link{{Href: base + "/back", Text: t.T("leave.back_link"), Hidden: m.Name}}
		if !m.Died() {
			row.More = append(row.More, view.Link{Href: base + "/return", Text: t.T("return.link"), Hidden: m.Name})
		}
	}
	if r, ok := s.book.Reason("household_leave", m.LeftWhy); ok {
		row.Why = t.Pick(r.KK, r.RU, r.EN)
	}
	return row
}

func (s *screen) paperTitle(t i18n.Reader, kind, without string) string {
	if k, ok := s.book.Paper(kind); ok {
		return t.Pick(k.KK, k.RU, k.EN)
	}
	return without
}

func (s *screen) card(t i18n.Reader, v *casefile.View, m casefile.Member, d householdData) intakeview.PersonCard {
	x := intakeview.PersonCard{Name: view.Name{Text: m.Name, Lang: identity.LangOf(m.NameScript)}}
	for _, n := range d.names {
		if n.PersonID != m.PersonID {
			continue
		}
		line := intakeview.CardName{Name: view.Name{Text: n.Written, Lang: identity.LangOf(n.Script)}, Paper: s.paperTitle(t, n.PaperKind, t.T("name.said")), Chosen: n.Chosen}
		line.Detail = nameDetail(t, n)
		same := slices.IndexFunc(x.Names, func(o intakeview.CardName) bool {
			return o.Name == line.Name && o.Paper == line.Paper && o.Detail == line.Detail
		})
		if same >= 0 { // both of two records that were joined have it
			x.Names[same].Chosen = x.Names[same].Chosen || line.Chosen
			continue
		}
		x.Names = append(x.Names, line)
	}
	for _, r := range d.reps {
		if r.MemberID == m.ID {
			if line := s.representative(t, v, r); line != nil {
				x.Representatives = append(x.Representatives, *line)
			}
		}
	}
	for _, k := range d.consents {
		if k.MemberID == m.ID {
			x.Consents = append(x.Consents, intakeview.CardLine{
				Text: t.T("consent." + k.Purpose), Detail: t.T("consent.read_by", "date", t.Date(k.Given), "name", k.Reader, "language", s.language(t, k.Language)),
			})
		}
	}
	if v.MayWork {
		base := "/cases/" + v.Number + "/household/" + strconv.FormatInt(m.ID, 10)
		x.Links = []view.Link{
			{Href: base + "/name", Text: t.T("household.add_name"), Hidden: m.Name},
			{Href: base + "/names", Text: t.T("names.choose"), Hidden: m.Name},
			{Href: base + "/representative", Text: t.T("representative.title"), Hidden: m.Name},
		}
	}
	return x
}

// nameDetail tells the script of a name, and its paper's last digits and last day.
func nameDetail(t i18n.Reader, n identity.Attested) string {
	out := t.T("script." + n.Script)
	if n.Tail != "" {
		out += " · …" + n.Tail
	}
	if !n.Expires.IsZero() {
		out += " · " + t.T("household.until", "date", t.Date(n.Expires))
	}
	return out
}

func (s *screen) language(t i18n.Reader, code string) string {
	for _, l := range s.book.Languages {
		if l.Code == code {
			return t.Pick(l.KK, l.RU, l.EN)
		}
	}
	return code
}
