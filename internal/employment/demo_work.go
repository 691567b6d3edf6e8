package employment

import (
	"context"
	"strings"

	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
)

// Demo makes three invented employers and six vacancies in the region of an actor who works with its stock; serial
// keeps the BINs of several regions apart (0 to 1). It gives the ids of the vacancies.
func Demo(ctx context.Context, w *Work, who access.Actor, serial int, today civil.Date) ([]int64, error) {
	employers := []Employer{
		{Name: "«Ертіс құрылыс» ЖШС", Phone: "8 7182 00-00-21"}, {Name: "ТОО «Степной хлеб»", Phone: "8 7182 00-00-22"}, {Name: "«Жайлау» шаруа қожалығы", Phone: "8 7182 00-00-23"},
	}
	for i := range employers {
		employers[i].BIN = demoBINs[(serial*len(employers)+i)%len(demoBINs)]
	}
	vacancies := []struct {
		employer            int
		occupation, title   string
		places              int
		tenge               int64
		openedAgo, openDays int
	}{
		{0, "7112-2", "Тас қалаушы", 5, 280_000, 40, 60},
		{0, "7212", "Дәнекерлеуші", 2, 320_000, 20, 45},
		{1, "7512", "Пекарь", 3, 190_000, 30, 30},
		{1, "8332", "Водитель грузовика", 1, 260_000, 10, 60},
		{2, "6121", "Малшы", 4, 210_000, 60, 90},
		{2, "5131", "Даяшы", 2, 170_000, 90, -10},
	}
	for _, e := range employers {
		if _, err := w.AddEmployer(ctx, demoOp(who, "demo.employer", e.BIN), e); err != nil {
			return nil, err
		}
	}
	var ids []int64
	for _, v := range vacancies {
		until := today.AddDays(max(0, v.openDays))
		res, err := w.AddVacancy(ctx, demoOp(who, "demo.vacancy", v.title), Vacancy{
			BIN: employers[v.employer].BIN, Occupation: v.occupation, Title: v.title, Places: v.places, Wage: v.tenge * 100, From: today.AddDays(-v.openedAgo), Until: until,
		})
		if err != nil {
			return nil, err
		}
		ids = append(ids, res.IDs["vacancy"])
		if v.openDays < 0 {
			if _, err := w.CloseVacancy(ctx, demoOp(who, "demo.close_vacancy", v.title), res.IDs["vacancy"], "withdrawn"); err != nil {
				return nil, err
			}
		}
	}
	return ids, nil
}

// demoBINs are invented; only their check digits are right.
var demoBINs = strings.Fields("090140000019 120540000021 170940000035 180340000045 190640000058 200240000068")

func demoOp(who access.Actor, name, form string) db.Op {
	return db.Op{ID: db.NewID(), Name: name, Actor: who, Form: []byte(form)}
}
