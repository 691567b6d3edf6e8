package demo

import (
	"fmt"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/employment"
	"nurlykosh/internal/housing"
	"nurlykosh/internal/integration"
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/db"
)

func (w *walker) needs(f family, _ *casefile.Task) error {
	n := housing.Need{Tenure: []string{"own", "relatives"}[f.ID%2], Rooms: max(1, f.Persons/2)}
	if home, err := w.free(); err != nil {
		return err
	} else if home != 0 && f.ID%3 == 0 {
		n.Tenure, n.Rooms = "rent_subsidy", 2
	}
	_, err := w.homes.AgreeNeeds(w.ctx, w.op(w.worker, "housing.agree_needs"), f.Number, n)
	return err
}

func (w *walker) offer(f family, _ *casefile.Task) error {
	home, err := w.free()
	if err != nil {
		return err
	}
	if _, err := w.homes.OfferDwelling(w.ctx, w.op(w.worker, "housing.offer_dwelling"), f.Number, housing.Offering{DwellingID: home}); err != nil {
		return err
	}
	_, err = w.homes.AnswerOffer(w.ctx, w.op(w.worker, "housing.answer_offer"), f.Number, housing.Answer{Accept: true})
	return err
}

// inspect: what is paid for with state money was offered before; somebody else looks at it.
func (w *walker) inspect(f family, t *casefile.Task) error {
	if err := w.offer(f, t); err != nil {
		return err
	}
	if err := w.papers(f, t); err != nil {
		return err
	}
	x := housing.Inspection{On: f.today, Suitable: "yes", Title: true, Valuation: 1_500_000_000}
	_, err := w.homes.InspectDwelling(w.ctx, w.op(w.colleague, "housing.inspect"), f.Number, x)
	return err
}

func (w *walker) contract(f family, t *casefile.Task) error {
	if err := w.papers(f, t); err != nil {
		return err
	}
	_, err := w.homes.SignContract(w.ctx, w.op(w.worker, "housing.sign_contract"), f.Number, housing.Contract{On: f.today, Language: "kk", Read: true})
	return err
}

func (w *walker) moveIn(f family, _ *casefile.Task) error {
	x := housing.MoveIn{On: f.today, Text: "Сынақ жазбасы"}
	switch f.Facts.Tenure {
	case "own":
		x.Address = fmt.Sprintf("Достық ауылы (сынақ), Абай көшесі, %d", f.ID)
	case "relatives": // many live in one house: something for who looks at alarms
		x.Address = "Достық ауылы (сынақ), Жеңіс көшесі, 7"
	}
	_, err := w.homes.ConfirmMoveIn(w.ctx, w.op(w.worker, "housing.confirm_move_in"), f.Number, x)
	return err
}

func (w *walker) registered(f family, _ *casefile.Task) error {
	var ids []int64
	for _, m := range f.members.On(f.today).Here() {
		ids = append(ids, m.ID)
	}
	_, err := w.homes.RegisterResidence(w.ctx, w.op(w.worker, "housing.register_residence"), f.Number, ids, f.today)
	return err
}

// profiles: in every other family the head looks for work, and in all that are to stand at that step.
func (w *walker) profiles(f family, _ *casefile.Task) error {
	for i, m := range employment.Workers(f.members, f.today).Adults(f.today) {
		x := employment.Profile{MemberID: m.ID, WhyNot: "works_already"}
		if i == 0 && (f.ID%2 == 0 || w.at.stage == casefile.Employment) {
			x = employment.Profile{MemberID: m.ID, Looks: true, WantsBusiness: true, Trade: "тас қалаушы", Occupation: "7112", Years: 8}
		}
		if _, err := w.jobs.Profile(w.ctx, w.op(w.worker, "employment.profile"), f.Number, x); err != nil {
			return err
		}
	}
	return nil
}

