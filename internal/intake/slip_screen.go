package intake

import (
	"bytes"
	"encoding/base64"
	"image/png"
	"strconv"

	"github.com/boombuler/barcode"
	"github.com/boombuler/barcode/qr"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/identity"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
	"nurlykosh/internal/platform/i18n"
	"nurlykosh/internal/platform/view"
	"nurlykosh/internal/platform/web"
	intakeview "nurlykosh/templates/intake"
)

// slip shows the sheet that is safe to show, in the family's languages, and how to print the code strips.
func (s *screen) slip(c *web.Ctx) error {
	var bring []casefile.ToBring
	v, err := s.frame.Look(c, func(r *db.Rd, v *casefile.View) (err error) {
		bring, err = s.book.Bring(r, v.Case, v.Members)
		return err
	})
	if err != nil {
		return err
	}
	p := intakeview.SlipPage{Page: sheetAlone(c, "slip.title"), Number: v.Number}
	p.Langs = casefile.LangChoice(c, v.Case)
	for _, l := range casefile.LangsFor(v.Case, c.QueryParam("in")) {
		p.Sheets = append(p.Sheets, s.sheet(c.App.Words.Reader(l), v, bring))
	}
	token := casefile.SlipToken(c.App.DB.Keys.Slip, v.ID, v.SlipIssue)
	p.Token = token
	if p.QR, err = qrCode(c.App.Settings.BaseURL + "/check?number=" + v.Number + "&slip=" + token); err != nil {
		return err
	}
	for _, m := range v.Members.On(v.Today).Here().Adults(v.Today) {
		p.Adults = append(p.Adults, intakeview.Adult{ID: m.ID, Name: view.Name{Text: m.Name, Lang: identity.LangOf(m.NameScript)}, Issued: m.StripIssue > 0 && !m.Revoked, Revoked: m.Revoked, Issue: m.StripIssue})
	}
	p.MayWork = v.MayWork
	return c.Show(200, intakeview.Slip(p))
}

// sheetAlone begins a page of sheets that are handed over: who printed it stands on none, and would come out on one of its own.
func sheetAlone(c *web.Ctx, title string) view.Page {
	p := c.Page(c.T.T(title))
	p.Printed = ""
	return p
}

// slipPapers are as many papers to bring as fit on the sheet in two languages; the status page has them all.
const slipPapers = 3

func (s *screen) sheet(t i18n.Reader, v *casefile.View, bring []casefile.ToBring) intakeview.Sheet {
	w := casefile.FamilyWords{T: t, Book: s.book, Today: v.Today, Bring: bring}
	tasks := casefile.ForFamily(v.Tasks)
	sh := intakeview.Sheet{T: t, Lang: string(t.Lang()), Dir: t.Dir()}
	for i, x := range casefile.Path(t, s.book.Calendar, tasks, v.Today) {
		x.Word, x.StateWord = w.Begin(t.T("status.step."+string(casefile.Steps[i]))), t.T("status.path."+x.State)
		sh.Steps = append(sh.Steps, x)
	}
	sh.Office, sh.Phone = t.Pick(v.Office.KK, v.Office.RU, v.Office.EN), v.Office.Phone
	sh.Printed = t.T("slip.printed", "date", t.Date(v.Today))
	if turn := casefile.FamilysTurn(tasks); len(turn) > 0 {
		sh.Head, sh.Next, sh.By = t.T("status.need"), w.Need(&turn[0]), w.When(&turn[0])
	} else if next, _ := casefile.Next(tasks, v.Today); next != nil && v.Status.Open() {
		sh.Head, sh.Next, sh.By = t.T("slip.we_do"), w.Begin(w.Doing(next)), w.When(next)
	}
	if sh.Papers = w.Papers(); len(sh.Papers) > slipPapers {
		sh.Papers = append(sh.Papers[:slipPapers], t.T("slip.more_papers", "n", len(sh.Papers)-slipPapers))
	}
	return sh
}

// strips issues code strips, each on a sheet of its own; shown once.
func (s *screen) strips(c *web.Ctx) error {
	op := c.Op("intake.issue_strips")
	number, err := casefile.ParseNumber(c.Param("number"))
	if err != nil {
		return err
	}
	member, err := strconv.ParseInt(c.Form().Get("member"), 10, 64)
	if err != nil && c.Form().Has("member") {
		return fault.Missing()
	}
	res, err := s.work.IssueStrips(c.Ctx(), op, string(number), member)
	if err != nil {
		return err
	}
	v, err := s.frame.Look(c, nil)
	if err != nil {
		return err
	}
	p := intakeview.StripsPage{Page: sheetAlone(c, "strip.title"), Number: v.Number}
	for _, m := range v.Members.On(v.Today).Here().Adults(v.Today) {
		if _, issued := res.IDs[strconv.FormatInt(m.ID, 10)]; !issued || m.StripIssue == 0 || m.Revoked {
			continue
		}
		strip := intakeview.Strip{
			Name: view.Name{Text: m.Name, Lang: identity.LangOf(m.NameScript)}, Issue: m.StripIssue,
			Code: casefile.FormatCode(casefile.Code(c.App.DB.Keys.Portal, v.ID, m.PersonID, m.StripIssue)),
		}
		for _, l := range casefile.LangsFor(v.Case, "") {
			t := c.App.Words.Reader(l)
			strip.Words = append(strip.Words, intakeview.StripWords{
				T: t, Lang: string(l), Dir: t.Dir(), Where: t.T("strip.where", "address", view.Isolated(c.App.Settings.BaseURL+"/status")),
				Help: t.T("strip.help", "office", t.Pick(v.Office.KK, v.Office.RU, v.Office.EN), "phone", view.Isolated(v.Office.Phone)),
			})
		}
		p.Strips = append(p.Strips, strip)
	}
	return c.Show(200, intakeview.Strips(p))
}

// revoke makes one adult's code dead.
func (s *screen) revoke(c *web.Ctx) error {
	op := c.Op("intake.revoke_strip")
	number, err := casefile.ParseNumber(c.Param("number"))
	if err != nil {
		return err
	}
	member, err := strconv.ParseInt(c.Form().Get("member"), 10, 64)
	if err != nil {
		return fault.Missing()
	}
	res, err := s.work.RevokeStrip(c.Ctx(), op, string(number), member)
	if err != nil {
		return err
	}
	return c.Done(op, res)
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
