package web

import (
	"net/http"
	"net/url"

	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/form"
	"nurlykosh/internal/platform/sealed"
)

// toSignIn sends a visitor to the sign-in page. What a person of the staff had typed comes back afterwards: under a
// session that ran out it is stored as a rescue draft, private to that person and form (architecture.md §5.14);
// when the session was ended, or nothing is left of it, the sign-in page carries it, sealed.
func (c *Ctx) toSignIn() error {
	next := c.App.SafeNext(c.Request().URL.Path)
	if typed := c.typed(); c.Request().Method == http.MethodPost && next != "" && len(typed) > 0 {
		switch owner := c.ownerOf(c.form.Get("csrf")); {
		case !c.outdated && c.Row != nil && c.Row.Expired && !c.Row.Revoked && c.Row.AccountID.Valid:
			if err := c.saveDraft(c.Row.AccountID.Int64, next, typed); err != nil {
				return err
			}
		case owner != 0 && c.fromHere() && c.App.SignIn != nil:
			return errSignIn{next: next, kept: c.keep(owner, next, typed)}
		}
	}
	to := "/sign-in"
	if next != "" {
		to += "?next=" + url.QueryEscape(next)
	}
	return errRedirect{to: to}
}

// errSignIn is the sign-in page returned as an error: it carries a form.
type errSignIn struct{ next, kept string }

func (e errSignIn) Error() string { return "sign in, then " + e.next }

// SafeNext gives a path back if it is a page of ours that staff may open, and "" for anything else:
// redirects go only to registered routes (trust.md S-43).
func (a *App) SafeNext(path string) string {
	if path == "" || path[0] != '/' || len(path) > 200 {
		return ""
	}
	for _, r := range path {
		if r <= ' ' || r == '\\' || r == '%' || r > '~' || r == '?' || r == '#' {
			return ""
		}
	}
	if len(path) > 1 && path[1] == '/' {
		return ""
	}
	probe := a.Echo.NewContext(nil, nil)
	a.Echo.Router().Find(http.MethodGet, path, probe)
	for _, r := range a.routes {
		if r.Method == http.MethodGet && r.Path == probe.Path() && !r.Policy.Open() && r.Policy.Lets(access.Caseworker) ||
			r.Method == http.MethodGet && r.Path == probe.Path() && !r.Policy.Open() && !r.Policy.ForApplicants() {
			return path
		}
	}
	return ""
}

func draftStream(account int64) audit.Stream { return audit.Stream{Kind: "views", ID: account} }

// typed is what a person typed: the posted form without its machinery and without secrets.
func (c *Ctx) typed() url.Values {
	out := url.Values{}
	for k, v := range c.form {
		if k == "was" || k == "rev" || !form.Common(k) && !form.Secret(k) {
			out[k] = v
		}
	}
	return out
}

func (c *Ctx) saveDraft(account int64, path string, typed url.Values) error {
	box, err := c.draftBox(account)
	if err != nil {
		return err
	}
	_, err = c.App.DB.Plain(c.Request().Context()).Exec("draft_save", db.Args{
		"account_id": account, "form": path, "body": box.Seal("rescue_draft.body", typed.Encode()),
	})
	return db.AsFault(err)
}

// Draft reads the draft of this form, if there is one; it goes when the form has been saved.
func (c *Ctx) Draft() url.Values {
	if !c.Actor.SignedIn() {
		return nil
	}
	var body []byte
	err := c.App.DB.Plain(c.Request().Context()).Get(&body, "draft_load",
		db.Args{"account_id": c.Actor.ID, "form": c.Request().URL.Path})
	if err != nil {
		return nil
	}
	box, err := c.draftBox(c.Actor.ID)
	if err != nil {
		return nil
	}
	text, err := box.Open("rescue_draft.body", body)
	if err != nil {
		return nil
	}
	typed, err := url.ParseQuery(text)
	if err != nil {
		return nil
	}
	return typed
}

// DropDraft throws the draft of this form away.
func (c *Ctx) DropDraft() {
	if !c.Actor.SignedIn() {
		return
	}
	_, err := c.App.DB.Plain(c.Request().Context()).Exec("draft_drop", db.Args{"account_id": c.Actor.ID, "form": c.Request().URL.Path})
	if err != nil {
		c.App.Log.Warn("rescue draft stays", "error", err.Error())
	}
}

// draftBox opens the account's own key; its stream began with the account.
func (c *Ctx) draftBox(account int64) (sealed.Box, error) {
	var wrapped []byte
	s := draftStream(account)
	err := c.App.DB.Plain(c.Request().Context()).Get(&wrapped, "stream_key", db.Args{"kind": s.Kind, "id": s.ID})
	if err != nil {
		return sealed.Box{}, err
	}
	return c.App.DB.Keys.Unwrap(s.String(), wrapped)
}
