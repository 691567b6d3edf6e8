package desk

import (
	"crypto/rand"
	"encoding/hex"
	"net/http"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/identity"
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/form"
	"nurlykosh/internal/platform/view"
	"nurlykosh/internal/platform/web"
	deskview "nurlykosh/templates/desk"

	"github.com/lib/pq"
)

type searchForm struct {
	Q string `form:"q"`
}

type hitRow struct {
	PersonID   int64      `db:"person_id"`
	Rank       int        `db:"rank"`
	Why        string     `db:"why"`
	NameID     int64      `db:"name_id"`
	Number     string     `db:"number"`
	Track      string     `db:"track"`
	Status     string     `db:"status"`
	Stage      string     `db:"stage"`
	OfficeID   int64      `db:"office_id"`
	Region     string     `db:"region"`
	OwnerID    int64      `db:"owner_id"`
	Sealed     bool       `db:"sealed"`
	Opened     civil.Date `db:"opened_on"`
	Head       string     `db:"head_name"`
	HeadLang   string     `db:"head_lang"`
	Relation   string     `db:"relation"`
	Name       string     `db:"name"`
	NameScript string     `db:"name_script"`
	Birth      civil.Date `db:"birth_date"`
	BirthYear  int        `db:"birth_year"`
	OfficeKK   string     `db:"office_kk"`
	OfficeRU   string     `db:"office_ru"`
	OfficeEN   string     `db:"office_en"`
	Phone      string     `db:"office_phone"`
	Conflict   bool       `db:"conflict"`
}

type nameRow struct {
	ID       int64      `db:"id"`
	PersonID int64      `db:"person_id"`
	Written  string     `db:"written"`
	Script   string     `db:"script"`
	Paper    string     `db:"paper_kind"`
	Tail     string     `db:"number_tail"`
	Issued   civil.Date `db:"issued_on"`
	Expires  civil.Date `db:"expires_on"`
	ReadBy   string     `db:"read_by"`
	Chosen   bool       `db:"chosen"`
}

// search keeps the typed text in the session and shows the hits under an address without it (architecture.md §5.13).
func (s *screen) search(c *web.Ctx) error {
	var f searchForm
	if err := form.Decode(c.Form(), &f); err != nil {
		return s.results(c, http.StatusUnprocessableEntity, f.Q, err)
	}
	if _, err := ReadQuery(f.Q); err != nil {
		return s.results(c, http.StatusUnprocessableEntity, f.Q, err)
	}
	c.Session.Values["search"] = f.Q
	if err := c.App.Sessions.Save(c.Request(), c.Response(), c.Session); err != nil {
		return db.AsFault(err)
	}
	return c.Redirect(http.StatusSeeOther, "/search")
}

func (s *screen) searchPage(c *web.Ctx) error {
	typed, _ := c.Session.Values["search"].(string)
	return s.results(c, http.StatusOK, typed, nil)
}

func (s *screen) results(c *web.Ctx, status int, typed string, problem error) error {
	p := deskview.SearchPage{Page: c.Page(c.T.T("page.search")), Typed: typed}
	p.Search = typed
	c.Tell(&p.Page, problem)
	p.MayRegister = (c.Actor.Role == access.Caseworker || c.Actor.Role == access.Supervisor) && c.Actor.Level != access.Ministry
	q, err := ReadQuery(typed)
	if err != nil || problem != nil {
		return c.Show(status, deskview.Search(p))
	}
	hits, names, err := s.find(c, q)
	if err != nil {
		return err
	}
	p.Asked = true
	for _, h := range hits {
		p.Hits = append(p.Hits, s.hit(c, h, names[h.PersonID]))
	}
	if p.MayRegister {
		if err := s.token(c, len(hits)); err != nil {
			return err
		}
	}
	return c.Show(status, deskview.Search(p))
}

