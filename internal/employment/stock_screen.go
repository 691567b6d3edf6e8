package employment

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/view"
	"nurlykosh/internal/platform/web"
	employmentview "nurlykosh/templates/employment"
)

type screen struct {
	db    *db.DB
	work  *Work
	book  *casefile.Book
	frame *casefile.Frame
}

// listStates narrow the list; words as "vacancy.list.<code>".
var listStates = []string{"all", "free", "full", "closed"}

const listPage = 50

// filters of the list as they stand in the address.
type filters struct{ state, region, employer, occupation string }

func (f filters) href(after string) string {
	q := url.Values{}
	for name, v := range map[string]string{"state": f.state, "region": f.region, "employer": f.employer, "occupation": f.occupation, "after": after} {
		if v != "" && (name != "state" || v != "all") {
			q.Set(name, v)
		}
	}
	if len(q) == 0 {
		return "/vacancies"
	}
	return "/vacancies?" + q.Encode()
}

// vacancies lists the region's vacancies, open ones first; the ministry sees all regions or one.
func (s *screen) vacancies(c *web.Ctx) error {
	p := employmentview.VacanciesPage{Page: c.In("vacancies").Page(c.T.T("page.vacancies"))}
	f, ok := s.filters(c)
	if !ok {
		p.Banner = &view.Banner{Kind: view.Info, Title: c.T.T("list.unknown_filter")}
	}
	rank, until, id, ok := cursor(c.QueryParam("after"))
	if !ok {
		p.Banner = &view.Banner{Kind: view.Info, Title: c.T.T("list.bad_cursor")}
	}
	region := f.region
	if c.Actor.Region != "" {
		region = c.Actor.Region
	}
	employer, _ := strconv.ParseInt(f.employer, 10, 64)
	var rows []Vacancy
	err := s.db.Read(c.Ctx(), c.Actor, func(r *db.Rd) error {
		return r.Select(&rows, "vacancies_rows", db.Args{
			"region": region, "employer_id": employer, "occupation": f.occupation, "state": f.state, "after_rank": rank, "after_until": until, "after_id": id,
		})
	})
	if err != nil {
		return err
	}
	if len(rows) > listPage {
		rows = rows[:listPage]
		last := rows[listPage-1]
		p.More = &view.Link{Href: f.href(strings.Join([]string{strconv.Itoa(last.Rank), last.Until.String(), strconv.FormatInt(last.ID, 10)}, ".")), Text: c.T.T("list.next_page")}
	}
	for _, v := range rows {
		p.Rows = append(p.Rows, s.row(c, f, v))
	}
	for _, st := range listStates {
		g := f
		g.state = st
		p.States = append(p.States, view.Tab{Href: g.href(""), Text: c.T.T("vacancy.list." + st), Current: st == f.state})
	}
	p.Filters = s.narrowed(c, f, rows)
	p.Actions = []view.Link{{Href: "/vacancies/new", Text: c.T.T("vacancy.add")}, {Href: "/employers/new", Text: c.T.T("employer.add")}}
	return c.Show(200, employmentview.Vacancies(p))
}

func (s *screen) filters(c *web.Ctx) (f filters, ok bool) {
	f = filters{state: "all", region: c.QueryParam("region"), employer: c.QueryParam("employer")}
	ok = true
	if st := c.QueryParam("state"); slices.Contains(listStates, st) {
		f.state = st
	} else if st != "" {
		ok = false
	}
	if _, known := s.book.Region(f.region); f.region != "" && (!known || c.Actor.Region != "") {
		f.region, ok = "", ok && known
	}
	if id, err := strconv.ParseInt(f.employer, 10, 64); f.employer != "" && (err != nil || id <= 0) {
		f.employer, ok = "", false
	}
	if o := c.QueryParam("occupation"); o != "" {
		code, err := Occupation(o)
		f.occupation, ok = code, ok && err == nil
	}
	return f, ok
}

func cursor(s string) (rank int, until string, id int64, ok bool) {
	if s == "" {
		return -1, "0001-01-01", 0, true
	}
	parts := strings.Split(s, ".")
	if len(parts) == 3 {
		rank, err1 := strconv.Atoi(parts[0])
		day, err2 := civil.Parse(parts[1])
		id, err3 := strconv.ParseInt(parts[2], 10, 64)
		if err1 == nil && err2 == nil && err3 == nil && rank >= 0 && rank <= 2 {
			return rank, day.String(), id, true
		}
	}
	return -1, "0001-01-01", 0, false
}

func (s *screen) row(c *web.Ctx, f filters, v Vacancy) employmentview.VacancyRow {
	today := c.Today()
	byEmployer, byOccupation := f, f
	byEmployer.employer, byOccupation.occupation = strconv.FormatInt(v.EmployerID, 10), v.Occupation
	row := employmentview.VacancyRow{
		Title:      view.Link{Href: "/vacancies/" + strconv.FormatInt(v.ID, 10), Text: v.Title},
		Employer:   view.Link{Href: byEmployer.href(""), Text: v.Employer},
		Occupation: view.Link{Href: byOccupation.href(""), Text: c.T.T("vacancy.occupation_code", "code", v.Occupation)},
		Places:     c.T.T("vacancy.free_of", "free", v.Free(), "all", v.Places),
		Wage:       c.T.Money(v.Wage), From: c.T.DateShort(v.From, today), Until: c.T.DateShort(v.Until, today),
		State: stateTag(c, v, today),
	}
	if c.Actor.Region == "" {
		row.Region = s.regionName(c, v.Region)
	}
	return row
}

func stateTag(c *web.Ctx, v Vacancy, today civil.Date) view.Tag {
	switch {
	case v.Until.Before(today):
		return view.Tag{Text: c.T.T("vacancy.state.closed")}
	case v.From.After(today):
		return view.Tag{Kind: "line", Text: c.T.T("vacancy.state.to_come")}
	case v.Free() < 1:
		return view.Tag{Kind: "gold", Text: c.T.T("vacancy.state.full")}
	}
	return view.Tag{Kind: "green", Text: c.T.T("vacancy.state.open")}
}

func (s *screen) regionName(c *web.Ctx, code string) string {
	if r, ok := s.book.Region(code); ok {
		return c.T.Pick(r.KK, r.RU, r.EN)
	}
	return code
}

// narrowed are the filters that are on, each with a link that takes it away; at the ministry also the regions.
func (s *screen) narrowed(c *web.Ctx, f filters, rows []Vacancy) []view.Link {
	var out []view.Link
	if f.employer != "" {
		g := f
		g.employer = ""
		name := f.employer
		if len(rows) > 0 {
			name = rows[0].Employer
		}
		out = append(out, view.Link{Href: g.href(""), Text: c.T.T("vacancy.filter_off", "what", name)})
	}
	if f.occupation != "" {
		g := f
		g.occupation = ""
		out = append(out, view.Link{Href: g.href(""), Text: c.T.T("vacancy.filter_off", "what", f.occupation)})
	}
	if f.region != "" {
		g := f
		g.region = ""
		out = append(out, view.Link{Href: g.href(""), Text: c.T.T("vacancy.filter_off", "what", s.regionName(c, f.region))})
	}
	if c.Actor.Level == access.Ministry && f.region == "" {
		for _, r := range s.book.Regions {
			if r.Kind != "former_region" {
				g := f
				g.region = r.Code
				out = append(out, view.Link{Href: g.href(""), Text: c.T.Pick(r.KK, r.RU, r.EN)})
			}
		}
	}
	return out
}
