package casefile

import (
	"context"

	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
)

// Texts are one name in the three languages of the tables; screens pick the reader's.
type Texts struct {
	KK string `db:"name_kk"`
	RU string `db:"name_ru"`
	EN string `db:"name_en"`
}

// Reason is a coded reason.
type Reason struct {
	Group     string `db:"grp"`
	Code      string `db:"code"`
	KK        string `db:"text_kk"`
	RU        string `db:"text_ru"`
	EN        string `db:"text_en"`
	NeedsText bool   `db:"needs_text"`
	Verified  bool   `db:"verified"`
}

// Region is a region or city of republican rank in some years.
type Region struct {
	Code string `db:"code"`
	Texts
	Kind string     `db:"kind"`
	From civil.Date `db:"valid_from"`
	To   civil.Date `db:"valid_to"`
}

// Country is a country of origin.
type Country struct {
	Code string `db:"alpha3"`
	Texts
}

// Language is one that people speak or read.
type Language struct {
	Code string `db:"code"`
	Texts
	Own string `db:"autonym"`
}

// Settlement is a village or quarter of the programme.
type Settlement struct {
	ID     int64  `db:"id"`
	Key    string `db:"key"`
	Region string `db:"region"`
	Texts
	DistrictKK string `db:"district_kk"`
	DistrictRU string `db:"district_ru"`
	DistrictEN string `db:"district_en"`
}

// PaperKind is a kind of paper and who needs it.
type PaperKind struct {
	Kind         string `db:"kind"`
	KK           string `db:"title_kk"`
	RU           string `db:"title_ru"`
	EN           string `db:"title_en"`
	Tracks       string `db:"tracks"`
	Origins      string `db:"origins"`
	Condition    string `db:"condition"`
	BelongsTo    string `db:"belongs_to"`
	Many         bool   `db:"may_cover_many"`
	Translation  string `db:"translation"`
	Expires      bool   `db:"expires"`
	Alternatives string `db:"alternatives"`
	Verified     bool   `db:"verified"`
}

// Book is the programme's tables that every room reads: loaded once at the start.
type Book struct {
	Hooks
	Calendar    *Calendar
	Reasons     []Reason
	Regions     []Region
	Countries   []Country
	Languages   []Language
	Settlements []Settlement
	Papers      []PaperKind

	reason map[[2]string]Reason
	paper  map[string]PaperKind
	titles map[string]Texts
}

type holidayRow struct {
	Day  civil.Date `db:"day"`
	Kind string     `db:"kind"`
	Texts
	Verified bool `db:"verified"`
}

// LoadBook reads the tables.
func LoadBook(ctx context.Context, d *db.DB) (*Book, error) {
	b := &Book{reason: map[[2]string]Reason{}, paper: map[string]PaperKind{}, titles: map[string]Texts{}}
	var days []holidayRow
	var titles []struct {
		Key string `db:"task_key"`
		Texts
	}
	err := d.Read(ctx, access.Programme, func(r *db.Rd) error {
		for query, dst := range map[string]any{
			"holidays_all": &days, "reasons_all": &b.Reasons, "regions_all": &b.Regions, "countries_all": &b.Countries,
			"task_titles": &titles, "languages_all": &b.Languages, "settlements_all": &b.Settlements, "paper_kinds_all": &b.Papers,
		} {
			if err := r.Select(dst, query, nil); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, r := range b.Reasons {
		b.reason[[2]string{r.Group, r.Code}] = r
	}
	for _, p := range b.Papers {
		b.paper[p.Kind] = p
	}
	for _, x := range titles {
		b.titles[x.Key] = x.Texts
	}
	b.Calendar, err = calendarOf(days)
	return b, err
}

// Reason finds a coded reason; false if the group has no such code.
func (b *Book) Reason(group, code string) (Reason, bool) {
	r, ok := b.reason[[2]string{group, code}]
	return r, ok
}

// ReasonsOf lists a group in its order.
func (b *Book) ReasonsOf(group string) []Reason {
	var out []Reason
	for _, r := range b.Reasons {
		if r.Group == group {
			out = append(out, r)
		}
	}
	return out
}

// Paper finds a kind of paper.
func (b *Book) Paper(kind string) (PaperKind, bool) {
	p, ok := b.paper[kind]
	return p, ok
}

// Region finds a region by its two-digit code.
func (b *Book) Region(code string) (Region, bool) {
	for _, r := range b.Regions {
		if r.Code == code {
			return r, true
		}
	}
	return Region{}, false
}

// Country finds a country by its three letters.
func (b *Book) Country(code string) (Country, bool) {
	for _, c := range b.Countries {
		if c.Code == code {
			return c, true
		}
	}
	return Country{}, false
}

// TaskTitle is the newest title of a kind of task.
func (b *Book) TaskTitle(key string) (Texts, bool) {
	t, ok := b.titles[key]
	return t, ok
}
