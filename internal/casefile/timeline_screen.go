package casefile

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/lib/pq"

	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/i18n"
	"nurlykosh/internal/platform/view"
)

// Page is a piece of a case's events.
type Page struct {
	Before int64 // id of the last one shown; 0 for the newest
	Limit  int
	Quiet  bool // leave out the tasks that the plan opened by itself
}

// Timeline reads a case's events in words, newest first.
func Timeline(t i18n.Reader, b *Book, r *db.Rd, c *Case, ms Household, page Page) ([]view.Event, error) {
	var rows []audit.Entry
	if err := r.Select(&rows, "case_events", db.Args{"case_id": c.ID, "before": page.Before, "lim": page.Limit, "quiet": page.Quiet}); err != nil {
		return nil, err
	}
	var ids []int64
	for _, e := range rows {
		ids = append(ids, e.ActorID)
	}
	var people []struct {
		ID   int64  `db:"id"`
		Name string `db:"name"`
	}
	if err := r.Select(&people, "account_names", db.Args{"ids": pq.Array(ids)}); err != nil {
		return nil, err
	}
	names := map[int64]string{}
	for _, p := range people {
		names[p.ID] = p.Name
	}
	box, err := r.Box(c.Stream())
	if err != nil {
		return nil, err
	}
	var out []view.Event
	for _, e := range rows {
		if r.Actor.Role == access.Finance && (e.Kind == "danger_recorded" || e.Code == handOver) {
			continue
		}
		text, err := box.Open("event.body", e.Body)
		if err != nil {
			return nil, err
		}
		out = append(out, eventWords(t, b, e, text, names[e.ActorID], ms))
	}
	return out, nil
}

// eventWords puts one event into words: what, its coded details, the note; when, recorded later, by whom.
func eventWords(t i18n.Reader, b *Book, e audit.Entry, body, actor string, ms Household) view.Event {
	kind := "event." + e.Kind
	if t.Has(kind + "." + e.Code) {
		kind += "." + e.Code
	}
	v := view.Event{Text: t.T(kind), Decision: strings.HasPrefix(e.Kind, "decision_") || e.Kind == "case_opened"}
	var detail []string
	var fields map[string]any
	if json.Unmarshal([]byte(body), &fields) != nil {
		fields = nil
	}
	if m := memberOf(ms, e, fields); m != "" {
		detail = append(detail, m)
	}
	kept := strings.HasPrefix(e.Kind, "kept_") // first what, then by which paper
	if e.Code != "" && !kept {
		detail = append(detail, codeWords(t, b, e))
	}
	for _, g := range []string{
		"pause", "extension", "waiver", "refusal_eligibility", "refusal_quota", "withdrawal", "early_close", "return_for_correction",
		"leave_region", "offer_decline", "offer_not_suitable", "vacancy_refused_by_employer", "vacancy_refused_by_person",
		"household_join", "household_leave",
	} {
		if r, ok := b.Reason(g, e.Reason); ok && e.Reason != "" && strings.HasPrefix(groupOfEvent(e), g) {
			detail = append(detail, t.Pick(r.KK, r.RU, r.EN))
			break
		}
	}
	detail = append(detail, changesIn(t, b, e.Kind, fields)...)
	for _, name := range []string{"case", "number"} {
		if s, ok := fields[name].(string); ok {
			if number, err := ParseNumber(s); err == nil {
				detail = append(detail, view.Isolated(string(number)))
			}
		}
	}
	detail = append(detail, whoIn(t, ms, fields)...)
	if paper, ok := fields["paper"].(string); ok {
		if k, ok := b.Paper(paper); ok {
			detail = append(detail, t.Pick(k.KK, k.RU, k.EN))
		}
	}
	if e.Code != "" && kept {
		detail = append(detail, codeWords(t, b, e))
	}
	for _, name := range []string{"service", "text"} {
		if s, ok := fields[name].(string); ok && s != "" {
			detail = append(detail, "«"+s+"»")
		}
	}
	v.Detail = strings.Join(detail, " · ")
	v.Meta = t.Time(e.Recorded)
	if e.Happened != civil.In(e.Recorded) {
		v.Meta = t.DateShort(e.Happened, civil.Date{}) + " · " + t.T("word.recorded_later") + ": " + t.Time(e.Recorded)
	}
	if actor != "" {
		v.Meta += " · " + actor
	}
	return v
}

