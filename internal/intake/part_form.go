package intake

import (
	"strconv"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/fault"
)

// partForm is a parting as typed: the members and the things in the order of the page.
type partForm struct {
	Day     string      `form:"left_day" validate:"max=4"`
	Month   string      `form:"left_month" validate:"max=4"`
	Year    string      `form:"left_year" validate:"max=6"`
	Head    string      `form:"head" validate:"max=20"`
	Lines   []lineForm  `form:"lines" validate:"max=60,dive"`
	Things  []thingForm `form:"things" validate:"max=60,dive"`
	Contact string      `form:"contact" validate:"max=20"`
	Text    string      `form:"text" validate:"max=2000"`
	Seen    string      `form:"shown" validate:"max=2000"`

	// of a divorce
	Paper       string      `form:"paper" validate:"max=60"`
	Number      string      `form:"number" validate:"max=60"`
	IssuedDay   string      `form:"issued_day" validate:"max=4"`
	IssuedMonth string      `form:"issued_month" validate:"max=4"`
	IssuedYear  string      `form:"issued_year" validate:"max=6"`
	Heard       []heardForm `form:"heard" validate:"max=60,dive"`
	Codes       string      `form:"codes" validate:"omitempty,oneof=yes no"`
	Again       string      `form:"again" validate:"omitempty,oneof=yes no"`
	Why         string      `form:"why" validate:"max=2000"`
}

type lineForm struct {
	Member   string `form:"member" validate:"max=20"`
	Side     string `form:"side" validate:"omitempty,oneof=stays goes"`
	Relation string `form:"relation" validate:"max=20"`
	Place    string `form:"seat" validate:"omitempty,oneof=stays goes"`
	Paper    string `form:"paper" validate:"max=60"`
	Number   string `form:"number" validate:"max=60"`
}

type thingForm struct {
	Kind   string `form:"kind" validate:"max=20"`
	ID     string `form:"thing" validate:"max=20"`
	Side   string `form:"side" validate:"omitempty,oneof=stays goes"`
	Paper  string `form:"paper" validate:"max=60"`
	Number string `form:"number" validate:"max=60"`
}

type heardForm struct {
	Member string `form:"member" validate:"max=20"`
	Day    string `form:"on_day" validate:"max=4"`
	Month  string `form:"on_month" validate:"max=4"`
	Year   string `form:"on_year" validate:"max=6"`
	Why    string `form:"why" validate:"max=2000"`
}

// read makes a parting of what was typed; leaver is who leaves in a divorce, 0 without one.
func (f partForm) read(leaver int64) (Parting, error) {
	p := &fault.Problems{}
	x := Parting{Head: memberID(f.Head), Contact: memberID(f.Contact), Text: f.Text, Seen: f.Seen}
	x.On = readDay(p, "left_day", f.Day, f.Month, f.Year)
	for _, l := range f.Lines {
		x.Lines = append(x.Lines, Line{Member: memberID(l.Member), Side: l.Side, Relation: l.Relation, Place: l.Place, Rests: Rests{Paper: l.Paper, Number: l.Number}})
	}
	for _, t := range f.Things {
		x.Things = append(x.Things, Thing{Kind: t.Kind, ID: memberID(t.ID), Side: t.Side, Rests: Rests{Paper: t.Paper, Number: t.Number}})
	}
	if leaver != 0 {
		x.Head = leaver
		x.Divorce = &Divorce{Rests: Rests{Paper: f.Paper, Number: f.Number}, Codes: casefile.Tri(f.Codes), Again: casefile.Tri(f.Again), Why: f.Why}
		x.Divorce.Issued = readDay(p, "issued_day", f.IssuedDay, f.IssuedMonth, f.IssuedYear)
		for i, h := range f.Heard {
			x.Divorce.Heard = append(x.Divorce.Heard, Heard{Member: memberID(h.Member), On: readDay(p, heardAt(i)+"on_day", h.Day, h.Month, h.Year), Why: h.Why})
		}
	}
	return x, p.Err()
}

// begin is the form as it is first shown: everybody stays but the leaver of a divorce, who takes the own place along; the
// children's relation to a leaving head or spouse is taken for granted.
func (f *partForm) begin(v *casefile.View, held []casefile.Holding, leaver int64) {
	f.Day, f.Month, f.Year = dayParts(v.Today)
	h := v.Members.On(v.Today)
	other, _ := partner(h, leaver)
	for _, m := range h {
		l := lineForm{Member: strconv.FormatInt(m.ID, 10), Side: stays}
		switch {
		case m.ID == leaver:
			l.Side, l.Place = goes, goes
		case leaver != 0 && m.ID != other.ID:
			l.Side = ""
			if m.Relation == "child" || other.Relation == "spouse" {
				l.Relation = m.Relation
			}
		}
		f.Lines = append(f.Lines, l)
	}
	for _, k := range held {
		f.Things = append(f.Things, thingForm{Kind: k.Kind, ID: strconv.FormatInt(k.ID, 10)})
	}
	for _, m := range adultsOf(h, v.Today) {
		if leaver != 0 {
			f.Heard = append(f.Heard, heardForm{Member: strconv.FormatInt(m.ID, 10)})
		}
	}
	f.Seen = f.choice(leaver)
}

// choice is what the preview of the form rests on.
func (f partForm) choice(leaver int64) string {
	x, _ := f.read(leaver)
	return x.Choice()
}
