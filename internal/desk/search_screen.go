package desk

import (
	"cmp"
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"net/http"
	"slices"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/identity"
	"nurlykosh/internal/identity/names"
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/audit"
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
	Matched    string     `db:"matched"` // the name that was found by its sound
	Number     string     `db:"number"`
	Track      string     `db:"track"`
	Status     string     `db:"status"`
	Stage      string     `db:"stage"`
	OfficeID   int64      `db:"office_id"`
	Region     string     `db:"region"`
	OwnerID    int64      `db:"owner_id"`
	Sealed     bool       `db:"sealed"`
	Acquainted bool       `db:"acquainted"` // the reader has declared to know this family
	Opened     civil.Date `db:"opened_on"`
	Head       string     `db:"head_name"`
	HeadLang   string     `db:"head_lang"`
	Relation   string     `db:"relation"`
	Name       string     `db:"name"`
	NameScript string     `db:"name_script"`
	Birth      civil.Date `db:"birth_date"`
	BirthYear  int        `db:"birth_year"`
	Died       civil.Date `db:"died_on"`
	OfficeKK   string     `db:"office_kk"`
	OfficeRU   string     `db:"office_ru"`
	OfficeEN   string     `db:"office_en"`
	Phone      string     `db:"office_phone"`
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

// found is the answer to a search.
type found struct {
	hits  []hitRow
	names map[int64][]nameRow
	more  bool // there are more than a page shows
}

// hitsMost is the number of hits a page shows.
const hitsMost = 30

// search keeps the typed text, sealed, in the session and shows the hits under an address without it
// (architecture.md §5.13). Whoever may register a family gets the proof of having searched here, where it is asked for:
// showing the hits again writes nothing.
func (s *screen) search(c *web.Ctx) error {
	var f searchForm
	if err := form.Decode(c.Form(), &f); err != nil {
		return s.results(c, http.StatusUnprocessableEntity, f.Q, err)
	}
	return s.begin(c, f.Q)
}

// begin makes a typed text the search of this session.
func (s *screen) begin(c *web.Ctx, typed string) error {
	q, err := ReadQuery(typed)
	if err != nil {
		return s.results(c, http.StatusUnprocessableEntity, typed, err)
	}
	kept, err := s.keep(c, typed)
	if err != nil {
		return err
	}
	c.Session.Values["search"] = kept
	if mayRegister(c.Actor) {
		x, err := s.find(c, q)
		if err != nil {
			return err
		}
		if err := s.token(c, len(x.hits)); err != nil {
			return err
		}
	}
	if err := c.App.Sessions.Save(c.Request(), c.Response(), c.Session); err != nil {
		return db.AsFault(err)
	}
	return c.Redirect(http.StatusSeeOther, "/search")
}

func mayRegister(a access.Actor) bool {
	return (a.Role == access.Caseworker || a.Role == access.Supervisor) && a.Level != access.Ministry
}

const searchColumn = "session.search"

// keep seals the typed text under the account's own key: names, phones and IIN never lie in a session in clear.
func (s *screen) keep(c *web.Ctx, typed string) (kept string, err error) {
	err = s.db.Read(c.Ctx(), c.Actor, func(r *db.Rd) error {
		box, err := r.Box(audit.Stream{Kind: "views", ID: c.Actor.ID})
		kept = base64.RawStdEncoding.EncodeToString(box.Seal(searchColumn, typed))
		return err
	})
	return kept, err
}

// kept opens the text of the last search; empty without one.
func (s *screen) kept(c *web.Ctx) (typed string, err error) {
	text, _ := c.Session.Values["search"].(string)
	box, decoded := base64.RawStdEncoding.DecodeString(text)
	if text == "" || decoded != nil {
		return "", nil
	}
	err = s.db.Read(c.Ctx(), c.Actor, func(r *db.Rd) error {
		own, err := r.Box(audit.Stream{Kind: "views", ID: c.Actor.ID})
		if err != nil {
			return err
		}
		if typed, err = own.Open(searchColumn, box); err != nil {
			typed = "" // a search of another key is no search
		}
		return nil
	})
	return typed, err
}

func (s *screen) searchPage(c *web.Ctx) error {
	if draft := c.Draft(); draft != nil { // typed when the session had ended: it is the search of the new one
		c.DropDraft()
		return s.begin(c, draft.Get("q"))
	}
	typed, err := s.kept(c)
	if err != nil {
		return err
	}
	return s.results(c, http.StatusOK, typed, nil)
}

func (s *screen) results(c *web.Ctx, status int, typed string, problem error) error {
	t := c.T
	p := deskview.SearchPage{Page: c.Page(t.T("page.search")), Typed: typed, MayRegister: mayRegister(c.Actor)}
	p.Search = typed
	p.Field = view.Field{Name: "q", Label: t.T("search.field"), Hint: t.T("search.field_hint"), Value: typed}
	c.Tell(&p.Page, problem)
	q, err := ReadQuery(typed)
	if err != nil || problem != nil {
		return c.Show(status, deskview.Search(p))
	}
	x, err := s.find(c, q)
	if err != nil {
		return err
	}
	p.Asked = true
	elsewhere := map[int64]map[string]bool{} // office: the cases it holds
	var offices []hitRow
	for _, h := range x.hits {
		if s.readable(c, h) {
			p.Hits = append(p.Hits, s.hit(c, h, x.names[h.PersonID]))
			continue
		}
		if elsewhere[h.OfficeID] == nil {
			elsewhere[h.OfficeID] = map[string]bool{}
			offices = append(offices, h)
		}
		elsewhere[h.OfficeID][h.Number] = true
	}
	for _, h := range offices {
		p.Elsewhere = append(p.Elsewhere, deskview.Elsewhere{
			Text: t.N("search.held_by", len(elsewhere[h.OfficeID]), "office", t.Pick(h.OfficeKK, h.OfficeRU, h.OfficeEN)), Phone: h.Phone,
		})
	}
	switch {
	case q.BadCheck && len(x.hits) == 0:
		p.Nothing = t.T("search.check_letter")
	case len(x.hits) == 0:
		p.Nothing = t.T("search.nothing")
	case len(p.Hits) > 0:
		p.Count = t.N("search.count", len(p.Hits))
	}
	if x.more {
		p.More = t.T("search.more", "n", hitsMost)
	}
	return c.Show(status, deskview.Search(p))
}

// find gives the persons found. A case that is sealed for the reader is not among them: the queries leave it out before
// anything is counted.
func (s *screen) find(c *web.Ctx, q Query) (x found, err error) {
	x.names = map[int64][]nameRow{}
	err = s.db.Read(c.Ctx(), c.Actor, func(r *db.Rd) error {
		args := db.Args(access.Scope(c.Actor))
		args["number"], args["external"] = q.Number, q.External
		if err := r.Select(&x.hits, "search_number", args); err != nil {
			return err
		}
		args = db.Args(access.Scope(c.Actor))
		args["iin_lookups"], args["phone_lookups"], args["document_lookups"] = keys(r, "iin", q.IIN), keys(r, "phone", q.Phone), keys(r, "document", q.Document)
		args["typed"], args["fold"], args["fold_end"], args["latin"] = q.Typed, q.Fold, q.Fold+"\U0010FFFF", q.Latin
		args["sounds_1"], args["sounds_2"], args["sounds_3"] = pq.Array(q.Sounds[0]), pq.Array(q.Sounds[1]), pq.Array(q.Sounds[2])
		args["born"], args["born_year"] = q.Born, q.BornYear
		var persons []hitRow
		if err := r.Select(&persons, "search_persons", args); err != nil {
			return err
		}
		for _, h := range byLikeness(q.Typed, persons) {
			if !slices.ContainsFunc(x.hits, func(k hitRow) bool { return k.PersonID == h.PersonID && k.Number == h.Number }) {
				x.hits = append(x.hits, h)
			}
		}
		if x.more = len(x.hits) > hitsMost; x.more {
			x.hits = x.hits[:hitsMost]
		}
		ids := make([]int64, 0, len(x.hits))
		for _, h := range x.hits {
			ids = append(ids, h.PersonID)
		}
		var rows []nameRow
		if err := r.Select(&rows, "names_of_person", db.Args{"persons": pq.Array(ids)}); err != nil {
			return err
		}
		for _, n := range rows {
			x.names[n.PersonID] = append(x.names[n.PersonID], n)
		}
		return nil
	})
	return x, err
}

func keys(r *db.Rd, kind, value string) any {
	if value == "" {
		return pq.ByteaArray{}
	}
	return pq.ByteaArray{r.Keys().Lookup(kind, value)}
}

// readable reports whether the reader may open the case; of any other only the office is told.
func (s *screen) readable(c *web.Ctx, h hitRow) bool {
	return !h.Acquainted && access.May(c.Actor, access.Read, access.Matter{OfficeID: h.OfficeID, Region: h.Region, OwnerID: h.OwnerID, Sealed: h.Sealed, CaseID: 1})
}

// hit is one person found in the reader's scope.
func (s *screen) hit(c *web.Ctx, h hitRow, names []nameRow) deskview.Hit {
	t := c.T
	where := t.T("step." + h.Stage)
	if h.Stage == string(casefile.Settled) {
		where = t.T("case.settled")
	}
	if st := casefile.Status(h.Status); !st.Open() {
		where = t.T("case." + h.Status)
	}
	out := deskview.Hit{
		Name: view.Name{Text: h.Name, Lang: identity.LangOf(h.NameScript)}, Case: view.Link{Href: "/cases/" + h.Number, Text: h.Number},
		Line: []string{t.T("relation." + h.Relation), t.T("track." + h.Track), where, t.Pick(h.OfficeKK, h.OfficeRU, h.OfficeEN)},
		Why:  t.T("search.why." + h.Why),
	}
	if h.BirthYear != 0 || !h.Birth.IsZero() {
		out.Line = append(out.Line, t.T("search.born", "date", t.Birth(h.Birth, h.BirthYear)))
	}
	if !h.Died.IsZero() {
		out.Line = append(out.Line, t.T("search.died", "date", t.Date(h.Died)))
	}
	for _, n := range names {
		paper := t.T("name.said")
		if k, ok := s.book.Paper(n.Paper); ok {
			paper = t.Pick(k.KK, k.RU, k.EN)
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
	c.Session.Values["search_token"] = token
	return db.AsFault(err)
}

// soundRank is the rank of hits found by their sound keys alone.
const soundRank = 6

// byLikeness puts the hits of one sound in the order of the matcher, and leaves out those that it calls different: keys are
// coarse. All others stay where they are.
func byLikeness(typed string, hits []hitRow) []hitRow {
	asked := names.Read(typed)
	scores := map[int64]float64{} // by name
	kept := hits[:0]
	for _, h := range hits {
		if h.Rank == soundRank {
			found := names.Read(h.Matched)
			m := asked.Match(&found)
			if m.Verdict == names.Different {
				continue
			}
			scores[h.NameID] = m.Score
		}
		kept = append(kept, h)
	}
	slices.SortStableFunc(kept, func(a, b hitRow) int {
		return cmp.Or(cmp.Compare(a.Rank, b.Rank), cmp.Compare(scores[b.NameID], scores[a.NameID]))
	})
	return kept
}
