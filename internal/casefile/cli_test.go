package casefile_test

import (
	"strings"
	"testing"

	"nurlykosh/internal/casefile"
)

func TestDueCLI(t *testing.T) {
	cal := calendar(t)
	for _, c := range []struct {
		args, in, out string
		wrong         bool
	}{
		{args: "2022-03-04 2", out: "2022-03-09\n"},
		{args: "2022-03-04 0", out: "2022-03-04\n"},
		{args: "٢٠٢٢-٠٣-٠٤ ٢", out: "2022-03-09\n"},
		{args: "2022-02-30 2", wrong: true},
		{args: "2022-03-04 -1", wrong: true},
		{args: "2022-03-04 1000000000", wrong: true},
		{args: "2022-03-04", wrong: true},
		{args: "", wrong: true},
		{args: "--stdin", in: "2022-03-04\t1\r\n2025-01-05\t4\n", out: "2022-03-05\n2025-01-10\n"},
		{
			args: "--stdin", in: "2022-03-04 1\n\nx\t1\n2022-03-04\tx\n2022-03-04\t1",
			out: "error\tfrom is no date like 2026-03-06\nerror\tfrom is no date like 2026-03-06\nerror\tfrom is no date like 2026-03-06\n" +
				"error\tn is no whole number from 0 to 10000\n2022-03-05\n",
		},
		{args: "--stdin"},
	} {
		var out strings.Builder
		err := casefile.DueCLI(cal, strings.Fields(c.args), strings.NewReader(c.in), &out)
		if (err != nil) != c.wrong || out.String() != c.out {
			t.Errorf("due %s: %q, %v", c.args, out.String(), err)
		}
	}
}
