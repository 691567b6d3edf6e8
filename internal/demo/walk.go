package demo

import (
	"database/sql"
	"fmt"
	"slices"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/employment"
	"nurlykosh/internal/housing"
	"nurlykosh/internal/intake"
	"nurlykosh/internal/integration"
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/quota"
)

// walker goes a family's way task by task, each on its day, through the verbs of the rooms.
type walker struct {
	*filler
	homes  *housing.Work
	jobs   *employment.Work
	life   *integration.Work
	decide *casefile.DecideWork

	worker, colleague, chief access.Actor
	vacancies                []int64
	end                      civil.Date
	at                       place  // of the family at hand
	why                      string // what is said of people found alike; empty: nobody is
}

func newWalker(f *filler, actors map[string]access.Actor) *walker {
	w := &walker{
		filler: f, homes: &housing.Work{DB: f.d, Book: f.book}, jobs: &employment.Work{DB: f.d, Book: f.book}, life: &integration.Work{DB: f.d, Book: f.book},
		worker: actors["ainur"], colleague: actors["bolat"], chief: actors["gulnar"],
	}
	deciders := casefile.Deciders{}
	for _, of := range []casefile.Deciders{f.reg.Deciders(), w.homes.Deciders(), w.life.Deciders()} {
		for k, d := range of {
			deciders[k] = d
		}
	}
	w.decide = &casefile.DecideWork{DB: f.d, Book: f.book, Deciders: deciders}
	return w
}

// family is a case as the walker sees it on a day.
type family struct {
	*casefile.Case
	tasks   []casefile.Task
	members casefile.Household
	today   civil.Date
	end     civil.Date // the real day, on which the demo data is made
}

func (w *walker) look(number string) (family, error) {
	f := family{end: w.end}
	err := w.d.Read(w.ctx, access.Programme, func(r *db.Rd) error {
		var err error
		if f.Case, err = casefile.Read(r, number, access.Read); err != nil {
			return err
		}
		if f.tasks, err = casefile.TasksOf(r, f.ID); err != nil {
			return err
		}
		f.members, err = casefile.MembersOf(r, f.ID)
		f.today = r.Today()
		return err
	})
	return f, err
}

// walk registers a family on its day and goes on to its place.
func (w *walker) walk(h household) error {
	w.at = h.at
	number, err := w.register(h)
	if err != nil {
		return err
	}
	if _, err := w.reg.IssueStrips(w.ctx, w.op(w.worker, "intake.issue_strips"), number, 0); err != nil {
		return err
	}
	rest := map[string]int{"late": 24, "soon": 1, "paused": 4}[h.at.how] // days since the last thing was done
	for i := 1; i < 90; i++ {
		f, err := w.look(number)
		if err != nil {
			return err
		}
		t := h.at.next(f)
		if t == nil {
			break
		}
		ago := max(rest, h.days-i*h.days/90)
		if t.Awaits(f.today) {
			ago = min(ago, h.days-t.Due.Sub(f.Received))
		}
		if err := w.shift(max(0, ago)); err != nil {
			return err
		}
		if f, err = w.look(number); err != nil {
			return err
		}
		if err := w.do(f, t); err != nil {
			return fmt.Errorf("%s %s, %s %s: %w", h.track, number, h.at.stage, t.Key, err)
		}
	}
	return w.leave(number, h.at)
}

// next is the task that a family on its way to a place does next; nil when it is there.
func (p place) next(f family) *casefile.Task {
	if p.stage != casefile.Settled && f.Stage == p.stage && p.enough(f) {
		return p.overdue(f)
	}
	for i := range f.tasks {
		t := &f.tasks[i]
		if t.State != casefile.Open && t.State != casefile.Returned || t.FollowUp() || t.Due.After(f.end) && t.Awaits(f.today) {
			continue
		}
		if early := t.Step == casefile.Integration && t.From == "arrival"; order(t.Step) <= order(p.stage) || early {
			return t
		}
	}
	return nil
}

