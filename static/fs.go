// Package static embeds the built style sheets, scripts, fonts and pictures.
//
// Nothing under dist is committed: `make build` fetches the packages and makes it. Names carry a hash of
// their contents, so that browsers may keep them for a year.
package static

import (
	"embed"
	"encoding/json"
	"errors"
	"io/fs"
	"sync"
)

//go:embed all:dist
var dist embed.FS

var manifest = sync.OnceValue(func() map[string]string {
	m := map[string]string{}
	raw, err := dist.ReadFile("dist/manifest.json")
	if err == nil {
		err = json.Unmarshal(raw, &m)
	}
	if err != nil {
		return map[string]string{}
	}
	return m
})

// URL is the address of a built file: "staff.css" → "/static/staff-1a2b3c.css".
func URL(name string) string {
	if hashed, ok := manifest()[name]; ok {
		name = hashed
	}
	return "/static/" + name
}

// Files are the built files.
func Files() fs.FS {
	sub, err := fs.Sub(dist, "dist")
	if err != nil {
		panic(err) // dist is embedded above
	}
	return sub
}

// Built says what to do when the files were not made before this binary was.
func Built() error {
	if len(manifest()) == 0 {
		return errors.New("this binary was built without its style sheets and scripts: run `make build`")
	}
	return nil
}
