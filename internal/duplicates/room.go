package duplicates

import (
	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/web"
)

type screen struct {
	work  *Work
	book  *casefile.Book
	frame *casefile.Frame
}

// Room wires the room's routes.
func Room(a *web.App, w *Work, frame *casefile.Frame) {
	s := &screen{work: w, book: w.Book, frame: frame}
	a.Nav("duplicates", "/duplicates", access.Leader)
	a.GET("/duplicates", access.Leader, s.list)
	a.GET("/duplicates/alarms", access.Leader, s.alarms)
	web.AddForm(a, "/duplicates/alarms/:alarm", access.Decider, s.explain())
	a.GET("/duplicates/:pair", access.Leader, s.compare)
	web.AddForm(a, "/duplicates/:pair/other", access.Decider, s.notSame())
	web.AddForm(a, "/duplicates/:pair/merge/:number", access.Decider, s.merge())
	web.AddForm(a, "/duplicates/merges/:merge", access.Decider, s.confirm())
	web.AddForm(a, "/cases/:number/merges/:merge/undo", access.Decider, s.undo())
	web.AddForm(a, "/cases/:number/duplicate", access.CaseWriter, s.report())
}
