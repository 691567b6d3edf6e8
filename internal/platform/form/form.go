// Package form reads posted forms into structs and says everything that is wrong with them at once.
//
// A form is a struct of strings (and slices of structs for rows) with `form:"name"` and validator tags; values
// are kept exactly as typed, so that the page can show them again. Only the body is read, never the query.
// Unknown names are refused (trust.md S-28); letters are counted, not bytes.
package form

import (
	"errors"
	"net/url"
	"reflect"
	"regexp"
	"sort"
	"strings"
	"sync"
	"unicode/utf8"

	decoder "github.com/go-playground/form/v4"
	"github.com/go-playground/validator/v10"

	"nurlykosh/internal/platform/fault"
)

// Always-allowed names: the token, the operation, the button pressed.
var common = map[string]bool{"csrf": true, "op": true, "do": true}

var (
	dec   = newDecoder()
	check = newValidator()
	index = regexp.MustCompile(`\[\d+\]`)
	names sync.Map // reflect.Type → map[string]bool
)

// MaxRows bounds a repeated group, such as the persons of a household.
const MaxRows = 60

func newDecoder() *decoder.Decoder {
	d := decoder.NewDecoder()
	d.SetTagName("form")
	d.SetMode(decoder.ModeExplicit)
	d.SetMaxArraySize(MaxRows)
	return d
}

func newValidator() *validator.Validate {
	v := validator.New(validator.WithRequiredStructEnabled())
	v.RegisterTagNameFunc(func(f reflect.StructField) string { return f.Tag.Get("form") })
	return v
}

// Decode reads a posted form into dst (a pointer to a struct). The fault lists every problem by field.
func Decode(posted url.Values, dst any) error {
	var p fault.Problems
	known := known(reflect.TypeOf(dst).Elem())
	keys := make([]string, 0, len(posted))
	for k := range posted {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	clean := url.Values{}
	for _, k := range keys {
		plain := index.ReplaceAllString(k, "[]")
		if !known[plain] && !common[k] {
			p.Add("", "form.unknown_field", nil)
			continue
		}
		for _, v := range posted[k] {
			if !utf8.ValidString(v) || strings.ContainsRune(v, 0) {
				p.Add(k, "form.not_text", nil)
				v = strings.ReplaceAll(strings.ToValidUTF8(v, "\uFFFD"), "\x00", "\uFFFD")
			}
			clean.Add(k, tidy(v))
		}
	}
	if err := dec.Decode(dst, clean); err != nil {
		var many decoder.DecodeErrors
		if !errors.As(err, &many) {
			p.Add("", "form.unknown_field", nil)
		}
		for field := range many {
			p.Add(field, "form.not_a_choice", nil)
		}
	}
	validate(dst, &p)
	return p.Err()
}

// tidy drops blank ends and the carriage returns that browsers add to text areas.
func tidy(s string) string {
	return strings.TrimSpace(strings.ReplaceAll(s, "\r\n", "\n"))
}

func validate(dst any, p *fault.Problems) {
	var many validator.ValidationErrors
	if err := check.Struct(dst); !errors.As(err, &many) {
		return
	}
	for _, e := range many {
		_, path, _ := strings.Cut(e.Namespace(), ".")
		if has(p.Fields, path) {
			continue
		}
		switch e.Tag() {
		case "required", "required_if", "required_with":
			p.Add(path, "form.required", nil)
		case "max":
			p.Add(path, "form.too_long", fault.Args{"max": e.Param()})
		case "oneof":
			if e.Value() == "" {
				p.Add(path, "form.required", nil)
			} else {
				p.Add(path, "form.not_a_choice", nil)
			}
		case "numeric", "number":
			p.Add(path, "form.not_a_number", nil)
		default:
			p.Add(path, "form."+e.Tag(), fault.Args{"max": e.Param()})
		}
	}
}

func has(fields []fault.Field, name string) bool {
	for _, f := range fields {
		if f.Name == name {
			return true
		}
	}
	return false
}

// known lists the input names a form struct accepts: "name", "persons[].name".
func known(t reflect.Type) map[string]bool {
	if m, ok := names.Load(t); ok {
		return m.(map[string]bool)
	}
	m := map[string]bool{}
	collect(t, "", m)
	names.Store(t, m)
	return m
}

func collect(t reflect.Type, prefix string, m map[string]bool) {
	for i := range t.NumField() {
		f := t.Field(i)
		tag := f.Tag.Get("form")
		switch {
		case f.Anonymous:
			collect(f.Type, prefix, m)
		case tag == "" || tag == "-":
		case f.Type.Kind() == reflect.Slice && f.Type.Elem().Kind() == reflect.Struct:
			collect(f.Type.Elem(), prefix+tag+"[].", m)
		case f.Type.Kind() == reflect.Struct:
			collect(f.Type, prefix+tag+".", m)
		default:
			m[prefix+tag] = true
		}
	}
}

// Names lists the input names of a form struct, for tests that post the wrong ones.
func Names(f any) []string {
	var out []string
	for n := range known(reflect.TypeOf(f)) {
		out = append(out, n)
	}
	sort.Strings(out)
	return out
}

// Encode gives a form's values as they would be posted: for rescue drafts and for tests.
func Encode(f any) url.Values {
	enc := decoder.NewEncoder()
	enc.SetTagName("form")
	enc.SetMode(decoder.ModeExplicit)
	v, err := enc.Encode(f)
	if err != nil {
		return url.Values{}
	}
	return v
}
