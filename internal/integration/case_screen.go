package integration

import (
	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/view"
	"nurlykosh/internal/platform/web"
	integrationview "nurlykosh/templates/integration"
)

// part shows the integration part of a case: what begins on arrival, the plan, the police's applications, the end.
func (s *screen) part(c *web.Ctx) error {
	o, err := s.open(c, access.Read)
	if err != nil {
		return err
	}
	p := integrationview.CasePage{Frame: s.frame.Fill(c, c.In("cases").Page(""), o.View, "integration")}
	p.Arrival = []integrationview.Item{s.children(c, o), s.clinicItem(c, o), s.courses(c, o), s.talks(c, o)}
	s.plan(c, o, &p)
	for _, kind := range applicationKinds {
		if t := o.task("decide_" + kind); t != nil {
			p.Police = append(p.Police, s.application(c, o, kind, t))
		}
	}
	if t := o.task("confirm_settled"); t != nil {
		i := s.item(c, o, "confirm_settled", "settled")
		if t.State == casefile.Open || t.State == casefile.Returned {
			i.Links = s.writes(o, view.Link{Href: s.frame.Links.To(o.Number, t.ID, t.Key), Text: c.T.T("settled.propose")})
		}
		if t.State == casefile.Later {
			i.None = c.T.T("settled.later")
		}
		p.Settled = &i
	}
	if t := o.task(dutyTask); t != nil {
		i := s.item(c, o, dutyTask, "duty")
		if t.State == casefile.Open {
			i.Links = s.writes(o, view.Link{Href: base(o) + "/duty", Text: c.T.T("duty.title")})
		}
		p.Duty = &i
	}
	return c.Show(200, integrationview.Case(p))
}

// writes keeps links for who may follow them.
func (s *screen) writes(o *opened, ls ...view.Link) []view.Link {
	if !o.MayWork {
		return nil
	}
	return ls
}

var stateTags = map[casefile.State]string{
	casefile.Done: "green", casefile.Open: "sky", casefile.Returned: "red", casefile.Paused: "gold", casefile.Proposed: "violet",
}

// item begins the block of a task: its title, where it stands, its clock.
func (s *screen) item(c *web.Ctx, o *opened, key, id string) integrationview.Item {
	i := integrationview.Item{ID: id, Title: c.T.T("integration.item." + id)}
	for _, t := range o.Tasks {
		if t.Key != key {
			continue
		}
		i.Tag = view.Tag{Kind: stateTags[t.State], Text: c.T.T("task.state." + string(t.State))}
		if t.State.Live() && !t.Due.IsZero() {
			i.Due = casefile.DueWords(c.T, s.book.Calendar, t.State, t.Due, t.PausedOn, o.Today, true)
		}
	}
	return i
}

func (s *screen) children(c *web.Ctx, o *opened) integrationview.Item {
	t := c.T
	i := s.item(c, o, "enrol_children", "children")
	for _, m := range Learners(o.Members, o.Today) {
		f := view.Fact{Name: m.Name, Value: t.T("arrival.not_yet")}
		g, ok := o.Enrolment(m.ID)
		switch {
		case ok && g.Begun():
			f.Value, f.Note = g.Service, t.T("arrival.kind."+g.Kind)+" · "+t.DateShort(g.Started, o.Today)
		case ok && !g.Dropped.IsZero():
			f.Value = t.T("arrival.kind.none")
			if r, found := s.book.Reason("waiver", g.Why); found {
				f.Note = t.Pick(r.KK, r.RU, r.EN)
			}
		}
		f.Links = s.writes(o, view.Link{Href: base(o) + "/enrol/" + number(m.ID), Text: t.T(map[bool]string{true: "arrival.change", false: "arrival.record"}[ok]), Hidden: m.Name})
		i.Facts = append(i.Facts, f)
	}
	if len(i.Facts) == 0 {
		i.None = t.T("arrival.no_children")
	}
	return i
}

