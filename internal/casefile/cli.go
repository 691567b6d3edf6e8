package casefile

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"nurlykosh/internal/platform/civil"
)

// maxDue bounds what the command counts: more than any limit of the programme.
const maxDue = 10_000

var errDueUsage = errors.New("due: give FROM N (due 2026-03-06 10), or --stdin with lines of from<TAB>n")

// DueCLI is the command `due FROM N`: the civil day N working days after FROM. With --stdin it answers each line
// from<TAB>n with one line; a bad line is answered by error<TAB>why and does not stop the others. The arguments are
// those after the word due.
func DueCLI(cal *Calendar, args []string, stdin io.Reader, out io.Writer) error {
	switch {
	case len(args) == 1 && args[0] == "--stdin":
		return dueLines(cal, stdin, out)
	case len(args) == 2:
		d, err := dueOf(cal, args[0], args[1])
		if err != nil {
			return fmt.Errorf("due: %w", err)
		}
		_, err = fmt.Fprintln(out, d)
		return err
	}
	return errDueUsage
}

func dueLines(cal *Calendar, stdin io.Reader, out io.Writer) error {
	in, answers := bufio.NewReaderSize(stdin, 64<<10), bufio.NewWriterSize(out, 64<<10)
	for {
		line, err := in.ReadString('\n')
		if line != "" {
			from, n, _ := strings.Cut(line, "\t")
			d, wrong := dueOf(cal, from, n)
			answer := d.String()
			if wrong != nil {
				answer = "error\t" + wrong.Error()
			}
			answers.WriteString(answer + "\n") // a writer keeps its first error until Flush
		}
		if err == io.EOF {
			return answers.Flush()
		}
		if err != nil {
			return errors.Join(err, answers.Flush())
		}
		if in.Buffered() > 0 {
			continue
		}
		if err := answers.Flush(); err != nil { // somebody may be waiting for the answer
			return err
		}
	}
}

func dueOf(cal *Calendar, from, n string) (civil.Date, error) {
	d, err := civil.Parse(strings.TrimSpace(civil.Digits(from)))
	if err != nil {
		return civil.Date{}, errors.New("from is no date like 2026-03-06")
	}
	days, err := strconv.Atoi(strings.TrimSpace(civil.Digits(n)))
	if err != nil || days < 0 || days > maxDue {
		return civil.Date{}, fmt.Errorf("n is no whole number from 0 to %d", maxDue)
	}
	return cal.Due(d, days, WorkingDay), nil
}
