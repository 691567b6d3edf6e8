package intake

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/identity"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
	"nurlykosh/internal/platform/form"
	"nurlykosh/internal/platform/view"
	"nurlykosh/internal/platform/web"
	intakeview "nurlykosh/templates/intake"
)

type screen struct {
	work  *Work
	book  *casefile.Book
	frame *casefile.Frame
}

func (s *screen) register() web.Form[registerForm] {
	return web.Form[registerForm]{
		Name:  "intake.register",
		Alone: true,
		Load: func(c *web.Ctx) (registerForm, error) {
			if token, _ := c.Session.Values["search_token"].(string); token == "" {
				return registerForm{}, web.GoTo("/search")
			}
			return firstForm(c.Today()), nil
		},
		Show: s.showRegister,
		Do: func(c *web.Ctx, op db.Op, f registerForm) (db.Result, error) {
			if c.Form().Get("do") == "rows" { // more rows were wanted: the form again, nothing stored
				return db.Result{}, errMoreRows
			}
			if c.Form().Get("do") == "later" {
				token, _ := c.Session.Values["search_token"].(string)
				return s.work.SaveApplication(c.Ctx(), op, applicationID(c), token, typedOf(c))
			}
			r, p := f.read()
			r.Application = applicationID(c)
			r.SearchToken, _ = c.Session.Values["search_token"].(string)
			if err := p.Err(); err != nil {
				if more := r.Check(c.Today()); more != nil {
					p.Fields = append(p.Fields, notYet(p.Fields, fault.Of(more).Fields)...)
				}
				return db.Result{}, p.Err()
			}
			return s.work.Register(c.Ctx(), op, r)
		},
	}
}

// typedOf is what was typed, without the form's machinery.
func typedOf(c *web.Ctx) string {
	typed := url.Values{}
	for k, v := range c.Form() {
		if !form.Common(k) {
			typed[k] = v
		}
	}
	return typed.Encode()
}

// errMoreRows shows the form again with more rows, without a problem.
var errMoreRows = &fault.Error{Kind: fault.Invalid, Key: "registration.more_rows"}

// notYet keeps the problems of fields that have none so far.
func notYet(have, more []fault.Field) []fault.Field {
	var out []fault.Field
	for _, m := range more {
		known := false
		for _, h := range have {
			known = known || h.Name == m.Name
		}
		if !known {
			out = append(out, m)
		}
	}
	return out
}

func (s *screen) showRegister(c *web.Ctx, p view.Page, f registerForm) (templ.Component, error) {
	p.Title = c.T.T("registration.title")
	t := c.T
	if c.Form().Get("do") == "rows" {
		p.Problems = nil
	}
	whose(&p)
	page := intakeview.RegisterPage{Page: p, Action: c.Request().URL.Path}
	page.Track = view.Field{Name: "track", Label: t.T("registration.track"), Value: f.Track}
	for _, k := range casefile.Tracks {
		page.Track.Options = append(page.Track.Options, view.Option{Value: string(k), Text: t.T("track." + string(k)), Hint: t.T("track." + string(k) + ".hint")})
	}
	page.Channel = view.Field{Name: "channel", Label: t.T("registration.channel"), Value: f.Channel}
	for _, k := range casefile.Channels {
		page.Channel.Options = append(page.Channel.Options, view.Option{Value: k, Text: t.T("channel." + k)})
	}
	page.External = view.Field{Name: "external", Label: t.T("registration.external"), Value: f.External, Optional: true, Width: "20"}
	page.Received = view.DateField{Name: "received", Label: t.T("registration.received"), Hint: t.T("registration.received_hint"), Day: f.ReceivedDay, Month: f.ReceivedMonth, Year: f.ReceivedYear}
	page.Arrived = view.DateField{Name: "arrived", Label: t.T("registration.arrived"), Hint: t.T("registration.arrived_hint"), Day: f.ArrivedDay, Month: f.ArrivedMonth, Year: f.ArrivedYear, Optional: true}
	page.Country = view.Field{Name: "origin_country", Label: t.T("registration.origin_country"), Value: f.OriginCountry, Options: s.book.CountryOptions(t, t.T("choose"))}
	page.Region = view.Field{Name: "origin_region", Label: t.T("registration.origin_region"), Value: f.OriginRegion, Options: s.book.RegionOptions(t, t.T("choose"))}
	page.Place = view.Field{Name: "origin_place", Label: t.T("registration.origin_place"), Value: f.OriginPlace, Optional: true, Bidi: true}
	page.Head = s.person(c, "head.", f.Head, false)
	rows := 4
	if n, err := strconv.Atoi(f.Rows); err == nil && n > 0 && n < 50 {
		rows = n
	}
	if c.Form().Get("do") == "rows" {
		rows += 4
	}
	for len(f.Persons) < rows {
		f.Persons = append(f.Persons, personForm{})
	}
	for i, x := range f.Persons {
		page.Persons = append(page.Persons, s.person(c, others(i), x, true))
	}
	page.Rows = strconv.Itoa(len(f.Persons))
	page.Phone = view.Field{Name: "phone", Label: t.T("field.phone"), Value: f.Phone, Optional: true, Type: "tel", Mode: "tel", Width: "20"}
	page.PhoneRelation = view.Field{Name: "phone_relation", Label: t.T("registration.phone_relation"), Value: f.PhoneRelation}
	for _, k := range []string{"own", "relative", "neighbour", "other"} {
		page.PhoneRelation.Options = append(page.PhoneRelation.Options, view.Option{Value: k, Text: t.T("phone." + k)})
	}
	page.PhoneWhose = view.Field{Name: "phone_whose", Label: t.T("registration.phone_whose"), Value: f.PhoneWhose, Optional: true, Bidi: true}
	page.Bed = yesNo(c, "bed_tonight", t.T("registration.bed"), f.Bed)
	page.Urgent = view.Field{Name: "urgent", Label: t.T("registration.urgent")}
	for _, k := range UrgentNeeds {
		page.Urgent.Options = append(page.Urgent.Options, view.Option{Value: k, Text: t.T("urgent." + k), Selected: contained(f.Urgent, k)})
	}
	page.Danger = f.Danger == "yes"
	if alikeAsked(p, f.alikeForm) {
		r, _ := f.read()
		var err error
		if page.Alike, err = s.showAlike(c, f.alikeForm, 0, r.OriginCountry, r.all()); err != nil {
			return nil, err
		}
	}
	return intakeview.Register(page), nil
}

