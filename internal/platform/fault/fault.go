// Package fault is the one error type of the programme: a kind, a message key and arguments.
//
// A fault never carries a sentence: the reader's language is known only where the page is written
// (platform/web). Err keeps the cause for the log and never reaches a screen.
package fault

import (
	"errors"
	"fmt"
)

// Kind says what sort of answer a fault deserves; platform/web maps it to a status code.
type Kind int

// The kinds of faults.
const (
	Internal    Kind = iota // a defect of ours: logged, shown as a reference number
	NotFound                // no such thing, or no right to know of it: the same answer
	Forbidden               // a right the reader knows to exist is missing (a stale token)
	Invalid                 // the form can be mended by the person who typed it
	Conflict                // somebody else changed it meanwhile, or the last place is gone
	Unavailable             // nothing was saved; trying again later is right
	Unknown                 // it is not known yet whether it was saved; the same form may be sent again
	TooMany                 // too many tries; wait
)

// String names the kind for logs.
func (k Kind) String() string {
	return [...]string{"internal", "not_found", "forbidden", "invalid", "conflict", "unavailable", "unknown", "too_many"}[k]
}

// Args are the named values a message's placeholders take.
type Args map[string]any

// Field is one thing wrong with one field of a form.
type Field struct {
	Name string // name of the input, as posted: "birth_date" or "persons[1].name"
	Key  string // message key
	Args Args
}

// Error is a fault. Key is a message key ("quota.exhausted"), never a sentence.
type Error struct {
	Kind   Kind
	Key    string
	Args   Args
	Fields []Field
	Err    error
}

// Error is for logs.
func (e *Error) Error() string {
	s := e.Kind.String() + ": " + e.Key
	for _, f := range e.Fields {
		s += fmt.Sprintf(" [%s: %s]", f.Name, f.Key)
	}
	if e.Err != nil {
		s += ": " + e.Err.Error()
	}
	return s
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// New makes a fault of a kind with a message key.
func New(k Kind, key string, args Args) *Error { return &Error{Kind: k, Key: key, Args: args} }

// Wrap turns a cause into an internal fault, and leaves a fault as it is.
func Wrap(err error) error {
	if err == nil {
		return nil
	}
	var f *Error
	if errors.As(err, &f) {
		return err
	}
	return &Error{Kind: Internal, Key: "fault.internal", Err: err}
}

// Missing is the answer to what does not exist and to what the reader may not know.
func Missing() *Error { return &Error{Kind: NotFound, Key: "fault.not_found"} }

// Refuse is a rule's no: an invalid fault with a message key and no single field.
func Refuse(key string, args Args) *Error { return &Error{Kind: Invalid, Key: key, Args: args} }

// OnField is an invalid fault at one field.
func OnField(name, key string, args Args) *Error {
	return &Error{Kind: Invalid, Key: "fault.invalid", Fields: []Field{{Name: name, Key: key, Args: args}}}
}

// Clash is a conflict: what was true when the form was shown is no longer.
func Clash(key string, args Args) *Error { return &Error{Kind: Conflict, Key: key, Args: args} }

// Of gives the fault in err's chain; any other error is internal. Of(nil) is nil.
func Of(err error) *Error {
	if err == nil {
		return nil
	}
	var f *Error
	if errors.As(err, &f) {
		return f
	}
	return &Error{Kind: Internal, Key: "fault.internal", Err: err}
}

// Is reports whether err is a fault of kind k.
func Is(err error, k Kind) bool { return err != nil && Of(err).Kind == k }

// Problems collects field faults; Err is nil when there are none.
type Problems struct{ Fields []Field }

// Add notes one more problem.
func (p *Problems) Add(name, key string, args Args) {
	p.Fields = append(p.Fields, Field{Name: name, Key: key, Args: args})
}

// AddFault notes a pure rule's error at a field; nil adds nothing.
func (p *Problems) AddFault(name string, err error) {
	if err == nil {
		return
	}
	f := Of(err)
	p.Add(name, f.Key, f.Args)
}

// Err gives the invalid fault with all problems, or nil.
func (p *Problems) Err() error {
	if len(p.Fields) == 0 {
		return nil
	}
	return &Error{Kind: Invalid, Key: "fault.invalid", Fields: p.Fields}
}
