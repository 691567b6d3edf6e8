package casefile_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"nurlykosh/internal/casefile"
)

const slipSigns = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

func TestSlipToken(t *testing.T) {
	token := casefile.SlipToken(portalKey, 4213, 1)
	if token != "PRFSB12APASSJ1M337713" {
		t.Errorf("a printed slip is no longer known: %s", token)
	}
	if token == casefile.SlipToken(portalKey, 4213, 2) || token == casefile.SlipToken(portalKey, 4214, 1) {
		t.Error("two slips have one token")
	}
	look := strings.NewReplacer("0", "o", "1", "l", "A", "а", "C", "с", "E", "е", "K", "к", "T", "т", "X", "х")
	for _, typed := range []string{token, strings.ToLower(token), token[:7] + " " + token[7:14] + "-" + token[14:], look.Replace(token)} {
		if got, err := casefile.ParseSlipToken(typed); err != nil || got != token {
			t.Errorf("%q: %q, %v", typed, got, err)
		}
	}
	for _, typed := range []string{"", token[1:], token + "0", "U" + token[1:], "Қ" + token[1:], casefile.Code(portalKey, 4213, 77, 1)} {
		if _, err := casefile.ParseSlipToken(typed); keyOf(err) != "slip.malformed" {
			t.Errorf("%q: %v", typed, err)
		}
	}
}

func TestSlipTokenFindsEveryWrongSignAndSwap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		token := casefile.SlipToken(portalKey, rapid.Int64Range(1, 1<<40).Draw(t, "case"), rapid.IntRange(1, 9).Draw(t, "issue"))
		for i := range token {
			for _, sign := range slipSigns {
				if wrong := token[:i] + string(sign) + token[i+1:]; wrong != token {
					if _, err := casefile.ParseSlipToken(wrong); keyOf(err) != "slip.check_sign" {
						t.Fatalf("%s for %s: %v", wrong, token, err)
					}
				}
			}
			if i > 0 && token[i] != token[i-1] {
				if _, err := casefile.ParseSlipToken(token[:i-1] + token[i:i+1] + token[i-1:i] + token[i+1:]); keyOf(err) != "slip.check_sign" {
					t.Fatalf("swap at %d of %s: %v", i, token, err)
				}
			}
		}
	})
}
