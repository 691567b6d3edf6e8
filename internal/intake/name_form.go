package intake

import (
	"cmp"
	"slices"
	"strconv"

	"nurlykosh/internal/identity"
	"nurlykosh/internal/identity/names"
)

// chooseForm is the form of a name that the person wants.
type chooseForm struct {
	Name string `form:"spelling" validate:"max=60"`
}

// nameChoice is a form of a name that can be chosen: one that a paper writes, or one proposed by rule, which has no row yet.
type nameChoice struct {
	identity.Attested
	value string
	from  string // of a proposal: the name it is made of
	by    string // of a proposal: the rule, names.Proposal
}

// scriptOf is the script under which a confirmed proposal is kept.
var scriptOf = map[string]string{"kk-Arab": "kk-Arab", "kk-Cyrl": "kk-Cyrl", "ru": "ru", "Latn-2018": "Latn", "Latn-2021": "Latn", "passport": "Latn"}

// formsOf gives the names that papers write, then the proposals made of them, each spelling once.
func formsOf(have []identity.Attested) []nameChoice {
	var out []nameChoice
	known := func(written, script string) bool {
		return slices.ContainsFunc(out, func(f nameChoice) bool { return f.Written == written && f.Script == script })
	}
	for _, n := range have {
		out = append(out, nameChoice{Attested: n, value: strconv.FormatInt(n.ID, 10)})
	}
	sure := slices.Clone(have) // Cyrillic tells soft vowels from hard ones, which Arabic script does not
	slices.SortStableFunc(sure, func(a, b identity.Attested) int { return cmp.Compare(certain(a.Script), certain(b.Script)) })
	for _, n := range sure {
		for _, p := range names.Propose(n.Written, n.Script) {
			if !known(p.Written, scriptOf[p.Script]) {
				out = append(out, nameChoice{
					Attested: identity.Attested{Written: p.Written, Script: scriptOf[p.Script]},
					value:    strconv.FormatInt(n.ID, 10) + ":" + p.Script, from: n.Written, by: p.Script,
				})
			}
		}
	}
	return out
}

func certain(script string) int {
	switch script {
	case "kk-Cyrl":
		return 0
	case "Latn":
		return 1
	}
	return 2
}
