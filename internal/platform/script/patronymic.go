package script

// son is an ending that turns a father's name into a patronymic: -ұлы or -қызы, with or without a case ending.
type son struct {
	places string
	ulu    bool // of -ұлы, which the name part құл hides
}

var sons = func() (out []son) {
	for _, child := range []string{"ұлы", "қызы"} {
		for _, end := range []string{"", "ның", "на", "ны", "н", "нан", "нда", "ндағы", "мен"} {
			out = append(out, son{places: places(child + end), ulu: child == "ұлы"})
		}
	}
	return out
}()

var (
	shortest = len(sons[0].places) + 2
	slave    = places("қ")[0] // of құл
)

// patronymic is where a father's name ends and -ұлы or -қызы begins; 0 if the word is no such name: not capitalised,
// less than two letters before the ending, or consonant + құлы (Жанқұлы is a name of its own).
func patronymic(word []byte) int {
	if len(word) < shortest || table[word[0]].is&upper == 0 {
		return 0
	}
	for _, s := range sons {
		cut := len(word) - len(s.places)
		if cut < 2 || !endsIn(word[cut:], s.places) {
			continue
		}
		if s.ulu && table[word[cut-1]].small == slave && table[word[cut-2]].is&vowel == 0 {
			return 0
		}
		return cut
	}
	return 0
}

// endsIn compares letters whatever their case.
func endsIn(tail []byte, ending string) bool {
	for i, p := range tail {
		if table[p].small != ending[i] {
			return false
		}
	}
	return true
}
