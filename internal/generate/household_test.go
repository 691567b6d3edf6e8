package generate_test

import (
	"bytes"
	"reflect"
	"strings"
	"testing"
	"time"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/generate"
	"nurlykosh/internal/identity/names"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/fault"
)

var today = civil.Must(2026, 11, 26)

// The same seed gives the same families, another seed others; sizes, ages and names are believable.
func TestHouseholdsAreBelievable(t *testing.T) {
	const n = 4000
	persons, twoScripts := 0, 0
	scripts, tracks := map[string]int{}, map[casefile.Track]int{}
	open := 0
	var apart []string // two names of one person that the matcher takes for two persons'
	for i := range n {
		h := generate.Build(7, i, today)
		if i < 200 && (!reflect.DeepEqual(h, generate.Build(7, i, today)) || reflect.DeepEqual(h, generate.Build(8, i, today))) {
			t.Fatalf("household %d is not made by its seed", i)
		}
		if len(h.Persons) == 0 || len(h.Persons) > generate.MostPersons || h.Persons[0].Relation != "head" {
			t.Fatalf("household %d: %+v", i, h.Persons)
		}
		if h.Opened.After(today) || !h.Settled.IsZero() && (h.Settled.Before(h.Opened) || h.Settled.After(today)) || h.Ended.After(today) {
			t.Errorf("household %d: opened %s, settled %s, ended %s", i, h.Opened, h.Settled, h.Ended)
		}
		tracks[h.Track]++
		if h.Settled.IsZero() && h.Ended.IsZero() {
			open++
		}
		persons += len(h.Persons)
		head := h.Persons[0]
		for _, p := range h.Persons {
			if p.Relation == "child" && p.Year < head.Year+12 || p.Relation == "parent" && p.Year > head.Year-12 || p.Birth.After(h.Opened) || p.Relation == "head" && h.Opened.Year()-p.Year < casefile.Adult {
				t.Errorf("household %d: a %s born in %d, the head in %d", i, p.Relation, p.Year, head.Year)
			}
			if !p.Birth.IsZero() && p.Birth.Year() != p.Year {
				t.Errorf("household %d: born %s in %d", i, p.Birth, p.Year)
			}
			for _, a := range p.Names {
				scripts[a.Script]++
				var bad fault.Problems
				if a.Check(&bad, "", today); bad.Err() != nil {
					t.Errorf("%q (%s): %v", a.Written, a.Script, bad.Err())
				}
				if a.Script != "Hans" && names.Compare(a.Written, p.Names[0].Written).Verdict == names.Different {
					apart = append(apart, a.Written+" and "+p.Names[0].Written)
				}
			}
			if len(p.Names) > 1 {
				twoScripts++
			}
		}
	}
	if len(apart)*100 > twoScripts {
		t.Errorf("of %d persons with two names %d are taken for others: %s", twoScripts, len(apart), strings.Join(apart, "; "))
	}
	if mean := float64(persons) / n; mean < 3.2 || mean > 3.9 {
		t.Errorf("%.2f persons a household", mean)
	}
	if open*100 < n*9 || open*100 > n*15 || twoScripts*10 < persons || len(tracks) != 3 {
		t.Errorf("%d open, %d persons of two scripts, tracks %v", open, twoScripts, tracks)
	}
	for _, s := range []string{"kk-Cyrl", "ru", "kk-Arab", "Latn", "pinyin", "Hans", "mn", "uz", "tr"} {
		if scripts[s] < 20 {
			t.Errorf("%d names in %s", scripts[s], s)
		}
	}
}

func TestArgs(t *testing.T) {
	for args, want := range map[string]string{
		"--cases 10": "", "--cases 10 --seed 5": "", "-cases=3000000": "", "": "--cases needs", "--cases 0": "--cases needs", "--cases -3": "--cases needs", "--cases 3000001": "--cases needs",
		"--cases ten": "invalid value", "--cases 5 more": `"more" is not understood`, "--seed -1 --cases 5": "invalid value", "--case 5": "not defined", "--cases 99999999999999999999": "invalid value",
	} {
		_, _, err := generate.Args(strings.Fields(args))
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "usage:")) {
			t.Errorf("%s: %v", args, err)
		}
	}
}

func TestBar(t *testing.T) {
	var out bytes.Buffer
	now := time.Unix(0, 0)
	b := generate.Bar{Out: &out, Clock: func() time.Time { return now }}
	b.Begin("cases", 1000)
	for i := range 1000 {
		now = now.Add(10 * time.Millisecond)
		b.At(i + 1)
	}
	b.End()
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	if len(lines) != 10 || !strings.Contains(lines[4], "[###############...............] 500 of 1000, 5s, 100 a second, 5s left") || !strings.Contains(lines[9], "1000 of 1000") {
		t.Errorf("%s", out.String())
	}
	out.Reset()
	b.Terminal = true
	b.Begin("cases", 0)
	b.At(0)
	b.End()
	if s := out.String(); !strings.HasPrefix(s, "\r") || !strings.HasSuffix(s, "\n") {
		t.Errorf("%q", s)
	}
}