// overdue is what a family has to do before it may rest: all that is late, or very late for one that is to be late.
func (p place) overdue(f family) *casefile.Task {
	until := f.end
	switch p.how {
	case "late":
		until = until.AddDays(-60)
	case "returned":
		return nil
	}
	for i := range f.tasks {
		t := &f.tasks[i]
		if p.how == "late" && t.Step == p.stage {
			continue
		}
		if t.State == casefile.Open && !t.Due.IsZero() && t.Due.Before(until) && !t.Awaits(f.today) {
			return first(f.tasks, t.Step)
		}
	}
	return nil
}

// first is the first open task of a step: what comes before a task is done before it.
func first(tasks []casefile.Task, s casefile.Step) *casefile.Task {
	for i := range tasks {
		if t := &tasks[i]; t.Step == s && t.State == casefile.Open {
			return t
		}
	}
	return nil
}

func order(s casefile.Step) int { return slices.Index(append(casefile.Steps, casefile.Settled), s) }

// enough: at its stage a family has finished a part of the tasks, and the rest is still to be done.
func (p place) enough(f family) bool {
	done, all := 0, 0
	for _, t := range f.tasks {
		if t.Step != p.stage || t.FollowUp() || t.State == casefile.NotRequired {
			continue
		}
		if all++; t.State == casefile.Done {
			done++
		}
		if p.how == "returned" && t.Key == "confirm_settled" {
			return t.State == casefile.Open
		}
	}
	switch p.how {
	case "returned":
		return false
	case "proposed":
		return done >= 3
	}
	return done*2 >= all
}

// leave leaves the case as its place wants it.
func (w *walker) leave(number string, p place) error {
	f, err := w.look(number)
	if err != nil {
		return err
	}
	switch p.how {
	case "paused":
		for _, t := range f.tasks {
			if t.State == casefile.Open && t.Pausable && !t.FollowUp() {
				if _, err := w.work.PauseTask(w.ctx, w.op(w.worker, "casefile.pause_task"), number, t.ID, "waiting_applicant", ""); err != nil {
					return err
				}
			}
		}
	case "proposed", "returned":
		for _, t := range f.tasks {
			if t.State == casefile.Open && casefile.DecisionOf(&t) != "" {
				return w.propose(f, &t, p.how == "returned")
			}
		}
	case string(casefile.Withdrawn):
		_, err = w.work.Close(w.ctx, w.op(w.worker, "casefile.close"), number, casefile.Withdrawn, "changed_mind", "")
	}
	return err
}

// propose puts a decision forward; it waits for the chief, or comes back from him.
func (w *walker) propose(f family, t *casefile.Task, back bool) error {
	p := casefile.Proposal{Kind: casefile.DecisionOf(t), TaskID: t.ID, Wanted: "grant", MinutesNo: "7", MinutesOn: f.today}
	if !back { // a refusal can be proposed at any time
		p.Wanted, p.Reason, p.Text = "refuse", "incomplete_package", "Сынақ жазбасы"
	}
	res, err := w.decide.Propose(w.ctx, w.op(w.worker, "casefile.propose"), f.Number, p)
	if err == nil && back {
		_, err = w.decide.Decide(w.ctx, w.op(w.chief, "casefile.decide"), res.IDs["decision"], casefile.Verdict{Choice: "return", Reason: "check_incomplete", Text: "Сынақ жазбасы"})
	}
	return err
}

// do does one task as its room wants it.
func (w *walker) do(f family, t *casefile.Task) error {
	if kind := casefile.DecisionOf(t); kind != "" {
		return w.granted(f, t, kind)
	}
	do := map[string]func(family, *casefile.Task) error{
		"complete_household": w.household, "assess_housing_needs": w.needs, "offer_dwelling": w.offer, "inspect_dwelling": w.inspect,
		"sign_contract": w.contract, "confirm_move_in": w.moveIn, "register_residence": w.registered, "profile_adults": w.profiles,
		"refer_to_work": w.refer, "confirm_hiring": w.confirm, "check_job_90": w.check, "enrol_children": w.enrol, "register_clinic": w.clinic,
		"start_language": w.course, "explain_safety": w.safety, "agree_plan": w.plan,
	}[t.Key]
	if do != nil {
		return do(f, t)
	}
	if err := w.papers(f, t); err != nil {
		return err
	}
	_, err := w.work.FinishTask(w.ctx, w.op(w.worker, "casefile.finish_task"), f.Number, t.ID, casefile.Finishing{On: f.today, Minutes: "12", Text: "Сынақ жазбасы"})
	return err
}

