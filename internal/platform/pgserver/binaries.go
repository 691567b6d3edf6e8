package pgserver

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"
)

// oldest is the first version that sorts a whole cluster by ICU.
const oldest = 15

// binaries is one PostgreSQL on this machine.
type binaries struct {
	dir     string // with initdb and postgres
	from    string // "packages" or the folder: data stay with the server that made them
	version string // "18.4"
	major   string // "18", as in PG_VERSION
}

// findBinaries takes the server that made the data, else the first that runs here: the package fetched by the
// build, PGBIN, pg_config, or the system's newest.
func (s *Server) findBinaries() (binaries, error) {
	major, from := s.madeBy()
	if dir := os.Getenv("PGBIN"); dir != "" && !usable(dir) {
		s.say("database: PGBIN names %s, where there is no initdb and postgres", dir)
	}
	var others []string
	for b := range candidates(s.o.Packages) {
		if b.from == "packages" {
			if err := linkLibraries(filepath.Dir(b.dir)); err != nil {
				s.say("database: the packages' PostgreSQL cannot be used: %v", err)
				continue
			}
		}
		if err := b.ask(); err != nil {
			s.say("database: %s does not run here: %v", b.dir, err)
			continue
		}
		if major == "" || major == b.major && (from == "" || from == b.from) {
			return b, nil
		}
		if other := b.version + " in " + b.dir; !slices.Contains(others, other) {
			others = append(others, other)
		}
	}
	if len(others) == 0 {
		return binaries{}, problem(NoBinaries, nil, "no PostgreSQL was found: run `make build` to fetch the one that comes with the front-end packages, or install PostgreSQL, or set NK_DATABASE_URL")
	}
	bring := "run `make build` to fetch it with the front-end packages"
	if from != "packages" && from != "" {
		bring = "bring it back to " + from
	}
	return binaries{}, problem(OtherVersion, nil, "the data in %s belong to a PostgreSQL %s that is not here (there is %s, but sort orders differ between servers): %s, or move the folder away to begin anew",
		s.data, major, strings.Join(others, ", "), bring)
}

// madeBy names the server that made the data, if there are any: its major version and where it came from.
func (s *Server) madeBy() (major, from string) {
	raw, err := os.ReadFile(filepath.Join(s.data, "PG_VERSION"))
	if err != nil {
		return "", ""
	}
	if note, err := os.ReadFile(filepath.Join(s.o.Dir, "made-by")); err == nil {
		from = strings.TrimSpace(string(note))
	}
	return strings.TrimSpace(string(raw)), from
}

// candidates are the PostgreSQLs on this machine in order of preference, looked for one by one.
func candidates(packages string) iter.Seq[binaries] {
	return func(yield func(binaries) bool) {
		arch := map[string]string{"amd64": "x64", "arm64": "arm64"}[runtime.GOARCH]
		npm, err := filepath.Abs(filepath.Join(packages, "@embedded-postgres", runtime.GOOS+"-"+arch, "native", "bin"))
		if err == nil && usable(npm) && !yield(binaries{dir: npm, from: "packages"}) {
			return
		}
		dirs := []string{os.Getenv("PGBIN")}
		if out, err := exec.Command("pg_config", "--bindir").Output(); err == nil {
			dirs = append(dirs, strings.TrimSpace(string(out)))
		}
		system, _ := filepath.Glob("/usr/lib/postgresql/*/bin")
		slices.SortFunc(system, func(a, b string) int { return number(b) - number(a) })
		for _, dir := range append(dirs, system...) {
			if dir != "" && usable(dir) && !yield(binaries{dir: dir, from: dir}) {
				return
			}
		}
	}
}

// number is the version in a path such as /usr/lib/postgresql/15/bin.
func number(path string) int {
	n, _ := strconv.Atoi(filepath.Base(filepath.Dir(path)))
	return n
}

func usable(dir string) bool {
	for _, name := range []string{"initdb", "postgres"} {
		if info, err := os.Stat(filepath.Join(dir, name)); err != nil || info.Mode()&0o111 == 0 {
			return false
		}
	}
	return true
}

// ask runs the server for its version: the answer "postgres (PostgreSQL) 18.4" also shows that its libraries load.
func (b *binaries) ask() error {
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	out, err := exec.CommandContext(ctx, filepath.Join(b.dir, "postgres"), "--version").CombinedOutput()
	if err != nil {
		return explainOutput(string(out), err, b.dir)
	}
	words := strings.Fields(string(out))
	if len(words) < 3 {
		return errors.New("it does not tell its version")
	}
	b.version = words[2]
	b.major = b.version[:len(b.version)-len(strings.TrimLeft(b.version, "0123456789"))]
	if n, err := strconv.Atoi(b.major); err != nil || n < oldest {
		return fmt.Errorf("it is PostgreSQL %s, and %d is the oldest that will do", b.version, oldest)
	}
	return nil
}
