package script_test

import (
	"errors"
	"io"
	"strings"
	"testing"

	"nurlykosh/internal/platform/script"
)

func TestCLI(t *testing.T) {
	long := strings.Repeat("қандас ", 200_000)
	for _, c := range []struct {
		args    []string
		in, out string
		wrong   bool
	}{
		{args: []string{"tote", "Нұрлы көш"}, out: "نۇرلى كوش\n"},
		{args: []string{"tote", "Нұрлы", "көш"}, out: "نۇرلى كوش\n"},
		{args: []string{"tote"}, wrong: true},
		{args: []string{"latin", "көш"}, wrong: true},
		{wrong: true},
		{args: []string{"tote", "--stdin"}},
		{args: []string{"tote", "--stdin"}, in: "үй\r\n\nіс", out: "ٴۇي\n\nٴىس\n"},
		{args: []string{"tote", "--stdin"}, in: long + "\n", out: script.Tote(long) + "\n"},
	} {
		var out strings.Builder
		err := script.CLI(c.args, strings.NewReader(c.in), &out)
		if (err != nil) != c.wrong || out.String() != c.out {
			t.Errorf("%v: %.80q, %v", c.args, out.String(), err)
		}
	}
}

// Who writes a line and waits gets its answer before the next.
func TestCLIAnswersAtOnce(t *testing.T) {
	in, ask := io.Pipe()
	answer, out := io.Pipe()
	done := make(chan error, 1)
	go func() { done <- script.CLI([]string{"tote", "--stdin"}, in, out) }()
	for range 3 {
		if _, err := io.WriteString(ask, "үй\n"); err != nil {
			t.Fatal(err)
		}
		got := make([]byte, len("ٴۇي\n"))
		if _, err := io.ReadFull(answer, got); err != nil || string(got) != "ٴۇي\n" {
			t.Fatalf("%q, %v", got, err)
		}
	}
	ask.Close()
	if err := <-done; err != nil {
		t.Error(err)
	}
	broken := errors.New("broken")
	r, w := io.Pipe()
	w.CloseWithError(broken)
	if err := script.CLI([]string{"tote", "--stdin"}, r, io.Discard); !errors.Is(err, broken) {
		t.Errorf("%v", err)
	}
}
