package intake

import (
	"strconv"

	"nurlykosh/internal/identity"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/fault"
)

// joinForm is a new member as typed.
type joinForm struct {
	Person personForm `form:"person"`
	Reason string     `form:"reason" validate:"max=60"`
	Text   string     `form:"text" validate:"max=2000"`
	Day    string     `form:"joined_day" validate:"max=4"`
	Month  string     `form:"joined_month" validate:"max=4"`
	Year   string     `form:"joined_year" validate:"max=6"`
	alikeForm
}

func (f joinForm) read() (Joining, error) {
	p := &fault.Problems{}
	j := Joining{Newcomer: f.Person.read(p, "person."), Reason: f.Reason, Text: f.Text, Alike: f.alikeForm.read()}
	j.On = readDay(p, "joined_day", f.Day, f.Month, f.Year)
	return j, p.Err()
}

// readDay reads the three inputs of a date; what cannot be read is a problem at its field.
func readDay(p *fault.Problems, field, day, month, year string) civil.Date {
	d, err := civil.FromParts(day, month, year)
	p.AddFault(field, err)
	return d
}

// dayParts are the three inputs of a date; empty when it is not known.
func dayParts(d civil.Date) (day, month, year string) {
	if d.IsZero() {
		return "", "", ""
	}
	return strconv.Itoa(d.Day()), strconv.Itoa(d.Month()), strconv.Itoa(d.Year())
}

// correctForm is a correction as typed.
type correctForm struct {
	Relation  string `form:"relation" validate:"max=20"`
	Sex       string `form:"sex" validate:"max=6"`
	Day       string `form:"birth_day" validate:"max=4"`
	Month     string `form:"birth_month" validate:"max=4"`
	Year      string `form:"birth_year" validate:"max=6"`
	Country   string `form:"citizenship" validate:"max=3"`
	IIN       string `form:"iin" validate:"max=20"`
	IINState  string `form:"iin_state" validate:"omitempty,oneof=none requested known"`
	Override  string `form:"iin_override" validate:"omitempty,oneof=yes no"`
	Where     string `form:"where" validate:"oneof=here abroad"`
	StayDay   string `form:"stay_day" validate:"max=4"`
	StayMonth string `form:"stay_month" validate:"max=4"`
	StayYear  string `form:"stay_year" validate:"max=6"`
	StayBasis string `form:"stay_basis" validate:"max=30"`
}

func (f correctForm) read() (Correction, error) {
	p := &fault.Problems{}
	x := Correction{
		Relation: f.Relation, Sex: f.Sex, Country: f.Country, IIN: civil.Digits(f.IIN), Requested: f.IINState == "requested",
		Override: f.Override == "yes", Abroad: f.Where == "abroad", StayBasis: f.StayBasis,
	}
	var err error
	x.Birth, x.BirthYear, err = civil.BirthFromParts(f.Day, f.Month, f.Year)
	p.AddFault("birth_day", err)
	x.StayUntil = readDay(p, "stay_day", f.StayDay, f.StayMonth, f.StayYear)
	return x, p.Err()
}

// nameForm is an attested name as typed.
type nameForm struct {
	Name         string `form:"name"`
	Script       string `form:"script" validate:"max=10"`
	Paper        string `form:"paper" validate:"max=60"`
	Number       string `form:"number" validate:"max=60"`
	IssuedDay    string `form:"issued_day" validate:"max=4"`
	IssuedMonth  string `form:"issued_month" validate:"max=4"`
	IssuedYear   string `form:"issued_year" validate:"max=6"`
	ExpiresDay   string `form:"expires_day" validate:"max=4"`
	ExpiresMonth string `form:"expires_month" validate:"max=4"`
	ExpiresYear  string `form:"expires_year" validate:"max=6"`
	ReadBy       string `form:"read_by" validate:"max=200"`
	Chosen       string `form:"chosen" validate:"omitempty,oneof=yes no"`
}

func (f nameForm) read() (identity.Attested, error) {
	p := &fault.Problems{}
	a := identity.Attested{Written: f.Name, Script: f.Script, PaperKind: f.Paper, Number: f.Number, ReadBy: f.ReadBy}
	a.Issued = readDay(p, "issued_day", f.IssuedDay, f.IssuedMonth, f.IssuedYear)
	a.Expires = readDay(p, "expires_day", f.ExpiresDay, f.ExpiresMonth, f.ExpiresYear)
	return a, p.Err()
}

