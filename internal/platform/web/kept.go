package web

import (
	"encoding/base64"
	"net/url"
	"strconv"
	"strings"
	"time"

	"nurlykosh/internal/platform/sealed"
)

// keptFor is how long a form that a sign-in page carries can be brought back.
const keptFor = 24 * time.Hour

const keptStream = "kept form"

// keep seals a form with its address, its owner and the time, for the sign-in page to carry: whoever stands before
// the browser then can read nothing of it.
func (c *Ctx) keep(owner int64, path string, typed url.Values) string {
	wrapped, box := c.App.DB.Keys.NewKey(keptStream)
	all := url.Values{
		"owner": {strconv.FormatInt(owner, 10)}, "path": {path}, "form": {typed.Encode()},
		"at": {strconv.FormatInt(time.Now().Unix(), 10)},
	}
	enc := base64.RawURLEncoding
	return enc.EncodeToString(wrapped) + "." + enc.EncodeToString(box.Seal("form", all.Encode()))
}

// Rescue stores a form that a sign-in page carried as the rescue draft of the person who has just signed in. A form
// of somebody else, an old one and what is not ours are passed over.
func (c *Ctx) Rescue(kept string, account int64) error {
	all := openKept(c.App.DB.Keys, kept)
	at, _ := strconv.ParseInt(all.Get("at"), 10, 64)
	typed, err := url.ParseQuery(all.Get("form"))
	path := c.App.SafeNext(all.Get("path"))
	if err != nil || path == "" || all.Get("owner") != strconv.FormatInt(account, 10) || time.Since(time.Unix(at, 0)) > keptFor {
		return nil
	}
	return c.saveDraft(account, path, typed)
}

func openKept(keys *sealed.Keyring, kept string) url.Values {
	a, b, _ := strings.Cut(kept, ".")
	wrapped, err1 := base64.RawURLEncoding.DecodeString(a)
	body, err2 := base64.RawURLEncoding.DecodeString(b)
	if err1 != nil || err2 != nil || len(body) == 0 {
		return nil
	}
	box, err := keys.Unwrap(keptStream, wrapped)
	if err != nil {
		return nil
	}
	text, err := box.Open("form", body)
	if err != nil {
		return nil
	}
	all, _ := url.ParseQuery(text)
	return all
}
