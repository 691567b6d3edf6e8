package db_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/testkit"
)

func TestEveryQueryPreparesOnTheMigratedSchema(t *testing.T) {
	d := testkit.Fresh(t)
	for name, q := range d.DB.Queries() {
		s, err := d.DB.Pool().PrepareContext(t.Context(), q.Text)
		if err != nil {
			t.Errorf("%s: %s: %v", q.File, name, err)
			continue
		}
		_ = s.Close()
		low := strings.ToLower(q.Text)
		for _, bad := range []string{"select *", " offset :", "now()"} {
			if strings.Contains(strings.ReplaceAll(low, "nk_now()", ""), bad) {
				t.Errorf("%s: %s contains %q", q.File, name, bad)
			}
		}
	}
}

func TestLoaderRefusesColons(t *testing.T) {
	for _, text := range []string{
		"-- name: a\nselect x::text from t",
		"-- name: a\nselect 'at 10:30'",
		"-- name: a\nselect :1",
		"select 1",
		"-- name: a\nselect 1\n-- name: a\nselect 2",
	} {
		fs := fstest.MapFS{"q/a.sql": {Data: []byte(text)}}
		if _, err := db.LoadQueries(fs, "q"); err == nil {
			t.Errorf("accepted: %s", text)
		}
	}
}

func TestLoaderNumbersNames(t *testing.T) {
	fs := fstest.MapFS{"q/a.sql": {Data: []byte("-- name: a\n-- what it does: x\nselect :one, :two, :one;\n")}}
	qs, err := db.LoadQueries(fs, "q")
	if err != nil {
		t.Fatal(err)
	}
	if got := qs["a"].Text; got != "select $1, $2, $1" {
		t.Errorf("got %q", got)
	}
}
