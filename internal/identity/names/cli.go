package names

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
)

var errUsage = errors.New("names: give match A B, match --stdin with A<TAB>B a line, or eval FILE.tsv")

// CLI is the command `names`: match prints score<TAB>verdict<TAB>reasons of two names, eval measures a table; open opens
// the file. With --stdin each line has one answer; a line that is no pair is answered with invalid<TAB>why, as
// `iin check` does. The arguments are those after the word names.
func CLI(args []string, stdin io.Reader, out io.Writer, open func(string) (io.ReadCloser, error)) error {
	switch {
	case len(args) == 2 && args[0] == "match" && args[1] == "--stdin":
		return matchLines(stdin, out)
	case len(args) == 3 && args[0] == "match":
		_, err := fmt.Fprintln(out, answer(args[1], args[2]))
		return err
	case len(args) == 2 && args[0] == "eval":
		return evalFile(args[1], out, open)
	}
	return errUsage
}

func answer(a, b string) string {
	m := Compare(a, b)
	return fmt.Sprintf("%.3f\t%s\t%s", m.Score, m.Verdict, Explain(m.Reasons))
}

// maxLine is the longest line of pairs that is kept; what is behind it is passed over, for a name is read to maxLetters.
const maxLine = 64 << 10

func matchLines(stdin io.Reader, out io.Writer) error {
	in, answers := bufio.NewReaderSize(stdin, maxLine), bufio.NewWriterSize(out, maxLine)
	for {
		line, err := in.ReadSlice('\n')
		text := strings.TrimRight(string(line), "\r\n")
		for err == bufio.ErrBufferFull {
			_, err = in.ReadSlice('\n')
		}
		if len(line) > 0 {
			a, b, ok := strings.Cut(text, "\t")
			switch {
			case !ok:
				answers.WriteString("invalid\tone_name") // a writer keeps its first error until Flush
			case strings.Contains(b, "\t"):
				answers.WriteString("invalid\tmore_than_two")
			default:
				answers.WriteString(answer(a, b))
			}
			answers.WriteByte('\n')
		}
		if err == io.EOF {
			return answers.Flush()
		}
		if err != nil {
			return errors.Join(err, answers.Flush())
		}
		if in.Buffered() == 0 { // somebody may be waiting for the answer
			if err := answers.Flush(); err != nil {
				return err
			}
		}
	}
}

func evalFile(name string, out io.Writer, open func(string) (io.ReadCloser, error)) error {
	f, err := open(name)
	if err != nil {
		return fmt.Errorf("names eval: %w", err)
	}
	defer f.Close()
	rows, err := ReadVariants(f)
	if err != nil {
		return fmt.Errorf("names eval: %s: %w", name, err)
	}
	return Evaluate(rows).Print(out)
}
