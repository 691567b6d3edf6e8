package intake

import (
	"strconv"
	"strings"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/identity"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/fault"
)

// registerForm is quick registration as typed.
type registerForm struct {
	Track         string       `form:"track" validate:"max=20"`
	Channel       string       `form:"channel" validate:"max=20"`
	External      string       `form:"external" validate:"max=60"`
	ReceivedDay   string       `form:"received_day" validate:"max=4"`
	ReceivedMonth string       `form:"received_month" validate:"max=4"`
	ReceivedYear  string       `form:"received_year" validate:"max=6"`
	ArrivedDay    string       `form:"arrived_day" validate:"max=4"`
	ArrivedMonth  string       `form:"arrived_month" validate:"max=4"`
	ArrivedYear   string       `form:"arrived_year" validate:"max=6"`
	OriginCountry string       `form:"origin_country" validate:"max=3"`
	OriginRegion  string       `form:"origin_region" validate:"max=2"`
	OriginPlace   string       `form:"origin_place" validate:"max=200"`
	Head          personForm   `form:"head"`
	Persons       []personForm `form:"persons"`
	Phone         string       `form:"phone" validate:"max=40"`
	PhoneRelation string       `form:"phone_relation" validate:"omitempty,oneof=own relative neighbour other"`
	PhoneWhose    string       `form:"phone_whose" validate:"max=200"`
	Bed           string       `form:"bed_tonight" validate:"omitempty,oneof=yes no"`
	Urgent        []string     `form:"urgent"`
	Danger        string       `form:"danger" validate:"omitempty,oneof=yes no"`
	Rows          string       `form:"rows" validate:"max=2"`
	alikeForm
}

// alikeForm is what is said of the people found alike.
type alikeForm struct {
	Known  string `form:"known" validate:"max=2000"`
	Others string `form:"others" validate:"omitempty,oneof=other open"`
	Why    string `form:"others_why" validate:"max=2000"`
}

func (f alikeForm) read() Answer {
	a := Answer{Other: f.Others == "other", Open: f.Others == "open", Why: f.Why}
	for id := range strings.SplitSeq(f.Known, ",") {
		if n, err := strconv.ParseInt(id, 10, 64); err == nil {
			a.Known = append(a.Known, n)
		}
	}
	return a
}

type personForm struct {
	Name     string `form:"name"`
	Script   string `form:"script" validate:"max=10"`
	Paper    string `form:"paper" validate:"max=60"`
	Number   string `form:"number" validate:"max=60"`
	ReadBy   string `form:"read_by" validate:"max=200"`
	Relation string `form:"relation" validate:"max=20"`
	Sex      string `form:"sex" validate:"max=6"`
	Day      string `form:"birth_day" validate:"max=4"`
	Month    string `form:"birth_month" validate:"max=4"`
	Year     string `form:"birth_year" validate:"max=6"`
	IIN      string `form:"iin" validate:"max=20"`
	Override string `form:"iin_override" validate:"omitempty,oneof=yes no"`
	Abroad   string `form:"abroad" validate:"omitempty,oneof=yes no"`
	Link     string `form:"link" validate:"max=20"`
}

func (p personForm) empty() bool {
	return p.Name == "" && p.Paper == "" && p.Number == "" && p.Day == "" && p.Month == "" && p.Year == "" && p.IIN == "" && p.Relation == ""
}

// firstForm is the form of a family that has just come to the counter: everything that is usual is filled in.
func firstForm(today civil.Date) registerForm {
	d, m, y := strconv.Itoa(today.Day()), strconv.Itoa(today.Month()), strconv.Itoa(today.Year())
	return registerForm{
		Channel: "arrival", ReceivedDay: d, ReceivedMonth: m, ReceivedYear: y, ArrivedDay: d, ArrivedMonth: m, ArrivedYear: y, PhoneRelation: "own",
	}
}

// read turns what was typed into a registration; what cannot be read is a problem at its field.
func (f registerForm) read() (Registration, *fault.Problems) {
	p := &fault.Problems{}
	r := Registration{
		Track: casefile.Track(f.Track), Channel: f.Channel, External: f.External, OriginCountry: f.OriginCountry, OriginRegion: f.OriginRegion,
		OriginPlace: f.OriginPlace, Phone: f.Phone, PhoneRelation: f.PhoneRelation, PhoneWhose: f.PhoneWhose, BedTonight: tri(f.Bed), Urgent: f.Urgent,
		Danger: f.Danger == "yes", Alike: f.alikeForm.read(),
	}
	var err error
	r.Received, err = civil.FromParts(f.ReceivedDay, f.ReceivedMonth, f.ReceivedYear)
	p.AddFault("received_day", err)
	r.Arrived, err = civil.FromParts(f.ArrivedDay, f.ArrivedMonth, f.ArrivedYear)
	p.AddFault("arrived_day", err)
	r.Head = f.Head.read(p, "head.")
	for i, x := range f.Persons {
		if !x.empty() {
			r.Others = append(r.Others, x.read(p, others(i)))
			r.rows = append(r.rows, i)
		}
	}
	return r, p
}

func (f personForm) read(p *fault.Problems, at string) Newcomer {
	n := Newcomer{
		Name:     identity.Attested{Written: f.Name, Script: f.Script, PaperKind: f.Paper, Number: f.Number, ReadBy: f.ReadBy},
		Relation: f.Relation, Sex: f.Sex, IIN: civil.Digits(f.IIN), Abroad: f.Abroad == "yes",
	}
	n.Link, _ = strconv.ParseInt(f.Link, 10, 64)
	if f.Override == "yes" {
		n.Override = "document_says_so"
	}
	var err error
	n.Birth, n.BirthYear, err = civil.BirthFromParts(f.Day, f.Month, f.Year)
	p.AddFault(at+"birth_day", err)
	return n
}

func tri(s string) casefile.Tri {
	if s == "yes" || s == "no" {
		return casefile.Tri(s)
	}
	return casefile.NotKnown
}
