package names

import "strings"

// phrases are the reasons in words, for the command line; screens have sentences of their own.
var phrases = map[Reason]string{
	SameLetters: "same letters", SameSound: "same sounds", NearSound: "sounds differ as the writing systems do",
	OtherSound: "other sounds", Swapped: "order of the parts swapped", Joined: "written apart on one side", Ending: "endings differ",
	Part: "one has parts the other lacks", OwnParts: "each has parts the other lacks", Child: "a son's name and a daughter's", Pinyin: "read as pinyin", Related: "related names of one origin",
	TooLong: "only the beginning was read", NoName: "no name to read",
}

// Explain puts reasons into words, parted by semicolons.
func Explain(reasons []Reason) string {
	words := make([]string, len(reasons))
	for i, r := range reasons {
		words[i] = phrases[r]
	}
	return strings.Join(words, "; ")
}
