package db_test

import (
	"strings"
	"testing"

	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/sealed"
	"nurlykosh/internal/testkit"
)

// Databases on which searches would be silently wrong are refused before the first migration.
func TestBlindDatabaseIsRefused(t *testing.T) {
	d := testkit.Fresh(t)
	if err := db.CheckServer(t.Context(), d.Owner); err != nil {
		t.Error(err)
	}
	for options, want := range map[string]string{
		"encoding 'UTF8' lc_collate 'C' lc_ctype 'C' locale_provider libc":      "blind to Cyrillic",
		"encoding 'SQL_ASCII' lc_collate 'C' lc_ctype 'C' locale_provider libc": "create it with encoding UTF8",
	} {
		must(t, d, "create database nk_blind template template0 "+options)
		owner, err := db.OpenOwner(testkit.OtherDatabase(d.OwnerURL, "nk_blind"))
		if err != nil {
			t.Fatal(err)
		}
		if err := db.CheckServer(t.Context(), owner); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", options, err, want)
		}
		_ = owner.Close()
		must(t, d, "drop database nk_blind with (force)")
	}
}

// The database is bound to the first master key; another is refused, also by one that was filled before keys were noted.
func TestDatabaseKnowsItsKey(t *testing.T) {
	d := testkit.Fresh(t)
	begin(t, d, 1)
	other, err := sealed.FromMaster([]byte("another key of 32 bytes in tests"))
	if err != nil {
		t.Fatal(err)
	}
	if err := d.DB.CheckKey(t.Context()); err == nil || !strings.Contains(err.Error(), "run nurlykosh migrate") {
		t.Errorf("not bound: %v", err)
	}
	if err := db.BindKey(t.Context(), d.Owner, other); err == nil || !strings.Contains(err.Error(), "set NK_KEYS") {
		t.Errorf("a key that opens nothing is bound: %v", err)
	}
	if err := db.BindKey(t.Context(), d.Owner, d.Keys); err != nil {
		t.Fatal(err)
	}
	if err := d.DB.CheckKey(t.Context()); err != nil {
		t.Error(err)
	}
	if err := db.BindKey(t.Context(), d.Owner, other); err == nil || !strings.Contains(err.Error(), "set NK_KEYS") {
		t.Errorf("another key: %v", err)
	}
}

// A migration that came later with a lower number is missing, one that this program does not know belongs to a newer.
func TestStateComparesSetsOfVersions(t *testing.T) {
	d := testkit.Fresh(t)
	must(t, d, "delete from goose_db_version where version_id = 3")
	if s, err := d.DB.State(t.Context()); err != nil || s.Current() || !strings.Contains(s.Err().Error(), "lacks version 3") {
		t.Errorf("%+v %v", s, err)
	}
	must(t, d, "insert into goose_db_version (version_id, is_applied) values (3, true), (99999, true)")
	if s, err := db.StateOf(t.Context(), d.Owner); err != nil || s.Current() || !strings.Contains(s.Err().Error(), "use the newer program") {
		t.Errorf("%+v %v", s, err)
	}
	if err := db.Migrate(t.Context(), d.Owner, "nk_app", func(string) {}); err == nil || !strings.Contains(err.Error(), "use the newer program") {
		t.Errorf("migrated a newer database: %v", err)
	}
	if lacks := d.DB.Lacks(t.Context()); lacks != "schema" {
		t.Errorf("ready without its schema: %q", lacks)
	}
	must(t, d, "delete from goose_db_version where version_id = 99999")
	if lacks := d.DB.Lacks(t.Context()); lacks != "pool" {
		t.Errorf("ready with a cold pool: %q", lacks)
	}
	if err := d.DB.Warm(t.Context(), 2); err != nil || d.DB.Lacks(t.Context()) != "" {
		t.Errorf("not ready: %v %q", err, d.DB.Lacks(t.Context()))
	}
}

// What may lose an acknowledged write is named, with what to set (trust.md R-20).
func TestServerThatMayLoseWritesIsRefused(t *testing.T) {
	if err := db.DurableForTest("on", "on", "on"); err != nil {
		t.Error(err)
	}
	for want, s := range map[string][3]string{
		"set fsync=on":              {"off", "on", "on"},
		"set full_page_writes=on":   {"on", "off", "on"},
		"set synchronous_commit=on": {"on", "on", "off"},
	} {
		if err := db.DurableForTest(s[0], s[1], s[2]); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v: %v, want %q", s, err, want)
		}
	}
}
