package integration

import (
	"context"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
)

// Enrolling is where a child goes to school or kindergarten, or why to none.
type Enrolling struct {
	MemberID int64
	Kind     string // school, kindergarten, none
	Place    string
	On       civil.Date
	Reason   string // of the reasons of a waiver, for none
	Text     string
}

// Enrol records a child's school or kindergarten. With the last child the task is done.
func (w *Work) Enrol(ctx context.Context, op db.Op, number string, x Enrolling) (db.Result, error) {
	return w.onCase(ctx, op, number, "arrival.said_enrolled", func(e *casefile.Edit, p *Part) error {
		m, err := e.Member(x.MemberID)
		if err != nil {
			return err
		}
		if len(Learners(casefile.Household{*m}, e.Today())) == 0 {
			return fault.Refuse("arrival.no_learner", nil)
		}
		var bad fault.Problems
		g := Goal{MemberID: m.ID, Kind: x.Kind, Service: x.Place, Started: x.On}
		switch x.Kind {
		case "school", "kindergarten":
			bad.AddFault("on_day", past(x.On, e.Today()))
			if x.Place == "" {
				bad.Add("place", "arrival.place_missing", nil)
			}
			if least, most := m.Age(e.Today()); !Enrollable(x.Kind, least, most) {
				bad.Add("kind", "arrival.not_for_age."+x.Kind, fault.Args{"from": SchoolFrom, "until": KindergartenUntil})
			}
		case "none":
			w.Book.CheckReason(&bad, "waiver", x.Reason, x.Text)
			g = Goal{MemberID: m.ID, Kind: "school", Dropped: e.Today(), Why: x.Reason, Text: x.Text}
			if least, _ := m.Age(e.Today()); least < SchoolFrom {
				g.Kind = "kindergarten"
			}
		default:
			bad.Add("kind", "form.not_a_choice", nil)
		}
		if err := bad.Err(); err != nil {
			return err
		}
		if x.Kind == "none" {
			return add(e, g, "child_not_enrolled")
		}
		return add(e, g, "child_enrolled")
	})
}

// RegisterClinic records the clinic of the family: the task is done.
func (w *Work) RegisterClinic(ctx context.Context, op db.Op, number, clinic string, on civil.Date) (db.Result, error) {
	return w.onCase(ctx, op, number, "arrival.said_clinic", func(e *casefile.Edit, p *Part) error {
		var bad fault.Problems
		bad.AddFault("on_day", past(on, e.Today()))
		if clinic == "" {
			bad.Add("clinic", "arrival.clinic_missing", nil)
		}
		if err := bad.Err(); err != nil {
			return err
		}
		return add(e, Goal{Kind: "health", Service: clinic, Started: on}, "clinic_registered")
	})
}

// StartCourse records the first lesson of a member's language course. Once every course of the plan has begun, the task
// is done.
func (w *Work) StartCourse(ctx context.Context, op db.Op, number string, member int64, course string, on civil.Date) (db.Result, error) {
	return w.onCase(ctx, op, number, "arrival.said_course", func(e *casefile.Edit, p *Part) error {
		var bad fault.Problems
		bad.AddFault("on_day", past(on, e.Today()))
		if course == "" {
			bad.Add("course", "arrival.course_missing", nil)
		}
		if member == 0 {
			bad.Add("member", "form.not_a_choice", nil)
		}
		if err := bad.Err(); err != nil {
			return err
		}
		return add(e, Goal{MemberID: member, Kind: "language", Service: course, Started: on}, "course_started")
	})
}

// Explain records the talk about safety with adults of the family, each heard apart, and the language it was held in.
// With the last adult the task is done.
func (w *Work) Explain(ctx context.Context, op db.Op, number string, members []int64, on civil.Date, language string) (db.Result, error) {
	return w.onCase(ctx, op, number, "arrival.said_safety", func(e *casefile.Edit, p *Part) error {
		var bad fault.Problems
		bad.AddFault("on_day", past(on, e.Today()))
		if len(members) == 0 {
			bad.Add("members", "arrival.nobody_told", nil)
		}
		if !w.language(language) {
			bad.Add("language", "form.not_a_choice", nil)
		}
		for _, id := range members {
			if m, err := e.Member(id); err != nil || m.Abroad || !m.Adult(e.Today()) {
				bad.Add("members", "form.not_a_choice", nil)
				break
			}
		}
		if err := bad.Err(); err != nil {
			return err
		}
		for _, id := range members {
			n, err := e.Exec("safety_talk_add", db.Args{"member_id": id, "told_on": on, "language": language, "told_by": e.Actor.ID})
			if err != nil {
				return err
			}
			if n == 1 {
				e.Note(audit.Event{Kind: "safety_explained", Audience: audit.Family, Happened: on, Code: language, Subject: about(id)})
			}
		}
		return nil
	})
}
