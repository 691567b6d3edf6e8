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
	"slices"
	"sort"
	"strings"
	"sync"

	decoder "github.com/go-playground/form/v4"
	"github.com/go-playground/validator/v10"

	"nurlykosh/internal/platform/fault"
)

// Always-allowed names: the token, the operation, the button pressed, what the form held when it was made
// and which version of what it changes that was.
var common = map[string]bool{"csrf": true, "op": true, "do": true, "was": true, "rev": true}

// secret names are never written into a page, a draft or a carried form (trust.md S-65). The one list. A migrant's code
// alone stands on the page again while only its language is changed: twenty digits are not typed twice for that.
var secret = map[string]bool{"password": true, "old_password": true, "new_password": true, "again_password": true, "code": true}

// Secret reports whether an input of this name holds what nobody but its owner may ever see again.
func Secret(name string) bool { return secret[name] }

// Common reports whether a name belongs to the machinery of forms, not to what a person typed.
func Common(name string) bool { return common[name] }

// picked names hold codes and ids: the values of selects, radios, check boxes and hidden fields, which nobody typed.
var picked = map[string]bool{}

func init() {
	for n := range strings.FieldsSeq(`account answer by channel choice citizenship contact contract dwelling education gone head how
		iin_state kept kind language member members next office origin_country origin_region original paper person
		phone_relation purposes reads reason refused region relation role rows script seen session settlement sex small_reason
		as keep_birth keep_citizenship keep_iin keep_name keep_reads keep_sex known link names quota spelling status thing
		side seat codes again shown stands_for state stay_basis tenure tenures track urgent vacancy wanted what where why_not`) {
		picked[n] = true
	}
}

// Typed reports whether an input of this name takes what a person types; "persons[1].relation" is a choice.
func Typed(name string) bool {
	own := index.ReplaceAllString(name[strings.LastIndex(name, ".")+1:], "")
	return !common[name] && !secret[name] && !picked[own] && !strings.HasPrefix(name, "pick.")
}

var (
	dec   = newDecoder()
	check = newValidator()
	index = regexp.MustCompile(`\[\d+\]`)
	last  = regexp.MustCompile(`\[\d+\]$`)
	names sync.Map // reflect.Type → map[string]input
)

// embedded is the name of a struct whose fields stand among those of the one around it.
const embedded = "@"

// MaxRows bounds a repeated group, such as the persons of a household.
const MaxRows = 60

func newDecoder() *decoder.Decoder {
	d := decoder.NewDecoder()
	d.SetTagName("form")
	d.SetMode(decoder.ModeImplicit) // the explicit mode leaves embedded structs empty; known names are what keeps the others out
	d.SetMaxArraySize(MaxRows)
	return d
}

func newValidator() *validator.Validate {
	v := validator.New(validator.WithRequiredStructEnabled())
	v.RegisterTagNameFunc(func(f reflect.StructField) string {
		if f.Anonymous {
			return embedded
		}
		return f.Tag.Get("form")
	})
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
		in, ours := known[plain]
		if !ours && !common[k] {
			p.Add("", "form.unknown_field", nil)
			continue
		}
		if len(posted[k]) > 1 && !in.many {
			p.Add(k, "form.repeated", nil)
		}
		for _, v := range posted[k] {
			text := Tidy(v)
			if text != blank(v) {
				p.Add(k, "form.not_text", nil)
			}
			clean.Add(k, text)
			if !in.many { // the first of a repeated field is shown again
				break
			}
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

// Tidy is a posted value as a form keeps it: what is no text replaced, blank ends dropped.
func Tidy(s string) string {
	return blank(strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "\uFFFD"))
}

// blank drops blank ends and the carriage returns that browsers add to text areas.
func blank(s string) string {
	return strings.TrimSpace(strings.ReplaceAll(s, "\r\n", "\n"))
}

func validate(dst any, p *fault.Problems) {
	var many validator.ValidationErrors
	if err := check.Struct(dst); !errors.As(err, &many) {
		return
	}
	for _, e := range many {
		_, path, _ := strings.Cut(e.Namespace(), ".")
		path = strings.ReplaceAll(path, embedded+".", "")
		path = last.ReplaceAllString(path, "") // one of many values is wrong: the field is
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

// input is what a form struct accepts under a name: one value, or many.
type input struct{ many bool }

// known lists the input names a form struct accepts: "name", "persons[].name".
func known(t reflect.Type) map[string]input {
	if m, ok := names.Load(t); ok {
		return m.(map[string]input)
	}
	m := map[string]input{}
	collect(t, "", m)
	names.Store(t, m)
	return m
}

func collect(t reflect.Type, prefix string, m map[string]input) {
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
			m[prefix+tag] = input{many: f.Type.Kind() == reflect.Slice}
		}
	}
}

// Only refuses a posted form that holds other fields than the named ones, or one of them twice.
func Only(posted url.Values, fields ...string) error {
	var p fault.Problems
	for k, v := range posted {
		switch {
		case !common[k] && !slices.Contains(fields, k):
			p.Add("", "form.unknown_field", nil)
		case len(v) > 1:
			p.Add(k, "form.repeated", nil)
		}
	}
	return p.Err()
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
