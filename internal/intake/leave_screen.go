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
	"nurlykosh/templates/formview"
)

func (s *screen) leave() web.Form[leaveForm] {
	return web.Form[leaveForm]{
		Name:    "intake.leave",
		Changes: s.frame.Changes(),
		Load: func(c *web.Ctx) (leaveForm, error) {
			v, _, err := s.forWork(c, nil)
			if err != nil {
				return leaveForm{}, err
			}
			var f leaveForm
			f.Day, f.Month, f.Year = dayParts(v.Today)
			return f, nil
		},
		Show: s.showLeave,
		Do: func(c *web.Ctx, op db.Op, f leaveForm) (db.Result, error) {
			x, err := f.read()
			if err != nil {
				return db.Result{}, err
			}
			return s.work.Leave(c.Ctx(), op, caseNumber(c), memberPath(c), x)
		},
	}
}

// parting is what the page of a leaving knows besides the case.
type parting struct {
	reps      []Represented
	own       int // phones of the person's own
	referrals int // that wait for an answer
}

func (d *parting) read(c *web.Ctx, r *db.Rd, v *casefile.View) (err error) {
	if d.reps, err = representatives(r, v.ID); err != nil {
		return err
	}
	member := memberPath(c)
	if err := r.Get(&d.referrals, "household_holds", db.Args{"member_id": member}); err != nil {
		return err
	}
	i := slices.IndexFunc(v.Members, func(m casefile.Member) bool { return m.ID == member })
	if i < 0 {
		return fault.Missing()
	}
	phones, err := identity.PhonesOf(r, []int64{v.Members[i].PersonID})
	for _, f := range phones {
		if f.Relation == "own" {
			d.own++
		}
	}
	return err
}

// showLeave says before anything is saved what the household will be, and what follows.
func (s *screen) showLeave(c *web.Ctx, p view.Page, f leaveForm) (templ.Component, error) {
	var d parting
	v, m, err := s.forWork(c, func(r *db.Rd, v *casefile.View) error { return d.read(c, r, v) })
	if err != nil {
		return nil, err
	}
	t := c.T
	page := s.personForm(c, p, v, *m, "leave.title")
	may, alone := mayLeave(v.Case, v.Members, d.reps, v.Today, m.ID)
	now := v.Members.On(v.Today)
	page.Facts = preview(t, v, slices.DeleteFunc(slices.Clone(now), func(o casefile.Member) bool { return o.ID == m.ID }), nil)
	if v.Facts.Included == casefile.Yes {
		page.Facts[len(page.Facts)-1].Note = t.T("leave.quota_stands")
	}
	page.Links = []view.Link{{Href: "/cases/" + v.Number + "/household/split", Text: t.T("part.split")}}
	if _, couple := partner(now, m.ID); couple {
		page.Links = append(page.Links, view.Link{Href: "/cases/" + v.Number + "/household/" + strconv.FormatInt(m.ID, 10) + "/divorce", Text: t.T("part.divorce")})
	}
	page.Texts = d.follows(t, v, *m, len(may) > 0, len(now) > 1)
	if alone && len(may) == 0 {
		page.Texts = append([]string{t.T("leave.only_death_last")}, page.Texts...)
		page.Links = []view.Link{{Href: "/cases/" + v.Number + "/close", Text: t.T("button.close_case")}}
	} else if alone {
		page.Texts = append([]string{t.T("leave.only_death")}, page.Texts...)
		for _, o := range may {
			page.Links = append(page.Links, view.Link{Href: "/cases/" + v.Number + "/household/" + strconv.FormatInt(o.ID, 10) + "/representative", Text: t.T("representative.title") + ": " + o.Name})
		}
	}
	reason := view.Field{Name: "reason", Label: t.T("word.reason"), Hint: t.T("leave.reason_hint"), Value: f.Reason, Options: s.book.Options(t, "household_leave")}
	if alone { // everything else waits for a guardian, or closes the case
		reason.Options = slices.DeleteFunc(reason.Options, func(o view.Option) bool { return o.Value != "" && o.Value != leftByDeath && o.Value != f.Reason })
	}
	page.Inputs = []formview.Input{
		{Select: &reason},
		{Date: &view.DateField{Name: "left", Label: t.T("leave.day"), Day: f.Day, Month: f.Month, Year: f.Year}},
		{Text: s.book.Explained(t, f.Text, "household_leave")},
	}
	if alone {
		page.Inputs[2].Text = &view.Field{Name: "text", Label: t.T("reason.text"), Value: f.Text, Optional: true, Bidi: true}
	}
	if _, couple := partner(now, m.ID); !couple && len(now) > 1 && m.MayBeAdult(v.Today) {
		apart := yesNo(c, "apart", t.T("leave.apart"), f.Apart)
		apart.Hint = t.T("leave.apart_hint")
		page.Inputs = append(page.Inputs, formview.Input{Radios: &apart})
	}
	if len(may) > 0 {
		who := view.Field{Name: "contact", Label: t.T("leave.who_speaks"), Hint: t.T("leave.who_speaks_hint"), Value: f.Contact}
		who.Options = membersOf(t, may)
		if len(may) == 1 && f.Contact == "" {
			who.Value = who.Options[0].Value
		}
		page.Inputs = append(page.Inputs, formview.Input{Radios: &who})
	}
	page.Button = t.T("leave.button")
	return formview.Form(page), nil
}

