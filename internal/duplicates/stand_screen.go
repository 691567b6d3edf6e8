package duplicates

import (
	"encoding/json"
	"slices"
	"strings"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/i18n"
)

// stood is what a merge rests on and does not ask: who belongs to each household, born when and of which country, and codes
// of what else is compared and not told.
type stood struct {
	Sides []stoodSide
	Codes []string
}

type stoodSide struct {
	Number string
	Who    []stoodMember
}

type stoodMember struct {
	Name, Country string
	Birth         civil.Date
	Year          int
}

func stand(x *looked) string {
	var out stood
	for i, side := range x.sides {
		one := stoodSide{Number: side.Case.Number}
		for _, m := range side.Members.On(x.today) {
			one.Who = append(one.Who, stoodMember{m.Name, m.Country, m.Birth, m.BirthYear})
			out.Codes = append(out.Codes, m.Sex, m.IINState, m.Quota, m.StatusWay, m.Relation)
		}
		if i == 0 || x.NumberA != x.NumberB {
			out.Sides = append(out.Sides, one)
		}
		out.Codes = append(out.Codes, string(side.Case.Status), string(side.Case.Stage))
	}
	raw, err := json.Marshal(out)
	if err != nil {
		panic(err) // plain values always marshal
	}
	return string(raw)
}

// standWords tells how two records stand; nothing where it is no such text.
func (s *screen) standWords(t i18n.Reader, stands string) string {
	var was stood
	if json.Unmarshal([]byte(stands), &was) != nil {
		return ""
	}
	var sides []string
	for _, side := range was.Sides {
		var who []string
		for _, m := range side.Who {
			known := []string{bornShort(t, casefile.Member{Birth: m.Birth, BirthYear: m.Year}), s.country(t, m.Country)}
			known = slices.DeleteFunc(known, func(x string) bool { return x == "" })
			who = append(who, m.Name+" ("+strings.Join(known, ", ")+")")
		}
		sides = append(sides, side.Number+": "+strings.Join(who, ", "))
	}
	return strings.Join(sides, "; ")
}
