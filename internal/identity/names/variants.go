package names

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// Variants is one row of a table like name-variants.tsv: a Kazakh name, how each writing system writes it, and names
// that must not be taken for it.
type Variants struct {
	Name     string
	Forms    []Form
	Distinct []string
}

// Form is one spelling, by the column it stands in.
type Form struct {
	Column, Written string
}

// The columns of a table that hold no forms for the matcher: hanzi are found letter for letter only.
var noForms = []string{"kk_cyrl", "kind", "hanzi", "distinct_from", "source", "note"}

// PinyinColumn is the column for which figures are asked by themselves (domain.md §4.2).
const PinyinColumn = "pinyin"

// ReadVariants reads a table: tab-separated, a head line with the columns, alternatives parted by semicolons.
func ReadVariants(r io.Reader) ([]Variants, error) {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	var head []string
	var out []Variants
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimRight(lines.Text(), "\r")
		if !utf8.ValidString(line) {
			return nil, fmt.Errorf("line %d is not UTF-8 text", n)
		}
		cells := strings.Split(line, "\t")
		switch {
		case head == nil:
			head = cells
			if !slices.Contains(head, "kk_cyrl") {
				return nil, fmt.Errorf("line 1 has no column kk_cyrl: this is not a table of name variants")
			}
			continue
		case line == "":
			continue
		case len(cells) > len(head):
			return nil, fmt.Errorf("line %d has %d cells, but the table has %d columns", n, len(cells), len(head))
		}
		v := variantsOf(head, cells)
		if v.Name == "" {
			return nil, fmt.Errorf("line %d has no name in the column kk_cyrl", n)
		}
		out = append(out, v)
	}
	if err := lines.Err(); err != nil {
		return nil, err
	}
	if len(out) < 2 {
		return nil, fmt.Errorf("the table has %d names, and needs two to compare", len(out))
	}
	return out, nil
}

func variantsOf(head, cells []string) Variants {
	var v Variants
	for i, cell := range cells {
		switch column := head[i]; {
		case column == "kk_cyrl":
			v.Name = strings.TrimSpace(cell)
		case column == "distinct_from":
			v.Distinct = alternatives(cell)
		case !slices.Contains(noForms, column):
			for _, f := range alternatives(cell) {
				v.Forms = append(v.Forms, Form{Column: column, Written: f})
			}
		}
	}
	return v
}

func alternatives(cell string) (out []string) {
	for _, s := range strings.Split(cell, ";") {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// has reports whether a form is written in this row too.
func (v *Variants) has(written string) bool {
	return v.Name == written || slices.ContainsFunc(v.Forms, func(f Form) bool { return f.Written == written })
}
