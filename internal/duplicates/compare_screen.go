package duplicates

import (
	"database/sql"
	"errors"
	"slices"
	"strconv"
	"time"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/identity"
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
	"nurlykosh/internal/platform/i18n"
	"nurlykosh/internal/platform/script"
	"nurlykosh/internal/platform/sealed"
	"nurlykosh/internal/platform/view"
	"nurlykosh/internal/platform/web"
	duplicatesview "nurlykosh/templates/duplicates"
)

// looked is a pair opened for reading, with all that is set side by side.
type looked struct {
	Pair
	said  string
	sides [2]lookedSide // of the persons A and B
	mark  int
	today civil.Date
	last  lastMerge
}

// lastMerge is the newest merge of a pair, made or not.
type lastMerge struct {
	ID     int64     `db:"id"`
	State  string    `db:"state"`
	By     string    `db:"by_name"`
	At     time.Time `db:"at"`
	Number string    `db:"number"`
}

type lookedSide struct {
	Side
	tasks  []casefile.Task
	names  []identity.Attested
	phones []identity.Phone
	holds  holds
	office string
}

// look opens a pair whose cases the reader may open, and notes that both were seen.
func (s *screen) look(c *web.Ctx) (*looked, error) {
	id, err := c.ID("pair")
	if err != nil {
		return nil, err
	}
	x := &looked{}
	err = c.App.DB.Read(c.Ctx(), c.Actor, func(r *db.Rd) (err error) {
		if x.Pair, err = pairOf(r, id); err != nil {
			return err
		}
		x.today = r.Today()
		if err := r.Get(&x.last, "merge_last", db.Args{"pair_id": id}); err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		if err := x.read(c, r); err != nil {
			return err
		}
		x.mark, err = markOf(r, x.sides[0].Case.ID, x.sides[1].Case.ID)
		return err
	})
	if err != nil {
		return nil, err
	}
	for _, side := range x.sides {
		if err := c.Saw(side.Case.ID); err != nil {
			return nil, err
		}
	}
	return x, nil
}

func (x *looked) read(c *web.Ctx, r *db.Rd) (err error) {
	for i, number := range []string{x.NumberA, x.NumberB} {
		side := &x.sides[i]
		if side.Case, err = casefile.Read(r, number, access.Read); err != nil {
			return err
		}
		if !access.May(c.Actor, access.Decide, side.Case.Matter()) && c.Actor.Role != access.Auditor {
			return fault.Missing()
		}
		if side.Members, err = casefile.MembersOf(r, side.Case.ID); err != nil {
			return err
		}
		person := []int64{x.A, x.B}[i]
		for _, m := range side.Members {
			if m.PersonID == person && (side.Member.ID == 0 || m.Current(x.today)) {
				side.Member = m
			}
		}
		if side.tasks, err = casefile.TasksOf(r, side.Case.ID); err != nil {
			return err
		}
		if side.names, err = identity.NamesOf(r, []int64{person}); err != nil {
			return err
		}
		if side.phones, err = identity.PhonesOf(r, []int64{person}); err != nil {
			return err
		}
		if side.holds, err = holdsOf(r, side.Case.ID); err != nil {
			return err
		}
		var face casefile.OfficeName
		if err := r.Get(&face, "case_held", db.Args{"number": number, "actor_id": c.Actor.ID}); err == nil {
			side.office = c.T.Pick(face.KK, face.RU, face.EN)
		}
	}
	if len(x.Said) > 0 {
		box, err := r.Box(identity.Stream(x.A))
		if err != nil {
			return err
		}
		if x.said, err = box.Open(saidColumn, x.Said); err != nil {
			return err
		}
	}
	return nil
}

// side is the record of a case; the second where both stand in one.
func (x *looked) side(number string) (main, other *lookedSide, err error) {
	switch number {
	case x.NumberA:
		main, other = &x.sides[0], &x.sides[1]
	case x.NumberB:
		main, other = &x.sides[1], &x.sides[0]
	default:
		return nil, nil, fault.Missing()
	}
	if x.NumberA == x.NumberB && (other.Member.ID == other.Case.Speaker() || other.Member.ID == other.Case.HeadID) {
		main, other = other, main
	}
	return main, other, nil
}

func (x *looked) address() string { return "/duplicates/" + strconv.FormatInt(x.ID, 10) }

