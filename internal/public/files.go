package public

import (
	"io/fs"

	"nurlykosh/internal/platform/fault"
	"nurlykosh/static"
)

func fsStat(name string) (fs.FileInfo, error) { return fs.Stat(static.Files(), name) }

func errMissing() error { return fault.Missing() }
