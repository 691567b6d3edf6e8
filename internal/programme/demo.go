package programme

import (
	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/web"
)

// demoMigrant gives the number and code of one demo family for the sign-in page of development.
func demoMigrant(d *db.DB) func(*web.Ctx) (string, string) {
	return func(c *web.Ctx) (string, string) {
		var row struct {
			ID       int64  `db:"id"`
			Number   string `db:"number"`
			PersonID int64  `db:"person_id"`
			Issue    int    `db:"strip_issue"`
		}
		err := d.Read(c.Ctx(), c.Actor, func(r *db.Rd) error { return r.Get(&row, "demo_migrant", nil) })
		if err != nil {
			return "", ""
		}
		return row.Number, casefile.FormatCode(casefile.Code(d.Keys.Portal, row.ID, row.PersonID, row.Issue))
	}
}
