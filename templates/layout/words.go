package layout

import "nurlykosh/internal/platform/i18n"

var (
	short = map[i18n.Lang]string{i18n.KK: "Қаз", i18n.RU: "Рус", i18n.EN: "Eng"}
	long  = map[i18n.Lang]string{i18n.KK: "Қазақша", i18n.KKArab: "قازاقشا", i18n.RU: "Русский", i18n.EN: "English"}
)

// langWord is a language's name in its own script: short on staff pages.
func langWord(l i18n.Lang, full bool) string {
	if full {
		return long[l]
	}
	return short[l]
}

func keysState(on bool) string {
	if on {
		return "on"
	}
	return "off"
}
