package casefile

import (
	"strconv"

	"github.com/a-h/templ"

	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
	"nurlykosh/internal/platform/i18n"
	"nurlykosh/internal/platform/view"
	"nurlykosh/internal/platform/web"
	casefileview "nurlykosh/templates/casefile"
)

// tasks lists every task of the case, step by step.
func (s *screen) tasks(c *web.Ctx) error {
	v, err := s.frame.Look(c, nil)
	if err != nil {
		return err
	}
	p := casefileview.TasksPage{Frame: s.frame.Fill(c, c.In("cases").Page(""), v, "tasks")}
	for _, step := range Steps {
		g := casefileview.StepTasks{Word: c.T.T("step." + string(step))}
		for _, k := range v.Tasks {
			if k.Step != step {
				continue
			}
			row := casefileview.TaskLine{Text: TitleOf(c.T, k), Sub: c.T.T("role." + k.Role), State: c.T.T("task.state." + string(k.State))}
			switch {
			case k.State.Live() && v.Status.Ended():
				row.State = c.T.T("path.stopped")
				row.Due = view.Due{Text: row.State}
			case k.State.Live():
				if v.MayWork {
					row.Href = s.frame.Links.To(v.Number, k.ID, k.Key)
				}
				row.Due = DueWords(c.T, s.frame.Book.Calendar, k.State, k.Due, k.PausedOn, v.Today, false)
			case k.State == Done:
				row.Due = view.Due{Kind: view.DueDone, Text: c.T.T("due.done", "date", c.T.DateShort(k.DoneOn, v.Today))}
			default:
				row.Due = view.Due{Text: row.State}
			}
			g.Rows = append(g.Rows, row)
		}
		p.Steps = append(p.Steps, g)
	}
	return c.Show(200, casefileview.Tasks(p))
}

const historyPage = 40

// history shows every event, newest first; keyset by the event's id.
func (s *screen) history(c *web.Ctx) error {
	before, _ := strconv.ParseInt(c.QueryParam("before"), 10, 64)
	p := casefileview.HistoryPage{}
	v, err := s.frame.Look(c, func(r *db.Rd, v *View) error {
		var chain []audit.Chained
		err := r.Select(&chain, "case_chain", db.Args{"case_id": v.ID})
		if err != nil {
			return err
		}
		p.Verified, p.Broken = verified(c.T, chain)
		if p.Events, err = Timeline(c.T, s.frame.Book, r, v.Case, v.Members, Page{Before: max(before, 0), Limit: historyPage}); err != nil || len(p.Events) < historyPage {
			return err
		}
		var last int64
		if err := r.Get(&last, "case_event_after", db.Args{"case_id": v.ID, "before": max(before, 0), "skip": historyPage - 1}); err == nil {
			p.More = &view.Link{Href: c.Path() + "?before=" + strconv.FormatInt(last, 10), Text: c.T.T("history.older")}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if p.More != nil {
		p.More.Href = "/cases/" + v.Number + "/history" + p.More.Href[len(c.Path()):]
	}
	p.Frame = s.frame.Fill(c, c.In("cases").Page(""), v, "history")
	return c.Show(200, casefileview.History(p))
}

// verified says up to where a case's history was just checked, or where it is broken.
func verified(t i18n.Reader, chain []audit.Chained) (text string, broken bool) {
	if bad := audit.Unbroken(chain); bad != nil {
		return t.T("history.broken", "n", bad.Seq), true
	}
	if len(chain) == 0 {
		return "", false
	}
	return t.T("history.verified", "at", t.Time(chain[len(chain)-1].Recorded)), false
}

func (s *screen) takeOver(c *web.Ctx) error {
	op := c.Op("casefile.take_over")
	res, err := s.work.TakeOver(c.Ctx(), op, number(c))
	if err != nil {
		return err
	}
	return c.Done(op, res)
}

type noteForm struct {
	Kind  string `form:"kind" validate:"oneof=note call_reached call_no_answer call_back"`
	Text  string `form:"text" validate:"required,max=4000"`
	Day   string `form:"back_day" validate:"max=4"`
	Month string `form:"back_month" validate:"max=4"`
	Year  string `form:"back_year" validate:"max=6"`
}

// remarked gives the case of an address to somebody who may add a note to it.
func (s *screen) remarked(c *web.Ctx) (*View, error) {
	v, err := s.frame.Look(c, nil)
	if err == nil && !access.May(c.Actor, access.Remark, v.Matter()) {
		err = missing()
	}
	return v, err
}

// note adds a note or a call: whoever of the office takes a call records it, also when the one responsible is away.
func (s *screen) note() web.Form[noteForm] {
	return web.Form[noteForm]{
		Name:  "casefile.add_note",
		Alone: true,
		Load:  func(c *web.Ctx) (noteForm, error) { _, err := s.remarked(c); return noteForm{Kind: "note"}, err },
		Show: func(c *web.Ctx, p view.Page, f noteForm) (templ.Component, error) {
			v, err := s.remarked(c)
			if err != nil {
				return nil, err
			}
			page := about(c, p, v, "note.title")
			shut(&page, !v.Status.Open(), c.T.T("case.closed", "number", v.Number))
			page.Text = c.T.T("note.staff_only")
			kinds := view.Field{Name: "kind", Label: c.T.T("note.kind"), Value: f.Kind}
			for _, k := range []string{"note", "call_reached", "call_no_answer", "call_back"} {
				kinds.Options = append(kinds.Options, view.Option{Value: k, Text: c.T.T("code." + k)})
			}
			page.Radios = &kinds
			page.Area = &view.Field{Name: "text", Label: c.T.T("note.text"), Value: f.Text, Bidi: true}
			page.Date = &view.DateField{Name: "back", Label: c.T.T("note.back"), Day: f.Day, Month: f.Month, Year: f.Year, Optional: true}
			page.Button = c.T.T("button.save")
			return casefileview.Form(page), nil
		},
		Do: func(c *web.Ctx, op db.Op, f noteForm) (db.Result, error) {
			back, err := civil.FromParts(f.Day, f.Month, f.Year)
			if err != nil {
				x := fault.Of(err)
				return db.Result{}, fault.OnField("back_day", x.Key, x.Args)
			}
			if f.Kind == "call_back" && back.IsZero() {
				return db.Result{}, fault.OnField("back_day", "note.back_missing", nil)
			}
			return s.work.AddNote(c.Ctx(), op, number(c), f.Kind, f.Text, back)
		},
	}
}
