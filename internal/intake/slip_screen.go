package intake

import (
	"bytes"
	"encoding/base64"
	"image/png"

	"github.com/boombuler/barcode"
	"github.com/boombuler/barcode/qr"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/i18n"
	"nurlykosh/internal/platform/view"
	"nurlykosh/internal/platform/web"
	intakeview "nurlykosh/templates/intake"
)

// slip shows the sheet that is safe to show, and how to print the code strips.
func (s *screen) slip(c *web.Ctx) error {
	v, err := s.frame.Look(c, nil)
	if err != nil {
		return err
	}
	p := intakeview.SlipPage{Page: c.Page(c.T.T("slip.title")), Number: v.Number}
	p.Sheets = append(p.Sheets, s.sheet(c, c.T, v))
	if c.T.Lang() != i18n.KK {
		p.Sheets = append(p.Sheets, s.sheet(c, c.App.Words.Reader(i18n.KK), v))
	} else {
		p.Sheets = append(p.Sheets, s.sheet(c, c.App.Words.Reader(i18n.KKArab), v))
	}
	token := casefile.SlipToken(c.App.DB.Keys.Slip, v.ID, v.SlipIssue)
	p.Token = token
	if p.QR, err = qrCode(c.App.Settings.BaseURL + "/check?slip=" + token); err != nil {
		return err
	}
	for _, m := range v.Members.On(v.Today).Here().Adults(v.Today) {
		p.Adults = append(p.Adults, intakeview.Adult{Name: view.Name{Text: m.Name}, Issued: m.StripIssue > 0, Issue: m.StripIssue})
	}
	p.MayWork = v.MayWork
	return c.Show(200, intakeview.Slip(p))
}

func (s *screen) sheet(c *web.Ctx, t i18n.Reader, v *casefile.View) intakeview.Sheet {
	sh := intakeview.Sheet{T: t, Lang: string(t.Lang()), Dir: t.Dir(), Steps: casefile.Path(t, s.book.Calendar, v.Tasks, v.Today)}
	sh.Office = t.Pick(v.Office.KK, v.Office.RU, v.Office.EN)
	sh.Phone = v.Office.Phone
	sh.Printed = t.Date(v.Today)
	if next, _ := casefile.Next(v.Tasks, v.Today); next != nil {
		sh.Next = casefile.TitleOf(t, *next)
		if !next.Due.IsZero() {
			sh.By = t.DateWeekday(next.Due)
		}
	}
	return sh
}

// strips issues code strips for every adult who is here, each on a sheet of its own; shown once.
func (s *screen) strips(c *web.Ctx) error {
	op := c.Op("intake.issue_strips")
	number, err := casefile.ParseNumber(c.Param("number"))
	if err != nil {
		return err
	}
	if _, err = s.work.IssueStrips(c.Ctx(), op, string(number)); err != nil {
		return err
	}
	v, err := s.frame.Look(c, nil)
	if err != nil {
		return err
	}
	p := intakeview.StripsPage{Page: c.Page(c.T.T("strip.title")), Number: v.Number}
	for _, m := range v.Members.On(v.Today).Here().Adults(v.Today) {
		if m.StripIssue == 0 {
			continue
		}
		p.Strips = append(p.Strips, intakeview.Strip{
			Name: view.Name{Text: m.Name}, Issue: m.StripIssue,
			Code: casefile.FormatCode(casefile.Code(c.App.DB.Keys.Portal, v.ID, m.PersonID, m.StripIssue)),
		})
	}
	return c.Show(200, intakeview.Strips(p))
}

// qrCode draws an address as a PNG picture of black squares, level M, four modules of quiet zone around by CSS.
func qrCode(text string) (string, error) {
	code, err := qr.Encode(text, qr.M, qr.Auto)
	if err != nil {
		return "", err
	}
	if code, err = barcode.Scale(code, code.Bounds().Dx()*6, code.Bounds().Dy()*6); err != nil {
		return "", err
	}
	var b bytes.Buffer
	if err := png.Encode(&b, code); err != nil {
		return "", err
	}
	return "data:image/png;base64," + base64.StdEncoding.EncodeToString(b.Bytes()), nil
}