// follows says what else happens when it is saved.
func (d *parting) follows(t i18n.Reader, v *casefile.View, m casefile.Member, speaks, others bool) (out []string) {
	if m.StripIssue > 0 && !m.Revoked {
		dies := "leave.code_dies"
		if !others {
			dies = "leave.code_dies_last"
		}
		out = append(out, t.T(dies))
	}
	if d.referrals > 0 {
		out = append(out, t.T("leave.referrals_back", "n", d.referrals))
	}
	if d.own > 0 {
		out = append(out, t.T("leave.phone_after_death"))
	}
	if speaks {
		out = append(out, t.T("leave.head_to_name", "days", NameHeadDays))
	}
	if others && m.MayBeAdult(v.Today) {
		out = append(out, t.T("leave.other_household"))
	}
	return out
}

func (s *screen) takeBack() web.Form[backForm] {
	return web.Form[backForm]{
		Name:    "intake.take_back_leaving",
		Changes: s.frame.Changes(),
		Load: func(c *web.Ctx) (backForm, error) {
			_, m, _, err := s.gone(c)
			return backForm{Relation: m.Relation}, err
		},
		Show: func(c *web.Ctx, p view.Page, f backForm) (templ.Component, error) {
			v, m, taken, err := s.gone(c)
			if err != nil {
				return nil, err
			}
			t := c.T
			page := s.personForm(c, p, v, m, "leave.back_title")
			if taken {
				page.Closed = t.T("leave.elsewhere", "name", m.Name)
				return formview.Form(page), nil
			}
			row := s.earlier(t, v, m)
			page.Facts = []view.Fact{
				{Name: t.T("household.belonged"), Value: row.From + " – " + row.Until, Note: row.Why},
				{Name: t.T("leave.persons"), Value: strconv.Itoa(v.Persons) + " → " + strconv.Itoa(v.Persons+1)},
			}
			page.Texts = []string{t.T("leave.back_text")}
			if m.LeftWhy == leftByDivorce || m.LeftWhy == leftBySplit {
				page.Texts = append(page.Texts, t.T("leave.back_parted"))
			}
			switch {
			case m.Relation != "head" || v.HeadID != 0:
				page.Inputs = append(page.Inputs, formview.Input{Select: relationField(t, "relation", t.T("head.relation"), f.Relation)})
			default:
				page.Texts = append(page.Texts, t.T("leave.back_head"))
			}
			page.Inputs = append(page.Inputs, formview.Input{Area: &view.Field{Name: "text", Label: t.T("leave.back_why"), Value: f.Text}})
			page.Button = t.T("leave.back_button")
			return formview.Form(page), nil
		},
		Do: func(c *web.Ctx, op db.Op, f backForm) (db.Result, error) {
			return s.work.TakeBackLeaving(c.Ctx(), op, caseNumber(c), memberPath(c), TakingBack(f))
		},
	}
}

// gone opens the case of an address for somebody who may write, with the earlier member that the address names, and
// whether that person belongs to another household meanwhile.
func (s *screen) gone(c *web.Ctx) (v *casefile.View, m casefile.Member, taken bool, err error) {
	v, err = s.frame.Look(c.In("cases"), func(r *db.Rd, v *casefile.View) (err error) {
		if m, err = earlierMember(v.Members, memberPath(c), v.Today); err != nil {
			return err
		}
		taken, err = elsewhere(r, m.ID)
		return err
	})
	if err == nil && !v.MayWork {
		err = fault.Missing()
	}
	return v, m, taken, err
}

// relationField asks what a member is to the head.
func relationField(t i18n.Reader, name, label, value string) *view.Field {
	f := &view.Field{Name: name, Label: label, Value: value, Options: []view.Option{{Text: t.T("choose")}}}
	for _, k := range Relations {
		f.Options = append(f.Options, view.Option{Value: k, Text: t.T("relation." + k)})
	}
	return f
}
