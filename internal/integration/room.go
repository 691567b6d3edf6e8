package integration

import (
	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/web"
)

// Links say where the room's tasks are done.
var Links = casefile.Links{
	"enrol_children": "/integration#children", "register_clinic": "/integration/clinic", "start_language": "/integration/course",
	"explain_safety": "/integration/safety", "agree_plan": "/integration#plan", "decide_residence": "/integration#residence",
	"decide_citizenship": "/integration#citizenship", dutyTask: "/integration/duty",
}

// Tab is the room's part of a case.
var Tab = casefile.Tab{Key: "integration", Path: "/integration"}

// Room wires the room's routes.
func Room(a *web.App, w *Work, frame *casefile.Frame) {
	s := &screen{work: w, book: w.Book, frame: frame}
	a.GET("/cases/:number/integration", access.CaseReader, s.part)
	web.AddForm(a, "/cases/:number/integration/enrol/:member", access.CaseWriter, s.enrol())
	web.AddForm(a, "/cases/:number/integration/clinic", access.CaseWriter, s.clinic())
	web.AddForm(a, "/cases/:number/integration/course", access.CaseWriter, s.course())
	web.AddForm(a, "/cases/:number/integration/safety", access.CaseWriter, s.safety())
	web.AddForm(a, "/cases/:number/integration/needs", access.CaseWriter, s.needs())
	web.AddForm(a, "/cases/:number/integration/agree", access.CaseWriter, s.agree())
	web.AddForm(a, "/cases/:number/integration/goals/new", access.CaseWriter, s.newGoal())
	web.AddForm(a, "/cases/:number/integration/goals/:goal", access.CaseWriter, s.moveGoal())
	web.AddForm(a, "/cases/:number/integration/police/:kind", access.CaseWriter, s.apply())
	web.AddForm(a, "/cases/:number/integration/police/:kind/answer", access.CaseWriter, s.answer())
	web.AddForm(a, "/cases/:number/integration/duty", access.CaseWriter, s.duty())
}
