package casefile

import (
	"net/url"
	"strconv"
	"strings"

	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/i18n"
	"nurlykosh/internal/platform/view"
	"nurlykosh/internal/platform/web"
	casefileview "nurlykosh/templates/casefile"
)

// standing is how a task's clock stands, as a form carries it along.
type standing struct {
	state         State
	due, pausedOn civil.Date
	pauseWhy      string
	extended      int
}

func clockOf(t Task) standing { return standing{t.State, t.Due, t.PausedOn, t.PauseWhy, t.Extended} }

func (s standing) encode() string {
	return url.Values{
		"state": {string(s.state)}, "due": {s.due.String()}, "paused": {s.pausedOn.String()}, "why": {s.pauseWhy},
		"extended": {strconv.Itoa(s.extended)},
	}.Encode()
}

// clockWords says a task's state, since when and why its clock stands still, its last day and the days that were added.
func clockWords(t i18n.Reader, b *Book, encoded string) string {
	v, err := url.ParseQuery(encoded)
	if state := "task.state." + v.Get("state"); err != nil || !t.Has(state) {
		return t.T("diff.not_known")
	}
	s := standing{state: State(v.Get("state")), pauseWhy: v.Get("why")}
	s.due, _ = civil.Parse(v.Get("due"))
	s.pausedOn, _ = civil.Parse(v.Get("paused"))
	s.extended, _ = strconv.Atoi(v.Get("extended"))
	said := t.T("task.state." + string(s.state))
	if s.state == Paused {
		said = pausedWords(t, b, s)
	}
	out := []string{said}
	if !s.due.IsZero() {
		out = append(out, t.T("task.until", "date", t.Date(s.due)))
	}
	if s.extended > 0 {
		out = append(out, t.T("task.extended_days")+": "+strconv.Itoa(s.extended))
	}
	return strings.Join(out, " · ")
}

// pausedWords says since when a clock stands still, and for what reason.
func pausedWords(t i18n.Reader, b *Book, s standing) string {
	said := t.T("task.paused_since", "date", t.Date(s.pausedOn))
	if r, ok := b.Reason("pause", s.pauseWhy); ok {
		said += " · " + t.T("task.pause_why", "reason", t.Pick(r.KK, r.RU, r.EN))
	}
	return said
}

// shutClock leaves on the page of a form of the clock how the clock stands, where the form cannot be saved: wanted is the
// state of the task that it needs.
func (s *screen) shutClock(c *web.Ctx, page *casefileview.FormPage, v *View, t *Task, resume bool) {
	base := "/cases/" + v.Number + "/tasks/" + strconv.FormatInt(t.ID, 10)
	switch open := t.State == Open || t.State == Returned; {
	case page.Closed:
	case t.State == Paused && !resume:
		shut(page, true, clockWords(c.T, s.frame.Book, clockOf(*t).encode()))
		page.Links = append(page.Links, view.Link{Href: base + "/resume", Text: c.T.T("button.resume")}, view.Link{Href: base, Text: c.T.T("task.back_to")})
	case resume && open:
		shut(page, true, c.T.T("task.not_paused")+" "+clockWords(c.T, s.frame.Book, clockOf(*t).encode()))
		page.Links = append(page.Links, view.Link{Href: base, Text: c.T.T("task.back_to")})
	case !open && t.State != Paused:
		shut(page, true, c.T.T("task.state."+string(t.State)))
	}
}

// added says on the form that gives more time how much was given already: new days are added to them.
func added(t i18n.Reader, task Task) string {
	if task.Extended == 0 {
		return ""
	}
	return t.N("task.extended_by", task.Extended, "date", t.Date(task.Due))
}

// extending is the case as the form that gives more time changes it: what was given meanwhile is said, since days add up.
func (f *Frame) extending() web.Thing {
	x := f.Changes()
	now := x.Now
	x.Now = func(c *web.Ctx) (web.Standing, error) {
		out, err := now(c)
		if err != nil {
			return out, err
		}
		v, err := f.Look(c, nil)
		if err != nil {
			return out, err
		}
		for _, t := range v.Tasks {
			if t.ID == taskID(c) {
				out.Says = added(c.T, t)
			}
		}
		return out, nil
	}
	return x
}
