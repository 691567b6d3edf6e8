package employment

import (
	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/web"
)

// Links say where the room's tasks are done.
var Links = casefile.Links{
	"profile_adults": "/employment", "refer_to_work": "/employment", "confirm_hiring": "/employment",
	"check_job_90": "/employment", "check_job_180": "/employment", "check_job_365": "/employment",
}

// Room wires the room's routes.
func Room(a *web.App, w *Work, frame *casefile.Frame) {
	s := &screen{db: a.DB, work: w, book: w.Book, frame: frame}
	a.Nav("vacancies", "/vacancies", access.StockUser)
	a.GET("/vacancies", access.StockUser, s.vacancies)
	web.AddForm(a, "/employers/new", access.StockUser, s.newEmployer())
	web.AddForm(a, "/vacancies/new", access.StockUser, s.newVacancy())
	web.AddForm(a, "/vacancies/:id", access.StockUser, s.changeVacancy())
	web.AddForm(a, "/vacancies/:id/close", access.StockUser, s.closeVacancy())
	a.GET("/cases/:number/employment", access.CaseReader, s.part)
	web.AddForm(a, "/cases/:number/employment/profile/:member", access.CaseWriter, s.profile())
	web.AddForm(a, "/cases/:number/employment/refer/:member", access.CaseWriter, s.refer())
	web.AddForm(a, "/cases/:number/employment/answer/:referral", access.CaseWriter, s.answer())
	web.AddForm(a, "/cases/:number/employment/contract/:referral", access.CaseWriter, s.contract())
	web.AddForm(a, "/cases/:number/employment/check/:referral", access.CaseWriter, s.check())
	web.AddForm(a, "/cases/:number/employment/leave/:referral", access.CaseWriter, s.leave())
}
