package db

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"sort"

	"nurlykosh/internal/platform/access"
)

// Op is one thing a person asked for, once: the id comes from a hidden field of the form.
type Op struct {
	ID    string // uuid
	Name  string // the verb: "housing.move_in"
	Actor access.Actor
	Form  []byte // digest of what was posted; the same id with other content is refused
	Own   bool   // the verb changes the actor's own account
	Made  Version
}

// Version is what a form was made from: of what kind of thing, and its how-manieth change. The zero value belongs to an
// operation without a form, such as a command.
type Version struct {
	Of  string
	Rev int
}

// Result is what a change answers, kept with its operation: every repeat of the form gets the same.
// Args hold no personal values beyond what the next page shows anyway (case number, staff name, dates).
type Result struct {
	To   string           `json:"to"`             // where to go next
	Said string           `json:"said,omitempty"` // message key of the banner there
	Args map[string]any   `json:"args,omitempty"`
	IDs  map[string]int64 `json:"ids,omitempty"` // what was made, for jobs and tests
}

var uuidForm = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$`)

// ValidID reports whether s has the form of an operation id.
func ValidID(s string) bool { return uuidForm.MatchString(s) }

// NewID makes a fresh operation id (random, version 4).
func NewID() string {
	var b [16]byte
	rand.Read(b[:])
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	h := hex.EncodeToString(b[:])
	return h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:]
}

// DeriveID makes the id of one row of a bulk change from the id of the whole (architecture.md §5.9).
func DeriveID(op, part string) string {
	s := sha256.Sum256([]byte(op + "\x00" + part))
	h := hex.EncodeToString(s[:16])
	return h[:8] + "-" + h[8:12] + "-4" + h[13:16] + "-a" + h[17:20] + "-" + h[20:]
}

// FormDigest is the digest of a posted form and of the address it went to, without its tokens: the same words on
// another case's page are another form.
func FormDigest(path string, form url.Values, leaveOut ...string) []byte {
	keys := make([]string, 0, len(form))
	for k := range form {
		if !contains(leaveOut, k) {
			keys = append(keys, k)
		}
	}
	sort.Strings(keys)
	h := sha256.New()
	fmt.Fprintf(h, "%d:%s;", len(path), path)
	for _, k := range keys {
		fmt.Fprintf(h, "%d:%s", len(k), k)
		for _, v := range form[k] {
			fmt.Fprintf(h, "=%d:%s", len(v), v)
		}
		h.Write([]byte{';'})
	}
	return h.Sum(nil)
}

func (r Result) json() []byte {
	b, err := json.Marshal(r)
	if err != nil {
		panic(err) // strings and numbers only
	}
	return b
}
