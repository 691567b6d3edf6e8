package script_test

import (
	"os"
	"strings"
	"testing"

	"nurlykosh/internal/platform/script"
)

func TestEveryFormOfTheTable(t *testing.T) {
	raw, err := os.ReadFile("testdata/tote-forms.tsv")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for line := range strings.Lines(string(raw)) {
		cells := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if cells[0] == "cyrillic" {
			continue
		}
		n++
		if got := script.Tote(cells[0]); got != cells[1] {
			t.Errorf("%s: got %q, want %q (contested: %s)", cells[0], got, cells[1], cells[3])
		}
	}
	if n < 100 {
		t.Errorf("only %d rows", n)
	}
}

func TestWhatStaysUntouched(t *testing.T) {
	for _, s := range []string{
		"{number}", "NK-26-004213-K", "8 7182 00-00-00", "https://egov.kz/cms/kk?lang=kk&id=7", "help@nurlykosh.example", "SMS pdf 12.10.2026", "1,5",
	} {
		if got := script.Tote(s); got != s {
			t.Errorf("%q became %q", s, got)
		}
	}
	if got := script.Tote("Іс {case_no}, қараңыз"); !strings.Contains(got, "{case_no}،") {
		t.Errorf("got %q", got)
	}
}

func TestNoHamzaTwice(t *testing.T) {
	for _, w := range []string{"үй", "сөйлем", "мәслихат", "өмірбаян", "бөлімшесінің", "тұрғын үйіңіз"} {
		for part := range strings.FieldsSeq(script.Tote(w)) {
			if n := strings.Count(part, "\u0674"); n > 1 {
				t.Errorf("%s: %d hamzas in %q", w, n, part)
			}
		}
	}
}

func BenchmarkTote(b *testing.B) {
	s := "NK-26-004213-K нөмірлі өтінішіңіз 2026 жылғы 14 қыркүйекте тіркелді."
	for b.Loop() {
		script.Tote(s)
	}
}
