package housing

import (
	"slices"
	"strings"
	"unicode"

	"nurlykosh/internal/identity"
)

// When so many live at one address outside the stock, a supervisor looks into it. The programme's own guess, no law: three
// families in the house of a relative are common (domain.md tells of a thousand people registered in one flat).
const (
	crowdedHouseholds = 4
	crowdedMembers    = 15
)

// addressKey is an address without its spelling: the names and numbers in it, in one order, without the words for street,
// house and flat. It is region by region, for many families write the street alone. Empty when it holds no number.
func addressKey(region, address string) string {
	var parts []string
	numbered := false
	for _, w := range strings.FieldsFunc(apartDigits(strings.ToLower(address)), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if addressWords[w] {
			continue
		}
		numbered = numbered || unicode.IsDigit([]rune(w)[0])
		parts = append(parts, placeName(w))
	}
	if !numbered || len(parts) < 2 {
		return ""
	}
	slices.Sort(parts)
	return region + " " + strings.Join(parts, " ")
}

// placeName is the name of a street or a place in either language: улица Абая is Абай көшесі, Сәтбаев is Сатбаева without its
// ending. A single letter, and what follows a number, stay.
func placeName(w string) string {
	if unicode.IsDigit([]rune(w)[0]) {
		return w
	}
	w = identity.Fold(w)
	if s := strings.TrimRight(w, "аяыиуюеоэйьъ"); len([]rune(s)) >= 2 {
		return s
	}
	return w
}

// apartDigits sets a blank between a word and a number: "кв5" is "кв 5". A letter after a number stays: "12а" is a house.
func apartDigits(s string) string {
	var b strings.Builder
	var last rune
	for _, r := range s {
		if unicode.IsDigit(r) && unicode.IsLetter(last) {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
		last = r
	}
	return b.String()
}

// addressWords say what a part of an address is, in full and short, in the languages that addresses are written in.
var addressWords = func() map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(`город г гор қаласы қала қ село с ауылы ауыл посёлок поселок п пос кенті кент район р н ауданы аудан область обл облысы облыс
		улица ул көшесі көше к переулок пер тұйығы проспект пр пр-т даңғылы даңғыл микрорайон мкр мкрн ықшамауданы ықшам аудан квартал кв-л орамы
		дом д үй үйі строение корпус корп квартира кв пәтер п-р комната ком бөлме этаж қабат
		street st str avenue ave lane house flat apartment apt room village city district region`) {
		for p := range strings.SplitSeq(w, "-") {
			m[p] = true
		}
	}
	return m
}()
