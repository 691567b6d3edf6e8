package pgserver

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// linkLibraries makes the symbolic links that a package cannot carry; without them nothing starts. The package
// lists them in pg-symlinks.json, and a script of its own would make them, but no package's script is run here.
func linkLibraries(native string) error {
	raw, err := os.ReadFile(filepath.Join(native, "pg-symlinks.json"))
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	var links []struct{ Source, Target string }
	if err := json.Unmarshal(raw, &links); err != nil {
		return fmt.Errorf("its list of libraries cannot be read: %w", err)
	}
	for _, l := range links {
		target := filepath.Join(native, "..", filepath.FromSlash(l.Target))
		if _, err := os.Stat(target); err == nil {
			continue
		}
		_ = os.Remove(target) // a link to nowhere
		if err := os.Symlink(filepath.Base(l.Source), target); err != nil && !errors.Is(err, os.ErrExist) {
			return fmt.Errorf("its libraries cannot be linked: %w", err)
		}
	}
	return nil
}
