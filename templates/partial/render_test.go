package partial_test

import (
	"context"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/a-h/templ"

	"nurlykosh/internal/platform/i18n"
	"nurlykosh/internal/platform/view"
	"nurlykosh/internal/platform/web"
	"nurlykosh/templates/errorview"
	"nurlykosh/templates/layout"
)

func render(t *testing.T, c templ.Component) string {
	t.Helper()
	var b strings.Builder
	if err := c.Render(context.Background(), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestEveryShellWithEveryPartialInEveryLanguage(t *testing.T) {
	c, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	for name, shell := range map[string]view.Shell{"staff": view.Staff, "migrant": view.Migrant, "public": view.Public} {
		for _, l := range i18n.Langs {
			p := page(c.Reader(l), shell)
			bare := p
			bare.Problems = nil // the sample shows the summary itself, so that it is not shown twice
			html := render(t, with(layout.Page(bare), everyPartial(p)))
			sound(t, name+" "+string(l), html)
			keep(t, name+"-"+string(l), html)
			if got := attribute(html, `<html lang="([^"]*)"`); got != string(l) {
				t.Errorf("%s %s: lang is %q", name, l, got)
			}
			if got := attribute(html, `<html [^>]*dir="([^"]*)"`); got != c.Reader(l).Dir() {
				t.Errorf("%s %s: dir is %q", name, l, got)
			}
			if strings.Contains(html, `type="hidden" name="csrf"`) && !strings.Contains(html, `name="csrf" value="token"`) {
				t.Errorf("%s %s: a form has no token", name, l)
			}
		}
	}
	if m := c.Missing(); len(m) > 0 {
		t.Errorf("words are missing: %v", m)
	}
}

// Every partial that exists is in the sample.
func TestTheSampleLeavesNoPartialOut(t *testing.T) {
	files, err := filepath.Glob("*.templ")
	if err != nil || len(files) == 0 {
		t.Fatal(err, files)
	}
	var sample strings.Builder
	for _, f := range []string{"sample_test.go", "sample_parts_test.go"} {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		sample.Write(raw)
	}
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`(?m)^templ ([A-Z]\w*)\(`).FindAllStringSubmatch(string(raw), -1) {
			if !strings.Contains(sample.String(), "partial."+m[1]+"(") {
				t.Errorf("%s: %s is in no sample", f, m[1])
			}
		}
	}
}

func TestEveryErrorPageInEveryLanguage(t *testing.T) {
	c, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	for kind, status := range map[string]int{
		"not_found": http.StatusNotFound, "forbidden": http.StatusForbidden, "invalid": http.StatusUnprocessableEntity, "conflict": http.StatusConflict,
		"too_many": http.StatusTooManyRequests, "internal": http.StatusInternalServerError, "unavailable": http.StatusServiceUnavailable, "unknown": http.StatusServiceUnavailable,
	} {
		for _, l := range i18n.Langs {
			for _, shell := range []view.Shell{view.Staff, view.Public} {
				r := c.Reader(l)
				p := page(r, shell)
				p.Banner, p.Problems, p.Title = nil, nil, r.T("error."+kind+".title")
				e := web.ErrorView{Status: status, Title: p.Title, Text: r.T("fault." + kind)}
				switch kind {
				case "internal":
					e.Reference = "1a2b3c4d"
				case "unavailable", "unknown":
					e.Again, e.Typed = "/cases/NK-26-004213-K/note", []web.TypedPair{{Name: "op", Value: "the-same"}, {Name: "text", Value: `<b>"Айнұр"`}}
				}
				html := render(t, errorview.Fault(p, e))
				sound(t, kind+" "+string(l), html)
				keep(t, "error-"+kind+"-"+string(l), html)
				carried := strings.Contains(html, `name="op" value="the-same"`) && strings.Contains(html, `name="text" value="&lt;b&gt;&#34;Айнұр&#34;"`)
				if carried != (e.Again != "") {
					t.Errorf("%s %s: the typed form is carried: %v", kind, l, carried)
				}
				if e.Again != "" && strings.Contains(html, "lang="+string(l)+`"`) {
					t.Errorf("%s %s: a language link would lose what was typed", kind, l)
				}
				if (e.Reference != "") != strings.Contains(html, "1a2b3c4d") {
					t.Errorf("%s %s: the reference is missing", kind, l)
				}
			}
		}
	}
	if m := c.Missing(); len(m) > 0 {
		t.Errorf("words are missing: %v", m)
	}
}

// keep writes a page under var/look when NK_LOOK is set, to be looked at in a browser.
func keep(t *testing.T, name, html string) {
	t.Helper()
	if os.Getenv("NK_LOOK") == "" {
		return
	}
	dir := filepath.Join("..", "..", "var", "look")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, name+".html"), []byte(html), 0o644); err != nil {
		t.Fatal(err)
	}
}

func attribute(html, pattern string) string {
	m := regexp.MustCompile(pattern).FindStringSubmatch(html)
	if m == nil {
		return ""
	}
	return m[1]
}
