package pgserver

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"syscall"
)

// Problem is what kind of thing keeps the server from running.
type Problem int

// The problems that a person can mend; the sentence of the error says how.
const (
	NoBinaries   Problem = iota + 1 // no PostgreSQL was found that runs here
	InUse                           // another program holds the folder
	NotWritable                     // the folder cannot be written
	NoSpace                         // the disk is full
	OtherVersion                    // the data belong to another PostgreSQL
	NoUser                          // root, and no other user can be used
	LostPassword                    // the password file does not fit the data
	NotStarted                      // PostgreSQL ended or never answered
)

// Error is a problem with one sentence that says what is wrong and what to do.
type Error struct {
	Problem  Problem
	Sentence string
	Err      error // the cause, if there is one below
}

func (e *Error) Error() string { return e.Sentence }

func (e *Error) Unwrap() error { return e.Err }

func problem(p Problem, cause error, format string, args ...any) error {
	return &Error{Problem: p, Err: cause, Sentence: fmt.Sprintf(format, args...)}
}

// explain turns what the system says of a file into a problem; what it does not know stays as it is.
func explain(err error, path string) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, os.ErrPermission), errors.Is(err, syscall.EROFS):
		return problem(NotWritable, err, "%s cannot be written: give this user the right to write there, or set NK_VAR to another folder", path)
	case errors.Is(err, syscall.ENOTDIR):
		return problem(NotWritable, err, "%s cannot be made, since a part of its path is a file: set NK_VAR to another folder", path)
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return noSpace(err, path)
	}
	return err
}

func noSpace(err error, path string) error {
	return problem(NoSpace, err, "no space is left for %s: free some and start again", path)
}

// explainOutput does the same for what PostgreSQL's programs print.
func explainOutput(out string, err error, path string) error {
	for line := range strings.Lines(out) {
		full := strings.Contains(line, "No space left on device") || strings.Contains(line, "Disk quota exceeded")
		if full && (strings.Contains(line, "shared memory") || strings.Contains(line, "semaphore")) {
			return problem(NoSpace, err, "the system gives too little shared memory: give it more (in a container: --shm-size) and start again")
		}
		if full {
			return noSpace(err, path)
		}
	}
	if out = strings.TrimSpace(out); out == "" {
		return err
	}
	return errors.New(strings.ToValidUTF8(out[max(0, len(out)-600):], ""))
}
