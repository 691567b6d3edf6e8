package names_test

import (
	"slices"
	"testing"

	"nurlykosh/internal/identity/names"
)

// Parts of names that other countries write with a word of theirs, and the Mongolian genitive after й, share a key and are
// not called different.
func TestPartsOfOtherCountriesAreFound(t *testing.T) {
	for _, x := range [][2]string{
		{"Seytyigitov Davlatyigit", "Дәулетжігіт Сейтжігітұлы"},
		{"Boydo‘stov Muroddo‘st", "Мұратдос Байдосұлы"},
		{"Devletyiğit Karamirza", "Дәулетжігіт Қарамырзаұлы"},
		{"Умирбайн Айнур", "Айнұр Өмірбайқызы"},
	} {
		if m := names.Compare(x[0], x[1]); m.Verdict == names.Different {
			t.Errorf("%s, %s: %.3f %v", x[0], x[1], m.Score, m.Reasons)
		}
		have := names.SoundKeys(x[1])
		for _, part := range names.PartKeys(x[0]) {
			if !slices.ContainsFunc(part, func(k string) bool { return slices.Contains(have, k) }) {
				t.Errorf("%s, %s: no key of %v is among %v", x[0], x[1], part, have)
			}
		}
	}
	if m := names.Compare("Рустайн Айнур", "Айнұр Рустайнқызы"); m.Verdict != names.Same && m.Verdict != names.Maybe {
		t.Errorf("a father whose name ends in -йн: %+v", m)
	}
}