// papers sees the papers that a task still lacks: those it names, and all of the family's list.
func (w *walker) papers(f family, t *casefile.Task) error {
	var lacks []casefile.Lack
	err := w.d.Read(w.ctx, access.Programme, func(r *db.Rd) (err error) {
		lacks, err = w.reg.Lacks(r, f.Case, f.members, t)
		return err
	})
	if err != nil {
		return err
	}
	for _, l := range lacks {
		p, known := w.book.Paper(l.Paper)
		if !known {
			continue
		}
		member := int64(0)
		if p.BelongsTo == "person" {
			member = f.HeadID
			for _, m := range f.members {
				if m.Name == l.Field.Args["name"] {
					member = m.ID
				}
			}
		}
		x := intake.PaperEntry{State: "accepted", Seen: f.today, Translation: true, Expires: f.today.AddMonths(24), Original: "with_family"}
		if _, err := w.reg.RecordPaper(w.ctx, w.op(w.worker, "intake.record_paper"), f.Number, l.Paper, member, x); err != nil {
			return fmt.Errorf("%s: %w", l.Paper, err)
		}
	}
	return nil
}

// granted proposes a decision and has the chief make it; the police has answered before.
func (w *walker) granted(f family, t *casefile.Task, kind casefile.Kind) error {
	if kind == casefile.KindResidence || kind == casefile.KindCitizenship {
		if _, err := w.life.Apply(w.ctx, w.op(w.worker, "integration.apply"), f.Number, string(kind), "", f.today); err != nil {
			return err
		}
		x := integration.Answering{Answer: integration.Granted, On: f.today}
		if _, err := w.life.RecordAnswer(w.ctx, w.op(w.worker, "integration.record_answer"), f.Number, string(kind), x); err != nil {
			return err
		}
	}
	if err := w.papers(f, t); err != nil {
		return err
	}
	res, err := w.decide.Propose(w.ctx, w.op(w.worker, "casefile.propose"), f.Number, casefile.Proposal{
		Kind: kind, TaskID: t.ID, Wanted: "grant", MinutesNo: "12", MinutesOn: f.today,
	})
	if err != nil {
		return err
	}
	_, err = w.decide.Decide(w.ctx, w.op(w.chief, "casefile.decide"), res.IDs["decision"], casefile.Verdict{Choice: "grant"})
	return err
}

// household answers the questions about a family: half of them ask for quota, where the year has a line.
func (w *walker) household(f family, _ *casefile.Task) error {
	x := intake.Wishes{AsksQuota: casefile.No, Citizenship: casefile.TriOf(f.ID%2 == 0), Language: casefile.TriOf(f.ID%3 == 0), Divorced36: casefile.No, ProofPaper: casefile.Yes, BedTonight: casefile.Yes}
	err := w.d.Read(w.ctx, access.Programme, func(r *db.Rd) error {
		_, found, err := quota.Find(r, f.today.Year(), f.Region, string(f.Track))
		x.AsksQuota = casefile.TriOf(found && f.ID%2 == 1)
		return err
	})
	if err != nil {
		return err
	}
	if _, err := w.reg.SetWishes(w.ctx, w.op(w.worker, "intake.set_wishes"), f.Number, x); err != nil {
		return err
	}
	for _, m := range f.members.Adults(f.today) {
		c := intake.Consenting{MemberID: m.ID, Purposes: []string{"processing", "sharing_work"}, Aloud: true, Language: "kk", On: f.today}
		if _, err := w.reg.GiveConsent(w.ctx, w.op(w.worker, "intake.give_consent"), f.Number, c); err != nil {
			return err
		}
	}
	_, err = w.reg.CompleteHousehold(w.ctx, w.op(w.worker, "intake.complete_household"), f.Number)
	return err
}

// free is a dwelling that nobody holds; 0 without one.
func (w *walker) free() (id int64, err error) {
	err = w.owner.QueryRowContext(w.ctx, `select d.id from dwelling d where 'rent_subsidy' = any(d.tenures) and d.rooms >= 2
		and not exists (select 1 from offer o where o.dwelling_id = d.id and not isempty(o.held)) order by d.id limit 1`).Scan(&id)
	if err == sql.ErrNoRows {
		return 0, nil
	}
	return id, err
}
