package names

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
)

// classes are the sounds that one key takes for one. Vowels have none but at the beginning of a name, neither have the
// glides; what is often lost has none either.
var classes = map[rune]string{
	'б': "P", 'п': "P", 'ф': "P", 'в': "P", 'д': "T", 'т': "T", 'с': "S", 'з': "S", 'ш': "S", 'ч': "S", 'ц': "S", 'ж': "J", 'к': "K", 'қ': "K", 'г': "K", 'ғ': "K",
	'х': "K", 'л': "L", 'р': "L", 'м': "M", 'н': "N", 'ң': "N",
}

var firstClasses = map[rune]string{
	'а': "A", 'ә': "A", 'е': "E", 'і': "E", 'ы': "E", 'и': "E", 'й': "E", 'о': "O", 'ө': "O", 'ұ': "O", 'ү': "O", 'у': "O",
}

// keyGuess is the cost up to which a guess goes into a key; keyLoss the loss up to which a unit may be missing.
const (
	keyGuess      = 20
	keyFirstGuess = 30
	keyLoss       = 25
	maxKeys       = 8 // of one reading
)

var (
	unitKeys  [maxUnits][]string
	firstKeys [maxUnits][]string
)

func buildKeys() {
	runes := []rune(sounds)
	for u, guesses := range unitOf {
		for _, g := range guesses {
			r := runes[g.sound]
			if g.cost <= keyGuess {
				unitKeys[u] = addKey(unitKeys[u], classes[r])
			}
			if g.cost <= keyFirstGuess {
				firstKeys[u] = addKey(firstKeys[u], classes[r]+firstClasses[r])
			}
		}
		if unitLoss[u] <= keyLoss {
			unitKeys[u] = addKey(unitKeys[u], "")
		}
	}
}

func addKey(keys []string, k string) []string {
	if slices.Contains(keys, k) {
		return keys
	}
	return append(keys, k)
}

// SoundKeys gives the keys under which a name is found again: for every part the consonants it can have, coarsely, in
// every way it can be read. Two writings of one name have a key in common; so have many others, which the matcher tells
// apart. Chinese characters are keys themselves.
func SoundKeys(name string) []string {
	out := []string{}
	for _, keys := range PartKeys(name) {
		for _, k := range keys {
			out = addKey(out, k)
		}
	}
	return out
}

// PartKeys gives the sound keys part by part. Parts without letters that are known have none.
func PartKeys(name string) (out [][]string) {
	n := Read(name)
	if n.han {
		for _, w := range n.words {
			out = append(out, []string{w})
		}
		if len(out) > 1 { // the dot between the parts is often left out
			out[0] = append(out[0], strings.Join(n.words, ""))
		}
		return out
	}
	for i := range n.parts {
		p := &n.parts[i]
		var keys []string
		for j := range p.ways[:p.n] {
			for _, k := range wayKeys(p.ways[j].units) {
				if k != "" {
					keys = addKey(keys, k)
				}
			}
		}
		if p.origin != "" {
			keys = addKey(keys, "="+p.origin)
		}
		if len(keys) > 0 {
			out = append(out, keys)
		}
	}
	return out
}

// KeysVersion tells which rules made the keys: it changes with every table and class.
func KeysVersion() string {
	h := sha256.New()
	for _, t := range tables {
		fmt.Fprintln(h, t.text)
	}
	fmt.Fprintln(h, related, classes, firstClasses, loss, endingTable, genitives, keyRules, keyGuess, keyFirstGuess, keyLoss, maxKeys)
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// keyRules is raised when keys are made in another way.
const keyRules = 2

func wayKeys(us []unit) []string {
	keys := []string{""}
	for i, u := range us {
		next := unitKeys[u]
		if i == 0 {
			next = firstKeys[u]
		}
		var longer []string
		for _, k := range keys {
			for _, c := range next {
				if len(longer) < maxKeys {
					longer = addKey(longer, glue(k, c))
				}
			}
		}
		keys = longer
	}
	return keys
}

// glue adds a class; the same one twice is once, for doubled letters and padding differ.
func glue(key, class string) string {
	if class != "" && strings.HasSuffix(key, class) {
		return key
	}
	return key + class
}

// KeyFigures tell how well the keys find: own forms that share a key with their name, and with how many other names of
// the table a form shares one.
type KeyFigures struct {
	Recall Share
	Mean   float64
	Misses []Pair
}

func keyFigures(rows []Variants) KeyFigures {
	k := KeyFigures{Recall: Share{Of: "sound keys"}}
	keys := make([][]string, len(rows))
	for i, v := range rows {
		keys[i] = SoundKeys(v.Name)
	}
	shared := 0
	for i, v := range rows {
		for _, f := range v.Forms {
			own := SoundKeys(f.Written)
			k.Recall.Sum++
			if meet(own, keys[i]) {
				k.Recall.Part++
			} else {
				k.Misses = append(k.Misses, Pair{Form: f, Name: v.Name})
			}
			for j := range rows {
				if j != i && meet(own, keys[j]) {
					shared++
				}
			}
		}
	}
	k.Mean = float64(shared) / float64(max(1, k.Recall.Sum))
	return k
}

func meet(a, b []string) bool {
	return slices.ContainsFunc(a, func(k string) bool { return slices.Contains(b, k) })
}
