package employment

import (
	"strconv"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/identity"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/view"
	"nurlykosh/internal/platform/web"
	employmentview "nurlykosh/templates/employment"
)

// part shows the employment part of a case: everybody who may work, with profile, referrals and checks.
func (s *screen) part(c *web.Ctx) error {
	var part Part
	v, err := s.frame.Look(c, func(r *db.Rd, v *casefile.View) error {
		var err error
		part, err = PartOf(r, v.ID)
		return err
	})
	if err != nil {
		return err
	}
	p := employmentview.PartPage{Frame: s.frame.Fill(c, c.In("cases").Page(""), v, "employment")}
	for _, m := range shown(v, part) {
		p.People = append(p.People, s.person(c, v, part, m))
	}
	return c.Show(200, employmentview.Part(p))
}

// shown are the workers, and whoever has a profile or a referral although no worker now.
func shown(v *casefile.View, p Part) casefile.Household {
	workers := map[int64]bool{}
	for _, m := range Workers(v.Members, v.Today) {
		workers[m.ID] = true
	}
	var out casefile.Household
	for _, m := range v.Members {
		if _, profiled := p.Profile(m.ID); workers[m.ID] || profiled || len(p.Of(m.ID)) > 0 {
			out = append(out, m)
		}
	}
	return out
}

func nameOf(m casefile.Member) view.Name {
	return view.Name{Text: m.Name, Lang: identity.LangOf(m.NameScript)}
}

func (s *screen) base(v *casefile.View) string { return "/cases/" + v.Number + "/employment" }

func (s *screen) person(c *web.Ctx, v *casefile.View, p Part, m casefile.Member) employmentview.Person {
	t := c.T
	id := strconv.FormatInt(m.ID, 10)
	out := employmentview.Person{ID: "member-" + id, Name: nameOf(m), Age: m.RelationWord(t) + " · " + t.Birth(m.Birth, m.BirthYear)}
	if !m.Current(v.Today) {
		out.Age += " · " + t.T("work.left_household")
	} else if least, _ := m.Age(v.Today); least < casefile.Adult {
		out.Age += " · " + t.T("work.under_18")
	}
	x, profiled := p.Profile(m.ID)
	if profiled {
		out.Profile = profileFacts(c, x)
	} else {
		out.None = t.T("work.no_profile")
	}
	if v.MayWork && m.Current(v.Today) && !m.Abroad {
		profile := view.Link{Href: s.base(v) + "/profile/" + id, Text: t.T("work.profile_add"), Hidden: m.Name}
		if profiled {
			profile.Text = t.T("work.profile_change")
			if x.Wants() {
				out.Actions = append(out.Actions, view.Link{Href: s.base(v) + "/refer/" + id, Text: t.T("work.refer"), Hidden: m.Name})
			}
		}
		out.Actions = append(out.Actions, profile)
	}
	for _, r := range p.Of(m.ID) {
		out.Referrals = append(out.Referrals, s.referralRow(c, v, p, r))
	}
	return out
}

func profileFacts(c *web.Ctx, x Profile) []view.Fact {
	t := c.T
	looks := t.T("work.looks_no")
	if x.Looks {
		looks = t.T("work.looks_yes")
	}
	facts := []view.Fact{{Name: t.T("work.looks"), Value: looks, Note: t.T("work.profiled_on", "date", t.DateShort(x.On, c.Today()))}}
	add := func(key, value string) {
		if value != "" {
			facts = append(facts, view.Fact{Name: t.T(key), Value: value})
		}
	}
	if x.WhyNot != "" {
		add("work.why_label", t.T("work.why."+x.WhyNot))
	}
	if x.WantsBusiness {
		add("word.own_business", t.T("work.wants_business"))
	}
	trade := x.Trade
	if x.Occupation != "" {
		if trade != "" {
			trade += " · "
		}
		trade += t.T("vacancy.occupation_code", "code", x.Occupation)
	}
	add("work.trade", trade)
	if x.Years > 0 {
		add("work.years", t.Number(x.Years))
	}
	if x.Education != "" {
		add("work.education_label", t.T("work.education."+x.Education))
	}
	add("work.licences", x.Licences)
	add("work.wishes", x.Wishes)
	return facts
}

// whereTo is what a referral leads to, in words.
func whereTo(c *web.Ctx, r Referral) (what, sub string) {
	if r.Kind == ToVacancy {
		return r.Title, r.EmployedBy + " · " + c.T.Money(r.Wage)
	}
	return r.To, c.T.T("work.kind." + r.Kind)
}

var stateKinds = map[string]string{Open: "sky", Hired: "green", Started: "green", RefusedByEmployer: "red", RefusedByPerson: "red"}

func (s *screen) referralRow(c *web.Ctx, v *casefile.View, p Part, r Referral) employmentview.ReferralRow {
	t := c.T
	row := employmentview.ReferralRow{
		Sent:  t.DateShort(r.Sent, v.Today),
		State: view.Tag{Kind: stateKinds[r.State], Text: t.T("work.state." + r.State)},
	}
	row.What, row.Sub = whereTo(c, r)
	switch {
	case r.State == Ended:
		row.StateSub = t.DateShort(r.HiredOn, v.Today) + " – " + t.DateShort(r.EndedOn, v.Today)
	case !r.HiredOn.IsZero():
		row.StateSub = t.DateShort(r.HiredOn, v.Today)
	case r.Reason != "":
		if x, ok := s.book.Reason(reasonGroup[r.State], r.Reason); ok {
			row.StateSub = t.Pick(x.KK, x.RU, x.EN)
		}
	}
	if r.Confirmable() {
		row.Seen = t.T("work.seen_some")
		if r.Seen() {
			row.Seen = t.T("work.seen_all")
		}
	}
	askable := false
	for _, day := range CheckDays {
		if !r.Job() {
			break
		}
		k, ok := p.Check(r.ID, day)
		due := r.HiredOn.AddDays(day)
		switch {
		case ok:
			row.Checks = append(row.Checks, t.T("work.check_done", "day", day, "answer", t.T("code.job_"+k.Answer), "date", t.DateShort(k.On, v.Today)))
		default:
			row.Checks = append(row.Checks, t.T("work.check_from", "day", day, "date", t.DateShort(due, v.Today)))
		}
		askable = askable || !due.After(v.Today) && (!ok || k.Answer == "not_known")
	}
	if v.MayWork {
		row.Links = s.referralLinks(c, v, r, askable)
	}
	return row
}

func (s *screen) referralLinks(c *web.Ctx, v *casefile.View, r Referral, askable bool) []view.Link {
	var out []view.Link
	what, _ := whereTo(c, r)
	link := func(verb, key string) {
		out = append(out, view.Link{Href: s.base(v) + "/" + verb + "/" + strconv.FormatInt(r.ID, 10), Text: c.T.T(key), Hidden: what})
	}
	if r.State == Open {
		link("answer", "work.answer_add")
	}
	if r.Confirmable() && !r.Seen() {
		link("contract", "work.contract_add")
	}
	if askable {
		link("check", "work.check_add")
	}
	if r.State == Hired || r.State == Started {
		link("leave", "work.leave_add")
	}
	return out
}
