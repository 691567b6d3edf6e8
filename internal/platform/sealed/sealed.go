// Package sealed keeps what must not be read from a copy of the database: sealed columns, their
// exact-match look-ups, and the keys behind code strips, slips and form tokens.
//
// The key-encryption key and the other secrets come from a file (NK_KEYS), never from the database.
// Each stream (a case, a person, an account) has its own data key, wrapped by the key-encryption key;
// destroying that key makes the stream's sealed texts unreadable for good. (trust.md S-60)
package sealed

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"strings"
)

// ErrBroken says that a sealed text does not belong where it stands, or the key is another.
var ErrBroken = errors.New("sealed: text or key does not fit")

// Keyring holds the secrets of one installation.
type Keyring struct {
	kek    cipher.AEAD
	lookup []byte
	Portal []byte // behind code strips (architecture.md §5.4)
	Slip   []byte // behind slip tokens
	Form   []byte // behind form tokens (CSRF)
}

func newAEAD(key []byte) (cipher.AEAD, error) {
	b, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(b)
}

func seal(a cipher.AEAD, plain []byte, aad string) []byte {
	nonce := make([]byte, a.NonceSize(), a.NonceSize()+len(plain)+a.Overhead())
	rand.Read(nonce) // never fails (crypto/rand)
	return a.Seal(nonce, nonce, plain, []byte(aad))
}

func open(a cipher.AEAD, box []byte, aad string) ([]byte, error) {
	n := a.NonceSize()
	if len(box) < n {
		return nil, ErrBroken
	}
	plain, err := a.Open(nil, box[:n], box[n:], []byte(aad))
	if err != nil {
		return nil, ErrBroken
	}
	return plain, nil
}

// NewKey makes a data key for a stream and gives it wrapped, together with its box.
func (k *Keyring) NewKey(stream string) (wrapped []byte, box Box) {
	key := make([]byte, 32)
	rand.Read(key)
	a, err := newAEAD(key)
	if err != nil {
		panic(err) // 32 bytes are always a key
	}
	return seal(k.kek, key, "key|"+stream), Box{a: a, stream: stream}
}

// Unwrap opens a stream's data key.
func (k *Keyring) Unwrap(stream string, wrapped []byte) (Box, error) {
	key, err := open(k.kek, wrapped, "key|"+stream)
	if err != nil {
		return Box{}, err
	}
	a, err := newAEAD(key)
	if err != nil {
		return Box{}, ErrBroken
	}
	return Box{a: a, stream: stream}, nil
}

// Lookup is the keyed digest under which a sealed value can be found again: exact match only.
// The kind keeps a phone from being found as an IIN.
func (k *Keyring) Lookup(kind, value string) []byte {
	m := hmac.New(sha256.New, k.lookup)
	m.Write([]byte(kind + "\x00" + value))
	return m.Sum(nil)
}

// Box seals and opens the texts of one stream. A text is bound to the column it stands in.
type Box struct {
	a      cipher.AEAD
	stream string
}

// Seal closes a text for a column ("person.iin").
func (b Box) Seal(column, text string) []byte {
	return seal(b.a, []byte(text), column+"|"+b.stream)
}

// Open reads a sealed text back; an empty column gives an empty text.
func (b Box) Open(column string, sealed []byte) (string, error) {
	if len(sealed) == 0 {
		return "", nil
	}
	p, err := open(b.a, sealed, column+"|"+b.stream)
	return string(p), err
}

// Digits keeps only a number's digits, so that "+7 (705) 123" and "8705123" meet under one look-up.
// A Kazakhstan trunk prefix 8 before ten digits counts as 7.
func Digits(phone string) string {
	var b strings.Builder
	for _, r := range phone {
		if r >= '0' && r <= '9' {
			b.WriteRune(r)
		}
	}
	s := b.String()
	if len(s) == 11 && s[0] == '8' {
		s = "7" + s[1:]
	}
	return s
}
