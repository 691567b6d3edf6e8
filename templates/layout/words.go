package layout

import (
	"github.com/a-h/templ"

	"nurlykosh/internal/platform/i18n"
	"nurlykosh/internal/platform/view"
)

var (
	short = map[i18n.Lang]string{i18n.KK: "Қаз", i18n.RU: "Рус", i18n.EN: "Eng"}
	long  = map[i18n.Lang]string{i18n.KK: "Қазақша", i18n.KKArab: "قازاقشا", i18n.RU: "Русский", i18n.EN: "English"}
)

// firstFonts are asked for before the style sheet names them: names of people are in Cyrillic on every staff page.
var firstFonts = []string{
	"fonts/noto-sans-latin-400-normal.woff2", "fonts/noto-sans-cyrillic-400-normal.woff2", "fonts/noto-sans-cyrillic-ext-400-normal.woff2",
}

// langWord is a language's name in its own script: short on staff pages.
func langWord(l i18n.Lang, full bool) string {
	if full {
		return long[l]
	}
	return short[l]
}

// langAttributes say in which language and direction a language's name is, and which is the page's.
func langAttributes(p view.Page, l i18n.Lang) templ.Attributes {
	a := templ.Attributes{"lang": string(l)}
	if l == i18n.KKArab {
		a["dir"] = "rtl"
	} else if p.T.Dir() == "rtl" {
		a["dir"] = "ltr"
	}
	if p.T.Lang() == l {
		a["aria-current"] = "true"
	}
	return a
}

func keysState(on bool) string {
	if on {
		return "on"
	}
	return "off"
}
