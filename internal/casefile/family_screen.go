package casefile

import (
	"unicode"
	"unicode/utf8"

	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/i18n"
	"nurlykosh/internal/platform/view"
	"nurlykosh/internal/platform/web"
)

// FamilyWords say to the family where its case stands: on the status page and on the slip. Office words, notes and
// whatever concerns protection never stand there.
type FamilyWords struct {
	T     i18n.Reader
	Book  *Book
	Today civil.Date
	Bring []ToBring // the papers that the family still has to bring
}

// readers are the languages in which families from a country read best, the first two of four; own rule, a guess for as
// long as nobody has asked the family. Everybody else reads Kazakh and Russian.
var readers = map[string][2]i18n.Lang{
	"CHN": {i18n.KKArab, i18n.KK}, "IRN": {i18n.KKArab, i18n.KK}, "AFG": {i18n.KKArab, i18n.KK}, "PAK": {i18n.KKArab, i18n.KK},
	"RUS": {i18n.RU, i18n.KK}, "TUR": {i18n.KK, i18n.EN}, "DEU": {i18n.RU, i18n.KK},
}

// LangsFor are the two languages in which something is printed for a case's family: the one in which its head reads, or
// what most from its country read. wanted, where it names a language, is the first.
func LangsFor(c *Case, wanted string) [2]i18n.Lang {
	out, ok := readers[c.OriginCountry]
	if !ok {
		out = [2]i18n.Lang{i18n.KK, i18n.RU}
	}
	if wanted == "" {
		wanted = c.Reads
	}
	if l, ok := i18n.ParseLang(wanted); ok && l != out[0] {
		out = [2]i18n.Lang{l, out[0]}
	}
	return out
}

// LangChoice leads to a printed page with another language first.
func LangChoice(c *web.Ctx, k *Case) []view.Link {
	var out []view.Link
	for _, l := range i18n.Langs {
		if l != LangsFor(k, c.QueryParam("in"))[0] {
			out = append(out, view.Link{Href: c.Request().URL.Path + "?in=" + string(l), Text: c.T.T("language." + string(l))})
		}
	}
	return out
}

// ForFamily leaves out the tasks of the protection officer: whoever threatens somebody may hold a slip or a code.
func ForFamily(tasks []Task) []Task {
	out := make([]Task, 0, len(tasks))
	for _, t := range tasks {
		if t.Role != "protection" {
			out = append(out, t)
		}
	}
	return out
}

// FamilysTurn are the tasks that wait for the family, in the order of the plan.
func FamilysTurn(tasks []Task) []Task {
	var out []Task
	for _, t := range tasks {
		waits := t.State == Paused && (t.PauseWhy == "waiting_applicant" || t.PauseWhy == "waiting_paper")
		if waits || t.State.Live() && t.State != Paused && t.Role == "migrant" {
			out = append(out, t)
		}
	}
	return out
}

// Doing is what a task means to the family, in plain words; the coded title where there are none. What people of
// the staff typed themselves is never shown.
func (w FamilyWords) Doing(t *Task) string {
	switch {
	case w.T.Has("status.doing." + t.Key):
		return w.T.T("status.doing." + t.Key)
	case t.TitleEN != "":
		return w.T.Pick(t.TitleKK, t.TitleRU, t.TitleEN)
	}
	return w.T.T("status.doing.other")
}

// Need is what the family has to do for a task that waits for it.
func (w FamilyWords) Need(t *Task) string {
	switch {
	case t.Role != "migrant":
		return w.T.T("status.waits_for_you", "what", w.Doing(t))
	case t.Key == bringPapers && len(w.Bring) == 0: // nothing would be named below
		return w.T.T("status.need.papers_here")
	case w.T.Has("status.need." + t.Key):
		return w.T.T("status.need." + t.Key)
	case t.TitleEN != "":
		return w.T.Pick(t.TitleKK, t.TitleRU, t.TitleEN)
	}
	return w.T.T("status.need.other")
}

// Begin writes a phrase as the beginning of a sentence.
func (w FamilyWords) Begin(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// When is the day by which a task is to be done, in words.
func (w FamilyWords) When(t *Task) string {
	switch {
	case t.State == Paused:
		return w.T.T("status.clock_stands", "date", w.T.Date(t.PausedOn))
	case t.Due.IsZero():
		return w.T.T("status.no_date")
	case t.Due.Before(w.Today):
		return w.T.T("status.day_passed", "date", w.T.Date(t.Due))
	case t.Due == w.Today:
		return w.T.T("status.by_today", "date", w.T.DateWeekday(t.Due))
	}
	due := DueWords(w.T, w.Book.Calendar, Open, t.Due, civil.Date{}, w.Today, true)
	return w.T.T("status.by", "date", w.T.DateWeekday(t.Due), "left", due.Text)
}

// ToBring is a kind of paper that the family still has to bring, and for how many.
type ToBring struct {
	Kind string
	N    int
}

// bringPapers is the task in which a family brings its papers.
const bringPapers = "bring_papers"

// Papers name the papers to bring.
func (w FamilyWords) Papers() []string {
	var out []string
	for _, p := range w.Bring {
		k, ok := w.Book.Paper(p.Kind)
		if !ok {
			continue
		}
		title := w.T.Pick(k.KK, k.RU, k.EN)
		if p.N > 1 {
			title = w.T.T("status.papers_n", "title", title, "n", p.N)
		}
		out = append(out, title)
	}
	return out
}

// Bring asks which papers the family of an open case still has to bring.
func (b *Book) Bring(r *db.Rd, c *Case, ms Household) ([]ToBring, error) {
	if b.PapersToBring == nil || !c.Status.Open() {
		return nil, nil
	}
	return b.PapersToBring(r, c, ms)
}
