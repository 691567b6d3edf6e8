package sealed

import (
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// LoadOrMake reads the key file; when makeIt is true and the file is missing, a new one is written
// with mode 0600. Losing the file loses every sealed text: in production it is never made silently.
func LoadOrMake(path string, makeIt bool) (*Keyring, error) {
	raw, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) && makeIt {
		return create(path)
	}
	if err != nil {
		return nil, fmt.Errorf("the key file %s cannot be read: %w; set NK_KEYS to a readable file", path, err)
	}
	if info, err := os.Stat(path); err == nil && info.Mode().Perm()&0o077 != 0 {
		return nil, fmt.Errorf("the key file %s may be read by others; run: chmod 600 %s", path, path)
	}
	master, err := hex.DecodeString(strings.TrimSpace(string(raw)))
	if err != nil || len(master) != 32 {
		return nil, fmt.Errorf("the key file %s must hold 64 hexadecimal digits; make one with: openssl rand -hex 32", path)
	}
	if weak(master) {
		return nil, fmt.Errorf("the key file %s holds no random key; make one with: openssl rand -hex 32", path)
	}
	return FromMaster(master)
}

// weak finds keys that somebody typed or counted: 32 random bytes have some 30 different values, and as many
// different steps from one to the next. Fewer than 16 of either does not happen by chance in the life of the sun.
func weak(master []byte) bool {
	values, steps := map[byte]bool{}, map[byte]bool{}
	for i, b := range master {
		values[b] = true
		steps[b-master[(i+1)%len(master)]] = true
	}
	return len(values) < 16 || len(steps) < 16
}

func create(path string) (*Keyring, error) {
	master := make([]byte, 32)
	rand.Read(master)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, err
	}
	if _, err := f.WriteString(hex.EncodeToString(master) + "\n"); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return nil, err
	}
	return FromMaster(master)
}

// FromMaster derives the keyring from 32 secret bytes.
func FromMaster(master []byte) (*Keyring, error) {
	if len(master) != 32 {
		return nil, errors.New("sealed: the master key must have 32 bytes")
	}
	derive := func(label string) []byte {
		k, err := hkdf.Key(sha256.New, master, nil, "nurlykosh/"+label, 32)
		if err != nil {
			panic(err) // only an absurd length fails
		}
		return k
	}
	kek, err := newAEAD(derive("kek"))
	if err != nil {
		return nil, err
	}
	return &Keyring{kek: kek, lookup: derive("lookup"), Portal: derive("portal"), Slip: derive("slip"), Form: derive("form")}, nil
}

// Fingerprint names a keyring without giving it away: backups note it, restore compares it.
func (k *Keyring) Fingerprint() string {
	return hex.EncodeToString(k.Lookup("fingerprint", "")[:8])
}
