package web

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strconv"
	"strings"

	"nurlykosh/internal/platform/fault"
)

const visitorCookie = "nk-visitor"

// csrf is the token of this visitor's forms: bound to the session's cookie, or to a random one for visitors.
// On a page of the staff it also says whose the form is, so that a form whose session is gone can be brought back
// to that person and to nobody else.
func (c *Ctx) csrf() string {
	secret := c.formSecret()
	if secret == "" {
		b := make([]byte, 16)
		rand.Read(b)
		secret = base64.RawURLEncoding.EncodeToString(b)
		k := &http.Cookie{
			Name: visitorCookie, Value: secret, Path: "/", HttpOnly: true,
			Secure: c.App.Settings.Secure(), SameSite: http.SameSiteLaxMode,
		}
		c.SetCookie(k)
		c.Request().AddCookie(k) // the same token for every form of this page
	}
	token := c.mac("csrf", secret)
	if c.Actor.SignedIn() {
		id := strconv.FormatInt(c.Actor.ID, 36)
		token += "." + id + "." + c.mac("owner", id)
	}
	return token
}

func (c *Ctx) csrfOK(token string) bool {
	secret := c.formSecret()
	bound, _, _ := strings.Cut(token, ".")
	return secret != "" && hmac.Equal([]byte(bound), []byte(c.mac("csrf", secret)))
}

// ownerOf is the account whose page the token stood on; 0 when it says nothing that we wrote.
func (c *Ctx) ownerOf(token string) int64 {
	parts := strings.Split(token, ".")
	if len(parts) != 3 || !hmac.Equal([]byte(parts[2]), []byte(c.mac("owner", parts[1]))) {
		return 0
	}
	id, err := strconv.ParseInt(parts[1], 36, 64)
	if err != nil {
		return 0
	}
	return id
}

// formSecret is the cookie that forms are bound to: the session's, dead or alive, else the visitor's.
// A form from a session that has ended must still be recognised, so that its text can be rescued.
func (c *Ctx) formSecret() string {
	if k, err := c.Cookie(c.App.Sessions.Name); err == nil && k.Value != "" && c.Row != nil {
		return k.Value
	}
	if k, err := c.Cookie(visitorCookie); err == nil && len(k.Value) >= 16 {
		return k.Value
	}
	return ""
}

func (c *Ctx) mac(what, of string) string {
	m := hmac.New(sha256.New, c.App.DB.Keys.Form)
	m.Write([]byte(what + "\x00" + of))
	return base64.RawURLEncoding.EncodeToString(m.Sum(nil)[:18])
}

// fromHere reports whether the browser itself says that the form was sent from a page of ours. The cross-origin check
// lets a request without such a word pass; a form with a stale token wants the word.
func (c *Ctx) fromHere() bool {
	h := c.Request().Header
	site := h.Get("Sec-Fetch-Site")
	return site == "same-origin" || site == "" && h.Get("Origin") != ""
}

// stale is the answer to a form whose token does not fit any more: the session was begun anew, or ended, in another
// tab. Nothing was done. It may be sent again when the browser says that it came from here and it is the same person's.
func (c *Ctx) stale() error {
	key := "fault.stale_form"
	if owner := c.ownerOf(c.form.Get("csrf")); c.fromHere() && (owner == c.Actor.ID || !c.Actor.SignedIn()) {
		key = sendAgain
	}
	return fault.New(fault.Forbidden, key, nil)
}

const sendAgain = "fault.send_again"
