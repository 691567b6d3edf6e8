package desk

import (
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"net/http"

	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/form"
	"nurlykosh/internal/platform/view"
	"nurlykosh/internal/platform/web"
	deskview "nurlykosh/templates/desk"
)

type searchForm struct {
	Q string `form:"q"`
}

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
	p.Field = view.Field{Name: "q", Label: t.T("search.field"), Hint: t.T("search.field_hint"), Value: typed, Bidi: true, Tote: true}
	c.Tell(&p.Page, problem)
	q, err := ReadQuery(typed)
	if err != nil || problem != nil {
		if p.User != nil { // the page has a field of its own
			own := *p.User
			own.Finds = false
			p.User = &own
		}
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
			p.Hits = append(p.Hits, s.hit(c, q, h, x.names[h.PersonID]))
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

func (s *screen) find(c *web.Ctx, q Query) (x found, err error) {
	err = s.db.Read(c.Ctx(), c.Actor, func(r *db.Rd) error {
		x, err = find(r, q)
		return err
	})
	return x, err
}

// readable reports whether the reader may open the case; of any other only the office is told.
func (s *screen) readable(c *web.Ctx, h hitRow) bool {
	return !h.Acquainted && access.May(c.Actor, access.Read, access.Matter{OfficeID: h.OfficeID, Region: h.Region, OwnerID: h.OwnerID, Sealed: h.Sealed, CaseID: 1})
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
