package intake

import (
	"strconv"

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

// householdRoutes are the pages and forms of the case's part "Household".
func (s *screen) householdRoutes(a *web.App) {
	a.GET("/cases/:number/household", access.CaseReader, s.household)
	web.AddForm(a, "/cases/:number/household/add", access.CaseWriter, s.addMember())
	web.AddForm(a, "/cases/:number/household/facts", access.CaseWriter, s.wishes())
	web.AddForm(a, "/cases/:number/household/consent", access.CaseWriter, s.consent())
	web.AddForm(a, "/cases/:number/household/complete", access.CaseWriter, s.complete())
	web.AddForm(a, "/cases/:number/household/:member", access.CaseWriter, s.correctMember())
	web.AddForm(a, "/cases/:number/household/:member/name", access.CaseWriter, s.addName())
	web.AddForm(a, "/cases/:number/household/:member/representative", access.CaseWriter, s.represent())
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
		if m := &v.Members[i]; m.ID == id && m.Current(v.Today) {
			return v, m, nil
		}
	}
	return nil, nil, fault.Missing()
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

// revOf keeps the state that a form was made from; after a conflict the reader has been told, and it is today's.
func revOf(p view.Page, typed string, now int) string {
	for _, x := range p.Problems {
		if x.Field == "" {
			typed = ""
		}
	}
	if typed == "" {
		return strconv.Itoa(now)
	}
	return typed
}

func memberPath(c *web.Ctx) int64 {
	id, _ := c.ID("member")
	return id
}

// householdData is what the page reads besides the case.
type householdData struct {
	joins    map[int64]string
	names    []attested
	reps     []Represented
	consents []Consent
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
	var err error
	if d.names, err = namesOf(r, v.Members.On(v.Today)); err != nil {
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
		if !m.Current(v.Today) {
			out.Earlier = append(out.Earlier, s.earlier(c.T, m))
			continue
		}
		out.Members = append(out.Members, s.memberRow(c.T, v, m, d.joins[m.ID]))
		out.People = append(out.People, s.card(c.T, v, m, d))
	}
	for _, q := range wishesOf(v.Track) {
		out.Wishes = append(out.Wishes, view.Fact{Name: c.T.T("facts." + q.field), Value: triWords(c.T, *q.fact(&v.Facts))})
	}
	return intakeview.Household(out), nil
}

func triWords(t i18n.Reader, x casefile.Tri) string {
	if x == casefile.NotKnown {
		return t.T("word.not_known")
	}
	return t.T(string(x))
}

func (s *screen) memberRow(t i18n.Reader, v *casefile.View, m casefile.Member, joined string) intakeview.HouseholdRow {
	row := intakeview.HouseholdRow{
		Name: view.Name{Text: m.Name, Lang: identity.LangOf(m.NameScript)}, Relation: t.T("relation." + m.Relation), Born: t.Birth(m.Birth, m.BirthYear),
		Sex: t.T("word.not_known"), Country: t.T("word.not_known"), IIN: t.T("iin.state." + m.IINState), Quota: t.T("quota." + m.Quota),
		Status: t.T("household.kandas." + m.StatusWay),
		Edit:   view.Link{Href: "/cases/" + v.Number + "/household/" + strconv.FormatInt(m.ID, 10), Text: t.T("button.change"), Hidden: m.Name},
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

func (s *screen) earlier(t i18n.Reader, m casefile.Member) intakeview.EarlierRow {
	row := intakeview.EarlierRow{
		Name: view.Name{Text: m.Name, Lang: identity.LangOf(m.NameScript)}, Relation: t.T("relation." + m.Relation),
		From: t.Date(m.Joined), Until: t.Date(m.Left),
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
		line := intakeview.CardName{Name: view.Name{Text: n.Written, Lang: identity.LangOf(n.Script)}, Paper: s.paperTitle(t, n.Paper, t.T("name.said")), Chosen: n.Chosen}
		line.Detail = t.T("script." + n.Script)
		if n.Tail != "" {
			line.Detail += " · …" + n.Tail
		}
		if !n.Expires.IsZero() {
			line.Detail += " · " + t.T("household.until", "date", t.Date(n.Expires))
		}
		x.Names = append(x.Names, line)
	}
	for _, r := range d.reps {
		if r.MemberID == m.ID {
			x.Representatives = append(x.Representatives, s.representative(t, v, r))
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
			{Href: base + "/representative", Text: t.T("representative.title"), Hidden: m.Name},
		}
	}
	return x
}

func (s *screen) representative(t i18n.Reader, v *casefile.View, r Represented) intakeview.CardLine {
	who := r.Name
	if r.By != 0 {
		who = nameIn(v.Members, r.By)
	}
	line := intakeview.CardLine{Text: who + " (" + t.T("representative."+r.Kind) + ")", Detail: t.T("household.from", "date", t.Date(r.From))}
	if !r.Until.IsZero() {
		line.Detail = t.Date(r.From) + " – " + t.Date(r.Until)
	}
	if r.Paper != "" {
		line.Detail += " · " + s.paperTitle(t, r.Paper, r.Paper)
	}
	return line
}

func (s *screen) language(t i18n.Reader, code string) string {
	for _, l := range s.book.Languages {
		if l.Code == code {
			return t.Pick(l.KK, l.RU, l.EN)
		}
	}
	return code
}

func (s *screen) addMember() web.Form[joinForm] {
	return web.Form[joinForm]{
		Name: "intake.add_member",
		Load: func(c *web.Ctx) (joinForm, error) {
			v, _, err := s.forWork(c, nil)
			if err != nil {
				return joinForm{}, err
			}
			var f joinForm
			f.Day, f.Month, f.Year = dayParts(v.Today)
			return f, nil
		},
		Show: func(c *web.Ctx, p view.Page, f joinForm) (templ.Component, error) {
			page, _, _, err := s.questions(c, p, "household.add")
			if err != nil {
				return nil, err
			}
			x := s.person(c, "person.", f.Person, true)
			page.Items = []intakeview.FormItem{
				{Select: &view.Field{Name: "reason", Label: c.T.T("household.join_reason"), Value: f.Reason, Options: s.book.Options(c.T, "household_join")}},
				{Input: &view.Field{Name: "text", Label: c.T.T("reason.text"), Value: f.Text, Optional: true}},
				{Date: &view.DateField{Name: "joined", Label: c.T.T("household.joined"), Hint: c.T.T("household.joined_hint"), Day: f.Day, Month: f.Month, Year: f.Year}},
				{Input: &x.Name},
				{Select: &x.Script},
				{Select: &x.Relation},
				{Select: &x.Sex},
				{Date: &x.Birth},
				{Select: &x.Paper},
				{Input: &x.Number},
				{Input: &x.ReadBy},
				{Input: &x.IIN},
				check("person.iin_override", c.T.T("person.iin_override"), f.Person.Override),
				check("person.abroad", c.T.T("person.abroad"), f.Person.Abroad),
			}
			page.Button = c.T.T("household.add")
			return intakeview.Questions(page), nil
		},
		Do: func(c *web.Ctx, op db.Op, f joinForm) (db.Result, error) {
			j, err := f.read()
			if err != nil {
				return db.Result{}, err
			}
			return s.work.AddMember(c.Ctx(), op, caseNumber(c), j)
		},
	}
}

func check(name, label, value string) intakeview.FormItem {
	return intakeview.FormItem{Check: &view.Field{Name: name, Label: label, Value: value}}
}

func (s *screen) correctMember() web.Form[correctForm] {
	return web.Form[correctForm]{
		Name: "intake.correct_member",
		Load: func(c *web.Ctx) (correctForm, error) {
			v, m, err := s.forWork(c, nil)
			if err != nil {
				return correctForm{}, err
			}
			f := correctForm{
				Rev: strconv.Itoa(v.Rev), Relation: m.Relation, Sex: m.Sex, Country: m.Country, IINState: m.IINState, Where: "here", StayBasis: m.StayBasis,
			}
			if f.Day, f.Month, f.Year = dayParts(m.Birth); m.Birth.IsZero() && m.BirthYear != 0 {
				f.Year = strconv.Itoa(m.BirthYear)
			}
			if m.Abroad {
				f.Where = "abroad"
			}
			f.StayDay, f.StayMonth, f.StayYear = dayParts(m.StayUntil)
			return f, nil
		},
		Show: s.showCorrect,
		Do: func(c *web.Ctx, op db.Op, f correctForm) (db.Result, error) {
			x, err := f.read()
			if err != nil {
				return db.Result{}, err
			}
			return s.work.CorrectMember(c.Ctx(), op, caseNumber(c), memberPath(c), x)
		},
	}
}

func (s *screen) showCorrect(c *web.Ctx, p view.Page, f correctForm) (templ.Component, error) {
	page, v, m, err := s.questions(c, p, "household.correct")
	if err != nil {
		return nil, err
	}
	t := c.T
	page.Rev = revOf(p, f.Rev, v.Rev)
	typed := s.person(c, "", personForm{Relation: f.Relation, Sex: f.Sex, Day: f.Day, Month: f.Month, Year: f.Year, IIN: f.IIN}, true)
	if m.IINState == "known" {
		typed.IIN.Hint = t.T("household.iin_stays")
	}
	if m.Relation != "head" {
		page.Items = append(page.Items, intakeview.FormItem{Select: &typed.Relation})
	}
	country := view.Field{Name: "citizenship", Label: t.T("household.citizenship"), Value: f.Country, Options: []view.Option{{Text: t.T("word.not_known")}}}
	for _, k := range s.book.Countries {
		country.Options = append(country.Options, view.Option{Value: k.Code, Text: t.Pick(k.KK, k.RU, k.EN)})
	}
	page.Items = append(page.Items, intakeview.FormItem{Select: &typed.Sex}, intakeview.FormItem{Date: &typed.Birth}, intakeview.FormItem{Select: &country}, intakeview.FormItem{Input: &typed.IIN})
	if m.IINState != "known" {
		state := view.Field{Name: "iin_state", Label: t.T("household.iin_state"), Value: f.IINState}
		for _, k := range []string{"none", "requested"} {
			state.Options = append(state.Options, view.Option{Value: k, Text: t.T("iin.state." + k)})
		}
		page.Items = append(page.Items, intakeview.FormItem{Radios: &state})
	}
	page.Items = append(page.Items, check("iin_override", t.T("person.iin_override"), f.Override))
	where := view.Field{Name: "where", Label: t.T("household.where"), Value: f.Where}
	for _, k := range []string{"here", "abroad"} {
		where.Options = append(where.Options, view.Option{Value: k, Text: t.T("household.place." + k)})
	}
	basis := view.Field{Name: "stay_basis", Label: t.T("household.stay_basis"), Value: f.StayBasis, Optional: true, Options: []view.Option{{Text: t.T("choose")}}}
	for _, k := range StayBases {
		basis.Options = append(basis.Options, view.Option{Value: k, Text: t.T("stay." + k)})
	}
	page.Items = append(page.Items, intakeview.FormItem{Radios: &where})
	if m.Abroad {
		page.Items = append(page.Items, intakeview.FormItem{Date: &view.DateField{
			Name: "arrived", Label: t.T("household.arrived"), Hint: t.T("household.arrived_hint"), Day: f.ArrivedDay, Month: f.ArrivedMonth, Year: f.ArrivedYear, Optional: true,
		}})
	}
	page.Items = append(
		page.Items,
		intakeview.FormItem{Date: &view.DateField{Name: "stay", Label: t.T("household.stay"), Day: f.StayDay, Month: f.StayMonth, Year: f.StayYear, Optional: true}},
		intakeview.FormItem{Select: &basis},
	)
	return intakeview.Questions(page), nil
}

func (s *screen) addName() web.Form[nameForm] {
	return web.Form[nameForm]{
		Name: "intake.add_name",
		Load: func(c *web.Ctx) (nameForm, error) { _, _, err := s.forWork(c, nil); return nameForm{}, err },
		Show: func(c *web.Ctx, p view.Page, f nameForm) (templ.Component, error) {
			page, _, _, err := s.questions(c, p, "household.name_title")
			if err != nil {
				return nil, err
			}
			x := s.person(c, "", personForm{Name: f.Name, Script: f.Script, Paper: f.Paper, Number: f.Number, ReadBy: f.ReadBy}, false)
			page.Lead = c.T.T("household.name_lead")
			page.Items = []intakeview.FormItem{
				{Input: &x.Name},
				{Select: &x.Script},
				{Select: &x.Paper},
				{Input: &x.Number},
				{Date: &view.DateField{Name: "issued", Label: c.T.T("paper.issued"), Day: f.IssuedDay, Month: f.IssuedMonth, Year: f.IssuedYear, Optional: true}},
				{Date: &view.DateField{Name: "expires", Label: c.T.T("paper.expires"), Day: f.ExpiresDay, Month: f.ExpiresMonth, Year: f.ExpiresYear, Optional: true}},
				{Input: &x.ReadBy},
				check("chosen", c.T.T("household.name_chosen"), f.Chosen),
			}
			return intakeview.Questions(page), nil
		},
		Do: func(c *web.Ctx, op db.Op, f nameForm) (db.Result, error) {
			a, err := f.read()
			if err != nil {
				return db.Result{}, err
			}
			return s.work.AddName(c.Ctx(), op, caseNumber(c), memberPath(c), a, f.Chosen == "yes")
		},
	}
}

func (s *screen) represent() web.Form[representForm] {
	return web.Form[representForm]{
		Name: "intake.set_representative",
		Load: func(c *web.Ctx) (representForm, error) { _, _, err := s.forWork(c, nil); return representForm{}, err },
		Show: func(c *web.Ctx, p view.Page, f representForm) (templ.Component, error) {
			page, v, m, err := s.questions(c, p, "representative.title")
			if err != nil {
				return nil, err
			}
			t := c.T
			kind := view.Field{Name: "kind", Label: t.T("representative.kind"), Value: f.Kind}
			for _, k := range RepresentativeKinds {
				kind.Options = append(kind.Options, view.Option{Value: k, Text: t.T("representative." + k)})
			}
			by := view.Field{Name: "by", Label: t.T("representative.by"), Value: f.By, Options: []view.Option{{Text: t.T("representative.somebody_else")}}}
			for _, o := range v.Members.On(v.Today).Adults(v.Today) {
				if o.ID != m.ID {
					by.Options = append(by.Options, view.Option{Value: strconv.FormatInt(o.ID, 10), Text: o.Name})
				}
			}
			paper := view.Field{Name: "paper", Label: t.T("representative.paper"), Value: f.Paper, Options: []view.Option{{Text: t.T("choose")}}}
			for _, k := range representativePapers {
				paper.Options = append(paper.Options, view.Option{Value: k, Text: s.paperTitle(t, k, k)})
			}
			page.Items = []intakeview.FormItem{
				{Radios: &kind},
				{Select: &by},
				{Input: &view.Field{Name: "name", Label: t.T("representative.name"), Value: f.Name, Optional: true, Bidi: true}},
				{Select: &paper},
				{Date: &view.DateField{Name: "from", Label: t.T("representative.from"), Day: f.FromDay, Month: f.FromMonth, Year: f.FromYear}},
				{Date: &view.DateField{Name: "until", Label: t.T("representative.until"), Hint: t.T("representative.until_hint"), Day: f.UntilDay, Month: f.UntilMonth, Year: f.UntilYear, Optional: true}},
			}
			return intakeview.Questions(page), nil
		},
		Do: func(c *web.Ctx, op db.Op, f representForm) (db.Result, error) {
			x, err := f.read()
			if err != nil {
				return db.Result{}, err
			}
			return s.work.SetRepresentative(c.Ctx(), op, caseNumber(c), memberPath(c), x)
		},
	}
}

func (s *screen) wishes() web.Form[wishForm] {
	return web.Form[wishForm]{
		Name: "intake.set_wishes",
		Load: func(c *web.Ctx) (wishForm, error) {
			v, _, err := s.forWork(c, nil)
			if err != nil {
				return wishForm{}, err
			}
			x := v.Facts
			return wishForm{
				Rev: strconv.Itoa(v.Rev), AsksQuota: string(x.AsksQuota), Citizenship: string(x.Citizenship), Language: string(x.Language),
				Divorced36: string(x.Divorced36), ProofPaper: string(x.ProofPaper), BedTonight: string(x.BedTonight),
			}, nil
		},
		Show: func(c *web.Ctx, p view.Page, f wishForm) (templ.Component, error) {
			page, v, _, err := s.questions(c, p, "household.facts")
			if err != nil {
				return nil, err
			}
			page.Rev = revOf(p, f.Rev, v.Rev)
			for _, q := range wishesOf(v.Track) {
				x := view.Field{Name: q.field, Label: c.T.T("facts." + q.field), Value: f.value(q.field)}
				x.Options = []view.Option{{Value: "yes", Text: c.T.T("yes")}, {Value: "no", Text: c.T.T("no")}, {Text: c.T.T("word.not_known")}}
				page.Items = append(page.Items, intakeview.FormItem{Radios: &x})
			}
			return intakeview.Questions(page), nil
		},
		Do: func(c *web.Ctx, op db.Op, f wishForm) (db.Result, error) {
			return s.work.SetWishes(c.Ctx(), op, caseNumber(c), f.read())
		},
	}
}

func (s *screen) consent() web.Form[consentForm] {
	return web.Form[consentForm]{
		Name: "intake.give_consent",
		Load: func(c *web.Ctx) (consentForm, error) {
			v, _, err := s.forWork(c, nil)
			if err != nil {
				return consentForm{}, err
			}
			f := consentForm{Language: "kk"}
			f.Day, f.Month, f.Year = dayParts(v.Today)
			return f, nil
		},
		Show: func(c *web.Ctx, p view.Page, f consentForm) (templ.Component, error) {
			page, v, _, err := s.questions(c, p, "consent.title")
			if err != nil {
				return nil, err
			}
			t := c.T
			page.Lead = t.T("consent.lead")
			who := view.Field{Name: "member", Label: t.T("consent.member"), Value: f.Member, Options: []view.Option{{Text: t.T("choose")}}}
			for _, m := range v.Members.On(v.Today) {
				if _, most := m.Age(v.Today); most < 0 || most >= casefile.Adult {
					who.Options = append(who.Options, view.Option{Value: strconv.FormatInt(m.ID, 10), Text: m.Name})
				}
			}
			what := view.Field{Name: "purposes", Label: t.T("consent.purposes")}
			for _, k := range Purposes {
				page.Read = append(page.Read, view.Fact{Name: t.T("consent." + k), Value: t.T("consent.text_" + k)})
				what.Options = append(what.Options, view.Option{Value: k, Text: t.T("consent." + k), Selected: contained(f.Purposes, k)})
			}
			lang := view.Field{Name: "language", Label: t.T("consent.language"), Value: f.Language, Options: []view.Option{{Text: t.T("choose")}}}
			for _, l := range s.book.Languages {
				lang.Options = append(lang.Options, view.Option{Value: l.Code, Text: t.Pick(l.KK, l.RU, l.EN)})
			}
			page.Items = []intakeview.FormItem{
				{Select: &who},
				{Boxes: &what},
				check("aloud", t.T("consent.aloud"), f.Aloud),
				{Select: &lang},
				{Date: &view.DateField{Name: "on", Label: t.T("consent.day"), Day: f.Day, Month: f.Month, Year: f.Year}},
			}
			return intakeview.Questions(page), nil
		},
		Do: func(c *web.Ctx, op db.Op, f consentForm) (db.Result, error) {
			x, err := f.read()
			if err != nil {
				return db.Result{}, err
			}
			return s.work.GiveConsent(c.Ctx(), op, caseNumber(c), x)
		},
	}
}

// nothing is the form of a bare button.
type nothing struct{}

// complete finishes the task; what is missing is named on the household's page.
func (s *screen) complete() web.Form[nothing] {
	return web.Form[nothing]{
		Name: "intake.complete_household",
		Load: func(c *web.Ctx) (nothing, error) { _, _, err := s.forWork(c, nil); return nothing{}, err },
		Show: func(c *web.Ctx, p view.Page, _ nothing) (templ.Component, error) {
			return s.householdPage(c, p)
		},
		Do: func(c *web.Ctx, op db.Op, _ nothing) (db.Result, error) {
			return s.work.CompleteHousehold(c.In("cases").Ctx(), op, caseNumber(c))
		},
	}
}

// shortDay is a day, or nothing when it is not known.
func shortDay(t i18n.Reader, d civil.Date) string {
	if d.IsZero() {
		return ""
	}
	return t.Date(d)
}
