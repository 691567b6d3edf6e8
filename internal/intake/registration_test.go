package intake_test

import (
	"testing"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/identity"
	"nurlykosh/internal/intake"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/fault"
)

// newcomer is a person with a name on a paper.
func newcomer(written, script, paper, number string, born int) intake.Newcomer {
	return intake.Newcomer{
		Name: identity.Attested{Written: written, Script: script, PaperKind: paper, Number: number}, Relation: "spouse", Sex: "female", BirthYear: born,
	}
}

func must[T any](x T, err error) T {
	if err != nil {
		panic(err)
	}
	return x
}

func TestQuickRegistrationSaysWhatIsWrongWithNamesAndPapers(t *testing.T) {
	today := must(civil.Parse("2026-11-25"))
	for name, c := range map[string]struct {
		head, other intake.Newcomer
		field, key  string // of the one problem; none when empty
	}{
		"two passports":                     {newcomer("BAHETI", "pinyin", "foreign_passport", "E 00000001", 1984), newcomer("گۇلنار", "kk-Arab", "foreign_passport", "E00000002", 1987), "", ""},
		"one passport for two adults":       {newcomer("BAHETI", "pinyin", "foreign_passport", "E 00000001", 1984), newcomer("KULAXI", "pinyin", "foreign_passport", "Е00000001", 1987), "persons[0].number", "document.twice_in_form"},
		"one person twice":                  {newcomer("Baheti", "Latn", "", "", 1984), newcomer("BAHETI", "Latn", "", "", 1984), "persons[0].name", "registration.person_twice"},
		"father and son of one name":        {newcomer("BAHETI", "Latn", "", "", 1984), newcomer("BAHETI", "Latn", "", "", 2010), "", ""},
		"a child in the passport":           {newcomer("BAHETI", "pinyin", "foreign_passport", "E1", 1984), newcomer("AYNUR", "pinyin", "foreign_passport", "E1", 2016), "", ""},
		"one booklet of the household":      {newcomer("BAHETI", "pinyin", "household_register_cn", "77", 1984), newcomer("KULAXI", "pinyin", "household_register_cn", "77", 1987), "", ""},
		"one number on papers of two kinds": {newcomer("BAHETI", "pinyin", "foreign_passport", "77", 1984), newcomer("KULAXI", "pinyin", "identity_card_cn", "77", 1987), "", ""},
		"Latin letters marked Arabic":       {newcomer("BAHETI", "kk-Arab", "foreign_passport", "1", 1984), newcomer("گۇلنار", "kk-Arab", "", "", 1987), "head.script", "name.script_differs"},
		"a Latin i in a Kazakh name":        {newcomer("Дiна", "kk-Cyrl", "", "", 1984), newcomer("گۇلنار", "kk-Arab", "", "", 1987), "head.script", "name.script_differs"},
		"the apostrophes of Uzbek":          {newcomer("Po‘lat Oʻtkir o'g'li", "uz", "", "", 1984), newcomer("Ўткир", "uz", "", "", 1987), "", ""},
		"hanzi with the dot of two parts":   {newcomer("努尔兰·阿布力", "Hans", "", "", 1984), newcomer("Нұр-лан", "kk-Cyrl", "", "", 1987), "", ""},
		"any letters of a script not named": {newcomer("Ўзбек Ali", "other", "", "", 1984), newcomer("گۇل\u200cنار", "fa", "", "", 1987), "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			r := intake.Registration{
				Track: casefile.EthnicReturn, Channel: "arrival", Received: today, OriginCountry: "CHN", Head: c.head, Others: []intake.Newcomer{c.other}, BedTonight: casefile.Yes,
			}
			err := r.Check(today)
			switch fields := fault.Of(err); {
			case c.field == "" && err != nil:
				t.Errorf("refused: %v", fields.Fields)
			case c.field != "" && (err == nil || len(fields.Fields) != 1 || fields.Fields[0].Name != c.field || fields.Fields[0].Key != c.key):
				t.Errorf("want %s at %s, got %+v", c.key, c.field, err)
			}
		})
	}
}
