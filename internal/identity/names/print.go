package names

import (
	"fmt"
	"io"
)

// Print writes the figures as `names eval` shows them: one a line, tab-separated, then every miss.
func (e Evaluation) Print(out io.Writer) error {
	w := &lines{out: out}
	w.line("pairs\town %d\tothers %d", e.Own, e.Others)
	for _, r := range []Recall{e.At1, e.At01} {
		w.line("recall at %g %% false alarms\tall\t%s\tscore above %.3f", 100*r.Alarms, r.All, r.Threshold)
		for _, c := range r.Columns {
			w.line("recall at %g %% false alarms\t%s\t%s", 100*r.Alarms, c.Of, c)
		}
	}
	for _, r := range e.Verdicts {
		w.line("%s called %s\tall\t%s", r.Of, r.Verdict, r.Share)
	}
	w.line("own forms that share a sound key\tall\t%s\t%.2f other names share one", e.Keys.Recall, e.Keys.Mean)
	for _, p := range e.Misses {
		w.line("miss at %g %%\t%s", 100*e.At1.Alarms, p)
	}
	for _, r := range e.Verdicts {
		for _, p := range r.Pairs {
			what := "called same"
			if r.Of == ownForms {
				what = "not called same"
			}
			w.line("%s %s\t%s", r.Of, what, p)
		}
	}
	for _, p := range e.Keys.Misses {
		w.line("no sound key shared\t%s", p)
	}
	return w.err
}

func (s Share) String() string { return fmt.Sprintf("%.1f %%\t%d of %d", 100*s.Ratio(), s.Part, s.Sum) }

func (p Pair) String() string {
	return fmt.Sprintf("%s\t%s\t%s\t%.3f", p.Column, p.Written, p.Name, p.Score)
}

// lines keeps the first error of many writes.
type lines struct {
	out io.Writer
	err error
}

func (w *lines) line(format string, args ...any) {
	if w.err == nil {
		_, w.err = fmt.Fprintf(w.out, format+"\n", args...)
	}
}