// representForm is a representative as typed.
type representForm struct {
	Kind       string `form:"kind" validate:"max=10"`
	By         string `form:"by" validate:"max=20"`
	Name       string `form:"name" validate:"max=200"`
	Paper      string `form:"paper" validate:"max=60"`
	FromDay    string `form:"from_day" validate:"max=4"`
	FromMonth  string `form:"from_month" validate:"max=4"`
	FromYear   string `form:"from_year" validate:"max=6"`
	UntilDay   string `form:"until_day" validate:"max=4"`
	UntilMonth string `form:"until_month" validate:"max=4"`
	UntilYear  string `form:"until_year" validate:"max=6"`
}

func (f representForm) read() (Representing, error) {
	p := &fault.Problems{}
	x := Representing{Kind: f.Kind, Name: f.Name, Paper: f.Paper}
	if f.By != "" {
		if x.By = memberID(f.By); x.By == 0 {
			p.Add("by", "form.not_a_choice", nil)
		}
	}
	x.From = readDay(p, "from_day", f.FromDay, f.FromMonth, f.FromYear)
	x.Until = readDay(p, "until_day", f.UntilDay, f.UntilMonth, f.UntilYear)
	return x, p.Err()
}

// endRightForm is the end of a representative's right as typed.
type endRightForm struct {
	Reason string `form:"reason" validate:"max=20"`
	Day    string `form:"ended_day" validate:"max=4"`
	Month  string `form:"ended_month" validate:"max=4"`
	Year   string `form:"ended_year" validate:"max=6"`
	Text   string `form:"text" validate:"max=2000"`
}

func (f endRightForm) read() (EndingRight, error) {
	p := &fault.Problems{}
	x := EndingRight{Reason: f.Reason, Text: f.Text, On: readDay(p, "ended_day", f.Day, f.Month, f.Year)}
	return x, p.Err()
}

func memberID(s string) int64 {
	id, err := strconv.ParseInt(s, 10, 64)
	if err != nil || id < 0 {
		return 0
	}
	return id
}

// wishForm is circumstances and wishes as typed.
type wishForm struct {
	AsksQuota   string `form:"asks_quota" validate:"omitempty,oneof=yes no"`
	Citizenship string `form:"citizenship" validate:"omitempty,oneof=yes no"`
	Language    string `form:"language" validate:"omitempty,oneof=yes no"`
	Divorced36  string `form:"divorced_36" validate:"omitempty,oneof=yes no"`
	ProofPaper  string `form:"proof_paper" validate:"omitempty,oneof=yes no"`
	BedTonight  string `form:"bed_tonight" validate:"omitempty,oneof=yes no"`
	Relatives   string `form:"relatives" validate:"omitempty,oneof=yes no"`

	Circumstances string `form:"circumstances" validate:"max=4000"`
	Wishes        string `form:"wishes" validate:"max=4000"`
}

func (f wishForm) read() Wishes {
	return Wishes{
		AsksQuota: tri(f.AsksQuota), Citizenship: tri(f.Citizenship), Language: tri(f.Language), Divorced36: tri(f.Divorced36),
		ProofPaper: tri(f.ProofPaper), BedTonight: tri(f.BedTonight), Relatives: tri(f.Relatives), Circumstances: f.Circumstances, Wishes: f.Wishes,
	}
}

// value is what was typed for one of the questions.
func (f wishForm) value(field string) string {
	return map[string]string{
		"asks_quota": f.AsksQuota, "citizenship": f.Citizenship, "language": f.Language, "divorced_36": f.Divorced36,
		"proof_paper": f.ProofPaper, "bed_tonight": f.BedTonight, "relatives": f.Relatives,
	}[field]
}

// consentForm is a consent as typed.
type consentForm struct {
	Member   string   `form:"member" validate:"max=20"`
	Purposes []string `form:"purposes"`
	Aloud    string   `form:"aloud" validate:"omitempty,oneof=yes no"`
	Language string   `form:"language" validate:"max=10"`
	Day      string   `form:"on_day" validate:"max=4"`
	Month    string   `form:"on_month" validate:"max=4"`
	Year     string   `form:"on_year" validate:"max=6"`
}

func (f consentForm) read() (Consenting, error) {
	p := &fault.Problems{}
	x := Consenting{MemberID: memberID(f.Member), Purposes: f.Purposes, Aloud: f.Aloud == "yes", Language: f.Language}
	x.On = readDay(p, "on_day", f.Day, f.Month, f.Year)
	return x, p.Err()
}