func (s *screen) find(c *web.Ctx, q Query) ([]hitRow, map[int64][]nameRow, error) {
	var hits []hitRow
	names := map[int64][]nameRow{}
	err := s.db.Read(c.Ctx(), c.Actor, func(r *db.Rd) error {
		if q.Number != "" || q.External != "" {
			var byNumber []hitRow
			if err := r.Select(&byNumber, "search_number", db.Args{"number": q.Number, "external": q.External, "actor_id": c.Actor.ID}); err != nil {
				return err
			}
			for i := range byNumber {
				byNumber[i].Why, byNumber[i].Name, byNumber[i].Relation = "number", byNumber[i].Head, "head"
			}
			hits = append(hits, byNumber...)
		}
		var byPerson []hitRow
		if err := r.Select(&byPerson, "search_persons", db.Args{
			"iin_lookups": keys(r, "iin", q.IIN), "phone_lookups": keys(r, "phone", q.Phone), "document_lookups": keys(r, "document", q.Document),
			"fold": q.Fold, "fold_end": q.Fold + "\U0010FFFF", "latin": q.Latin, "actor_id": c.Actor.ID,
		}); err != nil {
			return err
		}
		var ids []int64
		for _, h := range byPerson {
			hits = append(hits, h)
			ids = append(ids, h.PersonID)
		}
		var rows []nameRow
		if err := r.Select(&rows, "names_of_person", db.Args{"persons": pq.Array(ids)}); err != nil {
			return err
		}
		for _, n := range rows {
			names[n.PersonID] = append(names[n.PersonID], n)
		}
		return nil
	})
	return hits, names, err
}

func keys(r *db.Rd, kind, value string) any {
	if value == "" {
		return pq.ByteaArray{}
	}
	return pq.ByteaArray{r.Keys().Lookup(kind, value)}
}

// hit is one line of the result: all of it in the reader's scope, else only which office holds the case.
func (s *screen) hit(c *web.Ctx, h hitRow, names []nameRow) deskview.Hit {
	office := c.T.Pick(h.OfficeKK, h.OfficeRU, h.OfficeEN)
	m := access.Matter{OfficeID: h.OfficeID, Region: h.Region, OwnerID: h.OwnerID, Sealed: h.Sealed, Conflict: h.Conflict, CaseID: 1}
	if !access.May(c.Actor, access.Read, m) {
		if h.Sealed {
			return deskview.Hit{}
		}
		return deskview.Hit{Elsewhere: c.T.T("search.held_by", "office", office), Phone: h.Phone}
	}
	out := deskview.Hit{
		Name: view.Name{Text: h.Name, Lang: identity.LangOf(h.NameScript)}, Case: view.Link{Href: "/cases/" + h.Number, Text: h.Number},
		Line: c.T.T("relation."+h.Relation) + " · " + c.T.T("track."+h.Track) + " · " + c.T.T("step."+h.Stage) + " · " + office,
		Why:  c.T.T("search.why." + h.Why),
	}
	if h.Stage == string(casefile.Settled) {
		out.Line = c.T.T("relation."+h.Relation) + " · " + c.T.T("track."+h.Track) + " · " + c.T.T("case.settled") + " · " + office
	}
	if b := c.T.Birth(h.Birth, h.BirthYear); h.BirthYear != 0 || !h.Birth.IsZero() {
		out.Born = b
	}
	for _, n := range names {
		paper := c.T.T("name.said")
		if k, ok := s.book.Paper(n.Paper); ok {
			paper = c.T.Pick(k.KK, k.RU, k.EN)
		}
		out.Names = append(out.Names, deskview.HitName{Name: view.Name{Text: n.Written, Lang: identity.LangOf(n.Script)}, Paper: paper, Matched: n.ID == h.NameID})
	}
	return out
}

// token notes that this person has searched: only then a new family can be registered.
func (s *screen) token(c *web.Ctx, hits int) error {
	b := make([]byte, 16)
	rand.Read(b)
	token := hex.EncodeToString(b)
	_, err := s.db.Plain(c.Ctx()).Exec("search_note", db.Args{"token": token, "account_id": c.Actor.ID, "hits": hits})
	if err != nil {
		return db.AsFault(err)
	}
	c.Session.Values["search_token"] = token
	return db.AsFault(c.App.Sessions.Save(c.Request(), c.Response(), c.Session))
}
