package identity_test

import (
	"io"
	"strings"
	"testing"

	"nurlykosh/internal/identity"
)

func TestCheckCommands(t *testing.T) {
	type command func([]string, io.Reader, io.Writer) error
	for _, c := range []struct {
		run           command
		args, in, out string
		wrong         bool
	}{
		{run: identity.IINCLI, args: "850312399913", out: "valid\n"},
		{run: identity.IINCLI, args: "check 850312399914", out: "invalid\tiin.check_digit\n"},
		{run: identity.IINCLI, args: "090440999908", out: "invalid\tiin.is_bin\n"},
		{run: identity.IINCLI, args: "", wrong: true},
		{run: identity.IINCLI, args: "check 1 2", wrong: true},
		{
			run: identity.IINCLI, args: "check --stdin", in: "850312399218\r\n\n850231399913",
			out: "valid\ninvalid\tiin.length\ninvalid\tiin.no_such_date\n",
		},
		{run: identity.BINCLI, args: "check 090440999908", out: "valid\n"},
		{run: identity.BINCLI, args: "--stdin", in: "940140000385\n850312399913\n94014000038x\n940144000385\n", out: "valid\ninvalid\tbin.is_iin\ninvalid\tbin.not_digits\ninvalid\tbin.sixth_digit\n"},
	} {
		var out strings.Builder
		err := c.run(strings.Fields(c.args), strings.NewReader(c.in), &out)
		if (err != nil) != c.wrong || out.String() != c.out {
			t.Errorf("%s: %q, %v", c.args, out.String(), err)
		}
	}
}

// The table of domain.md §3.1: 85031239922x fails with every last digit, a foreigner's number says nothing of sex or century.
func TestIINThatSaysNothing(t *testing.T) {
	for x := '0'; x <= '9'; x++ {
		if _, err := identity.CheckIIN("85031239922" + string(x)); key(err) != "iin.never_issued" {
			t.Errorf("last digit %c: %v", x, err)
		}
	}
	found := false
	for x := '0'; x <= '9'; x++ {
		info, err := identity.CheckIIN("85031209991" + string(x))
		if err == nil {
			found = true
			if !info.Foreigner || info.Sex != "" || !info.Birth.IsZero() {
				t.Errorf("%+v", info)
			}
		}
	}
	if !found {
		t.Error("no foreigner's number passes")
	}
}
