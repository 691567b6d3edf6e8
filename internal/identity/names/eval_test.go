package names_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"nurlykosh/internal/identity/names"
)

func evaluate(t *testing.T, file string) names.Evaluation {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := names.ReadVariants(f)
	if err != nil {
		t.Fatal(err)
	}
	return names.Evaluate(rows)
}

// tables are the names the rules were learnt with and the names made by rule, which they never saw one by one.
var tables = []struct {
	file                      string
	own, distinct, keysOf100  float64
	sameOthers, recall01      float64
	recall1, pinyin1, maxMean float64
}{
	{file: "testdata/name-variants.tsv", recall1: 0.99, pinyin1: 0.98, recall01: 0.97, own: 0.95, sameOthers: 0.002, distinct: 0.03, keysOf100: 0.99, maxMean: 1},
	{file: "testdata/made-by-rule.tsv", recall1: 0.99, pinyin1: 0.98, recall01: 0.97, own: 0.95, sameOthers: 0.002, distinct: 0.03, keysOf100: 0.99, maxMean: 1},
}

func TestFloors(t *testing.T) {
	for _, x := range tables {
		e := evaluate(t, x.file)
		pinyin := slices.IndexFunc(e.At1.Columns, func(s names.Share) bool { return s.Of == names.PinyinColumn })
		for _, f := range []struct {
			what        string
			is, floor   float64
			notMoreThan bool
		}{
			{"recall at 1 %", e.At1.All.Ratio(), x.recall1, false},
			{"recall of pinyin at 1 %", e.At1.Columns[pinyin].Ratio(), x.pinyin1, false},
			{"recall at 0.1 %", e.At01.All.Ratio(), x.recall01, false},
			{"own called same", e.Verdicts[0].Ratio(), x.own, false},
			{"others called same", e.Verdicts[1].Ratio(), x.sameOthers, true},
			{"distinct names called same", e.Verdicts[2].Ratio(), x.distinct, true},
			{"forms called the same as distinct names", e.Verdicts[3].Ratio(), x.distinct, true},
			{"forms that share a sound key", e.Keys.Recall.Ratio(), x.keysOf100, false},
			{"others that share a sound key", e.Keys.Mean, x.maxMean, true},
		} {
			if f.is < f.floor != f.notMoreThan && f.is != f.floor {
				t.Errorf("%s: %s is %.4f, asked %.4f", x.file, f.what, f.is, f.floor)
			}
		}
		if e.Own < 500 || e.Others < 30000 {
			t.Errorf("%s: only %d and %d pairs", x.file, e.Own, e.Others)
		}
	}
}

const head = `# How well names are matched

Printed by ` + "`nurlykosh names eval`" + ` and kept by a test; ` + "`make docs`" + ` writes it again. *Own* pairs are each form of a table against
the name of its row, *others* the same form against the names of all rows that do not have it.

`

func TestFiguresHaveTheirDocument(t *testing.T) {
	var b strings.Builder
	b.WriteString(head)
	for i, title := range []string{
		"## name-variants.tsv: the names the rules were learnt with (domain.md §4.4)",
		"## made-by-rule.tsv: further names, their forms written by the rules of each writing system",
	} {
		fmt.Fprintf(&b, "%s\n\n```\n", title)
		if err := evaluate(t, tables[i].file).Print(&b); err != nil {
			t.Fatal(err)
		}
		b.WriteString("```\n\n")
	}
	text := strings.TrimRight(b.String(), "\n") + "\n"
	if os.Getenv("NK_WRITE_DOCS") != "" {
		if err := os.WriteFile("NAMES.md", []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if is, err := os.ReadFile("NAMES.md"); err != nil || string(is) != text {
		t.Errorf("NAMES.md is not what the matcher does (%v): make docs writes it", err)
	}
}

func TestBadTablesAreRefused(t *testing.T) {
	for text, want := range map[string]string{
		"":             "has 0 names",
		"a\tb\nc\td\n": "no column kk_cyrl",
		"kk_cyrl\tru\nНұрлан\tНурлан\n":              "has 1 names",
		"kk_cyrl\tru\nНұрлан\tНурлан\tx\n":           "line 2 has 3 cells",
		"kk_cyrl\tru\nНұрлан\tНурлан\n\tСерик\n":     "line 3 has no name",
		"kk_cyrl\tru\nНұрлан\t\xff\n":                "line 2 is not UTF-8",
		"kk_cyrl\tru\n" + strings.Repeat("а", 2<<20): "token too long",
	} {
		if _, err := names.ReadVariants(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.30q: %v", text, err)
		}
	}
	rows, err := names.ReadVariants(strings.NewReader("kk_cyrl\tru\r\nНұрлан\tНурлан; Нурлан-2 ;\r\n\r\nСерік\r\n"))
	if err != nil || len(rows) != 2 || len(rows[0].Forms) != 2 || len(rows[1].Forms) != 0 {
		t.Errorf("%v %v", rows, err)
	}
}
