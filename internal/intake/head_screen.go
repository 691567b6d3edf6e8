package intake

import (
	"strconv"

	"github.com/a-h/templ"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/view"
	"nurlykosh/internal/platform/web"
	"nurlykosh/templates/formview"
)

// nameHead asks who the head is, and what everybody is to the new head.
func (s *screen) nameHead() web.Form[headForm] {
	return web.Form[headForm]{
		Name:    "intake.name_head",
		Changes: s.frame.Changes(),
		Load: func(c *web.Ctx) (headForm, error) {
			v, _, err := s.forWork(c, nil)
			if err != nil || v.HeadID != 0 {
				return headForm{}, err
			}
			return headForm{Head: strconv.FormatInt(v.ContactID, 10)}, nil
		},
		Show: s.showHead,
		Do: func(c *web.Ctx, op db.Op, f headForm) (db.Result, error) {
			return s.work.NameHead(c.Ctx(), op, caseNumber(c), f.read())
		},
	}
}

func (s *screen) showHead(c *web.Ctx, p view.Page, f headForm) (templ.Component, error) {
	v, _, err := s.forWork(c, nil)
	if err != nil {
		return nil, err
	}
	t := c.T
	title := "head.title"
	if v.HeadID != 0 {
		title = "head.change"
	}
	page := s.familyForm(c, p, v, title)
	page.Texts, page.Button = []string{t.T("head.lead")}, t.T("head.button")
	who := view.Field{Name: "head", Label: t.T("head.who"), Value: f.Head}
	var others []formview.Input
	var may casefile.Household
	for i, m := range v.Members.On(v.Today) {
		id := strconv.FormatInt(m.ID, 10)
		typed := ""
		if i < len(f.Members) && f.Members[i].Member == id {
			typed = f.Members[i].Relation
		}
		others = append(others, formview.Input{Hidden: &view.Field{Name: "members[" + strconv.Itoa(i) + "].member", Value: id}},
			formview.Input{Select: relationField(t, relationAt(i), m.Name, typed)})
		if m.MayBeAdult(v.Today) && m.ID != v.HeadID {
			may = append(may, m)
		}
	}
	if who.Options = membersOf(t, may); len(may) == 0 {
		page.Closed = t.T("head.nobody")
		for _, m := range v.Members.On(v.Today) {
			if m.ID != v.HeadID {
				page.Links = append(page.Links, view.Link{Href: "/cases/" + v.Number + "/household/" + strconv.FormatInt(m.ID, 10) + "/representative", Text: t.T("representative.title") + ": " + m.Name})
			}
		}
		return formview.Form(page), nil
	}
	page.Inputs = append([]formview.Input{{Radios: &who}, {Heading: t.T("head.relations")}}, others...)
	if v.HeadID != 0 {
		page.Inputs = append(page.Inputs, formview.Input{Area: &view.Field{Name: "text", Label: t.T("head.why"), Value: f.Text}})
	}
	return formview.Form(page), nil
}
