package intake

import (
	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/fault"
)

// leaveForm is a leaving as typed.
type leaveForm struct {
	Reason  string `form:"reason" validate:"max=60"`
	Day     string `form:"left_day" validate:"max=4"`
	Month   string `form:"left_month" validate:"max=4"`
	Year    string `form:"left_year" validate:"max=6"`
	Apart   string `form:"apart" validate:"omitempty,oneof=yes no"`
	Contact string `form:"contact" validate:"max=20"`
	Text    string `form:"text" validate:"max=2000"`
}

func (f leaveForm) read() (Leaving, error) {
	p := &fault.Problems{}
	x := Leaving{Reason: f.Reason, Text: f.Text, Apart: casefile.Tri(f.Apart), Contact: memberID(f.Contact)}
	x.On = readDay(p, "left_day", f.Day, f.Month, f.Year)
	return x, p.Err()
}

// headForm is a naming as typed: the members in the order of the page.
type headForm struct {
	Head    string         `form:"head" validate:"max=20"`
	Members []relationForm `form:"members" validate:"max=60,dive"`
	Text    string         `form:"text" validate:"max=2000"`
}

type relationForm struct {
	Member   string `form:"member" validate:"max=20"`
	Relation string `form:"relation" validate:"max=20"`
}

func (f headForm) read() Naming {
	x := Naming{Head: memberID(f.Head), Relations: map[int64]string{}, Text: f.Text}
	for _, m := range f.Members {
		x.Relations[memberID(m.Member)] = m.Relation
	}
	return x
}

// backForm is the taking back of a leaving as typed.
type backForm struct {
	Relation string `form:"relation" validate:"max=20"`
	Text     string `form:"text" validate:"max=2000"`
}
