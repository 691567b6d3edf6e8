package duplicates

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"

	"nurlykosh/internal/identity"
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/view"
	"nurlykosh/internal/platform/web"
	duplicatesview "nurlykosh/templates/duplicates"
	"nurlykosh/templates/formview"
)

// shownOf is how many households of an alarm are listed at once; the others stand behind a link.
const shownOf = 10

// sharingRow is one household of an alarm.
type sharingRow struct {
	ID       int64     `db:"id"`
	Kind     string    `db:"kind"`
	Found    time.Time `db:"found_at"`
	Again    bool      `db:"again"`
	Members  int       `db:"members"`
	Number   string    `db:"number"`
	Head     string    `db:"head_name"`
	HeadLang string    `db:"head_lang"`
	Name     string    `db:"name"` // of the member who bears the document
	Script   string    `db:"script"`
	KK       string    `db:"name_kk"`
	RU       string    `db:"name_ru"`
	EN       string    `db:"name_en"`
	Mine     bool      `db:"mine"`
	Unknown  bool      `db:"unknown"`
	Sealed   []byte    `db:"said_sealed"`
	By       string    `db:"by_name"`
	Decided  time.Time `db:"decided_at"`
	Said     string    `db:"-"`
	CaseID   int64     `db:"case_id"`
	Where    []byte    `db:"address_sealed"` // of a household of the reader's, where the address is shared
	Paper    string    `db:"paper_kind"`     // of the document that is shared
	Tail     string    `db:"paper_tail"`
	Address  string    `db:"-"`
}

// sharing reads the alarms of a state, household by household, or one of them.
func sharing(r *db.Rd, state string, before, only int64, lim int) (rows []sharingRow, err error) {
	args := access.Scope(r.Actor)
	args["state"], args["before"], args["only"], args["lim"] = state, before, only, lim
	if err := r.Select(&rows, "alarms_list", args); err != nil {
		return nil, err
	}
	for i, x := range rows {
		if len(x.Sealed) > 0 {
			box, err := r.Box(Alarm{ID: x.ID}.Stream())
			if err != nil {
				return nil, err
			}
			if rows[i].Said, err = box.Open(alarmSaid, x.Sealed); err != nil {
				return nil, err
			}
		}
		if len(x.Where) > 0 {
			box, err := r.Box(audit.Stream{Kind: "case", ID: x.CaseID})
			if err != nil {
				return nil, err
			}
			if rows[i].Address, err = box.Open("own_dwelling.address", x.Where); err != nil {
				return nil, err
			}
		}
	}
	return rows, nil
}

// alarms shows what several households share, quietly: nothing counts it, nothing waits for it.
func (s *screen) alarms(c *web.Ctx) error {
	state := "open"
	if c.QueryParam("state") == "explained" {
		state = "explained"
	}
	var rows []sharingRow
	before, _ := cursor(c.QueryParam("after"))
	err := c.App.DB.Read(c.Ctx(), c.Actor, func(r *db.Rd) (err error) { rows, err = sharing(r, state, before, 0, pageOf+1); return err })
	if err != nil {
		return err
	}
	t := c.T
	p := duplicatesview.AlarmsPage{Page: c.In("duplicates").Page(t.T("page.alarms")), Tabs: tabs(t, "alarm."+state)}
	for len(rows) > 0 {
		n := 1
		for n < len(rows) && rows[n].ID == rows[0].ID {
			n++
		}
		if len(p.Alarms) == pageOf {
			p.More = &view.Link{Href: "/duplicates/alarms?state=" + state + "&after=" + strconv.FormatInt(p.Alarms[pageOf-1].ID, 10), Text: t.T("alarm.more")}
			break
		}
		p.Alarms = append(p.Alarms, s.alarmRow(c, rows[:n], state))
		rows = rows[n:]
	}
	return c.Show(200, duplicatesview.Alarms(p))
}