// whose says in the summary of problems which person each is about: the same sentence may stand there for several.
func whose(p *view.Page) {
	for i := range p.Problems {
		x := &p.Problems[i]
		var row int
		switch n, _ := fmt.Sscanf(x.Field, "persons[%d].", &row); {
		case n == 1:
			x.Where = p.T.T("registration.person_n", "n", row+2)
		case strings.HasPrefix(x.Field, "head."):
			x.Where = p.T.T("registration.head")
		}
	}
}

func contained(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

func yesNo(c *web.Ctx, name, label, value string) view.Field {
	return view.Field{Name: name, Label: label, Value: value, Options: []view.Option{{Value: "yes", Text: c.T.T("yes")}, {Value: "no", Text: c.T.T("no")}}}
}

func (s *screen) person(c *web.Ctx, at string, f personForm, relation bool) intakeview.PersonFields {
	t := c.T
	x := intakeview.PersonFields{
		Name:   view.Field{Name: at + "name", Label: t.T("person.name"), Hint: t.T("person.name_hint"), Value: f.Name, Bidi: true, Tote: true},
		Script: view.Field{Name: at + "script", Label: t.T("person.script"), Value: f.Script, Options: []view.Option{{Text: t.T("choose")}}},
		Paper:  view.Field{Name: at + "paper", Label: t.T("person.paper"), Value: f.Paper, Options: []view.Option{{Text: t.T("name.said")}}},
		Number: view.Field{Name: at + "number", Label: t.T("person.number"), Value: f.Number, Optional: true, Bidi: true},
		ReadBy: view.Field{Name: at + "read_by", Label: t.T("person.read_by"), Value: f.ReadBy, Optional: true, Bidi: true},
		Sex:    view.Field{Name: at + "sex", Label: t.T("field.sex"), Value: f.Sex, Options: []view.Option{{Text: t.T("word.not_known")}, {Value: "male", Text: t.T("field.sex_male")}, {Value: "female", Text: t.T("field.sex_female")}}},
		Birth:  view.DateField{Name: at + "birth", Label: t.T("field.birth_date"), Hint: t.T("person.birth_hint"), Day: f.Day, Month: f.Month, Year: f.Year},
		IIN:    view.Field{Name: at + "iin", Label: t.T("word.iin"), Value: f.IIN, Optional: true, Mode: "numeric", Width: "20"},
		At:     at, Override: f.Override == "yes", Abroad: f.Abroad == "yes",
	}
	if relation {
		x.Relation = view.Field{Name: at + "relation", Label: t.T("field.relation"), Value: f.Relation, Options: []view.Option{{Text: t.T("choose")}}}
		for _, k := range Relations {
			x.Relation.Options = append(x.Relation.Options, view.Option{Value: k, Text: t.T("relation." + k)})
		}
		x.Name.Hint = ""
	}
	for _, k := range identity.NameScripts {
		x.Script.Options = append(x.Script.Options, view.Option{Value: k, Text: t.T("script." + k)})
	}
	for _, k := range identityPapers {
		if paper, ok := s.book.Paper(k); ok {
			x.Paper.Options = append(x.Paper.Options, view.Option{Value: k, Text: t.Pick(paper.KK, paper.RU, paper.EN)})
		}
	}
	return x
}

// identityPapers are the papers that carry a name at the counter, in the order they are offered.
var identityPapers = []string{
	"foreign_passport", "identity_card_cn", "household_register_cn", "identity_card_mn", "identity_card_uz", "internal_passport_ru", "identity_card_tr",
	"identity_card_ir", "tazkira_af", "kz_identity_card", "birth_certificate", "stateless_certificate", "residence_permit", "soviet_passport", "foreign_identity_card",
}
