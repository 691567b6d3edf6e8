package names_test

import (
	"os"
	"strings"
	"testing"

	"nurlykosh/internal/identity/names"
)

// Arabic script writes soft and hard vowels alike; nine of ten names come out of it right all the same.
func TestCyrillicFromArabicScript(t *testing.T) {
	hits, all := 0, 0
	var misses []string
	for _, x := range tables {
		f, err := os.Open(x.file)
		if err != nil {
			t.Fatal(err)
		}
		rows, err := names.ReadVariants(f)
		if err != nil {
			t.Fatal(err)
		}
		f.Close()
		for _, v := range rows {
			for _, form := range v.Forms {
				if form.Column != "kk_arab_tote" {
					continue
				}
				all++
				if got := names.Cyrillic(form.Written); got == v.Name {
					hits++
				} else {
					misses = append(misses, v.Name+" came out as "+got)
				}
			}
		}
	}
	if all < 100 || hits*10 < all*9 {
		t.Errorf("%d of %d: %s", hits, all, strings.Join(misses, "; "))
	}
	t.Logf("%d of %d; %s", hits, all, strings.Join(misses, "; "))
}

func TestProposals(t *testing.T) {
	for _, x := range []struct{ written, from, want string }{
		{"Айгүл Қабышқызы", "kk-Cyrl", "ايگۇل قابىش قىزى|Aıgúl Qabyshqyzy|Aigül Qabyşqyzy|AIGUL KABYSHKYZY|Айгуль Кабышкызы"},
		{"ايگۇل قابىش قىزى", "kk-Arab", "Айгүл Қабышқызы|Aıgúl Qabyshqyzy|Aigül Qabyşqyzy|AIGUL KABYSHKYZY|Айгуль Кабышкызы"},
		{"Aigül Qabyşqyzy", "Latn", "Айгүл Қабышқызы|ايگۇل قابىش قىزى|Aıgúl Qabyshqyzy|AIGUL KABYSHKYZY|Айгуль Кабышкызы"},
		{"Maýlen Ǵabıt", "Latn", "Маулен Ғабит|ماۋلەن عابيت|Maulen Ğabit|MAULEN GABIT|Маулен Габит"},
		{"AIGUL", "Latn", ""}, // a passport has lost ү and қ
		{"Gülşah Özdemir", "tr", ""},
		{"Ayiguli", "pinyin", ""},
	} {
		var got []string
		for _, p := range names.Propose(x.written, x.from) {
			got = append(got, p.Written)
		}
		if s := strings.Join(got, "|"); s != x.want {
			t.Errorf("%s: %s", x.written, s)
		}
	}
}
