package db

import (
	"fmt"
	"io/fs"
	"regexp"
	"strings"
)

// Query is a named query: its text with $1, $2 … and the names they stand for.
type Query struct {
	Name   string
	File   string
	Text   string
	Params []string
}

var nameLine = regexp.MustCompile(`^-- name: ([a-z][a-z0-9_]*)\s*$`)

// LoadQueries reads every *.sql under dir. Each query begins with "-- name: x" and takes :name parameters;
// any other colon is refused, also inside a literal, because named-parameter code mangles it silently.
func LoadQueries(fsys fs.FS, dir string) (map[string]Query, error) {
	files, err := fs.Glob(fsys, dir+"/*.sql")
	if err != nil {
		return nil, err
	}
	all := map[string]Query{}
	for _, file := range files {
		text, err := fs.ReadFile(fsys, file)
		if err != nil {
			return nil, err
		}
		if err := parseFile(file, string(text), all); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func parseFile(file, text string, all map[string]Query) error {
	var name string
	var body []string
	flush := func() error {
		sql := strings.TrimSuffix(strings.TrimSpace(strings.Join(body, "\n")), ";")
		body = nil
		if name == "" {
			if sql != "" {
				return fmt.Errorf("%s: text before the first -- name: line", file)
			}
			return nil
		}
		if other, taken := all[name]; taken {
			return fmt.Errorf("%s: query %s is in %s already", file, name, other.File)
		}
		q := Query{Name: name, File: file}
		var err error
		if q.Text, q.Params, err = positional(sql); err != nil {
			return fmt.Errorf("%s: query %s: %w", file, name, err)
		}
		all[name] = q
		return nil
	}
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		if m := nameLine.FindStringSubmatch(line); m != nil {
			if err := flush(); err != nil {
				return err
			}
			name = m[1]
			continue
		}
		if strings.HasPrefix(strings.TrimSpace(line), "--") {
			continue
		}
		body = append(body, line)
	}
	return flush()
}

// positional turns :name into $n; the same name gets the same number.
func positional(sql string) (string, []string, error) {
	var out strings.Builder
	var params []string
	number := map[string]int{}
	quoted := false
	for i := 0; i < len(sql); i++ {
		c := sql[i]
		if c == '\'' {
			quoted = !quoted
		}
		if c != ':' {
			out.WriteByte(c)
			continue
		}
		j := i + 1
		for j < len(sql) && (sql[j] == '_' || sql[j] >= 'a' && sql[j] <= 'z' || j > i+1 && sql[j] >= '0' && sql[j] <= '9') {
			j++
		}
		if quoted || j == i+1 {
			return "", nil, fmt.Errorf("a colon that is no :name near %q; write cast(x as type), build literals without colons", around(sql, i))
		}
		name := sql[i+1 : j]
		if number[name] == 0 {
			params = append(params, name)
			number[name] = len(params)
		}
		fmt.Fprintf(&out, "$%d", number[name])
		i = j - 1
	}
	return out.String(), params, nil
}

func around(s string, i int) string {
	return s[max(0, i-20):min(len(s), i+20)]
}

// bind puts the arguments into the query's order; a missing or a surplus one is a defect.
func (q Query) bind(args Args) ([]any, error) {
	if len(args) < len(q.Params) {
		for _, p := range q.Params {
			if _, ok := args[p]; !ok {
				return nil, fmt.Errorf("query %s needs :%s", q.Name, p)
			}
		}
	}
	out := make([]any, len(q.Params))
	for i, p := range q.Params {
		v, ok := args[p]
		if !ok {
			return nil, fmt.Errorf("query %s needs :%s", q.Name, p)
		}
		out[i] = v
	}
	if len(args) > len(q.Params) {
		for a := range args {
			if !contains(q.Params, a) {
				return nil, fmt.Errorf("query %s does not know :%s", q.Name, a)
			}
		}
	}
	return out, nil
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}
