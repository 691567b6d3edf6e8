package db_test

import (
	"strings"
	"testing"

	"nurlykosh/internal/platform/db"
)

// What may lose an acknowledged write is named, with what to set (trust.md R-20).
func TestServerThatMayLoseWritesIsRefused(t *testing.T) {
	if err := db.DurableForTest("on", "on", "on", "on"); err != nil {
		t.Error(err)
	}
	for want, s := range map[string][4]string{
		"set fsync=on":              {"off", "on", "on", "on"},
		"set full_page_writes=on":   {"on", "off", "on", "on"},
		"set synchronous_commit=on": {"on", "on", "off", "on"},
		"run pg_checksums --enable": {"on", "on", "on", "off"},
	} {
		if err := db.DurableForTest(s[0], s[1], s[2], s[3]); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v: %v, want %q", s, err, want)
		}
	}
}
