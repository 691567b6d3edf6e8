package sealed_test

import (
	"crypto/rand"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"nurlykosh/internal/platform/sealed"
)

func load(t *testing.T, text string, mode os.FileMode) error {
	t.Helper()
	path := filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(path, []byte(text+"\n"), mode); err != nil {
		t.Fatal(err)
	}
	_, err := sealed.LoadOrMake(path, false)
	return err
}

// A key that somebody typed, counted or repeated is refused; a random one is taken.
func TestKeyMustBeRandom(t *testing.T) {
	for range 200 {
		master := make([]byte, 32)
		rand.Read(master)
		if err := load(t, hex.EncodeToString(master), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, bad := range []string{
		strings.Repeat("0", 64), strings.Repeat("f", 64), strings.Repeat("0123456789abcdef", 4), strings.Repeat("a5", 32),
		"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", hex.EncodeToString([]byte(strings.Repeat("password", 4))),
	} {
		if err := load(t, bad, 0o600); err == nil || !strings.Contains(err.Error(), "openssl rand") {
			t.Errorf("%s: %v", bad, err)
		}
	}
	if err := load(t, "abc", 0o600); err == nil || !strings.Contains(err.Error(), "64 hexadecimal digits") {
		t.Errorf("a short key: %v", err)
	}
	if err := load(t, strings.Repeat("0", 64), 0o644); err == nil || !strings.Contains(err.Error(), "chmod 600") {
		t.Errorf("a key that others may read: %v", err)
	}
}
