package identity_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"nurlykosh/internal/identity"
	"nurlykosh/internal/identity/names"
	"nurlykosh/internal/platform/civil"
)

type known struct {
	names, documents []string
	born             civil.Date
	year             int
	sex, country     string
	iin              string
}

func (k known) described() identity.Described {
	d := identity.Described{Person: identity.Person{Sex: k.sex, Birth: k.born, BirthYear: k.year, Country: k.country, IIN: k.iin}}
	for i, n := range k.names {
		a := identity.Attested{Written: n}
		if i < len(k.documents) {
			a.Number = k.documents[i]
		}
		d.Names = append(d.Names, a)
	}
	return d
}

func TestOnePersonOrTwo(t *testing.T) {
	day, other := civil.Must(1985, 3, 12), civil.Must(1991, 7, 4)
	full := known{names: []string{"Нұрлан Әбілмәжінұлы"}, born: day, sex: "male", country: "CN"}
	for name, x := range map[string]struct {
		a, b known
		want names.Verdict
		why  []string
	}{
		"full name in pinyin and birth date":   {full, known{names: []string{"ABILIMAJIN NUERLAN"}, born: day}, names.Same, []string{"name_same", "birth_date_equal"}},
		"full name alone":                      {known{names: full.names}, known{names: full.names}, names.Maybe, []string{"name_same"}},
		"full name, sex and country":           {full, known{names: full.names, sex: "male", country: "CN"}, names.Maybe, []string{"name_same", "sex_equal", "country_equal"}},
		"given name alone":                     {known{names: []string{"Нұрлан"}}, known{names: full.names}, names.Maybe, []string{"name_maybe"}},
		"given name and birth date":            {known{names: []string{"Нұрлан"}, born: day}, known{names: []string{"Nurlan"}, born: day}, names.Maybe, []string{"name_same", "birth_date_equal"}},
		"given name and year":                  {known{names: []string{"Нұрлан"}, year: 1985}, full, names.Maybe, []string{"birth_year_equal"}},
		"full name, another birth":             {full, known{names: full.names, born: other}, names.Different, []string{"birth_differs"}},
		"full name and date, another sex":      {full, known{names: full.names, born: day, sex: "female"}, names.Maybe, []string{"sex_differs"}},
		"another name and date":                {full, known{names: []string{"Болат Серікұлы"}, born: day}, names.Different, []string{"name_differs", "birth_date_equal"}},
		"day and month swapped":                {full, known{names: full.names, born: civil.Must(1985, 12, 3), sex: "male", country: "CN"}, names.Same, []string{"birth_day_month_swapped"}},
		"the first of January is a year":       {full, known{names: full.names, born: civil.Must(1985, 1, 1)}, names.Maybe, []string{"birth_year_equal"}},
		"a year beside":                        {full, known{names: full.names, born: civil.Must(1986, 7, 20), sex: "male"}, names.Maybe, []string{"birth_year_near"}},
		"one slip in the date":                 {full, known{names: full.names, born: civil.Must(1985, 3, 13), sex: "male"}, names.Maybe, []string{"birth_date_near"}},
		"one document, written otherwise":      {known{names: []string{"Нұрлан"}, documents: []string{"G 123-456"}}, known{names: []string{"Nuerlan"}, documents: []string{"g123456"}}, names.Same, []string{"document_equal"}},
		"one document, another name":           {known{names: []string{"Нұрлан"}, documents: []string{"G123456"}}, known{names: []string{"Болат"}, documents: []string{"G123456"}}, names.Different, []string{"document_equal"}},
		"one IIN":                              {known{names: []string{"Нұрлан"}, iin: "850312399913"}, known{names: []string{"Nuerlan"}, iin: "850312399913"}, names.Same, []string{"iin_equal", "birth_date_equal"}},
		"one IIN, another name":                {known{names: []string{"Нұрлан"}, iin: "850312399913"}, known{names: []string{"Болат"}, iin: "850312399913"}, names.Maybe, []string{"iin_equal", "name_differs"}},
		"two IINs":                             {known{names: full.names, born: day, iin: "850312399913"}, known{names: full.names, born: day, iin: "850312399218"}, names.Different, []string{"iin_differs"}},
		"the IIN tells the birth date and sex": {known{names: full.names, iin: "850312399913"}, known{names: full.names, born: day, sex: "male"}, names.Same, []string{"birth_date_equal", "sex_equal"}},
		"the name that fits counts":            {known{names: []string{"NUERLAN ABUDUMANJIN", "Нұрлан Әбілмәжінұлы"}, born: day}, full, names.Same, []string{"name_same"}},
		"nothing known":                        {known{}, known{}, names.Different, nil},
	} {
		f := identity.Compare(x.a.described(), x.b.described())
		if f.Verdict != x.want {
			t.Errorf("%s: %+v, want %s", name, f, x.want)
		}
		for _, code := range x.why {
			if !slices.ContainsFunc(f.Why, func(e identity.Evidence) bool { return e.Code == code }) {
				t.Errorf("%s: no %s in %+v", name, code, f.Why)
			}
		}
	}
}

// Names alone never say that two are one person, and it does not matter who is compared with whom.
func TestComparingHasNoSidesAndNamesAloneSayNothing(t *testing.T) {
	draw := rapid.Custom(func(t *rapid.T) known {
		return known{
			names:     rapid.SliceOfN(rapid.SampledFrom([]string{"Нұрлан Әбілмәжінұлы", "Нурлан", "NUERLAN", "Болат", "", "努尔兰"}), 0, 3).Draw(t, "names"),
			documents: rapid.SliceOfN(rapid.SampledFrom([]string{"", "G123456", "№ g 123456"}), 0, 2).Draw(t, "documents"),
			born:      rapid.SampledFrom([]civil.Date{{}, civil.Must(1985, 3, 12), civil.Must(1985, 12, 3), civil.Must(1985, 1, 1)}).Draw(t, "born"),
			year:      rapid.SampledFrom([]int{0, 1985, 1991}).Draw(t, "year"),
			sex:       rapid.SampledFrom([]string{"", "male", "female"}).Draw(t, "sex"),
			country:   rapid.SampledFrom([]string{"", "CN", "MN"}).Draw(t, "country"),
			iin:       rapid.SampledFrom([]string{"", "850312399913", "850312399218", "x"}).Draw(t, "iin"),
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		a, b := draw.Draw(t, "a"), draw.Draw(t, "b")
		f, g := identity.Compare(a.described(), b.described()), identity.Compare(b.described(), a.described())
		if f.Score != g.Score || f.Verdict != g.Verdict {
			t.Fatalf("%+v, %+v", f, g)
		}
		a.born, a.year, a.iin, a.documents = civil.Date{}, 0, "", nil
		if f := identity.Compare(a.described(), b.described()); f.Verdict == names.Same {
			t.Fatalf("by name, sex and country alone: %+v", f)
		}
	})
}
