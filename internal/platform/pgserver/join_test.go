package pgserver_test

import (
	"database/sql"
	"testing"

	"nurlykosh/internal/platform/pgserver"
)

// A second program joins the server of the first, and its Stop leaves it running.
func TestASecondProgramJoins(t *testing.T) {
	o := pgserver.Options{Dir: folder(t, 0o755), Packages: packages(t)}
	first, err := pgserver.StartOrJoin(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = first.Stop() }()
	second, err := pgserver.StartOrJoin(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	if first.Joined() || !second.Joined() || first.OwnerURL() != second.OwnerURL() {
		t.Errorf("joined %v %v, %s %s", first.Joined(), second.Joined(), first.OwnerURL(), second.OwnerURL())
	}
	if err := second.Stop(); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("postgres", first.AppURL())
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.Ping(); err != nil {
		t.Errorf("the server went with the second program: %v", err)
	}
}
