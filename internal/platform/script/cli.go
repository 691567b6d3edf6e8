package script

import (
	"bufio"
	"errors"
	"io"
	"strings"
)

var errUsage = errors.New("usage: script tote TEXT, or script tote --stdin with a text a line")

// CLI is the command `script tote TEXT`: it prints the text in Arabic script. With --stdin it answers each line with one
// line, as soon as it is read. The arguments are those after the word script.
func CLI(args []string, stdin io.Reader, out io.Writer) error {
	if len(args) < 2 || args[0] != "tote" {
		return errUsage
	}
	if len(args) > 2 || args[1] != "--stdin" {
		_, err := io.WriteString(out, Tote(strings.Join(args[1:], " "))+"\n")
		return err
	}
	in, answers := bufio.NewReaderSize(stdin, 64<<10), bufio.NewWriterSize(out, 64<<10)
	for {
		line, err := in.ReadString('\n')
		if text := strings.TrimRight(line, "\r\n"); line != "" {
			answers.WriteString(Tote(text)) // a writer keeps its first error until Flush
			answers.WriteByte('\n')
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
