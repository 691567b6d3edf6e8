package names

// Verdict is one of three words. A verdict on a name says nothing yet of the person who bears it.
type Verdict string

// The three words.
const (
	Same      Verdict = "same"
	Maybe     Verdict = "maybe"
	Different Verdict = "different"
)

// Scores from which on a name is called the same, or maybe the same. They lie between what own forms of a name reach and
// what different names do; NAMES.md has the figures.
const (
	sameFrom  = 0.72
	maybeFrom = 0.60
)

// Reason says in one word what made the score; the screens have a sentence for each.
type Reason string

// What can be said of two names.
const (
	SameLetters  Reason = "same_letters"  // letter for letter, but for capitals and signs
	SameSound    Reason = "same_sound"    // every letter can stand for the same sounds
	NearSound    Reason = "near_sound"    // a few sounds differ as writing systems make them
	OtherSound   Reason = "other_sound"   // sounds differ
	OtherLetters Reason = "other_letters" // Chinese characters differ; they are not read
	Swapped      Reason = "order_swapped" // the parts stand in another order
	Joined       Reason = "joined"        // one writes apart what the other writes together
	Ending       Reason = "ending"        // -ов, -ұлы, -қызы on one side, or different ones
	Part         Reason = "part"          // one has parts that the other lacks
	OwnParts     Reason = "own_parts"     // each has parts that the other lacks
	Child        Reason = "son_daughter"  // the one is a son's name, the other a daughter's
	Pinyin       Reason = "pinyin"        // read as the Latin spelling of a Chinese rendering
	Related      Reason = "related"       // two names of one Arabic origin
	TooLong      Reason = "too_long"      // only the beginning was read
	NoName       Reason = "no_name"       // nothing to read
)

// Match is the answer for two names.
type Match struct {
	Score   float64
	Verdict Verdict
	Reasons []Reason
	Parts   int // how many parts were found in both
}