func (s *screen) clinicItem(c *web.Ctx, o *opened) integrationview.Item {
	t := c.T
	i := s.item(c, o, "register_clinic", "clinic")
	text := "arrival.record"
	if g, ok := o.Clinic(); ok {
		i.Facts = []view.Fact{{Name: t.T("arrival.clinic"), Value: g.Service, Note: t.DateShort(g.Started, o.Today)}}
		text = "arrival.change"
	} else {
		i.None = t.T("arrival.not_yet")
	}
	i.Links = s.writes(o, view.Link{Href: base(o) + "/clinic", Text: t.T(text), Hidden: i.Title})
	return i
}

func (s *screen) courses(c *web.Ctx, o *opened) integrationview.Item {
	t := c.T
	i := s.item(c, o, "start_language", "courses")
	for _, g := range o.Courses() {
		f := view.Fact{Name: o.memberOf(g.MemberID).Name, Value: g.Service, Note: t.T("arrival.not_yet")}
		if g.Begun() {
			f.Note = t.T("arrival.since", "date", t.DateShort(g.Started, o.Today))
		} else if f.Value == "" {
			f.Value, f.Note = f.Note, ""
		}
		i.Facts = append(i.Facts, f)
	}
	if len(i.Facts) == 0 {
		i.None = t.T("arrival.not_yet")
		if o.Facts.Language == casefile.No {
			i.None = t.T("arrival.no_course_wanted")
		}
	}
	i.Links = s.writes(o, view.Link{Href: base(o) + "/course", Text: t.T("arrival.record"), Hidden: i.Title})
	return i
}

func (s *screen) talks(c *web.Ctx, o *opened) integrationview.Item {
	t := c.T
	i := s.item(c, o, "explain_safety", "talks")
	for _, m := range o.Members.On(o.Today).Here().Adults(o.Today) {
		f := view.Fact{Name: m.Name, Value: t.T("arrival.not_yet")}
		if k, ok := o.Talk(m.ID); ok {
			f.Value = t.Date(k.On)
		}
		i.Facts = append(i.Facts, f)
	}
	if len(o.Untold(o.Members, o.Today)) > 0 {
		i.Links = s.writes(o, view.Link{Href: base(o) + "/safety", Text: t.T("arrival.record"), Hidden: i.Title})
	}
	return i
}

func (s *screen) plan(c *web.Ctx, o *opened, p *integrationview.CasePage) {
	t := c.T
	links := []view.Link{}
	switch {
	case !o.Plan.Asked():
		p.Plan = t.T("plan.needs_missing")
		links = append(links, view.Link{Href: base(o) + "/needs", Text: t.T("plan.needs_title")})
	case len(o.Unmet()) > 0:
		p.Plan = t.T("plan.unmet", "need", t.T("need."+o.Unmet()[0]))
		links = append(links, view.Link{Href: base(o) + "/goals/new", Text: t.T("plan.goal_add")}, view.Link{Href: base(o) + "/needs", Text: t.T("plan.needs_change")})
	case o.Plan.Signed.IsZero():
		p.Plan = t.T("plan.to_agree")
		links = append(links, view.Link{Href: base(o) + "/agree", Text: t.T("plan.agree_title")}, view.Link{Href: base(o) + "/goals/new", Text: t.T("plan.goal_add")},
			view.Link{Href: base(o) + "/needs", Text: t.T("plan.needs_change")})
	default:
		p.Plan = t.T("plan.signed", "date", t.Date(o.Plan.Signed))
		links = append(links, view.Link{Href: base(o) + "/goals/new", Text: t.T("plan.goal_add")}, view.Link{Href: base(o) + "/needs", Text: t.T("plan.needs_change")})
	}
	p.Links = s.writes(o, links...)
	if o.Plan.Asked() {
		var yes, no string
		for _, n := range Needs {
			if into := map[bool]*string{true: &yes, false: &no}[o.Plan.Needs[n]]; *into == "" {
				*into = t.T("need." + n)
			} else {
				*into += ", " + t.T("need."+n)
			}
		}
		p.Needs = []view.Fact{{Name: t.T("plan.needs_yes"), Value: orDash(yes)}, {Name: t.T("plan.needs_no"), Value: orDash(no)}}
	}
	for _, g := range o.Goals {
		p.Goals = append(p.Goals, s.goalRow(c, o, g))
	}
}

func orDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

func (s *screen) goalRow(c *web.Ctx, o *opened, g Goal) integrationview.GoalRow {
	t := c.T
	row := integrationview.GoalRow{Goal: t.T("goal.kind." + g.Kind), Text: g.Text, Who: nameOf(o.memberOf(g.MemberID)), Service: orDash(g.Service), Due: "–"}
	if g.MemberID == 0 {
		row.Who = view.Name{Text: t.T("plan.whole_family")}
	}
	if !g.Due.IsZero() {
		row.Due = t.DateShort(g.Due, o.Today)
	}
	switch {
	case !g.Reached.IsZero():
		row.State, row.StateSub = view.Tag{Kind: "green", Text: t.T("goal.reached")}, t.DateShort(g.Reached, o.Today)
	case !g.Dropped.IsZero():
		row.State, row.StateSub = view.Tag{Kind: "line", Text: t.T("goal.dropped")}, t.DateShort(g.Dropped, o.Today)
	case g.Begun():
		row.State, row.StateSub = view.Tag{Kind: "sky", Text: t.T("goal.begun")}, t.DateShort(g.Started, o.Today)
	default:
		row.State = view.Tag{Text: t.T("goal.planned")}
	}
	if o.MayWork && !g.Over() {
		row.Link = &view.Link{Href: base(o) + "/goals/" + number(g.ID), Text: t.T("plan.move"), Hidden: row.Goal}
	}
	return row
}

func (s *screen) application(c *web.Ctx, o *opened, kind string, k *casefile.Task) integrationview.Item {
	t := c.T
	i := s.item(c, o, k.Key, kind)
	a, made := o.Application(kind, k)
	href := base(o) + "/police/" + kind
	open := k.State == casefile.Open || k.State == casefile.Returned || k.State == casefile.Paused
	if m := o.memberOf(k.MemberID); k.MemberID != 0 {
		i.Facts = []view.Fact{{Name: t.T("told.members"), Value: m.Name}}
	}
	switch {
	case !made:
		i.None = t.T("application.none")
		i.Links = s.writes(o, view.Link{Href: href, Text: t.T("application.title"), Hidden: i.Title})
		return i
	case a.Answer == "" && open:
		i.Links = s.writes(o, view.Link{Href: href + "/answer", Text: t.T("application.answer_title"), Hidden: i.Title})
	case open:
		i.Links = s.writes(o, view.Link{Href: s.propose(o, k), Text: t.T("application.propose"), Hidden: i.Title},
			view.Link{Href: href + "/answer", Text: t.T("arrival.change"), Hidden: i.Title})
	case k.State == casefile.Done && a.Answer == Refused:
		i.Links = s.writes(o, view.Link{Href: href, Text: t.T("application.again"), Hidden: i.Title})
	}
	i.Facts = append(i.Facts, view.Fact{Name: t.T("application.applied_on"), Value: t.Date(a.Applied), Note: a.Number})
	if a.Answer != "" {
		i.Facts = append(i.Facts, view.Fact{Name: t.T("application.what"), Value: t.T("application.answer." + a.Answer), Note: t.Date(a.Decided)})
	}
	if !a.Until.IsZero() {
		i.Facts = append(i.Facts, view.Fact{Name: t.T("application.until"), Value: t.Date(a.Until)})
	}
	return i
}

// propose is the page on which the decision of a task is put forward.
func (s *screen) propose(o *opened, k *casefile.Task) string {
	return "/cases/" + o.Number + "/tasks/" + number(k.ID) + "/propose"
}
