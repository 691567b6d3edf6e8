package portal

import (
	"context"
	"database/sql"
	"errors"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
)

// Standing is what the status page may know of a case.
type Standing struct {
	ID       int64           `db:"id"`
	Number   string          `db:"number"`
	Status   casefile.Status `db:"status"`
	Sealed   bool            `db:"sealed"`
	Closed   civil.Date      `db:"closed_on"`
	Reason   string          `db:"close_reason"`
	Settled  civil.Date      `db:"settled_on"`
	OfficeKK string          `db:"name_kk"`
	OfficeRU string          `db:"name_ru"`
	OfficeEN string          `db:"name_en"`
	Phone    string          `db:"phone"`
	HoursKK  string          `db:"hours_kk"`
	HoursRU  string          `db:"hours_ru"`
	HoursEN  string          `db:"hours_en"`

	Tasks  []casefile.Task    `db:"-"`
	Papers []casefile.ToBring `db:"-"`
	Last   Event              `db:"-"` // zero without one
	Today  civil.Date         `db:"-"`
}

// Event is the newest thing done that the family may read.
type Event struct {
	Kind     string     `db:"kind"`
	Code     string     `db:"code"`
	Happened civil.Date `db:"happened_on"`
}

// Standing reads where a migrant's case stands; not found once the person does not belong to it any more or the
// strip was revoked. All is read for a sealed case, too, so that the time is the same.
func (w *Work) Standing(ctx context.Context, actor access.Actor) (Standing, error) {
	var s Standing
	err := w.DB.Read(ctx, actor, func(r *db.Rd) error {
		err := r.Get(&s, "portal_case", db.Args{"case_id": actor.CaseID, "person_id": actor.PersonID})
		if errors.Is(err, sql.ErrNoRows) {
			return fault.Missing()
		}
		if err != nil {
			return err
		}
		tasks, err := casefile.TasksOf(r, s.ID)
		if err != nil {
			return err
		}
		s.Tasks = casefile.ForFamily(tasks)
		c, err := casefile.Of(r, s.Number)
		if err != nil {
			return err
		}
		members, err := casefile.MembersOf(r, s.ID)
		if err != nil {
			return err
		}
		if s.Papers, err = w.Book.Bring(r, c, members); err != nil {
			return err
		}
		err = r.Get(&s.Last, "portal_event", db.Args{"case_id": s.ID})
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		s.Today = r.Today()
		return nil
	})
	return s, err
}

// stage is the first step that is not finished (product.md §2).
func (s Standing) stage() casefile.Step {
	if stage := casefile.StageOf(s.Tasks); stage != casefile.Settled {
		return stage
	}
	return casefile.Integration
}

// now is the most urgent task of the stage, of another step where nothing of the stage is open, nil when nothing is.
func (s Standing) now() *casefile.Task {
	if !s.Status.Open() {
		return nil
	}
	var here []casefile.Task
	for _, t := range s.Tasks {
		if t.Step == s.stage() {
			here = append(here, t)
		}
	}
	if t, _ := casefile.Next(here, s.Today); t != nil {
		return t
	}
	t, _ := casefile.Next(s.Tasks, s.Today)
	return t
}

// after is the first task behind another in the order of the plan that is not over and does not wait for the family
// already, nil without one. Tasks that people add themselves have no place in the plan.
func (s Standing) after(now *casefile.Task) *casefile.Task {
	for i := range s.Tasks {
		t := &s.Tasks[i]
		planned := t.TemplateID != 0 || t.State == casefile.Later
		if len(casefile.FamilysTurn(s.Tasks[i:i+1])) > 0 {
			continue
		}
		if planned && !t.State.Over() && !t.FollowUp() && (now == nil || now.TemplateID == 0 || t.Ord > now.Ord) {
			return t
		}
	}
	return nil
}

// first is the first live task of a step, nil without one.
func (s Standing) first(step casefile.Step) *casefile.Task {
	for i := range s.Tasks {
		if t := &s.Tasks[i]; t.Step == step && t.State.Live() && !t.FollowUp() {
			return t
		}
	}
	return nil
}

// finished is the day on which the last task of a step was done.
func (s Standing) finished(step casefile.Step) civil.Date {
	var last civil.Date
	for _, t := range s.Tasks {
		if t.Step == step && !t.FollowUp() && t.DoneOn.After(last) {
			last = t.DoneOn
		}
	}
	return last
}