func (s *screen) compare(c *web.Ctx) error {
	x, err := s.look(c)
	if err != nil {
		return err
	}
	t := c.T
	p := duplicatesview.ComparePage{Page: c.In("duplicates").Page(t.T("duplicate.title")), Finding: identity.StoredWords(t, x.Verdict, x.Score, x.Reasons, x.Points)}
	p.Heads = [2]string{x.NumberA, x.NumberB}
	if x.NumberA == x.NumberB {
		p.Heads = [2]string{x.sides[0].Member.Name, x.sides[1].Member.Name}
	}
	if x.said != "" {
		p.Said = append(p.Said, t.T("duplicate.said_by", "name", x.SaidName, "text", x.said))
	}
	if x.Again {
		p.Said = append(p.Said, t.T("duplicate.again"))
	}
	switch x.last.State {
	case "proposed":
		p.Said = append(p.Said, t.T("merge.is_proposed"))
	case "refused":
		p.Said = append(p.Said, t.T("merge.was_refused", "name", x.last.By, "date", t.Time(x.last.At), "number", x.last.Number))
	}
	p.Blocks = []duplicatesview.Block{s.personBlock(t, x)}
	if x.NumberA != x.NumberB {
		p.Blocks = append(p.Blocks, s.caseBlock(t, x))
	}
	switch {
	case x.State == "merged":
		p.State = t.T("merge.already")
		if c.Actor.Role == access.Supervisor {
			p.Undo = s.undoOf(c, x)
		}
	case x.State != "open":
		p.State = t.T("duplicate.state." + x.State)
	case c.Actor.Role == access.Supervisor && x.last.State == "proposed":
		p.Undo = &view.Link{Href: "/duplicates/merges/" + strconv.FormatInt(x.last.ID, 10), Text: t.T("merge.look")}
	case c.Actor.Role == access.Supervisor:
		s.actions(t, x, &p)
	}
	return c.Show(200, duplicatesview.Compare(p))
}

// undoOf is the way back of a pair that became one.
func (s *screen) undoOf(c *web.Ctx, x *looked) *view.Link {
	var g struct {
		ID     int64  `db:"id"`
		Number string `db:"number"`
	}
	err := c.App.DB.Read(c.Ctx(), c.Actor, func(r *db.Rd) error { return r.Get(&g, "merge_of_pair", db.Args{"pair_id": x.ID}) })
	if err != nil {
		return nil
	}
	return &view.Link{Href: "/cases/" + g.Number + "/merges/" + strconv.FormatInt(g.ID, 10) + "/undo", Text: c.T.T("merge.undo")}
}

// actions offers what can be done: which case goes on, or that they are two people.
func (s *screen) actions(t i18n.Reader, x *looked, p *duplicatesview.ComparePage) {
	p.Other = &view.Link{Href: x.address() + "/other", Text: t.T("duplicate.not_same")}
	numbers := []string{x.NumberA, x.NumberB}
	kind := KindOf(x.sides[0].Side, x.sides[1].Side, x.today)
	if kind == Cases && x.sides[0].standsNowhere(x.today) {
		slices.Reverse(numbers)
	}
	for i, n := range slices.Compact(numbers) {
		main, other, err := x.side(n)
		if err != nil {
			continue
		}
		k := KindOf(main.Side, other.Side, x.today)
		if k == Cases && (other.holds.block(other.Case) || other.holds.Waiting > 0 || other.Case.Status.Open() && !main.Case.Status.Open()) {
			continue
		}
		if k == Records && i > 0 || k != Records && kind == Records {
			continue
		}
		text := t.T("merge.keep_"+string(k), "number", n)
		p.Merge = append(p.Merge, view.Link{Href: x.address() + "/merge/" + n, Text: text})
	}
	if kind == Cases {
		p.Advice = append(p.Advice, t.T("duplicate.two_families"))
	}
	if len(p.Merge) == 0 {
		p.Advice = append(p.Advice, t.T("duplicate.no_way"))
	}
}

// onePhone reports whether both records have a phone in common.
func (x *looked) onePhone() bool {
	return slices.ContainsFunc(x.sides[0].phones, func(a identity.Phone) bool {
		return slices.ContainsFunc(x.sides[1].phones, func(b identity.Phone) bool { return sealed.Digits(a.Number) == sealed.Digits(b.Number) })
	})
}

