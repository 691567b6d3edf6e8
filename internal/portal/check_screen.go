package portal

import (
	"database/sql"
	"errors"
	"net/http"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
	"nurlykosh/internal/platform/view"
	"nurlykosh/internal/platform/web"
	portalview "nurlykosh/templates/portal"
)

// issuedSlip is what the check may know of a slip's case.
type issuedSlip struct {
	ID     int64           `db:"id"`
	Status casefile.Status `db:"status"`
	Stage  casefile.Step   `db:"stage"`
	Sealed bool            `db:"sealed"`
	Issue  int             `db:"slip_issue"`
}

// check says to anybody whether a slip was issued by us and where its case stands: no names, no days, no office. The
// slip's picture leads here with number and token; both can be typed by hand. A token has 100 bits: guessing is idle.
func (s *screen) check(c *web.Ctx) error {
	number, token := c.QueryParam("number"), c.QueryParam("slip")
	p := portalview.CheckPage{Page: c.Page(c.T.T("check.title"))}
	p.Shell = view.Migrant
	p.Number = view.Field{Name: "number", Label: c.T.T("status.number"), Hint: c.T.T("status.number_hint"), Value: number, Width: "20"}
	p.Token = view.Field{Name: "slip", Label: c.T.T("check.token"), Hint: c.T.T("check.token_hint"), Value: token, Width: "30"}
	if number == "" && token == "" {
		return c.Show(http.StatusOK, portalview.Check(p))
	}
	n, err := casefile.ParseNumber(number)
	if err != nil {
		c.Tell(&p.Page, atField("number", err))
	}
	t, terr := casefile.ParseSlipToken(token)
	if terr != nil {
		c.Tell(&p.Page, atField("slip", terr))
	}
	if err != nil || terr != nil {
		return c.Show(http.StatusUnprocessableEntity, portalview.Check(p))
	}
	var x issuedSlip
	err = c.App.DB.Read(c.Ctx(), access.Programme, func(r *db.Rd) error {
		return r.Get(&x, "portal_slip", db.Args{"number": string(n)})
	})
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	p.Asked = true
	for issue := x.Issue; issue > 0 && !p.Genuine; issue-- {
		p.Genuine = casefile.SameToken(t, casefile.SlipToken(c.App.DB.Keys.Slip, x.ID, issue))
		p.Replaced = p.Genuine && issue != x.Issue
	}
	if p.Genuine && !p.Replaced && !x.Sealed {
		p.Stage = c.T.T("check.closed")
		switch {
		case x.Status == casefile.FollowUp || x.Status == casefile.Concluded:
			p.Stage = c.T.T("check.settled")
		case x.Status.Open():
			p.Stage = c.T.T("check.stage", "step", c.T.T("status.step."+string(x.Stage)))
		}
	}
	return c.Show(http.StatusOK, portalview.Check(p))
}

// atField puts what is wrong with a value at its input.
func atField(name string, err error) error {
	f := fault.Of(err)
	return fault.OnField(name, f.Key, f.Args)
}
