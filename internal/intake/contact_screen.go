package intake

import (
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/identity"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
	"nurlykosh/internal/platform/i18n"
	"nurlykosh/internal/platform/view"
	"nurlykosh/internal/platform/web"
	intakeview "nurlykosh/templates/intake"
)

type contactForm struct {
	Member   string   `form:"member" validate:"max=20"`
	Phone    string   `form:"phone" validate:"max=40"`
	Relation string   `form:"phone_relation" validate:"omitempty,oneof=own relative neighbour other"`
	Whose    string   `form:"phone_whose" validate:"max=200"`
	Gone     []string `form:"gone" validate:"max=50,dive,max=20"`
	Bed      string   `form:"bed_tonight" validate:"omitempty,oneof=yes no"`
	Urgent   []string `form:"urgent" validate:"max=20,dive,max=20"`
	Reads    string   `form:"reads" validate:"omitempty,oneof=kk kk-Arab ru en"`
}

func (s *screen) contact() web.Form[contactForm] {
	return web.Form[contactForm]{
		Name:    "intake.set_contact",
		Changes: s.frame.Changes(),
		Load: func(c *web.Ctx) (contactForm, error) {
			v, _, err := s.forWork(c, nil)
			if err != nil {
				return contactForm{}, err
			}
			return contactForm{Member: strconv.FormatInt(v.Speaker(), 10), Bed: string(v.Facts.BedTonight), Urgent: v.Facts.Urgent, Reads: v.Reads}, nil
		},
		Show: func(c *web.Ctx, p view.Page, f contactForm) (templ.Component, error) {
			page, v, _, err := s.questions(c, p, "contact.title")
			if err != nil {
				return nil, err
			}
			var phones []identity.Phone
			err = c.App.DB.Read(c.Ctx(), c.Actor, func(r *db.Rd) error {
				phones, err = identity.PhonesOf(r, personsOf(v.Members.On(v.Today)))
				return err
			})
			if err != nil {
				return nil, err
			}
			t := c.T
			page.Back = view.Link{Href: "/cases/" + v.Number, Text: v.Number}
			gone := view.Field{Name: "gone", Label: t.T("contact.gone")}
			for _, x := range phones {
				id := strconv.FormatInt(x.ID, 10)
				gone.Options = append(gone.Options, view.Option{Value: id, Text: PhoneWords(t, x), Selected: slices.Contains(f.Gone, id)})
			}
			if len(phones) > 0 {
				page.Items = append(page.Items, intakeview.FormItem{Boxes: &gone})
			}
			member := view.Field{Name: "member", Label: t.T("contact.member"), Value: f.Member}
			for _, m := range v.Members.On(v.Today) {
				member.Options = append(member.Options, view.Option{Value: strconv.FormatInt(m.ID, 10), Text: m.Name})
			}
			relation := view.Field{Name: "phone_relation", Label: t.T("registration.phone_relation"), Value: f.Relation}
			for _, k := range PhoneRelations {
				relation.Options = append(relation.Options, view.Option{Value: k, Text: t.T("phone." + k)})
			}
			bed := yesNo(c, "bed_tonight", t.T("registration.bed"), f.Bed)
			urgent := view.Field{Name: "urgent", Label: t.T("contact.urgent")}
			for _, k := range UrgentNeeds {
				urgent.Options = append(urgent.Options, view.Option{Value: k, Text: t.T("urgent." + k), Selected: slices.Contains(f.Urgent, k)})
			}
			reads := view.Field{Name: "reads", Label: t.T("contact.reads"), Hint: t.T("contact.reads_hint"), Value: f.Reads, Options: []view.Option{{Text: t.T("word.not_known")}}}
			for _, l := range i18n.Langs {
				reads.Options = append(reads.Options, view.Option{Value: string(l), Text: t.T("language." + string(l))})
			}
			page.Items = append(page.Items,
				intakeview.FormItem{Input: &view.Field{Name: "phone", Label: t.T("contact.new_phone"), Value: f.Phone, Optional: true, Type: "tel", Mode: "tel", Width: "20"}},
				intakeview.FormItem{Select: &member}, intakeview.FormItem{Radios: &relation},
				intakeview.FormItem{Input: &view.Field{Name: "phone_whose", Label: t.T("registration.phone_whose"), Value: f.Whose, Optional: true, Bidi: true}},
				intakeview.FormItem{Select: &reads}, intakeview.FormItem{Radios: &bed}, intakeview.FormItem{Boxes: &urgent})
			return intakeview.Questions(page), nil
		},
		Do: func(c *web.Ctx, op db.Op, f contactForm) (db.Result, error) {
			x := Contact{Phone: f.Phone, Relation: f.Relation, Whose: f.Whose, Bed: casefile.Tri(f.Bed), Urgent: f.Urgent, Reads: f.Reads}
			x.Member, _ = strconv.ParseInt(f.Member, 10, 64) // what is no number is no member
			for _, g := range f.Gone {
				id, err := strconv.ParseInt(g, 10, 64)
				if err != nil {
					return db.Result{}, fault.OnField("gone", "form.not_a_choice", nil)
				}
				x.Gone = append(x.Gone, id)
			}
			return s.work.SetContact(c.Ctx(), op, caseNumber(c), x)
		},
	}
}

// PhoneWords are a number and whose it is.
func PhoneWords(t i18n.Reader, x identity.Phone) string {
	out := x.Number + " · " + t.T("phone."+x.Relation)
	if x.Whose != "" {
		out += ": " + x.Whose
	}
	return out
}
