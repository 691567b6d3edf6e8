package casefile

import (
	"database/sql"
	"errors"

	"github.com/a-h/templ"

	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
	"nurlykosh/internal/platform/view"
	"nurlykosh/internal/platform/web"
	casefileview "nurlykosh/templates/casefile"
)

type closeForm struct {
	How    string `form:"how" validate:"oneof=withdrawn closed_early"`
	Reason string `form:"reason" validate:"max=60"`
	Text   string `form:"text" validate:"max=2000"`
}

func (s *screen) close() web.Form[closeForm] {
	return web.Form[closeForm]{
		Name:    "casefile.close",
		Changes: s.frame.Changes(),
		Load:    func(c *web.Ctx) (closeForm, error) { _, _, err := s.open(c); return closeForm{}, err },
		Show: func(c *web.Ctx, p view.Page, f closeForm) (templ.Component, error) {
			page, _, _, err := s.form(c, p, "button.close_case")
			if err != nil {
				return nil, err
			}
			page.Text = c.T.T("close.text")
			how := view.Field{Name: "how", Label: c.T.T("close.how"), Value: f.How}
			reasons := view.Field{Name: "reason", Label: c.T.T("word.reason"), Value: f.Reason, Options: []view.Option{{Text: c.T.T("choose")}}}
			for _, k := range []Status{Withdrawn, ClosedEarly} {
				how.Options = append(how.Options, view.Option{Value: string(k), Text: c.T.T("case." + string(k))})
				for _, o := range s.frame.Book.Options(c.T, groupOfStatus(k))[1:] {
					o.Text = c.T.T("case."+string(k)) + ": " + o.Text
					if !hasOption(reasons.Options, o.Value) || o.Value == "other" {
						reasons.Options = append(reasons.Options, o)
					}
				}
			}
			page.Radios, page.Fields = &how, []view.Field{reasons}
			page.Area = s.frame.Book.Explained(c.T, f.Text, groupOfStatus(Withdrawn), groupOfStatus(ClosedEarly))
			page.Button = c.T.T("button.close_case")
			page.Links = []view.Link{{Href: page.Case.Href + "/refuse", Text: c.T.T("refuse.title")}}
			return casefileview.Form(page), nil
		},
		Do: func(c *web.Ctx, op db.Op, f closeForm) (db.Result, error) {
			return s.work.Close(c.Ctx(), op, number(c), Status(f.How), f.Reason, f.Text)
		},
	}
}

func hasOption(os []view.Option, value string) bool {
	for _, o := range os {
		if o.Value == value {
			return true
		}
	}
	return false
}

func (s *decideScreen) refuse() web.Form[reasonForm] {
	return web.Form[reasonForm]{
		Name:    "casefile.propose_refusal",
		Changes: s.frame.Changes(),
		Load:    func(c *web.Ctx) (reasonForm, error) { _, _, err := s.open(c); return reasonForm{}, err },
		Show: func(c *web.Ctx, p view.Page, f reasonForm) (templ.Component, error) {
			page, v, _, err := s.form(c, p, "refuse.title")
			if err != nil {
				return nil, err
			}
			shut(&page, v.Status != InProgress, c.T.T("case."+string(v.Status)))
			page.Text = c.T.T("refuse.text")
			page.Fields = []view.Field{{Name: "reason", Label: c.T.T("word.reason"), Value: f.Reason, Options: s.frame.Book.OptionsFor(c.T, "refusal_eligibility", v.Track)}}
			page.Area = s.frame.Book.Explained(c.T, f.Text, "refusal_eligibility")
			page.Button = c.T.T("decision.send")
			return casefileview.Form(page), nil
		},
		Do: func(c *web.Ctx, op db.Op, f reasonForm) (db.Result, error) {
			return s.decide.ProposeRefusal(c.Ctx(), op, number(c), f.Reason, f.Text)
		},
	}
}

type reopenForm struct {
	Text string `form:"text" validate:"max=2000"`
}

func (s *screen) reopen() web.Form[reopenForm] {
	look := func(c *web.Ctx) (*View, error) {
		v, err := s.frame.Look(c, nil)
		if err == nil && !access.May(c.Actor, access.Decide, v.Matter()) {
			err = fault.Missing()
		}
		return v, err
	}
	return web.Form[reopenForm]{
		Name:    "casefile.reopen",
		Changes: s.frame.Changes(),
		Load:    func(c *web.Ctx) (reopenForm, error) { _, err := look(c); return reopenForm{}, err },
		Show: func(c *web.Ctx, p view.Page, f reopenForm) (templ.Component, error) {
			v, err := look(c)
			if err != nil {
				return nil, err
			}
			page := about(c, p, v, "reopen.title")
			shut(&page, !v.Status.Ended(), c.T.T("reopen.not_closed"))
			if page.Text = c.T.T("reopen.text"); v.CloseReason == SoleMemberDied {
				page.Text = c.T.T("reopen.text_death")
			}
			page.Area = &view.Field{Name: "text", Label: c.T.T("word.reason"), Value: f.Text, Bidi: true}
			page.Button = c.T.T("reopen.title")
			return casefileview.Form(page), nil
		},
		Do: func(c *web.Ctx, op db.Op, f reopenForm) (db.Result, error) {
			return s.work.Reopen(c.Ctx(), op, number(c), f.Text)
		},
	}
}

// notice is the printed answer to a family whose case has ended.
func (s *screen) notice(c *web.Ctx) error {
	var refused struct {
		On     civil.Date `db:"decided_on"`
		Basis  string     `db:"legal_basis"`
		Appeal civil.Date `db:"appeal_until"`
	}
	v, err := s.frame.Look(c, func(r *db.Rd, v *View) error {
		if !v.Status.Ended() || v.CloseReason == SoleMemberDied {
			return fault.Missing()
		}
		if err := r.Get(&refused, "refusal_of_case", db.Args{"case_id": v.ID}); err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		return nil
	})
	if err != nil {
		return err
	}
	t := c.App.Words.Reader(LangsFor(v.Case, c.QueryParam("in"))[0])
	p := casefileview.NoticePage{
		Words: t, Lang: string(t.Lang()), Dir: t.Dir(), Langs: LangChoice(c, v.Case),
		Page: c.In("cases").Page(c.T.T("notice.title")), Case: view.Link{Href: "/cases/" + v.Number, Text: v.Number}, Number: v.Number,
		Family: view.Name{Text: v.HeadName, Lang: v.HeadLang}, Said: t.T("notice."+string(v.Status), "date", t.Date(v.Closed)),
		Office: t.Pick(v.Office.KK, v.Office.RU, v.Office.EN), Phone: v.Office.Phone, Printed: t.Date(v.Today),
	}
	if r, ok := s.frame.Book.Reason(groupOfStatus(v.Status), v.CloseReason); ok {
		p.Facts = append(p.Facts, view.Fact{Name: t.T("word.reason"), Value: t.Pick(r.KK, r.RU, r.EN)})
	}
	if v.Status == Refused && !refused.On.IsZero() {
		p.Facts = append(p.Facts, view.Fact{Name: t.T("word.legal_basis"), Value: BasisWords(t, refused.Basis)},
			view.Fact{Name: t.T("notice.appeal"), Value: t.Date(refused.Appeal), Note: t.T("word.unverified")})
	}
	return c.Show(200, casefileview.Notice(p))
}
