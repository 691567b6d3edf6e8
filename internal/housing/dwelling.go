package housing

import (
	"slices"

	"github.com/lib/pq"

	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/fault"
)

// Tenures are the kinds of housing a family may agree on, in the order they are offered. The last two are
// outside the stock and without state money.
var Tenures = []string{"buy_out", "loan", "rent_subsidy", "certificate", "centre_place", "own", "relatives"}

// StockTenures are those under which a dwelling of the stock is given.
var StockTenures = Tenures[:5]

// StateMoney reports whether the kind of housing is paid for by the state: then offer, inspection by a second
// person, decision and contract are needed.
func StateMoney(tenure string) bool { return slices.Contains(StockTenures, tenure) }

// bought reports whether a dwelling is bought under the tenure, so that its price counts.
func bought(tenure string) bool {
	return tenure == "buy_out" || tenure == "loan" || tenure == "certificate"
}

// Kinds of dwellings.
var Kinds = []string{"house", "flat", "room", "centre_place"}

// States of a dwelling as the stock lists them.
var States = []string{"all", "free", "offered", "occupied", "later", "withdrawn"}

// WithdrawGroup is the list of reasons for which a dwelling leaves the stock.
const WithdrawGroup = "offer_not_suitable"

// Limits of the table.
const (
	roomsMost = 20
	areaLeast = 500    // dm²
	areaMost  = 100000 // dm²

	// Bounds against slips of the pen, in tiyn; the rent of a month. Own rule.
	priceLeast = 100_000_00
	rentLeast  = 1_000_00
)

// Dwelling is a house, flat, room or centre place of the stock. Area in dm², money in tiyn, 0 = none.
type Dwelling struct {
	ID         int64          `db:"id"`
	Settlement int64          `db:"settlement_id"`
	Region     string         `db:"region"`
	OfficeID   int64          `db:"office_id"`
	Kind       string         `db:"kind"`
	Address    []byte         `db:"address_sealed"`
	Hint       string         `db:"address_hint"`
	Title      string         `db:"title_number"`
	TitleOn    civil.Date     `db:"title_checked_on"`
	Rooms      int            `db:"rooms"`
	Area       int            `db:"area_dm2"`
	Price      int64          `db:"price_tiyn"`
	Rent       int64          `db:"rent_tiyn"`
	Tenures    pq.StringArray `db:"tenures"`
	StepFree   bool           `db:"step_free"`
	FreeFrom   civil.Date     `db:"free_from"`
	Withdrawn  civil.Date     `db:"withdrawn_on"`
	WhyGone    string         `db:"withdrawn_reason"`
	State      string         `db:"state"` // of the list only
	Rev        int            `db:"version"`
}

// Stream is a dwelling's chain of events; its key seals the address.
func Stream(id int64) audit.Stream { return audit.Stream{Kind: "dwelling", ID: id} }

// Matter is the dwelling as rights see it.
func (d *Dwelling) Matter() access.Matter {
	return access.Matter{OfficeID: d.OfficeID, Region: d.Region}
}

// Given reports whether the dwelling can be given under a tenure.
func (d *Dwelling) Given(tenure string) bool { return slices.Contains(d.Tenures, tenure) }

// Details is what is typed about a dwelling.
type Details struct {
	Settlement  int64
	Kind        string
	Address     string
	Hint        string
	Title       string
	Rooms       int
	Area        int // dm²
	Price, Rent int64
	Tenures     []string
	StepFree    bool
	FreeFrom    civil.Date
}

// take puts typed details into the dwelling; the address is sealed by the verb.
func (d *Dwelling) take(x Details) {
	d.Settlement, d.Kind, d.Hint, d.Title = x.Settlement, x.Kind, x.Hint, x.Title
	d.Rooms, d.Area, d.Price, d.Rent = x.Rooms, x.Area, x.Price, x.Rent
	d.Tenures, d.StepFree, d.FreeFrom = x.Tenures, x.StepFree, x.FreeFrom
}

// termsDiffer reports whether the details change what a family that holds the dwelling was promised.
func (d *Dwelling) termsDiffer(x Details) bool {
	return d.Rooms != x.Rooms || d.Area != x.Area || d.Price != x.Price || d.Rent != x.Rent || d.Kind != x.Kind || d.Settlement != x.Settlement ||
		!slices.Equal(slices.Sorted(slices.Values(d.Tenures)), slices.Sorted(slices.Values(x.Tenures)))
}

// Check says everything that is wrong with the details; the settlement is checked against the region by the verb.
func (x Details) Check(p *fault.Problems) {
	if !slices.Contains(Kinds, x.Kind) {
		p.Add("kind", "form.required", nil)
	}
	if x.Address == "" {
		p.Add("address", "form.required", nil)
	}
	if x.Rooms < 1 || x.Rooms > roomsMost {
		p.Add("rooms", "form.range", fault.Args{"min": 1, "max": roomsMost})
	}
	if x.Area < areaLeast || x.Area > areaMost {
		p.Add("area", "form.range", fault.Args{"min": areaLeast / 100, "max": areaMost / 100})
	}
	if x.FreeFrom.IsZero() {
		p.Add("free_from_day", "form.required", nil)
	}
	if len(x.Tenures) == 0 {
		p.Add("tenures", "form.required", nil)
	}
	if x.Price != 0 && x.Price < priceLeast {
		p.Add("price", "dwelling.price_too_low", fault.Args{"min": priceLeast / 100})
	}
	if x.Rent != 0 && x.Rent < rentLeast {
		p.Add("rent", "dwelling.rent_too_low", fault.Args{"min": rentLeast / 100})
	}
	for _, t := range x.Tenures {
		switch {
		case !slices.Contains(StockTenures, t):
			p.Add("tenures", "form.not_a_choice", nil)
		case (t == "centre_place") != (x.Kind == "centre_place"):
			p.Add("tenures", "dwelling.centre_place_alone", nil)
		case bought(t) && x.Price == 0:
			p.Add("price", "dwelling.price_missing", nil)
		case t == "rent_subsidy" && x.Rent == 0:
			p.Add("rent", "dwelling.rent_missing", nil)
		default:
			continue
		}
		return // one word about the tenures is enough
	}
}
