package db_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/testkit"
)

// Document: sql/schema.sql is current, every table has a comment and every constraint a name of its own.
func TestSchemaDocument(t *testing.T) {
	d := testkit.Fresh(t)
	text, err := db.Schema(t.Context(), d.Owner)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(testkit.Root(), "sql", "schema.sql")
	if os.Getenv("NK_WRITE_DOCS") != "" {
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	have, err := os.ReadFile(path)
	if err != nil || string(have) != text {
		t.Error("sql/schema.sql is not current: run `make docs` and look at the difference")
	}
	if tables, comments := strings.Count(text, "create table "), strings.Count(text, "comment on table "); tables != comments {
		t.Errorf("%d tables, %d comments", tables, comments)
	}
}