// refer: to a vacancy while there are places, later to own business.
func (w *walker) refer(f family, _ *casefile.Task) error {
	m := employment.Workers(f.members, f.today).Adults(f.today)[0]
	x := employment.Sending{MemberID: m.ID, Kind: employment.ToBusiness, To: "Наубайхана (сынақ)", On: f.today}
	how := employment.Started
	for _, id := range w.vacancies {
		var free bool
		if err := w.owner.QueryRowContext(w.ctx, "select taken < places and open_from <= $2 and open_until >= $2 from vacancy where id = $1", id, f.today).Scan(&free); err != nil {
			return err
		}
		if free {
			x.Kind, x.VacancyID, x.To, how = employment.ToVacancy, id, "", employment.Hired
			break
		}
	}
	if _, err := w.jobs.Refer(w.ctx, w.op(w.worker, "employment.refer"), f.Number, x); err != nil {
		return err
	}
	p, err := w.part(f)
	if err != nil {
		return err
	}
	_, err = w.jobs.Answer(w.ctx, w.op(w.worker, "employment.answer"), f.Number, p.Referrals[0].ID, employment.Answering{How: how, On: f.today})
	return err
}

func (w *walker) part(f family) (p employment.Part, err error) {
	err = w.d.Read(w.ctx, access.Programme, func(r *db.Rd) error {
		p, err = employment.PartOf(r, f.ID)
		return err
	})
	return p, err
}

func (w *walker) confirm(f family, t *casefile.Task) error {
	if err := w.papers(f, t); err != nil {
		return err
	}
	p, err := w.part(f)
	if err != nil {
		return err
	}
	_, err = w.jobs.Confirm(w.ctx, w.op(w.worker, "employment.confirm"), f.Number, p.Referrals[0].ID, employment.Seeing{Contract: true, Pension: true, Social: true, Health: true})
	return err
}

func (w *walker) check(f family, _ *casefile.Task) error {
	p, err := w.part(f)
	if err != nil {
		return err
	}
	_, err = w.jobs.Check(w.ctx, w.op(w.worker, "employment.check"), f.Number, p.Referrals[0].ID, employment.Checking{Day: 90, Answer: "works", On: f.today})
	return err
}

func (w *walker) enrol(f family, _ *casefile.Task) error {
	for _, m := range integration.Learners(f.members, f.today) {
		x := integration.Enrolling{MemberID: m.ID, Kind: "school", Place: "№ 12 орта мектеп (сынақ)", On: f.today}
		if least, most := m.Age(f.today); !integration.Enrollable("school", least, most) {
			x.Kind, x.Place = "kindergarten", "«Балдырған» балабақшасы (сынақ)"
		}
		if _, err := w.life.Enrol(w.ctx, w.op(w.worker, "integration.enrol"), f.Number, x); err != nil {
			return err
		}
	}
	return nil
}

func (w *walker) clinic(f family, _ *casefile.Task) error {
	_, err := w.life.RegisterClinic(w.ctx, w.op(w.worker, "integration.register_clinic"), f.Number, "№ 4 емхана (сынақ)", f.today)
	return err
}

func (w *walker) course(f family, _ *casefile.Task) error {
	_, err := w.life.StartCourse(w.ctx, w.op(w.worker, "integration.start_course"), f.Number, f.HeadID, "Қазақ тілі (сынақ)", f.today)
	return err
}

func (w *walker) safety(f family, _ *casefile.Task) error {
	var ids []int64
	for _, m := range f.members.On(f.today).Here().Adults(f.today) {
		ids = append(ids, m.ID)
	}
	_, err := w.life.Explain(w.ctx, w.op(w.worker, "integration.explain_safety"), f.Number, ids, f.today, "kk")
	return err
}

func (w *walker) plan(f family, _ *casefile.Task) error {
	needs := map[string]bool{}
	for _, n := range integration.Needs {
		needs[n] = n == "documents"
	}
	if _, err := w.life.AnswerNeeds(w.ctx, w.op(w.worker, "integration.answer_needs"), f.Number, needs); err != nil {
		return err
	}
	if _, err := w.life.AddGoal(w.ctx, w.op(w.worker, "integration.add_goal"), f.Number, integration.Goal{Kind: "documents", Text: "ЖСН мен жеке куәлік алу", Service: "ХҚКО (сынақ)", Due: f.today.AddDays(60)}); err != nil {
		return err
	}
	_, err := w.life.Agree(w.ctx, w.op(w.worker, "integration.agree_plan"), f.Number, f.today, "kk")
	return err
}
