package intake

import (
	"slices"
	"strconv"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/i18n"
	"nurlykosh/internal/platform/view"
)

// preview sets the household of today beside the one that it will be: persons, rooms, persons in the quota. With a household
// that is founded each line says what that one will have.
func preview(t i18n.Reader, v *casefile.View, after, founded casefile.Household) []view.Fact {
	now := v.Members.On(v.Today)
	quota, count := view.Fact{Name: t.T("leave.quota"), Value: t.T("quota.not_asked")}, included
	if v.Facts.Included != casefile.Yes {
		count = func(h casefile.Household) int { return len(h.Here()) }
	}
	if asked := v.Facts.AsksQuota == casefile.Yes && v.Facts.Included == casefile.NotKnown; asked || v.Facts.Included == casefile.Yes {
		quota.Value = arrow(count(now), count(after))
	}
	out := []view.Fact{
		{Name: t.T("leave.persons"), Value: arrow(len(now), len(after))},
		{Name: t.T("leave.rooms"), Value: arrow(rooms(now, v.Today), rooms(after, v.Today))},
		quota,
	}
	if len(founded) == 0 {
		return out
	}
	for i, n := range []int{len(founded), rooms(founded, v.Today), count(founded)} {
		if i < 2 || quota.Value != t.T("quota.not_asked") {
			out[i].Note = t.T("part.in_new", "n", n)
		}
	}
	return out
}

func arrow(before, after int) string {
	if before == after {
		return strconv.Itoa(before)
	}
	return strconv.Itoa(before) + " → " + strconv.Itoa(after)
}

// rooms are those of a household as it is given, whoever belongs to it on the day.
func rooms(h casefile.Household, today civil.Date) int {
	h = slices.Clone(h)
	for i := range h {
		h[i].Joined, h[i].Left = today, civil.Date{}
	}
	return h.RoomsNeeded(today)
}

func included(h casefile.Household) int {
	n := 0
	for _, m := range h {
		if m.Quota == "included" {
			n++
		}
	}
	return n
}
