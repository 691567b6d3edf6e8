package main

import (
	"errors"
	"io"
	"log/slog"

	"nurlykosh/internal/platform/fault"
	"nurlykosh/internal/platform/i18n"
)

func faultWords(t i18n.Reader, err error) error {
	f := fault.Of(err)
	if len(f.Fields) > 0 {
		return errors.New(t.T(f.Fields[0].Key, f.Fields[0].Args))
	}
	return errors.New(t.T(f.Key, f.Args))
}

func quiet() *slog.Logger { return slog.New(slog.NewTextHandler(io.Discard, nil)) }
