package housing

import (
	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/web"
)

type screen struct {
	work  *Work
	frame *casefile.Frame
}

// Links say on which form the tasks of this step are done.
var Links = casefile.Links{
	"assess_housing_needs": "/housing/needs", "offer_dwelling": "/housing/offer", "inspect_dwelling": "/housing/inspect",
	"sign_contract": "/housing/contract", "confirm_move_in": "/housing/move-in", "register_residence": "/housing/registration",
}

// Tab is the room's part of the case page.
var Tab = casefile.Tab{Key: "housing", Path: "/housing"}

// Room wires the room's routes.
func Room(a *web.App, w *Work, frame *casefile.Frame) {
	s := &screen{work: w, frame: frame}
	a.Nav("dwellings", "/dwellings", access.StockUser)
	a.GET("/dwellings", access.StockUser, s.stock)
	web.AddForm(a, "/dwellings/new", access.StockUser, s.add())
	web.AddForm(a, "/dwellings/:id", access.StockUser, s.change())
	web.AddForm(a, "/dwellings/:id/withdraw", access.StockUser, s.withdraw())
	a.GET("/cases/:number/housing", access.CaseReader, s.part)
	a.GET("/cases/:number/housing/sheet", access.CaseReader, s.sheet)
	web.AddForm(a, "/cases/:number/housing/needs", access.CaseWriter, s.needs())
	web.AddForm(a, "/cases/:number/housing/offer", access.CaseWriter, s.offer())
	web.AddForm(a, "/cases/:number/housing/answer", access.CaseWriter, s.answer())
	web.AddForm(a, "/cases/:number/housing/inspect", access.CaseWriter, s.inspect())
	web.AddForm(a, "/cases/:number/housing/contract", access.CaseWriter, s.contract())
	web.AddForm(a, "/cases/:number/housing/move-in", access.CaseWriter, s.moveIn())
	web.AddForm(a, "/cases/:number/housing/registration", access.CaseWriter, s.registration())
}
