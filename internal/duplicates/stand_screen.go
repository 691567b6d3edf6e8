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
	slices.SortFunc(out.Sides, func(a, b stoodSide) int { return strings.Compare(a.Number, b.Number) })
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

// stoodApart tells member by member what is otherwise between two ways in which the records of a merge stand.
func (s *screen) stoodApart(t i18n.Reader, before, after string) (out []string) {
	var was, is stood
	if json.Unmarshal([]byte(before), &was) != nil || json.Unmarshal([]byte(after), &is) != nil {
		return nil
	}
	told := func(x stood) (names []string, words map[string]string) {
		words = map[string]string{}
		for _, side := range x.Sides {
			for _, m := range side.Who {
				name := side.Number + ", " + m.Name
				names = append(names, name)
				words[name] = strings.Join(slices.DeleteFunc([]string{bornShort(t, casefile.Member{Birth: m.Birth, BirthYear: m.Year}), s.country(t, m.Country)}, func(x string) bool { return x == "" }), ", ")
			}
		}
		return names, words
	}
	first, then := told(was)
	last, now := told(is)
	for _, name := range slices.Compact(append(first, last...)) {
		a, was := then[name]
		b, is := now[name]
		line := name + ": " + a + " → " + b
		switch {
		case was && is && a == b, slices.Contains(out, line):
			continue
		case !was:
			line = name + ": – → " + b
		case !is:
			line = name + ": " + a + " → –"
		}
		if !slices.Contains(out, line) {
			out = append(out, line)
		}
	}
	return out
}
