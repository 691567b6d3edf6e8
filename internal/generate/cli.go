package generate

import (
	"errors"
	"flag"
	"fmt"
	"io"
)

// Usage says how the command is called.
const Usage = "usage: nurlykosh generate --cases N [--seed S]: N from 1 to 3000000; the same seed gives the same families"

// MostCases is what one call makes at most.
const MostCases = 3_000_000

// Args reads the arguments of the command.
func Args(args []string) (cases int, seed uint64, err error) {
	f := flag.NewFlagSet("generate", flag.ContinueOnError)
	f.SetOutput(io.Discard)
	f.IntVar(&cases, "cases", 0, "")
	f.Uint64Var(&seed, "seed", 1, "")
	if err := f.Parse(args); err != nil {
		return 0, 0, fmt.Errorf("%w\n%s", err, Usage)
	}
	switch {
	case f.NArg() > 0:
		return 0, 0, fmt.Errorf("%q is not understood\n%s", f.Arg(0), Usage)
	case cases < 1 || cases > MostCases:
		return 0, 0, errors.New("--cases needs a number from 1 to 3000000\n" + Usage)
	}
	return cases, seed, nil
}
