package generate

import (
	"fmt"
	"io"
	"strings"
	"time"
)

// Bar shows how far a long work is: on a terminal one line that is written over, elsewhere a line every tenth.
type Bar struct {
	Out      io.Writer
	Terminal bool
	Clock    func() time.Time

	what       string
	all, tenth int
	begun      time.Time
	told       time.Time
}

const barWidth = 30

// Begin starts a part of the work.
func (b *Bar) Begin(what string, all int) {
	b.End()
	b.what, b.all, b.tenth = what, all, 0
	b.begun = b.Clock()
	b.told = time.Time{}
}

// At says how much of the part is done.
func (b *Bar) At(done int) {
	now := b.Clock()
	tenth := done * 10 / max(1, b.all)
	if b.Terminal && (now.Sub(b.told) >= 200*time.Millisecond || done == b.all) {
		b.told = now
		fmt.Fprintf(b.Out, "\r%s%s", b.line(done, now), "   ")
	}
	if !b.Terminal && tenth > b.tenth {
		fmt.Fprintln(b.Out, b.line(done, now))
	}
	b.tenth = tenth
}

func (b *Bar) line(done int, now time.Time) string {
	filled := done * barWidth / max(1, b.all)
	spent := now.Sub(b.begun)
	line := fmt.Sprintf("%-18s [%s%s] %d of %d, %s", b.what, strings.Repeat("#", filled), strings.Repeat(".", barWidth-filled), done, b.all, spent.Round(time.Second))
	if rate := float64(done) / spent.Seconds(); done > 0 && spent > time.Second && b.all > 100 {
		line += fmt.Sprintf(", %.0f a second", rate)
		if left := time.Duration(float64(b.all-done) / rate * float64(time.Second)); left > time.Second {
			line += fmt.Sprintf(", %s left", left.Round(time.Second))
		}
	}
	return line
}

// End finishes the line.
func (b *Bar) End() {
	if b.Terminal && b.what != "" {
		fmt.Fprintln(b.Out)
	}
	b.what = ""
}