func (s *screen) alarmRow(c *web.Ctx, rows []sharingRow, state string) duplicatesview.AlarmRow {
	t, first, members := c.T, rows[0], 0
	for _, x := range rows {
		members += x.Members
	}
	out := duplicatesview.AlarmRow{
		ID: first.ID, What: t.T("alarm.what."+first.Kind, "households", len(rows), "members", members), Why: t.T("alarm.why." + first.Kind),
		Found: t.T("alarm.found", "date", t.Time(first.Found)),
	}
	if first.Paper != "" {
		out.What += " · " + s.paper(t, first.Paper) + " …" + first.Tail
	}
	one := first.Address // of all that the reader may read
	for _, x := range rows {
		if x.Mine && x.Address != one {
			one = ""
		}
	}
	if one != "" {
		out.What += " · " + one
	}
	for i, x := range rows {
		r := duplicatesview.Sharing{Held: t.T("duplicate.held", "office", t.Pick(x.KK, x.RU, x.EN))}
		if x.Mine {
			name := view.Name{Text: x.Head, Lang: x.HeadLang}
			if x.Kind == identity.SharedDocument {
				name = view.Name{Text: x.Name, Lang: identity.LangOf(x.Script)}
			}
			r = duplicatesview.Sharing{Name: name, Case: view.Link{Href: "/cases/" + x.Number, Text: x.Number}, Office: t.Pick(x.KK, x.RU, x.EN)}
			if x.Kind == identity.SharedAddress {
				if r.Members = t.N("alarm.members", x.Members); one == "" {
					r.Address = x.Address
				}
			}
		}
		if i < shownOf {
			out.Households = append(out.Households, r)
		} else {
			out.Rest = append(out.Rest, r)
		}
	}
	if len(out.Rest) > 0 {
		out.Others = t.N("alarm.others", len(out.Rest))
	}
	if first.Said != "" {
		out.Said, out.By = t.T("duplicate.said", "text", first.Said), t.T("alarm.by", "name", first.By, "date", t.Time(first.Decided))
	}
	if first.Again {
		out.Note = t.T("alarm.again")
	}
	if state == "open" && c.Actor.Role == access.Supervisor {
		out.Explain = view.Link{Href: "/duplicates/alarms/" + strconv.FormatInt(first.ID, 10), Text: t.T("alarm.explain")}
	}
	return out
}

// explain asks why what is shared is in order.
func (s *screen) explain() web.Form[otherForm] {
	read := func(c *web.Ctx) (a Alarm, err error) {
		id, err := c.ID("alarm")
		if err != nil {
			return a, err
		}
		return a, c.App.DB.Read(c.Ctx(), c.Actor, func(r *db.Rd) (err error) { a, err = alarmOf(r, id); return err })
	}
	return web.Form[otherForm]{
		Name: "duplicates.explain",
		Changes: web.Thing{Of: AlarmOf, Now: func(c *web.Ctx) (web.Standing, error) {
			a, err := read(c)
			if err != nil {
				return web.Standing{}, err
			}
			return web.Standing{Rev: a.Rev, Stream: a.Stream(), Stands: a.State, Words: func(st string) string { return c.T.T("alarm.state." + st) }}, nil
		}},
		Load: func(c *web.Ctx) (otherForm, error) { _, err := read(c); return otherForm{}, err },
		Show: func(c *web.Ctx, p view.Page, f otherForm) (templ.Component, error) {
			a, err := read(c)
			if err != nil {
				return nil, err
			}
			var rows []sharingRow
			if err := c.App.DB.Read(c.Ctx(), c.Actor, func(r *db.Rd) (err error) { rows, err = sharing(r, a.State, 0, a.ID, 1); return err }); err != nil {
				return nil, err
			}
			t := c.T
			p.Title = t.T("alarm.explain")
			page := formview.Page{
				Page: p, Back: view.Link{Href: "/duplicates/alarms", Text: t.T("page.alarms")}, Action: c.Request().URL.Path,
				Notes:  []string{t.T("alarm.what."+a.Kind, "households", a.Households, "members", a.Members)},
				Inputs: []formview.Input{{Area: &view.Field{Name: "text", Label: t.T("alarm.text"), Hint: t.T("alarm.hint." + a.Kind), Value: f.Text, Bidi: true}}},
				Button: t.T("alarm.button"),
			}
			if len(rows) > 0 {
				row := s.alarmRow(c, rows, a.State)
				page.Notes[0] = row.What
				for _, h := range append(row.Households, row.Rest...) {
					if h.Held != "" {
						page.Facts = append(page.Facts, view.Fact{Name: t.T("word.case"), Value: h.Held})
					} else {
						page.Facts = append(page.Facts, view.Fact{Name: h.Case.Text, Value: h.Name.Text, Lang: h.Name.Lang, Links: []view.Link{{Href: h.Case.Href, Text: t.T("alarm.open_case"), Hidden: h.Case.Text}}, Note: strings.Join(slices.DeleteFunc([]string{h.Members, h.Address, h.Office}, func(x string) bool { return x == "" }), " · ")})
					}
				}
			}
			next := t.T("alarm.explain_text")
			if a.State != "open" {
				page.Closed = t.T("duplicate.not_open")
				next = t.T("duplicate.said", "text", a.Said) + " — " + t.T("alarm.by", "name", a.By.String, "date", t.Time(a.DecidedAt.Time))
			}
			page.Texts = append(page.Texts, next)
			return formview.Form(page), nil
		},
		Do: func(c *web.Ctx, op db.Op, f otherForm) (db.Result, error) {
			id, err := c.ID("alarm")
			if err != nil {
				return db.Result{}, err
			}
			return s.work.Explain(c.Ctx(), op, id, strings.TrimSpace(f.Text))
		},
	}
}
