package seed

import (
	"bufio"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/lib/pq"

	nksql "nurlykosh/sql"
)

// row is a line of a table by the names of its head.
type row struct {
	line   int
	values map[string]string
}

func (r row) get(name string) string { return r.values[name] }

// list splits a cell of several values.
func (r row) list(name string) []string {
	out := []string{}
	for part := range strings.SplitSeq(r.values[name], ";") {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}

func (r row) yes(name string) bool { return r.values[name] == "yes" }

// date gives a date cell or NULL.
func (r row) date(name string) any {
	if v := r.values[name]; v != "" {
		return v
	}
	return nil
}

// number gives a numeric cell or NULL.
func (r row) number(name string) any { return r.date(name) }

// read reads a table of sql/seed.
func read(name string) ([]row, error) {
	f, err := nksql.Seed.Open("seed/" + name + ".tsv")
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return parse(name, f)
}

func parse(name string, f fs.File) ([]row, error) {
	var head []string
	var rows []row
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<20)
	for n := 1; sc.Scan(); n++ {
		cells := strings.Split(strings.TrimRight(sc.Text(), "\r"), "\t")
		if head == nil {
			head = cells
			continue
		}
		if len(cells) > len(head) {
			return nil, fmt.Errorf("%s.tsv line %d: %d cells under %d heads", name, n, len(cells), len(head))
		}
		r := row{line: n, values: map[string]string{}}
		for i, c := range cells {
			r.values[head[i]] = strings.TrimSpace(c)
		}
		rows = append(rows, r)
	}
	return rows, sc.Err()
}

// table says how one file becomes rows.
type table struct {
	file   string
	insert string
	args   func(row) ([]any, error)
}

func (t table) load(ctx context.Context, tx *sql.Tx) error {
	rows, err := read(t.file)
	if err != nil {
		return err
	}
	st, err := tx.PrepareContext(ctx, t.insert)
	if err != nil {
		return fmt.Errorf("%s: %w", t.file, err)
	}
	defer st.Close()
	for _, r := range rows {
		args, err := t.args(r)
		if errors.Is(err, errSkip) {
			continue
		}
		if err != nil {
			return fmt.Errorf("%s.tsv line %d: %w", t.file, r.line, err)
		}
		if _, err := st.ExecContext(ctx, args...); err != nil {
			return fmt.Errorf("%s.tsv line %d: %w", t.file, r.line, err)
		}
	}
	return nil
}

var errSkip = errors.New("not a row of this table")

func array(list []string) any { return pq.Array(list) }
