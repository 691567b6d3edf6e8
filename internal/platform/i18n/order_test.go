package i18n_test

import (
	"slices"
	"testing"

	"nurlykosh/internal/platform/i18n"
)

// The letters of each language stand where its alphabet has them, not where their code points lie.
func TestListsStandInTheAlphabetOfTheReader(t *testing.T) {
	c, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	for lang, want := range map[i18n.Lang][]string{
		i18n.KK: {"Ауғанстан", "Әзербайжан", "Қазақстан", "Қытай", "Өзбекстан", "Ресей"},
		i18n.RU: {"Афганистан", "Ёлкино", "Китай", "Россия"},
		i18n.EN: {"Åland", "China", "Oman"},
	} {
		mixed := slices.Clone(want)
		slices.Reverse(mixed)
		got := i18n.InOrder(c.Reader(lang), mixed, func(s string) string { return s })
		if !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", lang, got, want)
		}
	}
}
