package housing

import (
	"context"

	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
)

// Demo puts eight invented dwellings into a settlement of who's region, free from a day on.
func Demo(ctx context.Context, w *Work, who access.Actor, settlement int64, from civil.Date) error {
	for _, x := range []Details{
		{Kind: "house", Address: "Достық көшесі, 1", Hint: "Үй, 1-қатар", Title: "DEMO-001", Rooms: 4, Area: 9600, Price: 1_150_000_000, Tenures: []string{"buy_out", "loan"}, StepFree: true},
		{Kind: "house", Address: "Достық көшесі, 3", Hint: "Үй, 2-қатар", Title: "DEMO-002", Rooms: 3, Area: 7850, Price: 980_000_000, Tenures: []string{"buy_out", "loan", "certificate"}},
		{Kind: "house", Address: "Достық көшесі, 5", Hint: "Үй, 3-қатар", Title: "DEMO-003", Rooms: 5, Area: 11_200, Price: 1_390_000_000, Tenures: []string{"buy_out"}},
		{Kind: "flat", Address: "Бейбітшілік көшесі, 12-4", Hint: "Екі бөлмелі пәтер", Title: "DEMO-004", Rooms: 2, Area: 5240, Rent: 9_000_000, Tenures: []string{"rent_subsidy"}},
		{Kind: "flat", Address: "Бейбітшілік көшесі, 12-9", Hint: "Үш бөлмелі пәтер", Title: "DEMO-005", Rooms: 3, Area: 6490, Price: 870_000_000, Rent: 11_000_000, Tenures: []string{"rent_subsidy", "certificate"}},
		{Kind: "flat", Address: "Бейбітшілік көшесі, 14-1", Hint: "Бір бөлмелі пәтер", Title: "DEMO-006", Rooms: 1, Area: 3300, Rent: 6_500_000, Tenures: []string{"rent_subsidy"}, StepFree: true},
		{Kind: "centre_place", Address: "Орталық, 21-бөлме", Hint: "Орталықтағы бір бөлме", Rooms: 1, Area: 2400, Tenures: []string{"centre_place"}, StepFree: true},
		{Kind: "centre_place", Address: "Орталық, 22-бөлме", Hint: "Орталықтағы екі бөлме", Rooms: 2, Area: 3600, Tenures: []string{"centre_place"}},
	} {
		x.Settlement, x.FreeFrom = settlement, from
		if _, err := w.AddDwelling(ctx, db.Op{ID: db.NewID(), Name: "housing.add_dwelling", Actor: who, Form: []byte(x.Address)}, x); err != nil {
			return err
		}
	}
	return nil
}
