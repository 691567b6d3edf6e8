package errorview

import (
	"github.com/a-h/templ"

	"nurlykosh/internal/platform/view"
	"nurlykosh/internal/platform/web"
)

// framed takes the language links from a page that carries a form: following one would lose what was typed.
func framed(p view.Page, e web.ErrorView) view.Page {
	if e.Again != "" {
		p.Path = ""
	}
	return p
}

// home is where the reader's work begins: the first part of the navigation, else the start page.
func home(p view.Page) templ.SafeURL {
	if len(p.Nav) > 0 {
		return templ.URL(p.Nav[0].Href)
	}
	return "/"
}

func homeWord(p view.Page) string {
	if len(p.Nav) > 0 {
		return p.Nav[0].Text
	}
	return p.T.T("error.home")
}

// said is what stands above two versions: who saved the other, what saving this one does all the same, what is to be done.
func said(p view.Page, v web.VersionsView) []string {
	if v.Says == "" {
		return []string{v.Text, chooseWord(p, v.Diff)}
	}
	return []string{v.Text, v.Says, chooseWord(p, v.Diff)}
}

// chooseWord says what is to be done with two versions.
func chooseWord(p view.Page, d view.Diff) string {
	if len(d.Both) == 0 {
		return p.T.T("diff.nothing_to_choose")
	}
	return p.T.T("diff.choose_each")
}