// memberOf names the member that an event is about; empty where it is about none.
func memberOf(ms Household, e audit.Entry, body map[string]any) string {
	id := int64(0)
	if e.SubjectKind == "member" {
		id = e.SubjectID
	} else if n, ok := body["member"].(float64); ok {
		id = int64(n)
	}
	if name := ms.Name(id); name != "" {
		return view.Isolated(name)
	}
	return ""
}

// whoIn tells whom else an event names: who acts for a member, and as what; who was taken for whom.
func whoIn(t i18n.Reader, ms Household, body map[string]any) (out []string) {
	who, _ := body["who"].(string)
	if id, ok := body["by"].(float64); ok && id > 0 {
		who = ms.Name(int64(id))
	}
	if as, ok := body["acts_as"].(string); ok && t.Has("representative."+as) {
		out = append(out, t.T("representative."+as))
	}
	if who != "" {
		out = append(out, view.Isolated(who))
	}
	if until, ok := body["until"].(string); ok && until != "" {
		if d, err := civil.Parse(until); err == nil {
			out = append(out, t.T("household.until", "date", t.Date(d)))
		}
	}
	if what, ok := body["what"].(string); ok && t.Has(what) {
		if of, ok := body["of"].(string); ok && t.Has("part.kind."+of) {
			out = append(out, t.T("part.kind."+of)+": "+t.T(what))
		} else {
			out = append(out, t.T(what))
		}
	}
	same, _ := body["same"].([]any)
	for _, x := range same {
		if pair, ok := x.([]any); ok && len(pair) == 2 {
			out = append(out, view.Isolated(fmt.Sprint(pair[0]))+" = "+view.Isolated(fmt.Sprint(pair[1])))
		}
	}
	return out
}

// groupOfEvent is the list of reasons that an event's code belongs to; it is kept in the event's kind.
func groupOfEvent(e audit.Entry) string {
	switch e.Kind {
	case "task_paused":
		return "pause"
	case "task_extended":
		return "extension"
	case "waiver_proposed", "decision_waiver", "goal_dropped", "child_not_enrolled":
		return "waiver"
	case "member_joined":
		return "household_join"
	case "member_left", "household_parted", "household_founded":
		return "household_leave"
	case "decision_returned":
		return "return_for_correction"
	case "case_withdrawn":
		return "withdrawal"
	case "case_closed_early":
		return "early_close"
	case "case_refused":
		return "refusal_eligibility"
	case "duty_checked":
		return "leave_region"
	case "offer_declined":
		return "offer_decline"
	case "offer_not_suitable":
		return "offer_not_suitable"
	case "referral_refused_by_employer":
		return "vacancy_refused_by_employer"
	case "referral_refused_by_person":
		return "vacancy_refused_by_person"
	}
	if e.Code == "quota" {
		return "refusal_quota"
	}
	return "refusal_eligibility"
}

// codeWords finds the words of an event's code: a task's title, a paper, or a message.
func codeWords(t i18n.Reader, b *Book, e audit.Entry) string {
	if p, ok := b.Paper(e.Code); ok {
		return t.Pick(p.KK, p.RU, p.EN)
	}
	if title, ok := b.TaskTitle(e.Code); ok {
		return t.Pick(title.KK, title.RU, title.EN)
	}
	for _, l := range b.Languages {
		if l.Code == e.Code {
			return t.Pick(l.KK, l.RU, l.EN)
		}
	}
	for _, prefix := range []string{"code.", "channel.", "decision.kind.", "goal.kind.", "event."} {
		if t.Has(prefix + e.Code) {
			return t.T(prefix + e.Code)
		}
	}
	return e.Code
}
