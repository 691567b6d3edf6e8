package settings

import (
	"fmt"
	"io"
	"reflect"
)

// Help prints every setting with its default, as `nurlykosh help settings` shows it.
func Help(w io.Writer) {
	t := reflect.TypeFor[Settings]()
	for i := range t.NumField() {
		f := t.Field(i)
		def := f.Tag.Get("envDefault")
		if def != "" {
			def = " (default " + def + ")"
		}
		fmt.Fprintf(w, "NK_%-13s %s%s\n", f.Tag.Get("env"), f.Tag.Get("help"), def)
	}
}
