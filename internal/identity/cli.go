package identity

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"nurlykosh/internal/platform/fault"
)

// IINCLI is the command `iin check NUMBER`: it prints valid, or invalid<TAB>why with the key of the fault. With
// --stdin it answers each line with one line. The word check itself may lead the arguments.
func IINCLI(args []string, stdin io.Reader, out io.Writer) error {
	return checkCLI("iin", args, stdin, out, func(s string) error {
		_, err := CheckIIN(s)
		return err
	})
}

// BINCLI is the command `bin check NUMBER`, which answers as IINCLI does.
func BINCLI(args []string, stdin io.Reader, out io.Writer) error {
	return checkCLI("bin", args, stdin, out, CheckBIN)
}

func checkCLI(name string, args []string, stdin io.Reader, out io.Writer, check func(string) error) error {
	if len(args) > 0 && args[0] == "check" {
		args = args[1:]
	}
	if len(args) != 1 {
		return fmt.Errorf("%s check: give one NUMBER, or --stdin with a number a line", name)
	}
	if args[0] != "--stdin" {
		return verdict(out, check(strings.TrimSpace(args[0])))
	}
	sc := bufio.NewScanner(stdin)
	for sc.Scan() {
		if err := verdict(out, check(strings.TrimSpace(sc.Text()))); err != nil {
			return err
		}
	}
	return sc.Err()
}

func verdict(out io.Writer, wrong error) error {
	answer := "valid"
	if wrong != nil {
		answer = "invalid\t" + fault.Of(wrong).Key
	}
	_, err := fmt.Fprintln(out, answer)
	return err
}