// personBlock sets the two records of the person side by side.
func (s *screen) personBlock(t i18n.Reader, x *looked) duplicatesview.Block {
	b := duplicatesview.Block{Title: t.T("duplicate.person"), Marks: true}
	cells := func(fn func(l *lookedSide) []view.Name) (out [2][]view.Name) {
		for i := range x.sides {
			out[i] = fn(&x.sides[i])
		}
		return out
	}
	plain := func(s string) []view.Name {
		if s == "" {
			return nil
		}
		return []view.Name{{Text: s}}
	}
	add := func(label string, c [2][]view.Name, mark string) {
		r := duplicatesview.Row{Label: script.Capital(label), Cells: c}
		if mark == "" && len(c[0]) > 0 && len(c[1]) > 0 {
			if mark = "not"; slices.Equal(c[0], c[1]) {
				mark = "met"
			}
		}
		if mark != "" && mark != "-" {
			r.Mark, r.Word = mark, t.T("duplicate.mark."+mark)
		}
		b.Rows = append(b.Rows, r)
	}
	add(t.T("person.name"), cells(func(l *lookedSide) (out []view.Name) {
		for _, n := range l.names {
			out = append(out, view.Name{Text: n.Written, Lang: identity.LangOf(n.Script)})
		}
		return out
	}), "-")
	if name := &b.Rows[0]; slices.Contains(x.Reasons, "name_same") {
		name.Mark, name.Word = "met", t.T("compare.name_same")
	} else if slices.Contains(x.Reasons, "name_maybe") {
		name.Mark, name.Word = "unk", t.T("compare.name_maybe")
	} else if slices.Contains(x.Reasons, "name_differs") {
		name.Mark, name.Word = "not", t.T("duplicate.mark.not")
	}
	add(t.T("field.birth_date"), cells(func(l *lookedSide) []view.Name { return plain(bornShort(t, l.Member)) }), "")
	add(t.T("field.sex"), cells(func(l *lookedSide) []view.Name {
		if l.Member.Sex == "" {
			return nil
		}
		return plain(t.T("field.sex_" + l.Member.Sex))
	}), "")
	add(t.T("household.citizenship"), cells(func(l *lookedSide) []view.Name { return plain(s.country(t, l.Member.Country)) }), "")
	add(t.T("person.number"), cells(func(l *lookedSide) (out []view.Name) {
		for _, n := range l.names {
			if n.Tail != "" {
				out = append(out, view.Name{Text: s.paper(t, n.PaperKind) + " …" + n.Tail})
			}
		}
		return out
	}), map[bool]string{true: "met", false: "-"}[slices.Contains(x.Reasons, "document_equal")])
	add(t.T("word.iin"), cells(func(l *lookedSide) []view.Name { return plain(t.T("iin.state." + l.Member.IINState)) }),
		map[bool]string{true: "not", false: "-"}[slices.Contains(x.Reasons, "iin_differs")])
	add(t.T("field.phone"), cells(func(l *lookedSide) (out []view.Name) {
		for _, f := range l.phones {
			out = append(out, view.Name{Text: f.Number})
		}
		return out
	}), map[bool]string{true: "met", false: "-"}[x.onePhone()])
	return b
}

func (s *screen) country(t i18n.Reader, code string) string {
	if k, ok := s.book.Country(code); ok {
		return t.Pick(k.KK, k.RU, k.EN)
	}
	return code
}

func (s *screen) paper(t i18n.Reader, kind string) string {
	if k, ok := s.book.Paper(kind); ok {
		return t.Pick(k.KK, k.RU, k.EN)
	}
	return t.T("name.said")
}

func bornShort(t i18n.Reader, m casefile.Member) string {
	switch {
	case !m.Birth.IsZero():
		return t.Date(m.Birth)
	case m.BirthYear != 0:
		return strconv.Itoa(m.BirthYear)
	}
	return ""
}

// caseBlock sets the two cases side by side.
func (s *screen) caseBlock(t i18n.Reader, x *looked) duplicatesview.Block {
	b := duplicatesview.Block{Title: t.T("duplicate.cases")}
	row := func(label string, fn func(l *lookedSide) []string) {
		r := duplicatesview.Row{Label: script.Capital(label)}
		for i := range x.sides {
			for _, v := range fn(&x.sides[i]) {
				r.Cells[i] = append(r.Cells[i], view.Name{Text: v})
			}
		}
		b.Rows = append(b.Rows, r)
	}
	row(t.T("word.case"), func(l *lookedSide) []string { return []string{l.Case.Number} })
	for i := range x.sides {
		b.Rows[0].Links[i] = "/cases/" + x.sides[i].Case.Number
	}
	row(t.T("word.office"), func(l *lookedSide) []string { return []string{l.office} })
	row(t.T("registration.track"), func(l *lookedSide) []string { return []string{t.T("track." + string(l.Case.Track))} })
	row(t.T("duplicate.opened"), func(l *lookedSide) []string { return []string{t.Date(l.Case.Opened)} })
	row(t.T("duplicate.stands"), func(l *lookedSide) []string {
		if l.Case.Status == casefile.InProgress {
			return []string{t.T("stage." + string(l.Case.Stage))}
		}
		return []string{t.T("case." + string(l.Case.Status))}
	})
	members := duplicatesview.Row{Label: t.T("page.household")}
	for i := range x.sides {
		for _, m := range x.sides[i].Members.On(x.today) {
			members.Cells[i] = append(members.Cells[i], view.Name{Text: m.Name, Lang: identity.LangOf(m.NameScript)})
		}
	}
	b.Rows = append(b.Rows, members)
	row(t.T("duplicate.done"), func(l *lookedSide) []string {
		n := 0
		for _, k := range l.tasks {
			if k.State == casefile.Done {
				n++
			}
		}
		return []string{strconv.Itoa(n)}
	})
	row(t.T("duplicate.grants"), func(l *lookedSide) []string { return []string{strconv.Itoa(l.holds.Grants)} })
	row(t.T("duplicate.holds"), func(l *lookedSide) (out []string) {
		if l.holds.Dwellings > 0 {
			out = append(out, t.T("duplicate.holds_dwelling"))
		}
		if l.holds.Referrals > 0 {
			out = append(out, t.T("duplicate.holds_work"))
		}
		return out
	})
	return b
}
