package db

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"

	"github.com/lib/pq"

	"nurlykosh/internal/platform/fault"
)

var (
	errNoConnection = errors.New("no connection to the database")
	errUnsure       = errors.New("the answer to the commit was lost")
	errHeld         = errors.New("the operation or its actor is held by another change")
)

// commitError tells a refused commit from a lost answer.
func commitError(err error) error {
	if pe := pgError(err); pe != nil && !connectionCode(pe.Code) {
		return err // the server said no: nothing is saved
	}
	return fmt.Errorf("%w: %w", errUnsure, err)
}

func pgError(err error) *pq.Error {
	var pe *pq.Error
	if errors.As(err, &pe) {
		return pe
	}
	return nil
}

// connectionCode reports whether a code says that the server or the connection went away.
func connectionCode(c pq.ErrorCode) bool {
	return c.Class() == "08" || c == "57P01" || c == "57P02" || c == "57P03"
}

// lost reports whether err says that there is no talking to the database now.
func lost(err error) bool {
	if errors.Is(err, errNoConnection) || errors.Is(err, errUnsure) || errors.Is(err, driver.ErrBadConn) ||
		errors.Is(err, sql.ErrConnDone) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return true
	}
	var ne net.Error
	if errors.As(err, &ne) {
		return true
	}
	pe := pgError(err)
	return pe != nil && connectionCode(pe.Code)
}

// held reports whether err is a wait for a lock that took too long.
func held(err error) bool {
	pe := pgError(err)
	return pe != nil && pe.Code == "55P03"
}

// again reports whether the whole function may run once more: nothing was saved, or the operation's id will tell.
func again(err error) bool {
	var f *fault.Error
	if errors.As(err, &f) {
		return false
	}
	if pe := pgError(err); pe != nil && (pe.Code == "40001" || pe.Code == "40P01") {
		return true
	}
	return errors.Is(err, errHeld) || lost(err)
}

// asFault turns what the database says into a fault; no database text leaves this package for a screen.
func asFault(err error) error {
	if err == nil {
		return nil
	}
	var f *fault.Error
	if errors.As(err, &f) {
		return err
	}
	if errors.Is(err, sql.ErrNoRows) {
		return &fault.Error{Kind: fault.NotFound, Key: "fault.not_found", Err: err}
	}
	if pe := pgError(err); pe != nil {
		if c, ok := constraints[pe.Constraint]; ok && pe.Constraint != "" {
			return &fault.Error{Kind: c.Kind, Key: c.Key, Fields: c.fields(), Err: err}
		}
		switch pe.Code {
		case "55P03", "57014", "40001", "40P01", "53300", "53100":
			return &fault.Error{Kind: fault.Unavailable, Key: "fault.busy", Err: err}
		}
	}
	if lost(err) || errors.Is(err, context.DeadlineExceeded) {
		return &fault.Error{Kind: fault.Unavailable, Key: "fault.unavailable", Err: err}
	}
	if errors.Is(err, context.Canceled) {
		return &fault.Error{Kind: fault.Unavailable, Key: "fault.unavailable", Err: err}
	}
	return fault.Wrap(err)
}

func timedOut(err error) bool { return errors.Is(err, context.DeadlineExceeded) }

// AsFault turns an error of a plain statement into a fault.
func AsFault(err error) error { return asFault(err) }
