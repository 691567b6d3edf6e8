package intake

import (
	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/web"
)

// Room wires the room's routes.
func Room(a *web.App, w *Work, frame *casefile.Frame) {
	s := &screen{work: w, book: w.Book, frame: frame}
	web.AddForm(a, "/intake/new", access.CaseWriter, s.register())
	a.GET("/intake/applications", access.CaseWriter, s.applications)
	web.AddForm(a, "/intake/applications/:application", access.CaseWriter, s.resume())
	a.Press("/intake/applications/:application/drop", access.CaseWriter, s.dropApplication)
	s.householdRoutes(a)
	s.paperRoutes(a)
	a.GET("/cases/:number/slip", access.CaseReader, s.slip)
	a.Press("/cases/:number/strips", access.CaseWriter, s.strips, "member")
	a.Press("/cases/:number/strips/revoke", access.CaseWriter, s.revoke, "member")
}
