package web

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
)

const visitorCookie = "nk-visitor"

// csrf is the token of this visitor's forms: bound to the session's cookie, or to a random one for visitors.
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
	return c.tokenFor(secret)
}

func (c *Ctx) csrfOK(token string) bool {
	secret := c.formSecret()
	return secret != "" && hmac.Equal([]byte(token), []byte(c.tokenFor(secret)))
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

func (c *Ctx) tokenFor(secret string) string {
	m := hmac.New(sha256.New, c.App.DB.Keys.Form)
	m.Write([]byte("csrf\x00" + secret))
	return base64.RawURLEncoding.EncodeToString(m.Sum(nil)[:18])
}
