package generate

import (
	"math/rand/v2"
	"slices"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/civil"
)

// way is what was done in a case so far, by the plan of the programme itself.
type way struct {
	c     *casefile.Case
	tasks []casefile.Task
	done  []int // tasks in the order in which they were done
}

// kept are the tasks of a case of earlier years that are carried over: one or two of each step.
var kept = []string{"register_family", "check_papers", "assess_housing_needs", "confirm_move_in", "profile_adults", "agree_plan", "confirm_settled"}

// walk goes the way of a household: a case under way has every task of its templates and as many done as Steps says, some
// days apart; a case that has ended has the few that are kept, all done.
func walk(h *Household, c *casefile.Case, ms casefile.Household, templates []casefile.Task, today civil.Date, cal *casefile.Calendar) way {
	w := way{c: c}
	if c.Status.Open() {
		w.tasks = slices.Clone(templates)
		w.underWay(h, ms, today, cal)
		return w
	}
	last := h.Settled
	for _, t := range templates {
		if !slices.Contains(kept, t.Key) || !h.Ended.IsZero() && t.Key != kept[0] {
			continue
		}
		t.State, t.DoneOn = casefile.Done, h.Opened
		if t.Key != kept[0] {
			t.DoneOn = h.Opened.AddDays(last.Sub(h.Opened) * slices.Index(kept, t.Key) / (len(kept) - 1))
		}
		w.tasks = append(w.tasks, t)
		w.done = append(w.done, len(w.tasks)-1)
	}
	return w
}

func (w *way) underWay(h *Household, ms casefile.Household, today civil.Date, cal *casefile.Calendar) {
	r := rand.New(rand.NewPCG(h.Choice, 1))
	f := &w.c.Facts
	f.BedTonight, f.Danger, f.AsksQuota, f.ProofPaper = casefile.Yes, casefile.No, casefile.No, casefile.Yes
	f.Divorced36, f.Relatives, f.Language, f.Citizenship = casefile.No, casefile.Yes, casefile.TriOf(r.IntN(3) == 0), casefile.Yes
	f.Schoolable, f.WorkingAge = ms.Schoolable(today), ms.WorkingAge(today)
	casefile.Plan(w.c, w.tasks, cal)
	day := h.Opened
	for range h.Steps {
		i := w.next(today)
		if i < 0 {
			break
		}
		if day = day.AddDays(r.IntN(6)); day.After(today) {
			break
		}
		t := &w.tasks[i]
		t.State, t.DoneOn, t.PausedOn = casefile.Done, day, civil.Date{}
		w.done = append(w.done, i)
		w.learn(t, day, r)
		casefile.Plan(w.c, w.tasks, cal)
	}
	w.c.Stage = casefile.StageOf(w.tasks)
	if i := w.next(today); i >= 0 && w.tasks[i].Pausable && r.IntN(9) == 0 {
		w.tasks[i].State, w.tasks[i].PausedOn, w.tasks[i].PauseWhy = casefile.Paused, day, "waiting_translation"
	}
}

// next is the open task that comes first in the plan; what belongs to a later day, or ends the case, is left.
func (w *way) next(today civil.Date) int {
	return slices.IndexFunc(w.tasks, func(t casefile.Task) bool {
		return t.State == casefile.Open && !t.Awaits(today) && !t.FollowUp() && t.Key != "confirm_settled"
	})
}

// learn notes what a done task has told of the family.
func (w *way) learn(t *casefile.Task, day civil.Date, r *rand.Rand) {
	f := &w.c.Facts
	switch t.Key {
	case "decide_status", "decide_inclusion":
		f.StatusDecided = day
	case "assess_housing_needs":
		f.Tenure = []string{"own", "relatives"}[r.IntN(2)]
	case "confirm_move_in":
		f.MovedIn = day
	case "profile_adults":
		f.LooksForWork = casefile.Yes
	case "refer_to_work":
		f.Hired, f.HiredOn = casefile.Yes, day
	case "decide_residence":
		f.ResidenceApplied = day
	case "decide_citizenship":
		f.CitizenshipApplied = day
	}
}
